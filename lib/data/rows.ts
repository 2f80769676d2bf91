/**
 * Rows of columns: how many there are, picking them, stacking them.
 *
 * @module
 */
import type { Column, HeldRows } from "./column.ts";

/** Number of values in a column. */
export function columnLength(column: Column): number {
  return column.kind === "factor" || column.kind === "text"
    ? column.codes.length
    : column.values.length;
}

/** The values in these rows (from 0; a negative row gives a missing value). */
export function takeRows(column: Column, rows: Int32Array): Column {
  const n = rows.length;
  switch (column.kind) {
    case "numeric": {
      const values = new Float64Array(n);
      for (let i = 0; i < n; i++) values[i] = rows[i]! < 0 ? NaN : column.values[rows[i]!]!;
      const { held } = column;
      return held ? { ...column, values, held: heldRows(held, rows) } : { ...column, values };
    }
    case "logical": {
      const values = new Int8Array(n);
      for (let i = 0; i < n; i++) values[i] = rows[i]! < 0 ? -1 : column.values[rows[i]!]!;
      return { ...column, values };
    }
    case "factor":
    case "text": {
      const codes = new Int32Array(n);
      for (let i = 0; i < n; i++) codes[i] = rows[i]! < 0 ? -1 : column.codes[rows[i]!]!;
      return { ...column, codes };
    }
  }
}

function heldRows(held: HeldRows, rows: Int32Array): HeldRows {
  return {
    ...held,
    cell: Int32Array.from(rows, (i) => i < 0 ? -1 : held.cell[i]!),
    low: Float64Array.from(rows, (i) => i < 0 ? 0 : held.low[i]!),
  };
}

/** Which rows are missing: 1 where the column has no value. */
export function missingRows(column: Column): Uint8Array {
  const out = new Uint8Array(columnLength(column));
  if (column.kind === "numeric") {
    for (let i = 0; i < out.length; i++) out[i] = Number.isNaN(column.values[i]!) ? 1 : 0;
  } else {
    const values = column.kind === "logical" ? column.values : column.codes;
    for (let i = 0; i < out.length; i++) out[i] = values[i]! < 0 ? 1 : 0;
  }
  return out;
}
