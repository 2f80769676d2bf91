/**
 * A generalized mixed model set up for the Laplace approximation: rows, predictors, and which effects
 * meet in a row.
 *
 * @module
 */
import { SparsePattern } from "../../../math/algebra/sparse_pattern.ts";
import type { Cells } from "../../formula/cells.ts";
import { minimumDegreeOrder } from "../../elimination/order.ts";
import type { RandomFamily, ResponseRow } from "../series/likelihood.ts";
import type { TermFactor } from "../factors/term_factor.ts";

/** A predictor of fixed effects: n × p, row-major, and what is known of it. */
export interface Predictor {
  readonly x: Float64Array;
  readonly p: number;
  readonly offset: Float64Array | null;
  /** Rows that agree in x, where it is known which do. */
  readonly cells?: Pick<Cells, "count" | "of"> | undefined;
}

/** The predictors of a model, in the order of their parameters. */
export const PARTS = ["mean", "zero", "dispersion"] as const;
/** One of them. */
export type PartOfModel = (typeof PARTS)[number];

/** A random term on the rows. */
export interface RandomTermRows {
  readonly factor: TermFactor;
  /** Which predictor its effects move. */
  readonly part: PartOfModel;
  readonly levels: number;
  /** Level of each row. */
  readonly codes: Int32Array;
  /** Columns of the term, n each; null for ones. */
  readonly columns: readonly (Float64Array | null)[];
}

/** What is given. */
export interface LaplaceRows {
  readonly family: RandomFamily;
  readonly response: readonly ResponseRow[];
  /** Prior weights; null for ones. */
  readonly weights: Float64Array | null;
  readonly conditional: Predictor;
  /** The log-odds of a zero of its own, or ψ of a family with a second parameter; null for neither. */
  readonly zero: Predictor | null;
  /** δ of the family; null where it has none. */
  readonly dispersion: Predictor | null;
  readonly terms: readonly RandomTermRows[];
  /** Whether the coefficients are integrated over as the random effects are. */
  readonly restricted: boolean;
}

/** The same with its effects in an order of elimination. */
export interface LaplaceProblem extends LaplaceRows {
  readonly n: number;
  /** Number of effects. */
  readonly q: number;
  /** By term: where its columns begin; at last how many columns there are. */
  readonly termStart: Int32Array;
  /** n × columns of all terms: the coefficients of the effects in the term's own units. */
  readonly z: Float64Array;
  /**
   * Effects that move a row: those of row i are the entries rowStart[i] … rowStart[i + 1] − 1, term by
   * term, then the coefficients that are integrated over.
   */
  readonly rowStart: Int32Array;
  /** By row and term: where the entries of the term begin; at last where those of coefficients do. */
  readonly termEntry: Int32Array;
  /** Of each entry the effect, and its column: among those of all terms, or of X. */
  readonly effect: Int32Array;
  readonly column: Int32Array;
  /** Of each entry the number of the predictor that it moves; null where all move the mean's. */
  readonly predictor: Uint8Array | null;
  /** By term and level: the number of its first effect. */
  readonly firstEffect: readonly Int32Array[];
  /** Of each coefficient that is integrated over, its number as an effect. */
  readonly flat: Int32Array;
  /** 1 for random effects, 0 for coefficients. */
  readonly penalty: Float64Array;
  readonly pattern: SparsePattern;
  /** Where products of two entries of a row stand; those of row i from pairStart[i] on. */
  readonly place: Int32Array;
  readonly pairStart: Int32Array;
}

/** Orders the effects. */
export function laplaceProblem(rows: LaplaceRows): LaplaceProblem {
  const { terms, conditional, restricted, response: { length: n } } = rows;
  const widths = terms.map((t) => t.factor.width);
  const termStart = new Int32Array(terms.length + 1);
  widths.forEach((w, t) => termStart[t + 1] = termStart[t]! + w);
  const firstEffect = orderedEffects(terms, n);
  const ofTerms = terms.reduce((sum, t) => sum + t.levels * t.factor.width, 0);
  const flat = Int32Array.from({ length: restricted ? conditional.p : 0 }, (_, j) => ofTerms + j);
  const q = ofTerms + flat.length;
  const z = coefficients(terms, termStart, n);
  const moved = entries(rows, termStart, firstEffect, flat, z);
  const below = meetings(moved, n, q);
  addLevels(terms, firstEffect, below);
  const pattern = new SparsePattern(q, below);
  const pairStart = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) {
    const m = moved.rowStart[i + 1]! - moved.rowStart[i]!;
    pairStart[i + 1] = pairStart[i]! + m * (m - 1) / 2;
  }
  return {
    ...rows,
    ...moved,
    predictor: terms.some((t) => t.part !== "mean") ? predictors(terms, moved, n) : null,
    n,
    q,
    z,
    termStart,
    firstEffect,
    flat,
    penalty: Float64Array.from({ length: q }, (_, j) => j < ofTerms ? 1 : 0),
    pattern,
    pairStart,
    place: places(moved, pairStart, n, pattern),
  };
}

/** Z in its own units: row by row the columns of all terms. */
function coefficients(
  terms: readonly RandomTermRows[],
  termStart: Int32Array,
  n: number,
): Float64Array {
  const all = termStart[terms.length]!;
  const z = new Float64Array(n * all);
  terms.forEach(({ columns }, t) =>
    columns.forEach((column, a) => {
      const at = termStart[t]! + a;
      for (let i = 0; i < n; i++) z[i * all + at] = column ? column[i]! : 1;
    })
  );
  return z;
}

type Entries = Pick<LaplaceProblem, "rowStart" | "termEntry" | "effect" | "column">;

/** Which effects move each row: where z'Λ, or X, can be anything but 0. */
function entries(
  { terms, conditional: { x, p }, response: { length: n } }: LaplaceRows,
  termStart: Int32Array,
  firstEffect: readonly Int32Array[],
  flat: Int32Array,
  z: Float64Array,
): Entries {
  const all = termStart[terms.length]!;
  const rowStart = new Int32Array(n + 1);
  const termEntry = new Int32Array(n * (terms.length + 1));
  const effect: number[] = [];
  const column: number[] = [];
  // one effect a row is what quadrature is made for: its coefficient may be 0
  const whole = all === 1;
  for (let i = 0; i < n; i++) {
    terms.forEach(({ factor: { width, reaches }, codes }, t) => {
      termEntry[i * (terms.length + 1) + t] = effect.length;
      const from = i * all + termStart[t]!;
      for (let b = 0; b < width; b++) {
        let moves = whole;
        for (let c = 0; c < width && !moves; c++) moves = z[from + c] !== 0 && reaches(c, b);
        if (!moves) continue;
        effect.push(firstEffect[t]![codes[i]!]! + b);
        column.push(termStart[t]! + b);
      }
    });
    termEntry[i * (terms.length + 1) + terms.length] = effect.length;
    flat.forEach((number, j) => {
      if (x[i * p + j] === 0) return;
      effect.push(number);
      column.push(j);
    });
    rowStart[i + 1] = effect.length;
  }
  return { rowStart, termEntry, effect: Int32Array.from(effect), column: Int32Array.from(column) };
}

/** Which predictor each entry moves. */
function predictors(
  terms: readonly RandomTermRows[],
  { termEntry, effect }: Entries,
  n: number,
): Uint8Array {
  const out = new Uint8Array(effect.length);
  for (let i = 0; i < n; i++) {
    const row = i * (terms.length + 1);
    terms.forEach((t, k) =>
      out.fill(PARTS.indexOf(t.part), termEntry[row + k], termEntry[row + k + 1])
    );
  }
  return out;
}

/** Where levels meet more others than this on average, any order fills up. */
const SPARSE = 30;

/** Levels term by term, the term with most of them first. */
function bySize(terms: readonly RandomTermRows[], firstNode: Int32Array): Int32Array {
  return Int32Array.from(
    Array.from(terms.keys()).sort((s, t) => terms[t]!.levels - terms[s]!.levels || s - t)
      .flatMap((t) => Array.from({ length: terms[t]!.levels }, (_, l) => firstNode[t]! + l)),
  );
}

/** Numbers the levels of all terms so that elimination fills little. */
function orderedEffects(terms: readonly RandomTermRows[], n: number): Int32Array[] {
  const firstNode = new Int32Array(terms.length + 1);
  terms.forEach((t, k) => firstNode[k + 1] = firstNode[k]! + t.levels);
  const nodes = firstNode[terms.length]!;
  const width = new Int32Array(nodes);
  terms.forEach((t, k) => width.fill(t.factor.width, firstNode[k], firstNode[k + 1]));
  let order: Int32Array = Int32Array.from({ length: nodes }, (_, v) => v);
  if (terms.length > 1) {
    const met = Array.from({ length: nodes }, () => new Set<number>());
    for (let i = 0; i < n; i++) {
      for (let s = 0; s < terms.length; s++) {
        const v = firstNode[s]! + terms[s]!.codes[i]!;
        for (let t = 0; t < terms.length; t++) {
          if (s !== t) met[v]!.add(firstNode[t]! + terms[t]!.codes[i]!);
        }
      }
    }
    const start = new Int32Array(nodes + 1);
    met.forEach((set, v) => start[v + 1] = start[v]! + set.size);
    if (start[nodes]! > SPARSE * nodes) order = bySize(terms, firstNode);
    else {
      const neighbours = new Int32Array(start[nodes]!);
      met.forEach((set, v) => neighbours.set(Int32Array.from(set).sort(), start[v]!));
      order = minimumDegreeOrder({ start, neighbours, width });
    }
  }
  const first = terms.map((t) => new Int32Array(t.levels));
  let at = 0;
  for (const v of order) {
    let t = 0;
    while (v >= firstNode[t + 1]!) t++;
    first[t]![v - firstNode[t]!] = at;
    at += width[v]!;
  }
  return first;
}

/** By effect, the later effects that it meets in a row. */
function meetings({ rowStart, effect }: Entries, n: number, q: number): Set<number>[] {
  const below = Array.from({ length: q }, () => new Set<number>());
  for (let i = 0; i < n; i++) {
    for (let e = rowStart[i]! + 1; e < rowStart[i + 1]!; e++) {
      const a = effect[e]!;
      for (let f = rowStart[i]!; f < e; f++) {
        const b = effect[f]!;
        if (a !== b) below[Math.min(a, b)]!.add(Math.max(a, b));
      }
    }
  }
  return below;
}

/** Effects of one level that make an effect of the data together: their covariance is asked for. */
function addLevels(
  terms: readonly RandomTermRows[],
  firstEffect: readonly Int32Array[],
  below: readonly Set<number>[],
): void {
  terms.forEach(({ factor: { width, reaches } }, t) => {
    for (let b = 0; b < width; b++) {
      for (let c = 0; c < b; c++) {
        let together = false;
        for (let a = b; a < width && !together; a++) together = reaches(a, b) && reaches(a, c);
        if (together) { for (const first of firstEffect[t]!) below[first + c]!.add(first + b); }
      }
    }
  });
}

function places(
  { rowStart, effect }: Entries,
  pairStart: Int32Array,
  n: number,
  pattern: SparsePattern,
): Int32Array {
  const out = new Int32Array(pairStart[n]!);
  for (let i = 0, at = 0; i < n; i++) {
    for (let e = rowStart[i]! + 1; e < rowStart[i + 1]!; e++) {
      const a = effect[e]!;
      for (let f = rowStart[i]!; f < e; f++, at++) {
        const b = effect[f]!;
        out[at] = pattern.placeOf(Math.max(a, b), Math.min(a, b));
      }
    }
  }
  return out;
}
