/**
 * `:=`: columns that are made, changed or taken away where a table is.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import type { Machine } from "../evaluation/machine.ts";
import { heightOf } from "../frames/columns.ts";
import { asCharacter } from "../values/coerce.ts";
import type { Scope } from "../values/scope.ts";
import {
  type Frame,
  integer,
  integers,
  isFrame,
  NA_INTEGER,
  rowsOf,
  type Value,
} from "../values/value.ts";
import type { Group, Grouping } from "./groups.ts";
import { assembled, type Column, columnsOf, replaced } from "./tables.ts";

/** What stands on both sides of `:=`. */
function sides(
  machine: Machine,
  j: CallExpr,
  scope: Scope,
): { names: string[]; value: Expr | null; each: Expr[] } {
  if (j.form !== "infix") {
    return {
      names: j.args.map((a) => a.name ?? ""),
      value: null,
      each: j.args.map((a) => a.value!),
    };
  }
  const [left, right] = [j.args[0]!.value!, j.args[1]!.value!];
  const names = left.kind === "name"
    ? [left.name]
    : asCharacter(machine.evaluate(left, scope)).values.map((v) => v ?? "NA");
  return { names, value: right, each: [] };
}

/** The values of the right side for a group, one for each name; null takes a column away. */
function valuesOf(
  machine: Machine,
  j: CallExpr,
  names: readonly string[],
  value: Expr | null,
  each: readonly Expr[],
  inner: Scope,
): (Value | null)[] {
  const plain = (v: Value): Value | null => v.type === "NULL" ? null : v;
  if (value === null) return each.map((e) => plain(machine.evaluate(e, inner)));
  const dot = value.kind === "call" && value.callee.kind === "name" && value.callee.name === ".";
  const given = dot
    ? (value as CallExpr).args.map((a) => machine.evaluate(a.value!, inner))
    : machine.evaluate(value, inner);
  if (Array.isArray(given)) return each.length ? [] : spread(given, names, j);
  if (given.type === "list" && (isFrame(given) || !given.attributes?.has("class"))) {
    return spread(given.values, names, j);
  }
  return names.map(() => plain(given));
}

function spread(values: readonly Value[], names: readonly string[], j: CallExpr): (Value | null)[] {
  if (values.length !== names.length && values.length !== 1) {
    fail("wrong-length", `There are ${values.length} values for ${names.length} columns`, {
      span: spanOf(j),
    });
  }
  return names.map((_, k) => {
    const v = values[values.length === 1 ? 0 : k]!;
    return v.type === "NULL" ? null : v;
  });
}

/** A value for some rows, one element repeated. */
function fitted(machine: Machine, v: Value, n: number, name: string, j: CallExpr): Value {
  const height = heightOf(v);
  if (height === n) return v;
  if (height !== 1) {
    fail("wrong-length", `${name} gets ${height} values for ${n} rows`, {
      span: spanOf(j),
      hint: "One value is repeated; otherwise there is one for each row",
    });
  }
  return machine.call("rep", [v, integer(n)], spanOf(j), [null, "length.out"]);
}

/** Carries out `:=`; the table with the new columns is in the place of the old one afterwards. */
export function assignColumns(
  machine: Machine,
  x: Frame,
  j: CallExpr,
  grouping: Grouping,
  some: boolean,
  scope: Scope,
  within: (group: Group) => Scope,
): Frame {
  const span = spanOf(j);
  const n = rowsOf(x);
  const { names, value, each } = sides(machine, j, scope);
  const columns = new Map<string, Value>(columnsOf(x));
  const parts = grouping.groups.map((group) => {
    const inner = within(group);
    return valuesOf(machine, j, names, value, each, inner).map((v, k) =>
      v === null ? null : fitted(machine, v, group.rows.length, names[k]!, j)
    );
  });
  const whole = !some && grouping.keys.length === 0;
  names.forEach((name, k) => {
    const pieces = parts.map((p) => p[k] ?? null);
    if (pieces.length === 0) return;
    if (pieces.includes(null)) {
      if (!columns.delete(name)) {
        machine.warn("no-column", `There is no column ${name} to take away`, span);
      }
      return;
    }
    if (whole) {
      columns.set(name, pieces[0]!);
      return;
    }
    const rows = integers(Int32Array.from(grouping.groups.flatMap((g) => g.rows), (r) => r + 1));
    const values = pieces.length === 1 ? pieces[0]! : machine.call("c", pieces as Value[], span);
    const missing = integers(new Int32Array(n).fill(NA_INTEGER));
    const before = columns.get(name) ?? machine.call("[", [values, missing], span);
    columns.set(name, machine.call("[<-", [before, rows, values], span, [null, null, "value"]));
  });
  const made = assembled([...columns].map(([name, v]): Column => [name, v]), n);
  replaced(machine, scope, x, made);
  return made;
}
