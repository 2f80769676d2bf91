/**
 * The innermost loops of the elimination: subtracting low-rank products from the blocks that a node
 * touches.
 *
 * Vectors have one entry for each outer column of node v, then one for each column of [X y]; only
 * targets on or right of the diagonal are touched. `shift` is what the target's store leaves out
 * at its beginning.
 *
 * @module
 */
import type { EliminationPattern } from "./pattern.ts";

/** target −= left ⊗ right + right ⊗ left. */
export function subtractSymmetric(
  target: Float64Array,
  shift: number,
  p: EliminationPattern,
  v: number,
  left: Float64Array,
  right: Float64Array,
): void {
  const { map, fixedWidth } = p;
  const outer = p.outerWidth[v]!;
  const total = outer + fixedWidth;
  const at = p.outerStart[v]!;
  for (let j = 0; j < outer; j++) {
    const a = left[j]!;
    const b = right[j]!;
    if (a === 0 && b === 0) continue;
    const row = p.rowAddress[at + j]! - shift;
    const base = p.mapBase[at + j]!;
    for (let f = j; f < outer; f++) {
      target[row + map[base + f]!]! -= a * right[f]! + b * left[f]!;
    }
    const tail = p.fixedAddress[at + j]! - shift - outer;
    for (let f = outer; f < total; f++) target[tail + f]! -= a * right[f]! + b * left[f]!;
  }
  for (let j = outer; j < total; j++) {
    const a = left[j]!;
    const b = right[j]!;
    if (a === 0 && b === 0) continue;
    const row = p.fixedOffset + (j - outer) * fixedWidth - shift - outer;
    for (let f = j; f < total; f++) target[row + f]! -= a * right[f]! + b * left[f]!;
  }
}

/** target −= left ⊗ right, for products whose sum over calls is symmetric. */
export function subtractProduct(
  target: Float64Array,
  shift: number,
  p: EliminationPattern,
  v: number,
  left: Float64Array,
  right: Float64Array,
  scale: number,
): void {
  const { map, fixedWidth } = p;
  const outer = p.outerWidth[v]!;
  const total = outer + fixedWidth;
  const at = p.outerStart[v]!;
  for (let j = 0; j < outer; j++) {
    const a = scale * left[j]!;
    if (a === 0) continue;
    const row = p.rowAddress[at + j]! - shift;
    const base = p.mapBase[at + j]!;
    for (let f = j; f < outer; f++) target[row + map[base + f]!]! -= a * right[f]!;
    const tail = p.fixedAddress[at + j]! - shift - outer;
    for (let f = outer; f < total; f++) target[tail + f]! -= a * right[f]!;
  }
  for (let j = outer; j < total; j++) {
    const a = scale * left[j]!;
    if (a === 0) continue;
    const row = p.fixedOffset + (j - outer) * fixedWidth - shift - outer;
    for (let f = j; f < total; f++) target[row + f]! -= a * right[f]!;
  }
}

/**
 * Three multiples of one product at once: targets[i] −= scales[i] · b ⊗ b. A node whose own variance
 * is the only one that has reached it needs no more than that for both derivatives.
 */
export function subtractThree(
  first: Float64Array,
  second: Float64Array,
  secondShift: number,
  third: Float64Array,
  thirdShift: number,
  p: EliminationPattern,
  v: number,
  b: Float64Array,
  a1: number,
  a2: number,
  a3: number,
): void {
  const { map, fixedWidth } = p;
  const outer = p.outerWidth[v]!;
  const total = outer + fixedWidth;
  const at = p.outerStart[v]!;
  for (let j = 0; j < total; j++) {
    const x = b[j]!;
    if (x === 0) continue;
    const s1 = a1 * x;
    const s2 = a2 * x;
    const s3 = a3 * x;
    let tail: number;
    if (j < outer) {
      const row = p.rowAddress[at + j]!;
      const base = p.mapBase[at + j]!;
      for (let f = j; f < outer; f++) {
        const to = row + map[base + f]!;
        const y = b[f]!;
        first[to]! -= s1 * y;
        second[to - secondShift]! -= s2 * y;
        third[to - thirdShift]! -= s3 * y;
      }
      tail = p.fixedAddress[at + j]! - outer;
    } else tail = p.fixedOffset + (j - outer) * fixedWidth - outer;
    for (let f = Math.max(j, outer); f < total; f++) {
      const to = tail + f;
      const y = b[f]!;
      first[to]! -= s1 * y;
      second[to - secondShift]! -= s2 * y;
      third[to - thirdShift]! -= s3 * y;
    }
  }
}
