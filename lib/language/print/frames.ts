/**
 * Data frames as R's console prints them.
 *
 * @module
 */
import { indexed } from "./lines.ts";
import { describe } from "../values/coerce.ts";
import {
  dimNamesOf,
  dimOf,
  type Frame,
  isAtomic,
  isFrame,
  namesOf,
  rowNamesOf,
  rowsOf,
} from "../values/value.ts";
import { cellsOf, type PrintOptions } from "./cells.ts";
import { block, columnCells, summaryOf } from "./matrices.ts";

export function frame(x: Frame, options: PrintOptions): string[] {
  const n = rowsOf(x);
  const heads = (namesOf(x) ?? []).map((h) => h ?? "NA");
  if (x.values.length === 0) return [`data frame with 0 columns and ${n} rows`];
  if (n === 0) {
    return [
      ...indexed(heads, true, { ...options, quote: false }).map((l) => l),
      "<0 rows> (or 0-length row.names)",
    ];
  }
  const rowNames = rowNamesOf(x) ?? Array.from({ length: n }, (_, i) => String(i + 1));
  const plain = { ...options, quote: false, inTable: true };
  const columns = x.values.flatMap((column, j) => {
    const head = heads[j]!;
    if (column.type === "list" && !isFrame(column)) {
      return [{ head, cells: column.values.map(summaryOf), left: false }];
    }
    if (isFrame(column)) {
      return column.values.map((inner, k) => ({
        head: `${head}.${namesOf(column)?.[k] ?? ""}`,
        cells: isAtomic(inner) ? cellsOf(inner, plain) : [],
        left: false,
      }));
    }
    if (!isAtomic(column)) {
      return [{
        head,
        cells: Array.from({ length: n }, () => describe(column)),
        left: false,
      }];
    }
    const dim = dimOf(column);
    if (dim?.length === 2) {
      const own = dimNamesOf(column)?.[1];
      return Array.from({ length: dim[1]! }, (_, k) => ({
        head: own ? `${head}.${own[k]}` : `${head}.${k + 1}`,
        cells: columnCells(column, k, n, plain),
        left: false,
      }));
    }
    return [{ head, cells: cellsOf(column, plain), left: false }];
  });
  return block(rowNames, columns, options);
}
