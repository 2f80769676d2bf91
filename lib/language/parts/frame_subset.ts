/**
 * Rows, columns and cells of data frames.
 *
 * @module
 */
import { refuseWithheldRows } from "../values/withheld.ts";
import { withoutAnnotations } from "../print/annotated.ts";
import { fail, type Span } from "../../diagnostic.ts";
import { nearest } from "../../syntax/nearest.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import {
  type Attributes,
  characters,
  countedRows,
  dimOf,
  doubles,
  inherits,
  integers,
  isFactor,
  isFrame,
  isVector,
  listOf,
  type ListVector,
  namesOf,
  type Numbers,
  rowNamesOf,
  rowsOf,
  share,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";
import { places, type Subscript } from "./places.ts";
import { cells, pick } from "./picking.ts";

// ---- data frames --------------------------------------------------------------------------------

/** Columns of a data frame that an index picks. */
export function columnsAt(frame: ListVector, at: Subscript): Int32Array {
  const names = namesOf(frame) ?? [];
  const n = frame.values.length;
  const found = places(at, n, names);
  for (const [i, k] of found.entries()) {
    if (k >= 0 && k < n) continue;
    const wanted = at.value?.type === "character" ? at.value.values[i] : null;
    const near = wanted ? nearest(wanted, names.filter((v): v is string => v !== null)) : null;
    fail(
      "unknown-column",
      wanted ? `The data have no column "${wanted}"` : `There are ${n} columns`,
      {
        span: at.span,
        hint: near ? `Did you mean "${near}"?` : `They have ${names.slice(0, 8).join(", ")}`,
      },
    );
  }
  return found;
}

/** Rows of a data frame that an index picks; −1 is a row of missing values. */
export function rowsAt(frame: ListVector, at: Subscript): Int32Array {
  const n = rowsOf(frame);
  const truths = at.value?.type === "logical" ? at.value.values.length : n;
  if (inherits(frame, "tbl_df") && truths !== n && truths !== 1) {
    fail("bad-index", `${truths} truth values do not pick from ${n} rows of a tibble`, {
      span: at.span,
      hint: "Give one for each row",
    });
  }
  const names = rowNamesOf(frame) ?? Array.from({ length: n }, (_, i) => String(i + 1));
  const { value } = at;
  const found = places(at, n, value?.type === "character" ? names : null);
  // another order of all rows is no pick of some
  if (value && value.type !== "logical" && new Set(found).size !== n) {
    refuseWithheldRows(frame, "Picking rows by their places", at.span);
  }
  if (value?.type !== "character" || inherits(frame, "tbl_df")) {
    return found.map((k) => k >= n ? -1 : k);
  }
  return found.map((k, i) => k >= 0 ? k : rowBegun(names, value.values[i] ?? null));
}

/** The only row whose name begins with a text, as R takes it for the row; −1 if there is none. */
function rowBegun(names: readonly string[], text: string | null): number {
  if (text === null || text === "") return -1;
  const first = names.findIndex((name) => name.startsWith(text));
  const more = names.findIndex((name, i) => i > first && name.startsWith(text));
  return more < 0 ? first : -1;
}

/** Rows of a data frame, in any order and as often as one likes. */
export function frameRows(frame: ListVector, rows: Int32Array): ListVector {
  const kept: Attributes = new Map(frame.attributes!);
  const columns = frame.values.map((column) => rowsOfColumn(column, rows));
  const own = rowNamesOf(frame);
  const counted = inherits(frame, "tbl_df") || own === null && rows.every((k, i) => k === i);
  kept.set("row.names", counted ? countedRows(rows.length) : rowLabels(rows, own));
  return withAttributes(listOf(columns), kept);
}

/** Elements of a column, or rows of one that is a matrix. */
export function rowsOfColumn(column: Value, rows: Int32Array): Value {
  if (!isVector(column)) return column;
  if (isFrame(column)) return frameRows(column, rows);
  const dim = dimOf(column);
  if (dim?.length === 2) {
    return cells(column, dim, [{ value: integers(rows.map((k) => k + 1)), span: NOWHERE }, {
      value: null,
      span: NOWHERE,
    }], false);
  }
  return withAttributes(pick(column, rows), namelessAttributes(column));
}

const NOWHERE: Span = { start: 0, end: 0 };

function namelessAttributes(column: Value): Attributes {
  const kept = new Map(column.attributes ?? []);
  kept.delete("names");
  return kept;
}

/** Names of picked rows: a row that comes twice is told apart by `.1`, a missing one is `NA`. */
function rowLabels(rows: Int32Array, own: readonly string[] | null): Value {
  const seen = new Map<string, number>();
  const taken = new Set<string>();
  const labels = Array.from(rows, (k) => k < 0 ? "NA" : own ? own[k]! : String(k + 1));
  const unique = new Set(labels).size === labels.length;
  if (unique && own === null && rows.every((k) => k >= 0)) return integers(rows.map((k) => k + 1));
  if (unique) return characters(labels);
  const all = new Set(labels);
  return characters(labels.map((label) => {
    const count = seen.get(label) ?? 0;
    seen.set(label, count + 1);
    if (count === 0) {
      taken.add(label);
      return label;
    }
    let next = count;
    let name = `${label}.${next}`;
    while (taken.has(name) || all.has(name)) name = `${label}.${++next}`;
    seen.set(label, next + 1);
    taken.add(name);
    return name;
  }));
}

export function ofFrame(
  frame: ListVector,
  at: readonly Subscript[],
  drop: boolean | null,
  span: Span,
): Value {
  if (at.length > 2) {
    return fail("bad-index", "A data frame has rows and columns: df[rows, columns]", { span });
  }
  if (at.length < 2) {
    const [only] = at;
    if (!only?.value) return frame;
    const dim = dimOf(only.value);
    if (dim?.length === 2 && only.value.type === "logical") {
      return maskedCells(frame, only.value.values);
    }
    return withoutAnnotations(pickColumns(frame, columnsAt(frame, only)));
  }
  const [rows, columns] = at as [Subscript, Subscript];
  const chosen = columns.value === null ? null : columnsAt(frame, columns);
  const narrow = chosen ? withoutAnnotations(pickColumns(frame, chosen)) : frame;
  const long = rows.value === null ? narrow : frameRows(narrow, rowsAt(frame, rows));
  // A tibble stays one unless it is told to drop.
  if (long.values.length === 1 && (drop ?? !inherits(frame, "tbl_df"))) {
    return share(long.values[0]!);
  }
  // One row, dropped on demand, is a list of its cells.
  if (drop && rows.value !== null && rowsOf(long) === 1) {
    const names = long.attributes!.get("names")!;
    return withAttributes(long, new Map([["names", names]]));
  }
  return long;
}

/** Cells of a data frame where a matrix of truth values holds, as one vector. */
function maskedCells(frame: ListVector, truths: Numbers): Value {
  const n = rowsOf(frame);
  const parts = frame.values.map((column) => column as Vector);
  const texts = parts.some((p) => p.type === "character" || isFactor(p));
  const found = Array.from(truths.keys()).filter((i) => truths[i] === 1);
  if (texts) {
    return characters(
      found.map((i) => asCharacter(parts[Math.floor(i / n)]!).values[i % n] ?? null),
    );
  }
  return doubles(
    Float64Array.from(found, (i) => asDouble(parts[Math.floor(i / n)]!).values[i % n]!),
  );
}

function pickColumns(frame: ListVector, chosen: Int32Array): ListVector {
  const names = namesOf(frame) ?? [];
  const kept: Attributes = new Map(frame.attributes!);
  const seen = new Map<string, number>();
  kept.set(
    "names",
    characters(Array.from(chosen, (k) => {
      const name = names[k] ?? "";
      const count = seen.get(name) ?? 0;
      seen.set(name, count + 1);
      return count === 0 ? name : `${name}.${count}`;
    })),
  );
  return withAttributes(listOf(Array.from(chosen, (k) => share(frame.values[k]!))), kept);
}
