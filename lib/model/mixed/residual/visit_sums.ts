/**
 * Sums over subjects of the products of their rows at two visits.
 *
 * With w_s the row [Z X y] of a subject at visit s, A(ψ) = Σ_{s,t} (R⁻¹)_{st} M_{st} over the subjects
 * that have the same visits, M_{st} = Σ w_s'w_t summed once and for all. Subjects that agree in
 * everything but the response are gathered first: their number and sums of responses are
 * sufficient.
 *
 * @module
 */
import { pairIndex } from "../../elimination/state.ts";
import { type RowsOfVisits, subjectRows } from "./subject_rows.ts";
import { nodesOf, type VisitRows } from "./visit_rows.ts";

/** Subjects with the same visits. */
export interface VisitSet {
  /** Numbers of the visits, rising. */
  readonly visits: Int32Array;
  /** Number of subjects. */
  readonly count: number;
  /** Where its pairs of visits begin among those of all sets. */
  readonly first: number;
}

/** The sums of all subjects. */
export interface SummedVisits {
  readonly sets: readonly VisitSet[];
  /** Pairs of visits of all sets. */
  readonly pairs: number;
  /** A row for each pair s ≤ t of a set: M_{st} + M_{ts}, or M_{ss}, laid out as the store. */
  readonly sums: Float64Array;
  /** Subjects that are held row by row. */
  readonly rows: readonly RowsOfVisits[];
}

/** The levels that a row meets, in the order of elimination, with the values of its columns of Z. */
type Nodes = readonly (readonly [node: number, values: readonly number[]])[];

/** Subjects that differ in their responses alone. */
interface Alike {
  /** A row at each visit, of one of them. */
  first: Int32Array;
  count: number;
  /** Sums of responses by visit, and of their products by pair of visits. */
  sum: Float64Array;
  products: Float64Array;
}

/** Visits from which rows may be held one by one. */
const MANY_VISITS = 12;

/** Numbers of sequences, each from that of the sequence without its last entry, and that entry. */
class Sequences {
  readonly #known: Map<number, number>[] = [];
  #count = 0;

  /** @param before the number of the sequence before, −1 for the empty one */
  numberOf(before: number, entry: number): number {
    const next = this.#known[before + 1] ??= new Map();
    let found = next.get(entry);
    if (found === undefined) {
      found = this.#count++;
      next.set(entry, found);
    }
    return found;
  }
}

/** The sums of all subjects, by their visits; of some the rows themselves. */
export function visitSums(data: VisitRows): SummedVisits {
  const { pattern: { length, fixedWidth } } = data;
  const byVisits = new Map<number, { visits: Int32Array; own: Int32Array[] }>();
  const sequences = new Sequences();
  for (const own of rowsOfSubjects(data)) {
    if (own.length === 0) continue;
    let key = -1;
    for (const r of own) key = sequences.numberOf(key, data.visit[r]!);
    let known = byVisits.get(key);
    if (!known) byVisits.set(key, known = { visits: own.map((r) => data.visit[r]!), own: [] });
    known.own.push(own);
  }
  const rows: RowsOfVisits[] = [];
  const summed: { visits: Int32Array; own: Int32Array[] }[] = [];
  for (const set of byVisits.values()) {
    const { visits: { length: m }, own } = set;
    const held = m >= MANY_VISITS && own.length * 4 * (m + fixedWidth) < m * fixedWidth;
    if (held) rows.push({ visits: set.visits, subjects: own.map((r) => subjectRows(data, r)) });
    else summed.push(set);
  }
  const pairs = summed.reduce((sum, { visits: { length: m } }) => sum + m * (m + 1) / 2, 0);
  const sums = new Float64Array(pairs * length);
  const kinds = summed.length > 0 ? kindsOf(data) : new Int32Array(0);
  let first = 0;
  const sets = summed.map(({ visits, own }): VisitSet => {
    const m = visits.length;
    const begin = first;
    first += m * (m + 1) / 2;
    for (const group of alikeOf(data, own, kinds)) {
      const nodes = Array.from(group.first, (r) => [...nodesOf(data, r)]);
      for (let t = 0; t < m; t++) {
        for (let s = 0; s <= t; s++) {
          const at = (begin + pairIndex(s, t)) * length;
          addPair(data, group, nodes, s, t, sums.subarray(at, at + length));
        }
      }
    }
    return { visits, count: own.length, first: begin };
  });
  return { sets, pairs, sums, rows };
}

/** The rows of each subject in the order of their visits. */
function rowsOfSubjects({ subject, visit, subjects }: VisitRows): Int32Array[] {
  const sizes = new Int32Array(subjects);
  for (const s of subject) sizes[s]!++;
  const lists = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  subject.forEach((s, r) => {
    // most rows are in order already
    const list = lists[s]!;
    let at = sizes[s]!++;
    for (; at > 0 && visit[list[at - 1]!]! > visit[r]!; at--) list[at] = list[at - 1]!;
    list[at] = r;
  });
  return lists;
}

/** Of each row a number that it shares with those of the same X, levels and values of Z. */
function kindsOf({ rows: { n, of }, layout: { groups } }: VisitRows): Int32Array {
  const sequences = new Sequences();
  return Int32Array.from({ length: n }, (_, r) => {
    let kind = sequences.numberOf(-1, of ? of[r]! : r);
    for (const { codes, values } of groups) {
      kind = sequences.numberOf(kind, codes[r]!);
      for (const z of values) if (z) kind = sequences.numberOf(kind, z[r]!);
    }
    return kind;
  });
}

/** Subjects by what they agree in. */
function alikeOf(
  { rows: { y } }: VisitRows,
  subjects: readonly Int32Array[],
  kinds: Int32Array,
): Iterable<Alike> {
  const sequences = new Sequences();
  const alike = new Map<number, Alike>();
  for (const own of subjects) {
    let key = -1;
    for (const r of own) key = sequences.numberOf(key, kinds[r]!);
    const m = own.length;
    let group = alike.get(key);
    if (!group) {
      const products = new Float64Array(m * (m + 1) / 2);
      alike.set(key, group = { first: own, count: 0, sum: new Float64Array(m), products });
    }
    group.count++;
    for (let t = 0, k = 0; t < m; t++) {
      const yt = y[own[t]!]!;
      group.sum[t]! += yt;
      for (let s = 0; s <= t; s++, k++) group.products[k]! += y[own[s]!]! * yt;
    }
  }
  return alike.values();
}

/** The values of a row at a node; none where it does not meet it. */
const valuesAt = (nodes: Nodes, v: number): readonly number[] =>
  nodes.find(([node]) => node === v)?.[1] ?? NONE;

const NONE: readonly number[] = [];

/** target += Σ w_s'w_t + w_t'w_s over subjects alike; once if s = t. */
function addPair(
  data: VisitRows,
  group: Alike,
  nodesBy: readonly Nodes[],
  s: number,
  t: number,
  target: Float64Array,
): void {
  const { rows: { p, x, of }, pattern } = data;
  const { first, count, sum, products } = group;
  const [a, b] = [first[s]!, first[t]!];
  const [za, zb] = [nodesBy[s]!, nodesBy[t]!];
  const [xa, xb] = [(of ? of[a]! : a) * p, (of ? of[b]! : b) * p];
  const [ya, yb] = [sum[s]!, sum[t]!];
  const twice = s !== t;
  const nodes = twice
    ? [...new Set([...za, ...zb].map(([v]) => v))].sort((i, j) => i - j)
    : za.map(([v]) => v);
  for (const v of nodes) {
    const [va, vb] = [valuesAt(za, v), valuesAt(zb, v)];
    for (let i = 0; i < pattern.width[v]!; i++) {
      const [l, r] = [va[i] ?? 0, twice ? vb[i] ?? 0 : 0];
      for (const u of nodes) {
        if (u < v) continue;
        const [ua, ub] = [valuesAt(za, u), valuesAt(zb, u)];
        const at = pattern.rowOf(v, i) + pattern.columnOf(v, u);
        for (let j = u === v ? i : 0; j < pattern.width[u]!; j++) {
          target[at + j]! += count * (l * (ub[j] ?? 0) + r * (ua[j] ?? 0));
        }
      }
      const at = pattern.fixedOf(v, i);
      for (let j = 0; j < p; j++) target[at + j]! += count * (l * x[xb + j]! + r * x[xa + j]!);
      target[at + p]! += l * yb + r * ya;
    }
  }
  const factor = twice ? count : 0;
  for (let i = 0; i < p; i++) {
    const [l, r] = [count * x[xa + i]!, factor * x[xb + i]!];
    const at = pattern.fixedRow(i);
    if (l !== 0 || r !== 0) {
      for (let j = i; j < p; j++) target[at + j]! += l * x[xb + j]! + r * x[xa + j]!;
    }
    target[at + p]! += x[xa + i]! * yb + (twice ? x[xb + i]! * ya : 0);
  }
  target[pattern.length - 1]! += (twice ? 2 : 1) * products[pairIndex(s, t)]!;
}
