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
 * Derivatives with respect to γ (entries of G; dG = T) travel with the blocks: the node's
 * own parameters contribute N'TN and its like, the parameters of nodes eliminated earlier come from
 * upstream, as derivatives of a and B. Since V is linear in γ, the result holds −N'TN = ∂(X'V⁻¹X)/∂γ and all
 * that Kenward–Roger, Satterthwaite, gradient and Hessian are made of; no matrix of order n or q
 * is formed.
 *
 * @module
 */
import { tellCount } from "../../progress.ts";
import { lambdas, type RandomLayout } from "../covariance/random_structure.ts";
import type { ResidualCross } from "../covariance/residual_covariance.ts";
import type { EliminationPattern } from "./pattern.ts";
import { eliminateTail, type TailFactor } from "./tail.ts";
import { ScalarNode } from "./scalar_node.ts";
import { VectorNode } from "./vector_node.ts";
import { type EliminationState, type Order, pairIndex, type StoreBlock } from "./state.ts";

/** Every so many levels it is told how far an elimination is. */
const TOLD = 2048;

/** The elimination of one model; buffers are allocated once and used again at every θ. */
export class Elimination implements EliminationState {
  backward = false;
  logDet = 0;
  readonly logDet1: Float64Array;
  readonly logDet2: Float64Array;
  readonly store: Float64Array;
  readonly block: StoreBlock;
  readonly first: StoreBlock[] = [];
  readonly second: StoreBlock[] = [];
  readonly inner: Float64Array;
  readonly innerStart: Int32Array;
  /** Parameters of G and R; `first` and `logDet1` go on with further directions. */
  readonly count: number;
  upstream: Int32Array[];
  upstreamTail: Int32Array;
  tail: TailFactor | null = null;
  lambda: Float64Array[] = [];

  /** `upstream` and `upstreamTail` with the further directions, and without them. */
  readonly #along: { groups: Int32Array[]; tail: Int32Array };
  readonly #short: { groups: Int32Array[]; tail: Int32Array };

  protected readonly scalar: ScalarNode;
  protected readonly vector: VectorNode;

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
    const upstream = this.#along = upstreamOf(pattern, layout, this.logDet1.length);
    this.#short = directions === 0 ? upstream : {
      groups: upstream.groups.map((g) => g.filter((k) => k < m)),
      tail: upstream.tail.filter((k) => k < m),
    };
    this.upstream = upstream.groups;
    this.upstreamTail = upstream.tail;
    this.scalar = new ScalarNode(this);
    this.vector = new VectorNode(this);
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
    const upstream = residual?.along === false ? this.#short : this.#along;
    this.upstream = upstream.groups;
    this.upstreamTail = upstream.tail;
    this.prepare(order);
    this.lambda = lambda;
    this.store.set(this.cross);
    this.logDet = 0;
    this.logDet1.fill(0);
    this.logDet2.fill(0);
    if (residual && this.logDet1.length > this.layout.parameters.length) this.load(residual, order);
    const { pattern, layout } = this;
    for (let v = 0; v < pattern.sparse; v++) {
      if (v % TOLD === TOLD - 1) tellCount(v, pattern.nodes, "levels of random effects eliminated");
      this.eliminateNode(v, order);
    }
    this.tail = pattern.tailWidth > 0 ? eliminateTail(this, layout, order) : null;
  }

  /** One step. */
  protected eliminateNode(node: number, order: Order): void {
    if (this.pattern.width[node] === 1) this.scalar.eliminate(node, order);
    else this.vector.eliminate(node, order);
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
    for (let k = from; k < (residual.along ? this.logDet1.length : this.count); k++) {
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

  protected prepare(order: Order): void {
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
      const upstream = this.upstream[pattern.group[v]!]!;
      if (parameters.every((k) => upstream.includes(k))) {
        shift = Math.min(shift, pattern.rowOf(v));
        break;
      }
    }
    return { data: new Float64Array(pattern.length - shift), shift };
  }
}

/** Which parameters come to which groups and to the tail, through the nodes eliminated before. */
function upstreamOf(
  pattern: EliminationPattern,
  layout: RandomLayout,
  m: number,
): { groups: Int32Array[]; tail: Int32Array } {
  // those of the residuals are everywhere from the beginning
  const random = layout.parameters.length;
  const flags = layout.groups.map(() => new Uint8Array(m).fill(1, random));
  const tail = new Uint8Array(m).fill(1, random);
  for (let changed = true; changed;) {
    changed = false;
    for (let v = 0; v < pattern.sparse; v++) {
      const g = pattern.group[v]!;
      const own = layout.groups[g]!.parameters;
      for (const u of pattern.neighbours(v)) {
        const target = u < pattern.sparse ? flags[pattern.group[u]!]! : tail;
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
