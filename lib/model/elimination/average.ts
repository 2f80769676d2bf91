/**
 * Average information: half the second derivatives of y'Py, from a few solves instead of products of
 * matrices (A. R. Gilmour, R. Thompson and B. R. Cullis 1995, Biometrics 51, 1440–1450).
 *
 * y'P Gₖ P Gₗ P y = wₖ'P wₗ with the working variates wₖ = Gₖ P y = Z Tₖ z, z = Z'Py.
 *
 * @module
 */
import { covarianceOf } from "../../math/algebra/linear_functions.ts";
import { dot, timesVector } from "../../math/algebra/products.ts";
import type { Elimination } from "./elimination.ts";
import { substituteBack } from "./modes.ts";
import { pairIndex } from "./state.ts";

/**
 * wₖ'P wₗ, packed by pairs.
 *
 * @param elimination run with first derivatives
 * @param beta b in the basis of the elimination
 * @param inverse C⁻¹, p × p
 */
export function averageInformation(
  elimination: Elimination,
  beta: Float64Array,
  inverse: Float64Array,
): Float64Array {
  const { layout, pattern } = elimination;
  const count = layout.parameters.length;
  const z = workingResponse(elimination, beta);
  const t = layout.parameters.map(({ group, row, column }) => {
    const out = new Float64Array(pattern.q);
    for (const v of pattern.positions[group]!) {
      const first = pattern.firstColumn[v]!;
      out[first + row] = z[first + column]!;
      out[first + column] = z[first + row]!;
    }
    return out;
  });
  const w = new WorkingVariates(elimination, t);
  w.eliminate();
  const explained = covarianceOf(w.fixed, inverse);
  const out = new Float64Array(count * (count + 1) / 2);
  for (let l = 0; l < count; l++) {
    for (let k = 0; k <= l; k++) {
      out[pairIndex(k, l)] = w.cross[k * count + l]! - explained[k * count + l]!;
    }
  }
  return out;
}

/** z = Z'Py: at each node (I − aU)r with r what is left of the response there. */
function workingResponse(elimination: Elimination, beta: Float64Array): Float64Array {
  const { pattern, store } = elimination;
  const p = beta.length;
  const r = new Float64Array(pattern.q);
  const modes = substituteBack(elimination, (at) => {
    let sum = store[at + p]!;
    for (let j = 0; j < p; j++) sum -= store[at + j]! * beta[j]!;
    return sum;
  }, r);
  const z = new Float64Array(pattern.q);
  const { tailWidth: m, tailColumn } = pattern;
  for (let i = 0; i < m; i++) {
    const { s } = elimination.tail!;
    let sum = r[tailColumn + i]!;
    for (let j = 0; j < m; j++) sum -= s[i * m + j]! * modes[tailColumn + j]!;
    z[tailColumn + i] = sum;
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

/** Columns Zt as further responses: their cross-products, then the elimination of Z from these. */
class WorkingVariates {
  /** By variate: A_zz t, q. */
  private readonly right: Float64Array[];
  /** By variate: X'…, p. */
  readonly fixed: Float64Array[];
  /** Among the variates, count × count. */
  readonly cross: Float64Array;

  constructor(private readonly elimination: Elimination, t: readonly Float64Array[]) {
    const { pattern } = elimination;
    const count = t.length;
    this.right = t.map(() => new Float64Array(pattern.q));
    this.fixed = t.map(() => new Float64Array(pattern.fixedWidth - 1));
    this.cross = new Float64Array(count * count);
    t.forEach((tk, k) => {
      this.multiply(tk, this.right[k]!, this.fixed[k]!);
      for (let l = 0; l <= k; l++) this.cross[l * count + k] = dot(t[l]!, this.right[k]!);
    });
  }

  /** A_zz t and X'Zt, from the upper triangle of A. */
  private multiply(t: Float64Array, right: Float64Array, fixed: Float64Array): void {
    const { pattern, cross: a } = this.elimination;
    const { tailWidth: m, tailColumn, outerColumn } = pattern;
    const p = fixed.length;
    for (let v = 0; v < pattern.sparse; v++) {
      const first = pattern.firstColumn[v]!;
      const begin = pattern.outerStart[v]!;
      const outer = pattern.outerWidth[v]!;
      const c = pattern.width[v]!;
      for (let i = 0; i < c; i++) {
        const row = pattern.rowOf(v, i);
        const own = t[first + i]!;
        let sum = a[row + i]! * own;
        for (let j = i + 1; j < c; j++) {
          sum += a[row + j]! * t[first + j]!;
          right[first + j]! += a[row + j]! * own;
        }
        const at = row + c;
        for (let j = 0; j < outer; j++) {
          const column = outerColumn[begin + j]!;
          sum += a[at + j]! * t[column]!;
          right[column]! += a[at + j]! * own;
        }
        right[first + i]! += sum;
        for (let j = 0; j < p; j++) fixed[j]! += a[at + outer + j]! * own;
      }
    }
    const tt = t.subarray(tailColumn, tailColumn + m);
    const rt = right.subarray(tailColumn, tailColumn + m);
    for (let i = 0; i < m; i++) {
      const row = pattern.tailRow(i);
      const own = tt[i]!;
      let sum = a[row + i]! * own;
      for (let j = i + 1; j < m; j++) {
        const value = a[row + j]!;
        sum += value * tt[j]!;
        rt[j]! += value * own;
      }
      rt[i]! += sum;
      for (let j = 0; j < p; j++) fixed[j]! += a[row + m + j]! * own;
    }
  }

  eliminate(): void {
    const { pattern, store, inner, innerStart, tail } = this.elimination;
    const { tailWidth: m, tailColumn, outerColumn } = pattern;
    const count = this.right.length;
    const p = pattern.fixedWidth - 1;
    for (let v = 0; v < pattern.sparse; v++) {
      const first = pattern.firstColumn[v]!;
      const c = pattern.width[v]!;
      const begin = pattern.outerStart[v]!;
      const outer = pattern.outerWidth[v]!;
      const own = this.right.map((r) => r.subarray(first, first + c));
      const u = inner.subarray(innerStart[v]!, innerStart[v + 1]!);
      for (let k = 0; k < count; k++) {
        const solved = this.solve(u, own, k);
        const right = this.right[k]!;
        for (let i = 0; i < c; i++) {
          const f = solved[i]!;
          if (f === 0) continue;
          const at = pattern.outerOf(v, i);
          for (let j = 0; j < outer; j++) right[outerColumn[begin + j]!]! -= f * store[at + j]!;
          for (let j = 0; j < p; j++) this.fixed[k]![j]! -= f * store[at + outer + j]!;
        }
      }
    }
    if (m === 0) return;
    const own = this.right.map((r) => r.subarray(tailColumn, tailColumn + m));
    for (let k = 0; k < count; k++) {
      const solved = this.solve(tail!.u!, own, k);
      for (let i = 0; i < m; i++) {
        const row = pattern.tailFixed(i);
        for (let j = 0; j < p; j++) this.fixed[k]![j]! -= solved[i]! * store[row + j]!;
      }
    }
  }

  /** U times variate k at one node; takes their cross-products with it away. */
  private solve(u: Float64Array, own: readonly Float64Array[], k: number): Float64Array {
    const count = own.length;
    const solved = timesVector(u, own[k]!);
    for (let l = 0; l <= k; l++) this.cross[l * count + k]! -= dot(own[l]!, solved);
    return solved;
  }
}
