/**
 * The dense tail: all remaining random effects eliminated at once, with derivatives.
 *
 * Same algebra as one node (see `mixed_elimination.ts`), on matrices of order m. Where a group's λ is
 * well away from zero, H = G⁻¹U and M = Λ⁻ᵀ(I − Ω⁻¹)Λ⁻¹ (Ω = Λ'SΛ + I) save most of the products;
 * rows of other groups are formed as H = I − SU and M = HS, which need no inverse of Λ.
 *
 * @module
 */
import {
  addProduct,
  choleskyUpper,
  inverseFromUpper,
  mirrorUpper,
  product,
  solveUpperTransposed,
} from "../math/dense_kernels.ts";
import type { Channel, Elimination, Order } from "./mixed_elimination.ts";
import { pairIndex } from "./mixed_elimination.ts";
import type { RandomLayout } from "./mixed_groups.ts";

/** What remains of the tail for later use. */
export interface TailFactor {
  /** m × m: U = (G⁻¹ + S)⁻¹; null after an elimination without derivatives. */
  u: Float64Array | null;
  /** m × m: upper Cholesky factor of Λ'SΛ + I. */
  factor: Float64Array;
  /** m × m: S at the tail's turn. */
  s: Float64Array;
}

/** Buffers of one model's tail. */
interface TailBuffers {
  s: Float64Array;
  factor: Float64Array;
  u: Float64Array;
  work: Float64Array;
}

const buffers = new WeakMap<Elimination, TailBuffers>();

/** Nodes of the tail with their place among its columns. */
interface TailNode {
  group: number;
  column: number;
}

/** Eliminates the tail of `x`, whose panel has been brought up to date by the sparse nodes. */
export function eliminateTail(x: Elimination, layout: RandomLayout, order: Order): TailFactor {
  const { pattern: p } = x;
  const m = p.tailWidth;
  const w = p.fixedWidth;
  let held = buffers.get(x);
  if (!held) {
    const square = (): Float64Array => new Float64Array(m * m);
    held = { s: square(), factor: square(), u: square(), work: square() };
    buffers.set(x, held);
  }
  const nodes: TailNode[] = [];
  for (let v = p.sparse; v < p.nodes; v++) {
    nodes.push({ group: p.group[v]!, column: p.firstColumn[v]! - p.firstColumn[p.sparse]! });
  }
  const { s, factor } = held;
  readSquare(x.store, p.tailOffset, m, w, s);
  const b = readFixed(x.store, p.tailOffset, m, w);
  const d = x.fixedPart();
  scaleBoth(s, factor, nodes, x, layout, m);
  for (let i = 0; i < m; i++) factor[i * m + i]! += 1;
  x.logDet += choleskyUpper(factor, m);
  if (order === 0) {
    const y = scaledRows(b, w, nodes, x, layout, true);
    solveUpperTransposed(factor, m, y, w);
    subtractCross(d, y, y, m, w, 1);
    return { u: null, factor, s };
  }
  const u = held.u;
  inverseFromUpper(factor, m, u);
  const omegaInverse = u.slice();
  scaleBothTransposed(u, nodes, x, layout, m);
  const t: TailState = {
    x,
    layout,
    nodes,
    m,
    w,
    s,
    u,
    omegaInverse,
    b,
    e: product(u, b, m, w, m),
    n: new Float64Array(0),
  };
  t.n = b.slice();
  addProduct(t.n, s, t.e, m, w, m, -1);
  subtractCross(d, b, t.e, m, w, 1);
  differentiate(t, order);
  return { u, factor, s };
}

interface TailState {
  x: Elimination;
  layout: RandomLayout;
  nodes: TailNode[];
  m: number;
  w: number;
  s: Float64Array;
  u: Float64Array;
  omegaInverse: Float64Array;
  /** m × w: B, E = UB, N = B − SE. */
  b: Float64Array;
  e: Float64Array;
  n: Float64Array;
}

function differentiate(t: TailState, order: Order): void {
  const { x, layout, m, w } = t;
  const here = layout.parameters.map((q, k) => ({ ...q, k }))
    .filter((q) => t.nodes.some((node) => node.group === q.group));
  const reach = Array.from(x.reachingTail);
  const weak = weakColumns(t);
  const big = new BigBlocks(t, weak, order);
  // what arrives
  const arriving = reach.map((k) => {
    const channel = x.first[k]!;
    const sk = new Float64Array(m * m);
    readSquare(channel.data, x.pattern.tailOffset - channel.shift, m, w, sk);
    const bk = readFixed(channel.data, x.pattern.tailOffset - channel.shift, m, w);
    const half = bk.slice();
    const f = bk;
    addProduct(half, sk, t.e, m, w, m, -0.5);
    addProduct(f, sk, t.e, m, w, m, -1);
    x.logDet1[k]! += dot(t.u, sk);
    const dk = x.fixedPart(channel);
    subtractCross(dk, half, t.e, m, w, 1);
    subtractCross(dk, t.e, half, m, w, 1);
    return { k, sk, f };
  });
  // own parameters
  const applied = here.map((q) => {
    const tn = applyT(t, q, t.n);
    subtractCross(x.fixedPart(x.first[q.k]!), t.n, tn, m, w, 1);
    x.logDet1[q.k]! += big.traceOwn(q);
    return { q, tn, mtn: order === 2 ? big.timesM(tn) : tn };
  });
  if (order < 2) return;
  applied.forEach((a, i) => {
    for (let j = 0; j <= i; j++) {
      const c = applied[j]!;
      const pair = pairIndex(a.q.k, c.q.k);
      x.logDet2[pair]! -= big.traceOwnOwn(a.q, c.q);
      const target = x.fixedPart(x.second[pair]!);
      subtractCross(target, a.tn, c.mtn, m, w, -1);
      subtractCross(target, c.mtn, a.tn, m, w, -1);
    }
  });
  arriving.forEach((r, i) => {
    const usk = product(t.u, r.sk, m, m, m);
    const hf = big.timesH(r.f);
    for (const a of applied) {
      const twice = a.q.k === r.k ? 2 : 1;
      const pair = pairIndex(a.q.k, r.k);
      x.logDet2[pair]! += twice * big.traceMixed(a.q, usk, r.sk);
      const target = x.fixedPart(x.second[pair]!);
      subtractCross(target, hf, a.tn, m, w, twice);
      subtractCross(target, a.tn, hf, m, w, twice);
    }
    const uf = product(t.u, r.f, m, w, m);
    for (let j = 0; j <= i; j++) {
      const o = arriving[j]!;
      const pair = pairIndex(r.k, o.k);
      const channel: Channel = x.second[pair]!;
      const at = x.pattern.tailOffset - channel.shift;
      const skl = new Float64Array(m * m);
      readSquare(channel.data, at, m, w, skl);
      const half = readFixed(channel.data, at, m, w);
      addProduct(half, skl, t.e, m, w, m, -0.5);
      const usl = i === j ? usk : product(t.u, o.sk, m, m, m);
      x.logDet2[pair]! += dot(t.u, skl) - dotTransposed(usk, usl, m);
      const target = x.fixedPart(channel);
      subtractCross(target, half, t.e, m, w, 1);
      subtractCross(target, t.e, half, m, w, 1);
      subtractCross(target, o.f, uf, m, w, 1);
      subtractCross(target, uf, o.f, m, w, 1);
    }
  });
}

/** Columns whose λ is too near zero (or not a scalar) to divide by. */
function weakColumns({ nodes, layout, x, s, m }: TailState): Uint8Array {
  const weak = new Uint8Array(m);
  const smallest = layout.groups.map(() => Infinity);
  for (const { group, column } of nodes) {
    smallest[group] = Math.min(smallest[group]!, s[column * m + column]!);
  }
  for (const { group, column } of nodes) {
    const c = layout.groups[group]!.width;
    const strong = c === 1 && x.lambda[group]![0]! ** 2 * smallest[group]! > 1e-3;
    if (!strong) weak.fill(1, column, column + c);
  }
  return weak;
}

type Parameter = { group: number; row: number; column: number; k: number };

/** M and H, as far as they are needed, with traces over the tail's own parameters. */
class BigBlocks {
  /** M, m × m: complete for second derivatives, else only its diagonal blocks. */
  private readonly mm: Float64Array;
  /** Rows of H of the weak columns, in order. */
  private readonly weakRows: Int32Array;
  private readonly weakH: Float64Array;

  constructor(private readonly t: TailState, weak: Uint8Array, order: Order) {
    const { m, s, u } = t;
    this.weakRows = Int32Array.from([...weak.keys()].filter((i) => weak[i] === 1));
    const k = this.weakRows.length;
    const sWeak = new Float64Array(k * m);
    this.weakRows.forEach((r, i) => sWeak.set(s.subarray(r * m, (r + 1) * m), i * m));
    this.weakH = new Float64Array(k * m);
    this.weakRows.forEach((r, i) => {
      this.weakH[i * m + r] = 1;
    });
    addProduct(this.weakH, sWeak, u, k, m, m, -1);
    const mm = this.mm = new Float64Array(m * m);
    const inverse = this.inverseLambda();
    if (order === 1) {
      this.diagonalBlocks(weak, inverse);
      return;
    }
    for (let i = 0; i < m; i++) {
      if (weak[i]) continue;
      const li = inverse[i]!;
      for (let j = 0; j < m; j++) {
        if (!weak[j]) {
          mm[i * m + j] = ((i === j ? 1 : 0) - t.omegaInverse[i * m + j]!) * li * inverse[j]!;
        }
      }
    }
    if (k > 0) {
      const rows = product(this.weakH, s, k, m, m);
      this.weakRows.forEach((r, i) => {
        for (let j = 0; j < m; j++) mm[r * m + j] = mm[j * m + r] = rows[i * m + j]!;
      });
    }
  }

  /** The part of M that first derivatives need. */
  private diagonalBlocks(weak: Uint8Array, inverse: Float64Array): void {
    const { t: { m, s, omegaInverse, nodes, layout }, mm, weakRows, weakH } = this;
    for (let i = 0; i < m; i++) {
      if (!weak[i]) mm[i * m + i] = (1 - omegaInverse[i * m + i]!) * inverse[i]! ** 2;
    }
    const place = new Int32Array(m).fill(-1);
    weakRows.forEach((r, i) => place[r] = i);
    for (const { group, column } of nodes) {
      if (!weak[column]) continue;
      const c = layout.groups[group]!.width;
      for (let a = column; a < column + c; a++) {
        for (let b = column; b < column + c; b++) {
          let sum = 0;
          for (let j = 0; j < m; j++) sum += weakH[place[a]! * m + j]! * s[j * m + b]!;
          mm[a * m + b] = sum;
        }
      }
    }
  }

  private inverseLambda(): Float64Array {
    const { t } = this;
    const out = new Float64Array(t.m);
    for (const { group, column } of t.nodes) {
      if (t.layout.groups[group]!.width === 1) out[column] = 1 / t.x.lambda[group]![0]!;
    }
    return out;
  }

  /** tr(T M). */
  traceOwn(q: Parameter): number {
    const { t, mm } = this;
    let sum = 0;
    for (const { group, column } of t.nodes) {
      if (group === q.group) sum += mm[(column + q.row) * t.m + column + q.column]!;
    }
    return q.row === q.column ? sum : 2 * sum;
  }

  /** tr(T_k M T_l M): the squared norm of a block of M, for scalar terms. */
  traceOwnOwn(k: Parameter, l: Parameter): number {
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
    const { m, w, u, s } = this.t;
    const ub = product(u, b, m, w, m);
    const out = b.slice();
    addProduct(out, s, ub, m, w, m, -1);
    return out;
  }

  /** tr(T_k H S_l H'), from U S_l. */
  traceMixed(k: Parameter, usl: Float64Array, sl: Float64Array): number {
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

/** T·B: exchanges rows within each node of the parameter's group. */
function applyT({ nodes, m, w }: TailState, q: Parameter, b: Float64Array): Float64Array {
  const out = new Float64Array(m * w);
  for (const { group, column } of nodes) {
    if (group !== q.group) continue;
    const r = (column + q.row) * w;
    const c = (column + q.column) * w;
    out.set(b.subarray(c, c + w), r);
    if (r !== c) out.set(b.subarray(r, r + w), c);
  }
  return out;
}

/** target (w × w, upper triangle) −= scale · left'right. */
function subtractCross(
  target: Float64Array,
  left: Float64Array,
  right: Float64Array,
  m: number,
  w: number,
  scale: number,
): void {
  for (let r = 0; r < m; r++) {
    const at = r * w;
    for (let i = 0; i < w; i++) {
      const f = scale * left[at + i]!;
      if (f === 0) continue;
      for (let j = i; j < w; j++) target[i * w + j]! -= f * right[at + j]!;
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]! * b[i]!;
  return s;
}

/** tr(AB). */
function dotTransposed(a: Float64Array, b: Float64Array, m: number): number {
  let s = 0;
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) s += a[i * m + j]! * b[j * m + i]!;
  return s;
}

/** The tail's square part, symmetric. */
function readSquare(
  store: Float64Array,
  at: number,
  m: number,
  w: number,
  out: Float64Array,
): void {
  for (let i = 0; i < m; i++) {
    out.set(store.subarray(at + i * (m + w), at + i * (m + w) + m), i * m);
  }
  mirrorUpper(out, m);
}

/** The tail's [X y] part, m × w. */
function readFixed(store: Float64Array, at: number, m: number, w: number): Float64Array {
  const out = new Float64Array(m * w);
  for (let i = 0; i < m; i++) {
    const row = at + i * (m + w) + m;
    out.set(store.subarray(row, row + w), i * w);
  }
  return out;
}

/** out = Λ'SΛ. */
function scaleBoth(
  s: Float64Array,
  out: Float64Array,
  nodes: TailNode[],
  x: Elimination,
  layout: RandomLayout,
  m: number,
): void {
  out.set(s);
  const scales = scalarScales(nodes, x, layout, m);
  if (scales) return scaleAll(out, scales, m);
  for (const { group, column } of nodes) {
    scaleNode(out, m, column, layout.groups[group]!.width, x.lambda[group]!, false);
  }
}

/** u ← Λ u Λ'. */
function scaleBothTransposed(
  u: Float64Array,
  nodes: TailNode[],
  x: Elimination,
  layout: RandomLayout,
  m: number,
): void {
  const scales = scalarScales(nodes, x, layout, m);
  if (scales) return scaleAll(u, scales, m);
  for (const { group, column } of nodes) {
    scaleNode(u, m, column, layout.groups[group]!.width, x.lambda[group]!, true);
  }
}

/** λ of each column if all of the tail's terms are scalar, else null. */
function scalarScales(
  nodes: TailNode[],
  x: Elimination,
  layout: RandomLayout,
  m: number,
): Float64Array | null {
  const scales = new Float64Array(m);
  for (const { group, column } of nodes) {
    if (layout.groups[group]!.width > 1) return null;
    scales[column] = x.lambda[group]![0]!;
  }
  return scales;
}

/** a ← diag(scales) a diag(scales). */
function scaleAll(a: Float64Array, scales: Float64Array, m: number): void {
  for (let i = 0; i < m; i++) {
    const f = scales[i]!;
    const row = i * m;
    for (let j = 0; j < m; j++) a[row + j]! *= f * scales[j]!;
  }
}

/** Rows and columns of one node: λ'·, ·λ; or λ·, ·λ' if `transposed`. */
function scaleNode(
  a: Float64Array,
  m: number,
  at: number,
  c: number,
  lambda: Float64Array,
  transposed: boolean,
): void {
  if (c === 1) {
    const f = lambda[0]!;
    if (f === 1) return;
    const row = at * m;
    for (let j = 0; j < m; j++) a[row + j]! *= f;
    for (let i = 0; i < m; i++) a[i * m + at]! *= f;
    return;
  }
  const old = new Float64Array(c);
  const entry = (i: number, k: number): number =>
    transposed ? lambda[i * c + k]! : lambda[k * c + i]!;
  for (let j = 0; j < m; j++) {
    for (let i = 0; i < c; i++) old[i] = a[(at + i) * m + j]!;
    for (let i = 0; i < c; i++) {
      let sum = 0;
      for (let k = 0; k < c; k++) sum += entry(i, k) * old[k]!;
      a[(at + i) * m + j] = sum;
    }
  }
  for (let r = 0; r < m; r++) {
    for (let i = 0; i < c; i++) old[i] = a[r * m + at + i]!;
    for (let i = 0; i < c; i++) {
      let sum = 0;
      for (let k = 0; k < c; k++) sum += entry(i, k) * old[k]!;
      a[r * m + at + i] = sum;
    }
  }
}

/** Λ'B (or ΛB). */
function scaledRows(
  b: Float64Array,
  w: number,
  nodes: TailNode[],
  x: Elimination,
  layout: RandomLayout,
  transposed: boolean,
): Float64Array {
  const out = new Float64Array(b.length);
  for (const { group, column } of nodes) {
    const c = layout.groups[group]!.width;
    const lambda = x.lambda[group]!;
    for (let i = 0; i < c; i++) {
      for (let k = 0; k < c; k++) {
        const f = transposed ? lambda[k * c + i]! : lambda[i * c + k]!;
        if (f === 0) continue;
        for (let j = 0; j < w; j++) out[(column + i) * w + j]! += f * b[(column + k) * w + j]!;
      }
    }
  }
  return out;
}
