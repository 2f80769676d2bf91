/**
 * Tables of data.table: how they are made and changed, and what their columns are called.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { fail, type Span } from "../../diagnostic.ts";
import { heightOf } from "../frames/columns.ts";
import { headsOf } from "../frames/naming.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";
import { memberRows } from "../values/rows.ts";
import { Promised, type Scope } from "../values/scope.ts";
import {
  characters,
  countedRows,
  type Frame,
  integer,
  isAtomic,
  isVector,
  listOf,
  namesOf,
  NULL,
  share,
  type Value,
  withAttribute,
} from "../values/value.ts";

export type Column = readonly [name: string, value: Value];

/** A table of columns; those of one element are repeated. */
export function tableOf(
  columns: readonly Column[],
  interpreter: Interpreter,
  span: Span,
  rows: number | null = null,
): Frame {
  const heights = columns.map(([, v]) => heightOf(v));
  const n = rows ?? (heights.includes(0) ? 0 : greatest(heights, 0));
  const filled = columns.map(([name, v], k): Column => {
    if (heights[k] === n) return [name, v];
    if (heights[k] !== 1) {
      fail("wrong-length", `Column ${name} has ${heights[k]} elements, and the table ${n} rows`, {
        span,
        hint: "A column has one element for each row, or one for all",
      });
    }
    return [name, interpreter.call("rep", [v, integer(n)], span, [null, "length.out"])];
  });
  return assembled(filled, n);
}

/** A table of columns of equal length. */
export function assembled(columns: readonly Column[], rows: number): Frame {
  return listOf(
    columns.map(([, v]) => share(isAtomic(v) && namesOf(v) ? withAttribute(v, "names", NULL) : v)),
    new Map<string, Value>([
      ["names", characters(columns.map(([n]) => n))],
      ["row.names", countedRows(rows)],
      ["class", characters(["data.table", "data.frame"])],
    ]),
  ) as Frame;
}

export function columnsOf(x: Frame): Column[] {
  const heads = headsOf(x);
  return x.values.map((v, k) => [heads[k]!, v]);
}

/** Some rows of a table, from 0; −1 is a row of missing values. */
export function rowsOf(x: Frame, at: readonly number[]): Frame {
  return assembled(
    columnsOf(x).map(([name, v]): Column => [name, bareRows(v, at)]),
    at.length,
  );
}

/** Some elements of a column. */
export function bareRows(v: Value, at: readonly number[]): Value {
  return isVector(v) ? memberRows(v, at) : v;
}

/**
 * Puts a table in the place of another wherever a name holds that, in functions that are being called
 * as well: data.table changes tables where they are.
 */
export function replaced(interpreter: Interpreter, scope: Scope, old: Value, made: Value): void {
  const seen = new Set<Scope>();
  const visit = (from: Scope | null): void => {
    for (let s = from; s && !seen.has(s); s = s.parent) {
      seen.add(s);
      for (const name of s.names()) {
        const binding = s.own(name);
        if (binding === old) interpreter.assign(name, made, s);
        else if (binding instanceof Promised && !binding.lost && binding.value === old) {
          binding.value = share(made);
        }
      }
      visit(s.call?.caller ?? null);
    }
  };
  visit(scope);
}
