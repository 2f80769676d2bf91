import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { tableFrom } from "../../lib/data/table_from.ts";
import { covarianceLimits } from "../../lib/inference/test/covariance_limits.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";

// Four days of six pens.
const DAYS = ["1", "2", "3", "4"];
const VALUES = [
  ...[21.0, 20.0, 21.5, 23.0],
  ...[21.0, 21.5, 24.0, 25.5],
  ...[20.5, 24.0, 24.5, 26.0],
  ...[23.5, 24.5, 25.0, 26.5],
  ...[21.5, 23.0, 22.5, 23.5],
  ...[20.0, 21.0, 21.0, 22.5],
];
const data = tableFrom({
  y: VALUES,
  Day: VALUES.map((_, i) => DAYS[i % 4]!),
  Pen: VALUES.map((_, i) => "abcdef"[i >> 2]!),
});

Deno.test("covariance limits: of complete data a variance is a chi-square on the df of its day", () => {
  const rows = covarianceLimits(lmer("y ~ Day", data, { residual: "un(Day | Pen)" }));
  assertEquals(rows.map((r) => r.name).slice(0, 3), ["un[1,1]", "un[2,1]", "un[2,2]"]);
  const [first, second] = rows;
  // R: v <- var(c(21, 21, 20.5, 23.5, 21.5, 20)); 5 * v / qchisq(c(.975, .025), 5)
  assertAlmostEquals(first!.df!, 5, 1e-6);
  assertAlmostEquals(first!.estimate!, 1.475, 1e-8);
  assertAlmostEquals(first!.lower!, 0.574712554, 1e-7);
  assertAlmostEquals(first!.upper!, 8.872590181, 1e-5);
  // the normal limits of a covariance: its variance is (s11 s22 + s12²)/5
  const [s11, s12, s22] = rows.map((r) => r.estimate!);
  const error = Math.sqrt((s11! * s22! + s12! ** 2) / 5);
  assertAlmostEquals(second!.standardError!, error, 1e-6);
  assertAlmostEquals(second!.upper! - second!.lower!, 2 * 1.959963984540054 * error, 1e-6);
  assertEquals(second!.df, null);
});

Deno.test("covariance limits: components of an lmer, a level that is none, a variance of 0", () => {
  const fit = lmer("y ~ Day + (1 | Pen)", data);
  const rows = covarianceLimits(fit, { level: 0.9 });
  assertEquals(rows.map((r) => r.name), ["var(Pen)", "sigma2"]);
  // the residual mean square has (6 - 1)(4 - 1) df
  assertAlmostEquals(rows[1]!.df!, 15, 1e-6);
  assertThrows(() => covarianceLimits(fit, { level: 95 }), DiagnosticError);
  const none = tableFrom({
    y: [1, 2, 3, 4, 4, 3, 2, 1],
    Trt: ["a", "b", "c", "d", "a", "b", "c", "d"],
    Block: ["1", "1", "1", "1", "2", "2", "2", "2"],
  });
  const [zero] = covarianceLimits(lmer("y ~ Trt + (1 | Block)", none));
  assertEquals([zero!.estimate, zero!.lower, zero!.upper], [0, null, null]);
});
