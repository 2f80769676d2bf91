/**
 * The WebAssembly kernels behind the signatures of `dense.ts`. Operands are copied into linear memory
 * and back, which is little beside the arithmetic from some hundred rows on.
 *
 * @module
 */
import { DENSE_WASM } from "./dense_wasm.ts";

interface Kernels {
  memory: WebAssembly.Memory;
  prepare(at: number): void;
  scratchBytes(): number;
  addProduct(
    c: number,
    cStride: number,
    a: number,
    aStride: number,
    b: number,
    bStride: number,
    m: number,
    n: number,
    k: number,
    scale: number,
  ): void;
  reflect(v: number, y: number, length: number, tau: number): void;
  cholesky(a: number, n: number, work: number): number;
  inverse(a: number, n: number, work: number): void;
}

/** First byte of scratch: the module's own data lie below. */
const START = 65536;
const PAGE = 65536;
const BLOCK = 48;

let kernels: Kernels | null | undefined;

/** The instance, made at first use; null where WebAssembly or its SIMD is missing. */
function instance(): Kernels | null {
  if (kernels !== undefined) return kernels;
  try {
    const bytes = Uint8Array.from(atob(DENSE_WASM), (c) => c.charCodeAt(0));
    const module = new WebAssembly.Module(bytes);
    const { exports } = new WebAssembly.Instance(module, {
      env: {
        abort: () => {
          throw new RangeError("kernel");
        },
      },
    });
    kernels = exports as unknown as Kernels;
    reserve(kernels, START + kernels.scratchBytes());
    kernels.prepare(START);
  } catch {
    kernels = null;
  }
  return kernels;
}

function reserve(k: Kernels, bytes: number): void {
  const missing = bytes - k.memory.buffer.byteLength;
  if (missing > 0) k.memory.grow(Math.ceil(missing / PAGE));
}

/** Whether the kernels run here. */
export function simdAvailable(): boolean {
  return instance() !== null;
}

/** An array in linear memory. */
export interface Held {
  /** Its first byte. */
  readonly at: number;
  readonly view: Float64Array;
}

/** Places for arrays of the given lengths, one after the other, behind the scratch. */
function places(k: Kernels, lengths: readonly number[]): Held[] {
  let at = START + k.scratchBytes();
  const starts = lengths.map((length) => {
    const start = at;
    at += 8 * length;
    return start;
  });
  reserve(k, at);
  return starts.map((start, i) => ({
    at: start,
    view: new Float64Array(k.memory.buffer, start, lengths[i]!),
  }));
}

/** Elements that are held at most. */
const MOST_HELD = 2 ** 28;

/**
 * Arrays in linear memory, for work that goes through many products of the same matrices: they stay
 * there until another kernel is called. Null where that cannot be.
 */
export function holdSimd(lengths: readonly number[]): Held[] | null {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const k = total > MOST_HELD ? null : instance();
  return k && places(k, lengths);
}

/** A matrix within a held array: its first element, and the distance of its rows. */
export interface HeldMatrix {
  readonly held: Held;
  readonly from: number;
  readonly stride: number;
}

/** C ← C + scale·A·B for matrices that are held: A m × k, B k × n. */
export function addProductHeld(
  c: HeldMatrix,
  a: HeldMatrix,
  b: HeldMatrix,
  [m, n, k]: readonly [number, number, number],
  scale: number,
): void {
  const at = ({ held, from }: HeldMatrix): number => held.at + 8 * from;
  instance()!.addProduct(at(c), c.stride, at(a), a.stride, at(b), b.stride, m, n, k, scale);
}

/** y ← (I − tau v v')y within a held array, from elements `v` and `y` on; v's leading one is taken as 1. */
export function reflectHeld({ at }: Held, v: number, y: number, length: number, tau: number): void {
  instance()!.reflect(at + 8 * v, at + 8 * y, length, tau);
}

/** C ← C + scale·A·B for contiguous matrices: A m × k, B k × n. */
export function addProductSimd(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  n: number,
  k: number,
  scale: number,
): void {
  const w = instance()!;
  const [pc, pa, pb] = places(w, [m * n, m * k, k * n]);
  pc!.view.set(c);
  pa!.view.set(a);
  pb!.view.set(b);
  w.addProduct(pc!.at, n, pa!.at, k, pb!.at, n, m, n, k, scale);
  c.set(pc!.view);
}

/** As `addUpperProduct` of `dense_kernels.ts`, by blocks of so many rows. */
export function addUpperProductSimd(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  n: number,
  k: number,
  scale: number,
  block: number,
): void {
  const w = instance()!;
  const [pc, pa, pb] = places(w, [n * n, n * k, k * n]);
  pc!.view.set(c);
  pa!.view.set(a);
  pb!.view.set(b);
  for (let i = 0; i < n; i += block) {
    const rows = Math.min(block, n - i);
    const [ci, ai, bi] = [pc!.at + 8 * (i * n + i), pa!.at + 8 * i * k, pb!.at + 8 * i];
    w.addProduct(ci, n, ai, k, bi, n, rows, n - i, k, scale);
  }
  c.set(pc!.view);
}

/** As `choleskyUpper` of `dense.ts`. */
export function choleskyUpperSimd(a: Float64Array, n: number): number {
  const w = instance()!;
  const [pa, work] = places(w, [n * n, n * BLOCK]);
  pa!.view.set(a);
  const logDet = w.cholesky(pa!.at, n, work!.at);
  a.set(pa!.view);
  return logDet;
}

/** As `inverseFromUpper` of `dense.ts`. */
export function inverseFromUpperSimd(r: Float64Array, n: number, out: Float64Array): Float64Array {
  const w = instance()!;
  const [pa, work] = places(w, [n * n, 2 * n * BLOCK]);
  pa!.view.set(r);
  w.inverse(pa!.at, n, work!.at);
  out.set(pa!.view);
  return out;
}
