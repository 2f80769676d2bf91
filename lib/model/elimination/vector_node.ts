/**
 * The elimination of a node with several columns (a vector-valued random effect), by the formulas of
 * `elimination.ts`.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { choleskyLower, solveLower } from "../../math/algebra/triangular.ts";
import { squareProduct, traceOfProduct } from "../../math/algebra/products.ts";
import { subtractProduct, subtractProducts, subtractSymmetric } from "./update.ts";
import { type EliminationState, type Order, pairIndex, type StoreBlock } from "./state.ts";

const matrix = (rows: number, columns: number): Float64Array[] =>
  Array.from({ length: rows }, () => new Float64Array(columns));

/** Buffers for one node at a time, allocated for the widest. */
export class VectorNode {
  /** B, E = UB, N = HB: c rows of the panel's width. */
  private readonly b: Float64Array[];
  private readonly e: Float64Array[];
  private readonly n: Float64Array[];
  /** F_k = B_k − a_k E of each upstream parameter. */
  private readonly first: Float64Array[][];
  private readonly work: Float64Array;
  private readonly rows: Float64Array[];
  private readonly a: Float64Array;
  private readonly factor: Float64Array;
  private readonly u: Float64Array;
  private readonly h: Float64Array;
  private readonly m: Float64Array;
  private readonly aFirst: Float64Array[];
  private readonly small: Float64Array;
  private readonly small2: Float64Array;

  constructor(private readonly state: EliminationState) {
    const { pattern } = state;
    const widest = greatest(pattern.width.subarray(0, pattern.sparse), 1);
    const longest = greatest(pattern.outerWidth, 0) + pattern.fixedWidth;
    const most = greatest(state.upstream.map((r) => r.length), 0);
    const square = widest * widest;
    this.b = matrix(widest, longest);
    this.e = matrix(widest, longest);
    this.n = matrix(widest, longest);
    this.rows = matrix(widest, longest);
    this.first = Array.from({ length: most }, () => matrix(widest, longest));
    this.work = new Float64Array(longest);
    this.a = new Float64Array(square);
    this.factor = new Float64Array(square);
    this.u = new Float64Array(square);
    this.h = new Float64Array(square);
    this.m = new Float64Array(square);
    this.small = new Float64Array(square);
    this.small2 = new Float64Array(square);
    this.aFirst = matrix(Math.max(most, 1), square);
  }

  /** Eliminates a node; see the module comment of `elimination.ts`. */
  eliminate(node: number, order: Order): void {
    const { state } = this;
    const { pattern } = state;
    const c = pattern.width[node]!;
    const width = pattern.outerWidth[node]! + pattern.fixedWidth;
    this.load(node, c, width);
    subtractProducts(state.block, pattern, node, this.e, this.b, c);
    if (order === 0) return;
    const group = pattern.group[node]!;
    const own = state.layout.groups[group]!.parameters;
    const upstream = state.upstream[group]!;
    for (let i = 0; i < own.length; i++) {
      this.ownFirst(node, own[i]!, c);
      if (order === 2) {
        for (let j = 0; j <= i; j++) this.ownSecond(node, own[i]!, own[j]!, c, width);
      }
    }
    for (let i = 0; i < upstream.length; i++) {
      this.upstreamFirst(node, i, upstream[i]!, c, width);
      if (order < 2 || upstream[i]! >= state.count) continue;
      for (let j = 0; j < own.length; j++) this.mixed(node, own[j]!, i, upstream[i]!, c, width);
      for (let j = 0; j <= i; j++) {
        this.upstreamSecond(node, i, upstream[i]!, j, upstream[j]!, c, width);
      }
    }
  }

  /** a, U, H, M, E, N and log|I + aG|. */
  private load(node: number, c: number, width: number): void {
    const { state, a, u, h, m } = this;
    const { pattern, store } = state;
    this.loadSquare(state.block, node, c, a);
    for (let i = 0; i < c; i++) {
      const row = pattern.outerOf(node, i);
      const bi = this.b[i]!;
      for (let j = 0; j < width; j++) bi[j] = store[row + j]!;
    }
    state.logDet += this.innerInverse(a, state.lambda[pattern.group[node]!]!, c);
    state.inner.set(u.subarray(0, c * c), state.innerStart[node]!);
    for (let i = 0; i < c; i++) {
      for (let j = 0; j < c; j++) {
        let s = i === j ? 1 : 0;
        for (let k = 0; k < c; k++) s -= a[i * c + k]! * u[k * c + j]!;
        h[i * c + j] = s;
      }
    }
    squareProduct(h, a, c, m);
    combine(u, this.b, this.e, c, width);
    combine(h, this.b, this.n, c, width);
  }

  /** U = Λ(Λ'aΛ + I)⁻¹Λ' by Cholesky; returns the log determinant of the bracket. */
  private innerInverse(a: Float64Array, lambda: Float64Array, c: number): number {
    const { factor: f, small: t, small2: s, u } = this;
    squareProduct(a, lambda, c, t);
    for (let i = 0; i < c; i++) {
      for (let j = 0; j < c; j++) {
        let sum = i === j ? 1 : 0;
        for (let k = 0; k < c; k++) sum += lambda[k * c + i]! * t[k * c + j]!;
        f[i * c + j] = sum;
        s[i * c + j] = lambda[j * c + i]!;
      }
    }
    const logDet = choleskyLower(f, c);
    solveLower(f, c, s, c); // L⁻¹Λ'
    for (let i = 0; i < c; i++) {
      for (let j = 0; j < c; j++) {
        let sum = 0;
        for (let k = 0; k < c; k++) sum += s[k * c + i]! * s[k * c + j]!;
        u[i * c + j] = sum;
      }
    }
    return logDet;
  }

  private ownFirst(node: number, k: number, c: number): void {
    const { state, m, n } = this;
    const { row, column } = state.layout.parameters[k]!;
    const block = state.first[k]!;
    if (row === column) {
      state.logDet1[k]! += m[row * c + row]!;
      subtractProduct(block, state.pattern, node, n[row]!, n[row]!, 1);
    } else {
      state.logDet1[k]! += 2 * m[row * c + column]!;
      subtractSymmetric(block, state.pattern, node, n[row]!, n[column]!);
    }
  }

  /** −tr(T_k M T_l M) and N'(T_l M T_k + T_k M T_l)N. */
  private ownSecond(node: number, k: number, l: number, c: number, width: number): void {
    const { state, m, n, small: y, rows } = this;
    const pair = pairIndex(k, l);
    const a = state.layout.parameters[k]!;
    const b = state.layout.parameters[l]!;
    y.fill(0);
    let trace = 0;
    for (const [i, j] of entries(a)) { // T_k = Σ e_i e_j'
      for (const [r, s] of entries(b)) {
        const mjr = m[j * c + r]!;
        y[i * c + s]! += mjr;
        y[s * c + i]! += mjr;
        trace += mjr * m[s * c + i]!;
      }
    }
    state.logDet2[pair]! -= trace;
    combine(y, n, rows, c, width);
    const block = state.second[pair]!;
    for (let i = 0; i < c; i++) {
      subtractProduct(block, state.pattern, node, rows[i]!, n[i]!, -1);
    }
  }

  /** A node's own block, held as an upper triangle within its panel. */
  private loadSquare(
    { data, shift }: StoreBlock,
    node: number,
    c: number,
    out: Float64Array,
  ): Float64Array {
    for (let i = 0; i < c; i++) {
      const row = this.state.pattern.rowOf(node, i) - shift;
      for (let j = i; j < c; j++) {
        out[i * c + j] = data[row + j]!;
        out[j * c + i] = out[i * c + j]!;
      }
    }
    return out;
  }

  private upstreamFirst(node: number, i: number, k: number, c: number, width: number): void {
    const { state, u, e, work } = this;
    const { pattern } = state;
    const block = state.first[k]!;
    const ak = this.loadSquare(block, node, c, this.aFirst[i]!);
    state.logDet1[k]! += traceOfProduct(u, ak, c);
    const f = this.first[i]!;
    for (let r = 0; r < c; r++) {
      const fr = f[r]!;
      const at = pattern.outerOf(node, r) - block.shift;
      for (let j = 0; j < width; j++) {
        const bk = block.data[at + j]!;
        let ae = 0;
        for (let s = 0; s < c; s++) ae += ak[r * c + s]! * e[s]![j]!;
        fr[j] = bk - ae;
        work[j] = bk - 0.5 * ae;
      }
      subtractSymmetric(block, pattern, node, work, e[r]!);
    }
  }

  /** tr(T_k H a_l H') and N_l'T_kN + N'T_kN_l with N_l = H F_l. */
  private mixed(node: number, k: number, i: number, l: number, c: number, width: number): void {
    const { state, h, n, rows, small } = this;
    const { row, column } = state.layout.parameters[k]!;
    const twice = k === l ? 2 : 1;
    const pair = pairIndex(k, l);
    squareProduct(h, this.aFirst[i]!, c, small);
    let value = 0;
    for (let s = 0; s < c; s++) value += small[row * c + s]! * h[column * c + s]!;
    state.logDet2[pair]! += twice * (row === column ? 1 : 2) * value;
    combine(h, this.first[i]!, rows, c, width);
    if (twice === 2) { for (const r of rows) for (let j = 0; j < width; j++) r[j]! *= 2; }
    const block = state.second[pair]!;
    subtractSymmetric(block, state.pattern, node, rows[row]!, n[column]!);
    if (row !== column) {
      subtractSymmetric(block, state.pattern, node, rows[column]!, n[row]!);
    }
  }

  private upstreamSecond(
    node: number,
    i: number,
    k: number,
    j: number,
    l: number,
    c: number,
    width: number,
  ): void {
    const { state, u, e, rows, work, small, small2 } = this;
    const { pattern } = state;
    const pair = pairIndex(k, l);
    const block = state.second[pair]!;
    const akl = this.loadSquare(block, node, c, small);
    squareProduct(u, this.aFirst[i]!, c, small2);
    let trace = traceOfProduct(u, akl, c);
    const al = this.aFirst[j]!;
    for (let r = 0; r < c; r++) { // tr(U a_k U a_l)
      for (let s = 0; s < c; s++) {
        let ual = 0;
        for (let q = 0; q < c; q++) ual += u[s * c + q]! * al[q * c + r]!;
        trace -= small2[r * c + s]! * ual;
      }
    }
    state.logDet2[pair]! += trace;
    combine(u, this.first[i]!, rows, c, width);
    for (let r = 0; r < c; r++) {
      const at = pattern.outerOf(node, r) - block.shift;
      for (let f = 0; f < width; f++) {
        let ae = 0;
        for (let s = 0; s < c; s++) ae += akl[r * c + s]! * e[s]![f]!;
        work[f] = block.data[at + f]! - 0.5 * ae;
      }
      subtractSymmetric(block, pattern, node, work, e[r]!);
      subtractSymmetric(block, pattern, node, this.first[j]![r]!, rows[r]!);
    }
  }
}

/** The places of ones in T = ∂G/∂γ. */
function entries(p: { row: number; column: number }): [number, number][] {
  return p.row === p.column ? [[p.row, p.row]] : [[p.row, p.column], [p.column, p.row]];
}

/** out = T·rows for a c × c matrix T. */
function combine(
  t: Float64Array,
  rows: Float64Array[],
  out: Float64Array[],
  c: number,
  width: number,
): void {
  for (let i = 0; i < c; i++) {
    const o = out[i]!;
    o.fill(0, 0, width);
    for (let k = 0; k < c; k++) {
      const f = t[i * c + k]!;
      if (f === 0) continue;
      const r = rows[k]!;
      for (let j = 0; j < width; j++) o[j]! += f * r[j]!;
    }
  }
}
