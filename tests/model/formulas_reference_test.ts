/**
 * Fifty-one formulas, with and without weights, in three codings, on unbalanced data with an empty
 * cell and missing values: labels, names, estimates, standard errors, effects and fit as R 4.2.2 gives
 * them (reference/formulas.R).
 */
import { assert, assertEquals } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import type { Coding } from "../../lib/model/fixed/codings.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { buildModel } from "../../lib/model/fixed/build.ts";

interface Reference {
  formula: string;
  weighted: boolean;
  coding: Coding;
  labels: string[];
  names: string[];
  estimates: (number | null)[];
  standardErrors: number[];
  effects: number[];
  rss: number;
  r2: number;
  adjusted: number;
  logLik: number;
}

const read = (name: string): string =>
  Deno.readTextFileSync(new URL(`reference/${name}`, import.meta.url));

const table = parseTable(read("formulas.csv"), {
  factors: ["a", "b", "cc", "o"],
  levels: { o: ["lo", "mid", "hi", "top"] },
  ordered: ["o"],
});

/** R's `options(contrasts = …)` for every unordered factor of a formula. */
function codingFor(formula: string, coding: Coding): Record<string, Coding> {
  const factors = buildModel(formula, table).fixed.variables
    .filter((v) => v.kind === "factor" && !v.ordered);
  return Object.fromEntries(factors.map((v) => [v.label, coding]));
}

function close(
  what: string,
  got: ArrayLike<number | null>,
  expected: readonly (number | null)[],
  scale: number,
): void {
  assertEquals(got.length, expected.length, what);
  expected.forEach((e, i) => {
    const value = got[i]!;
    if (e === null || value === null) return assertEquals(value, e, `${what} ${i}`);
    const error = Math.abs(value - e) / Math.max(Math.abs(e), scale);
    assert(error < 1e-9, `${what} ${i}: ${value}, expected ${e}`);
  });
}

const byFormula = Map.groupBy(
  JSON.parse(read("formulas.json")) as Reference[],
  (r) => r.formula,
);

for (const [formula, references] of byFormula) {
  Deno.test(`as R fits ${formula}`, () => {
    for (const r of references) {
      const contrasts = codingFor(formula, r.coding);
      const fit = lm(formula, table, { contrasts, weights: r.weighted ? "w" : undefined });
      assertEquals(fit.fixed.terms.map((t) => t.label), r.labels);
      assertEquals(fit.coefficients.map((c) => c.name), r.names);
      close("estimate", fit.coefficients.map((c) => c.estimate), r.estimates, 1e-2);
      const errors = fit.coefficients.filter((c) => !c.aliased).map((c) => c.standardError);
      close("s.e.", errors, r.standardErrors, 0);
      close("effect", fit.effects.map(Math.abs), r.effects, 1e-2);
      close("fit", [fit.residualSumSq, fit.logLik], [r.rss, r.logLik], 0);
      close("R²", [fit.rSquared, fit.adjustedRSquared], [r.r2, r.adjusted], 1e-3);
    }
  });
}
