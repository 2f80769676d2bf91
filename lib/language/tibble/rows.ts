/**
 * Rows, columns and row names of tables added and turned into each other: `add_row add_column
 * rownames_to_column column_to_rownames rowid_to_column`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { nearest } from "../../syntax/nearest.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { headsOf } from "../frames/naming.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import {
  characters,
  countedRows,
  type Frame,
  inherits,
  integers,
  logical,
  rowNamesOf,
  rowsOf,
  type Value,
  withAttribute,
} from "../values/value.ts";
import { missingLike, stackedParts } from "./combining.ts";
import { type Column, columnsIn, isGrouped, tableLike, tableOf } from "../dplyr/tables.ts";
import { columnsGiven, repeatedOnce, rowsOfGiven } from "./making.ts";
import { repairedNames } from "./names.ts";

/** Says that a table has no such column. */
export function noColumn(call: Call, name: string, heads: readonly string[], at: string): never {
  const near = nearest(name, [...heads]);
  return fail("unknown-column", `The data have no column "${name}"`, {
    span: call.spanOf(at),
    hint: near ? `Did you mean "${near}"?` : `They have ${heads.slice(0, 8).join(", ")}`,
  });
}

/** Where something is put: before the place that `.before` says, after that of `.after`, or last. */
function placeOf(call: Call, n: number, heads: readonly string[] | null): number {
  const at = (name: string): number | null => {
    const value = call.optional(name);
    if (value === null || value.type === "NULL") return null;
    if (value.type === "character" && heads) {
      const k = heads.indexOf(value.values[0] ?? "");
      return k < 0 ? noColumn(call, value.values[0] ?? "NA", heads, name) : k + 1;
    }
    return Math.trunc(asDouble(value).values[0]!);
  };
  const [before, after] = [at(".before"), at(".after")];
  if (before !== null && after !== null) {
    return call.fail(
      "wrong-argument",
      "One of .before and .after says where it goes",
      "Leave one out",
    );
  }
  const place = before !== null ? before - 1 : after ?? n;
  return Math.max(0, Math.min(n, place));
}

function addColumn(call: Call): Value {
  const frame = tableOf(call, ".data");
  const rows = rowsOf(frame);
  const heads = headsOf(frame);
  const given = columnsGiven(call);
  const twice = given.find((g) => heads.includes(g.name));
  if (twice && !call.has(".name_repair")) {
    fail("repeated-column", `The data have a column "${twice.name}" already`, {
      span: twice.span,
      hint: "data$name <- value changes a column",
    });
  }
  const fresh = given.map((g): Column => [
    g.name,
    repeatedOnce(call, g.value, g.name, rows, g.span),
  ]);
  const at = placeOf(call, heads.length, heads);
  const own = columnsIn(frame);
  const all = [...own.slice(0, at), ...fresh, ...own.slice(at)];
  const names = repairedNames(call, all.map(([n]) => n));
  const made = tableLike(frame, all.map(([, v], k): Column => [names[k]!, v]), rows);
  const labels = frame.attributes.get("row.names");
  return labels && !inherits(frame, "tbl_df") ? withAttribute(made, "row.names", labels) : made;
}

function addRow(call: Call): Value {
  const frame = tableOf(call, ".data");
  if (isGrouped(frame)) {
    return call.fail(
      "wrong-argument",
      "add_row() takes a table without groups",
      "Take the groups away first",
    );
  }
  const heads = headsOf(frame);
  const given = columnsGiven(call);
  const unknown = given.find((g) => !heads.includes(g.name));
  if (unknown) {
    const near = nearest(unknown.name, heads);
    fail("unknown-column", `The data have no column "${unknown.name}"`, {
      span: unknown.span,
      hint: near ? `Did you mean "${near}"?` : `They have ${heads.slice(0, 8).join(", ")}`,
    });
  }
  const more = given.length === 0 ? 1 : rowsOfGiven(given);
  const n = rowsOf(frame);
  const at = placeOf(call, n, null);
  const order = Int32Array.from(
    { length: n + more },
    (_, i) => i < at ? i : i < at + more ? n + i - at : i - more,
  );
  const columns = columnsIn(frame).map(([name, value]): Column => {
    const own = given.find((g) => g.name === name);
    const part = own
      ? repeatedOnce(call, own.value, name, more, own.span)
      : missingLike(value, more);
    const both = stackedParts([value, part], name, own?.span ?? call.span);
    return [name, at === n ? both : rowsOfColumn(both, order)];
  });
  return tableLike(frame, columns, n + more);
}

/** A table with one column in front of the others, which must be new. */
function ledBy(call: Call, frame: Frame, name: string, value: Value): Value {
  const heads = headsOf(frame);
  if (heads.includes(name)) {
    return call.fail(
      "repeated-column",
      `The data have a column "${name}" already`,
      "Give another var",
    );
  }
  return tableLike(frame, [[name, value], ...columnsIn(frame)], rowsOf(frame));
}

function columnToRownames(call: Call): Value {
  const frame = tableOf(call, ".data");
  const heads = headsOf(frame);
  const name = call.text("var", "rowname");
  const k = heads.indexOf(name);
  if (k < 0) noColumn(call, name, heads, "var");
  const labels = asCharacter(frame.values[k]!).values.map((v) => v ?? "NA");
  if (new Set(labels).size < labels.length) {
    return call.fail(
      "wrong-argument",
      "Two rows would have the same name",
      "Names of rows are all different",
    );
  }
  const rest = columnsIn(frame).filter((_, i) => i !== k);
  const plain = withAttribute(
    tableLike(frame, rest, rowsOf(frame)),
    "class",
    characters(["data.frame"]),
  );
  return withAttribute(plain, "row.names", characters(labels));
}

export const TIBBLE_ROWS: readonly Builtin[] = [
  special("add_column", ".data, ..., .before, .after, .name_repair", addColumn),
  special("add_row", ".data, ..., .before, .after", addRow),
  special("add_case", ".data, ..., .before, .after", addRow),
  word("rownames_to_column", ".data, var", (call) => {
    const frame = tableOf(call, ".data");
    const labels = rowNamesOf(frame) ??
      Array.from({ length: rowsOf(frame) }, (_, i) => String(i + 1));
    return ledBy(call, frame, call.text("var", "rowname"), characters([...labels]));
  }),
  word("rowid_to_column", ".data, var", (call) => {
    const frame = tableOf(call, ".data");
    const numbers = integers(Int32Array.from({ length: rowsOf(frame) }, (_, i) => i + 1));
    return ledBy(call, frame, call.text("var", "rowid"), numbers);
  }),
  word("column_to_rownames", ".data, var", columnToRownames),
  word("has_rownames", ".data", (call) => logical(rowNamesOf(tableOf(call, ".data")) !== null)),
  word("remove_rownames", ".data", (call) => {
    const frame = tableOf(call, ".data");
    return withAttribute(frame, "row.names", countedRows(rowsOf(frame)));
  }),
];
