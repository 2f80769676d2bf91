/**
 * Structures of random effects with few correlations: their factors beside differences, and normal responses
 * without residuals beside the same covariances of residuals, which an independent program has fitted.
 */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { Table } from "../../lib/data/table.ts";
import { parseTable } from "../../lib/data/parse_table.ts";
import { tableFrom, textColumn } from "../../lib/data/table_from.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { maternOf } from "../../lib/model/covariance/residual/matern.ts";
import { factorOf } from "../../lib/model/generalized/laplace/build.ts";
import { glmmTMB } from "../../lib/model/generalized/laplace/mixed_model.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { readResidualCase, residualCaseData } from "../oracle/rside_case.ts";

const POINTS = ["p(1,2)", "p(3,0)", "p(2,5)", "p(0.5,1)"];

for (const structure of ["us", "diag", "ar1", "cs", "toep", "ou", "exp", "gau", "mat"]) {
  Deno.test(`effects with ${structure}: derivatives of the factor are those of differences`, () => {
    const names = structure === "ou" ? POINTS.map((p) => p.replace(/,.*\)/, ")")) : POINTS;
    const factor = factorOf({ structure, start: 0, end: 1 }, names);
    const { count, width } = factor;
    const theta = Float64Array.from({ length: count }, (_, k) => 0.4 + 0.07 * k);
    const at = (moved: Float64Array, k: number | null): Float64Array => {
      const out = new Float64Array(width * width);
      if (k === null) factor.fill(moved, out);
      else factor.tangent(moved, k, out);
      return out;
    };
    const h = 1e-5;
    for (let k = 0; k < count; k++) {
      const by = (d: number) => theta.map((t, j) => j === k ? t + d : t);
      const slopes = (of: number | null): Float64Array => {
        const [up, down] = [at(by(h), of), at(by(-h), of)];
        return up.map((v, e) => (v - down[e]!) / (2 * h));
      };
      const first = at(theta, k);
      slopes(null).forEach((s, e) => assertAlmostEquals(first[e]!, s, 1e-7, `∂${k} ${e}`));
      for (let l = 0; l < count; l++) {
        const second = new Float64Array(width * width);
        if (!factor.second(theta, k, l, second)) second.fill(0);
        slopes(l).forEach((s, e) => assertAlmostEquals(second[e]!, s, 1e-6, `∂${k}∂${l} ${e}`));
      }
    }
  });
}

Deno.test("Matérn's correlations of any smoothness are those of ½, 1½ and 2½", () => {
  for (const h of [1e-3, 0.2, 1, 3, 12]) {
    const e = Math.exp(-h);
    const [half, more, most] = [0.5, 1.5, 2.5].map((nu) => maternOf(h, nu)[0]!);
    assertAlmostEquals(half!, e, 1e-13 * e);
    assertAlmostEquals(more!, (1 + h) * e, 1e-13 * (1 + h) * e);
    assertAlmostEquals(most!, (1 + h + h * h / 3) * e, 1e-13 * (1 + h + h * h / 3) * e);
  }
  // besselK(1.7, 0.8) of R 4.2.2 by way of 2^(1 − ν)/Γ(ν) h^ν K
  assertAlmostEquals(maternOf(1.7, 0.8)[0]!, MATERN_AT, 1e-14);
});

/** `2^(1 - .8) / gamma(.8) * 1.7^.8 * besselK(1.7, .8)` in R 4.2.2. */
const MATERN_AT = 0.2903562426939059;

const CALLS: readonly [id: string, formula: string][] = [
  ["orthodont_un", "distance ~ Sex * age + us(0 + agef | Subject)"],
  ["orthodont_csh", "distance ~ Sex * age + cs(0 + agef | Subject)"],
  ["orthodont_diag", "distance ~ Sex * age + diag(0 + agef | Subject)"],
  ["orthodont_missing_csh", "distance ~ Sex * agef + cs(0 + agef | Subject)"],
  ["sitka_un", "size ~ treat * Timef + us(0 + Timef | tree)"],
  ["sitka_exp", "size ~ treat * Timef + ou(0 + at | tree)"],
  ["sitka_exp", "size ~ treat * Timef + exp(0 + at | tree)"],
];

for (const [id, formula] of CALLS) {
  Deno.test(`a normal response without residuals: ${id}, ${formula.split(" + ").at(-2)}`, () => {
    const c = readResidualCase(id);
    const data = withPlaces(residualCaseData(c), "Time");
    for (const reml of [true, false]) {
      const fit = glmmTMB(formula, data, { reml, dispformula: "~ 0" });
      const expected = -(reml ? c.criterion_reml : c.deviance_ml) / 2;
      // a variance of 1e-8 is left, as glmmTMB has it
      assertAlmostEquals(fit.logLik, expected, 1e-5 * (1 + Math.abs(expected)));
    }
  });
}

/** A factor of the places that a column of numbers has, where there is one. */
function withPlaces(data: Table, name: string): Table {
  const column = data.column(name);
  if (column?.kind !== "numeric") return data;
  return new Table([...data.columns, textColumn("at", Array.from(column.values, (v) => `(${v})`))]);
}

Deno.test("a Toeplitz matrix of effects with variances of their own is that of residuals", () => {
  const data = residualCaseData(readResidualCase("orthodont_un"));
  const own = glmmTMB("distance ~ Sex * age + toep(0 + agef | Subject)", data, {
    reml: true,
    dispformula: "~ 0",
  });
  const residual = lmer("distance ~ Sex * age", data, { residual: "toeph(agef | Subject)" });
  assertAlmostEquals(own.logLik, residual.logLik, 1e-4);
  assertEquals(own.parameters, residual.parameters);
});

Deno.test("structures over places want places", () => {
  const data = residualCaseData(readResidualCase("orthodont_un"));
  const error = assertThrows(
    () => glmmTMB("distance ~ age + exp(0 + agef | Subject)", data),
    DiagnosticError,
  );
  assertEquals(error.diagnostics[0]!.code, "effect-structure");
});

/** A made-up field of six rows and five columns. */
function field(): Table {
  // deno-fmt-ignore
  const y = [
    12.21, 13.68, 13.19, 13.14, 12.49, 14.74, 13.71, 14.49, 14.84, 11.58, 16.38, 15.93, 12.44, 11.36,
    15.32, 13.65, 14.34, 15.83, 13.22, 13.61, 15.99, 13.52, 13.34, 11.79, 12.02, 13.1, 13.67, 9.88, 11.39, 12.9,
  ];
  const row = y.map((_, i) => 1 + Math.floor(i / 5));
  const col = y.map((_, i) => 1 + i % 5);
  return tableFrom({
    y,
    row,
    col,
    pos: y.map((_, i) => `(${row[i]},${col[i]})`),
    trt: y.map((_, i) => "ABC"[i % 3]!),
    all: y.map(() => "1"),
  });
}

Deno.test("a field of one group has the model of residuals with a nugget, as in glmmTMB", () => {
  const data = field();
  const fit = glmmTMB("y ~ trt + exp(pos + 0 | all)", data);
  // glmmTMB 1.1.5, its tolerances at 1e-14
  assertAlmostEquals(fit.logLik, -47.6443581623, 1e-9);
  [12.327508882, 0.8830033993, 1.8800316436].forEach((b, i) =>
    assertAlmostEquals(fit.coefficients[i]!.estimate!, b, 1e-5)
  );
  [0.6325215245, 0.4343006745, 0.4344267479].forEach((se, i) =>
    assertAlmostEquals(fit.coefficients[i]!.standardError!, se, 1e-4)
  );
  assertAlmostEquals(fit.sigma, 0.6636736431, 1e-5);
  assertAlmostEquals(fit.varianceComponents[0]!.sd!, 1.1724069475, 1e-5);
  const same = lmer("y ~ trt", data, { residual: "exp(row, col, nugget = TRUE)", reml: false });
  assertAlmostEquals(fit.logLik, same.logLik, 1e-9);
  const smooth = glmmTMB("y ~ trt + mat(pos + 0 | all)", data);
  assert(smooth.logLik > fit.logLik);
});

Deno.test("one group with as many parameters as effects is told", () => {
  const data = field();
  for (
    const term of ["(1 | all)", "us(pos + 0 | all)", "diag(pos + 0 | all)", "cs(pos + 0 | all)"]
  ) {
    const { diagnostics } = assertThrows(() => glmmTMB(`y ~ trt + ${term}`, data), DiagnosticError);
    assertEquals(diagnostics[0]!.code, "one-group-level", term);
  }
});

/** Simulated visits of subjects, three lost: a variance for each visit beside that of residuals. */
const saturated = (name: string) =>
  parseTable(Deno.readTextFileSync(new URL(`data/${name}.csv`, import.meta.url)), {
    factors: ["vf", "s", "trt"],
  });

Deno.test("structures that can take all of the residuals are searched from several starts", () => {
  // the highest of three starts of glmmTMB 1.1.5; one start here led to -36.66 and -60.52
  const cases = [["us", -31.913977, 1e-5], ["cs", -60.475944, 1e-4]] as const;
  for (const [word, logLik, by] of cases) {
    const fit = glmmTMB(`y ~ trt*v + ${word}(0 + vf | s)`, saturated(`saturated_${word}`), {
      reml: true,
    });
    assertAlmostEquals(fit.logLik, logLik, by, word);
  }
});
