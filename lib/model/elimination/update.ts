/**
 * The innermost loops of the elimination: subtracting low-rank products from the blocks that a node
 * touches.
 *
 * Vectors have one entry for each outer column of the node, then one for each column of [X y]; only
 * targets on or right of the diagonal are touched. The functions are one loop with several
 * bodies: each is the innermost of all, and a body handed over as a function costs more than it does.
 *
 * @module
 */
import type { EliminationPattern } from "./pattern.ts";
import type { StoreBlock } from "./state.ts";

/** target −= left ⊗ right + right ⊗ left. */
export function subtractSymmetric(
  { data, shift }: StoreBlock,
  pattern: EliminationPattern,
  node: number,
  left: Float64Array,
  right: Float64Array,
): void {
  const { map, fixedWidth } = pattern;
  const outer = pattern.outerWidth[node]!;
  const total = outer + fixedWidth;
  const at = pattern.outerStart[node]!;
  for (let j = 0; j < outer; j++) {
    const a = left[j]!;
    const b = right[j]!;
    if (a === 0 && b === 0) continue;
    const row = pattern.rowAddress[at + j]! - shift;
    const base = pattern.mapBase[at + j]!;
    for (let f = j; f < outer; f++) {
      data[row + map[base + f]!]! -= a * right[f]! + b * left[f]!;
    }
    const tail = pattern.fixedAddress[at + j]! - shift - outer;
    for (let f = outer; f < total; f++) data[tail + f]! -= a * right[f]! + b * left[f]!;
  }
  for (let j = outer; j < total; j++) {
    const a = left[j]!;
    const b = right[j]!;
    if (a === 0 && b === 0) continue;
    const row = pattern.fixedRow(j - outer) - shift - outer;
    for (let f = j; f < total; f++) data[row + f]! -= a * right[f]! + b * left[f]!;
  }
}

/** target −= left ⊗ right, for products whose sum over calls is symmetric. */
export function subtractProduct(
  { data, shift }: StoreBlock,
  pattern: EliminationPattern,
  node: number,
  left: Float64Array,
  right: Float64Array,
  scale: number,
): void {
  const { map, fixedWidth } = pattern;
  const outer = pattern.outerWidth[node]!;
  const total = outer + fixedWidth;
  const at = pattern.outerStart[node]!;
  for (let j = 0; j < outer; j++) {
    const a = scale * left[j]!;
    if (a === 0) continue;
    const row = pattern.rowAddress[at + j]! - shift;
    const base = pattern.mapBase[at + j]!;
    for (let f = j; f < outer; f++) data[row + map[base + f]!]! -= a * right[f]!;
    const tail = pattern.fixedAddress[at + j]! - shift - outer;
    for (let f = outer; f < total; f++) data[tail + f]! -= a * right[f]!;
  }
  for (let j = outer; j < total; j++) {
    const a = scale * left[j]!;
    if (a === 0) continue;
    const row = pattern.fixedRow(j - outer) - shift - outer;
    for (let f = j; f < total; f++) data[row + f]! -= a * right[f]!;
  }
}

/** target −= Σᵢ leftᵢ ⊗ rightᵢ, a sum that is symmetric: four rows for each pass over what is touched. */
export function subtractProducts(
  block: StoreBlock,
  pattern: EliminationPattern,
  node: number,
  left: readonly Float64Array[],
  right: readonly Float64Array[],
  count: number,
): void {
  let i = 0;
  for (; i + 3 < count; i += 4) subtractFour(block, pattern, node, left, right, i);
  for (; i < count; i++) subtractProduct(block, pattern, node, left[i]!, right[i]!, 1);
}

function subtractFour(
  { data, shift }: StoreBlock,
  pattern: EliminationPattern,
  node: number,
  left: readonly Float64Array[],
  right: readonly Float64Array[],
  i: number,
): void {
  const { map, fixedWidth } = pattern;
  const outer = pattern.outerWidth[node]!;
  const total = outer + fixedWidth;
  const at = pattern.outerStart[node]!;
  const [l0, l1, l2, l3] = [left[i]!, left[i + 1]!, left[i + 2]!, left[i + 3]!];
  const [r0, r1, r2, r3] = [right[i]!, right[i + 1]!, right[i + 2]!, right[i + 3]!];
  for (let j = 0; j < total; j++) {
    const a0 = l0[j]!;
    const a1 = l1[j]!;
    const a2 = l2[j]!;
    const a3 = l3[j]!;
    if (a0 === 0 && a1 === 0 && a2 === 0 && a3 === 0) continue;
    let tail: number;
    if (j < outer) {
      const row = pattern.rowAddress[at + j]! - shift;
      const base = pattern.mapBase[at + j]!;
      for (let f = j; f < outer; f++) {
        data[row + map[base + f]!]! -= a0 * r0[f]! + a1 * r1[f]! + a2 * r2[f]! + a3 * r3[f]!;
      }
      tail = pattern.fixedAddress[at + j]! - shift - outer;
    } else tail = pattern.fixedRow(j - outer) - shift - outer;
    for (let f = Math.max(j, outer); f < total; f++) {
      data[tail + f]! -= a0 * r0[f]! + a1 * r1[f]! + a2 * r2[f]! + a3 * r3[f]!;
    }
  }
}

/** A block, and the multiple of a product that is subtracted from it. */
type ScaledBlock = readonly [block: StoreBlock, scale: number];

/**
 * Three multiples of one product at once: block −= scale · b ⊗ b, the store itself first. A node whose own variance
 * is the only one that has reached it needs no more than that for both derivatives.
 */
export function subtractThree(
  pattern: EliminationPattern,
  node: number,
  b: Float64Array,
  [{ data: first }, a1]: ScaledBlock,
  [{ data: second, shift: secondShift }, a2]: ScaledBlock,
  [{ data: third, shift: thirdShift }, a3]: ScaledBlock,
): void {
  const { map, fixedWidth } = pattern;
  const outer = pattern.outerWidth[node]!;
  const total = outer + fixedWidth;
  const at = pattern.outerStart[node]!;
  for (let j = 0; j < total; j++) {
    const x = b[j]!;
    if (x === 0) continue;
    const s1 = a1 * x;
    const s2 = a2 * x;
    const s3 = a3 * x;
    let tail: number;
    if (j < outer) {
      const row = pattern.rowAddress[at + j]!;
      const base = pattern.mapBase[at + j]!;
      for (let f = j; f < outer; f++) {
        const to = row + map[base + f]!;
        const y = b[f]!;
        first[to]! -= s1 * y;
        second[to - secondShift]! -= s2 * y;
        third[to - thirdShift]! -= s3 * y;
      }
      tail = pattern.fixedAddress[at + j]! - outer;
    } else tail = pattern.fixedRow(j - outer) - outer;
    for (let f = Math.max(j, outer); f < total; f++) {
      const to = tail + f;
      const y = b[f]!;
      first[to]! -= s1 * y;
      second[to - secondShift]! -= s2 * y;
      third[to - thirdShift]! -= s3 * y;
    }
  }
}
