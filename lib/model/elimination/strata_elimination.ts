/**
 * What an elimination would leave, from strata: with V = Σ ξₛSₛ, dₛ the rank of Sₛ and Wₛ = [X y]'Sₛ[X y],
 *
 *     log|V| = Σ dₛ log ξₛ,   S = Σ Wₛ/ξₛ,   ξₛ = 1 + Σ γᵢnᵢ over the factors i as fine as s,
 *
 * so that a derivative of any order is one more sum over the strata. What is beyond all factors has ξ = 1.
 *
 * @module
 */
import type { ResidualCross } from "../covariance/residual_covariance.ts";
import { Elimination } from "./elimination.ts";
import { ALL_DENSE } from "./fill.ts";
import { EliminationPattern } from "./pattern.ts";
import { type Order, pairIndex } from "./state.ts";
import type { Stratum } from "./strata.ts";

/** An elimination that touches no random effect. */
export class StrataElimination extends Elimination {
  /** Ranks; that of what is beyond all factors last. */
  private readonly ranks: Float64Array;
  /** By stratum: the groups as fine as it. */
  private readonly finer: number[][];
  /** Wₛ, upper triangles. */
  private readonly parts: Float64Array[];
  private readonly sizes: Float64Array;

  private readonly whole: EliminationPattern;

  /**
   * @param whole the elimination of the levels themselves, whose layout A has
   * @param n rows
   */
  constructor(whole: Elimination, private readonly strata: readonly Stratum[], n: number) {
    const { pattern, layout, cross } = whole;
    super(withoutNodes(pattern), layout, cross);
    this.whole = pattern;
    const ranks = strata.map(({ classes }) => classes);
    strata.forEach(({ coarser }, s) => {
      for (const t of coarser) ranks[s]! -= ranks[t]!;
    });
    this.ranks = Float64Array.from([...ranks, n - ranks.reduce((a, b) => a + b, 0)]);
    this.finer = strata.map(({ group }, s) => [
      ...(group >= 0 ? [group] : []),
      ...strata.flatMap((other) =>
        other.group >= 0 && other.coarser.includes(s) ? [other.group] : []
      ),
    ]);
    this.finer.push([]);
    this.sizes = new Float64Array(layout.groups.length);
    const w = pattern.fixedWidth;
    this.parts = Array.from(this.ranks, () => new Float64Array(w * w));
  }

  override eliminate(lambda: Float64Array[], order: Order, residual?: ResidualCross): void {
    const a = residual ? residual.a : this.cross;
    this.decompose(a);
    this.lambda = lambda;
    this.prepare(order);
    this.logDet = 0;
    this.logDet1.fill(0);
    this.logDet2.fill(0);
    this.store.fill(0);
    const { layout: { groups }, sizes, store } = this;
    this.ranks.forEach((rank, s) => {
      const part = this.parts[s]!;
      const finer = this.finer[s]!;
      let xi = 1;
      for (const g of finer) xi += lambda[g]![0]! ** 2 * sizes[g]!;
      this.logDet += rank * Math.log(xi);
      addMultiple(store, part, 1 / xi);
      if (order === 0) return;
      for (const g of finer) {
        const k = groups[g]!.parameters[0]!;
        const n = sizes[g]!;
        this.logDet1[k]! += rank * n / xi;
        addMultiple(this.first[k]!.data, part, -n / (xi * xi));
        for (const h of order === 2 ? finer : []) {
          const l = groups[h]!.parameters[0]!;
          if (l > k) continue;
          const both = n * sizes[h]!;
          this.logDet2[pairIndex(k, l)]! -= rank * both / (xi * xi);
          addMultiple(this.second[pairIndex(k, l)]!.data, part, 2 * both / xi ** 3);
        }
      }
    });
  }

  /** Wₛ from the class sums of [X y], which are rows of A. */
  private decompose(a: Float64Array): void {
    const { whole, strata, parts, sizes } = this;
    const w = whole.fixedWidth;
    const fixed = a.subarray(whole.fixedOffset, whole.fixedOffset + w * w);
    const rest = parts.at(-1)!;
    rest.set(fixed);
    const nodes = whole.positions;
    nodes.forEach((own, g) => {
      const v = own[0]!;
      sizes[g] = a[
        v < whole.sparse
          ? whole.rowOf(v)
          : whole.rowOf(v) + whole.firstColumn[v]! - whole.tailColumn
      ]!;
    });
    strata.forEach(({ from, classOf, classes, coarser }, s) => {
      const part = parts[s]!.fill(0);
      const own = nodes[from]!;
      const sums = new Float64Array(classes * w);
      for (let level = 0; level < own.length; level++) {
        const at = whole.fixedOf(own[level]!);
        const to = (classOf ? classOf[level]! : level) * w;
        for (let j = 0; j < w; j++) sums[to + j]! += a[at + j]!;
      }
      const size = sizes[from]! * own.length / classes;
      for (let c = 0; c < classes; c++) {
        for (let i = 0; i < w; i++) {
          const x = sums[c * w + i]! / size;
          for (let j = i; j < w; j++) part[i * w + j]! += x * sums[c * w + j]!;
        }
      }
      for (const t of coarser) addMultiple(part, parts[t]!, -1);
      addMultiple(rest, part, -1);
    });
  }
}

/** A pattern of [X y] alone. */
export function withoutNodes({ fixedWidth }: EliminationPattern): EliminationPattern {
  const none = new Int32Array(0);
  const order = {
    nodes: 0,
    group: none,
    level: none,
    width: none,
    positions: [],
    firstColumn: new Int32Array(1),
  };
  return new EliminationPattern(order, ALL_DENSE, fixedWidth);
}

/** target += scale · a. */
function addMultiple(target: Float64Array, a: Float64Array, scale: number): void {
  for (let i = 0; i < a.length; i++) target[i]! += scale * a[i]!;
}
