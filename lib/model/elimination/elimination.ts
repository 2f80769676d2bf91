/**
 * Blocked elimination of the random effects, with exact first and second derivatives.
 *
 * With V = I + Z G Z' (everything relative to σ²), eliminating Z from A = [Z X y]'[Z X y] leaves
 * log|V| and S = [X y]'V⁻¹[X y]. Each step eliminates one node: with a its diagonal block, B the rest
 * of its panel, G its covariance, U = (G⁻¹ + a)⁻¹ (written so that a singular G is no exception),
 * H = I − aU, E = UB, N = HB, M = Ha,
 *
 *     log|V| += log|I + aG|,   rest −= B'U B.
 *
 * Derivatives with respect to γ (entries of G; dG = T) travel with the blocks : the node's
 * own parameters contribute N'TN and its like, the parameters of nodes eliminated earlier arrive as
 * derivatives of a and B. Since V is linear in γ, the result holds −N'TN = ∂(X'V⁻¹X)/∂γ and all
 * that Kenward–Roger, Satterthwaite, gradient and Hessian are made of; no matrix of order n or q
 * is formed.
 *
 * @module
 */
import { lambdas, type RandomLayout } from "../covariance/random_structure.ts";
import type { ResidualCross } from "../covariance/residual_covariance.ts";
import type { EliminationPattern } from "./pattern.ts";
import { subtractProduct, subtractSymmetric, subtractThree } from "./update.ts";
import { eliminateTail, type TailFactor } from "./tail.ts";
import { NodeAlgebra } from "./node.ts";
import { type EliminationState, type Order, pairIndex, type StoreBlock } from "./state.ts";

/** The elimination of one model; buffers are allocated once and used again at every θ. */
export class Elimination implements EliminationState {
  /** log|V|, its gradient and packed Hessian in γ. */
  logDet = 0;
  readonly logDet1: Float64Array;
  readonly logDet2: Float64Array;
  /** Store after elimination: panels as they were when their node's turn came, then S. */
  readonly store: Float64Array;
  readonly block: StoreBlock;
  /** Derivatives by parameter and by pair of parameters. */
  readonly first: StoreBlock[] = [];
  readonly second: StoreBlock[] = [];
  /** U of every sparse node, c × c each, one after the other. */
  readonly inner: Float64Array;
  readonly innerStart: Int32Array;
  /** Parameters of G and R; `first` and `logDet1` go on with further directions. */
  readonly count: number;
  /** By group: parameters of earlier nodes that reach it. */
  readonly upstream: Int32Array[];
  /** Parameters of sparse nodes that reach the tail. */
  readonly upstreamTail: Int32Array;
  tail: TailFactor | null = null;
  lambda: Float64Array[] = [];

  private readonly node: NodeAlgebra;

  constructor(
    readonly pattern: EliminationPattern,
    readonly layout: RandomLayout,
    /** Cross-products; replaced for a new response, and at every ψ of a structured residual. */
    public cross: Float64Array,
    /** Parameters of the residual covariance, which reach every node; they come last. */
    others = 0,
    /** Further directions, differentiated along once. */
    directions = 0,
  ) {
    const m = this.count = layout.parameters.length + others;
    this.logDet1 = new Float64Array(m + directions);
    this.logDet2 = new Float64Array(m * (m + 1) / 2);
    this.store = new Float64Array(pattern.length);
    this.block = { data: this.store, shift: 0 };
    this.innerStart = new Int32Array(pattern.sparse + 1);
    for (let v = 0; v < pattern.sparse; v++) {
      this.innerStart[v + 1] = this.innerStart[v]! + pattern.width[v]! ** 2;
    }
    this.inner = new Float64Array(this.innerStart[pattern.sparse]!);
    const reach = reaching(pattern, layout, this.logDet1.length);
    this.upstream = reach.groups;
    this.upstreamTail = reach.tail;
    this.node = new NodeAlgebra(this);
  }

  /** Eliminates at θ in the layout's own coordinates. */
  run(theta: ArrayLike<number>, order: Order): void {
    this.eliminate(lambdas(this.layout, theta), order);
  }

  /**
   * Eliminates at the λ of each group.
   *
   * @param residual cross-products at this point, and their derivatives; by default those given once
   * and for all. log|V| begins with its log|R|'s derivatives, and without log|R| itself.
   */
  eliminate(lambda: Float64Array[], order: Order, residual?: ResidualCross): void {
    if (residual) this.cross = residual.a;
    this.prepare(order);
    this.lambda = lambda;
    this.store.set(this.cross);
    this.logDet = 0;
    this.logDet1.fill(0);
    this.logDet2.fill(0);
    if (residual && this.logDet1.length > this.layout.parameters.length) this.load(residual, order);
    const { pattern, layout } = this;
    for (let v = 0; v < pattern.sparse; v++) {
      if (pattern.width[v] === 1) this.eliminateScalar(v, order);
      else this.node.eliminate(v, order);
    }
    this.tail = pattern.tailWidth > 0 ? eliminateTail(this, layout, order) : null;
  }

  /** S, p1 × p1, upper triangle; or one of its derivatives. */
  fixedPart(block?: StoreBlock): Float64Array {
    const at = this.pattern.fixedOffset - (block?.shift ?? 0);
    return (block?.data ?? this.store).subarray(at, at + this.pattern.fixedWidth ** 2);
  }

  /** Derivatives that R brings along. */
  private load(residual: ResidualCross, order: Order): void {
    if (order === 0) return;
    const from = this.layout.parameters.length;
    for (let k = from; k < this.logDet1.length; k++) {
      const own = this.first[k]!;
      own.data.set(residual.first[k - from]!.subarray(own.shift));
      this.logDet1[k] = residual.logDet1[k - from]!;
    }
    if (order === 1) return;
    for (let l = from; l < this.count; l++) {
      for (let k = from; k <= l; k++) {
        const at = pairIndex(k, l);
        const source = pairIndex(k - from, l - from);
        const own = this.second[at]!;
        own.data.set(residual.second[source]!.subarray(own.shift));
        this.logDet2[at] = residual.logDet2[source]!;
      }
    }
  }

  private prepare(order: Order): void {
    const m = this.count;
    if (order >= 1 && this.first.length === 0) {
      for (let k = 0; k < this.logDet1.length; k++) this.first.push(this.derivative([k]));
    } else if (order >= 1) { for (const c of this.first) c.data.fill(0); }
    if (order >= 2 && this.second.length === 0) {
      for (let l = 0; l < m; l++) {
        for (let k = 0; k <= l; k++) this.second.push(this.derivative([k, l]));
      }
    } else if (order >= 2) { for (const c of this.second) c.data.fill(0); }
  }

  /** A block that begins at the first block which all of the given parameters reach. */
  private derivative(parameters: number[]): StoreBlock {
    const { pattern } = this;
    let shift = pattern.fixedOffset;
    if (parameters.every((k) => this.upstreamTail.includes(k))) shift = pattern.tailOffset;
    for (let v = 0; v < pattern.sparse; v++) {
      const reach = this.upstream[pattern.group[v]!]!;
      if (parameters.every((k) => reach.includes(k))) {
        shift = Math.min(shift, pattern.offset[v]!);
        break;
      }
    }
    return { data: new Float64Array(pattern.length - shift), shift };
  }

  /**
   * One column: everything is a multiple of a few vectors. The node's own variance adds N'N to the first
   * derivative and −2M N'N to the second, N = hB, M = ah.
   */
  private eliminateScalar(v: number, order: Order): void {
    const { pattern: p, store, node } = this;
    const group = p.group[v]!;
    const at = p.offset[v]!;
    const width = p.stride[v]! - 1;
    const lambda = this.lambda[group]![0]!;
    const a = store[at]!;
    const g = lambda * lambda;
    const h = 1 / (1 + a * g);
    const u = g * h;
    this.inner[this.innerStart[v]!] = u;
    this.logDet += Math.log1p(a * g);
    const b = node.b[0]!;
    for (let j = 0; j < width; j++) b[j] = store[at + 1 + j]!;
    const own = this.layout.groups[group]!.parameters[0]!;
    const reach = this.upstream[group]!;
    if (order === 2) {
      const c = this.first[own]!;
      const cc = this.second[pairIndex(own, own)]!;
      const m = a * h;
      this.logDet1[own]! += m;
      this.logDet2[pairIndex(own, own)]! -= m * m;
      subtractThree(store, c.data, c.shift, cc.data, cc.shift, p, v, b, u, h * h, -2 * m * h * h);
    } else {
      if (u !== 0) subtractProduct(store, 0, p, v, b, b, u);
      if (order === 0) return;
      const c = this.first[own]!;
      this.logDet1[own]! += a * h;
      subtractProduct(c.data, c.shift, p, v, b, b, h * h);
    }
    for (let i = 0; i < reach.length; i++) {
      this.reachingScalar(v, i, reach[i]!, u, width);
      if (order < 2 || reach[i]! >= this.count) continue;
      this.mixedScalar(v, own, i, reach[i]!, h, width);
      for (let j = 0; j <= i; j++) this.reachingScalars(v, i, reach[i]!, j, reach[j]!, u, width);
    }
  }

  /** F = B_k − a_k E, kept for second derivatives, and F'E + E'B_k. */
  private reachingScalar(v: number, i: number, k: number, u: number, width: number): void {
    const { pattern: p, node } = this;
    const b = node.b[0]!;
    const f = node.first[i]![0]!;
    const half = node.work;
    const c = this.first[k]!;
    const from = p.offset[v]! - c.shift;
    const uak = u * c.data[from]!;
    this.logDet1[k]! += uak;
    for (let j = 0; j < width; j++) {
      const x = c.data[from + 1 + j]!;
      f[j] = x - uak * b[j]!;
      half[j] = u * (x - 0.5 * uak * b[j]!);
    }
    subtractSymmetric(c.data, c.shift, p, v, half, b);
  }

  /** Own parameter and one that arrives; if they are the same, both orders count. */
  private mixedScalar(
    v: number,
    own: number,
    i: number,
    k: number,
    h: number,
    width: number,
  ): void {
    const { pattern: p, node } = this;
    const pair = pairIndex(own, k);
    const factor = (own === k ? 2 : 1) * h * h;
    const first = this.first[k]!;
    this.logDet2[pair]! += factor * first.data[p.offset[v]! - first.shift]!;
    const f = node.first[i]![0]!;
    const half = node.work;
    for (let j = 0; j < width; j++) half[j] = factor * f[j]!;
    const c = this.second[pair]!;
    subtractSymmetric(c.data, c.shift, p, v, half, node.b[0]!);
  }

  /** Two parameters that arrive. */
  private reachingScalars(
    v: number,
    i: number,
    k: number,
    j: number,
    l: number,
    u: number,
    width: number,
  ): void {
    const { pattern: p, node } = this;
    const b = node.b[0]!;
    const half = node.work;
    const at = p.offset[v]!;
    const pair = pairIndex(k, l);
    const c = this.second[pair]!;
    const from = at - c.shift;
    const akl = c.data[from]!;
    const ak = this.first[k]!.data[at - this.first[k]!.shift]!;
    const al = this.first[l]!.data[at - this.first[l]!.shift]!;
    this.logDet2[pair]! += u * akl - u * u * ak * al;
    for (let e = 0; e < width; e++) half[e] = u * (c.data[from + 1 + e]! - 0.5 * akl * u * b[e]!);
    subtractSymmetric(c.data, c.shift, p, v, half, b);
    const fl = node.first[j]![0]!;
    for (let e = 0; e < width; e++) half[e] = u * fl[e]!;
    subtractSymmetric(c.data, c.shift, p, v, half, node.first[i]![0]!);
  }
}

/** Which parameters reach which groups and the tail, through the nodes eliminated before. */
function reaching(
  p: EliminationPattern,
  layout: RandomLayout,
  m: number,
): { groups: Int32Array[]; tail: Int32Array } {
  // those of the residuals are everywhere from the beginning
  const own = layout.parameters.length;
  const flags = layout.groups.map(() => new Uint8Array(m).fill(1, own));
  const tail = new Uint8Array(m).fill(1, own);
  for (let changed = true; changed;) {
    changed = false;
    for (let v = 0; v < p.sparse; v++) {
      const g = p.group[v]!;
      const own = layout.groups[g]!.parameters;
      for (let i = p.neighbourStart[v]!; i < p.neighbourStart[v + 1]!; i++) {
        const w = p.neighbours[i]!;
        const target = w < p.sparse ? flags[p.group[w]!]! : tail;
        const set = (k: number): void => {
          if (target[k]) return;
          target[k] = 1;
          changed = true;
        };
        own.forEach(set);
        for (let k = 0; k < m; k++) if (flags[g]![k]) set(k);
      }
    }
  }
  const list = (f: Uint8Array): Int32Array =>
    Int32Array.from([...f.keys()].filter((k) => f[k] === 1));
  return { groups: flags.map(list), tail: list(tail) };
}
