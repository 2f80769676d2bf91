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
import { tellCount } from "../../progress.ts";
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

/**
 * What means over the lattice need of its directions: a mean of g(max) is linear in a table of g, so that
 * the largest aⱼ·u go into weights of its places once, shift by shift; and some directions one by one.
 */
interface Maxima {
  /** Largest over all statistics, direction by direction. */
  all: Float64Array;
  /** Weights of the largest over all: SHIFTS × PLACES. */
  whole: Float64Array;
  /** Weights of the signed sum over the members of each term. */
  bound: Float64Array;
  /** Largest over the members of each term for every STRIDE-th direction: terms × sample. */
  sample: Float64Array;
}

const COUNT = LATTICE_POINTS * SHIFTS;
/** Steps of the table of g over 0 ≤ m ≤ 1, and its places. */
const STEPS = 1024;
const PLACES = STEPS + 4;
/** Prime to the number of shifts, so that the sample has directions of each. */
const STRIDE = 63;
const SAMPLE = Math.ceil(COUNT / STRIDE);

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
    const g = exceedanceTable(this.#tailOf(df), c);
    const { whole, bound } = this.#maxima;
    const multiple = this.#multiple(g);
    let exact = 0;
    for (const term of this.#terms) exact += term.sign * this.#bound(term, c, df);
    const means = new Float64Array(SHIFTS);
    for (let s = 0; s < SHIFTS; s++) {
      let sum = 0;
      for (let i = 0; i < PLACES; i++) {
        const at = s * PLACES + i;
        sum += (whole[at]! - multiple * bound[at]!) * g[i]!;
      }
      means[s] = sum / LATTICE_POINTS;
    }
    return estimateFrom(means, multiple * exact);
  }

  /** The slope of g(max) on the bound over the sample: any number would do, this leaves little spread. */
  #multiple(g: Float64Array): number {
    const { all, sample } = this.#maxima;
    const whole = new Float64Array(SAMPLE);
    const bound = new Float64Array(SAMPLE);
    for (let i = 0; i < SAMPLE; i++) whole[i] = interpolated(g, all[i * STRIDE]!);
    this.#terms.forEach(({ sign }, t) => {
      for (let i = 0; i < SAMPLE; i++) {
        const most = sample[t * SAMPLE + i]!;
        bound[i]! += sign * (most === all[i * STRIDE] ? whole[i]! : interpolated(g, most));
      }
    });
    return regression(whole, bound);
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

  /** log b ↦ P(R > b S), kept by df. */
  #tailOf(df: number): TailInterpolant {
    let tail = this.#tails.get(df);
    if (!tail) {
      const rank = this.#rank;
      tail = new TailInterpolant((x) => pf(Math.exp(2 * x) / rank, rank, df, { upper: true }));
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

/** g(m) = P(R > c S / m) at m = −1/STEPS, 0, 1/STEPS, …; 0 where m is not above 0. */
function exceedanceTable(tail: TailInterpolant, c: number): Float64Array {
  const start = Math.log(c * STEPS);
  const last = Math.log(1e4);
  return Float64Array.from({ length: PLACES }, (_, i) => {
    const b = start - Math.log(i - 1);
    return i > 1 && b < last ? tail.at(b) : 0;
  });
}

/** Weights of four neighbouring places in Lagrange's cubic through −1, 0, 1, 2, at 0 ≤ t < 1. */
function cubicWeights(t: number, into: Float64Array): void {
  const q = t * (1 - t) / 6;
  into[0] = -q * (2 - t);
  into[1] = 1 - t - q * (3 * t - 3);
  into[2] = t + 3 * q * t;
  into[3] = -q * (1 + t);
}

const four = new Float64Array(4);

/** g(m), 0 ≤ m ≤ 1, from its table. */
function interpolated(g: Float64Array, m: number): number {
  const place = m * STEPS;
  const i = Math.min(Math.floor(place), STEPS);
  cubicWeights(place - i, four);
  return four[0]! * g[i]! + four[1]! * g[i + 1]! + four[2]! * g[i + 2]! + four[3]! * g[i + 3]!;
}

/** Adds the weights by which g(m) follows from its table, a number of times. */
function addPlaces(weights: Float64Array, offset: number, m: number, times: number): void {
  if (!(m > 0)) return;
  const place = m * STEPS;
  const i = Math.min(Math.floor(place), STEPS);
  cubicWeights(place - i, four);
  for (let k = 0; k < 4; k++) weights[offset + i + k]! += times * four[k]!;
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
  const all = new Float64Array(COUNT);
  const whole = new Float64Array(SHIFTS * PLACES);
  const bound = new Float64Array(SHIFTS * PLACES);
  const sample = new Float64Array(terms.length * SAMPLE);
  const members = terms.map((t) => Int32Array.from(t.members));
  const inner = new Float64Array(size);
  for (let i = 0; i < COUNT; i++) {
    if (i % 4096 === 0) tellCount(i, COUNT, "directions of a multivariate t distribution");
    const offset = i % SHIFTS * PLACES;
    let most = -Infinity;
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < rank; k++) sum += rows[j * rank + k]! * directions[i * rank + k]!;
      inner[j] = twoSided ? Math.abs(sum) : sum;
      if (inner[j]! > most) most = inner[j]!;
    }
    all[i] = most;
    addPlaces(whole, offset, most, 1);
    for (let t = 0; t < terms.length; t++) {
      const own = members[t]!;
      let largest = -Infinity;
      for (let j = 0; j < own.length; j++) {
        if (inner[own[j]!]! > largest) largest = inner[own[j]!]!;
      }
      addPlaces(bound, offset, largest, terms[t]!.sign);
      if (i % STRIDE === 0) sample[t * SAMPLE + i / STRIDE] = largest;
    }
  }
  return { all, whole, bound, sample };
}
