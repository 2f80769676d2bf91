/**
 * Tail probabilities of the largest of several correlated t statistics that share one estimate of
 * variance: P(max |Tⱼ| > c) or P(max Tⱼ > c), with real-valued degrees of freedom.
 *
 * The method follows from the correlation: one statistic; two or three dimensions (any number of
 * statistics that span them) by an exact angular integral; one-factor correlation ρᵢⱼ = λᵢλⱼ, which
 * comparisons with a control have, by quadrature over the factor and the scale; chains, which
 * consecutive differences are, by carrying mass along them; otherwise a fixed lattice of directions,
 * with an estimate of its error. All are deterministic.
 *
 * Sources: Dunnett & Sobel (1954, Biometrika 41, 153–169) for the law; Dunnett (1955, J. Am. Stat.
 * Assoc. 50, 1096–1121) for one factor; Somerville (1998, J. Comput. Graph. Stat. 7, 529–544) for
 * directions; Genz & Bretz (2009, Computation of Multivariate Normal and t Probabilities) for
 * lattices with an estimate of their error.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { pt } from "../distribution/f_distribution.ts";
import { chainTail } from "./chain_tail.ts";
import { cherryTree, type Estimate, LatticeTail } from "./lattice_tail.ts";
import { loadingsOf, oneFactorLaw } from "./one_factor.ts";
import { planarUpper } from "./planar_tail.ts";
import { scaleMixture } from "./scale_mixture.ts";
import { solidRule, solidUpper } from "./solid_tail.ts";

/** How a law of maxima is computed. */
export type MaximumMethod = "single" | "planar" | "solid" | "one-factor" | "chain" | "lattice";

/** The distribution of the largest of correlated t statistics. */
export interface MaximumLaw {
  readonly method: MaximumMethod;
  /** P(max > c) with df degrees of freedom (Infinity for normal statistics). */
  upper(c: number, df: number): number;
  /** Estimated absolute error of `upper` at c; 0 where quadrature is exact to rounding. */
  error(c: number, df: number): number;
}

const laws = new WeakMap<Float64Array, Map<boolean, MaximumLaw>>();

/**
 * The law of max |Tⱼ| (`twoSided`) or max Tⱼ for statistics with the given correlation matrix, k × k,
 * row by row; it may be singular. The law of a matrix is made once: do not change its values.
 *
 * @throws DiagnosticError `bad-correlation` for a matrix that is not square with ones on its
 * diagonal, or not positive semidefinite.
 */
export function multivariateT(correlation: Float64Array, twoSided: boolean): MaximumLaw {
  const known = laws.get(correlation) ?? new Map<boolean, MaximumLaw>();
  laws.set(correlation, known);
  let law = known.get(twoSided);
  if (!law) known.set(twoSided, law = makeLaw(correlation, twoSided));
  return law;
}

function makeLaw(correlation: Float64Array, twoSided: boolean): MaximumLaw {
  const size = Math.round(Math.sqrt(correlation.length));
  if (size * size !== correlation.length || size === 0) {
    fail("bad-correlation", "A correlation matrix must be square");
  }
  for (let i = 0; i < size; i++) {
    if (!(Math.abs(correlation[i * size + i]! - 1) < 1e-6)) {
      fail("bad-correlation", "A correlation matrix must have ones on its diagonal");
    }
  }
  const { rows, rank } = pivotedFactor(correlation, size);
  if (rank === 1) return exact("single", singleTail(rows, twoSided));
  if (rank === 2) return exact("planar", (c, df) => planarUpper(rows, size, c, df, twoSided));
  const loadings = loadingsOf(correlation, size);
  if (loadings) return exact("one-factor", oneFactorLaw(loadings, twoSided));
  const lattice = latticeLaw(correlation, rows, size, rank, twoSided);
  if (rank > 3) {
    const chain = chainTail(correlation, size, twoSided);
    if (!chain) return lattice;
    const options = { twoSided, statistics: size, width: 0.5, refine: 1 };
    return exact("chain", scaleMixture(chain, options));
  }
  const rule = solidRule(rows, size, twoSided);
  return {
    method: "solid",
    upper: (c, df) => c > 0 ? solidUpper(rule, c, df) : lattice.upper(c, df),
    error: (c, df) => c > 0 ? 0 : lattice.error(c, df),
  };
}

function exact(
  method: MaximumMethod,
  upper: (c: number, df: number) => number,
): MaximumLaw {
  return { method, upper, error: () => 0 };
}

/** All statistics are ± one. */
function singleTail(
  rows: Float64Array,
  twoSided: boolean,
): (c: number, df: number) => number {
  const both = twoSided || rows.some((value) => value * rows[0]! < 0);
  return (c, df) => {
    if (both) return c > 0 ? 2 * pt(c, df, { upper: true }) : 1;
    return pt(c, df, { upper: true });
  };
}

/** The general law, its lattice made when first needed. */
function latticeLaw(
  correlation: Float64Array,
  rows: Float64Array,
  size: number,
  rank: number,
  twoSided: boolean,
): MaximumLaw {
  let tail: LatticeTail | null = null;
  const made = (): LatticeTail => {
    if (tail) return tail;
    const terms = cherryTree(correlation, size);
    const parts = new Map(terms.map((term) => {
      const part = term.members.flatMap((i) => term.members.map((j) => correlation[i * size + j]!));
      return [term, tripleTail(Float64Array.from(part), term.members.length, twoSided)];
    }));
    tail = new LatticeTail(
      rows,
      size,
      rank,
      twoSided,
      terms,
      (term, c, df) => parts.get(term)!(c, df),
    );
    return tail;
  };
  // a tail and its error are one estimate, and are asked for one after the other
  const known = new Map<string, Estimate>();
  const at = (c: number, df: number): Estimate => {
    if (twoSided && c <= 0) return { value: 1, error: 0 };
    const key = `${c}/${df}`;
    let estimate = known.get(key);
    if (!estimate) {
      if (known.size > 2000) known.clear();
      known.set(key, estimate = made().at(c, df));
    }
    return estimate;
  };
  return {
    method: "lattice",
    upper: (c, df) => at(c, df).value,
    error: (c, df) => at(c, df).error,
  };
}

/** The exact tail of two or three statistics at c > 0. */
function tripleTail(
  correlation: Float64Array,
  size: number,
  twoSided: boolean,
): (c: number, df: number) => number {
  const { rows, rank } = pivotedFactor(correlation, size);
  if (rank === 1) return singleTail(rows, twoSided);
  if (rank === 2) return (c, df) => planarUpper(rows, size, c, df, twoSided);
  const rule = solidRule(rows, size, twoSided);
  return (c, df) => solidUpper(rule, c, df);
}

/** Rows aⱼ of length rank with aᵢ·aⱼ = ρᵢⱼ. */
interface Factor {
  rows: Float64Array;
  rank: number;
}

/** Cholesky factor with the largest remaining diagonal as pivot; stops where it is rounding only. */
function pivotedFactor(correlation: Float64Array, size: number): Factor {
  const rest = Float64Array.from(correlation);
  const columns: Float64Array[] = [];
  for (let step = 0; step < size; step++) {
    let pivot = 0;
    for (let j = 1; j < size; j++) {
      if (rest[j * size + j]! > rest[pivot * size + pivot]!) pivot = j;
    }
    const top = rest[pivot * size + pivot]!;
    if (!(top > 1e-10)) break;
    const column = new Float64Array(size);
    for (let i = 0; i < size; i++) column[i] = rest[i * size + pivot]! / Math.sqrt(top);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) rest[i * size + j]! -= column[i]! * column[j]!;
    }
    columns.push(column);
  }
  if (rest.some((value) => !(Math.abs(value) < 1e-6))) {
    fail("bad-correlation", "A correlation matrix must be positive semidefinite");
  }
  const rank = columns.length;
  const rows = new Float64Array(size * rank);
  columns.forEach((column, k) => column.forEach((value, i) => rows[i * rank + k] = value));
  return { rows, rank };
}
