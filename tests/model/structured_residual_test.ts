/**
 * Properties of residuals with a structure; `residual_cases_test.ts` has figures of another program.
 */
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertInstanceOf,
  assertThrows,
} from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { audit } from "../../lib/design/audit/audit.ts";
import { anovaShell } from "../../lib/design/structure/shell.ts";
import { denominatorDf } from "../../lib/inference/df/denominator_df.ts";
import { confint } from "../../lib/inference/test/confint.ts";
import { ranova } from "../../lib/inference/test/ranova.ts";
import type { LinearMixedModel } from "../../lib/model/fit.ts";
import { parametricBootstrap } from "../../lib/model/mixed/refits/bootstrap.ts";
import { explainedVariance } from "../../lib/model/mixed/explained_variance.ts";
import {
  levelInfluence,
  predictionErrorVariances,
  rowInfluence,
} from "../../lib/model/mixed/refits/influence.ts";
import { compareStructures } from "../../lib/model/repeated/compare_structures.ts";
import { coreOf } from "../../lib/model/mixed/core.ts";
import { mixedProblem } from "../../lib/model/mixed/problem.ts";
import { FieldResidual } from "../../lib/model/mixed/residual/field_residual.ts";
import { residualDesign } from "../../lib/model/mixed/residual/residual_design.ts";
import { StructuredResidual } from "../../lib/model/mixed/residual/structured_residual.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { predict } from "../../lib/model/predict.ts";
import { impliedCorrelations } from "../../lib/render/figure/made/implied_correlation.ts";
import { run } from "../long/structured_designs.ts";
import {
  readResidualCase,
  residualCaseData,
  residualCaseFormula,
  residualCaseStructure,
} from "../oracle/rside_case.ts";

const near = (actual: number, expected: number, tolerance: number, what: string): void =>
  assertAlmostEquals(actual, expected, tolerance * Math.max(1e-6, Math.abs(expected)), what);

const unit = (fit: LinearMixedModel, i: number): Float64Array =>
  Float64Array.from(fit.beta, (_, j) => i === j ? 1 : 0);

Deno.test("residual structure: a variance each is Welch's t test", () => {
  const c = readResidualCase("plantgrowth_varident");
  const fit = lmer(c.fixed, residualCaseData(c), { residual: "diag(group)" });
  const [a, b] = fit.varianceComponents.map((v) => v.variance! / 10);
  const welch = (a! + b!) ** 2 / ((a! ** 2 + b! ** 2) / 9);
  for (const method of ["kenward-roger", "satterthwaite"] as const) {
    assertAlmostEquals(denominatorDf(fit, method).df([0, 1, 0]), welch, 1e-10);
  }
});

Deno.test("residual structure: order of rows, units and labels do not matter", () => {
  const c = readResidualCase("fecal_missing_room_un");
  const data = residualCaseData(c);
  const fit = lmer(residualCaseFormula(c), data, { residual: "un(Day | Room:Pen)" });
  const order = Int32Array.from({ length: data.nrow }, (_, i) => (i * 101) % data.nrow);
  const other = lmer(
    residualCaseFormula(c).replace("F.Dry.matter", "I(1000 * F.Dry.matter)"),
    data.filter(order),
    { residual: "un(Day | Pen:Room)" },
  );
  const scale = Math.log(1000) * 2 * (fit.n - fit.rank);
  assertAlmostEquals(other.criterion, fit.criterion + scale, 1e-7);
  other.beta.forEach((b, i) => near(b, 1000 * fit.beta[i]!, 1e-9, "estimate"));
  const [a, b] = [fit, other].map((f) => denominatorDf(f, "kenward-roger"));
  const l = unit(fit, 1);
  assertAlmostEquals(a!.df(l), b!.df(l), 1e-7);
});

Deno.test("residual structure: fitted values, residuals, another response", () => {
  const c = readResidualCase("fecal_missing_room_un");
  const data = residualCaseData(c);
  const fit = lmer(residualCaseFormula(c), data, { residual: "un(Day | Room:Pen)" });
  const y = Array.from(fit.fitted, (v, i) => v + fit.residuals[i]!);
  const doubled = fit.refit({ response: y.map((v) => 2 * v + 5) });
  assertAlmostEquals(doubled.beta[0]!, 2 * fit.beta[0]! + 5, 1e-7);
  near(
    doubled.covarianceParameters[0]!.estimate!,
    4 * fit.covarianceParameters[0]!.estimate!,
    1e-8,
    "variance of rooms",
  );
});

Deno.test("residual structure: a positive covariance is a random intercept", () => {
  const c = readResidualCase("fecal_missing_room_un");
  const data = residualCaseData(c);
  const formula = residualCaseFormula(c);
  const cs = lmer(formula, data, { residual: "cs(Day | Room:Pen)" });
  const plain = lmer(`${formula} + (1 | Room:Pen)`, data);
  assertAlmostEquals(cs.criterion, plain.criterion, 1e-8);
  for (const method of ["kenward-roger", "satterthwaite"] as const) {
    const [a, b] = [cs, plain].map((f) => denominatorDf(f, method));
    for (let i = 0; i < cs.rank; i++) {
      const l = unit(cs, i);
      near(a!.standardError(l), b!.standardError(l), 1e-8, `${method} s.e. ${i}`);
      near(a!.df(l), b!.df(l), 1e-6, `${method} df ${i}`);
    }
  }
  const part = (f: LinearMixedModel, name: string): number =>
    f.covarianceParameters.find((p) => p.name === name)!.estimate!;
  near(part(cs, "cs_cov"), part(plain, "var(Room:Pen)"), 1e-6, "covariance");
  const row = cs.varianceComponents.at(-1)!;
  assertEquals([row.variance, row.quantity?.kind], [null, "covariance"]);
  near(row.quantity!.value, part(cs, "cs_cov"), 1e-12, "row");
});

Deno.test("residual structure: what is taken of visits in order is told", () => {
  const y = [3, 4, 6, 5, 2, 4, 4, 7, 3, 6, 5, 8, 4, 5, 5, 6, 1, 3, 5, 4];
  const day = ["Day1", "Day2", "Day10", "Day14"];
  const data = tableFrom({
    y,
    Day: y.map((_, i) => day[i % 4]!),
    t: y.map((_, i) => [1, 2, 10, 14][i % 4]!),
    Pen: y.map((_, i) => `p${Math.floor(i / 4)}`),
  });
  const codes = (residual: string): string[] =>
    lmer("y ~ 1", data, { residual }).notes.map((n) => n.code);
  assertEquals(codes("ar1(Day | Pen)"), ["visit-order"]);
  assertEquals(codes("ar1(t | Pen)"), ["unequal-spacing"]);
  assertEquals(codes("cs(Day | Pen)"), []);
  assertEquals(codes("ar1(factor(t, levels = c(1, 2, 10, 14)) | Pen)"), ["unequal-spacing"]);
  assertEquals(codes("diag(t)"), []);
});

Deno.test("residual structure: autocorrelation over two visits is one covariance", () => {
  const y = [3, 4, 6, 5, 2, 4, 4, 7, 3, 6, 5, 8, 4, 5, 5, 6, 1, 3, 5, 4];
  const data = tableFrom({
    y,
    x: y.map((_, i) => (i * 7) % 5),
    Day: y.map((_, i) => i % 2 ? "b" : "a"),
    Pen: y.map((_, i) => `p${Math.floor(i / 2)}`),
  });
  const [a, b] = ["ar1(Day | Pen)", "cs(Day | Pen)"].map((residual) =>
    lmer("y ~ Day + x", data, { residual })
  );
  assertAlmostEquals(a!.criterion, b!.criterion, 1e-9);
  const [da, db] = [a!, b!].map((f) => denominatorDf(f, "satterthwaite"));
  for (let i = 0; i < 3; i++) {
    const l = unit(a!, i);
    assertAlmostEquals(a!.beta[i]!, b!.beta[i]!, 1e-8);
    near(da!.df(l), db!.df(l), 1e-7, "df");
  }
});

Deno.test("residual structure: what presupposes plain residuals refuses others", () => {
  const c = readResidualCase("fecal_missing_room_un");
  const fit = lmer(residualCaseFormula(c), residualCaseData(c), { residual: "un(Day | Room:Pen)" });
  const uses: Record<string, () => unknown> = {
    explainedVariance: () => explainedVariance(fit),
    "a new observation": () => predict(fit, fit.data, { interval: "prediction" }),
  };
  for (const [what, use] of Object.entries(uses)) {
    const error = assertThrows(use, DiagnosticError, "", what);
    assertEquals(error.diagnostics[0]!.code, "residual-structure-unsupported", what);
  }
  // limits, influence, draws and tests of random terms know the structure
  assertEquals(confint(fit, { method: "profile" }).every((i) => i.lower! < i.upper!), true);
  assertEquals(levelInfluence(fit).length, 3);
  assertEquals(rowInfluence(fit).leverage.every((h) => h > 0 && h < 1), true);
  const { parameters, replicates } = parametricBootstrap(fit, { draws: 2 });
  assertEquals(replicates.length, parameters.length);
  for (const each of replicates) assertEquals(each.every(Number.isFinite), true);
  confint(fit, { method: "boot", draws: 2 });
  assertEquals(ranova(fit).rows.map((r) => r.name).length, 2);
  assertEquals(predict(fit, fit.data).length, fit.n);
  assertEquals(predictionErrorVariances(fit).length, 3);
});

Deno.test("residual structure: subjects are units of a shell, and what they share is drawn", () => {
  const c = readResidualCase("fecal_missing_room_un");
  const data = residualCaseData(c);
  const formula = residualCaseFormula(c);
  const [cs, ar1] = ["cs", "ar1"].map((word) =>
    lmer(formula, data, { residual: `${word}(Day | Room:Pen)` })
  );
  const plain = anovaShell(lmer(`${formula} + (1 | Room:Pen)`, data));
  const rows = (shell: ReturnType<typeof anovaShell>) => shell.rows.map((r) => [r.source, r.df]);
  assertEquals(rows(anovaShell(cs!)), rows(plain));
  assertEquals(rows(anovaShell(ar1!)), rows(plain));
  const codes = (fit: LinearMixedModel) => anovaShell(fit).notes.map((n) => n.code);
  assertEquals(codes(cs!).includes("strata-of-units"), false);
  assertEquals(codes(ar1!).includes("strata-of-units"), true);
  assertEquals(audit(ar1!).map((f) => f.code).includes("pseudo-replication"), false);
  const alone = lmer(c.fixed, data, { residual: "ar1(Day | Room:Pen)" });
  const rho = alone.covarianceParameters.find((p) => p.name === "rho")!.estimate!;
  const { matrix } = impliedCorrelations(alone, undefined, 3);
  assertAlmostEquals(matrix[1]![0]!, rho, 1e-12);
  assertAlmostEquals(matrix[2]![0]!, rho * rho, 1e-12);
  const both = impliedCorrelations(ar1!, "Room:Pen", 3).matrix;
  const [room, sigma2] = ["var(Room)", "sigma2"].map((name) =>
    ar1!.covarianceParameters.find((p) => p.name === name)!.estimate!
  );
  const own = ar1!.covarianceParameters.find((p) => p.name === "rho")!.estimate!;
  assertAlmostEquals(both[1]![0]!, (room! + sigma2! * own) / (room! + sigma2!), 1e-12);
});

Deno.test("residual structure: a range without end is told", () => {
  // a line with noise goes on beyond any distance
  const x = Array.from({ length: 30 }, (_, i) => i);
  const y = x.map((v) => 0.7 * v + Math.sin(7 * v * v));
  const data = tableFrom({ x, y });
  const error = assertThrows(
    () => lmer("y ~ 1", data, { residual: "exp(x, nugget = TRUE)" }),
    DiagnosticError,
  );
  assertEquals(error.diagnostics[0]!.code, "no-optimum");
});

Deno.test("residual structure: structures side by side, counted as R and as SAS do", () => {
  const c = readResidualCase("fecal_missing_room_un");
  const data = residualCaseData(c);
  const fit = lmer(residualCaseFormula(c), data, { residual: "ar1(Day | Room:Pen)" });
  const [arh1, un, id] = compareStructures(fit, ["arh1", "un(Day | Room:Pen)", "id"]);
  // by the program that made the reference cases
  assertAlmostEquals(arh1!.aic, 1556.99977753878, 1e-8);
  assertAlmostEquals(arh1!.bic, 1637.52871638131, 1e-8);
  assertAlmostEquals(arh1!.sas.aic, 1520.99977753878, 1e-8);
  assertAlmostEquals(arh1!.sas.aicc, 1521.27127075145, 1e-8);
  assertAlmostEquals(arh1!.sas.bic, 1516.49283898212, 1e-8);
  assertAlmostEquals(un!.criterion, c.criterion_reml, 1e-8);
  assertAlmostEquals(id!.criterion, lmer(residualCaseFormula(c), data).criterion, 1e-8);
});

Deno.test("residual structure: whole fields are as dense matrices have them", () => {
  const [rows, columns, fields] = [5, 4, 2];
  const n = rows * columns * fields;
  const at = Array.from({ length: n }, (_, i) => (i * 7) % n); // rows in no order
  const data = tableFrom({
    y: at.map((i) => Math.sin(13 * i) + 0.3 * (i % 4)),
    x: at.map((i) => Math.cos(5 * i)),
    field: at.map((i) => `f${Math.floor(i / (rows * columns))}`),
    row: at.map((i) => 3 + Math.floor(i % (rows * columns) / columns)),
    col: at.map((i) => i % columns),
    band: at.map((i) => `b${i % 3}`),
  });
  for (const formula of ["y ~ x", "y ~ x + (1 | field)", "y ~ 1 + (1 | band)"]) {
    const { built } =
      coreOf(lmer(formula, data, { residual: "ar1(row) * ar1(col) | field" })).problem;
    const design = residualDesign(built)!;
    const { residual, layout, pattern } = mixedProblem(built, built.frame.response!.values, design);
    assertInstanceOf(residual, FieldResidual);
    const { grid: _, ...structure } = design.structure;
    const dense = new StructuredResidual(structure, {
      ...design,
      rows: residual.rows,
      layout,
      pattern,
    });
    for (const psi of [[0, 0], [0.6, -0.3], [-0.2, 0.9]]) {
      for (const [order, along] of [[0, false], [1, true], [2, false], [2, true]] as const) {
        const [a, b] = [residual, dense].map((r) => r.cross(psi, order, along));
        const same = (x: ArrayLike<number>, y: ArrayLike<number>): void => {
          assertEquals(x.length, y.length);
          Array.from(x, (v, i) => assertAlmostEquals(v, y[i]!, 1e-9 * (1 + Math.abs(v)), formula));
        };
        same(a!.a, b!.a);
        assertAlmostEquals(a!.logDet, b!.logDet, 1e-10);
        if (order === 0) continue;
        const first = along ? 5 : 2;
        for (let k = 0; k < first; k++) same(a!.first[k]!, b!.first[k]!);
        same(a!.logDet1.slice(0, first), b!.logDet1.slice(0, first));
        if (order === 1) continue;
        a!.second.forEach((s, k) => same(s, b!.second[k]!));
        same(a!.logDet2, b!.logDet2);
      }
    }
  }
});

Deno.test("residual structure: bad input is refused at its place", () => {
  const n = 24;
  const all = Array.from({ length: n }, (_, i) => i);
  const data = tableFrom({
    y: all.map((i) => Math.sin(5 * i * i)),
    t: all.map((i) => i % 4),
    half: all.map((i) => i / 2),
    x: all.map((i) => Math.floor(i / 8)),
    Sex: all.map((i) => i % 8 < 4 ? "m" : "f"),
    Half: all.map((i) => i % 2 ? "m" : "f"),
    Pen: all.map((i) => `p${Math.floor(i / 4)}`),
  });
  const faults: Record<string, string> = {
    "ar1(t)": "residual-structure",
    "exp()": "residual-structure",
    "exp(t)": "repeated-place",
    "exp(t | x)": "repeated-place",
    "exp(Sex)": "not-coordinates",
    "ar1(half) * ar1(x)": "not-coordinates",
    "ar1(t) * cs(x)": "residual-structure",
    "ar1(t | Pen) * ar1(x)": "residual-structure",
    "ar1(t | Pen, by = Half)": "by-varies",
    "exp(t, x, half, by = Sex)": "by-varies",
    "un(t | Pen, by = Sex, common = TRUE)": "unknown-argument",
    "cs(t | Pen, common = TRUE)": "unknown-argument",
    "cs(t | Pen, nugget = TRUE)": "unknown-argument",
    "cs(t | Pen, nugget = 1)": "residual-structure",
    "exp(t | Pen, anisotropic = TRUE)": "unknown-argument",
    "mat(t | Pen, nu = 1)": "residual-structure",
    "exp(t | Pen, nu = 1.5)": "residual-structure",
    "cs(t | Pen, groups = Sex)": "unknown-argument",
    "exp(t | Nobody)": "unknown-column",
    "csh(t | Pen, by = y)": "by-varies",
  };
  for (const [residual, code] of Object.entries(faults)) {
    const error = assertThrows(
      () => lmer("y ~ 1", data, { residual }),
      DiagnosticError,
      "",
      residual,
    );
    assertEquals(error.diagnostics[0]!.code, code, residual);
  }
});

Deno.test("residual structure: rows at one place, with a nugget", () => {
  const all = Array.from({ length: 40 }, (_, i) => i);
  const y = all.map((i) => Math.sin(i / 6) + 0.5 * Math.sin(9 * i * i));
  const place = all.map((i) => Math.floor(i / 2));
  const fit = lmer("y ~ 1", tableFrom({ y, place }), { residual: "exp(place, nugget = TRUE)" });
  // two rows of a place are a random effect of places, correlated, beside white noise
  assertEquals(fit.converged, true);
  const nearly = tableFrom({ y, place: all.map((i) => Math.floor(i / 2) + 1e-7 * (i % 2)) });
  const other = lmer("y ~ 1", nearly, { residual: "exp(place, nugget = TRUE)" });
  assertAlmostEquals(fit.criterion, other.criterion, 1e-5);
});

Deno.test("residual structure: one variance or several, pow or exp say the same", () => {
  const c = readResidualCase("bodyweight_pow");
  const data = residualCaseData(c);
  const [pow, exp] = ["pow(Time | Rat)", "exp(Time | Rat)"].map((residual) =>
    lmer(c.fixed, data, { residual })
  );
  assertAlmostEquals(pow!.criterion, exp!.criterion, 1e-8);
  const l = unit(pow!, 1);
  const [a, b] = [pow!, exp!].map((f) => denominatorDf(f, "satterthwaite").df(l));
  near(a!, b!, 1e-6, "df");
  const [rho, range] = [pow!, exp!].map((f) => f.covarianceParameters[1]!.estimate!);
  near(rho!, Math.exp(-1 / range!), 1e-8, "rho");
});

Deno.test("residual structure: simulated designs have their optimum, or are refused", async () => {
  const { failed, lines } = await run(16);
  assertEquals(failed, 0, lines.join("\n"));
});

Deno.test("residual structure: a step of scoring saves a search, and finds the lowest of several", () => {
  // criterion by `tests/oracle/rside`; from Newton's method alone they were 32 evaluations
  const fecal = readResidualCase("fecal_missing_room_arh1");
  const fit = lmer(residualCaseFormula(fecal), residualCaseData(fecal), {
    residual: "arh1(Day | Room:Pen)",
  });
  assert(fit.evaluations <= 16, `${fit.evaluations} evaluations`);
  // 721.08 is another maximum of this one
  const dialyzer = readResidualCase("dialyzer_arh1");
  const other = lmer(residualCaseFormula(dialyzer), residualCaseData(dialyzer), {
    residual: residualCaseStructure(dialyzer),
  });
  near(other.criterion, 698.3859536356, 1e-10, "criterion");
});
