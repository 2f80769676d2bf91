/**
 * The elimination of a node of one column, by the formulas of `elimination.ts`.
 *
 * They are those of `vector_node.ts` for c = 1, written again: here U, H and M are numbers and E and N
 * multiples of B, so that a step needs one or two passes over the blocks it touches where the vector
 * form needs one for each of its products. Nearly all nodes of nearly all models are of one column;
 * by way of the vector form an elimination of two crossed factors takes 1.7 times as
 * long, with both derivatives 1.4 times. A test holds the two forms together.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { subtractProduct, subtractSymmetric, subtractThree } from "./update.ts";
import { type EliminationState, type Order, pairIndex } from "./state.ts";

/** Buffers for one node at a time, allocated for the longest. */
export class ScalarNode {
  /** B. */
  private readonly b: Float64Array;
  /** F_k = B_k − a_k E of each upstream parameter. */
  private readonly first: Float64Array[];
  private readonly half: Float64Array;

  constructor(private readonly state: EliminationState) {
    const { pattern } = state;
    const longest = greatest(pattern.outerWidth, 0) + pattern.fixedWidth;
    const most = greatest(state.upstream.map((r) => r.length), 0);
    this.b = new Float64Array(longest);
    this.first = Array.from({ length: most }, () => new Float64Array(longest));
    this.half = new Float64Array(longest);
  }

  /**
   * Eliminates a node: everything is a multiple of a few vectors. Its own variance adds N'N to the
   * first derivative and −2M N'N to the second, N = hB, M = ah.
   */
  eliminate(node: number, order: Order): void {
    const { state, b } = this;
    const { pattern, store, block } = state;
    const group = pattern.group[node]!;
    const at = pattern.rowOf(node);
    const width = pattern.outerWidth[node]! + pattern.fixedWidth;
    const lambda = state.lambda[group]![0]!;
    const a = store[at]!;
    const g = lambda * lambda;
    const h = 1 / (1 + a * g);
    const u = g * h;
    state.inner[state.innerStart[node]!] = u;
    state.logDet += Math.log1p(a * g);
    for (let j = 0; j < width; j++) b[j] = store[at + 1 + j]!;
    const own = state.layout.groups[group]!.parameters[0]!;
    const upstream = state.upstream[group]!;
    if (order === 2) {
      const pair = pairIndex(own, own);
      const m = a * h;
      state.logDet1[own]! += m;
      state.logDet2[pair]! -= m * m;
      const first = state.first[own]!;
      const second = state.second[pair]!;
      subtractThree(pattern, node, b, [block, u], [first, h * h], [second, -2 * m * h * h]);
    } else {
      if (u !== 0) subtractProduct(block, pattern, node, b, b, u);
      if (order === 0) return;
      state.logDet1[own]! += a * h;
      subtractProduct(state.first[own]!, pattern, node, b, b, h * h);
    }
    for (let i = 0; i < upstream.length; i++) {
      const k = upstream[i]!;
      this.upstreamFirst(node, i, k, u, width);
      if (order < 2 || k >= state.count) continue;
      this.mixed(node, own, i, k, h, width);
      for (let j = 0; j <= i; j++) this.upstreamSecond(node, i, k, j, upstream[j]!, u, width);
    }
  }

  /** F = B_k − a_k E, kept for second derivatives, and F'E + E'B_k. */
  private upstreamFirst(node: number, i: number, k: number, u: number, width: number): void {
    const { state, b, half } = this;
    const f = this.first[i]!;
    const block = state.first[k]!;
    const at = state.pattern.rowOf(node) - block.shift;
    const uak = u * block.data[at]!;
    state.logDet1[k]! += uak;
    for (let j = 0; j < width; j++) {
      const x = block.data[at + 1 + j]!;
      f[j] = x - uak * b[j]!;
      half[j] = u * (x - 0.5 * uak * b[j]!);
    }
    subtractSymmetric(block, state.pattern, node, half, b);
  }

  /** Own parameter and one from upstream; if they are the same, both orders count. */
  private mixed(
    node: number,
    own: number,
    i: number,
    k: number,
    h: number,
    width: number,
  ): void {
    const { state, half } = this;
    const pair = pairIndex(own, k);
    const factor = (own === k ? 2 : 1) * h * h;
    const first = state.first[k]!;
    state.logDet2[pair]! += factor * first.data[state.pattern.rowOf(node) - first.shift]!;
    const f = this.first[i]!;
    for (let j = 0; j < width; j++) half[j] = factor * f[j]!;
    subtractSymmetric(state.second[pair]!, state.pattern, node, half, this.b);
  }

  /** Two parameters from upstream. */
  private upstreamSecond(
    node: number,
    i: number,
    k: number,
    j: number,
    l: number,
    u: number,
    width: number,
  ): void {
    const { state, b, half } = this;
    const { pattern } = state;
    const at = pattern.rowOf(node);
    const pair = pairIndex(k, l);
    const block = state.second[pair]!;
    const from = at - block.shift;
    const akl = block.data[from]!;
    const ak = state.first[k]!.data[at - state.first[k]!.shift]!;
    const al = state.first[l]!.data[at - state.first[l]!.shift]!;
    state.logDet2[pair]! += u * akl - u * u * ak * al;
    for (let e = 0; e < width; e++) {
      half[e] = u * (block.data[from + 1 + e]! - 0.5 * akl * u * b[e]!);
    }
    subtractSymmetric(block, pattern, node, half, b);
    const fl = this.first[j]!;
    for (let e = 0; e < width; e++) half[e] = u * fl[e]!;
    subtractSymmetric(block, pattern, node, half, this.first[i]!);
  }
}
