/**
 * What a linear model would be without some of its rows.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Column } from "../../data/column.ts";
import { asFactor } from "../../data/factor.ts";
import { unknownColumn } from "../../data/table.ts";
import { solveR, thinQ } from "../../math/algebra/qr.ts";
import { choleskySmall, solveCholesky } from "../../math/algebra/triangular.ts";
import type { LinearModel } from "../fit.ts";

/** The influence of the rows of one level. */
export interface GroupInfluence {
  /** Level of the grouping column. */
  level: string;
  /** Rows left out. */
  rows: number;
  /**
   * (β̂ − β̂₍₋₎)' X'WX (β̂ − β̂₍₋₎) / (p σ̂²); null if the coefficients cannot be estimated without
   * the rows.
   */
  cooksDistance: number | null;
  /** β̂ − β̂₍₋₎ of the estimable coefficients; null likewise. */
  change: number[] | null;
}

/** An eigenvalue of I − H_S below this: without the rows S a coefficient is not estimable. */
const SINGULAR = 1e-10;

/**
 * Cook's distance of whole groups of rows: what leaving out each level of a column in turn does to
 * the coefficients (Cook & Weisberg 1982, *Residuals and Influence in Regression*, 3.6).
 *
 * No model is fitted again: with Q the orthonormal columns, d = (I − Q_S'Q_S)⁻¹ Q_S'e_S is the change
 * in their coordinates.
 *
 * @param by a column among those of the formula, or any column over the rows used
 * @throws DiagnosticError `unknown-column`, `unequal-columns`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { groupInfluence, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({
 *   y: [1, 2, 4, 5, 7, 9],
 *   x: [1, 2, 3, 4, 5, 6],
 *   block: ["a", "a", "b", "b", "c", "c"],
 * });
 * const fit = lm("y ~ x + block", data);
 * // without a block its own effect cannot be estimated
 * assertEquals(groupInfluence(fit, "block")[1]!.cooksDistance, null);
 * ```
 */
export function groupInfluence(fit: LinearModel, by: string | Column): GroupInfluence[] {
  const column = typeof by === "string"
    ? fit.data.column(by) ?? unknownColumn(by, fit.data.names)
    : by;
  const { codes, levels } = asFactor(column);
  if (codes.length !== fit.n) {
    fail("unequal-columns", `${column.name} has ${codes.length} values for ${fit.n} rows used`, {
      hint: "Name a column of the data of the fit, or give one value for each row used",
    });
  }
  const sums = sumsByLevel(fit, codes, levels.length);
  return levels.map((level, g) => {
    const change = changeWithout(sums.products[g]!, sums.residuals[g]!, fit.rank);
    const rows = sums.rows[g]!;
    if (!change) return { level, rows, cooksDistance: null, change: null };
    const size = change.reduce((sum, d) => sum + d * d, 0);
    return {
      level,
      rows,
      cooksDistance: size / (fit.rank * fit.sigma ** 2),
      change: inCoefficients(fit, change),
    };
  });
}

/** Q_S'Q_S (row-major) and Q_S'e_S of each level. */
function sumsByLevel(fit: LinearModel, codes: Int32Array, groups: number): {
  rows: number[];
  products: Float64Array[];
  residuals: Float64Array[];
} {
  const p = fit.rank;
  const { of, count } = fit.fixed.cells;
  const { weights, residuals } = fit;
  const cellWeight = new Float64Array(count);
  for (let i = 0; i < fit.n; i++) cellWeight[of ? of[i]! : i]! += weights ? weights[i]! : 1;
  const q = thinQ(fit.decomposition);
  const rows = new Array<number>(groups).fill(0);
  const products = rows.map(() => new Float64Array(p * p));
  const sums = rows.map(() => new Float64Array(p));
  for (let i = 0; i < fit.n; i++) {
    const g = codes[i]!;
    if (g < 0) continue;
    rows[g]!++;
    const c = of ? of[i]! : i;
    const w = weights ? weights[i]! : 1;
    const share = Math.sqrt(w / cellWeight[c]!);
    const e = Math.sqrt(w) * residuals[i]!;
    for (let a = 0; a < p; a++) {
      const qa = share * q[a * count + c]!;
      sums[g]![a]! += qa * e;
      for (let b = 0; b <= a; b++) products[g]![a * p + b]! += qa * share * q[b * count + c]!;
    }
  }
  return { rows, products, residuals: sums };
}

/** (I − Q_S'Q_S)⁻¹ Q_S'e_S, or null if that matrix is singular. */
function changeWithout(product: Float64Array, sum: Float64Array, p: number): Float64Array | null {
  const rest = product.map((v, k) => (Math.floor(k / p) === k % p ? 1 : 0) - v);
  const factor = choleskySmall(rest, p);
  if (!factor) return null;
  for (let a = 0; a < p; a++) if (factor[a * p + a]! ** 2 < SINGULAR) return null;
  const change = sum.slice();
  solveCholesky(factor, p, change);
  return change;
}

/** R⁻¹d. */
function inCoefficients(fit: LinearModel, d: Float64Array): number[] {
  const x = d.slice();
  solveR(fit.decomposition, x);
  return Array.from(x);
}
