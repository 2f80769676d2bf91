/**
 * `x[i, j, by]`: rows, what is done with their columns, and for which groups.
 *
 * Source: the reference manual of data.table, `?data.table`.
 *
 * @module
 */
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import type { Argument, CallExpr, Expr } from "../../syntax/expr.ts";
import type { Machine } from "../evaluation/machine.ts";
import { asCharacter, asDouble, asLogical, describe } from "../values/coerce.ts";
import { Scope } from "../values/scope.ts";
import {
  characters,
  type Frame,
  inherits,
  integer,
  integers,
  isFrame,
  isVector,
  lengthOf,
  namesOf,
  NULL,
  rowsOf as heightOfFrame,
  share,
  type Value,
} from "../values/value.ts";
import { assignColumns } from "./assigning.ts";
import { type Group, type Grouping, groupsBy, ungrouped } from "./groups.ts";
import { assembled, bareRows, type Column, columnsOf, rowsOf, tableOf } from "./tables.ts";

/** What stands in brackets, argument by argument. */
const ARGUMENTS = ["i", "j", "by", "keyby", "with", "nomatch", "mult", "roll"];
const NAMED = [...ARGUMENTS, "drop", "on", ".SDcols"];

type Given = Partial<Record<string, Expr>>;

function given(args: readonly Argument[], span: Span): Given {
  const out: Given = {};
  const places = ARGUMENTS.filter((name) => !args.some((a) => a.name === name));
  for (const a of args) {
    const name = a.name ?? places.shift() ?? "";
    if (!NAMED.includes(name)) {
      fail("unknown-argument", `The brackets of a data.table have no argument ${name}`, {
        span: a.nameSpan ?? span,
        hint: "They are x[i, j, by = …, .SDcols = …]",
      });
    }
    if (a.value) out[name] = a.value;
  }
  for (const name of ["on", "nomatch", "mult", "roll"]) {
    if (out[name]) {
      fail("not-in-language", `Joins in brackets (${name} =) are not part of the block language`, {
        span: spanOf(out[name]),
        hint: "merge(x, y, by = …) joins two tables",
      });
    }
  }
  return out;
}

/** The columns of some rows as names, and what is said of the group. */
function mask(scope: Scope, x: Frame, group: Group, columns: readonly Column[]): Scope {
  const inner = new Scope(scope);
  const whole = group.rows.length === heightOfFrame(x) && group.number === 0;
  for (const [name, v] of columns) inner.set(name, share(whole ? v : bareRows(v, group.rows)));
  inner.set(".N", integer(group.rows.length));
  inner.set(".I", integers(Int32Array.from(group.rows, (r) => r + 1)));
  inner.set(".GRP", integer(group.number + 1));
  for (const [name, v] of group.keys) inner.set(name, share(v));
  return inner;
}

/** Rows that `i` picks, from 0; −1 is a row that there is not. */
function rowsPicked(machine: Machine, x: Frame, i: Expr | undefined, scope: Scope): number[] {
  const n = heightOfFrame(x);
  const all = Array.from({ length: n }, (_, k) => k);
  if (!i) return all;
  const whole: Group = { rows: all, keys: [], number: 0 };
  const value = machine.evaluate(i, mask(scope, x, whole, columnsOf(x)));
  if (value.type === "logical") {
    const v = asLogical(value).values;
    if (v.length !== n && v.length !== 1) {
      fail("wrong-length", `There are ${v.length} truth values for ${n} rows`, { span: spanOf(i) });
    }
    return all.filter((k) => v[v.length === 1 ? 0 : k] === 1);
  }
  if (value.type !== "integer" && value.type !== "double" || inherits(value, "factor")) {
    return fail(
      "not-in-language",
      `Rows are picked by conditions and numbers here, not by ${describe(value)}`,
      {
        span: spanOf(i),
        hint: isFrame(value)
          ? "merge(x, y, by = …) joins two tables"
          : 'x[name == "a"] picks rows by a condition',
      },
    );
  }
  const v = Array.from(asDouble(value).values, Math.trunc);
  if (v.some((k) => k < 0)) {
    const out = new Set(v.map((k) => -k - 1));
    return all.filter((k) => !out.has(k));
  }
  return v.filter((k) => k !== 0).map((k) => k >= 1 && k <= n ? k - 1 : -1);
}

const called = (e: Expr): string =>
  e.kind === "call" && e.callee.kind === "name" ? e.callee.name : "";

/** Whether an expression says columns by their names or numbers, and nothing is computed. */
function saysColumns(e: Expr): boolean {
  if (e.kind === "string" || e.kind === "number") return true;
  if (e.kind === "name") return e.name.startsWith("..");
  const name = called(e);
  const args = e.kind === "call" ? e.args : [];
  if (name === "c") {
    return args.length > 0 && args.every((a) => a.value !== null && saysColumns(a.value));
  }
  if (name === "-" || name === "!") {
    return args.length === 1 && args[0]!.value !== null && saysColumns(args[0]!.value);
  }
  if (name === "(") return args[0]?.value ? saysColumns(args[0].value) : false;
  return name === ":" &&
    args.every((a) => a.value !== null && (a.value.kind === "name" || a.value.kind === "number"));
}

/** Places of columns that an expression says. */
function columnsSaid(machine: Machine, e: Expr, heads: readonly string[], scope: Scope): number[] {
  const name = called(e);
  const args = e.kind === "call" ? e.args : [];
  if ((name === "-" || name === "!") && args.length === 1) {
    const out = new Set(columnsSaid(machine, args[0]!.value!, heads, scope));
    return heads.map((_, k) => k).filter((k) => !out.has(k));
  }
  if (name === "(") return columnsSaid(machine, args[0]!.value!, heads, scope);
  if (name === ":") {
    const [from, to] = args.map((a) =>
      a.value!.kind === "name" ? heads.indexOf((a.value as { name: string }).name) : NaN
    );
    if (from! >= 0 && to! >= 0) {
      const step = from! <= to! ? 1 : -1;
      return Array.from({ length: Math.abs(to! - from!) + 1 }, (_, k) => from! + step * k);
    }
  }
  const value = e.kind === "name" && e.name.startsWith("..")
    ? machine.evaluate({ ...e, name: e.name.slice(2) }, scope)
    : machine.evaluate(e, scope);
  return placesOf(value, heads, spanOf(e));
}

/** Places of columns by a vector of names, numbers or truth values. */
export function placesOf(value: Value, heads: readonly string[], span: Span): number[] {
  if (value.type === "character") {
    return value.values.map((name) => {
      const k = heads.indexOf(name ?? "");
      return k >= 0 ? k : fail("no-column", `The table has no column ${name}`, {
        span,
        hint: `Its columns are ${heads.join(", ")}`,
      });
    });
  }
  if (value.type === "logical") {
    return heads.map((_, k) => k).filter((k) => value.values[k % value.values.length] === 1);
  }
  const v = isVector(value) && value.type !== "list" ? Array.from(asDouble(value).values) : [];
  if (v.length > 0 && v.every((k) => k < 0)) {
    return heads.map((_, k) => k).filter((k) => !v.includes(-k - 1));
  }
  return v.filter((k) => k !== 0).map((k) =>
    k >= 1 && k <= heads.length
      ? k - 1
      : fail("no-column", `The table has ${heads.length} columns, and no column ${k}`, { span })
  );
}

/** The columns of `.SD`. */
function ofSubset(
  machine: Machine,
  x: Frame,
  { keys }: Grouping,
  args: Given,
  scope: Scope,
): Column[] {
  const columns = columnsOf(x);
  if (!args[".SDcols"]) return columns.filter(([name]) => !keys.includes(name));
  const heads = columns.map(([name]) => name);
  const chosen = args[".SDcols"];
  if (called(chosen) === "patterns") {
    const [pattern] = (chosen as CallExpr).args;
    const test = machine.call("grepl", [
      machine.evaluate(pattern!.value!, scope),
      characters([...heads]),
    ], spanOf(chosen));
    return placesOf(test, heads, spanOf(chosen)).map((k) => columns[k]!);
  }
  if (called(chosen) === "" && chosen.kind === "name" || called(chosen) === "function") {
    const value = machine.evaluate(chosen, scope);
    if (value.type === "closure" || value.type === "builtin") {
      return columns.filter(([, v]) => {
        const kept = machine.apply(value, [v], [], spanOf(chosen), scope);
        return isVector(kept) && asLogical(kept).values[0] === 1;
      });
    }
    return placesOf(value, heads, spanOf(chosen)).map((k) => columns[k]!);
  }
  return columnsSaid(machine, chosen, heads, scope).map((k) => columns[k]!);
}

/** The name of an element of `.(…)`: its own, that of the column, or its number. */
function nameOf(a: Argument, k: number): string {
  if (a.name) return a.name;
  if (a.value?.kind !== "name") return `V${k + 1}`;
  return a.value.name.replace(/^\.(?=N$|I$|GRP$)/, "");
}

/** Whether `.SD` is spoken of. */
function mentions(e: Expr, name: string): boolean {
  if (e.kind === "name") return e.name === name;
  if (e.kind !== "call") return false;
  return mentions(e.callee, name) ||
    e.args.some((a) => a.value !== null && mentions(a.value, name));
}

/** What `j` gives for a group: columns, or a value that is none. */
function computed(machine: Machine, j: Expr, inner: Scope): Column[] | Value {
  if (called(j) === "." || called(j) === "list") {
    return (j as CallExpr).args.map((
      a,
      k,
    ): Column => [nameOf(a, k), machine.evaluate(a.value!, inner)]);
  }
  const value = machine.evaluate(j, inner);
  if (value.type !== "list" || (value.attributes?.has("class") && !isFrame(value))) return value;
  const names = namesOf(value);
  return value.values.map((v, k): Column => [names?.[k] || `V${k + 1}`, v]);
}

/** The value of `x[i, j, by]`. */
export function brackets(machine: Machine, x: Frame, expr: CallExpr, scope: Scope): Value {
  const span = spanOf(expr);
  const args = given(expr.args.slice(1), span);
  const { i, j } = args;
  if (j && called(j) === ":=") {
    const grouping = groupsBy(
      machine,
      x,
      rowsPicked(machine, x, i, scope),
      args.by ?? args.keyby,
      false,
      scope,
    );
    const subset = ofSubset(machine, x, grouping, args, scope);
    const made = assignColumns(
      machine,
      x,
      j as CallExpr,
      grouping,
      i !== undefined,
      scope,
      (group) => withSubset(machine, mask(scope, x, group, columnsOf(x)), j, subset, group),
    );
    machine.invisible = true;
    return made;
  }
  machine.invisible = false;
  const rows = rowsPicked(machine, x, i, scope);
  if (!j) return rowsOf(x, rows);
  const by = args.keyby ?? args.by;
  const plain = args.with && asLogical(machine.evaluate(args.with, scope)).values[0] === 0;
  if (!by && (plain || saysColumns(j))) {
    const columns = columnsOf(x);
    const heads = columns.map(([name]) => name);
    const places = plain
      ? placesOf(machine.evaluate(j, scope), heads, spanOf(j))
      : columnsSaid(machine, j, heads, scope);
    return rowsOf(assembled(places.map((k) => columns[k]!), heightOfFrame(x)), rows);
  }
  const grouping = by
    ? groupsBy(machine, x, rows, by, Boolean(args.keyby), scope)
    : ungrouped(rows);
  const subset = ofSubset(machine, x, grouping, args, scope);
  const columns = columnsOf(x);
  const of = (group: Group): Column[] | Value =>
    computed(machine, j, withSubset(machine, mask(scope, x, group, columns), j, subset, group));
  if (!by) {
    const value = of(grouping.groups[0]!);
    machine.invisible = false;
    return Array.isArray(value) ? tableOf(value, machine, span) : value;
  }
  const single = j.kind === "name" ? nameOf({ name: null, value: j } as Argument, 0) : "V1";
  const parts = grouping.groups.map((group) => {
    const value = of(group);
    const made: Column[] = Array.isArray(value)
      ? value
      : value.type === "NULL"
      ? []
      : [[j.kind === "name" && /^\.(N|I|GRP)$/.test(j.name) ? single : "V1", value]];
    return tableOf(
      [...group.keys, ...made],
      machine,
      span,
      made.some(([, v]) => lengthOf(v) === 0) || made.length === 0 ? 0 : null,
    );
  });
  machine.invisible = false;
  return bound(machine, parts, span);
}

function withSubset(
  machine: Machine,
  inner: Scope,
  j: Expr,
  subset: readonly Column[],
  group: Group,
): Scope {
  if (mentions(j, ".SD")) {
    inner.set(
      ".SD",
      share(
        assembled(subset.map(([n, v]): Column => [n, bareRows(v, group.rows)]), group.rows.length),
      ),
    );
  }
  if (mentions(j, ".BY")) {
    inner.set(
      ".BY",
      share(machine.call(
        "list",
        group.keys.map(([, v]) => v),
        spanOf(j),
        group.keys.map(([n]) => n),
      )),
    );
  }
  return inner;
}

/** Tables with the same columns, one below the other. */
export function bound(machine: Machine, parts: readonly Frame[], span: Span): Frame {
  const first = parts.find((p) => heightOfFrame(p) > 0) ?? parts[0];
  if (!first) return assembled([], 0);
  const used = parts.filter((p) => heightOfFrame(p) > 0);
  const n = used.reduce((sum, p) => sum + heightOfFrame(p), 0);
  const columns = columnsOf(first).map(([name], k): Column => {
    const pieces = used.map((p) => p.values[k] ?? NULL);
    const [one] = pieces;
    if (!one) return [name, columnsOf(first)[k]![1]];
    return [name, pieces.length === 1 ? one : machine.call("c", pieces, span)];
  });
  return assembled(columns, n);
}

/** Texts of a value. */
export const textsOf = (value: Value): string[] => asCharacter(value).values.map((v) => v ?? "NA");
