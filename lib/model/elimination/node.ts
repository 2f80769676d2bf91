/**
 * The elimination of a node with several columns (a vector-valued random effect). The formulas are
 * those of `elimination.ts` with small matrices in place of scalars.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { subtractProduct, subtractSymmetric } from "./update.ts";
import { type EliminationState, type Order, pairIndex } from "./state.ts";

const matrix = (rows: number, columns: number): Float64Array[] =>
  Array.from({ length: rows }, () => new Float64Array(columns));

/** Buffers for one node at a time, allocated for the widest. */
export class NodeAlgebra {
  /** B, E = UB, N = HB: c rows of the panel's width. */
  readonly b: Float64Array[];
  readonly e: Float64Array[];
  readonly n: Float64Array[];
  /** F_k = B_k − a_k E of each reaching parameter. */
  readonly first: Float64Array[][];
  readonly work: Float64Array;
  private readonly rows: Float64Array[];
  private readonly a: Float64Array;
  private readonly factor: Float64Array;
  private readonly u: Float64Array;
  private readonly h: Float64Array;
  private readonly m: Float64Array;
  private readonly aFirst: Float64Array[];
  private readonly small: Float64Array;
  private readonly small2: Float64Array;

  constructor(private readonly x: EliminationState) {
    const { pattern: p } = x;
    let widest = 1;
    let longest = p.fixedWidth;
    for (let v = 0; v < p.sparse; v++) {
      widest = Math.max(widest, p.width[v]!);
      longest = Math.max(longest, p.stride[v]! - p.width[v]!);
    }
    const most = greatest(x.upstream.map((r) => r.length), 0);
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

  /** Eliminates node v; see the module comment of `elimination.ts`. */
  eliminate(v: number, order: Order): void {
    const { x } = this;
    const p = x.pattern;
    const c = p.width[v]!;
    const width = p.stride[v]! - c;
    this.load(v, c, width);
    for (let i = 0; i < c; i++) {
      subtractProduct(x.store, 0, p, v, this.e[i]!, this.b[i]!, 1);
    }
    if (order === 0) return;
    const group = p.group[v]!;
    const own = x.layout.groups[group]!.parameters;
    const reach = x.upstream[group]!;
    for (let i = 0; i < own.length; i++) {
      this.ownFirst(v, own[i]!, c);
      if (order === 2) {
        for (let j = 0; j <= i; j++) this.ownSecond(v, own[i]!, own[j]!, c, width);
      }
    }
    for (let i = 0; i < reach.length; i++) {
      this.reachingFirst(v, i, reach[i]!, c, width);
      if (order < 2 || reach[i]! >= x.count) continue;
      for (let j = 0; j < own.length; j++) this.mixed(v, own[j]!, i, reach[i]!, c, width);
      for (let j = 0; j <= i; j++) this.reachingSecond(v, i, reach[i]!, j, reach[j]!, c, width);
    }
  }

  /** a, U, H, M, E, N and log|I + aG|. */
  private load(v: number, c: number, width: number): void {
    const { x, a, u, h, m } = this;
    const p = x.pattern;
    const stride = p.stride[v]!;
    const at = p.offset[v]!;
    const lambda = x.lambda[p.group[v]!]!;
    for (let i = 0; i < c; i++) {
      for (let j = i; j < c; j++) {
        a[i * c + j] = x.store[at + i * stride + j]!;
        a[j * c + i] = a[i * c + j]!;
      }
      const row = at + i * stride + c;
      const bi = this.b[i]!;
      for (let j = 0; j < width; j++) bi[j] = x.store[row + j]!;
    }
    x.logDet += this.innerInverse(a, lambda, c);
    x.inner.set(u.subarray(0, c * c), x.innerStart[v]!);
    for (let i = 0; i < c; i++) {
      for (let j = 0; j < c; j++) {
        let s = i === j ? 1 : 0;
        for (let k = 0; k < c; k++) s -= a[i * c + k]! * u[k * c + j]!;
        h[i * c + j] = s;
      }
    }
    multiplySmall(h, a, m, c);
    combine(u, this.b, this.e, c, width);
    combine(h, this.b, this.n, c, width);
  }

  /** U = Λ(Λ'aΛ + I)⁻¹Λ' by Cholesky; returns the log determinant of the bracket. */
  private innerInverse(a: Float64Array, lambda: Float64Array, c: number): number {
    const { factor: f, small: t, small2: s, u } = this;
    multiplySmall(a, lambda, t, c);
    for (let i = 0; i < c; i++) {
      for (let j = 0; j < c; j++) {
        let sum = i === j ? 1 : 0;
        for (let k = 0; k < c; k++) sum += lambda[k * c + i]! * t[k * c + j]!;
        f[i * c + j] = sum;
      }
    }
    let logDet = 0;
    for (let j = 0; j < c; j++) { // lower Cholesky in place
      let d = f[j * c + j]!;
      for (let k = 0; k < j; k++) d -= f[j * c + k]! ** 2;
      logDet += Math.log(d);
      d = Math.sqrt(d);
      f[j * c + j] = d;
      for (let i = j + 1; i < c; i++) {
        let sum = f[i * c + j]!;
        for (let k = 0; k < j; k++) sum -= f[i * c + k]! * f[j * c + k]!;
        f[i * c + j] = sum / d;
      }
    }
    for (let j = 0; j < c; j++) { // s = L⁻¹Λ'
      for (let i = 0; i < c; i++) {
        let sum = lambda[j * c + i]!;
        for (let k = 0; k < i; k++) sum -= f[i * c + k]! * s[k * c + j]!;
        s[i * c + j] = sum / f[i * c + i]!;
      }
    }
    for (let i = 0; i < c; i++) {
      for (let j = 0; j < c; j++) {
        let sum = 0;
        for (let k = 0; k < c; k++) sum += s[k * c + i]! * s[k * c + j]!;
        u[i * c + j] = sum;
      }
    }
    return logDet;
  }

  private ownFirst(v: number, k: number, c: number): void {
    const { x, m, n } = this;
    const { row, column } = x.layout.parameters[k]!;
    const block = x.first[k]!;
    if (row === column) {
      x.logDet1[k]! += m[row * c + row]!;
      subtractProduct(block.data, block.shift, x.pattern, v, n[row]!, n[row]!, 1);
    } else {
      x.logDet1[k]! += 2 * m[row * c + column]!;
      subtractSymmetric(block.data, block.shift, x.pattern, v, n[row]!, n[column]!);
    }
  }

  /** −tr(T_k M T_l M) and N'(T_l M T_k + T_k M T_l)N. */
  private ownSecond(v: number, k: number, l: number, c: number, width: number): void {
    const { x, m, n, small: y, rows } = this;
    const pair = pairIndex(k, l);
    const a = x.layout.parameters[k]!;
    const b = x.layout.parameters[l]!;
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
    x.logDet2[pair]! -= trace;
    combine(y, n, rows, c, width);
    const block = x.second[pair]!;
    for (let i = 0; i < c; i++) {
      subtractProduct(block.data, block.shift, x.pattern, v, rows[i]!, n[i]!, -1);
    }
  }

  private loadFirst(v: number, i: number, k: number, c: number): Float64Array {
    const { x } = this;
    return loadSymmetric(
      x.first[k]!.data,
      x.pattern.offset[v]! - x.first[k]!.shift,
      x.pattern.stride[v]!,
      c,
      this.aFirst[i]!,
    );
  }

  private reachingFirst(v: number, i: number, k: number, c: number, width: number): void {
    const { x, u, e, work } = this;
    const p = x.pattern;
    const block = x.first[k]!;
    const ak = this.loadFirst(v, i, k, c);
    const at = p.offset[v]! - block.shift;
    const stride = p.stride[v]!;
    x.logDet1[k]! += traceOfProduct(u, ak, c);
    const f = this.first[i]!;
    for (let r = 0; r < c; r++) {
      const fr = f[r]!;
      for (let j = 0; j < width; j++) {
        const bk = block.data[at + r * stride + c + j]!;
        let ae = 0;
        for (let s = 0; s < c; s++) ae += ak[r * c + s]! * e[s]![j]!;
        fr[j] = bk - ae;
        work[j] = bk - 0.5 * ae;
      }
      subtractSymmetric(block.data, block.shift, p, v, work, e[r]!);
    }
  }

  /** tr(T_k H a_l H') and N_l'T_kN + N'T_kN_l with N_l = H F_l. */
  private mixed(v: number, k: number, i: number, l: number, c: number, width: number): void {
    const { x, h, n, rows, small } = this;
    const { row, column } = x.layout.parameters[k]!;
    const twice = k === l ? 2 : 1;
    const pair = pairIndex(k, l);
    multiplySmall(h, this.aFirst[i]!, small, c);
    let value = 0;
    for (let s = 0; s < c; s++) value += small[row * c + s]! * h[column * c + s]!;
    x.logDet2[pair]! += twice * (row === column ? 1 : 2) * value;
    combine(h, this.first[i]!, rows, c, width);
    if (twice === 2) { for (const r of rows) for (let j = 0; j < width; j++) r[j]! *= 2; }
    const block = x.second[pair]!;
    subtractSymmetric(block.data, block.shift, x.pattern, v, rows[row]!, n[column]!);
    if (row !== column) {
      subtractSymmetric(block.data, block.shift, x.pattern, v, rows[column]!, n[row]!);
    }
  }

  private reachingSecond(
    v: number,
    i: number,
    k: number,
    j: number,
    l: number,
    c: number,
    width: number,
  ): void {
    const { x, u, e, rows, work, small, small2 } = this;
    const p = x.pattern;
    const pair = pairIndex(k, l);
    const block = x.second[pair]!;
    const at = p.offset[v]! - block.shift;
    const stride = p.stride[v]!;
    const akl = loadSymmetric(block.data, at, stride, c, small);
    multiplySmall(u, this.aFirst[i]!, small2, c);
    let trace = traceOfProduct(u, akl, c);
    const al = this.aFirst[j]!;
    for (let r = 0; r < c; r++) { // tr(U a_k U a_l)
      for (let s = 0; s < c; s++) {
        let ual = 0;
        for (let q = 0; q < c; q++) ual += u[s * c + q]! * al[q * c + r]!;
        trace -= small2[r * c + s]! * ual;
      }
    }
    x.logDet2[pair]! += trace;
    combine(u, this.first[i]!, rows, c, width);
    for (let r = 0; r < c; r++) {
      for (let f = 0; f < width; f++) {
        let ae = 0;
        for (let s = 0; s < c; s++) ae += akl[r * c + s]! * e[s]![f]!;
        work[f] = block.data[at + r * stride + c + f]! - 0.5 * ae;
      }
      subtractSymmetric(block.data, block.shift, p, v, work, e[r]!);
      subtractSymmetric(block.data, block.shift, p, v, this.first[j]![r]!, rows[r]!);
    }
  }
}

/** The places of ones in T = ∂G/∂γ. */
function entries(p: { row: number; column: number }): [number, number][] {
  return p.row === p.column ? [[p.row, p.row]] : [[p.row, p.column], [p.column, p.row]];
}

function multiplySmall(a: Float64Array, b: Float64Array, out: Float64Array, c: number): void {
  for (let i = 0; i < c; i++) {
    for (let j = 0; j < c; j++) {
      let s = 0;
      for (let k = 0; k < c; k++) s += a[i * c + k]! * b[k * c + j]!;
      out[i * c + j] = s;
    }
  }
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

function traceOfProduct(a: Float64Array, b: Float64Array, c: number): number {
  let s = 0;
  for (let i = 0; i < c; i++) for (let j = 0; j < c; j++) s += a[i * c + j]! * b[j * c + i]!;
  return s;
}

/** A node's own block, held as an upper triangle within its panel. */
function loadSymmetric(
  data: Float64Array,
  at: number,
  stride: number,
  c: number,
  out: Float64Array,
): Float64Array {
  for (let i = 0; i < c; i++) {
    for (let j = i; j < c; j++) {
      out[i * c + j] = data[at + i * stride + j]!;
      out[j * c + i] = out[i * c + j]!;
    }
  }
  return out;
}
