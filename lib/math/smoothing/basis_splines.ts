/**
 * B-splines: their values and derivatives, and the bases of `bs` and `ns`.
 *
 * Source: de Boor (1978), A Practical Guide to Splines, chapters IX and X; Hastie (1992) in Chambers &
 * Hastie, Statistical Models in S, section 7.3, for natural splines by two constraints.
 *
 * @module
 */
import { applyQTransposed, qr } from "../algebra/qr.ts";

/** A basis of splines that was laid out on some values, to be evaluated at any. */
export interface SplineBasis {
  /** Of the polynomials between knots, plus one. */
  readonly order: number;
  /** All knots, the outermost as often as the order. */
  readonly knots: Float64Array;
  /** The first column is left out, for a mean stands beside the basis. */
  readonly withoutFirst: boolean;
  /** Beyond the outermost knots the splines are straight lines. */
  readonly natural: boolean;
}

/** What a call of `bs` or `ns` asks for. */
export interface SplineRequest {
  readonly degree: number;
  readonly intercept: boolean;
  readonly natural: boolean;
  /** Where polynomials meet. */
  readonly inner: readonly number[];
  readonly boundary: readonly [number, number];
}

/** The basis of a request. */
export function splineBasis(request: SplineRequest): SplineBasis {
  const { degree, inner, boundary: [low, high] } = request;
  const order = degree + 1;
  const knots = Float64Array.from([
    ...new Array<number>(order).fill(low),
    ...[...inner].sort((a, b) => a - b),
    ...new Array<number>(order).fill(high),
  ]);
  return { order, knots, withoutFirst: !request.intercept, natural: request.natural };
}

/** The interval between knots in which a value lies; those beyond belong to the outermost. */
function intervalOf(knots: Float64Array, order: number, x: number): number {
  const last = knots.length - order - 1;
  let k = order - 1;
  while (k < last && x >= knots[k + 1]!) k++;
  return k;
}

/** The splines of an order that are not zero in an interval, at x: as many as the order. */
function splinesIn(knots: Float64Array, order: number, k: number, x: number): Float64Array {
  const values = new Float64Array(order);
  values[0] = 1;
  for (let j = 1; j < order; j++) {
    let carried = 0;
    for (let r = 0; r < j; r++) {
      const right = knots[k + 1 + r]!;
      const left = knots[k + 1 + r - j]!;
      const part = values[r]! / (right - left);
      values[r] = carried + (right - x) * part;
      carried = (x - left) * part;
    }
    values[j] = carried;
  }
  return values;
}

/**
 * Values of all splines of a basis at x, or of their derivatives, the whole basis before any column is
 * left out.
 */
function rowAt({ order, knots }: SplineBasis, x: number, derivative: number): Float64Array {
  const count = knots.length - order;
  const k = intervalOf(knots, order, x);
  const lower = order - derivative;
  const row = new Float64Array(count);
  if (lower < 1) return row;
  // splines of the lower order, of which a derivative is a sum of differences
  let values = new Float64Array(count + derivative);
  splinesIn(knots, lower, k, x).forEach((v, r) => values[k - lower + 1 + r] = v);
  for (let o = lower + 1; o <= order; o++) {
    const next = new Float64Array(count + order - o);
    for (let i = 0; i < next.length; i++) {
      const left = knots[i + o - 1]! - knots[i]!;
      const right = knots[i + o]! - knots[i + 1]!;
      next[i] = (o - 1) *
        ((left > 0 ? values[i]! / left : 0) - (right > 0 ? (values[i + 1] ?? 0) / right : 0));
    }
    values = next;
  }
  row.set(values.subarray(0, count));
  return row;
}

/** Columns of a basis at some values; missing where a value is. */
export function splineColumns(basis: SplineBasis, x: ArrayLike<number>): Float64Array[] {
  const { knots, order, withoutFirst } = basis;
  const low = knots[order - 1]!;
  const high = knots[knots.length - order]!;
  const from = withoutFirst ? 1 : 0;
  const rotate = basis.natural ? rotation(basis, low, high) : null;
  const rows = Array.from({ length: x.length }, (_, i): Float64Array | null => {
    const v = x[i]!;
    if (v !== v) return null;
    const at = v < low ? low : v > high ? high : v;
    const row = rowAt(basis, basis.natural ? at : v, 0);
    if (basis.natural && at !== v) {
      // straight on beyond the ends
      const slope = rowAt(basis, at, 1);
      for (let j = 0; j < row.length; j++) row[j]! += slope[j]! * (v - at);
    }
    const own = row.slice(from);
    return rotate ? rotate(own) : own;
  });
  const width = knots.length - order - from - (rotate ? 2 : 0);
  return Array.from(
    { length: width },
    (_, j) => Float64Array.from(rows, (row) => row ? row[j]! : NaN),
  );
}

/** What is left of a basis whose second derivatives are zero at both ends. */
function rotation(
  basis: SplineBasis,
  low: number,
  high: number,
): (row: Float64Array) => Float64Array {
  const from = basis.withoutFirst ? 1 : 0;
  const ends = [low, high].map((x) => rowAt(basis, x, 2).slice(from));
  const size = ends[0]!.length;
  const columns = new Float64Array(2 * size);
  ends.forEach((end, j) => columns.set(end, j * size));
  const decomposed = qr(columns, size, 2);
  return (row) => {
    const turned = row.slice();
    applyQTransposed(decomposed, turned);
    return turned.slice(2);
  };
}
