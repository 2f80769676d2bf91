/**
 * The symbolic side of the blocked factorization: in which order the levels of the random factors are
 * eliminated, and which levels each elimination touches.
 *
 * A node is one level of one grouping factor. Nodes are eliminated factor by factor, the factor with
 * most levels first, unless that fills up and another order does not.
 *
 * @module
 */
import { ALL_DENSE, fill, IntList, type NodeOrder, type RowsByLevel } from "./fill.ts";
import type { MixedGroup } from "../covariance/random_structure.ts";
import { type Graph, minimumDegreeOrder } from "./order.ts";
import { EliminationPattern } from "./pattern.ts";

/** Fill of more multiplications than this is worth a search for a better order. */
const COSTLY = 2e7;
/** … if nodes have no more neighbours than this on average: else any order fills up. */
const SPARSE = 30;

/**
 * Order, fill and storage of a model.
 *
 * @param dense all nodes in the tail, whichever meet in a row
 */
export function eliminationPattern(
  groups: readonly MixedGroup[],
  byLevel: readonly RowsByLevel[],
  fixedWidth: number,
  dense = false,
): EliminationPattern {
  let nodes = bySize(groups);
  if (dense) return new EliminationPattern(nodes, ALL_DENSE, fixedWidth);
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
  return new EliminationPattern(nodes, filled, fixedWidth);
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
