/**
 * The book in `reports/`: its chapters print what R prints for the same data (R 4.2.2 with car
 * 3.1-1, lme4 1.1-31, emmeans 1.8.4-1; tests/site/reference/course.out), computed and not typed.
 */
import { assert, assertEquals } from "@std/assert";
import { buildSite } from "../../lib/site/build/build_site.ts";
import { MemoryWorld } from "./memory_world.ts";
import { without } from "./page_text.ts";
import { FILES as CORRELATED } from "./reference/covariance.ts";
import { FILES as COUNTS } from "./reference/counts.ts";
import { FILES } from "./reference/strawberries.ts";

const ROOT = decodeURIComponent(new URL("../../reports", import.meta.url).pathname);
const OUTPUT = "/nowhere/site";
const CHAPTER = "04-linear-mixed-models";

async function build(world: MemoryWorld, drifted: string[] = []): Promise<MemoryWorld> {
  const report = await buildSite({ root: ROOT, output: OUTPUT, world });
  // chapters that simulate say that R draws other numbers, and nothing else is said of the book
  const others = report.diagnostics.filter((d) => d.code !== "own-draws");
  assertEquals(others.map(({ code, file }) => `${code} ${file}`), drifted);
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

/** What R printed, one space between two words, without stars (tests/site/reference/course.R). */
const OUTPUT_OF_R = Deno.readTextFileSync(new URL("reference/course.out", import.meta.url))
  .replace(/ \*+ *$/gm, "").replace(/\s+/g, " ");

/** Figures of the page as R writes them. */
const asInR = (figures: string): string => figures.replaceAll("−", "-").replace(" × 10⁻⁸", "e-08");

const printed = [
  // Type II tests, completely randomized
  "45.62 3 2.0020 0.1146",
  "357.88 4 11.7790 1.094 × 10⁻⁸",
  "61.51 12 0.6748 0.7748",
  "1671.06 220",
  // by hand: standard error, and the limits of peat
  "0.3977995",
  "40.9431",
  "42.51107",
  // the five means
  "peat 41.7 0.398 220 40.9 42.5",
  "bark 40.3 0.398 220 39.5 41.0",
  "coir 42.6 0.398 220 41.8 43.4",
  "compost 40.2 0.398 220 39.5 41.0",
  "wood 39.1 0.398 220 38.3 39.9",
  // bays random, Kenward-Roger
  "3.7472 3 217 0.0118062",
  "4.9326 4 217 0.0007965",
  "1.9184 12 217 0.0335001",
  // bays fixed, bays random
  "peat 41.3 0.384 217 40.6 42.1",
  "peat 41.3 1.14 3.63 38.0 44.6",
  "c(1, -1, 0, 0, 0) 1.43 0.543 217 2.634 0.0090",
  // troughs in bays, and the contrasts with peat
  "5.7425 3 165 0.0009232",
  "2.3460 4 52 0.0665872",
  "2.9400 12 165 0.0009967",
  "bark − peat −1.429 0.787 52 −1.817 0.2266",
  "wood − peat −1.729 0.787 52 −2.198 0.1069",
  // the exercise
  "6.4732 4 55 0.000242",
];

Deno.test("the figures that the chapter is held to are R's", () => {
  assertEquals(printed.filter((f) => !OUTPUT_OF_R.includes(asInR(f))), []);
});

Deno.test("the data of the chapters are what their program draws", () => {
  for (const [name, make] of Object.entries({ ...FILES, ...COUNTS, ...CORRELATED })) {
    assertEquals(Deno.readTextFileSync(`${ROOT}/data/${name}`), make(), name);
  }
});

Deno.test("the chapter prints R's figures", async () => {
  const text = words(await build(new MemoryWorld()), CHAPTER);
  for (const figures of printed) assert(text.includes(figures), figures);
  const contrasts = text.split("c(1, -1, 0, 0, 0) 1.43 0.543 217 2.634 0.0090").length - 1;
  assertEquals(contrasts, 2, "the contrast of peat and bark, bays fixed and random");
});

Deno.test("one cell of the data changes every figure that follows from it", async () => {
  const before = words(await build(new MemoryWorld()), CHAPTER);
  const world = new MemoryWorld();
  for (const name of ["strawberries_crd", "strawberries"]) {
    const path = `${ROOT}/data/${name}.csv`;
    const lines = Deno.readTextFileSync(path).split("\n");
    // A hundred more on the first reading, so that every s.e. changes too.
    lines[1] = lines[1]!.replace(/[\d.]+$/, (value) => String(Number(value) + 100));
    world.files.set(path, new TextEncoder().encode(lines.join("\n")));
  }
  const after = words(await build(world, [`results-drift ${CHAPTER}.md`]), CHAPTER);
  for (const figures of printed) {
    assert(before.includes(figures));
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
    ["N-sw", 220],
    ["N-sw-(b-1)", 217],
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
