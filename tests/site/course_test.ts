/**
 * The book in `reports/`: its chapters print what R prints for the same data (R 4.2.2 with car
 * 3.1-1, lme4 1.1-31, emmeans 1.8.4-1; tests/oracle/seed/check_fecal.out), computed and not typed.
 */
import { assert, assertEquals } from "@std/assert";
import { buildSite } from "../../lib/site/build_site.ts";
import { MemoryWorld } from "./memory_world.ts";
import { without } from "./page_text.ts";

const ROOT = decodeURIComponent(new URL("../../reports", import.meta.url).pathname);
const OUTPUT = "/nowhere/site";
const CHAPTER = "04-linear-mixed-models";

async function build(world: MemoryWorld): Promise<MemoryWorld> {
  const report = await buildSite({ root: ROOT, output: OUTPUT, world });
  assertEquals(report.diagnostics, []);
  return world;
}

/** A page's words, one space between two cells or words; mathematics as its LaTeX. */
function words(world: MemoryWorld, page: string): string {
  const html = world.readText(`${OUTPUT}/${page}.html`);
  const article = html.slice(html.indexOf("<article"), html.indexOf("</article>"));
  return without(article, '<span class="katex-html"')
    .replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]+>/g, " ").replace(/&lt;/g, "<").replace(/&amp;/g, "&").replace(/\s+/g, " ");
}

const printed = [
  // Type II tests, completely randomized
  "850.7 2 8.6720 0.0002279",
  "896.5 5 3.6556 0.0032772",
  "673.1 10 1.3723 0.1934086",
  "12360.9 252",
  // by hand: standard error, and the limits of A
  "1.044041",
  "16.40749",
  "20.5198",
  // the six means
  "A 18.5 1.04 252 16.4 20.5",
  "B 23.6 1.04 252 21.5 25.6",
  "C 20.1 1.04 252 18.1 22.2",
  "D 18.3 1.04 252 16.3 20.4",
  "E 19.8 1.04 252 17.8 21.9",
  "F 18.6 1.04 252 16.5 20.6",
  "Averaged over Day. Limits at a level of 0.95.",
  // rooms random, Kenward-Roger
  "10.7115 2 250 3.441 × 10⁻⁵",
  "4.7730 5 250 0.0003483",
  "1.1153 10 250 0.3509474",
  // rooms fixed, rooms random
  "A 18.5 0.914 250 16.7 20.3",
  "A 18.5 1.71 3.45 13.4 23.5",
  "c(1, -1, 0, 0, 0, 0) −5.13 1.29 250 −3.968 0.0001",
  "Degrees of freedom: Kenward–Roger.",
];

Deno.test("the chapter prints R's figures", async () => {
  const text = words(await build(new MemoryWorld()), CHAPTER);
  for (const figures of printed) assert(text.includes(figures), figures);
  const contrasts = text.split("c(1, -1, 0, 0, 0, 0) −5.13 1.29 250 −3.968 0.0001").length - 1;
  assertEquals(contrasts, 2, "the contrast of A and B, rooms fixed and random");
});

Deno.test("one cell of the data changes every figure that follows from it", async () => {
  const before = words(await build(new MemoryWorld()), CHAPTER);
  const world = new MemoryWorld();
  for (const name of ["fecal_crd", "fecal_grcbd"]) {
    const path = `${ROOT}/data/${name}.csv`;
    const lines = Deno.readTextFileSync(path).split("\n");
    // The first observation is of diet A; a hundred more, so that every s.e. changes too.
    lines[1] = lines[1]!.replace(/[\d.]+$/, (value) => String(Number(value) + 100));
    world.files.set(path, new TextEncoder().encode(lines.join("\n")));
  }
  const after = words(await build(world), CHAPTER);
  for (const figures of printed) {
    assert(before.includes(figures));
    // Unchanged may stay what does not depend on the response, and the notes.
    if (/^[A-Z][a-z]/.test(figures)) continue;
    assert(!after.includes(figures), `${figures} should have changed`);
  }
});

Deno.test("symbols and numbers of the shells agree", async () => {
  const world = await build(new MemoryWorld());
  const values = JSON.parse(world.readText(`${OUTPUT}/${CHAPTER}.json`));
  const shells: {
    rows: { source: string; symbolic: string; df: number }[];
    symbols: Record<string, number>;
  }[] = [];
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    if ("kind" in value && value.kind === "shell" && "shell" in value) {
      shells.push(value.shell as typeof shells[number]);
    }
    Object.values(value).forEach(walk);
  };
  walk(values);
  assert(shells.length >= 3);
  for (const shell of shells) {
    const names = Object.keys(shell.symbols);
    for (const row of shell.rows) {
      // Juxtaposition is product: d(t-1) → d*(t-1).
      const expression = row.symbolic.replace(/(?<=[A-Za-z0-9)])(?=[A-Za-z(])/g, "*");
      const df = new Function(...names, `return ${expression}`)(
        ...names.map((n) => shell.symbols[n]),
      );
      assertEquals(df, row.df, `${row.source}: ${row.symbolic}`);
    }
    const total = shell.rows.find((row) => row.source === "Total")!.df;
    assertEquals(shell.rows.reduce((sum, row) => sum + row.df, 0) - total, total);
  }
  const errors = shells.map((shell) => shell.rows.find((row) => row.source === "Error")!);
  assertEquals(errors.slice(0, 2).map((row) => [row.symbolic, row.df]), [
    ["N-dt", 252],
    ["N-dt-(r-1)", 250],
  ]);
});

Deno.test("the book built from its stored values is the same book, byte for byte", async () => {
  const first = await build(new MemoryWorld());
  const second = new MemoryWorld();
  for (const [path, bytes] of first.files) {
    if (path.endsWith(".json")) second.files.set(path.replace(OUTPUT, "/nowhere/values"), bytes);
  }
  const again = await buildSite({
    root: ROOT,
    output: OUTPUT,
    world: second,
    fromValues: "/nowhere/values",
  });
  assertEquals(again.diagnostics, []);
  for (const [path, bytes] of first.files) {
    assertEquals(second.files.get(path), bytes, path);
  }
});

Deno.test("the oats: strata of the design are the denominators of the fit", async () => {
  const text = words(await build(new MemoryWorld()), "05-split-plot");
  // car::Anova(m, test.statistic = "F") of nlme's Oats; tests/oracle/public/oats_splitplot.json
  for (const figures of ["37.6856 3 45", "1.4853 2 10 0.2724", "0.3028 6 45 0.9322"]) {
    assert(text.includes(figures), figures);
  }
});
