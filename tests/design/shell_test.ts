import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { design } from "../../lib/design/declared/design.ts";
import { anovaShell } from "../../lib/design/structure/shell.ts";
import { evaluateSymbolic } from "../../lib/design/structure/symbolic.ts";
import { planOf } from "../../lib/design/declared/plan.ts";
import { catalogue } from "./catalogue.ts";
import { added, type Columns, indicators, liesIn, quadratic, spacesOf } from "./linear_algebra.ts";

for (const [name, spec] of Object.entries(catalogue)) {
  Deno.test(`shell: ${name}: letters, numbers and ranks agree`, () => {
    const d = design(spec);
    const { rows, symbols } = anovaShell(d);
    const spaces = spacesOf(d);
    for (const row of rows) {
      assertEquals(evaluateSymbolic(row.symbolic, symbols), row.df, row.source);
      assert(row.df > 0, row.source);
      if (row.source !== "Total") {
        assertEquals(spaces.rows.get(row.source)?.length, row.df, row.source);
      }
    }
    assertEquals(rows.length - 1, spaces.rows.size);
    const total = rows.slice(0, -1).reduce((sum, row) => sum + row.df, 0);
    assertEquals(total, d.observations - 1);
    assertEquals(rows.at(-1)?.df, d.observations - 1);
    assertEquals(new Set(rows.map((r) => r.source)).size, rows.length);
  });

  Deno.test(`shell: ${name}: expected mean squares are those of the quadratic forms`, () => {
    const d = design(spec);
    const { rows } = anovaShell(d);
    const spaces = spacesOf(d);
    for (const row of rows.slice(0, -1)) {
      const space = spaces.rows.get(row.source)!;
      for (const [component, classes] of spaces.classes) {
        const expected = quadratic(space, classes) / space.length;
        assertAlmostEquals(row.meanSquare[component] ?? 0, expected, 1e-9, row.source);
      }
    }
  });

  Deno.test(`shell: ${name}: a treatment's space is orthogonal to other strata`, () => {
    const d = design(spec);
    const plan = planOf(d);
    const n = d.observations;
    const spaces = spacesOf(d);
    const mean = [new Float64Array(n).fill(1 / Math.sqrt(n))];
    for (const term of d.structure.fixed) {
      const stratum = d.structure.strata[term.stratum]!;
      const marginal = d.structure.fixed.filter((t) => t !== term && (t.set & ~term.set) === 0);
      const lower: Columns = [...mean];
      for (const t of marginal) lower.push(...added(lower, indicators(plan, t.factors, n)));
      const own = added(lower, indicators(plan, term.factors, n));
      assertEquals(own.length, term.dfCount);
      const inStratum = d.structure.fixed.filter((t) => t.stratum === term.stratum)
        .flatMap((t) => spaces.rows.get(t.label) ?? []);
      const error = spaces.rows.get(stratum.lowest ? "Error" : stratum.unit) ?? [];
      assert(liesIn(own, [...inStratum, ...error]), term.label);
    }
  });

  Deno.test(`shell: ${name}: the denominator expects what the row expects without its effects`, () => {
    const { rows } = anovaShell(design(spec));
    for (const row of rows.filter((r) => r.expectedMeanSquare.includes("Q("))) {
      const error = rows.find((r) => r.source === row.testedAgainst)!;
      assertEquals(error.meanSquare, row.meanSquare);
      assertEquals(row.expectedMeanSquare, `${error.expectedMeanSquare} + Q(${row.source})`);
    }
  });

  Deno.test(`shell: ${name}: the pooled shell adds up`, () => {
    const d = design(spec);
    const { rows, symbols } = anovaShell(d, { strata: "pooled" });
    const total = rows.slice(0, -1).reduce((sum, row) => sum + row.df, 0);
    assertEquals(total, d.observations - 1);
    for (const row of rows) assertEquals(evaluateSymbolic(row.symbolic, symbols), row.df);
  });
}

const written = (name: string, strata: "separate" | "pooled" = "separate"): string[] =>
  anovaShell(design(catalogue[name]!), { strata }).rows.map((r) => `${r.source} ${r.symbolic}`);

Deno.test("shell: df are written as textbooks write them", () => {
  assertEquals(written("completely randomised"), ["Trt t-1", "Error t(p-1)", "Total N-1"]);
  assertEquals(written("randomised complete blocks"), [
    "Block b-1",
    "Trt t-1",
    "Error (b-1)(t-1)",
    "Total N-1",
  ]);
  assertEquals(written("Latin square"), [
    "Row t-1",
    "Column t-1",
    "Trt t-1",
    "Error (t-1)(t-2)",
    "Total N-1",
  ]);
  assertEquals(written("split-plot in blocks"), [
    "Block b-1",
    "A a-1",
    "Block:Whole (a-1)(b-1)",
    "C c-1",
    "A:C (a-1)(c-1)",
    "Error a(b-1)(c-1)",
    "Total N-1",
  ]);
  assertEquals(written("many locations, fixed"), [
    "Farm f-1",
    "Farm:Block f(b-1)",
    "Genotype g-1",
    "Farm:Genotype (f-1)(g-1)",
    "Error f(b-1)(g-1)",
    "Total N-1",
  ]);
});

// Any textbook: block σ² + cσ²_w + acσ²_b, A σ² + cσ²_w + φ²(α), whole-plot error σ² + cσ²_w,
// C σ² + φ²(γ), AC σ² + φ²(αγ), error σ²; here a = 3, c = 2.
Deno.test("shell: expected mean squares of the split-plot", () => {
  const { rows } = anovaShell(design(catalogue["split-plot in blocks"]!));
  assertEquals(rows.map((r) => [r.source, r.expectedMeanSquare, r.testedAgainst]), [
    ["Block", "σ² + 2σ²_{Block:Whole} + 6σ²_{Block}", undefined],
    ["A", "σ² + 2σ²_{Block:Whole} + Q(A)", "Block:Whole"],
    ["Block:Whole", "σ² + 2σ²_{Block:Whole}", undefined],
    ["C", "σ² + Q(C)", "Error"],
    ["A:C", "σ² + Q(A:C)", "Error"],
    ["Error", "σ²", undefined],
    ["Total", "", undefined],
  ]);
  assertEquals(rows[1]?.meanSquare, { residual: 1, "Block:Whole": 2 });
});

// The trial of the course: 3 rooms of 30 pens, 6 diets, 3 days; 82 and 168 df add to 250.
const pigs = {
  units: "~ Room/Pen/Day",
  treatments: "~ Trt*Day",
  levels: { Room: 3, Pen: 30, Day: 3, Trt: 6 },
  allot: "Trt ~ Pen",
  symbols: {
    Trt: "D",
    Day: "T",
    Room: { effect: "b", count: "r", index: "k" },
    Pen: { count: "n" },
  },
};

Deno.test("shell: rooms, pens and days with declared letters", () => {
  const { rows, symbols, symbolMeanings } = anovaShell(design(pigs));
  assertEquals(rows.map((r) => [r.stratum, r.source, r.symbolic, r.df]), [
    ["Room", "Room", "r-1", 2],
    ["Room:Pen", "Trt", "d-1", 5],
    ["Room:Pen", "Room:Pen", "r(dn-1)-(d-1)", 82],
    ["Error", "Day", "t-1", 2],
    ["Error", "Trt:Day", "(d-1)(t-1)", 10],
    ["Error", "Error", "d(nr-1)(t-1)", 168],
    ["Total", "Total", "N-1", 269],
  ]);
  assertEquals(symbols, { d: 6, t: 3, r: 3, n: 5, N: 270 });
  assertEquals(symbolMeanings.n, "Pen per Trt");
});

Deno.test("shell: one error for all gives 250 df in both columns", () => {
  const { rows, notes } = anovaShell(design(pigs), { strata: "pooled" });
  assertEquals(rows.map((r) => [r.source, r.symbolic, r.df]), [
    ["Room", "r-1", 2],
    ["Trt", "d-1", 5],
    ["Day", "t-1", 2],
    ["Trt:Day", "(d-1)(t-1)", 10],
    ["Error", "N-dt-(r-1)", 250],
    ["Total", "N-1", 269],
  ]);
  assert(notes.some((n) => n.code === "pooled-strata"));
});

Deno.test("shell: nested random units test each other", () => {
  const { rows } = anovaShell(design(catalogue["nested random"]!));
  assertEquals(rows.map((r) => [r.source, r.testedAgainst]), [
    ["Batch", "Batch:Cask"],
    ["Batch:Cask", "Error"],
    ["Error", undefined],
    ["Total", undefined],
  ]);
});
