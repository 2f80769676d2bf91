/**
 * Values as columns: what `data.frame` and `cbind` make of vectors, lists, matrices and tables.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { pick } from "../parts/picking.ts";
import { describe } from "../values/coerce.ts";
import { memberRows } from "../values/rows.ts";
import {
  dimNamesOf,
  dimOf,
  inherits,
  isFrame,
  isVector,
  lengthOf,
  type ListVector,
  namesOf,
  rowNamesOf,
  rowsOf,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";

/** A column with its name. */
export type Column = readonly [string, Value];

/** What one argument gives: columns, and names of rows if it has any. */
export interface Columns {
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly rowNames: readonly string[] | null;
}

/** Elements of a vector without names, its class kept. */
export function bare(x: Vector): Vector {
  if (!x.attributes) return x;
  const kept = new Map(x.attributes);
  for (const name of ["names", "dim", "dimnames"]) kept.delete(name);
  return withAttributes(x, kept);
}

/** The columns of a matrix. */
export function matrixColumns(x: Vector): Vector[] {
  const [m, n] = dimOf(x) as unknown as [number, number];
  return Array.from(
    { length: n },
    (_, j) => pick(x, Int32Array.from({ length: m }, (_, i) => j * m + i)),
  );
}

/** The columns that a value gives under a name; `given` says that the author wrote the name. */
export function columnsOf(x: Value, name: string, given: boolean, span: Span): Columns {
  if (isFrame(x)) {
    const own = namesOf(x) ?? [];
    const many = given && x.values.length > 1;
    return {
      columns: x.values.map((v, k): Column => [many ? `${name}.${own[k] ?? ""}` : own[k] ?? "", v]),
      rows: rowsOf(x),
      rowNames: rowNamesOf(x),
    };
  }
  if (!isVector(x)) {
    return fail(
      "wrong-argument",
      `${describe(x)} is no column`.replace(/^./, (c) => c.toUpperCase()),
      {
        span,
        hint: "Columns are vectors, factors, matrices and data frames",
      },
    );
  }
  if (x.type === "list" && !inherits(x, "AsIs")) return listColumns(x, name, given, span);
  const dim = dimOf(x);
  if (dim?.length === 2) {
    const names = dimNamesOf(x);
    const own = names?.[1];
    const one = dim[1] === 1;
    return {
      columns: matrixColumns(x).map((column, k): Column => {
        const label = own ? own[k] ?? "NA" : String(k + 1);
        // R takes the name that a single column has of its own before the one that it is given
        if (one && (own || name !== "")) return [own ? label : name, column];
        return [given ? `${name}.${label}` : own ? label : `X${label}`, column];
      }),
      rows: dim[0]!,
      rowNames: names?.[0]?.map((v) => v ?? "NA") ?? null,
    };
  }
  const names = namesOf(x);
  return {
    columns: [[name, bare(x)]],
    rows: x.values.length,
    rowNames: names?.map((v) => v ?? "NA") ?? null,
  };
}

function listColumns(x: ListVector, name: string, given: boolean, span: Span): Columns {
  const own = namesOf(x);
  const parts = x.values.map((v, k) => {
    const inner = own?.[k] || `V${k + 1}`;
    return columnsOf(v, given && own ? `${name}.${inner}` : inner, true, span);
  });
  const rows = parts.reduce((m, p) => Math.max(m, p.rows), 0);
  return {
    columns: parts.flatMap((p) =>
      p.columns.map(([n, v]): Column => [n, recycled(v, p.rows, rows, span)])
    ),
    rows,
    rowNames: parts.find((p) => p.rowNames && p.rows === rows)?.rowNames ?? null,
  };
}

/** A column as long as the table: a shorter one is repeated where that comes out even. */
export function recycled(x: Value, length: number, rows: number, span: Span): Value {
  if (length === rows) return x;
  if (length === 0 || rows % length !== 0) {
    return fail(
      "wrong-length",
      `Columns have ${rows} and ${length} rows`,
      { span, hint: "Columns are of one length; one value is repeated" },
    );
  }
  return memberRows(x, Array.from({ length: rows }, (_, i) => i % length));
}

/** Rows of what is a column. */
export function heightOf(x: Value): number {
  return isFrame(x) ? rowsOf(x) : dimOf(x)?.length === 2 ? dimOf(x)![0]! : lengthOf(x);
}
