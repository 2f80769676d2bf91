/**
 * The dense tail: all remaining random effects eliminated at once, with derivatives.
 *
 * Same algebra as one node (see `elimination.ts`), on matrices of order m.
 *
 * @module
 */
import { tell, tellCount } from "../../progress.ts";
import {
  addProduct,
  choleskyUpper,
  inverseFromUpper,
  product,
  solveUpperTransposed,
} from "../../math/algebra/dense_kernels.ts";
import { grouped } from "../../limits.ts";
import { dot, traceOfProduct, transposed } from "../../math/algebra/products.ts";
import type { RandomLayout } from "../covariance/random_structure.ts";
import { TailBlocks, type TailParameter, type TailState, weakColumns } from "./tail_blocks.ts";
import {
  readFixed,
  readSquare,
  scaleBoth,
  scaleBothTransposed,
  scaledRows,
  subtractCross,
  type TailNode,
} from "./tail_layout.ts";
import type { EliminationPattern } from "./pattern.ts";
import { type EliminationState, type Order, pairIndex, type StoreBlock } from "./state.ts";

/** What remains of the tail for later use. */
export interface TailFactor {
  /** The tail as its turn left it; null after an elimination without U. */
  state: TailState | null;
  /** m × m: U = (G⁻¹ + S)⁻¹; null after an elimination without it. */
  u: Float64Array | null;
}

/** From this width of the tail on, exact second derivatives are made only for inference. */
export const WIDE_TAIL = 200;
/** From so many columns on it is told what the tail is doing. */
const TOLD = 256;

/** Squares of one model's tail, m × m, used again at every θ. */
interface TailSquares {
  /** Ω, its factor, Ω⁻¹, U: each in the place of the one before. */
  u: Float64Array;
  /** S, once it has been asked for. */
  s: Float64Array | null;
}

const squares = new WeakMap<EliminationState, TailSquares>();

/** Eliminates the tail of `state`, whose panel has been brought up to date by the sparse nodes. */
export function eliminateTail(
  state: EliminationState,
  layout: RandomLayout,
  order: Order,
): TailFactor {
  const { pattern } = state;
  const { tailWidth: m, fixedWidth: w } = pattern;
  let held = squares.get(state);
  if (!held) squares.set(state, held = { u: new Float64Array(m * m), s: null });
  const { u } = held;
  const nodes: TailNode[] = [];
  for (let v = pattern.sparse; v < pattern.nodes; v++) {
    nodes.push({ group: pattern.group[v]!, column: pattern.firstColumn[v]! - pattern.tailColumn });
  }
  const b = readFixed(state.block, pattern);
  const d = state.fixedPart();
  if (m >= TOLD) tell(`${grouped(m)} columns of random effects eliminated together`);
  readSquare(state.block, pattern, u);
  scaleBoth(u, nodes, state, layout, m);
  for (let i = 0; i < m; i++) u[i * m + i]! += 1;
  state.logDet += choleskyUpper(u, m);
  if (order === 0 && !state.backward) {
    const y = scaledRows(b, w, nodes, state, layout, true);
    solveUpperTransposed(u, m, y, w);
    subtractCross(d, y, y, m, w, 1);
    return { state: null, u: null };
  }
  inverseFromUpper(u, m, u);
  // first derivatives need no more of Ω⁻¹ than its diagonal
  const omegaInverse = order < 2 ? null : u.slice();
  const omegaDiagonal = Float64Array.from({ length: m }, (_, i) => u[i * m + i]!);
  scaleBothTransposed(u, nodes, state, layout, m);
  const t: TailState = {
    state,
    layout,
    nodes,
    m,
    w,
    square: squareOf(state, held),
    u,
    omegaInverse,
    omegaDiagonal,
    b,
    e: product(u, b, m, w, m),
    n: new Float64Array(0),
  };
  t.n = leftOf(t);
  subtractCross(d, b, t.e, m, w, 1);
  if (order > 0) differentiate(t, order);
  return { state: t, u };
}

/** S of the tail at its turn, read out of the store the first time. */
function squareOf({ block, pattern }: EliminationState, held: TailSquares): () => Float64Array {
  let isRead = false;
  return () => {
    const s = held.s ??= new Float64Array(pattern.tailWidth ** 2);
    if (!isRead) readSquare(block, pattern, s);
    isRead = true;
    return s;
  };
}

/** N = B − SE, which is G⁻¹E where λ is well away from zero. */
function leftOf(t: TailState): Float64Array {
  const { m, w, b, e, nodes, state } = t;
  const out = b.slice();
  const weak = weakColumns(t);
  const own = new Float64Array(w);
  for (const { group, column } of nodes) {
    const at = column * w;
    if (!weak[column]) { // one column
      const gamma = state.lambda[group]![0]! ** 2;
      for (let k = 0; k < w; k++) out[at + k] = e[at + k]! / gamma;
    }
  }
  weak.forEach((is, i) => {
    if (!is) return;
    own.fill(0);
    addProduct(own, t.square().subarray(i * m, (i + 1) * m), e, 1, w, m, -1);
    for (let k = 0; k < w; k++) out[i * w + k]! += own[k]!;
  });
  return out;
}

/** The tail's part of `backward`. */
export function backThroughTail(
  { state: t }: TailFactor,
  pattern: EliminationPattern,
  fixed: Float64Array | null,
  { store, gradient }: { store: Float64Array; gradient: Float64Array },
): void {
  const { m, w, u, e, n, layout, nodes } = t!;
  for (let i = 0; i < m; i++) store.set(u.subarray(i * m + i, (i + 1) * m), pattern.tailRow(i) + i);
  if (fixed) { // U + E F E' and −E F
    const ef = product(e, fixed, m, w, w);
    const turned = transposed(e, m, w);
    for (let i = 0; i < m; i++) {
      const to = pattern.tailFixed(i);
      for (let j = 0; j < w; j++) store[to + j] = -ef[i * w + j]!;
      const row = pattern.tailRow(i);
      for (let k = 0; k < w; k++) {
        const f = ef[i * w + k]!;
        if (f === 0) continue;
        for (let j = i, from = k * m + i; j < m; j++, from++) store[row + j]! += f * turned[from]!;
      }
    }
  }
  const blocks = new TailBlocks(t!, weakColumns(t!), 1);
  const nf = fixed && product(n, fixed, m, w, w);
  layout.parameters.forEach((q, k) => {
    let sum = blocks.traceOwn({ ...q, k });
    for (const { group, column } of nf ? nodes : []) {
      if (group !== q.group) continue;
      const [r, c] = [(column + q.row) * w, (column + q.column) * w];
      let own = 0;
      for (let j = 0; j < w; j++) own += nf![r + j]! * n[c + j]!;
      sum -= q.row === q.column ? own : 2 * own;
    }
    gradient[k]! += sum;
  });
}

/** A parameter of earlier nodes at the tail: S_k, F_k = B_k − S_kE. */
interface Upstream {
  k: number;
  s: Float64Array;
  f: Float64Array;
}

/** An own parameter: TN and M TN. */
interface Own {
  q: TailParameter;
  tn: Float64Array;
  mtn: Float64Array;
}

function differentiate(t: TailState, order: Order): void {
  const { state, layout, m, w } = t;
  const blocks = new TailBlocks(t, weakColumns(t), order);
  const all = Array.from(state.upstreamTail, (k) => upstreamFirst(t, k));
  const own = layout.parameters.map((q, k): TailParameter => ({ ...q, k }))
    .filter((q) => t.nodes.some((node) => node.group === q.group))
    .map((q): Own => {
      const tn = applyT(t, q, t.n);
      subtractCross(state.fixedPart(state.first[q.k]!), t.n, tn, m, w, 1);
      state.logDet1[q.k]! += blocks.traceOwn(q);
      return { q, tn, mtn: order === 2 ? blocks.timesM(tn) : tn };
    });
  if (order < 2) return;
  const upstream = all.filter(({ k }) => k < state.count);
  own.forEach((a, i) => {
    for (let j = 0; j <= i; j++) ownSecond(t, blocks, a, own[j]!);
  });
  const products = upstream.map((r) => product(t.u, r.s, m, m, m));
  upstream.forEach((r, i) => {
    if (m >= TOLD) tellCount(i, upstream.length, "parameters differentiated");
    const hf = blocks.timesH(r.f);
    for (const a of own) mixedSecond(t, blocks, a, r, products[i]!, hf);
    for (let j = 0; j <= i; j++) {
      upstreamSecond(t, r, upstream[j]!, products[i]!, products[j]!);
    }
  });
}

/** log|V| and S of a parameter from upstream, to first order. */
function upstreamFirst(t: TailState, k: number): Upstream {
  const { state, m, w } = t;
  const block = state.first[k]!;
  const s = new Float64Array(m * m);
  readSquare(block, state.pattern, s);
  const f = readFixed(block, state.pattern);
  const half = f.slice();
  addProduct(half, s, t.e, m, w, m, -0.5);
  addProduct(f, s, t.e, m, w, m, -1);
  state.logDet1[k]! += dot(t.u, s);
  const target = state.fixedPart(block);
  subtractCross(target, half, t.e, m, w, 1);
  subtractCross(target, t.e, half, m, w, 1);
  return { k, s, f };
}

function ownSecond({ state, m, w }: TailState, blocks: TailBlocks, a: Own, b: Own): void {
  const pair = pairIndex(a.q.k, b.q.k);
  state.logDet2[pair]! -= blocks.traceOwnOwn(a.q, b.q);
  const target = state.fixedPart(state.second[pair]!);
  subtractCross(target, a.tn, b.mtn, m, w, -1);
  subtractCross(target, b.mtn, a.tn, m, w, -1);
}

function mixedSecond(
  { state, m, w }: TailState,
  blocks: TailBlocks,
  a: Own,
  r: Upstream,
  us: Float64Array,
  hf: Float64Array,
): void {
  const twice = a.q.k === r.k ? 2 : 1; // own through a node of its group before the tail as well
  const pair = pairIndex(a.q.k, r.k);
  state.logDet2[pair]! += twice * blocks.traceMixed(a.q, us, r.s);
  const target = state.fixedPart(state.second[pair]!);
  subtractCross(target, hf, a.tn, m, w, twice);
  subtractCross(target, a.tn, hf, m, w, twice);
}

function upstreamSecond(
  t: TailState,
  a: Upstream,
  b: Upstream,
  us: Float64Array,
  other: Float64Array,
): void {
  const { state, m, w } = t;
  const pair = pairIndex(a.k, b.k);
  const block: StoreBlock = state.second[pair]!;
  const s = new Float64Array(m * m);
  readSquare(block, state.pattern, s);
  const half = readFixed(block, state.pattern);
  addProduct(half, s, t.e, m, w, m, -0.5);
  state.logDet2[pair]! += dot(t.u, s) - traceOfProduct(us, other, m);
  const target = state.fixedPart(block);
  const uf = product(t.u, a.f, m, w, m);
  subtractCross(target, half, t.e, m, w, 1);
  subtractCross(target, t.e, half, m, w, 1);
  subtractCross(target, b.f, uf, m, w, 1);
  subtractCross(target, uf, b.f, m, w, 1);
}

/** T·B: exchanges rows within each node of the parameter's group. */
function applyT({ nodes, m, w }: TailState, q: TailParameter, b: Float64Array): Float64Array {
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
