/**
 * Other values as tibbles and back: `as_tibble enframe deframe is_tibble`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { bare, heightOf, matrixColumns } from "../frames/columns.ts";
import { tableFrame } from "../frames/making.ts";
import { asCharacter } from "../values/coerce.ts";
import { memberRows } from "../values/rows.ts";
import {
  characters,
  dimNamesOf,
  dimOf,
  type Frame,
  inherits,
  integers,
  isFrame,
  isVector,
  lengthOf,
  logical,
  logicals,
  namesOf,
  NULL,
  rowNamesOf,
  rowsOf,
  text,
  type Value,
  type Vector,
  withAttributes,
  withNames,
} from "../values/value.ts";
import { type Column, columnsIn, tibbleOf } from "../dplyr/tables.ts";
import { strict } from "./strict.ts";
import { repairedNames } from "./names.ts";

/** A list's elements as columns: of one length, single values repeated. */
function ofList(call: Call, x: Vector & { type: "list" }): Frame {
  const names = repairedNames(call, (namesOf(x) ?? x.values.map(() => "")).map((n) => n ?? ""));
  const present = x.values.map((v, k) => [names[k]!, v] as const).filter(([, v]) =>
    v.type !== "NULL"
  );
  const heights = present.map(([, v]) => heightOf(v));
  const rows = heights.find((n) => n !== 1) ?? (heights.length > 0 ? 1 : 0);
  const columns = present.map(([name, v]): Column => {
    const n = heightOf(v);
    if (n !== rows && n !== 1) {
      return call.fail(
        "wrong-length",
        `Column "${name}" has ${n} rows, and the others have ${rows}`,
        "Columns are of one length; only one value is repeated",
      );
    }
    return [name, n === rows ? v : memberRows(v, new Array<number>(rows).fill(0))];
  });
  return tibbleOf(columns, rows);
}

function ofMatrix(call: Call, x: Vector): { columns: Column[]; rows: number } {
  const heads = dimNamesOf(x)?.[1];
  const columns = matrixColumns(x);
  const own = heads?.map((h) => h ?? "") ?? columns.map((_, k) => `V${k + 1}`);
  if (!heads && !call.has(".name_repair")) {
    call.warn("The matrix has no names of columns: they are called V1, V2, …", "unnamed-columns");
  }
  const names = call.has(".name_repair")
    ? repairedNames(call, heads ? own : own.map(() => ""))
    : repairedNames(call, own);
  return { columns: columns.map((v, k): Column => [names[k]!, v]), rows: dimOf(x)![0]! };
}

/** Any value as a tibble, its row names dropped or kept as a column. */
function asTibble(call: Call): Value {
  const given = call.value("x");
  // Means, tests and the like are tables of their own.
  const x = given.type === "thing"
    ? call.interpreter.call("as.data.frame", [given], call.span)
    : given;
  if (x.type === "NULL") return tibbleOf([], 0);
  if (!isVector(x)) {
    return call.wrong("x", "a data frame, a list, a matrix or a vector", x);
  }
  const wanted = call.optional("rownames");
  const label = wanted?.type === "character" ? call.text("rownames") : null;
  let columns: Column[];
  let rows: number;
  let rowNames: readonly (string | null)[] | null = null;
  if (isFrame(x)) {
    if (
      inherits(x, "tbl_df") && !inherits(x, "grouped_df") && !inherits(x, "rowwise_df") && !label
    ) {
      return x;
    }
    columns = columnsIn(x);
    const names = repairedNames(call, columns.map(([n]) => n));
    columns = columns.map(([, v], k): Column => [names[k]!, v]);
    rows = rowsOf(x);
    rowNames = rowNamesOf(x);
  } else if (inherits(x, "table")) {
    const response = call.text("n", "n");
    const frame = tableFrame(x, response, false) as Frame;
    columns = columnsIn(frame);
    columns.push([response, withAttributes(columns.pop()![1], null)]);
    const sides = dimNamesOf(x)?.length ?? 0;
    const titled = namesOf(x.attributes?.get("dimnames") ?? NULL);
    if (!titled || titled.slice(0, sides).some((t) => !t)) {
      return call.fail(
        "wrong-argument",
        "The table's sides have no names",
        "table(group = x) names them; as.data.frame() calls them Var1, Var2",
      );
    }
    rows = rowsOf(frame);
  } else if (dimOf(x)?.length === 2) {
    ({ columns, rows } = ofMatrix(call, x));
    rowNames = dimNamesOf(x)?.[0] ?? null;
  } else if (x.type === "list") {
    return ofList(call, x);
  } else {
    columns = [["value", bare(x)]];
    rows = lengthOf(x);
    rowNames = namesOf(x);
  }
  if (label) {
    const names = rowNames ?? Array.from({ length: rows }, (_, i) => String(i + 1));
    columns = [[label, characters([...names])], ...columns];
  }
  return tibbleOf(columns, rows);
}

function enframe(call: Call): Value {
  const x = call.value("x");
  if (x.type !== "NULL" && !isVector(x)) return call.wrong("x", "a vector or a list", x);
  const n = lengthOf(x);
  const content = x.type === "NULL" ? logicals([]) : bare(x);
  const values: Column = [call.text("value", "value"), content];
  const name = call.optional("name");
  if (name?.type === "NULL") return tibbleOf([values], n);
  const own = namesOf(x);
  const labels = own
    ? characters([...own])
    : integers(Int32Array.from({ length: n }, (_, i) => i + 1));
  return tibbleOf([[call.text("name", "name"), labels], values], n);
}

function deframe(call: Call): Value {
  const x = call.value("x");
  if (!isFrame(x) || x.values.length === 0) return call.wrong("x", "a table of two columns", x);
  if (x.values.length > 2) call.warn("deframe() takes the first two columns", "more-columns");
  const [first, second] = x.values as [Value, Value | undefined];
  if (!second) return first;
  return isVector(second) ? withNames(second, asCharacter(first).values) : second;
}

export const CONVERTING: readonly Builtin[] = [
  word("as_tibble", "x, ..., rownames, .name_repair, n, .rows!NULL", strict(asTibble)),
  word("as.tibble", "x, ..., rownames, .name_repair, n", strict(asTibble)),
  word("as_data_frame", "x, ..., rownames, .name_repair, n", strict(asTibble)),
  word("tbl_df", "x, rownames, .name_repair, n", strict(asTibble)),
  word("is_tibble", "x", (call) => logical(inherits(call.value("x"), "tbl_df"))),
  word("is.tbl", "x", (call) => logical(inherits(call.value("x"), "tbl"))),
  word("enframe", "x, name, value", enframe),
  word("deframe", "x", deframe),
  word("as_tibble_col", "x, column_name", (call) => {
    const x = call.vector("x");
    return tibbleOf([[call.text("column_name", "value"), x]], lengthOf(x));
  }),
  word("as_tibble_row", "x, .name_repair", (call) => {
    const x = call.vector("x");
    const parts = call.interpreter.call("as.list", [x], call.span);
    return parts.type === "list"
      ? ofList(
        call,
        withAttributes(parts, new Map([["names", parts.attributes?.get("names") ?? text("")]])),
      )
      : parts;
  }),
];
