/**
 * Conditional modes of the random effects (BLUPs) and their conditional variances, by substitution
 * back through the elimination.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import type { Elimination } from "./elimination.ts";

/**
 * Modes b = U(A_zy − A_zx β) relative to nothing: in the units of the response, over the columns of Z
 * in the order of elimination.
 *
 * @param x eliminated at θ with derivatives
 * @param beta p coefficients in the basis of the elimination
 */
export function conditionalModes(x: Elimination, beta: ArrayLike<number>): Float64Array {
  const p = x.pattern.fixedWidth - 1;
  const coefficients = new Float64Array(p + 1);
  for (let j = 0; j < p; j++) coefficients[j] = -beta[j]!;
  coefficients[p] = 1;
  return backSubstitute(x, coefficients);
}

/**
 * U A_z·c for c over the columns of [X y]: what the elimination makes of one combination of fixed
 * columns.
 */
export function backSubstitute(x: Elimination, c: Float64Array): Float64Array {
  const { pattern: p, store } = x;
  const out = new Float64Array(p.q);
  const w = p.fixedWidth;
  const m = p.tailWidth;
  if (m > 0) {
    const first = p.firstColumn[p.sparse]!;
    const right = new Float64Array(m);
    for (let i = 0; i < m; i++) {
      const row = p.tailOffset + i * (m + w) + m;
      for (let j = 0; j < w; j++) right[i]! += store[row + j]! * c[j]!;
    }
    const u = x.tail!.u!;
    for (let i = 0; i < m; i++) {
      let sum = 0;
      for (let j = 0; j < m; j++) sum += u[i * m + j]! * right[j]!;
      out[first + i] = sum;
    }
  }
  const right = new Float64Array(greatest(p.width, 1));
  for (let v = p.sparse - 1; v >= 0; v--) {
    const width = p.width[v]!;
    for (let i = 0; i < width; i++) {
      const row = p.offset[v]! + i * p.stride[v]!;
      const fixed = row + p.stride[v]! - w;
      let sum = 0;
      for (let j = 0; j < w; j++) sum += store[fixed + j]! * c[j]!;
      let at = row + width;
      for (let k = p.neighbourStart[v]!; k < p.neighbourStart[v + 1]!; k++) {
        const u = p.neighbours[k]!;
        const begin = p.firstColumn[u]!;
        for (let b = 0; b < p.width[u]!; b++) sum -= store[at++]! * out[begin + b]!;
      }
      right[i] = sum;
    }
    const inner = x.innerStart[v]!;
    for (let i = 0; i < width; i++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += x.inner[inner + i * width + k]! * right[k]!;
      out[p.firstColumn[v]! + i] = sum;
    }
  }
  return out;
}

/**
 * Entries of U = Λ(Λ'A_zzΛ + I)⁻¹Λ', conditional covariances given β over σ², by columns of Z in the
 * order of elimination. By Takahashi's recursion (K. Takahashi, J. Fagan and M.-S. Chin 1973): only
 * entries within the pattern of the factor are formed, that is at least those of effects that meet
 * in a row of the data.
 *
 * @param x eliminated at θ with derivatives
 */
export function conditionalCovariance(x: Elimination): (i: number, j: number) => number {
  const { pattern: p } = x;
  const known = selectedInverse(x);
  const node = new Int32Array(p.q);
  for (let v = 0; v < p.nodes; v++) {
    node.fill(v, p.firstColumn[v]!, p.firstColumn[v + 1]!);
  }
  const tailFirst = p.firstColumn[p.sparse]!;
  const tailStride = p.tailWidth + p.fixedWidth;
  return (i, j) => {
    const [a, b] = i <= j ? [i, j] : [j, i];
    const v = node[a]!;
    if (v >= p.sparse) return known[p.tailOffset + (a - tailFirst) * tailStride + b - tailFirst]!;
    const u = node[b]!;
    let column = b - p.firstColumn[u]!;
    if (u !== v) {
      column += p.width[v]!;
      for (let k = p.neighbourStart[v]!; p.neighbours[k] !== u; k++) {
        column += p.width[p.neighbours[k]!]!;
      }
    }
    return known[p.offset[v]! + (a - p.firstColumn[v]!) * p.stride[v]! + column]!;
  };
}

/** U on the pattern of the panels and the tail, upper triangles, laid out as the store. */
function selectedInverse(x: Elimination): Float64Array {
  const { pattern: p, store } = x;
  const m = p.tailWidth;
  const tailStride = m + p.fixedWidth;
  const known = new Float64Array(p.fixedOffset);
  for (let i = 0; i < m; i++) {
    known.set(x.tail!.u!.subarray(i * m, (i + 1) * m), p.tailOffset + i * tailStride);
  }
  for (let v = p.sparse - 1; v >= 0; v--) {
    const c = p.width[v]!;
    const outer = p.outerWidth[v]!;
    const stride = p.stride[v]!;
    const inner = x.inner.subarray(x.innerStart[v]!, x.innerStart[v + 1]!);
    const product = new Float64Array(c * outer); // S_v,outer U_outer,outer
    const begin = p.outerStart[v]!;
    for (let e = 0; e < outer; e++) {
      const row = p.rowAddress[begin + e]!;
      const base = p.mapBase[begin + e]!;
      for (let f = e; f < outer; f++) {
        const k = known[row + p.map[base + f]!]!;
        for (let i = 0; i < c; i++) {
          const s = p.offset[v]! + i * stride + c;
          product[i * outer + f]! += store[s + e]! * k;
          if (f > e) product[i * outer + e]! += store[s + f]! * k;
        }
      }
    }
    for (let i = 0; i < c; i++) {
      const row = p.offset[v]! + i * stride + c;
      for (let f = 0; f < outer; f++) {
        let sum = 0;
        for (let k = 0; k < c; k++) sum -= inner[i * c + k]! * product[k * outer + f]!;
        known[row + f] = sum;
      }
    }
    for (let i = 0; i < c; i++) {
      for (let j = i; j < c; j++) {
        let sum = inner[i * c + j]!;
        for (let k = 0; k < c; k++) { // − U_v,outer S_outer,v U_v
          let dot = 0;
          const own = p.offset[v]! + i * stride + c;
          const other = p.offset[v]! + k * stride + c;
          for (let f = 0; f < outer; f++) dot += known[own + f]! * store[other + f]!;
          sum -= dot * inner[k * c + j]!;
        }
        known[p.offset[v]! + i * stride + j] = sum;
      }
    }
  }
  return known;
}
