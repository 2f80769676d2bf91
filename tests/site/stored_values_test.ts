import { assert, assertEquals } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { randomFrom } from "../long/random.ts";
import { runs } from "../runs.ts";
import { bookOf, type MemoryWorld } from "./memory_world.ts";

const ROOT = "/nowhere/book";
const OUTPUT = "/nowhere/site";
const VALUES = "/nowhere/values";
const CANARY = "<script>window.heddleCanary = 1</script>";

const PAGE = `---
title: Stored
---

Words.

\`\`\`model
#| label: tbl-a
#| caption: Analysis.
d <- read.csv("d.csv", stringsAsFactors = TRUE)
m <- lm(gain ~ diet, data = d)
anova(m)
\`\`\`

There are \`r nrow(d)\` pigs.

\`\`\`model
emmeans(m, pairwise ~ diet)
summary(m)
equation(m)
x <- c(a = 1, b = 2)
x
head(d)
vcov(m)
\`\`\`

\`\`\`model
#| label: fig-a
#| caption: Means.
plot(emmeans(m, ~ diet))
\`\`\`

\`\`\`plot
#| label: fig-b
#| caption: Dots.
Plot.plot({ marks: [Plot.dot(d, { x: "diet", y: "gain", fill: "diet" })] })
\`\`\`
`;
const DATA = "diet,gain\nA,1.2\nA,1.4\nB,2.1\nB,2.3\nC,3.3\nC,3.0\n";

type Stored =
  & { blocks: { shown: { value: Record<string, unknown> }[] }[] }
  & Record<string, unknown>;

async function built(): Promise<{ world: MemoryWorld; json: string; html: string }> {
  const { world } = bookOf({ "01-a.md": PAGE, "d.csv": DATA });
  const report = await buildSite({ root: ROOT, output: OUTPUT, world });
  assertEquals(report.diagnostics.filter((d) => d.severity === "error"), []);
  return {
    world,
    json: world.readText(`${OUTPUT}/01-a.json`),
    html: world.readText(`${OUTPUT}/01-a.html`),
  };
}

/** Codes of the faults of a build from this JSON; it must not end otherwise. */
async function again(
  world: MemoryWorld,
  json: string,
): Promise<{ faults: string[]; html: string }> {
  const output = "/nowhere/again";
  for (const path of [...world.files.keys()]) if (path.startsWith(output)) world.files.delete(path);
  world.write(`${VALUES}/01-a.json`, json);
  const report = await buildSite({ root: ROOT, output, world, fromValues: VALUES });
  const faults = report.diagnostics.filter((d) => d.severity === "error");
  for (const fault of faults) {
    assert(fault.code === "stored-values", `${fault.code}: ${fault.message}`);
    assert(fault.message.includes("01-a.json") || fault.message.includes("this block"));
  }
  return {
    faults: faults.map((d) => d.code),
    html: report.ok ? world.readText(`${output}/01-a.html`) : "",
  };
}

Deno.test("values as they were stored give the page again", async () => {
  const { world, json, html } = await built();
  assertEquals(await again(world, json), { faults: [], html });
});

Deno.test("odd words in values are no faults", async () => {
  const { world } = bookOf({
    "01-a.md":
      `# A\n\n\`\`\`model\nc("undefined" = 1, "one = 2" = 2)\nlist("on x = 1" = "src=a", b = "it's undefined")\n` +
      'd <- read.csv("d.csv")\nd\n```\n\n```plot\n#| label: fig-a\n#| caption: Growth, on x = 1, name=3, it\'s <undefined>.\n' +
      "Plot.dot(d, { x: 'diet', y: 'gain' }).plot()\n```\n",
    "d.csv": DATA.replaceAll("A,", "undefined,").replaceAll("B,", "it's on one = src=x,"),
  });
  await buildSite({ root: ROOT, output: OUTPUT, world });
  const { faults, html } = await again(world, world.readText(`${OUTPUT}/01-a.json`));
  assertEquals([faults, html], [[], world.readText(`${OUTPUT}/01-a.html`)]);
});

Deno.test("JSON of any other shape is a fault that names the file", async () => {
  const { world, json } = await built();
  const at = (block: number, change: (value: Record<string, unknown>) => unknown): string => {
    const stored = JSON.parse(json) as Stored;
    const item = stored.blocks[block]!.shown[0]!;
    item.value = change(item.value) as Record<string, unknown>;
    return JSON.stringify(stored);
  };
  const set = (key: string, value: unknown): string =>
    JSON.stringify({ ...JSON.parse(json) as Stored, [key]: value });
  const deep = (n: number): string => "[".repeat(n) + "]".repeat(n);
  const shapes: string[] = [
    "",
    "nonsense",
    "null",
    "3",
    "[]",
    '"text"',
    "{}",
    deep(1000),
    deep(2e6),
    `{"blocks":${deep(500)}}`,
    '{"blocks":null,"data":3}',
    '{"blocks":[null]}',
    '{"blocks":[{"kind":"model"}]}',
    '{"__proto__":{"blocks":[]},"blocks":[{"__proto__":null}]}',
    set("blocks", {}),
    set("blocks", [1, 2, 3]),
    set("labels", []),
    set("labels", { a: 3 }),
    set("data", "x"),
    set("data", [{ file: "../../etc/passwd", rows: 1 }]),
    set("data", [{ file: "/etc/passwd", rows: 1 }]),
    set("data", [{ file: "index.html", rows: 1 }]),
    set("data", [{ file: "d.csv", rows: CANARY }]),
    at(2, () => null),
    at(2, () => []),
    at(2, () => ({ kind: "unknown" })),
    at(2, () => ({ kind: "toString" })),
    at(2, () => ({ kind: "anova" })),
    at(2, () => ({ kind: "anova", table: null })),
    at(2, () => ({ kind: "vector", values: CANARY })),
    at(2, () => ({ kind: "vector", type: "numeric", values: [{}], names: 3 })),
    at(2, () => ({ kind: "frame", columns: [null] })),
    at(2, () => ({ kind: "matrix", values: [[1], null], rowNames: [], columnNames: ["a"] })),
    at(2, () => ({ kind: "summary" })),
    at(2, () => ({ kind: "shell", shell: {} })),
    at(2, () => ({ kind: "list", items: {} })),
    at(2, () => ({ kind: "figure", figure: "none", data: {}, alt: "" })),
    at(2, () => ({ kind: "equation", lines: [3], where: [] })),
    at(2, () => ({ kind: "markup", markup: CANARY, alt: "" })),
    at(2, () => ({ kind: "markup", markup: `<p>${CANARY}</p>`, alt: "" })),
    at(2, () => ({ kind: "markup", markup: '<p onclick="x">x</p>', alt: "" })),
    at(2, () => ({ kind: "markup", markup: '<svg><a href="javascript:x">x</a></svg>', alt: "" })),
    at(2, () => ({
      kind: "list",
      items: [{ name: "a", value: { kind: "markup", markup: CANARY, alt: "" } }],
    })),
    at(
      4,
      () => ({
        kind: "markup",
        markup: '<img name="querySelector" alt="" src="data:image/png;base64,AAAA">',
        alt: "",
      }),
    ),
    at(4, () => ({ kind: "markup", markup: { toString: CANARY }, alt: 3 })),
    at(3, (value) => ({ ...value, data: { ...value["data"] as object, figure: CANARY } })),
    at(3, (value) => ({ ...value, data: null })),
  ];
  for (const shape of shapes) {
    const { faults } = await again(world, shape);
    assert(faults.length > 0, shape.slice(0, 200));
  }
});

/** Every place in a value of JSON. */
function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return [
    path,
    ...keys.flatMap((key) => places((value as Record<string, unknown>)[key], [...path, key])),
  ];
}

Deno.test("stored values that were changed anywhere run nothing and break nothing", async () => {
  const { world, json } = await built();
  const random = randomFrom(20261126);
  const all = places(JSON.parse(json)).filter((path) => path.length > 1);
  const others = [null, CANARY, 3, -1e308, true, [], {}, [[]], `"><img src=x onerror=1>`, {
    text: CANARY,
  }];
  const { numRuns } = runs(30, 0);
  for (let i = 0; i < numRuns; i++) {
    const stored = JSON.parse(json) as Record<string, unknown>;
    const path = all[Math.floor(random() * all.length)]!;
    let holder: Record<string | number, unknown> = stored;
    for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
    const key = path.at(-1)!;
    if (random() < 0.2 && !Array.isArray(holder)) delete holder[key];
    else holder[key] = others[Math.floor(random() * others.length)];
    const { html } = await again(world, JSON.stringify(stored));
    assert(!html.includes(CANARY) && !html.includes("<img src=x"), path.join("."));
  }
});
