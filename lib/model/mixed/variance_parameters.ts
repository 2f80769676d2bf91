/**
 * How well the variance parameters of a mixed model are known: the asymptotic covariance of (θ, σ)
 * and of (γ, σ²).
 *
 * @module
 */
import type { Identifiability } from "../covariance/identifiability.ts";
import type { MixedInformation } from "./information.ts";
import { covarianceOf } from "../../math/algebra/linear_functions.ts";
import { pseudoInverse } from "../../math/algebra/spectral.ts";
import { choleskySmall, inverseFromCholesky } from "../../math/algebra/triangular.ts";

/** Inverse of a symmetric positive definite matrix through its correlation form, or null. */
function scaledInverse(a: Float64Array, n: number): Float64Array | null {
  const scale = Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(a[i * n + i]!));
  if (!scale.every((x) => Number.isFinite(x))) return null;
  const factor = choleskySmall(
    a.map((x, k) => x * scale[Math.floor(k / n)]! * scale[k % n]!),
    n,
    1e-10,
  );
  if (!factor) return null;
  return inverseFromCholesky(factor, n).map((x, k) =>
    x * scale[Math.floor(k / n)]! * scale[k % n]!
  );
}

/**
 * 2H⁻¹ for the Hessian H of the deviance in (θ, σ) with σ in units of its estimate, (m + 1)².
 * If H is singular, parameters on the boundary have rows of zeros: the covariance of the
 * coefficients does not depend on them to first order.
 */
export function observedCovariance(x: MixedInformation): Float64Array {
  const n = x.count;
  const whole = scaledInverse(x.observedTheta, n);
  if (whole) return whole.map((v) => 2 * v);
  const free = Array.from({ length: n }, (_, i) => i).filter((i) => !x.boundary[i]);
  const k = free.length;
  const h = Float64Array.from(
    { length: k * k },
    (_, at) => x.observedTheta[free[Math.floor(at / k)]! * n + free[at % k]!]!,
  );
  const inverse = scaledInverse(h, k) ?? pseudoInverse(h, k, k, 1e-10);
  const out = new Float64Array(n * n);
  free.forEach((i, a) => free.forEach((j, b) => out[i * n + j] = 2 * inverse[a * k + b]!));
  return out;
}

/**
 * The inverse of the expected information across the flat directions, of which nothing is known and
 * on which no function that is tested depends.
 */
function inverseAcross(
  expected: Float64Array,
  n: number,
  { directions, scales }: Identifiability,
): Float64Array {
  const filled = expected.map((e, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return e / (scales[i]! * scales[j]!) + directions.reduce((sum, c) => sum + c[i]! * c[j]!, 0);
  });
  const inverse = scaledInverse(filled, n) ?? pseudoInverse(filled, n, n, 1e-12);
  return inverse.map((v, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return (v - directions.reduce((sum, c) => sum + c[i]! * c[j]!, 0)) / (scales[i]! * scales[j]!);
  });
}

/**
 * W = covariance of (γ, σ²) in units of σ², (m + 1)²: from the expected information, or from the
 * observed one by way of (θ, σ), in which a component on the boundary has no part.
 */
export function varianceCovariance(
  x: MixedInformation,
  information: "expected" | "observed",
  known: Identifiability,
): Float64Array {
  const n = x.count;
  if (information === "expected") {
    const inverse = known.directions.length > 0
      ? inverseAcross(x.expected, n, known)
      : scaledInverse(x.expected, n) ?? pseudoInverse(x.expected, n, n, 1e-12);
    return inverse.map((v) => 2 * v);
  }
  const a = observedCovariance(x);
  const m = n - 1;
  const rows = Array.from({ length: n }, () => new Float64Array(n)); // ∂(γ, σ²)/∂(θ, σ) at σ = 1
  for (let i = 0; i < m; i++) {
    for (let k = 0; k < m; k++) rows[i]![k] = x.jacobian[i * m + k]!;
    rows[i]![m] = 2 * x.degrees[i]! * x.gamma[i]!;
  }
  rows[m]![m] = 2;
  return covarianceOf(rows, a);
}
