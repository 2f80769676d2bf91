/**
 * Ranks of column blocks one after another: how many dimensions each adds to those before it.
 *
 * @module
 */

/** Columns of one block: sparse entries by row. */
export interface Block {
  columns: number;
  /** Calls `put(column, value)` for each entry of a row that is not 0. */
  row(i: number, put: (column: number, value: number) => void): void;
}

/** More columns than this are not ranked: the cross-product matrix would be too large. */
export const MOST_COLUMNS = 1600;

/** A column is new if this share of its squared length is left after those before it. */
const TOLERANCE = 1e-9;

/**
 * Ranks of [B₁], [B₁ B₂] …, as increments: a Cholesky factor of the cross-products of the columns
 * scaled to length 1, in which a column that depends on earlier ones is passed over.
 *
 * @param blocks column blocks over the same rows
 * @param rows number of rows
 * @returns one increment for each block, or null if there are more than `MOST_COLUMNS` columns
 */
export function rankIncrements(blocks: readonly Block[], rows: number): number[] | null {
  const starts: number[] = [];
  const total = blocks.reduce((n, b) => (starts.push(n), n + b.columns), 0);
  if (total > MOST_COLUMNS) return null;
  const gram = crossProducts(blocks, starts, rows, total);
  const scale = Float64Array.from({ length: total }, (_, j) => gram[j * total + j]!);
  const independent = new Uint8Array(total);
  for (let j = 0; j < total; j++) {
    const pivot = gram[j * total + j]!;
    if (!(pivot > TOLERANCE * scale[j]!) || scale[j] === 0) continue;
    independent[j] = 1;
    for (let i = j + 1; i < total; i++) {
      const f = gram[j * total + i]! / pivot;
      if (f === 0) continue;
      for (let k = i; k < total; k++) gram[i * total + k]! -= f * gram[j * total + k]!;
    }
  }
  return blocks.map((b, k) =>
    independent.subarray(starts[k]!, starts[k]! + b.columns).reduce((n, one) => n + one, 0)
  );
}

/** Upper triangle of the cross-products of all columns, row-major. */
function crossProducts(
  blocks: readonly Block[],
  starts: readonly number[],
  rows: number,
  total: number,
): Float64Array {
  const gram = new Float64Array(total * total);
  const places = new Int32Array(total);
  const values = new Float64Array(total);
  for (let i = 0; i < rows; i++) {
    let count = 0;
    blocks.forEach((block, k) =>
      block.row(i, (column, value) => {
        places[count] = starts[k]! + column;
        values[count++] = value;
      })
    );
    for (let a = 0; a < count; a++) {
      for (let b = a; b < count; b++) {
        gram[places[a]! * total + places[b]!]! += values[a]! * values[b]!;
      }
    }
  }
  return gram;
}
