/**
 * A generalized mixed model set up for the Laplace approximation: rows, predictors, and which effects
 * meet in a row.
 *
 * @module
 */
import { SparsePattern } from "../../../math/algebra/sparse_pattern.ts";
import { minimumDegreeOrder } from "../../elimination/order.ts";
import type { RandomFamily, ResponseRow } from "../series/likelihood.ts";
import type { TermFactor } from "./term_factor.ts";

/** A predictor of fixed effects: n × p, row-major, and what is known of it. */
export interface Predictor {
  readonly x: Float64Array;
  readonly p: number;
  readonly offset: Float64Array | null;
}

/** A random term on the rows. */
export interface RandomTermRows {
  readonly factor: TermFactor;
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
  /** The log-odds of a zero of its own; null for none. */
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
  /** Number of effects in all, and in a row. */
  readonly q: number;
  readonly perRow: number;
  /** n × perRow: which effect, and its coefficient in the term's own units. */
  readonly effect: Int32Array;
  readonly z: Float64Array;
  /** By term: where its effects begin in a row. */
  readonly termStart: Int32Array;
  /** By term and level: the number of its first effect. */
  readonly firstEffect: readonly Int32Array[];
  /** Of each coefficient that is integrated over, its number as an effect. */
  readonly flat: Int32Array;
  /** 1 for random effects, 0 for coefficients. */
  readonly penalty: Float64Array;
  readonly pattern: SparsePattern;
  /** n × perRow(perRow − 1)/2: where products of two effects of a row stand. */
  readonly place: Int32Array;
}

/** Orders the effects. */
export function laplaceProblem(rows: LaplaceRows): LaplaceProblem {
  const { terms, conditional, restricted, response: { length: n } } = rows;
  const widths = terms.map((t) => t.factor.width);
  const termStart = new Int32Array(terms.length + 1);
  widths.forEach((w, t) => termStart[t + 1] = termStart[t]! + w);
  const random = termStart[terms.length]!;
  const perRow = random + (restricted ? conditional.p : 0);
  const firstEffect = orderedEffects(terms, n);
  const ofTerms = terms.reduce((sum, t) => sum + t.levels * t.factor.width, 0);
  const flat = Int32Array.from({ length: restricted ? conditional.p : 0 }, (_, j) => ofTerms + j);
  const q = ofTerms + flat.length;
  const effect = new Int32Array(n * perRow);
  const z = new Float64Array(n * perRow);
  for (let i = 0; i < n; i++) {
    terms.forEach(({ codes, columns }, t) => {
      const first = firstEffect[t]![codes[i]!]!;
      columns.forEach((column, a) => {
        const at = i * perRow + termStart[t]! + a;
        effect[at] = first + a;
        z[at] = column ? column[i]! : 1;
      });
    });
    flat.forEach((number, j) => {
      effect[i * perRow + random + j] = number;
      z[i * perRow + random + j] = conditional.x[i * conditional.p + j]!;
    });
  }
  const pattern = new SparsePattern(q, meetings(effect, n, perRow, q));
  return {
    ...rows,
    n,
    q,
    perRow,
    effect,
    z,
    termStart,
    firstEffect,
    flat,
    penalty: Float64Array.from({ length: q }, (_, j) => j < ofTerms ? 1 : 0),
    pattern,
    place: places(effect, n, perRow, pattern),
  };
}

/** Numbers the levels of all terms so that elimination fills little. */
function orderedEffects(terms: readonly RandomTermRows[], n: number): Int32Array[] {
  const firstNode = new Int32Array(terms.length + 1);
  terms.forEach((t, k) => firstNode[k + 1] = firstNode[k]! + t.levels);
  const nodes = firstNode[terms.length]!;
  const width = new Int32Array(nodes);
  terms.forEach((t, k) => width.fill(t.factor.width, firstNode[k], firstNode[k + 1]));
  let order = Int32Array.from({ length: nodes }, (_, v) => v);
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
    const neighbours = new Int32Array(start[nodes]!);
    met.forEach((set, v) => neighbours.set([...set].sort((a, b) => a - b), start[v]!));
    order = Int32Array.from(minimumDegreeOrder({ start, neighbours, width }));
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
function meetings(effect: Int32Array, n: number, perRow: number, q: number): Set<number>[] {
  const below = Array.from({ length: q }, () => new Set<number>());
  for (let i = 0; i < n; i++) {
    for (let e = 1; e < perRow; e++) {
      const a = effect[i * perRow + e]!;
      for (let f = 0; f < e; f++) {
        const b = effect[i * perRow + f]!;
        if (a !== b) below[Math.min(a, b)]!.add(Math.max(a, b));
      }
    }
  }
  return below;
}

function places(effect: Int32Array, n: number, perRow: number, pattern: SparsePattern): Int32Array {
  const pairs = perRow * (perRow - 1) / 2;
  const out = new Int32Array(n * pairs);
  for (let i = 0, at = 0; i < n; i++) {
    for (let e = 1; e < perRow; e++) {
      const a = effect[i * perRow + e]!;
      for (let f = 0; f < e; f++, at++) {
        const b = effect[i * perRow + f]!;
        out[at] = pattern.placeOf(Math.max(a, b), Math.min(a, b));
      }
    }
  }
  return out;
}
