/**
 * Draws of several normal numbers at once: `mvrnorm` of MASS.
 *
 * @module
 */
import { normal } from "../../../math/chance/normal.ts";
import { symmetricEigen } from "../../../math/algebra/spectral.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { matrixOf, numberMatrix } from "../../matrices/matrix.ts";
import { refuseLong } from "../../values/size.ts";
import { doubles, namesOf, type Value, withNames } from "../../values/value.ts";
import { countOf } from "../draws.ts";
import { chanceOf } from "../seed.ts";

function multivariateNormal(call: Call): Value {
  const n = call.has("n") ? countOf(call, "n") : 1;
  const mu = call.doubles("mu");
  const sigma = numberMatrix(call, call.value("Sigma"), "Sigma");
  const p = mu.length;
  if (sigma.rows !== p || sigma.columns !== p) {
    return call.fail(
      "wrong-size",
      `mu has ${p} elements, and Sigma is ${sigma.rows} × ${sigma.columns}`,
      "Sigma has a row and a column for each element of mu",
    );
  }
  refuseLong(n * p, call.span);
  const { values, vectors } = symmetricEigen(Float64Array.from(sigma.values), p);
  const largest = Math.abs(values[p - 1] ?? 0);
  const tol = call.has("tol") ? call.number("tol") : 1e-6;
  if (values.some((v) => v < -tol * largest)) {
    return call.fail("not-positive", "Sigma is no covariance matrix: a variance is below 0");
  }
  // Sigma's root through its eigenvectors; their signs are free, and the draws depend on them
  call.warn(
    "mvrnorm() draws from R's distribution, but not R's own numbers: they depend on signs that are free",
    "other-draws",
  );
  const chance = chanceOf(call);
  const z = Float64Array.from({ length: n * p }, () => normal(chance));
  const out = new Float64Array(n * p);
  for (let k = 0; k < p; k++) {
    const root = Math.sqrt(Math.max(0, values[p - 1 - k]!));
    for (let j = 0; j < p; j++) {
      const factor = root * vectors[j * p + p - 1 - k]!;
      for (let i = 0; i < n; i++) out[j * n + i]! += factor * z[k * n + i]!;
    }
  }
  for (let j = 0; j < p; j++) for (let i = 0; i < n; i++) out[j * n + i]! += mu[j]!;
  const names = namesOf(call.value("mu")) ?? sigma.columnNames;
  if (n !== 1) return matrixOf(out, n, p, null, names);
  return names ? withNames(doubles(out), names) : doubles(out);
}

export const MULTIVARIATE_DRAWS: readonly Builtin[] = [
  word("mvrnorm", "n, mu, Sigma, tol, empirical!FALSE, EISPACK!FALSE", multivariateNormal),
];
