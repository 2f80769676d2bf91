/**
 * The largest of correlated t statistics in four dimensions and more: a mean over a fixed lattice of
 * directions, of what an exact bound leaves over.
 *
 * With Tⱼ = R (aⱼ·u)/S, u uniform on the sphere, P(max > c) = E g(max aⱼ·u), g(m) = P(R m > c S). The
 * bound is the cherry-tree bound of Bukszár & Prékopa (2001): statistics are joined to a pair of
 * earlier ones each, and Σ P(max of three > c) − Σ P(max of a shared pair > c) is exact where the
 * rest adds nothing. Its terms have exact integrals in three and two dimensions; the lattice
 * estimates the small remainder.
 *
 * @module
 */
import { directionLattice, LATTICE_POINTS, SHIFTS } from "./direction_lattice.ts";
import { pf } from "../distribution/f_distribution.ts";
import { TailInterpolant } from "./tail_interpolant.ts";

/** An estimate and its standard error over the shifts of the lattice. */
export interface Estimate {
  value: number;
  error: number;
}

/** Groups of statistics whose tails are known: `sign` +1 for three, −1 for a pair they share. */
export interface CherryTerm {
  members: number[];
  sign: 1 | -1;
}

/**
 * A cherry tree on all statistics: each joins the pair, itself in an earlier triple, with which its
 * squared correlations are largest.
 */
export function cherryTree(correlation: Float64Array, size: number): CherryTerm[] {
  const strength = (i: number, j: number): number => correlation[i * size + j]! ** 2;
  const left = new Set(Array.from({ length: size }, (_, i) => i));
  const pairs: [number, number][] = [];
  let [a, b] = [0, 1];
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) if (strength(i, j) > strength(a, b)) [a, b] = [i, j];
  }
  pairs.push([a, b]);
  left.delete(a);
  left.delete(b);
  const terms: CherryTerm[] = [];
  while (left.size > 0) {
    let best = -1;
    let [pair, joined] = [pairs[0]!, -1];
    for (const i of left) {
      for (const [p, q] of pairs) {
        const gain = strength(i, p) + strength(i, q);
        if (gain > best) [best, pair, joined] = [gain, [p, q], i];
      }
    }
    if (terms.length > 0) terms.push({ members: pair, sign: -1 });
    terms.push({ members: [...pair, joined], sign: 1 });
    pairs.push([pair[0], joined], [pair[1], joined]);
    left.delete(joined);
  }
  return terms;
}

/** Largest aⱼ·u over all statistics and over the members of each term, direction by direction. */
interface Maxima {
  all: Float64Array;
  /** terms × directions. */
  terms: Float64Array;
}

const COUNT = LATTICE_POINTS * SHIFTS;

/** P(max > c) for rows aⱼ of length rank; `bound` gives the exact tail of a term's members. */
export class LatticeTail {
  readonly #rank: number;
  readonly #terms: readonly CherryTerm[];
  readonly #bound: (term: CherryTerm, c: number, df: number) => number;
  readonly #maxima: Maxima;
  readonly #tails = new Map<number, TailInterpolant>();

  constructor(
    rows: Float64Array,
    size: number,
    rank: number,
    twoSided: boolean,
    terms: readonly CherryTerm[],
    bound: (term: CherryTerm, c: number, df: number) => number,
  ) {
    this.#rank = rank;
    this.#terms = terms;
    this.#bound = bound;
    this.#maxima = maximaOf(rows, size, rank, twoSided, terms, directionLattice(rank));
  }

  /** The estimate at c. */
  at(c: number, df: number): Estimate {
    return c > 0 ? this.#aboveZero(c, df) : this.#belowZero(c, df);
  }

  /** Mean of g(max) with the bound as control variate, at the multiple that leaves least spread. */
  #aboveZero(c: number, df: number): Estimate {
    const g = new ExceedanceTable(this.#tailOf(df), c);
    const { all, terms } = this.#maxima;
    const whole = new Float64Array(COUNT);
    const bound = new Float64Array(COUNT);
    for (let i = 0; i < COUNT; i++) whole[i] = g.at(all[i]!);
    this.#terms.forEach(({ sign }, t) => {
      for (let i = 0; i < COUNT; i++) {
        const most = terms[t * COUNT + i]!;
        bound[i]! += sign * (most === all[i] ? whole[i]! : g.at(most));
      }
    });
    let exact = 0;
    for (const term of this.#terms) exact += term.sign * this.#bound(term, c, df);
    const multiple = regression(whole, bound);
    const means = new Float64Array(SHIFTS);
    for (let i = 0; i < COUNT; i++) {
      means[i % SHIFTS]! += (whole[i]! - multiple * bound[i]!) / LATTICE_POINTS;
    }
    return estimateFrom(means, multiple * exact);
  }

  /** One-sided only: P(max > c) = 1 − P(R |m| ≥ |c| S, m < 0). */
  #belowZero(c: number, df: number): Estimate {
    const rank = this.#rank;
    const means = new Float64Array(SHIFTS);
    for (let i = 0; i < COUNT; i++) {
      const m = this.#maxima.all[i]!;
      const exceeded = m >= 0 ? 1 : pf((c / m) ** 2 / rank, rank, df);
      means[i % SHIFTS]! += exceeded / LATTICE_POINTS;
    }
    return estimateFrom(means, 0);
  }

  /** b ↦ P(R > b S), kept by df. */
  #tailOf(df: number): TailInterpolant {
    let tail = this.#tails.get(df);
    if (!tail) {
      const rank = this.#rank;
      tail = new TailInterpolant((b) => pf(b * b / rank, rank, df, { upper: true }));
      if (this.#tails.size > 50) this.#tails.clear();
      this.#tails.set(df, tail);
    }
    return tail;
  }
}

/** Least-squares slope of y on x. */
function regression(y: Float64Array, x: Float64Array): number {
  let [sumX, sumY] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    sumX += x[i]!;
    sumY += y[i]!;
  }
  const [meanX, meanY] = [sumX / x.length, sumY / x.length];
  let [products, squares] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    products += (x[i]! - meanX) * (y[i]! - meanY);
    squares += (x[i]! - meanX) ** 2;
  }
  return squares > 0 ? products / squares : 1;
}

/** g(m) = P(R > c S / m) for 0 ≤ m ≤ 1, by cubic interpolation in a table. */
class ExceedanceTable {
  static readonly #steps = 1024;
  readonly #values: Float64Array;

  constructor(tail: TailInterpolant, c: number) {
    const steps = ExceedanceTable.#steps;
    this.#values = Float64Array.from({ length: steps + 4 }, (_, i) => {
      const b = c * steps / (i - 1);
      return i > 1 && b < 1e4 ? tail.at(b) : 0;
    });
  }

  at(m: number): number {
    const place = m * ExceedanceTable.#steps;
    const i = Math.min(Math.floor(place), ExceedanceTable.#steps);
    const t = place - i;
    const v = this.#values;
    const before = v[i]!;
    const here = v[i + 1]!;
    const next = v[i + 2]!;
    const after = v[i + 3]!;
    // Lagrange's cubic through −1, 0, 1, 2
    const bend = (after - 2 * next + here) * (1 + t) + (before - 2 * here + next) * (2 - t);
    return here + t * (next - here - (1 - t) * bend / 6);
  }
}

function estimateFrom(means: Float64Array, known: number): Estimate {
  let mean = 0;
  for (const value of means) mean += value / SHIFTS;
  let spread = 0;
  for (const value of means) spread += (value - mean) ** 2;
  return {
    value: Math.min(1, Math.max(0, known + mean)),
    error: Math.sqrt(spread / (SHIFTS * (SHIFTS - 1))),
  };
}

function maximaOf(
  rows: Float64Array,
  size: number,
  rank: number,
  twoSided: boolean,
  terms: readonly CherryTerm[],
  directions: Float64Array,
): Maxima {
  const count = directions.length / rank;
  const all = new Float64Array(count);
  const byTerm = new Float64Array(count * terms.length);
  const inner = new Float64Array(size);
  for (let i = 0; i < count; i++) {
    let most = -Infinity;
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < rank; k++) sum += rows[j * rank + k]! * directions[i * rank + k]!;
      inner[j] = twoSided ? Math.abs(sum) : sum;
      if (inner[j]! > most) most = inner[j]!;
    }
    all[i] = most;
    for (let t = 0; t < terms.length; t++) {
      let largest = -Infinity;
      for (const j of terms[t]!.members) if (inner[j]! > largest) largest = inner[j]!;
      byTerm[t * count + i] = largest;
    }
  }
  return { all, terms: byTerm };
}
