/** Responses drawn from models whose residuals have a structure; what is made of them, and tests of random terms. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { ranova } from "../../lib/inference/test/ranova.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { parametricBootstrap } from "../../lib/model/mixed/refits/bootstrap.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { structuredDraws } from "../../lib/model/mixed/residual/structured_draws.ts";
import { readResidualCase, residualCaseData } from "../oracle/rside_case.ts";

const orthodont = residualCaseData(readResidualCase("orthodont_missing_csh"));

Deno.test("drawn responses have the means and covariances of the fit", () => {
  const fit = lmer("distance ~ Sex", orthodont, { residual: "arh1(agef | Subject)" });
  const draw = structuredDraws(fit);
  const random = new RandomStream(3);
  const runs = 4000;
  const { data, n } = fit;
  const subject = data.column("Subject")!;
  const code = (i: number): number => subject.kind === "factor" ? subject.codes[i]! : NaN;
  const second = Array.from({ length: n }, (_, i) => i).find((i) => i > 0 && code(i) === code(0))!;
  const sums = [0, 0, 0, 0, 0];
  for (let r = 0; r < runs; r++) {
    const y = draw(() => random.normal());
    const [a, b] = [y[0]!, y[second]!];
    [a, b, a * a, b * b, a * b].forEach((v, k) => sums[k]! += v / runs);
  }
  const [a, b, aa, bb, ab] = sums as [number, number, number, number, number];
  const visit = data.column("agef")!;
  const label = (i: number): string =>
    visit.kind === "factor" ? visit.levels[visit.codes[i]!]! : "";
  const value = (name: string): number =>
    fit.covarianceParameters.find((p) => p.name === name)!.estimate!;
  const [va, vb] = [value(`var[${label(0)}]`), value(`var[${label(second)}]`)];
  assertAlmostEquals(a, fit.fitted[0]!, 4 * Math.sqrt(va / runs));
  assertAlmostEquals(aa - a * a, va, 0.1 * va);
  assertAlmostEquals(bb - b * b, vb, 0.1 * vb);
  const lag = visit.kind === "factor" ? visit.codes[second]! - visit.codes[0]! : NaN;
  const expected = value("rho") ** lag;
  assertAlmostEquals((ab - a * b) / Math.sqrt(va * vb), expected, 0.06);
});

Deno.test("a bootstrap of a fit with residuals of a structure has its parameters", () => {
  const fit = lmer("distance ~ Sex", orthodont, { residual: "ar1(agef | Subject)" });
  const { parameters, replicates, estimates } = parametricBootstrap(fit, { draws: 60, seed: 5 });
  assertEquals(parameters, ["sigma2", "rho", "(Intercept)", "SexFemale"]);
  replicates.forEach((own, k) => {
    const mean = own.reduce((s, v) => s + v, 0) / own.length;
    const sd = Math.sqrt(own.reduce((s, v) => s + (v - mean) ** 2, 0) / (own.length - 1));
    const se = k < 2
      ? fit.covarianceParameters[k]!.standardError!
      : fit.coefficients[k - 2]!.standardError!;
    assert(Math.abs(mean - estimates[k]!) < se, parameters[k]);
    assert(sd > 0.6 * se && sd < 1.5 * se, `${parameters[k]}: ${sd} and ${se}`);
  });
});

Deno.test("a random term beside residuals with a structure is tested as two fits are compared", () => {
  const data = residualCaseData(readResidualCase("fecal_missing_room_arh1"));
  const residual = "arh1(Day | Room:Pen)";
  const fit = lmer("F.Dry.matter ~ Day*Trt + (1 | Room)", data, { residual });
  const less = lmer("F.Dry.matter ~ Day*Trt", data, { residual });
  const { rows } = ranova(fit);
  assertEquals(rows[1]!.name, "(1 | Room)");
  assertEquals(rows[1]!.df, 1);
  assertAlmostEquals(rows[1]!.statistic!, less.criterion - fit.criterion, 1e-8);
});
