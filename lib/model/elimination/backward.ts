/**
 * Back through an elimination: the derivatives of one function of its result in all entries of A and
 * of G at once (reverse mode), for the price of two eliminations, however many parameters there are.
 *
 * Let φ = log|V| + tr(F S) to the first order, F p1 × p1. A step takes from what is left: rest −= B'UB.
 * With R the derivatives of φ in what the step changes, those in its own a, B and G are
 *
 *     P = BR,   K = PB',   B̄ = −UP,   ā = U + UKU,   Ḡ = M − HKH',
 *
 * with U, H = I − aU and M = Ha as in `elimination.ts`. Symmetric matrices have symmetric derivatives:
 * dφ = tr(Ā dA) + tr(Ḡ dG). Where F is 0, Ā is U of the whole, (G⁻¹ + A_zz)⁻¹, on the pattern of the
 * panels and the tail (K. Takahashi, J. Fagan and M.-S. Chin 1973).
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { addProduct, mirrorUpper } from "../../math/algebra/dense_kernels.ts";
import { squareProduct, transposed } from "../../math/algebra/products.ts";
import type { Elimination } from "./elimination.ts";
import { backThroughTail } from "./tail.ts";

/** Derivatives of φ. */
export interface Backward {
  /** In A without [X y]'[X y], laid out as the store, upper triangles. */
  store: Float64Array;
  /** In each γ of G. */
  gradient: Float64Array;
}

/** Multiplications from which a product of one node's blocks is worth the kernels. */
const MANY = 32 ** 3;

/**
 * Goes back.
 *
 * @param elimination run with U of the tail: with derivatives, or `backward`
 * @param fixed F, p1 × p1, symmetric; null where it is 0, and nothing of [X y] is wanted then
 * @param store where the derivatives in A are to be, whatever it holds: for who goes back again and again
 */
export function backward(
  elimination: Elimination,
  fixed: Float64Array | null,
  store: Float64Array = new Float64Array(elimination.pattern.fixedOffset),
): Backward {
  const { pattern, layout, tail } = elimination;
  const parameters = layout.parameters;
  const out: Backward = {
    store,
    gradient: new Float64Array(parameters.length),
  };
  if (tail) backThroughTail(tail, pattern, fixed, out);
  const pass = new Pass(elimination, fixed, out.store);
  for (let v = pattern.sparse - 1; v >= 0; v--) pass.node(v);
  parameters.forEach(({ group, row, column }, k) => {
    const c = layout.groups[group]!.width;
    out.gradient[k]! += (row === column ? 1 : 2) * pass.covariance[group]![row * c + column]!;
  });
  return out;
}

/** The sparse nodes, last to first. */
class Pass {
  /** Ḡ by group, summed over its nodes. */
  readonly covariance: Float64Array[];
  /** R, full. */
  private readonly rest: Float64Array;
  private readonly b: Float64Array;
  private readonly p: Float64Array;

  constructor(
    private readonly elimination: Elimination,
    private readonly fixed: Float64Array | null,
    private readonly known: Float64Array,
  ) {
    const { pattern, layout } = elimination;
    this.covariance = layout.groups.map((g) => new Float64Array(g.width ** 2));
    const widest = greatest(pattern.width.subarray(0, pattern.sparse), 1);
    const longest = greatest(pattern.outerWidth, 0) + (fixed ? pattern.fixedWidth : 0);
    this.rest = new Float64Array(widest > 1 ? longest ** 2 : 0);
    this.b = new Float64Array(widest * longest);
    this.p = new Float64Array(widest * longest);
  }

  node(v: number): void {
    if (this.elimination.pattern.width[v] === 1) this.scalar(v);
    else this.vector(v);
  }

  /** A node of one column, whose R is not gathered but multiplied where it stands. */
  private scalar(v: number): void {
    const { elimination: { pattern, store, inner, innerStart }, fixed, known, p } = this;
    const { rowAddress, fixedAddress, mapBase, map, fixedWidth } = pattern;
    const begin = pattern.outerStart[v]!;
    const outer = pattern.outerWidth[v]!;
    const w = fixed ? fixedWidth : 0;
    const row = pattern.rowOf(v);
    const at = row + 1;
    const width = outer + w;
    p.fill(0, 0, width);
    for (let e = 0; e < outer; e++) {
      const from = rowAddress[begin + e]!;
      const base = mapBase[begin + e]!;
      const be = store[at + e]!;
      let sum = be * known[from + map[base + e]!]!;
      for (let f = e + 1; f < outer; f++) {
        const r = known[from + map[base + f]!]!;
        p[f]! += be * r;
        sum += store[at + f]! * r;
      }
      const tail = fixedAddress[begin + e]!;
      for (let f = 0; f < w; f++) {
        const r = known[tail + f]!;
        p[outer + f]! += be * r;
        sum += store[at + outer + f]! * r;
      }
      p[e]! += sum;
    }
    for (let i = 0; i < w; i++) {
      let sum = 0;
      for (let j = 0; j < w; j++) sum += fixed![i * w + j]! * store[at + outer + j]!;
      p[outer + i]! += sum;
    }
    let k = 0;
    for (let j = 0; j < width; j++) k += p[j]! * store[at + j]!;
    const u = inner[innerStart[v]!]!;
    const a = store[row]!;
    const h = 1 - a * u;
    known[row] = u + u * k * u;
    for (let j = 0; j < width; j++) known[at + j] = -u * p[j]!;
    this.covariance[pattern.group[v]!]![0]! += h * (a - k * h);
  }

  private vector(v: number): void {
    const { elimination: { pattern, store, inner, innerStart }, fixed, known } = this;
    const c = pattern.width[v]!;
    const width = pattern.outerWidth[v]! + (fixed ? pattern.fixedWidth : 0);
    const b = this.b.subarray(0, c * width);
    const p = this.p.subarray(0, c * width);
    for (let i = 0; i < c; i++) {
      const at = pattern.outerOf(v, i);
      b.set(store.subarray(at, at + width), i * width);
    }
    this.gather(v, width);
    p.fill(0);
    addProduct(p, b, this.rest.subarray(0, width * width), c, width, width, 1, MANY);
    const u = inner.subarray(innerStart[v]!, innerStart[v + 1]!);
    const a = new Float64Array(c * c);
    const k = new Float64Array(c * c);
    for (let i = 0; i < c; i++) {
      const row = pattern.rowOf(v, i);
      for (let j = 0; j < c; j++) {
        a[i * c + j] = i <= j ? store[row + j]! : a[j * c + i]!;
        let sum = 0;
        for (let f = 0; f < width; f++) sum += p[i * width + f]! * b[j * width + f]!;
        k[i * c + j] = sum;
      }
    }
    const uk = squareProduct(u, k, c);
    const uku = squareProduct(uk, u, c);
    for (let i = 0; i < c; i++) {
      const row = pattern.rowOf(v, i);
      for (let j = i; j < c; j++) known[row + j] = u[i * c + j]! + uku[i * c + j]!;
      const at = row + c;
      for (let f = 0; f < width; f++) {
        let sum = 0;
        for (let j = 0; j < c; j++) sum -= u[i * c + j]! * p[j * width + f]!;
        known[at + f] = sum;
      }
    }
    const h = squareProduct(a, u, c).map((x, at) => (at % (c + 1) === 0 ? 1 : 0) - x);
    const right = squareProduct(k, transposed(h, c, c), c).map((x, at) => a[at]! - x);
    squareProduct(h, right, c).forEach((x, at) => {
      this.covariance[pattern.group[v]!]![at]! += x;
    });
  }

  /** R of a node. */
  private gather(v: number, width: number): void {
    const { elimination: { pattern }, fixed, known, rest } = this;
    const { rowAddress, fixedAddress, mapBase, map, fixedWidth: w } = pattern;
    const begin = pattern.outerStart[v]!;
    const outer = pattern.outerWidth[v]!;
    for (let e = 0; e < outer; e++) {
      const from = rowAddress[begin + e]!;
      const base = mapBase[begin + e]!;
      const to = e * width;
      for (let f = e; f < outer; f++) rest[to + f] = known[from + map[base + f]!]!;
      const tail = fixedAddress[begin + e]! - outer;
      for (let f = outer; f < width; f++) rest[to + f] = known[tail + f]!;
    }
    for (let i = 0; fixed && i < w; i++) {
      rest.set(fixed.subarray(i * w, (i + 1) * w), (outer + i) * width + outer);
    }
    mirrorUpper(rest, width);
  }
}
