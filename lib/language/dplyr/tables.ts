/**
 * Tables that verbs take and give: their kind (data frame or tibble) stays what it was.
 *
 * @module
 */
import { withoutAnnotations } from "../print/annotated.ts";
import type { Call } from "../evaluation/builtin.ts";
import { heightOf } from "../frames/columns.ts";
import { headsOf } from "../frames/naming.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import {
  type Attributes,
  characters,
  countedRows,
  doubles,
  type Frame,
  frameOf,
  givenClass,
  inherits,
  integers,
  isFrame,
  isVector,
  listOf,
  NA_INTEGER,
  namesOf,
  rowNamesOf,
  share,
  type Value,
  withNames,
} from "../values/value.ts";

export type Column = readonly [name: string, value: Value];

export const TIBBLE = ["tbl_df", "tbl", "data.frame"] as const;

/** The table that a verb is given. */
export function tableOf(call: Call, name = ".data"): Frame {
  const x = call.value(name);
  return isFrame(x) ? x : call.wrong(
    name,
    "a data frame",
    x,
    name === "y" ? "" : "Pipe one in: data |> filter(…)",
  );
}

/** Names and columns of a table. */
export function columnsIn(frame: Frame): Column[] {
  const heads = headsOf(frame);
  return frame.values.map((v, k) => [heads[k]!, v]);
}

/** The same kind of table with other columns; `rows` says how many rows it has if they changed. */
export function remade(like: Frame, columns: readonly Column[], rows: number | null = null): Frame {
  // what is said of means holds of their rows; R forgets it where columns change
  const model = rows === null ? withoutAnnotations(like) : like;
  const attributes: Attributes = new Map(model.attributes);
  attributes.set("names", characters(columns.map(([n]) => n)));
  if (rows !== null) attributes.set("row.names", countedRows(rows));
  return listOf(columns.map(([, v]) => share(v)), attributes) as Frame;
}

/** A tibble of columns. */
export function tibbleOf(columns: readonly Column[], rows?: number): Frame {
  const [first] = columns;
  const n = rows ?? (first ? heightOf(first[1]) : 0);
  return listOf(
    columns.map(([, v]) => share(v)),
    new Map<string, Value>([
      ["class", characters([...TIBBLE])],
      ["row.names", countedRows(n)],
      ["names", characters(columns.map(([name]) => name))],
    ]),
  ) as Frame;
}

/** Columns as a table of the kind of `model`: a tibble, or a plain data frame with counted rows. */
export function tableLike(model: Value, columns: readonly Column[], rows: number): Frame {
  return inherits(model, "tbl_df") ? tibbleOf(columns, rows) : frameOf(columns, rows) as Frame;
}

/** A table without groups: a tibble if it was one, or had groups. */
export function ungrouped(frame: Frame): Frame {
  if (!isGrouped(frame)) return frame;
  const attributes: Attributes = new Map(frame.attributes);
  attributes.delete("groups");
  attributes.set("class", characters([...TIBBLE]));
  return listOf(frame.values.map(share), attributes) as Frame;
}

export function isGrouped(frame: Frame): boolean {
  return inherits(frame, "grouped_df") || inherits(frame, "rowwise_df");
}

export function isTibble(frame: Frame): boolean {
  return inherits(frame, "tbl_df");
}

/** As many elements are kept in a plain array, which is made faster than a typed one. */
const FEW = 8;

/** A few elements of a vector without attributes; null of any other. */
function few(x: Value, at: Int32Array): Value | null {
  if (at.length > FEW || x.attributes !== null) return null;
  if (x.type !== "double" && x.type !== "integer") return null;
  if (x.type === "double" && x.nan !== null) return null;
  const missing = x.type === "double" ? NaN : NA_INTEGER;
  const values: number[] = [];
  for (let i = 0; i < at.length; i++) {
    const k = at[i]!;
    values.push(k < 0 ? missing : x.values[k] ?? missing);
  }
  return x.type === "double" ? doubles(values) : integers(values);
}

/** Elements of a column at places from 0 (−1: missing), its names with them. */
export function slice(x: Value, at: Int32Array): Value {
  const some = few(x, at);
  if (some !== null) return some;
  const out = rowsOfColumn(x, at);
  const names = isVector(x) && !isFrame(x) ? namesOf(x) : null;
  if (!names || !isVector(out)) return out;
  return withNames(out, Array.from(at, (k) => names[k] ?? ""));
}

/** Some rows of a table, without its groups. Names of rows go with them, counted ones are counted anew. */
export function rowsOfTable(frame: Frame, at: Int32Array): Frame {
  const plain = ungrouped(frame);
  const made = remade(plain, columnsIn(plain).map(([n, v]) => [n, slice(v, at)]), at.length);
  const given = frame.attributes.get("row.names");
  if (given?.type !== "character") return made;
  const own = rowNamesOf(frame)!;
  const names = Array.from(at, (k) => own[k] ?? "NA");
  const seen = new Map<string, number>();
  for (const name of names) seen.set(name, (seen.get(name) ?? 0) + 1);
  made.attributes.set(
    "row.names",
    characters(names.map((name, i) => seen.get(name)! > 1 ? `${name}...${i + 1}` : name)),
  );
  return made;
}

/** The class of a table as it was given, a data frame's own or a tibble's. */
export function kindOfTable(frame: Frame): readonly string[] {
  return givenClass(frame);
}
