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
import { fill, type Filled, IntList, type NodeOrder, type RowsByLevel } from "./fill.ts";
import type { MixedGroup } from "../covariance/random_structure.ts";
import { type Graph, minimumDegreeOrder } from "./order.ts";

export { type RowsByLevel, rowsByLevel } from "./fill.ts";

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

/** Places of panels, tail and [X y] in the store, and the addresses that an elimination updates. */
function storage(known: NodeOrder & Widths, filled: Filled): EliminationPattern {
  const panels = panelPlaces(known, filled);
  return { ...known, ...filled, ...panels, ...updateAddresses({ ...known, ...filled, ...panels }) };
}

interface Widths {
  q: number;
  fixedWidth: number;
}

type Panels = Pick<
  EliminationPattern,
  | "outerWidth"
  | "outerStart"
  | "offset"
  | "stride"
  | "tailOffset"
  | "tailWidth"
  | "fixedOffset"
  | "length"
>;

/** Where panels, tail and [X y] begin. */
function panelPlaces(
  { width, firstColumn, q, fixedWidth }: NodeOrder & Widths,
  { sparse, neighbourStart, neighbours }: Filled,
): Panels {
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
  const tailWidth = q - firstColumn[sparse]!;
  const fixedOffset = tailOffset + tailWidth * (tailWidth + fixedWidth);
  length = fixedOffset + fixedWidth * fixedWidth;
  return {
    outerWidth,
    outerStart,
    offset,
    stride,
    tailOffset,
    tailWidth,
    fixedOffset,
    length,
  };
}

type Placed = NodeOrder & Widths & Filled & Panels;
type Addresses = Pick<EliminationPattern, "rowAddress" | "fixedAddress" | "mapBase" | "map">;

/** For each outer column of each panel: the row that it updates, and where columns are in it. */
function updateAddresses(p: Placed): Addresses {
  const { sparse, neighbourStart, neighbours, width, firstColumn, outerStart } = p;
  const total = outerStart[sparse]!;
  const rowAddress = new Int32Array(total);
  const fixedAddress = new Int32Array(total);
  const mapBase = new Int32Array(total);
  const map = new IntList();
  const columnIn = new Int32Array(p.nodes); // first column of a node within the panel at hand
  const tailFirst = firstColumn[sparse]!;
  const tailStride = p.tailWidth + p.fixedWidth;
  for (let v = 0; v < sparse; v++) {
    const end = neighbourStart[v + 1]!;
    let at = outerStart[v]!;
    let tailBase = NaN;
    for (let i = neighbourStart[v]!; i < end; i++) {
      const w = neighbours[i]!;
      const inTail = w >= sparse;
      let base = tailBase;
      if (!inTail || Number.isNaN(tailBase)) {
        base = map.length - (at - outerStart[v]!);
        if (inTail) tailBase = base;
        else columnsOfPanel(p, w, columnIn);
        for (let k = i; k < end; k++) {
          const x = neighbours[k]!;
          const first = inTail ? firstColumn[x]! - tailFirst : columnIn[x]!;
          for (let b = 0; b < width[x]!; b++) map.push(first + b);
        }
      }
      for (let b = 0; b < width[w]!; b++, at++) {
        const row = inTail
          ? p.tailOffset + (firstColumn[w]! - tailFirst + b) * tailStride
          : p.offset[w]! + b * p.stride[w]!;
        rowAddress[at] = row;
        fixedAddress[at] = row + (inTail ? p.tailWidth : p.stride[w]! - p.fixedWidth);
        mapBase[at] = base;
      }
    }
  }
  return { rowAddress, fixedAddress, mapBase, map: map.trimmed() };
}

/** Writes where node w and its neighbours begin in w's panel. */
function columnsOfPanel(
  { neighbourStart, neighbours, width }: Placed,
  w: number,
  out: Int32Array,
): void {
  out[w] = 0;
  let at = width[w]!;
  for (let k = neighbourStart[w]!; k < neighbourStart[w + 1]!; k++) {
    out[neighbours[k]!] = at;
    at += width[neighbours[k]!]!;
  }
}
