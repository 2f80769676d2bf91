/**
 * Tables made long and wide: `melt dcast`, as data.table and reshape2 have them.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { headsOf } from "../frames/naming.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { factorOf } from "../values/factor.ts";
import {
  characters,
  type Frame,
  type FunctionValue,
  givenClass,
  inherits,
  isFactor,
  isFrame,
  logical,
  rowsOf as heightOfFrame,
  type Value,
  withAttribute,
} from "../values/value.ts";
import type { Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { placesOf } from "./brackets.ts";
import { assembled, bareRows, type Column, columnsOf, rowsOf } from "./tables.ts";

/** A table of the kind that was given. */
function alike(x: Frame, made: Frame): Value {
  return inherits(x, "data.table")
    ? made
    : withAttribute(made, "class", characters([...givenClass(x)]));
}

function tableGiven(call: Call): Frame {
  const x = call.value("data");
  return isFrame(x) ? x : call.wrong("data", "a data frame", x);
}

function melt(call: Call): Value {
  const x = tableGiven(call);
  const columns = columnsOf(x);
  const heads = headsOf(x);
  const places = (name: string): number[] => {
    const value = call.value(name);
    return value.type === "list"
      ? call.wrong(
        name,
        "names or numbers of columns",
        value,
        "pivot_longer() makes several columns at once",
      )
      : placesOf(value, heads, call.spanOf(name));
  };
  const [hasIds, hasMeasures] = [call.has("id.vars"), call.has("measure.vars")];
  let ids: number[];
  let measures: number[];
  if (hasIds) {
    ids = places("id.vars");
    measures = hasMeasures
      ? places("measure.vars")
      : heads.map((_, k) => k).filter((k) => !ids.includes(k));
  } else if (hasMeasures) {
    measures = places("measure.vars");
    ids = heads.map((_, k) => k).filter((k) => !measures.includes(k));
  } else {
    const isId = (v: Value): boolean => v.type === "character" || isFactor(v as never);
    ids = heads.map((_, k) => k).filter((k) => isId(columns[k]![1]));
    measures = heads.map((_, k) => k).filter((k) => !ids.includes(k));
    call.warn(
      `melt(): ${ids.map((k) => heads[k]).join(", ") || "no column"} is taken as id.vars`,
      "guessed",
    );
  }
  const n = heightOfFrame(x);
  const { interpreter, span } = call;
  const again = Array.from({ length: n * measures.length }, (_, i) => i % n);
  const labels = measures.map((k) => heads[k]!);
  const variable = call.flag("variable.factor", true)
    ? factorOf(again.map((_, i) => Math.floor(i / n) + 1), labels, false)
    : characters(again.map((_, i) => labels[Math.floor(i / n)]!));
  const values = measures.map((k) => columns[k]![1]);
  const plain =
    values.some((v) => isFactor(v as never)) && !values.every((v) => isFactor(v as never))
      ? values.map((v) => interpreter.call("as.character", [v], span))
      : values;
  const value = plain.length === 0 ? logical(null) : interpreter.call("c", plain, span);
  const long = assembled([
    ...ids.map((k): Column => [heads[k]!, bareRows(columns[k]![1], again)]),
    [call.text("variable.name", "variable"), variable],
    [call.text("value.name", "value"), withAttribute(value, "names", { type: "NULL" } as Value)],
  ], again.length);
  if (!call.flag("na.rm", false)) return alike(x, long);
  const missing = asDouble(interpreter.call("is.na", [long.values.at(-1)!], span) as never).values;
  return alike(x, rowsOf(long, again.map((_, i) => i).filter((i) => missing[i] !== 1)));
}

/** The names that one side of a formula adds up. */
function sideOf(
  call: Call,
  e: Expr,
  heads: readonly string[],
  other: readonly string[],
  value: string,
): string[] {
  if (e.kind === "name") {
    if (e.name === ".") return [];
    if (e.name === "...") return heads.filter((h) => h !== value && !other.includes(h));
    if (!heads.includes(e.name)) {
      call.fail(
        "no-column",
        `The table has no column ${e.name}`,
        `Its columns are ${heads.join(", ")}`,
      );
    }
    return [e.name];
  }
  const plus = e.kind === "call" && e.callee.kind === "name" && e.callee.name === "+" &&
    e.args.length === 2;
  if (plus) return e.args.flatMap((a) => sideOf(call, a.value!, heads, other, value));
  return call.fail(
    "not-in-language",
    `dcast() takes sums of columns, not ${deparse(e)}`,
    "Make the column first, and name it in the formula",
  );
}

/** Groups of rows by columns, in the order of their values. */
function sorted(call: Call, x: Frame, names: readonly string[]): { of: number[]; first: number[] } {
  const n = heightOfFrame(x);
  const columns = names.map((name) => x.values[headsOf(x).indexOf(name)]!);
  if (columns.length === 0) return { of: new Array(n).fill(0), first: n > 0 ? [0] : [] };
  const texts = columns.map((v) => asCharacter(v as never).values);
  const order = Array.from(
    asDouble(call.interpreter.call("order", columns, call.span) as never).values,
    (k) => k - 1,
  );
  const of = new Array<number>(n).fill(0);
  const first: number[] = [];
  order.forEach((row, i) => {
    const before = order[i - 1];
    if (before === undefined || texts.some((t) => t[row] !== t[before])) first.push(row);
    of[row] = first.length - 1;
  });
  return { of, first };
}

function dcast(call: Call): Value {
  const x = tableGiven(call);
  const heads = headsOf(x);
  const formula = call.value("formula");
  const written = formula.type === "language" ? formula.expr : null;
  if (written?.kind !== "call" || written.args.length !== 2) {
    return call.wrong("formula", "a formula with two sides", formula);
  }
  const asked = call.has("value.var") ? call.texts("value.var") : null;
  if (asked && asked.length !== 1) {
    return call.fail(
      "not-in-language",
      "dcast() with several value.var is not part of the block language",
      "pivot_wider(values_from = c(a, b)) spreads several columns",
    );
  }
  const value = asked?.[0] ?? (heads.includes("value") ? "value" : heads.at(-1)!);
  const at = heads.indexOf(value);
  if (at < 0) {
    return call.fail(
      "no-column",
      `The table has no column ${value}`,
      `Its columns are ${heads.join(", ")}`,
    );
  }
  const [l, r] = written.args.map((a) => a.value!) as [Expr, Expr];
  const right = sideOf(call, r, heads, [], value);
  const left = sideOf(call, l, heads, right, value);
  const [rows, wide] = [sorted(call, x, left), sorted(call, x, right)];
  const cells = new Map<number, number[]>();
  const width = wide.first.length;
  rows.of.forEach((i, row) => {
    const key = i * width + wide.of[row]!;
    const found = cells.get(key);
    if (found) found.push(row);
    else cells.set(key, [row]);
  });
  let f: FunctionValue | null =
    call.has("fun.aggregate") && call.value("fun.aggregate").type !== "NULL"
      ? call.function("fun.aggregate")
      : null;
  if (!f && [...cells.values()].some((c) => c.length > 1)) {
    call.warn("dcast(): several rows fall into one cell, and are counted", "counted");
    f = call.interpreter.functionNamed("length", call.scope, call.span);
  }
  const values = x.values[at]!;
  const names = wide.first.map((row) =>
    right.length === 0
      ? "."
      : right.map((name) =>
        asCharacter(x.values[heads.indexOf(name)]! as never).values[row] ?? "NA"
      ).join("_")
  );
  const fill = call.has("fill") && call.value("fill").type !== "NULL" ? call.value("fill") : null;
  // of no rows a function gives what it gives of nothing: a mean NaN, a sum 0
  const ofNone = (): Value =>
    call.apply(f!, [bareRows(values, []), ...call.rest], [null, ...call.dots.map((d) => d.name)]);
  const made = names.map((name, j): Column => {
    const pieces = rows.first.map((_, i) => cells.get(i * width + j) ?? null);
    if (!f && !fill) return [name, bareRows(values, pieces.map((p) => p ? p[0]! : -1))];
    const parts = pieces.map((p): Value => {
      if (!p) return fill ?? ofNone();
      const own = bareRows(values, p);
      return f ? call.apply(f, [own, ...call.rest], [null, ...call.dots.map((d) => d.name)]) : own;
    });
    return [name, call.interpreter.call("c", parts, call.span)];
  });
  const keys = left.map((
    name,
  ): Column => [name, bareRows(x.values[heads.indexOf(name)]!, rows.first)]);
  return alike(x, assembled([...keys, ...made], rows.first.length));
}

export const SHAPING: readonly Builtin[] = [
  word(
    "melt",
    "data, id.vars, measure.vars, variable.name, value.name, na.rm, variable.factor, value.factor?, factorsAsStrings?, verbose?",
    melt,
  ),
  word(
    "dcast",
    'data, formula, fun.aggregate, ..., value.var, fill, sep!"_", drop!TRUE, margins!NULL, subset!NULL',
    dcast,
  ),
];
