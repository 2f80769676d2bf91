/**
 * Groups of rows of a data.table, as `by` says them.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import type { Machine } from "../evaluation/machine.ts";
import { heightOf } from "../frames/columns.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { Scope } from "../values/scope.ts";
import { type Frame, share, type Value } from "../values/value.ts";
import { bareRows, type Column, columnsOf } from "./tables.ts";

/** Rows that belong together, from 0, and the values that they share. */
export interface Group {
  readonly rows: readonly number[];
  readonly keys: readonly Column[];
  readonly number: number;
}

/** All groups, in the order in which they are first met or in that of their values. */
export interface Grouping {
  readonly keys: readonly string[];
  readonly groups: readonly Group[];
}

export function ungrouped(rows: readonly number[]): Grouping {
  return { keys: [], groups: [{ rows, keys: [], number: 0 }] };
}

/** The first name that an expression speaks of. */
function firstName(e: Expr): string | null {
  if (e.kind === "name") return e.name;
  if (e.kind !== "call") return null;
  for (const a of e.args) {
    const found = a.value && firstName(a.value);
    if (found) return found;
  }
  return null;
}

/** What rows are grouped by: columns or expressions of them, over all rows that were picked. */
function keysOf(
  machine: Machine,
  x: Frame,
  rows: readonly number[],
  by: Expr,
  scope: Scope,
): Column[] {
  const columns = columnsOf(x);
  const inner = new Scope(scope);
  for (const [name, v] of columns) inner.set(name, share(bareRows(v, rows)));
  const callee = by.kind === "call" && by.callee.kind === "name" ? by.callee.name : "";
  if (callee === "." || callee === "list") {
    return (by as CallExpr).args.map((a, k): Column => [
      a.name ?? firstName(a.value!) ?? `V${k + 1}`,
      machine.evaluate(a.value!, inner),
    ]);
  }
  if (by.kind === "name" && columns.some(([name]) => name === by.name)) {
    return [[by.name, machine.evaluate(by, inner)]];
  }
  const value = machine.evaluate(by, inner);
  // a text says columns, anything else has a value for each row
  if (value.type === "character" && (by.kind !== "call" || callee === "c" || callee === "(")) {
    return asCharacter(value).values.flatMap((v) => (v ?? "").split(",")).map((name): Column => {
      const found = columns.find(([head]) => head === name.trim());
      if (!found) {
        fail("no-column", `The table has no column ${name}`, {
          span: spanOf(by),
          hint: `Its columns are ${columns.map(([head]) => head).join(", ")}`,
        });
      }
      return [found[0], bareRows(found[1], rows)];
    });
  }
  return [[firstName(by) ?? "V1", value]];
}

/** The groups of some rows. */
export function groupsBy(
  machine: Machine,
  x: Frame,
  rows: readonly number[],
  by: Expr | undefined,
  sorted: boolean,
  scope: Scope,
): Grouping {
  if (!by) return ungrouped(rows);
  const keys = keysOf(machine, x, rows, by, scope);
  for (const [name, v] of keys) {
    if (heightOf(v) !== rows.length) {
      fail("wrong-length", `${name} has ${heightOf(v)} values for ${rows.length} rows`, {
        span: spanOf(by),
      });
    }
  }
  const texts = keys.map(([, v]) => asCharacter(v).values);
  const groups = new Map<string, number[]>();
  rows.forEach((_, k) => {
    const key = JSON.stringify(texts.map((t) => t[k]));
    const found = groups.get(key);
    if (found) found.push(k);
    else groups.set(key, [k]);
  });
  let members = [...groups.values()];
  if (sorted) {
    const firsts: Value[] = keys.map(([, v]) => bareRows(v, members.map((m) => m[0]!)));
    const order = asDouble(machine.call("order", firsts, spanOf(by))).values;
    members = Array.from(order, (k) => members[k - 1]!);
  }
  return {
    keys: keys.map(([name]) => name),
    groups: members.map((m, number) => ({
      rows: m.map((k) => rows[k]!),
      keys: keys.map(([name, v]): Column => [name, bareRows(v, [m[0]!])]),
      number,
    })),
  };
}
