/**
 * Projections on what classifications explain together. A classification costs a sum for each row; of
 * several that do not nest the largest is swept out by its means, and of the others' columns an
 * orthogonal basis is made.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { qr, thinQ } from "../../math/algebra/qr.ts";

/** Rows in classes. */
export interface Classes {
  readonly codes: Int32Array;
  readonly count: number;
}

/** More columns than this are not made beside the largest classification. */
const MOST_COLUMNS = 1000;

/** Whether each class of `fine` lies in one class of `coarse`. */
function isWithin(fine: Classes, coarse: Classes): boolean {
  const seen = new Int32Array(fine.count).fill(-1);
  return fine.codes.every((c, i) => {
    if (seen[c]! < 0) seen[c] = coarse.codes[i]!;
    return seen[c] === coarse.codes[i];
  });
}

/** Projects on the span of the mean and some classifications. */
export class Projector {
  readonly rank: number;
  readonly #swept: Classes;
  /** Orthonormal columns beside the classes. */
  readonly #basis: readonly Float64Array[];

  constructor(n: number, given: readonly Classes[]) {
    const mean: Classes = { codes: new Int32Array(n), count: 1 };
    const all = [mean, ...given];
    const finest = all.filter((c, i) =>
      !all.some((d, j) => j !== i && isWithin(d, c) && (j > i || !isWithin(c, d)))
    );
    this.#swept = finest.reduce((a, b) => b.count > a.count ? b : a);
    const rest = finest.filter((c) => c !== this.#swept);
    const columns = rest.reduce((sum, c) => sum + c.count, 0);
    if (columns > MOST_COLUMNS) {
      fail("too-many-columns", `The error terms have ${columns} columns beside the largest`, {
        hint: "lmer() fits crossed random terms with many levels",
      });
    }
    this.#basis = [];
    if (columns > 0) this.#basis = basisOf(rest, n, (v) => this.#withoutClasses(v));
    this.rank = this.#swept.count + this.#basis.length;
  }

  #means(v: Float64Array): Float64Array {
    const { codes, count } = this.#swept;
    const sums = new Float64Array(count);
    const sizes = new Float64Array(count);
    for (let i = 0; i < v.length; i++) {
      sums[codes[i]!]! += v[i]!;
      sizes[codes[i]!]!++;
    }
    return Float64Array.from(codes, (c) => sums[c]! / sizes[c]!);
  }

  #withoutClasses(v: Float64Array): Float64Array {
    const means = this.#means(v);
    return v.map((x, i) => x - means[i]!);
  }

  /** The part of a vector in the span. */
  project(v: Float64Array): Float64Array {
    const out = this.#means(v);
    for (const q of this.#basis) {
      let dot = 0;
      for (let i = 0; i < v.length; i++) dot += q[i]! * v[i]!;
      for (let i = 0; i < v.length; i++) out[i]! += dot * q[i]!;
    }
    return out;
  }
}

function basisOf(
  rest: readonly Classes[],
  n: number,
  without: (v: Float64Array) => Float64Array,
): Float64Array[] {
  const columns = rest.flatMap(({ codes, count }) =>
    Array.from({ length: count }, (_, k) => without(Float64Array.from(codes, (c) => +(c === k))))
  );
  const x = new Float64Array(n * columns.length);
  columns.forEach((column, k) => x.set(column, k * n));
  const d = qr(x, n, columns.length);
  const q = thinQ(d);
  return Array.from({ length: d.rank }, (_, k) => q.slice(k * n, (k + 1) * n));
}
