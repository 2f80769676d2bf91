/**
 * Data frames as R's console prints them.
 *
 * @module
 */
import {
  dimNamesOf,
  dimOf,
  type Frame,
  inherits,
  isAtomic,
  isFrame,
  lengthOf,
  namesOf,
  rowNamesOf,
  rowsOf,
  textsAttribute,
  type Value,
} from "../values/value.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { asCharacter, describe } from "../values/coerce.ts";
import { cellsOf, type PrintOptions } from "./cells.ts";
import { indexed } from "./lines.ts";
import { block, type Column, summaryOf } from "./matrices.ts";

export function frame(x: Frame, options: PrintOptions): string[] {
  const n = rowsOf(x);
  const heads = (namesOf(x) ?? []).map((h) => h ?? "NA");
  if (x.values.length === 0) return [`data frame with 0 columns and ${n} row${n === 1 ? "" : "s"}`];
  if (n === 0) {
    return [
      ...indexed(heads, true, { ...options, quote: false }),
      "<0 rows> (or 0-length row.names)",
    ];
  }
  const most = Math.max(1, Math.min(n, Math.floor(options.most / x.values.length)));
  const names = rowNamesOf(x) ?? Array.from({ length: n }, (_, i) => String(i + 1));
  const plain = { ...options, quote: false, inTable: true };
  const columns = x.values.flatMap((column, j) => columnsOf(column, heads[j]!, n, plain));
  const rows = options.rowNames ? names : names.map(() => "");
  const lines = block({ rows: rows.slice(0, most), left: true, titles: null }, columns, options);
  if (most === n) return lines;
  return [
    ...lines,
    ` [ reached 'max' / getOption("max.print") -- omitted ${n - most} rows ]`,
  ];
}

/** A table of data.table: rows with numbers and colons, of many the first five and the last. */
export function dataTable(x: Frame, options: PrintOptions): string[] {
  const n = rowsOf(x);
  const heads = (namesOf(x) ?? []).map((h) => h ?? "NA");
  if (heads.length === 0) return ["Null data.table (0 rows and 0 cols)"];
  if (n === 0) {
    const some = heads.slice(0, 6).join(",") + (heads.length > 6 ? "..." : "");
    return [
      `Empty data.table (0 rows and ${heads.length} cols): ${some}`,
    ];
  }
  const all = Array.from({ length: n }, (_, i) => i);
  const few = n > 100;
  const at = few ? [...all.slice(0, 5), ...all.slice(-5)] : all;
  const width = String(n).length;
  const names = at.map((i) => `${String(i + 1).padStart(width)}:`);
  const plain = { ...options, quote: false, inTable: true };
  const rows = Int32Array.from(at);
  const columns = x.values.flatMap((column, j): Column[] => {
    const shown = few ? rowsOfColumn(column, rows) : column;
    if (shown.type === "list" && !isFrame(shown)) {
      const cells = shown.values.map((v) =>
        isAtomic(v) && lengthOf(v) <= 6
          ? asCharacter(v).values.map((t) => t ?? "NA").join(",")
          : summaryOf(v)
      );
      return [{ head: heads[j]!, cells, left: plain.left }];
    }
    return columnsOf(shown, heads[j]!, at.length, plain);
  });
  if (few) names.splice(5, 0, "---".padStart(width + 1));
  const divided = few
    ? columns.map((c) => ({ ...c, cells: c.cells.toSpliced(5, 0, "") }))
    : columns;
  const lines = block({ rows: names, left: true, titles: null }, divided, options);
  // below many rows the names of columns stand once more
  return at.length > 20 ? [...lines, lines[0]!] : lines;
}

/** What is printed of a column: several columns of one that is a matrix or a table. */
function columnsOf(column: Value, head: string, n: number, plain: PrintOptions): Column[] {
  const left = plain.left;
  if (isFrame(column)) {
    const one = column.values.length === 1;
    return column.values.flatMap((inner, k) => {
      const own = namesOf(column)?.[k] ?? "";
      return columnsOf(inner, one ? own : `${head}.${own}`, n, plain);
    });
  }
  if (column.type === "list") return [{ head, cells: column.values.map(summaryOf), left }];
  if (!isAtomic(column)) {
    return [{ head, cells: Array.from({ length: n }, () => describe(column)), left }];
  }
  const dim = dimOf(column);
  const units = inherits(column, "difftime") ? textsAttribute(column, "units")?.[0] : null;
  if (units) {
    const cells = cellsOf({ ...column, attributes: null }, plain);
    return [{ head, cells: cells.map((c) => `${c} ${units}`), left }];
  }
  if (dim?.length !== 2) return [{ head, cells: cellsOf(column, plain), left }];
  const own = dimNamesOf(column)?.[1];
  // Columns of one matrix share their decimals.
  const cells = cellsOf({ ...column, attributes: null }, plain);
  return Array.from({ length: dim[1]! }, (_, k) => ({
    head: dim[1] === 1 ? own?.[k] ?? head : `${head}.${own?.[k] ?? k + 1}`,
    cells: cells.slice(k * n, (k + 1) * n),
    left,
  }));
}
