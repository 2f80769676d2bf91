/**
 * The symbolic side of the blocked factorization: in which order the levels of the random factors
 * are eliminated, which levels each elimination touches, and where in one flat store every block
 * lives.
 *
 * A node is one level of one grouping factor. Nodes are eliminated factor by factor, the factor with
 * most levels first. Nodes with sparse connections are held as row panels
 * [ own columns | columns of later nodes that it meets | X y ]; where the rest of the graph has
 * filled up, the remaining nodes form one dense tail with the same layout. The cross-products of
 * [X y] come last.
 *
 * @module
 */
import type { MixedGroup } from "./mixed_groups.ts";
import { type Graph, minimumDegreeOrder } from "./mixed_order.ts";

/** Where everything is. Positions count nodes in the order of elimination. */
export interface EliminationPattern {
  nodes: number;
  /** Nodes before this position have panels; the others are in the tail. */
  sparse: number;
  group: Int32Array;
  level: Int32Array;
  /** Columns of the node. */
  width: Int32Array;
  /** `positions[group][level]`. */
  positions: Int32Array[];
  /** First column of the node when all columns of Z are counted in the order of elimination. */
  firstColumn: Int32Array;
  /** Columns of Z. */
  q: number;
  /** Columns of [X y]. */
  fixedWidth: number;
  /** Later nodes that a sparse node meets: `neighbours[neighbourStart[v] … neighbourStart[v+1]-1]`. */
  neighbourStart: Int32Array;
  neighbours: Int32Array;
  /** Their columns together. */
  outerWidth: Int32Array;
  /** Start of the node's panel and its row stride (sparse nodes). */
  offset: Int32Array;
  stride: Int32Array;
  tailOffset: number;
  tailWidth: number;
  fixedOffset: number;
  /** Length of the store. */
  length: number;
  /** For outer column j of node v, at `outerStart[v] + j`: where its target row begins, … */
  outerStart: Int32Array;
  rowAddress: Int32Array;
  /** … where the [X y] part of that row begins, … */
  fixedAddress: Int32Array;
  /** … and the base in `map` such that outer column f goes to `rowAddress + map[base + f]`. */
  mapBase: Int32Array;
  map: Int32Array;
}

class IntList {
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

/** Fill of more multiplications than this is worth a search for a better order. */
const COSTLY = 2e7;
/** … if nodes have no more neighbours than this on average: else any order fills up. */
const SPARSE = 30;

/** Order, fill and storage of a model. */
export function eliminationPattern(
  groups: readonly MixedGroup[],
  byLevel: readonly RowsByLevel[],
  fixedWidth: number,
): EliminationPattern {
  let nodes = bySize(groups);
  let filled = fill(groups, byLevel, nodes, fixedWidth);
  const graph = filled.cost > COSTLY && filled.fill > 2 ? meetings(groups, byLevel, nodes) : null;
  if (graph && graph.neighbours.length <= SPARSE * nodes.nodes) {
    const order = minimumDegreeOrder(graph);
    const other = nodeOrder(
      groups,
      Int32Array.from(order, (v) => nodes.group[v]!),
      Int32Array.from(order, (v) => nodes.level[v]!),
    );
    const better = fill(groups, byLevel, other, fixedWidth);
    if (better.cost < 0.5 * filled.cost) {
      nodes = other;
      filled = better;
    }
  }
  return storage({ ...nodes, q: nodes.firstColumn[nodes.nodes]!, fixedWidth }, filled);
}

/** Factor by factor, the one with most levels first. */
function bySize(groups: readonly MixedGroup[]): NodeOrder {
  const order = groups.map((_, g) => g)
    .sort((a, b) => groups[b]!.levels.length - groups[a]!.levels.length || a - b);
  const count = groups.reduce((sum, g) => sum + g.levels.length, 0);
  const group = new Int32Array(count);
  const level = new Int32Array(count);
  let at = 0;
  for (const g of order) {
    for (let l = 0; l < groups[g]!.levels.length; l++, at++) {
      group[at] = g;
      level[at] = l;
    }
  }
  return nodeOrder(groups, group, level);
}

function nodeOrder(
  groups: readonly MixedGroup[],
  group: Int32Array,
  level: Int32Array,
): NodeOrder {
  const nodes = group.length;
  const width = Int32Array.from(group, (g) => groups[g]!.width);
  const firstColumn = new Int32Array(nodes + 1);
  const positions = groups.map((g) => new Int32Array(g.levels.length));
  for (let v = 0; v < nodes; v++) {
    firstColumn[v + 1] = firstColumn[v]! + width[v]!;
    positions[group[v]!]![level[v]!] = v;
  }
  return { nodes, group, level, width, positions, firstColumn };
}

/** Which nodes meet in a row of the data. */
function meetings(
  groups: readonly MixedGroup[],
  byLevel: readonly RowsByLevel[],
  { nodes, group, level, width, positions }: NodeOrder,
): Graph {
  const start = new Int32Array(nodes + 1);
  const list = new IntList();
  const mark = new Int32Array(nodes).fill(-1);
  for (let v = 0; v < nodes; v++) {
    mark[v] = v;
    const { start: rowStart, rows } = byLevel[group[v]!]!;
    for (let r = rowStart[level[v]!]!; r < rowStart[level[v]! + 1]!; r++) {
      for (let h = 0; h < groups.length; h++) {
        const u = positions[h]![groups[h]!.codes[rows[r]!]!]!;
        if (mark[u] === v) continue;
        mark[u] = v;
        list.push(u);
      }
    }
    start[v + 1] = list.length;
  }
  return { start, neighbours: list.trimmed(), width };
}

interface NodeOrder {
  nodes: number;
  group: Int32Array;
  level: Int32Array;
  width: Int32Array;
  positions: Int32Array[];
  firstColumn: Int32Array;
}

interface Filled {
  sparse: number;
  /** Estimated multiplications of one elimination. */
  cost: number;
  /** Meetings of nodes after fill over those before. */
  fill: number;
  neighbourStart: Int32Array;
  neighbours: Int32Array;
}

/**
 * Later neighbours of each node after fill: those of its own rows and, by the elimination tree,
 * those of the nodes whose first neighbour it is. Stops where a node meets all that are left.
 */
function fill(
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

/** Places of panels, tail and [X y] in the store, and the addresses that an elimination updates. */
function storage(
  known: NodeOrder & { q: number; fixedWidth: number },
  { sparse, neighbourStart, neighbours }: Filled,
): EliminationPattern {
  const { nodes, width, firstColumn, q, fixedWidth } = known;
  const outerWidth = new Int32Array(sparse);
  const offset = new Int32Array(sparse);
  const stride = new Int32Array(sparse);
  const outerStart = new Int32Array(sparse + 1);
  let length = 0;
  for (let v = 0; v < sparse; v++) {
    let outer = 0;
    for (let i = neighbourStart[v]!; i < neighbourStart[v + 1]!; i++) {
      outer += width[neighbours[i]!]!;
    }
    outerWidth[v] = outer;
    outerStart[v + 1] = outerStart[v]! + outer;
    offset[v] = length;
    stride[v] = width[v]! + outer + fixedWidth;
    length += width[v]! * stride[v]!;
  }
  const tailOffset = length;
  const tailFirst = firstColumn[sparse]!;
  const tailWidth = q - tailFirst;
  const fixedOffset = tailOffset + tailWidth * (tailWidth + fixedWidth);
  length = fixedOffset + fixedWidth * fixedWidth;

  const rowAddress = new Int32Array(outerStart[sparse]!);
  const fixedAddress = new Int32Array(outerStart[sparse]!);
  const mapBase = new Int32Array(outerStart[sparse]!);
  const map = new IntList();
  const columnIn = new Int32Array(nodes); // first column of a node within the panel at hand
  for (let v = 0; v < sparse; v++) {
    const end = neighbourStart[v + 1]!;
    let j = 0; // outer column of v
    let tailBase = -1;
    for (let i = neighbourStart[v]!; i < end; i++) {
      const w = neighbours[i]!;
      const c = width[w]!;
      let base: number;
      if (w < sparse) {
        columnIn[w] = 0;
        let at = c;
        for (let k = neighbourStart[w]!; k < neighbourStart[w + 1]!; k++) {
          columnIn[neighbours[k]!] = at;
          at += width[neighbours[k]!]!;
        }
        base = map.length - j;
        for (let k = i; k < end; k++) {
          const x = neighbours[k]!;
          for (let b = 0; b < width[x]!; b++) map.push(columnIn[x]! + b);
        }
      } else {
        if (tailBase < 0) {
          tailBase = map.length - j;
          for (let k = i; k < end; k++) {
            const x = neighbours[k]!;
            for (let b = 0; b < width[x]!; b++) map.push(firstColumn[x]! - tailFirst + b);
          }
        }
        base = tailBase;
      }
      for (let b = 0; b < c; b++, j++) {
        const row = w < sparse
          ? offset[w]! + b * stride[w]!
          : tailOffset + (firstColumn[w]! - tailFirst + b) * (tailWidth + fixedWidth);
        rowAddress[outerStart[v]! + j] = row;
        fixedAddress[outerStart[v]! + j] = row +
          (w < sparse ? stride[w]! - fixedWidth : tailWidth);
        mapBase[outerStart[v]! + j] = base;
      }
    }
  }
  return {
    ...known,
    sparse,
    neighbourStart,
    neighbours,
    outerWidth,
    offset,
    stride,
    tailOffset,
    tailWidth,
    fixedOffset,
    length,
    outerStart,
    rowAddress,
    fixedAddress,
    mapBase,
    map: map.trimmed(),
  };
}
