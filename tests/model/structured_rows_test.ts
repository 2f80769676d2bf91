/**
 * What is asked of rows and parameters where residuals have a structure: influence, predictions of new rows,
 * limits by profile. Values of R are made of nlme's estimates and dense matrices by the formulas in
 * `reference/structured_rows.R`, which deletes rows one by one.
 */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { confint } from "../../lib/inference/test/confint.ts";
import { levelInfluence, rowInfluence } from "../../lib/model/mixed/refits/influence.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { predictObservations } from "../../lib/model/mixed/residual/new_rows.ts";

const read = (name: string, factors: string[]) =>
  parseTable(
    Deno.readTextFileSync(new URL(`../oracle/rside/${name}.csv`, import.meta.url)),
    { factors },
  );
const days = read("fecal_missing", ["Room", "Pen", "Day", "Trt"]);
const dry = lmer("F.Dry.matter ~ Day * Trt + (1 | Room)", days, {
  residual: "arh1(Day | Room:Pen)",
});

function near(found: readonly (number | null)[], known: readonly number[], within: number): void {
  known.forEach((x, i) => assertAlmostEquals(found[i]!, x, within * Math.max(1, Math.abs(x))));
}

Deno.test("influence of rows and rooms is what deleting them does, at the estimated covariances", () => {
  const { cooksDistance, leverage, studentizedResiduals } = rowInfluence(dry);
  near(cooksDistance, [0.0076924096, 0.0013259452, 0.0126503879, 0.0012461595, 0.0026911894], 1e-7);
  near(leverage, [0.079752014, 0.082804549, 0.083848816, 0.080579239, 0.084447218], 1e-7);
  near(studentizedResiduals, [1.350772095, -0.058322458, 1.664382143, 0.578748283], 1e-6);
  near(levelInfluence(dry, "Room").map((l) => l.cooksDistance), [
    0.83676194,
    0.42604469,
    0.56591534,
  ], 1e-6);
  const pens = levelInfluence(dry, "Room:Pen");
  assertEquals(pens.reduce((sum, l) => sum + l.rows, 0), dry.n);
});

Deno.test("a gap of a pen is predicted by its room and by its other days", () => {
  const gaps = days.filter(Int32Array.of(4, 15, 26));
  const found = predictObservations(dry, gaps);
  near(found.flatMap((p) => [p.estimate, p.lower, p.upper]), [
    ...[18.9331673, 5.87192038, 31.9944142],
    ...[17.4846545, 5.92196654, 29.0473425],
    ...[22.8870852, 10.79551301, 34.9786574],
  ], 1e-6);
});

Deno.test("new places of a field are kriged", () => {
  const field = read("field", ["block", "trt"]);
  const out = [4, 16, 39];
  const known = field.filter(
    Int32Array.from({ length: field.nrow }, (_, i) => i).filter((i) => !out.includes(i)),
  );
  const fit = lmer("yield ~ block + trt", known, { residual: "exp(col, row)" });
  const found = predictObservations(fit, field.filter(Int32Array.from(out)));
  near(found.flatMap((p) => [p.estimate, p.lower, p.upper]), [
    ...[49.1063424, 44.5686643, 53.6440205],
    ...[43.2044851, 38.8716516, 47.5373187],
    ...[45.1874156, 40.9652397, 49.4095915],
  ], 1e-7);
});

Deno.test("what a structure says nothing of is refused", () => {
  const code = (rows: typeof days): string =>
    assertThrows(() => predictObservations(dry, rows), DiagnosticError).diagnostics[0]!.code;
  assertEquals(code(days.filter(Int32Array.of(0))), "repeated-visit");
});

/** Limits at which nlme, with the parameter held there, has lost 3.8415 of its deviance. */
Deno.test("profile limits are where the deviance has risen by the quantile", () => {
  const teeth = read("orthodont_missing", ["Subject", "Sex", "agef"]);
  const limits = (residual: string) =>
    new Map(
      confint(lmer("distance ~ Sex * agef", teeth, { residual }), { method: "profile" })
        .map((i) => [i.name, [i.lower, i.upper]]),
    );
  const ar1 = limits("ar1(agef | Subject)");
  near(ar1.get("rho")!, [0.540831, 0.820949], 1e-5);
  near(ar1.get("sigma2")!, [3.705615, 8.17365], 1e-5);
  const un = limits("un(agef | Subject)");
  near(un.get("un[10,8]")!, [2.32483, 8.738872], 1e-5);
  near(un.get("un[14,10]")!.slice(0, 1), [-0.560384], 1e-5);
  const room = new Map(
    confint(dry, { method: "profile" }).map((i) => [i.name, [i.lower, i.upper]]),
  );
  near(room.get("rho")!, [0.005852, 0.31419], 1e-4);
});

Deno.test("a compound symmetry has the limits of its random intercept", () => {
  const teeth = read("orthodont", ["Subject", "Sex", "agef"]);
  const [cs, plain] = [
    lmer("distance ~ Sex * age", teeth, { residual: "cs(agef | Subject)" }),
    lmer("distance ~ Sex * age + (1 | Subject)", teeth),
  ].map((fit) => confint(fit, { method: "profile" }));
  for (const end of ["lower", "upper"] as const) {
    assertAlmostEquals(cs![0]![end]!, plain![0]![end]! ** 2, 1e-6);
    assertAlmostEquals(cs![1]![end]!, plain![1]![end]! ** 2, 1e-6);
    assertAlmostEquals(cs![3]![end]!, plain![3]![end]!, 1e-6);
  }
});
