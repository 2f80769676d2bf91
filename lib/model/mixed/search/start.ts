/**
 * Where the search for the optimum of the criterion begins.
 *
 * @module
 */
import { symmetricEigen } from "../../../math/algebra/spectral.ts";
import { choleskySmall, solveCholesky } from "../../../math/algebra/triangular.ts";
import { type Covariance, joined } from "../../covariance/covariance.ts";
import { type RandomLayout, thetaOf } from "../../covariance/random_structure.ts";
import type { MixedCriterion } from "../criterion.ts";
import type { CriterionPoint } from "./criterion.ts";
import { Euler } from "../euler.ts";
import { expectedInformation } from "../information.ts";

/** Where everything has the variance of the residuals, and these are independent. */
export function unitPoint({ layout, structure }: Covariance, start = 0): Float64Array {
  const unit = unitTheta(layout);
  return structure ? joined(unit, structure.starts[start]!) : unit;
}

/** The θ at which every random effect has the variance of the residuals. */
export function unitTheta(layout: RandomLayout): Float64Array {
  return Float64Array.from(layout.parameters, (p) => p.row === p.column ? 1 : 0);
}

/**
 * Start values: one step of iterated MINQUE from a point that has been evaluated to second order. The
 * step solves Σⱼ tr(P Vᵢ P Vⱼ) xⱼ = y'P Vᵢ P y; in balanced designs it is the REML estimate where V is
 * linear in its parameters. Where V bends it is one of Fisher's scoring: x then stands for V along its
 * derivatives at the point, and parameters without a unit move by x over the residual variance.
 *
 * @returns null if it has no residual variance, or leads to no covariance matrices
 */
export function minque(criterion: MixedCriterion, point: CriterionPoint): Float64Array | null {
  const { coordinates, derivatives: d } = criterion;
  const { layout, degrees, count: m, structure } = coordinates;
  const psi = coordinates.natural(point.theta);
  const size = m + 1;
  const system = expectedInformation(criterion, psi);
  // y'P Vᵢ P y is minus the derivative of y'Py
  const r = new Euler(psi, degrees);
  r.complete(-1, -point.rSquared, (k) => d.r1[k]!, null);
  const right = Float64Array.from({ length: size }, (_, k) => k < m ? -d.r1[k]! : -r.last);
  const factor = choleskySmall(system, size, 1e-12);
  if (!factor) return null;
  solveCholesky(factor, size, right);
  const s = right[m]!;
  if (!(s > 0)) return null;
  const found = right.subarray(0, m).map((x, k) => (1 - degrees[k]!) * psi[k]! + x / s);
  return coordinates.search(found) ??
    (structure ? nearestOf(coordinates, psi, found) : clipped(layout, found));
}

/** Parts of a step by which the parameters of residuals may come to no matrix. */
const PARTS = [1, 0.5, 0.25, 0.125];

/** θ next to parameters that are none: the residuals' part of a step is cut, that of G as it can be. */
function nearestOf(
  coordinates: Covariance,
  psi: Float64Array,
  found: Float64Array,
): Float64Array | null {
  const { layout, structure, random } = coordinates;
  const gamma = thetaOf(layout, found) ?? clipped(layout, found.subarray(0, random));
  if (!gamma) return null;
  for (const part of PARTS) {
    const own = structure!.search(
      found.subarray(random).map((to, k) => psi[random + k]! + part * (to - psi[random + k]!)),
    );
    if (own) return joined(gamma, own);
  }
  return null;
}

/** θ of the nearest admissible γ: a negative variance is 0, a matrix gets small positive roots. */
function clipped(layout: RandomLayout, gamma: Float64Array): Float64Array | null {
  const out = gamma.slice();
  let at = 0;
  for (const term of layout.terms) {
    const c = term.columns.length;
    const begin = at;
    at += c * (c + 1) / 2;
    if (c === 1) {
      out[begin] = Math.max(0, gamma[begin]!);
      continue;
    }
    const g = new Float64Array(c * c);
    for (let j = 0, k = begin; j < c; j++) {
      for (let i = j; i < c; i++, k++) g[i * c + j] = g[j * c + i] = gamma[k]!;
    }
    const scale = Float64Array.from(
      { length: c },
      (_, i) => Math.sqrt(Math.abs(g[i * c + i]!)) || 1,
    );
    for (let i = 0; i < c; i++) for (let j = 0; j < c; j++) g[i * c + j]! /= scale[i]! * scale[j]!;
    const { values, vectors } = symmetricEigen(g, c);
    const floor = 0.02 * Math.max(1, values[c - 1]!);
    for (let j = 0, k = begin; j < c; j++) {
      for (let i = j; i < c; i++, k++) {
        let sum = 0;
        for (let e = 0; e < c; e++) {
          sum += Math.max(values[e]!, floor) * vectors[i * c + e]! * vectors[j * c + e]!;
        }
        out[k] = sum * scale[i]! * scale[j]!;
      }
    }
  }
  return thetaOf(layout, out);
}

/** The optimum as a start for another criterion; zeros are lifted so that they can move. */
export function interior(
  { theta, layout }: { theta: Float64Array; layout: RandomLayout },
): Float64Array | undefined {
  const zero = layout.parameters.some((p, k) => p.row === p.column && theta[k] === 0);
  return zero ? undefined : theta;
}
