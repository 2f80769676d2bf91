/**
 * Structures of random effects with few correlations: their factors beside differences, and normal responses
 * without residuals beside the same covariances of residuals, which an independent program has fitted.
 */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { Table } from "../../lib/data/table.ts";
import { textColumn } from "../../lib/data/table_from.ts";
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
