/**
 * Kenward and Roger's method of 2009: the bias of variance parameters in which V is not linear makes standard
 * errors the same in every parametrization, and where there is a linear one, those of 1997 in it.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import type { Ddf } from "../../lib/model/ddf.ts";
import { denominatorDf } from "../../lib/inference/df/denominator_df.ts";
import type { LinearMixedModel } from "../../lib/model/fit.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { gls } from "../../lib/model/repeated/nlme.ts";

const data = parseTable(
  Deno.readTextFileSync(new URL("../oracle/rside/orthodont_missing.csv", import.meta.url)),
  { factors: ["Subject", "Sex", "agef"] },
);
const FIXED = "distance ~ Sex * agef";

function errors(fit: LinearMixedModel, ddf: Ddf): number[] {
  const { covariance } = denominatorDf(fit, ddf);
  return Array.from({ length: fit.rank }, (_, k) => Math.sqrt(covariance[k * (fit.rank + 1)]!));
}

function same(a: readonly number[], b: readonly number[]): void {
  a.forEach((x, i) => assertAlmostEquals(x, b[i]!, 1e-9 * x));
}

const residual = (text: string): LinearMixedModel => lmer(FIXED, data, { residual: text });
const farthest = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((x, i) => Math.abs(x / b[i]! - 1)));

Deno.test("a compound symmetry by correlation has the errors of the one by covariance", () => {
  const linear = errors(residual("cs(agef | Subject)"), "kenward-roger");
  const bent = gls(FIXED, data, { correlation: "corCompSymm(form = ~ 1 | Subject)" });
  same(errors(bent, "kenward-roger-2"), linear);
  assert(farthest(errors(bent, "kenward-roger"), linear) > 0.01);
});

Deno.test("correlations and variances have the errors of an unstructured covariance", () => {
  const linear = residual("un(agef | Subject)");
  const bent = gls(FIXED, data, {
    correlation: "corSymm(form = ~ as.integer(agef) | Subject)",
    weights: "varIdent(form = ~ 1 | agef)",
  });
  same(errors(bent, "kenward-roger-2"), errors(linear, "kenward-roger"));
  same(errors(linear, "kenward-roger-2"), errors(linear, "kenward-roger"));
});

Deno.test("a range and a correlation of a step are one model, and have one set of errors", () => {
  const age = "as.numeric(as.character(agef))";
  const [range, step] = ["exp", "pow"].map((word) => residual(`${word}(${age} | Subject)`));
  same(errors(range!, "kenward-roger-2"), errors(step!, "kenward-roger-2"));
  assert(
    farthest(errors(range!, "kenward-roger"), errors(step!, "kenward-roger")) > 0.03,
  );
});

Deno.test("df are those of 1997, and the table says which method it was", () => {
  const fit = residual("ar1(agef | Subject)");
  const [before, after] = (["kenward-roger", "kenward-roger-2"] as const).map((ddf) =>
    denominatorDf(fit, ddf)
  );
  const l = Float64Array.from({ length: fit.rank }, (_, k) => +(k === 1));
  assertAlmostEquals(after!.df(l), before!.df(l), 1e-9);
  assertEquals(after!.ddf, "kenward-roger-2");
});
