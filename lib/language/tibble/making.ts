/**
 * Words that make tibbles of columns: `tibble lst tribble`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { deparse } from "../../syntax/deparse.ts";
import { type Argument, type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { heightOf } from "../frames/columns.ts";
import { describe } from "../values/coerce.ts";
import { memberRows } from "../values/rows.ts";
import { Scope } from "../values/scope.ts";
import {
  isFrame,
  isVector,
  lengthOf,
  listOf,
  logicals,
  namedList,
  namesOf,
  share,
  type Value,
} from "../values/value.ts";
import { stackedParts } from "./combining.ts";
import { type Column, tibbleOf } from "../dplyr/tables.ts";
import { repairedNames } from "./names.ts";

/** A column for each of some rows: one value is repeated, any other number is a fault. */
export function repeatedOnce(
  call: Call,
  value: Value,
  name: string,
  rows: number,
  at: Argument | null = null,
): Value {
  const n = heightOf(value);
  if (n === rows) return value;
  if (n === 1) return memberRows(value, new Array<number>(rows).fill(0));
  return fail(
    "wrong-length",
    `Column "${name}" has ${n} ${n === 1 ? "row" : "rows"}, and the others have ${rows}`,
    { span: at?.span ?? call.span, hint: "Columns are of one length; only one value is repeated" },
  );
}

/** A column that was given, with the argument that gave it. */
export interface Given {
  readonly name: string;
  readonly value: Value;
  readonly from: Argument;
}

/** The columns of `...`, each of which sees those before it. */
export function columnsGiven(call: Call, seen: readonly Column[] = []): Given[] {
  const scope = new Scope(call.scope);
  for (const [name, value] of seen) scope.set(name, share(value));
  const out: Given[] = [];
  for (const d of call.dots) {
    const value = d.value ?? (d.expr ? call.interpreter.evaluate(d.expr, scope) : call.valueOf(d));
    if (value.type === "NULL") continue;
    if (!isVector(value)) {
      fail(
        "wrong-argument",
        `${describe(value)} is no column`.replace(/^./, (c) => c.toUpperCase()),
        {
          span: d.span,
          hint: "Columns are vectors, factors, lists and data frames",
        },
      );
    }
    if (d.name === null && isFrame(value)) {
      value.values.forEach((v, k) => {
        const name = namesOf(value)?.[k] ?? "";
        scope.set(name, share(v));
        out.push({ name, value: v, from: d });
      });
      continue;
    }
    const name = d.name ?? (d.expr ? columnName(deparse(d.expr)) : "");
    scope.set(name, share(value));
    out.push({ name, value, from: d });
  }
  return out;
}

function columnName(text: string): string {
  return text.replace(/^`(.*)`$/, "$1");
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
    repeatedOnce(call, g.value, g.name, rows, g.from),
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
        span: long.from.span,
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
