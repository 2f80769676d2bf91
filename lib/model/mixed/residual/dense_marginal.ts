/**
 * What is asked of rows one by one where residuals have a structure: V, V⁻¹ and P of all rows used, and the
 * influence of rows and of groups that follow from them, at the estimated covariances.
 *
 * With γ the shift of the rows I, γ̂ = P_II⁻¹(Py)_I, and leaving these out moves the coefficients by
 * β̂ − β̂₍₋I₎ = ΦX'V⁻¹_I γ̂ (R. D. Cook and S. Weisberg 1982, Residuals and Influence in Regression, §2.3, for
 * rows that are correlated).
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { choleskyUpper, inverseFromUpper, product } from "../../../math/algebra/dense_kernels.ts";
import { dot } from "../../../math/algebra/products.ts";
import { choleskySmall, solveCholesky, solveLower } from "../../../math/algebra/triangular.ts";
import type { LinearMixedModel } from "../../fit.ts";
import type { GroupInfluence } from "../../linear/influence.ts";
import { randomCovariances, residualCovariances } from "./marginal_covariance.ts";

/** Diagnostics of the rows, each of length n. */
export interface RowInfluence {
  /** Derivative of the conditional fitted value with respect to its own response. */
  leverage: number[];
  /** Residual (conditional) over its estimated standard deviation. */
  studentizedResiduals: number[];
  /** (β̂ − β̂₍ᵢ₎)'Φ⁻¹(β̂ − β̂₍ᵢ₎)/p, variances held. */
  cooksDistance: number[];
}

/** So many rows have a matrix of their own size. */
const MOST_ROWS = 4000;

/** Matrices of the rows used, row-major, in the units of the response. */
export interface MarginalMatrices {
  readonly n: number;
  /** Cov of the residuals. */
  readonly r: Float64Array;
  /** V⁻¹. */
  readonly inverse: Float64Array;
  /** V⁻¹X, n × rank. */
  readonly weighted: Float64Array;
  /** P = V⁻¹ − V⁻¹XΦX'V⁻¹. */
  readonly projection: Float64Array;
  /** Py. */
  readonly projected: Float64Array;
}

const made = new WeakMap<LinearMixedModel, MarginalMatrices>();

/**
 * V⁻¹ and P of a fit.
 *
 * @throws DiagnosticError `too-many-rows`
 */
export function marginalMatrices(fit: LinearMixedModel): MarginalMatrices {
  const known = made.get(fit);
  if (known) return known;
  const { n, rank: p, covariance: phi } = fit;
  if (n > MOST_ROWS) {
    fail(
      "too-many-rows",
      `${n} rows whose residuals have a structure would take a matrix of ${n} × ${n} numbers`,
      { hint: `There is room for ${MOST_ROWS} rows; subset = takes some of them` },
    );
  }
  const [residual, random] = [residualCovariances(fit), randomCovariances(fit)];
  const r = new Float64Array(n * n);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const at = residual(i, j);
      r[i * n + j] = r[j * n + i] = at;
      v[i * n + j] = v[j * n + i] = at + random(i, j);
    }
  }
  choleskyUpper(v, n);
  const inverse = inverseFromUpper(v, n);
  const x = modelRows(fit);
  const weighted = product(inverse, x, n, p, n);
  const bent = product(weighted, phi, n, p, p);
  const projection = inverse.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < p; k++) sum += bent[i * p + k]! * weighted[j * p + k]!;
      projection[i * n + j]! -= sum;
    }
  }
  const y = Float64Array.from(
    fit.fitted,
    (f, i) => f + fit.residuals[i]! - (fit.fixed.offset?.[i] ?? 0),
  );
  const projected = product(projection, y, n, 1, n);
  const own = { n, r, inverse, weighted, projection, projected };
  made.set(fit, own);
  return own;
}

/** The rows of the estimable columns of X, n × rank. */
function modelRows({ fixed, n, rank: p }: LinearMixedModel): Float64Array {
  const out = new Float64Array(n * p);
  fixed.kept.forEach((column, k) => {
    for (let i = 0; i < n; i++) out[i * p + k] = fixed.matrix[column * n + i]!;
  });
  return out;
}

/** Leverage (of the conditional fit I − RP), studentized conditional residuals and Cook's distances. */
export function structuredRowInfluence(fit: LinearMixedModel): RowInfluence {
  const { n, r, projection, projected, weighted } = marginalMatrices(fit);
  const { rank: p, covariance: phi } = fit;
  const rp = product(r, projection, n, n, n);
  const out: RowInfluence = { leverage: [], studentizedResiduals: [], cooksDistance: [] };
  for (let i = 0; i < n; i++) {
    let spread = 0;
    for (let j = 0; j < n; j++) spread += rp[i * n + j]! * r[j * n + i]!;
    const a = weighted.subarray(i * p, (i + 1) * p);
    const shift = projected[i]! / projection[i * (n + 1)]!;
    const size = dot(a, product(phi, Float64Array.from(a), p, 1, p));
    out.leverage.push(1 - rp[i * (n + 1)]!);
    out.studentizedResiduals.push(fit.residuals[i]! / Math.sqrt(spread));
    out.cooksDistance.push(size * shift * shift / p);
  }
  return out;
}

/**
 * What leaving out each level of a factor does to the coefficients.
 *
 * @param codes the level of each row
 */
export function structuredLevelInfluence(
  fit: LinearMixedModel,
  levels: readonly string[],
  codes: ArrayLike<number>,
): GroupInfluence[] {
  const { n, projection, projected, weighted } = marginalMatrices(fit);
  const { rank: p, covariance: phi } = fit;
  const precision = choleskySmall(phi, p);
  const rowsOf = levels.map((): number[] => []);
  for (let i = 0; i < n; i++) rowsOf[codes[i]!]!.push(i);
  return levels.map((level, l) => {
    const rows = rowsOf[l]!;
    const m = rows.length;
    const block = new Float64Array(m * m);
    rows.forEach((a, i) => rows.forEach((b, j) => block[i * m + j] = projection[a * n + b]!));
    // what the others do not tell has no value without them
    const factor = choleskySmall(block, m, 1e-10);
    if (!factor || !precision) return { level, rows: m, cooksDistance: null, change: null };
    const shift = Float64Array.from(rows, (i) => projected[i]!);
    solveCholesky(factor, m, shift);
    const score = new Float64Array(p);
    rows.forEach((row, i) => {
      for (let k = 0; k < p; k++) score[k]! += weighted[row * p + k]! * shift[i]!;
    });
    const change = product(phi, score, p, 1, p);
    const root = change.slice();
    solveLower(precision, p, root);
    return { level, rows: m, cooksDistance: dot(root, root) / p, change: [...change] };
  });
}
