/**
 * Average information: half the second derivatives of y'Py, from a few solves instead of products of
 * matrices (A. R. Gilmour, R. Thompson and B. R. Cullis 1995, Biometrics 51, 1440–1450).
 *
 * y'P Gₖ P Gₗ P y = wₖ'P wₗ with the working variates wₖ = Gₖ P y = Z Tₖ z, z = Z'Py.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import type { Elimination } from "./elimination.ts";
import { pairIndex } from "./state.ts";

/**
 * wₖ'P wₗ, packed by pairs.
 *
 * @param x eliminated with first derivatives
 * @param beta b in the basis of the elimination
 * @param inverse C⁻¹, p × p
 */
export function averageInformation(
  x: Elimination,
  beta: Float64Array,
  inverse: Float64Array,
): Float64Array {
  const { layout, pattern } = x;
  const count = layout.parameters.length;
  const z = workingResponse(x, beta);
  const t = layout.parameters.map(({ group, row, column }) => {
    const out = new Float64Array(pattern.q);
    for (const v of pattern.positions[group]!) {
      const first = pattern.firstColumn[v]!;
      out[first + row] = z[first + column]!;
      out[first + column] = z[first + row]!;
    }
    return out;
  });
  const w = new WorkingVariates(x, t);
  w.eliminate();
  const p = beta.length;
  const out = new Float64Array(count * (count + 1) / 2);
  for (let l = 0; l < count; l++) {
    for (let k = 0; k <= l; k++) {
      let value = w.cross[k * count + l]!;
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++) {
          value -= w.fixed[k]![i]! * inverse[i * p + j]! * w.fixed[l]![j]!;
        }
      }
      out[pairIndex(k, l)] = value;
    }
  }
  return out;
}

/** z = Z'Py: at each node (I − aU)r with r what is left of the response there. */
function workingResponse(x: Elimination, beta: Float64Array): Float64Array {
  const { pattern: p, store } = x;
  const w = p.fixedWidth;
  const modes = new Float64Array(p.q);
  const z = new Float64Array(p.q);
  const left = (at: number): number => {
    let sum = store[at + w - 1]!;
    for (let j = 0; j < w - 1; j++) sum -= store[at + j]! * beta[j]!;
    return sum;
  };
  const m = p.tailWidth;
  if (m > 0) {
    const first = p.firstColumn[p.sparse]!;
    const { u, s } = x.tail!;
    const r = Float64Array.from(
      { length: m },
      (_, i) => left(p.tailOffset + i * (m + w) + m),
    );
    for (let i = 0; i < m; i++) {
      let sum = 0;
      for (let j = 0; j < m; j++) sum += u![i * m + j]! * r[j]!;
      modes[first + i] = sum;
    }
    for (let i = 0; i < m; i++) {
      let sum = r[i]!;
      for (let j = 0; j < m; j++) sum -= s[i * m + j]! * modes[first + j]!;
      z[first + i] = sum;
    }
  }
  const r = new Float64Array(greatest(p.width, 1));
  for (let v = p.sparse - 1; v >= 0; v--) {
    const c = p.width[v]!;
    const stride = p.stride[v]!;
    const first = p.firstColumn[v]!;
    for (let i = 0; i < c; i++) {
      const row = p.offset[v]! + i * stride;
      let sum = left(row + stride - w);
      let at = row + c;
      for (let k = p.neighbourStart[v]!; k < p.neighbourStart[v + 1]!; k++) {
        const begin = p.firstColumn[p.neighbours[k]!]!;
        const width = p.width[p.neighbours[k]!]!;
        for (let b = 0; b < width; b++) sum -= store[at++]! * modes[begin + b]!;
      }
      r[i] = sum;
    }
    const inner = x.innerStart[v]!;
    for (let i = 0; i < c; i++) {
      let sum = 0;
      for (let k = 0; k < c; k++) sum += x.inner[inner + i * c + k]! * r[k]!;
      modes[first + i] = sum;
    }
    for (let i = 0; i < c; i++) {
      let sum = r[i]!;
      for (let k = 0; k < c; k++) {
        const at = p.offset[v]! + (i <= k ? i * stride + k : k * stride + i);
        sum -= store[at]! * modes[first + k]!;
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

  constructor(private readonly x: Elimination, t: Float64Array[]) {
    const { pattern: p, cross: a } = x;
    const count = t.length;
    const w = p.fixedWidth;
    this.right = t.map(() => new Float64Array(p.q));
    this.fixed = t.map(() => new Float64Array(w - 1));
    this.cross = new Float64Array(count * count);
    for (let k = 0; k < count; k++) {
      const tk = t[k]!;
      const right = this.right[k]!;
      const fixed = this.fixed[k]!;
      for (let v = 0; v < p.sparse; v++) {
        const first = p.firstColumn[v]!;
        const c = p.width[v]!;
        for (let i = 0; i < c; i++) {
          const row = p.offset[v]! + i * p.stride[v]!;
          const own = tk[first + i]!;
          let sum = a[row + i]! * own;
          for (let j = i + 1; j < c; j++) {
            sum += a[row + j]! * tk[first + j]!;
            right[first + j]! += a[row + j]! * own;
          }
          let at = row + c;
          for (let n = p.neighbourStart[v]!; n < p.neighbourStart[v + 1]!; n++) {
            const begin = p.firstColumn[p.neighbours[n]!]!;
            const width = p.width[p.neighbours[n]!]!;
            for (let b = 0; b < width; b++, at++) {
              sum += a[at]! * tk[begin + b]!;
              right[begin + b]! += a[at]! * own;
            }
          }
          right[first + i]! += sum;
          for (let j = 0; j < w - 1; j++) fixed[j]! += a[at + j]! * own;
        }
      }
      const m = p.tailWidth;
      const first = p.firstColumn[p.sparse]!;
      const tt = tk.subarray(first, first + m);
      const rt = right.subarray(first, first + m);
      for (let i = 0; i < m; i++) {
        const row = p.tailOffset + i * (m + w);
        const own = tt[i]!;
        let sum = a[row + i]! * own;
        for (let j = i + 1; j < m; j++) {
          const value = a[row + j]!;
          sum += value * tt[j]!;
          rt[j]! += value * own;
        }
        rt[i]! += sum;
        for (let j = 0; j < w - 1; j++) fixed[j]! += a[row + m + j]! * own;
      }
      for (let l = 0; l <= k; l++) {
        let sum = 0;
        for (let i = 0; i < p.q; i++) sum += t[l]![i]! * right[i]!;
        this.cross[l * count + k] = sum;
      }
    }
  }

  eliminate(): void {
    const { pattern: p, store, inner, innerStart } = this.x;
    const count = this.right.length;
    const w = p.fixedWidth;
    const widest = greatest(p.width, 1);
    const u = Array.from({ length: count }, () => new Float64Array(widest));
    for (let v = 0; v < p.sparse; v++) {
      const first = p.firstColumn[v]!;
      const c = p.width[v]!;
      for (let k = 0; k < count; k++) {
        for (let i = 0; i < c; i++) {
          let sum = 0;
          for (let j = 0; j < c; j++) {
            sum += inner[innerStart[v]! + i * c + j]! * this.right[k]![first + j]!;
          }
          u[k]![i] = sum;
        }
        for (let l = 0; l <= k; l++) {
          let sum = 0;
          for (let i = 0; i < c; i++) sum += this.right[l]![first + i]! * u[k]![i]!;
          this.cross[l * count + k]! -= sum;
        }
        for (let i = 0; i < c; i++) {
          const f = u[k]![i]!;
          if (f === 0) continue;
          let at = p.offset[v]! + i * p.stride[v]! + c;
          for (let n = p.neighbourStart[v]!; n < p.neighbourStart[v + 1]!; n++) {
            const begin = p.firstColumn[p.neighbours[n]!]!;
            const width = p.width[p.neighbours[n]!]!;
            for (let b = 0; b < width; b++) this.right[k]![begin + b]! -= f * store[at++]!;
          }
          for (let j = 0; j < w - 1; j++) this.fixed[k]![j]! -= f * store[at + j]!;
        }
      }
    }
    const m = p.tailWidth;
    const first = p.firstColumn[p.sparse]!;
    for (let k = 0; k < count && m > 0; k++) {
      const tail = this.x.tail!.u!;
      const own = this.right[k]!.subarray(first, first + m);
      const solved = new Float64Array(m);
      for (let i = 0; i < m; i++) {
        let sum = 0;
        const row = i * m;
        for (let j = 0; j < m; j++) sum += tail[row + j]! * own[j]!;
        solved[i] = sum;
      }
      for (let l = 0; l <= k; l++) {
        let sum = 0;
        for (let i = 0; i < m; i++) sum += this.right[l]![first + i]! * solved[i]!;
        this.cross[l * count + k]! -= sum;
      }
      for (let i = 0; i < m; i++) {
        const row = p.tailOffset + i * (m + w) + m;
        for (let j = 0; j < w - 1; j++) this.fixed[k]![j]! -= solved[i]! * store[row + j]!;
      }
    }
  }
}
