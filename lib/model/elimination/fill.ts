/**
 * Which later nodes an elimination touches, fill included, and where it pays to treat the rest as dense.
 *
 * @module
 */
import type { MixedGroup } from "../covariance/random_structure.ts";

/** A growing list of integers. */
export class IntList {
  data = new Int32Array(1024);
  length = 0;
  reserve(extra: number): void {
    if (this.length + extra <= this.data.length) return;
    const larger = new Int32Array(Math.max(2 * this.data.length, this.length + extra));
    larger.set(this.data.subarray(0, this.length));
    this.data = larger;
  }
  push(value: number): void {
    this.reserve(1);
    this.data[this.length++] = value;
  }
  trimmed(): Int32Array {
    return this.data.slice(0, this.length);
  }
}

/** Rows of the data by level of a factor: rows of level l are `rows[start[l] … start[l+1]-1]`. */
export interface RowsByLevel {
  start: Int32Array;
  rows: Int32Array;
}

/** Sorts row numbers by level, stably, in one pass. */
export function rowsByLevel(codes: Int32Array, levels: number): RowsByLevel {
  const start = new Int32Array(levels + 1);
  for (let r = 0; r < codes.length; r++) start[codes[r]! + 1]!++;
  for (let l = 0; l < levels; l++) start[l + 1]! += start[l]!;
  const next = start.slice(0, levels);
  const rows = new Int32Array(codes.length);
  for (let r = 0; r < codes.length; r++) rows[next[codes[r]!]!++] = r;
  return { start, rows };
}

/** A tail narrower than this is not worth the change of method. */
const NARROWEST_TAIL = 12;

/** Nodes in an order of elimination. */
export interface NodeOrder {
  nodes: number;
  group: Int32Array;
  level: Int32Array;
  width: Int32Array;
  positions: readonly Int32Array[];
  firstColumn: Int32Array;
}

/** What the elimination of each node touches. */
export interface Filled {
  sparse: number;
  /** Estimated multiplications of one elimination. */
  cost: number;
  /** Meetings of nodes after fill over those before. */
  fill: number;
  neighbourStart: Int32Array;
  neighbours: Int32Array;
}

/** Of a pattern with all nodes in its tail. */
export const ALL_DENSE: Filled = {
  sparse: 0,
  cost: 0,
  fill: 1,
  neighbourStart: new Int32Array(1),
  neighbours: new Int32Array(0),
};

/**
 * Later neighbours of each node after fill: those of its own rows and, by the elimination tree,
 * those of the nodes whose first neighbour it is. Stops where a node meets all that are left.
 */
export function fill(
  groups: readonly MixedGroup[],
  byLevel: readonly RowsByLevel[],
  { nodes, group, level, width, positions, firstColumn }: NodeOrder,
  fixedWidth: number,
): Filled {
  const start = new Int32Array(nodes + 1);
  const list = new IntList();
  const mark = new Int32Array(nodes).fill(-1);
  const firstChild = new Int32Array(nodes).fill(-1);
  const nextChild = new Int32Array(nodes).fill(-1);
  const q = firstColumn[nodes]!;
  const latest = positions.map((where) => where.reduce((most, at) => Math.max(most, at), -1));
  let stop = nodes;
  let met = 0;
  for (let v = 0; v < nodes; v++) {
    const begin = list.length;
    mark[v] = v;
    const add = (u: number): void => {
      if (u > v && mark[u] !== v) {
        mark[u] = v;
        list.push(u);
      }
    };
    const g = group[v]!;
    const { start: rowStart, rows } = byLevel[g]!;
    for (let h = 0; h < groups.length; h++) {
      if (h === g) continue;
      const codes = groups[h]!.codes;
      const where = positions[h]!;
      if (latest[h]! < v) continue;
      for (let r = rowStart[level[v]!]!; r < rowStart[level[v]! + 1]!; r++) {
        add(where[codes[rows[r]!]!]!);
      }
    }
    met += list.length - begin;
    for (let c = firstChild[v]!; c >= 0; c = nextChild[c]!) {
      for (let i = start[c]!; i < start[c + 1]!; i++) add(list.data[i]!);
    }
    list.data.subarray(begin, list.length).sort();
    start[v + 1] = list.length;
    if (list.length > begin) {
      const parent = list.data[begin]!;
      nextChild[v] = firstChild[parent]!;
      firstChild[parent] = v;
    }
    if (list.length - begin === nodes - v - 1 && q - firstColumn[v]! >= NARROWEST_TAIL) {
      stop = v;
      break;
    }
  }
  const { sparse, cost } = tailStart(start, list.data, stop, width, firstColumn, fixedWidth);
  return {
    sparse,
    cost,
    fill: (list.length + (nodes - stop) ** 2 / 2) / Math.max(1, met),
    neighbourStart: start.slice(0, sparse + 1),
    neighbours: list.data.slice(0, start[sparse]),
  };
}

/**
 * Where the tail begins: the position at which panels before and a dense rest after cost least.
 *
 * Costs are in units of one dense multiplication. A panel of r outer columns costs about 3r² if
 * nothing was eliminated into it and 10r² else (derivatives of earlier nodes travel along); a tail
 * of m columns costs about m³, its kernels being several times as fast.
 */
function tailStart(
  start: Int32Array,
  list: Int32Array,
  stop: number,
  width: Int32Array,
  firstColumn: Int32Array,
  fixedWidth: number,
): { sparse: number; cost: number } {
  const nodes = width.length;
  const q = firstColumn[nodes]!;
  const reached = new Uint8Array(nodes);
  for (let i = 0; i < start[stop]!; i++) reached[list[i]!] = 1;
  let cost = 0;
  let least = Infinity;
  let best = stop;
  for (let v = 0; v <= stop; v++) {
    const m = q - firstColumn[v]!;
    if (v === nodes || (m >= NARROWEST_TAIL && cost + m * m * (m + fixedWidth) < least)) {
      const tail = v === nodes ? 0 : m * m * (m + fixedWidth);
      if (cost + tail < least) {
        least = cost + tail;
        best = v;
      }
    }
    if (v === stop) break;
    let outer = fixedWidth;
    for (let i = start[v]!; i < start[v + 1]!; i++) outer += width[list[i]!]!;
    cost += (reached[v] ? 10 : 3) * width[v]! * outer * outer;
  }
  return { sparse: best, cost: least };
}
