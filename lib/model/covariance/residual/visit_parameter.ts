/**
 * Parameters that are entries of R, by visit.
 *
 * @module
 */
import type { CovarianceParameter } from "../covariance_parameter.ts";

/** The variance of a visit: `var[8]`, or `un[8,8]`. */
export function visitVariance(
  word: "var" | "un",
  visit: number,
  label: string,
): CovarianceParameter {
  return {
    of: { kind: "residual-entry", row: visit, column: visit },
    quantity: "variance",
    name: word === "var" ? `var[${label}]` : `un[${label},${label}]`,
    symbol: `\\sigma^2_{\\text{${label}}}`,
    degree: 1,
    lowest: 0,
  };
}

/** The covariance of two visits: `un[10,8]`. */
export function visitCovariance(
  row: number,
  column: number,
  visits: readonly string[],
): CovarianceParameter {
  const [a, b] = [visits[row]!, visits[column]!];
  return {
    of: { kind: "residual-entry", row, column },
    quantity: "covariance",
    name: `un[${a},${b}]`,
    symbol: `\\sigma_{\\text{${a}},\\text{${b}}}`,
    degree: 1,
    lowest: -Infinity,
  };
}

/** The derivative of a symmetric matrix by one of its entries. */
export function entryOf(size: number, row: number, column: number): Float64Array {
  const out = new Float64Array(size * size);
  out[row * size + column] = out[column * size + row] = 1;
  return out;
}
