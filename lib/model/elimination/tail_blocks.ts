/**
 * M = HS and H = I − SU of the dense tail, as far as they are needed, with traces over the tail's own
 * parameters.
 *
 * Where a group's λ is well away from zero, H = G⁻¹U and M = Λ⁻ᵀ(I − Ω⁻¹)Λ⁻¹ (Ω = Λ'SΛ + I) save
 * most of the products; rows of other groups are formed from their definitions.
 *
 * @module
 */
import { addProduct, product } from "../../math/algebra/dense_kernels.ts";
import type { RandomLayout } from "../covariance/random_structure.ts";
import type { TailNode } from "./tail_layout.ts";
import type { EliminationState, Order } from "./state.ts";

/** The tail at its turn. */
export interface TailState {
  state: EliminationState;
  layout: RandomLayout;
  nodes: TailNode[];
  m: number;
  w: number;
  /** S, m × m, read out of the store when it is first asked for: a tail whose λ are away from zero needs it not. */
  square: () => Float64Array;
  /** m × m: U; Ω⁻¹, which second derivatives need, and its diagonal. */
  u: Float64Array;
  omegaInverse: Float64Array | null;
  omegaDiagonal: Float64Array;
  /** m × w: B, E = UB, N = B − SE. */
  b: Float64Array;
  e: Float64Array;
  n: Float64Array;
}

/** A covariance parameter with its index. */
export interface TailParameter {
  group: number;
  row: number;
  column: number;
  k: number;
}

/** Columns whose λ is too near zero (or not a scalar) to divide by. */
export function weakColumns({ nodes, layout, state, m }: TailState): Uint8Array {
  const { block, pattern } = state;
  const weak = new Uint8Array(m);
  const smallest = layout.groups.map(() => Infinity);
  for (const { group, column } of nodes) {
    const own = block.data[pattern.tailRow(column) + column]!;
    smallest[group] = Math.min(smallest[group]!, own);
  }
  for (const { group, column } of nodes) {
    const c = layout.groups[group]!.width;
    const strong = c === 1 && state.lambda[group]![0]! ** 2 * smallest[group]! > 1e-3;
    if (!strong) weak.fill(1, column, column + c);
  }
  return weak;
}

/** M and H, as far as they are needed, with traces over the tail's own parameters. */
export class TailBlocks {
  /** M, m × m, for second derivatives; else its diagonal blocks, as rows of the width of the widest. */
  private readonly mm: Float64Array;
  private readonly stride: number;
  private readonly isComplete: boolean;
  /** Rows of H of the weak columns, in order. */
  private readonly weakRows: Int32Array;
  private readonly weakH: Float64Array;

  constructor(private readonly t: TailState, weak: Uint8Array, order: Order) {
    const { m, u } = t;
    this.weakRows = Int32Array.from([...weak.keys()].filter((i) => weak[i] === 1));
    const k = this.weakRows.length;
    const sWeak = new Float64Array(k * m);
    this.weakRows.forEach((r, i) => sWeak.set(t.square().subarray(r * m, (r + 1) * m), i * m));
    this.weakH = new Float64Array(k * m);
    this.weakRows.forEach((r, i) => {
      this.weakH[i * m + r] = 1;
    });
    addProduct(this.weakH, sWeak, u, k, m, m, -1);
    this.isComplete = order === 2;
    const widest = t.nodes.reduce((c, { group }) => Math.max(c, t.layout.groups[group]!.width), 1);
    this.stride = this.isComplete ? m : widest;
    const mm = this.mm = new Float64Array(m * this.stride);
    const inverse = this.inverseLambda();
    if (!this.isComplete) {
      this.diagonalBlocks(weak, inverse);
      return;
    }
    for (let i = 0; i < m; i++) {
      if (weak[i]) continue;
      const li = inverse[i]!;
      for (let j = 0; j < m; j++) {
        if (!weak[j]) {
          mm[i * m + j] = ((i === j ? 1 : 0) - t.omegaInverse![i * m + j]!) * li * inverse[j]!;
        }
      }
    }
    if (k > 0) {
      const rows = product(this.weakH, t.square(), k, m, m);
      this.weakRows.forEach((r, i) => {
        for (let j = 0; j < m; j++) mm[r * m + j] = mm[j * m + r] = rows[i * m + j]!;
      });
    }
  }

  /** The part of M that first derivatives need. */
  private diagonalBlocks(weak: Uint8Array, inverse: Float64Array): void {
    const { t: { m, omegaDiagonal, nodes, layout }, mm, stride, weakRows, weakH } = this;
    for (let i = 0; i < m; i++) { // what is not weak has one column
      if (!weak[i]) mm[i * stride] = (1 - omegaDiagonal[i]!) * inverse[i]! ** 2;
    }
    const place = new Int32Array(m).fill(-1);
    weakRows.forEach((r, i) => place[r] = i);
    if (weakRows.length === 0) return;
    const s = this.t.square();
    for (const { group, column } of nodes) {
      if (!weak[column]) continue;
      const c = layout.groups[group]!.width;
      for (let a = column; a < column + c; a++) {
        for (let b = column; b < column + c; b++) {
          let sum = 0;
          for (let j = 0; j < m; j++) sum += weakH[place[a]! * m + j]! * s[j * m + b]!;
          mm[a * stride + b - column] = sum;
        }
      }
    }
  }

  private inverseLambda(): Float64Array {
    const { t } = this;
    const out = new Float64Array(t.m);
    for (const { group, column } of t.nodes) {
      if (t.layout.groups[group]!.width === 1) out[column] = 1 / t.state.lambda[group]![0]!;
    }
    return out;
  }

  /** tr(T M). */
  traceOwn(q: TailParameter): number {
    const { t, mm, stride, isComplete } = this;
    let sum = 0;
    for (const { group, column } of t.nodes) {
      if (group !== q.group) continue;
      sum += mm[(column + q.row) * stride + (isComplete ? column : 0) + q.column]!;
    }
    return q.row === q.column ? sum : 2 * sum;
  }

  /** tr(T_k M T_l M): the squared norm of a block of M, for scalar terms. */
  traceOwnOwn(k: TailParameter, l: TailParameter): number {
    const { t: { nodes, m }, mm } = this;
    let sum = 0;
    for (const i of nodes) {
      if (i.group !== k.group) continue;
      const a = (i.column + k.row) * m;
      const b = (i.column + k.column) * m;
      for (const j of nodes) {
        if (j.group !== l.group) continue;
        const c = j.column + l.row;
        const d = j.column + l.column;
        const straight = mm[b + c]! * mm[a + d]!;
        if (a === b) sum += c === d ? straight : 2 * straight;
        else if (c === d) sum += 2 * straight;
        else sum += 2 * (straight + mm[b + d]! * mm[a + c]!);
      }
    }
    return sum;
  }

  /** M·B for B m × w. */
  timesM(b: Float64Array): Float64Array {
    return product(this.mm, b, this.t.m, this.t.w, this.t.m);
  }

  /** H·B = B − S U B. */
  timesH(b: Float64Array): Float64Array {
    const { m, w, u } = this.t;
    const ub = product(u, b, m, w, m);
    const out = b.slice();
    addProduct(out, this.t.square(), ub, m, w, m, -1);
    return out;
  }

  /** tr(T_k H S_l H'), from U S_l. */
  traceMixed(k: TailParameter, usl: Float64Array, sl: Float64Array): number {
    const { t: { nodes, m, u }, weakRows, weakH } = this;
    let sum = 0;
    const inverse = this.inverseLambda();
    const place = new Int32Array(m).fill(-1);
    weakRows.forEach((r, i) => place[r] = i);
    let weakProduct: Float64Array | null = null;
    for (const { group, column } of nodes) {
      if (group !== k.group) continue;
      const r = column + k.row;
      const c = column + k.column;
      if (place[r]! < 0) { // H = G⁻¹U
        const g = inverse[r]! ** 4;
        let row = 0;
        for (let j = 0; j < m; j++) row += usl[r * m + j]! * u[r * m + j]!;
        sum += g * row;
      } else {
        weakProduct ??= product(weakH, sl, weakRows.length, m, m);
        let row = 0;
        const a = place[r]! * m;
        const b = place[c]! * m;
        for (let j = 0; j < m; j++) row += weakProduct[a + j]! * weakH[b + j]!;
        sum += row;
      }
    }
    return k.row === k.column ? sum : 2 * sum;
  }
}
