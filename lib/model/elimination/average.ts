/**
 * Average information: half the second derivatives of y'Py, from a few solves instead of products of
 * matrices (A. R. Gilmour, R. Thompson and B. R. Cullis 1995, Biometrics 51, 1440–1450).
 *
 * y'P Gₖ P Gₗ P y = wₖ'P wₗ with the working variates wₖ = Gₖ P y = Z Tₖ z, z = Z'Py.
 *
 * @module
 */
import { covarianceOf } from "../../math/algebra/linear_functions.ts";
import { greatest } from "../../lists.ts";
import { addProduct } from "../../math/algebra/dense.ts";
import { addProduct as addLarge, product } from "../../math/algebra/dense_kernels.ts";
import { dot, transposed } from "../../math/algebra/products.ts";
import type { Elimination } from "./elimination.ts";
import { substituteBack } from "./modes.ts";
import { pairIndex } from "./state.ts";

/** Of the working variates and the response. */
export interface AverageInformation {
  /** wₖ'P wₗ, packed by pairs. */
  information: Float64Array;
  /** −y'P Gₖ P y, the derivatives of y'Py. */
  slopes: Float64Array;
}

/**
 * Average information and the derivatives of y'Py.
 *
 * @param elimination run with U of the tail: with derivatives, or `backward`
 * @param beta b in the basis of the elimination
 * @param inverse C⁻¹, p × p
 */
export function averageInformation(
  elimination: Elimination,
  beta: Float64Array,
  inverse: Float64Array,
): AverageInformation {
  const count = elimination.layout.parameters.length;
  const z = workingResponse(elimination, beta);
  const w = new WorkingVariates(elimination, z);
  w.eliminate();
  const explained = covarianceOf(w.fixed(), inverse);
  const information = new Float64Array(count * (count + 1) / 2);
  for (let l = 0; l < count; l++) {
    for (let k = 0; k <= l; k++) {
      information[pairIndex(k, l)] = w.cross[k * count + l]! - explained[k * count + l]!;
    }
  }
  return { information, slopes: w.slopes };
}

/** z = Z'Py: at each node (I − aU)r with r what is left of the response there. */
function workingResponse(elimination: Elimination, beta: Float64Array): Float64Array {
  const { pattern, store } = elimination;
  const p = beta.length;
  const r = new Float64Array(pattern.q);
  const combination = Float64Array.from({ length: p + 1 }, (_, j) => j < p ? -beta[j]! : 1);
  const modes = substituteBack(elimination, combination, r);
  const z = new Float64Array(pattern.q);
  const { tailWidth: m, tailColumn } = pattern;
  for (let i = 0; i < m; i++) {
    const { n, w } = elimination.tail!.state!; // N = (I − SU)B
    z[tailColumn + i] = dot(combination, n.subarray(i * w, (i + 1) * w));
  }
  for (let v = 0; v < pattern.sparse; v++) {
    const c = pattern.width[v]!;
    const first = pattern.firstColumn[v]!;
    for (let i = 0; i < c; i++) {
      let sum = r[first + i]!;
      for (let k = 0; k < c; k++) {
        const a = i <= k ? pattern.rowOf(v, i) + k : pattern.rowOf(v, k) + i;
        sum -= store[a]! * modes[first + k]!;
      }
      z[first + i] = sum;
    }
  }
  return z;
}

/**
 * Columns Zt as further responses: their cross-products, then the elimination of Z from these. Column
 * by column of Z, all variates side by side: there are many of them where there are many parameters.
 */
class WorkingVariates {
  readonly count: number;
  /** −z't. */
  readonly slopes: Float64Array;
  /** Among the variates, count × count, its upper triangle. */
  readonly cross: Float64Array;
  /** A_zz t, q × count, and X'Zt, p × count. */
  private readonly right: Float64Array;
  private readonly rest: Float64Array;
  /** T by column of Z, at `start`: the variates that are not 0 there, and their values. */
  private readonly start: Int32Array;
  private readonly variate: Int32Array;
  private readonly value: Float64Array;

  constructor(private readonly elimination: Elimination, z: Float64Array) {
    const { pattern, layout } = elimination;
    const { q } = pattern;
    const count = this.count = layout.parameters.length;
    this.slopes = new Float64Array(count);
    this.cross = new Float64Array(count * count);
    this.right = new Float64Array(q * count);
    this.rest = new Float64Array((pattern.fixedWidth - 1) * count);
    const own = layout.groups.map((g) =>
      Array.from({ length: g.width }, (): [variate: number, from: number][] => [])
    );
    layout.parameters.forEach(({ group, row, column }, k) => {
      own[group]![row]!.push([k, column]);
      if (row !== column) own[group]![column]!.push([k, row]);
    });
    this.start = new Int32Array(q + 1);
    const longest = own.reduce((most, g) => g.reduce((n, e) => Math.max(n, e.length), most), 0);
    this.variate = new Int32Array(q * longest);
    this.value = new Float64Array(q * longest);
    let at = 0;
    for (let v = 0; v < pattern.nodes; v++) {
      const first = pattern.firstColumn[v]!;
      for (const [i, entries] of own[pattern.group[v]!]!.entries()) {
        for (const [k, from] of entries) {
          this.variate[at] = k;
          this.value[at] = z[first + from]!;
          this.slopes[k]! -= z[first + i]! * this.value[at]!;
          at++;
        }
        this.start[first + i + 1] = at;
      }
    }
    this.multiply();
  }

  /** X'Zt less what is eliminated, by variate. */
  fixed(): Float64Array[] {
    const { rest, count } = this;
    const p = this.elimination.pattern.fixedWidth - 1;
    return Array.from(
      { length: count },
      (_, k) => Float64Array.from({ length: p }, (_, j) => rest[j * count + k]!),
    );
  }

  /** A row of `out` += scale · the variates' values in a column of Z. */
  private add(out: Float64Array, row: number, column: number, scale: number): void {
    const { start, variate, value, count } = this;
    const to = row * count;
    for (let e = start[column]!; e < start[column + 1]!; e++) {
      out[to + variate[e]!]! += scale * value[e]!;
    }
  }

  /** A_zz t and X'Zt, from the upper triangle of A; then t'A_zz t. */
  private multiply(): void {
    const { elimination: { pattern, cross: a }, right, rest } = this;
    const { outerColumn, tailColumn, tailWidth: m, q } = pattern;
    const p = pattern.fixedWidth - 1;
    for (let v = 0; v < pattern.nodes; v++) {
      const first = pattern.firstColumn[v]!;
      const inTail = v >= pattern.sparse;
      const begin = inTail ? 0 : pattern.outerStart[v]!;
      const outer = inTail ? 0 : pattern.outerWidth[v]!;
      const c = pattern.width[v]!;
      for (let i = 0; i < c; i++) {
        const here = first + i;
        // what stands on the diagonal and beside it: the node's own columns, or the tail's
        const row = pattern.rowOf(v, i) - (inTail ? tailColumn : first);
        const end = inTail ? tailColumn + m : first + c;
        this.add(right, here, here, a[row + here]!);
        for (let j = here + 1; j < end; j++) {
          const x = a[row + j]!;
          if (x === 0) continue;
          this.add(right, here, j, x);
          this.add(right, j, here, x);
        }
        const at = pattern.rowOf(v, i) + c;
        for (let j = 0; j < outer; j++) {
          const x = a[at + j]!;
          if (x === 0) continue;
          const column = outerColumn[begin + j]!;
          this.add(right, here, column, x);
          this.add(right, column, here, x);
        }
        const fixed = pattern.fixedOf(v, i);
        for (let j = 0; j < p; j++) this.add(rest, j, here, a[fixed + j]!);
      }
    }
    const { start, variate, value, cross, count } = this;
    for (let column = 0; column < q; column++) {
      for (let e = start[column]!; e < start[column + 1]!; e++) {
        const k = variate[e]! * count;
        const t = value[e]!;
        const from = column * count;
        for (let l = variate[e]!; l < count; l++) cross[k + l]! += t * right[from + l]!;
      }
    }
  }

  eliminate(): void {
    const { elimination: { pattern, store, inner, innerStart }, right, rest, cross, count } = this;
    const { outerColumn, fixedWidth } = pattern;
    const p = fixedWidth - 1;
    const widest = greatest(pattern.width.subarray(0, pattern.sparse), 1);
    const longest = greatest(pattern.outerWidth, 0) + p;
    const own = new Float64Array(widest * count); // the variates in the node's columns, turned
    const solved = new Float64Array(widest * count); // U times them
    const b = new Float64Array(longest * widest); // B'
    const change = new Float64Array(longest * count);
    for (let v = 0; v < pattern.sparse; v++) {
      const from = pattern.firstColumn[v]! * count;
      const c = pattern.width[v]!;
      const begin = pattern.outerStart[v]!;
      const outer = pattern.outerWidth[v]!;
      const width = outer + p;
      solved.fill(0, 0, c * count);
      addProduct(solved, 0, count, inner, innerStart[v]!, c, right, from, count, c, count, c, 1);
      for (let i = 0; i < c; i++) {
        const at = pattern.outerOf(v, i);
        for (let j = 0; j < width; j++) b[j * c + i] = store[at + j]!;
        for (let k = 0; k < count; k++) own[k * c + i] = right[from + i * count + k]!;
      }
      addProduct(cross, 0, count, own, 0, c, solved, 0, count, count, count, c, -1);
      change.fill(0, 0, width * count);
      addProduct(change, 0, count, b, 0, c, solved, 0, count, width, count, c, 1);
      for (let j = 0; j < outer; j++) {
        const to = outerColumn[begin + j]! * count;
        for (let k = 0; k < count; k++) right[to + k]! -= change[j * count + k]!;
      }
      const fixed = outer * count;
      for (let k = 0; k < p * count; k++) rest[k]! -= change[fixed + k]!;
    }
    if (pattern.tailWidth > 0) this.eliminateTail();
  }

  private eliminateTail(): void {
    const { elimination: { pattern, store, tail }, right, rest, cross, count } = this;
    const { tailWidth: m, tailColumn } = pattern;
    const p = pattern.fixedWidth - 1;
    const own = right.subarray(tailColumn * count, (tailColumn + m) * count);
    const solved = product(tail!.u!, own, m, count, m);
    addLarge(cross, transposed(own, m, count), solved, count, count, m, -1);
    const b = new Float64Array(p * m); // B'
    for (let i = 0; i < m; i++) {
      const fixed = pattern.tailFixed(i);
      for (let j = 0; j < p; j++) b[j * m + i] = store[fixed + j]!;
    }
    addLarge(rest, b, solved, p, count, m, -1);
  }
}
