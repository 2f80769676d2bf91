/**
 * Words that make tibbles of columns: `tibble lst tribble`.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { heightOf } from "../frames/columns.ts";
import { describe } from "../values/coerce.ts";
import { refuseLong } from "../values/size.ts";
import { memberRows } from "../values/rows.ts";
import {
  isFrame,
  isVector,
  lengthOf,
  listOf,
  logicals,
  namedList,
  type Value,
} from "../values/value.ts";
import { stackedParts } from "./combining.ts";
import { type Column, columnsIn, tibbleOf } from "../dplyr/tables.ts";
import { evaluatedColumns } from "./evaluating.ts";
import { repairedNames } from "./names.ts";

/** A column for each of some rows: one value is repeated, any other number is a fault. */
export function repeatedOnce(
  call: Call,
  value: Value,
  name: string,
  rows: number,
  at: Span = call.span,
): Value {
  const n = heightOf(value);
  if (n === rows) return value;
  refuseLong(rows, call.span);
  if (n === 1) return memberRows(value, new Array<number>(rows).fill(0));
  return fail(
    "wrong-length",
    `Column "${name}" has ${n} ${n === 1 ? "row" : "rows"}, and the others have ${rows}`,
    { span: at, hint: "Columns are of one length; only one value is repeated" },
  );
}

/** A column that was given, with the argument that gave it. */
export interface Given {
  readonly name: string;
  readonly value: Value;
  readonly span: Span;
}

/** The columns of `...`, each of which sees those before it. */
export function columnsGiven(call: Call, seen: readonly Column[] = []): Given[] {
  const out: Given[] = [];
  evaluatedColumns(call, seen, ({ name, label, value, span }, keep) => {
    if (value.type === "NULL") return;
    if (!isVector(value)) {
      fail(
        "wrong-argument",
        `${describe(value)} is no column`.replace(/^./, (c) => c.toUpperCase()),
        {
          span,
          hint: "Columns are vectors, factors, lists and data frames",
        },
      );
    }
    const columns: Column[] = name === null && isFrame(value)
      ? columnsIn(value)
      : [[name ?? label, value]];
    for (const [own, v] of columns) {
      keep(own, v);
      out.push({ name: own, value: v, span });
    }
  });
  return out;
}

/** Rows of columns: of all the same number but for those of one. */
export function rowsOfGiven(given: readonly Given[], wanted: number | null = null): number {
  if (wanted !== null) return wanted;
  const heights = given.map((g) => heightOf(g.value));
  return heights.find((n) => n !== 1) ?? (heights.length > 0 ? 1 : 0);
}

function tibble(call: Call): Value {
  const given = columnsGiven(call);
  const names = repairedNames(call, given.map((g) => g.name));
  const wanted = call.optional(".rows");
  const rows = rowsOfGiven(given, wanted && wanted.type !== "NULL" ? call.number(".rows") : null);
  const columns = given.map((g, k): Column => [
    names[k]!,
    repeatedOnce(call, g.value, g.name, rows, g.span),
  ]);
  return tibbleOf(columns, rows);
}

/** The name in a head `~name` of `tribble`. */
function headOf(x: Value): string | null {
  if (x.type !== "language" || x.expr.kind !== "call" || x.expr.callee.kind !== "name") return null;
  if (x.expr.callee.name !== "~" || x.expr.args.length !== 1) return null;
  const inner = x.expr.args[0]!.value;
  return inner?.kind === "name" ? inner.name : inner?.kind === "string" ? inner.value : null;
}

function tribble(call: Call): Value {
  const values = call.rest;
  const first = values.findIndex((v) => headOf(v) === null);
  const heads = (first < 0 ? values : values.slice(0, first)).map((v) => headOf(v)!);
  const cells = first < 0 ? [] : values.slice(first);
  if (heads.length === 0) {
    return call.fail(
      "wrong-argument",
      "tribble() begins with the names of columns",
      'For example tribble(~dose, ~plant, 1, "a", 2, "b")',
    );
  }
  if (cells.length % heads.length !== 0) {
    return fail(
      "wrong-length",
      `${cells.length} cells do not fill rows of ${heads.length} columns`,
      { span: call.dots.at(-1)?.span ?? call.span, hint: "Each row has a cell for each column" },
    );
  }
  const rows = cells.length / heads.length;
  const columns = heads.map((head, k): Column => {
    const own = Array.from({ length: rows }, (_, i) => cells[i * heads.length + k]!);
    if (rows === 0) return [head, logicals([])];
    const single = own.every((v) => isVector(v) && v.type !== "list" && lengthOf(v) === 1);
    return [
      head,
      single ? stackedParts(own, head, call.span) : listOf(
        own.map((v) => v.type === "list" && !isFrame(v) && lengthOf(v) === 1 ? v.values[0]! : v),
      ),
    ];
  });
  const names = repairedNames(call, heads);
  return tibbleOf(columns.map(([, v], k): Column => [names[k]!, v]), rows);
}

export const TIBBLES: readonly Builtin[] = [
  special("tibble", "..., .rows, .name_repair", tibble),
  special("data_frame", "..., .rows, .name_repair", tibble),
  special("tibble_row", "..., .name_repair", (call) => {
    const given = columnsGiven(call);
    const long = given.find((g) => heightOf(g.value) !== 1);
    if (long) {
      fail("wrong-length", `A row holds one value for each column, and ${long.name} has more`, {
        span: long.span,
        hint: "list() holds several values in one cell",
      });
    }
    return tibbleOf(given.map((g): Column => [g.name, g.value]), 1);
  }),
  special("lst", "...", (call) => {
    const given = columnsGiven(call);
    return namedList(given.map((g) => [g.name, g.value] as const));
  }),
  word("tribble", "..., .name_repair", tribble),
];
