/**
 * What inference needs of a fitted mixed model, p-dimensional and free of rows: Φ⁻¹ = X'V⁻¹X with its
 * first and second derivatives in the variance parameters, and the information about these.
 *
 * Everything is in units where σ² = 1: V = I + Σ γₖ Gₖ, and the last parameter is the residual variance
 * itself at 1. Its derivatives need no elimination of their own, for C, log|V| and y'Py are
 * homogeneous in (γ, σ²): by Euler's relation they follow from the others.
 *
 * @module
 */
import type { MixedCriterion } from "./criterion.ts";
import { pairIndex } from "../elimination/state.ts";
import { addGammaCurvature, gammaJacobian, gammaOf } from "../covariance/random_structure.ts";

/** Derivatives over the parameters γ₁ … γ_m, σ²; matrices are p × p, row-major, full. */
export interface MixedInformation {
  p: number;
  /** m + 1. */
  count: number;
  sigmaSquared: number;
  theta: Float64Array;
  gamma: Float64Array;
  /** Φ/σ² = C⁻¹. */
  covariance: Float64Array;
  /** Pᵢ = ∂C/∂γᵢ. */
  first: Float64Array[];
  /** Qᵢⱼ + Qⱼᵢ = ∂²C/∂γᵢ∂γⱼ, packed by pairs. */
  second: Float64Array[];
  /** Expected information 2·I: tr(P Gᵢ P Gⱼ), (m + 1)². */
  expected: Float64Array;
  /** Hessian of the deviance in (θ, σ) with σ = 1, (m + 1)². */
  observedTheta: Float64Array;
  /** ∂γ/∂θ, m × m. */
  jacobian: Float64Array;
  /** 1 for a θ in a column of Λ that is zero. */
  boundary: Uint8Array;
}

/** Reads the information off a criterion that stands at its optimum, evaluated to second order. */
export function mixedInformation(
  criterion: MixedCriterion,
  theta: Float64Array,
  rSquared: number,
): MixedInformation {
  const { elimination: x, p, facts: { n } } = criterion;
  const { layout } = x;
  const m = layout.parameters.length;
  const gamma = gammaOf(layout, theta);
  const covariance = criterion.inverse.slice();
  const c = fullFixed(x.fixedPart(), p);
  const first = Array.from({ length: m }, (_, k) => fullFixed(x.fixedPart(x.first[k]!), p));
  const second: Float64Array[] = [];
  for (let l = 0; l < m; l++) {
    for (let k = 0; k <= l; k++) {
      second.push(fullFixed(x.fixedPart(x.second[pairIndex(k, l)]!), p));
    }
  }
  // Euler: Σ γₖCₖ + C_e = −C and Σ γₗCₖₗ + Cₖ_e = −2Cₖ, the last for C_e as well
  const lastFirst = c.map((v, i) => -v - weighted(gamma, (k) => first[k]![i]!));
  const mixed = first.map((ck, k) =>
    ck.map((v, i) => -2 * v - weighted(gamma, (l) => second[pairIndex(k, l)]![i]!))
  );
  const lastSecond = lastFirst.map((v, i) => -2 * v - weighted(gamma, (k) => mixed[k]![i]!));
  return {
    p,
    count: m + 1,
    sigmaSquared: criterion.sigmaSquared,
    theta,
    gamma,
    covariance,
    first: [...first, lastFirst],
    second: [...second, ...mixed, lastSecond],
    expected: expectedInformation(criterion, gamma, n),
    observedTheta: observedInTheta(criterion, theta, rSquared),
    jacobian: gammaJacobian(layout, theta),
    boundary: Uint8Array.from(
      layout.parameters,
      (q) =>
        layout.parameters.every((o, k) =>
            o.term !== q.term || o.column !== q.column || theta[k] === 0
          )
          ? 1
          : 0,
    ),
  };

  function weighted(g: Float64Array, value: (k: number) => number): number {
    let sum = 0;
    for (let k = 0; k < m; k++) sum += g[k]! * value(k);
    return sum;
  }
}

/** tr(P Gᵢ P Gⱼ) = −∂²(log|V| + log|C|)/∂γᵢ∂γⱼ, completed by Euler's relation. */
export function expectedInformation(
  { derivatives: d, p }: MixedCriterion,
  gamma: Float64Array,
  n: number,
): Float64Array {
  const m = gamma.length;
  const size = m + 1;
  const out = new Float64Array(size * size);
  let last = n - p;
  for (let k = 0; k < m; k++) {
    const trace = d.logV1[k]! + d.logC1[k]!;
    let rest = trace;
    for (let l = 0; l < m; l++) {
      const at = pairIndex(k, l);
      const value = -(d.logV2[at]! + d.logC2[at]!);
      out[k * size + l] = value;
      rest -= gamma[l]! * value;
    }
    out[k * size + m] = out[m * size + k] = rest;
    last -= gamma[k]! * (trace + rest);
  }
  out[size * size - 1] = last;
  return out;
}

/** Hessian in (θ, σ) of (n − p) log σ² + log|V| + log|C| + y'Py/σ², at σ² = 1 after scaling y. */
function observedInTheta(
  criterion: MixedCriterion,
  theta: Float64Array,
  rSquared: number,
): Float64Array {
  const { derivatives: d, f, reml, elimination: { layout } } = criterion;
  const m = theta.length;
  const size = m + 1;
  const s = rSquared / f;
  const jacobian = gammaJacobian(layout, theta);
  const out = new Float64Array(size * size);
  const gradient = new Float64Array(m);
  const rTheta = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    gradient[i] = d.logV1[i]! + (reml ? d.logC1[i]! : 0) + d.r1[i]! / s;
    for (let k = 0; k < m; k++) rTheta[k]! += jacobian[i * m + k]! * d.r1[i]!;
  }
  const block = new Float64Array(m * m);
  for (let k = 0; k < m; k++) {
    for (let l = 0; l < m; l++) {
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < m; j++) {
          const at = pairIndex(i, j);
          const h = d.logV2[at]! + (reml ? d.logC2[at]! : 0) + d.r2[at]! / s;
          block[k * m + l]! += jacobian[i * m + k]! * jacobian[j * m + l]! * h;
        }
      }
    }
  }
  addGammaCurvature(layout, gradient, block);
  for (let k = 0; k < m; k++) {
    for (let l = 0; l < m; l++) out[k * size + l] = block[k * m + l]!;
    out[k * size + m] = out[m * size + k] = -2 * rTheta[k]! / s;
  }
  out[size * size - 1] = -2 * f + 6 * rSquared / s;
  return out;
}

/** The p × p part of X'…X, full. */
function fullFixed(s: Float64Array, p: number): Float64Array {
  const w = p + 1;
  const out = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) out[i * p + j] = out[j * p + i] = s[i * w + j]!;
  }
  return out;
}
