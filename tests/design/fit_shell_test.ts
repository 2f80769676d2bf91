import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { NumericColumn } from "../../lib/data/column.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import type { Fit } from "../../lib/model/fit.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { type Design, design } from "../../lib/design/declared/design.ts";
import { notationOf } from "../../lib/design/structure/notation.ts";
import { planTable } from "../../lib/design/declared/plan.ts";
import { anovaShell } from "../../lib/design/structure/shell.ts";
import { evaluateSymbolic } from "../../lib/design/structure/symbolic.ts";
import { dataOf, readCase } from "../oracle/read_case.ts";
import { catalogue } from "./catalogue.ts";
import { indicators, spacesOf } from "./linear_algebra.ts";

function fitOf(id: string, formula?: string): Fit {
  const c = readCase(id);
  const text = formula ?? c.formula;
  return text.includes("|") ? lmer(text, dataOf(c)) : lm(text, dataOf(c));
}

const rowsOf = (fit: Fit, options = {}): [string, string, number][] =>
  anovaShell(fit, options).rows.map((r) => [r.source, r.symbolic, r.df]);

const letters = { Trt: "D", Day: "T", Room: { effect: "b", count: "r", index: "k" } };
const inFormulaOrder = { Day: "T", Trt: "D", Room: { effect: "b", count: "r" } };

// Degrees of freedom as the chapter prints them: 252 without rooms, 250 with.
Deno.test("shell of a fit: pens without rooms", () => {
  const fit = fitOf("fecal_crd");
  assertEquals(rowsOf(fit, { symbols: inFormulaOrder }), [
    ["Day", "t-1", 2],
    ["Trt", "d-1", 5],
    ["Day:Trt", "(d-1)(t-1)", 10],
    ["Error", "N-dt", 252],
    ["Total", "N-1", 269],
  ]);
  assert(anovaShell(fit).balanced);
});

Deno.test("shell of a fit: rooms random", () => {
  assertEquals(rowsOf(fitOf("fecal_grcbd"), { symbols: letters }), [
    ["Room", "r-1", 2],
    ["Trt", "d-1", 5],
    ["Day", "t-1", 2],
    ["Day:Trt", "(d-1)(t-1)", 10],
    ["Error", "N-dt-(r-1)", 250],
    ["Total", "N-1", 269],
  ]);
});

Deno.test("shell of a fit: rooms fixed gives the same error line", () => {
  const rows = rowsOf(fitOf("fecal_grcbd_fixed"), { symbols: inFormulaOrder });
  assertEquals(rows.slice(-2), [["Error", "N-dt-(r-1)", 250], ["Total", "N-1", 269]]);
});

Deno.test("shell of a fit: a pen stratum", () => {
  const shell = anovaShell(fitOf("fecal_grcbd_pen"), {
    symbols: { ...letters, Pen: { count: "n" } },
  });
  assertEquals(shell.rows.map((r) => [r.source, r.symbolic, r.df, r.testedAgainst]), [
    ["Room", "r-1", 2, undefined],
    ["Trt", "d-1", 5, "Room:Pen"],
    ["Room:Pen", "r(dn-1)-(d-1)", 82, undefined],
    ["Day", "t-1", 2, "Error"],
    ["Day:Trt", "(d-1)(t-1)", 10, "Error"],
    ["Error", "N-dnr-d(t-1)", 168, undefined],
    ["Total", "N-1", 269, undefined],
  ]);
  assertEquals(shell.rows[1]?.meanSquare, { residual: 1, "Room:Pen": 3 });
  assertEquals(shell.rows[0]?.expectedMeanSquare, "σ² + 3σ²_{Room:Pen} + 90σ²_{Room}");
});

Deno.test("shell of a fit: one error for all", () => {
  const rows = rowsOf(fitOf("fecal_grcbd_pen"), { strata: "pooled", symbols: letters });
  assertEquals(rows.at(-2), ["Error", "N-dt-(r-1)", 250]);
});

// Kenward–Roger df of the same fits, which balanced data make the error df (car's tables).
const balanced = [
  "fecal_grcbd",
  "fecal_grcbd_pen",
  "oats_splitplot",
  "oats_fixedblock",
  "cake",
  "machines",
  "stripplot_sim",
  "splitsplit_sim",
  "orchard_latin_random",
  "ergostool",
];

for (const id of balanced) {
  Deno.test(`shell of a fit: error df are Kenward and Roger's: ${id}`, () => {
    const fit = fitOf(id);
    const shell = anovaShell(fit);
    assert(shell.balanced);
    for (const test of anova(fit).rows) {
      const row = shell.rows.find((r) => r.source === test.term)!;
      const error = shell.rows.find((r) => r.source === row.testedAgainst)!;
      assertAlmostEquals(test.denDf!, error.df, 1e-6, test.term);
      assertEquals(test.numDf, row.df);
    }
  });
}

const unbalanced = [
  "oats_unbalanced",
  "splitsplit_sim_unbal",
  "npk_random",
  "npk_confounded",
  "bib_sim",
  "fecal_missingcell",
  "sleepstudy",
  "anorexia_slopes",
  "warp_missingcell",
];

for (const id of unbalanced) {
  Deno.test(`shell of a fit: df add up and a note says they are ranks: ${id}`, () => {
    const fit = fitOf(id);
    const shell = anovaShell(fit);
    assert(!shell.balanced);
    assert(shell.notes.length > 0);
    const parts = shell.rows.slice(0, -1);
    assertEquals(parts.reduce((n, r) => n + r.df, 0), fit.n - 1);
    for (const row of shell.rows) {
      assertEquals(evaluateSymbolic(row.symbolic, shell.symbols), row.df, row.source);
    }
  });
}

// Confounded with blocks, N:P:K is tested between them: Kenward and Roger give it 4 df, others 12.
Deno.test("shell of a fit: a confounded interaction lies between blocks", () => {
  const rows = anovaShell(fitOf("npk_random")).rows;
  const interaction = rows.find((r) => r.source === "N:P:K");
  assertEquals([interaction?.stratum, interaction?.testedAgainst], ["block", "block"]);
  assertEquals(rows.find((r) => r.source === "block")?.df, 4);
  assertEquals(rows.find((r) => r.source === "Error")?.df, 12);
});

Deno.test("shell of a fit: a random slope is a stratum of its own", () => {
  const rows = rowsOf(fitOf("sleepstudy"));
  assertEquals(rows, [
    ["Subject", "s-1", 17],
    ["Days", "1", 1],
    ["Subject:Days", "s-1", 17],
    ["Error", "N-2s", 144],
    ["Total", "N-1", 179],
  ]);
});

Deno.test("shell of a fit: without an intercept the total is N", () => {
  assertEquals(rowsOf(fitOf("plantgrowth_noint")), [
    ["group", "g", 3],
    ["Error", "N-g", 27],
    ["Total", "N", 30],
  ]);
});

Deno.test("notation: the letters of the chapter", () => {
  const n = notationOf(fitOf("fecal_grcbd"), { symbols: letters });
  assertEquals(n.subscripts.join(""), "ijkl");
  assertEquals(n.terms.map((t) => [t.effect.join(""), t.subscripts.join("")]), [
    ["D", "i"],
    ["T", "j"],
    ["DT", "ij"],
    ["b", "k"],
    ["ε", "ijkl"],
  ]);
  assertEquals(n.repetition, { index: "l", levels: 5 });
  assertEquals(n.factors.map((f) => [f.name, f.index, f.levels]), [
    ["Trt", "i", 6],
    ["Day", "j", 3],
    ["Room", "k", 3],
  ]);
});

Deno.test("notation: a pen is one of five of its diet in its room", () => {
  const n = notationOf(fitOf("fecal_grcbd_pen"), { symbols: letters });
  assertEquals(n.repetition, null);
  const pen = n.terms.find((t) => t.label === "Room:Pen");
  assertEquals(pen?.subscripts, ["i", "k", "l"]);
  assertEquals(n.factors.find((f) => f.name === "Pen")?.within, ["Trt", "Room"]);
});

Deno.test("notation: a split-plot's whole plots need no subscript of their own", () => {
  const n = notationOf(design(catalogue["split-plot in blocks"]!));
  assertEquals(n.subscripts, ["i", "j", "k"]);
  assertEquals(n.terms.map((t) => t.subscripts.join("")), ["i", "j", "ij", "k", "ik", "ijk"]);
});

Deno.test("notation: a design's and a fit's letters are all different", () => {
  for (const spec of Object.values(catalogue)) {
    const { letters: table } = design(spec).structure;
    const used = [...table.values()].flatMap((l) => [l.count, l.index].filter((c) => c !== ""));
    assertEquals(new Set(used).size, used.length, JSON.stringify(spec));
    const effects = [...table.values()].map((l) => l.effect);
    assertEquals(new Set(effects).size, effects.length);
  }
});

/** Data from a design: normal effects of every component, all variances 1. */
function drawn(d: Design, seed: number): Float64Array {
  const random = new RandomStream(seed);
  const y = new Float64Array(d.observations);
  const table = planTable(d);
  const codes = new Map(table.columns.map((c) => [c.name, (c as { codes: Int32Array }).codes]));
  for (const stratum of d.structure.strata.filter((s) => s.component !== null)) {
    for (const column of indicators(codes, stratum.factors, d.observations)) {
      const effect = (stratum.lowest ? 0.5 : 1) * random.normal();
      for (let i = 0; i < y.length; i++) y[i]! += effect * column[i]!;
    }
  }
  return y;
}

/** The mixed model of a design. */
function formulaOf(d: Design): string {
  const random = d.structure.strata.filter((s) => s.component !== null && !s.lowest)
    .map((s) => `(1 | ${s.unit})`);
  return `y ~ ${[d.treatments.slice(1), ...random].join(" + ")}`;
}

// In balanced data with positive estimates REML is the analysis of variance: F is the ratio of the
// two mean squares and Kenward and Roger's df are those of the error line (Kenward and Roger 1997).
for (const [name, spec] of Object.entries(catalogue)) {
  const d = design(spec);
  if (d.structure.fixed.length === 0) continue;
  Deno.test(`shell: ${name}: the error line gives lmer's F and df`, () => {
    const formula = formulaOf(d);
    const spaces = spacesOf(d);
    const shell = anovaShell(d);
    for (let seed = 1; seed < 60; seed++) {
      const y = drawn(d, seed);
      const column: NumericColumn = { kind: "numeric", name: "y", values: y };
      const data = planTable(d).with(column);
      const fit = formula.includes("|") ? lmer(formula, data) : lm(formula, data);
      if (fit.kind === "lmer" && (fit as unknown as { singular: boolean }).singular) continue;
      const meanSquare = (source: string): number => {
        const space = spaces.rows.get(source)!;
        const dots = space.map((q) => q.reduce((s, v, i) => s + v * y[i]!, 0));
        return dots.reduce((s, v) => s + v * v, 0) / space.length;
      };
      for (const test of anova(fit).rows.filter((r) => r.term !== "Residuals")) {
        const row = shell.rows.find((r) => r.source === test.term)!;
        const error = shell.rows.find((r) => r.source === row.testedAgainst)!;
        const ratio = meanSquare(row.source) / meanSquare(error.source);
        assertAlmostEquals(test.statistic! / ratio, 1, 1e-6, test.term);
        if (fit.kind === "lmer") assertAlmostEquals(test.denDf!, error.df, 1e-4, test.term);
      }
      return;
    }
    throw new Error("no simulated data with positive components");
  });
}

// The model of a design has the design's shell: found from the data in one case, from the
// declaration in the other.
for (const [name, spec] of Object.entries(catalogue)) {
  const d = design(spec);
  const formula = formulaOf(d);
  if (!formula.includes("|")) continue;
  Deno.test(`shell: ${name}: the fit's is the design's`, () => {
    const y: NumericColumn = { kind: "numeric", name: "y", values: drawn(d, 1) };
    const fit = lmer(formula, planTable(d).with(y));
    const read = (source: Design | Fit) =>
      anovaShell(source).rows.map((
        r,
      ) => [r.stratum, r.source, r.df, r.meanSquare, r.testedAgainst]);
    assertEquals(read(fit), read(d));
    assert(anovaShell(fit).balanced);
  });
}
