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

/** The sums of all subjects, by their visits; of some the rows themselves. */
export function visitSums(data: VisitRows): SummedVisits {
  const { pattern: { length, fixedWidth } } = data;
  const byVisits = new Map<string, { visits: Int32Array; own: Int32Array[] }>();
  for (const own of rowsOfSubjects(data)) {
    if (own.length === 0) continue;
    const visits = own.map((r) => data.visit[r]!);
    const key = visits.join();
    let known = byVisits.get(key);
    if (!known) byVisits.set(key, known = { visits, own: [] });
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
  let first = 0;
  const sets = summed.map(({ visits, own }): VisitSet => {
    const m = visits.length;
    const begin = first;
    first += m * (m + 1) / 2;
    const alike = new Map<string, Alike>();
    for (const r of own) addSubject(data, r, alike);
    for (const group of alike.values()) {
      for (let t = 0; t < m; t++) {
        for (let s = 0; s <= t; s++) {
          const at = (begin + pairIndex(s, t)) * length;
          addPair(data, group, s, t, sums.subarray(at, at + length));
        }
      }
    }
    return { visits, count: own.length, first: begin };
  });
  return { sets, pairs, sums, rows };
}

/** The rows of each subject in the order of their visits. */
function rowsOfSubjects({ subject, visit, subjects }: VisitRows): Int32Array[] {
  const lists = Array.from({ length: subjects }, () => [] as number[]);
  subject.forEach((s, r) => lists[s]!.push(r));
  return lists.map((l) => Int32Array.from(l.sort((a, b) => visit[a]! - visit[b]!)));
}

function addSubject(data: VisitRows, own: Int32Array, alike: Map<string, Alike>): void {
  const { rows: { of, y }, layout } = data;
  const key = Array.from(own, (r) =>
    [
      of ? of[r]! : r,
      ...layout.groups.flatMap((g) => [g.codes[r]!, ...g.values.map((z) => z ? z[r]! : 1)]),
    ].join(" ")).join();
  const m = own.length;
  let group = alike.get(key);
  if (!group) {
    const products = new Float64Array(m * (m + 1) / 2);
    alike.set(key, group = { first: own, count: 0, sum: new Float64Array(m), products });
  }
  group.count++;
  for (let t = 0; t < m; t++) {
    group.sum[t]! += y[own[t]!]!;
    for (let s = 0; s <= t; s++) group.products[pairIndex(s, t)]! += y[own[s]!]! * y[own[t]!]!;
  }
}

/** target += Σ w_s'w_t + w_t'w_s over subjects alike; once if s = t. */
function addPair(data: VisitRows, group: Alike, s: number, t: number, target: Float64Array): void {
  const { rows: { p, x, of }, pattern } = data;
  const { first, count, sum, products } = group;
  const [a, b] = [first[s]!, first[t]!];
  const [za, zb] = [nodesOf(data, a), nodesOf(data, b)];
  const [xa, xb] = [(of ? of[a]! : a) * p, (of ? of[b]! : b) * p];
  const [ya, yb] = [sum[s]!, sum[t]!];
  const twice = s !== t;
  const nodes = twice
    ? [...new Set([...za.keys(), ...zb.keys()])].sort((i, j) => i - j)
    : [...za.keys()];
  const none: number[] = [];
  for (const v of nodes) {
    const [va, vb] = [za.get(v) ?? none, zb.get(v) ?? none];
    for (let i = 0; i < pattern.width[v]!; i++) {
      const [l, r] = [va[i] ?? 0, twice ? vb[i] ?? 0 : 0];
      for (const u of nodes) {
        if (u < v) continue;
        const [ua, ub] = [za.get(u) ?? none, zb.get(u) ?? none];
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
