/**
 * What inference needs of a fitted mixed model, p-dimensional and free of rows: Φ⁻¹ = X'V⁻¹X with its
 * first and second derivatives in the variance parameters, and the information about these.
 *
 * Everything is in units where σ² = 1, and the last parameter is σ² itself at 1. Its derivatives need
 * no elimination of their own: by Euler's relation (`euler.ts`) they follow from the others.
 *
 * @module
 */
import type { MixedCriterion } from "./criterion.ts";
import { pairIndex } from "../elimination/state.ts";
import { Euler } from "./euler.ts";

/** Derivatives over the parameters ψ₁ … ψ_m, σ²; matrices are p × p, row-major, full. */
export interface MixedInformation {
  p: number;
  /** m + 1. */
  count: number;
  sigmaSquared: number;
  theta: Float64Array;
  /** ψ, relative to σ². */
  gamma: Float64Array;
  /** By parameter of ψ: 1 if it is relative to σ², 0 if it has no unit. */
  degrees: Float64Array;
  /** Φ/σ² = C⁻¹. */
  covariance: Float64Array;
  /** Pᵢ = ∂C/∂ψᵢ. */
  first: Float64Array[];
  /** Qᵢⱼ + Qⱼᵢ − Rᵢⱼ = ∂²C/∂ψᵢ∂ψⱼ, packed by pairs. */
  second: Float64Array[];
  /** Rᵢⱼ = X'V⁻¹VᵢⱼV⁻¹X, packed by pairs; null where V is linear in its parameters. */
  bent: Float64Array[] | null;
  /** Expected information 2·I: tr(P Vᵢ P Vⱼ), (m + 1)². */
  expected: Float64Array;
  /** Hessian of the deviance in (θ, σ) with σ = 1, (m + 1)². */
  observedTheta: Float64Array;
  /** ∂ψ/∂θ, m × m. */
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
  const { elimination, coordinates, p } = criterion;
  const m = coordinates.count;
  const psi = coordinates.natural(theta);
  const jacobian = coordinates.jacobian(theta);
  const c = fullFixed(elimination.fixedPart(), p);
  const first = Array.from(
    { length: m },
    (_, k) => fullFixed(elimination.fixedPart(elimination.first[k]!), p),
  );
  const second: Float64Array[] = [];
  for (let l = 0; l < m; l++) {
    for (let k = 0; k <= l; k++) {
      second.push(fullFixed(elimination.fixedPart(elimination.second[pairIndex(k, l)]!), p));
    }
  }
  const whole = new Euler(psi, coordinates.degrees).matrices(-1, c, first, second);
  return {
    p,
    count: m + 1,
    sigmaSquared: criterion.sigmaSquared,
    theta,
    gamma: psi,
    degrees: coordinates.degrees,
    covariance: criterion.inverse.slice(),
    ...whole,
    bent: bentInformation(criterion, psi, whole.first),
    expected: expectedInformation(criterion, psi),
    observedTheta: observedInTheta(criterion, theta, rSquared, jacobian),
    jacobian,
    boundary: boundaryOf(criterion, theta),
  };
}

/** θ in a column of Λ that is zero. */
function boundaryOf({ coordinates }: MixedCriterion, theta: Float64Array): Uint8Array {
  const out = new Uint8Array(theta.length);
  for (const column of coordinates.vanishing) {
    if (column.every((k) => theta[k] === 0)) column.forEach((k) => out[k] = 1);
  }
  return out;
}

/**
 * Derivatives along Vᵢⱼ: of C (X'V⁻¹VᵢⱼV⁻¹X with its sign turned) or of log|V| + log|C| (tr(P Vᵢⱼ)).
 * V is homogeneous of degree one, and a derivative is linear in its direction, so that those along
 * Vᵢσ and Vσσ follow by Euler's relation as well.
 */
function bentInformation(
  criterion: MixedCriterion,
  psi: Float64Array,
  first: readonly Float64Array[],
): Float64Array[] | null {
  const { elimination, coordinates, p } = criterion;
  const bends = bendsOf(criterion);
  if (bends.size === 0 && coordinates.degrees.every((d) => d === 1)) return null;
  const m = coordinates.count;
  const none = new Float64Array(p * p);
  const along = Array.from(
    { length: m * (m + 1) / 2 },
    (_, pair) => {
      const at = bends.get(pair);
      return at === undefined ? none : fullFixed(elimination.fixedPart(elimination.first[at]!), p);
    },
  );
  const euler = new Euler(psi, coordinates.degrees);
  return euler.matrices(1, none, first.slice(0, m), along).second.map((q) => q.map((v) => -v));
}

/** By pair of parameters in which V is not linear: where the elimination has its direction. */
function bendsOf(
  { coordinates: { structure, random, count } }: MixedCriterion,
): Map<number, number> {
  return new Map(
    (structure?.bends ?? []).map(([k, l], e) => [pairIndex(random + k, random + l), count + e]),
  );
}

/** tr(P Vᵢ P Vⱼ) = tr(P Vᵢⱼ) − ∂²(log|V| + log|C|)/∂ψᵢ∂ψⱼ, completed by Euler's relation. */
export function expectedInformation(criterion: MixedCriterion, psi: Float64Array): Float64Array {
  const { derivatives: d, p, facts: { n }, coordinates: { degrees } } = criterion;
  const m = psi.length;
  const size = m + 1;
  const out = new Float64Array(size * size);
  const log = new Euler(psi, degrees);
  const slope = (k: number): number => d.logV1[k]! + d.logC1[k]!;
  log.complete(0, n - p, slope, (pair) => d.logV2[pair]! + d.logC2[pair]!);
  const along = tracesAlong(criterion);
  const bent = new Euler(psi, degrees);
  bent.complete(1, 0, slope, along);
  for (let k = 0; k < m; k++) {
    for (let l = 0; l < m; l++) {
      const at = pairIndex(k, l);
      out[k * size + l] = along(at) - (d.logV2[at]! + d.logC2[at]!);
    }
    out[k * size + m] = out[m * size + k] = bent.mixed[k]! - log.mixed[k]!;
  }
  out[size * size - 1] = bent.corner - log.corner;
  return out;
}

/** tr(P Vᵢⱼ) by pair. */
function tracesAlong(criterion: MixedCriterion): (pair: number) => number {
  const { elimination, coordinates: { structure } } = criterion;
  if (!structure) return () => 0;
  const traces = new Map(
    Array.from(bendsOf(criterion), ([pair, at]) => [
      pair,
      elimination.logDet1[at]! + criterion.traceOf(elimination.fixedPart(elimination.first[at]!)),
    ]),
  );
  return (pair) => traces.get(pair) ?? 0;
}

/** Hessian in (θ, σ) of (n − p) log σ² + log|V| + log|C| + y'Py/σ², at σ² = 1 after scaling y. */
function observedInTheta(
  criterion: MixedCriterion,
  theta: Float64Array,
  rSquared: number,
  jacobian: Float64Array,
): Float64Array {
  const { derivatives: d, f, reml, coordinates } = criterion;
  const m = theta.length;
  const size = m + 1;
  const s = rSquared / f;
  const out = new Float64Array(size * size);
  const gradient = new Float64Array(m);
  const rTheta = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    gradient[i] = d.logV1[i]! + (reml ? d.logC1[i]! : 0) + d.r1[i]! / s;
    for (let k = 0; k < m; k++) rTheta[k]! += jacobian[i * m + k]! * d.r1[i]!;
  }
  const second = d.logV2.map((v, at) => v + (reml ? d.logC2[at]! : 0) + d.r2[at]! / s);
  const block = coordinates.hessian(theta, gradient, second, jacobian);
  for (let k = 0; k < m; k++) {
    for (let l = 0; l < m; l++) out[k * size + l] = block[k * m + l]!;
    out[k * size + m] = out[m * size + k] = -2 * rTheta[k]! / s;
  }
  out[size * size - 1] = -2 * f + 6 * rSquared / s;
  return out;
}

/** The p × p part of X'…X, full. */
function fullFixed(s: Float64Array, p: number): Float64Array {
  const width = p + 1;
  const out = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) out[i * p + j] = out[j * p + i] = s[i * width + j]!;
  }
  return out;
}
