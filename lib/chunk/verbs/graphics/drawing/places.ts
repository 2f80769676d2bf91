/**
 * Where things lie: x and y of a call, in all the ways in which R takes them.
 *
 * @module
 */
import { fail, type Span } from "../../../../diagnostic.ts";
import { asDouble } from "../../../../language/values/coerce.ts";
import {
  dimNamesOf,
  dimOf,
  inherits,
  isFrame,
  isVector as isVectorOf,
  namesOf,
  type Value as LanguageValue,
} from "../../../../language/values/value.ts";
import type { Table } from "../../../../data/table.ts";
import { deparse } from "../../../../syntax/deparse.ts";
import type { Expr } from "../../../../syntax/expr.ts";
import { toLanguage } from "../../../bridge/to_language.ts";
import type { Call } from "../../../evaluation/call.ts";
import { tableScope } from "../../../values/mask.ts";
import { insteadOfNumbers, numbersHint } from "../../../values/no_numbers.ts";
import type { FormulaValue, Value, VectorValue } from "../../../values/value.ts";
import { isVector } from "../../../values/value.ts";
import { numbersOf } from "../../../values/vector.ts";
import { written } from "../../heddle/figure_value.ts";

/** Points with the words of their axes. */
export interface Places {
  x: number[];
  y: number[];
  xlab: string;
  ylab: string;
  dates: { x: boolean; y: boolean };
}

/** A vector with the expression that it is of. */
export interface Variable {
  value: Value;
  words: string;
  span: Span;
}

/** Numbers of a vector; texts and tables are faults at their place. */
export function numbersAt(call: Call, value: Value, span: Span): number[] {
  const found = value.kind === "factor"
    ? Float64Array.from(value.column.codes, (c) => c < 0 ? NaN : c + 1)
    : value.kind === "matrix"
    ? null
    : numbersOf(value);
  if (found) return [...found];
  const own = toLanguage(value);
  if (isVectorOf(own) && own.type !== "list" && own.type !== "character") {
    return Array.from(asDouble(own).values);
  }
  const hint = numbersHint(value);
  return fail("wrong-argument", `${call.verb.name}() takes numbers${insteadOfNumbers(value)}`, {
    span,
    ...(hint ? { hint } : {}),
  });
}

export function isDate(value: Value): boolean {
  return inherits(toLanguage(value), "Date");
}

/** Variables on a side of a formula: `a + b`, `a * b` and `a:b` name two. */
function termsOf(expr: Expr): Expr[] {
  if (expr.kind !== "call" || expr.callee.kind !== "name") return [expr];
  if (expr.args.length === 2 && ["+", "*", ":"].includes(expr.callee.name)) {
    return expr.args.flatMap((a) => a.value ? termsOf(a.value) : []);
  }
  if (expr.callee.name === "(" && expr.args[0]?.value) return termsOf(expr.args[0].value);
  return [expr];
}

/** Which rows an expression of `subset` keeps; null for all. */
function keptRows(call: Call, scope: Call["scope"]): boolean[] | null {
  const expr = call.quoted("subset");
  if (!expr) return null;
  const value = call.context.evaluate(expr, scope);
  if (value.kind === "logical") return Array.from(value.values, (v) => v === 1);
  return call.wrong("subset", "a condition", value, "subset = dose > 0");
}

function someOf(call: Call, value: Value, keep: readonly boolean[]): Value {
  const rows = keep.flatMap((k, i) => k ? [i + 1] : []);
  return call.context.call(
    "[",
    [
      value,
      { kind: "numeric", values: Float64Array.from(rows), integer: true, names: null } as Value,
    ]
      .map((v) => ({ name: null, nameSpan: null, span: call.span, expr: null, value: v })),
    call.span,
    call.scope,
  );
}

/** The data of a call with a formula: named, or in the second place. */
function dataIn(call: Call): Table | null {
  if (call.has("data") && call.value("data").kind !== "null") return call.table("data");
  const second = call.has("y")
    ? call.value("y")
    : call.rest[0] && call.rest[0].name === null
    ? call.evaluate(call.rest[0])
    : null;
  return second?.kind === "frame" ? second.table : null;
}

/** The variables of a formula, among the columns of `data`. */
export function variablesOf(
  call: Call,
  { expr }: FormulaValue,
): { left: Variable | null; right: Variable[] } {
  const sides = expr.args.map((a) => a.value!);
  const data = dataIn(call);
  const scope = data ? tableScope(data, call.scope) : call.scope;
  const keep = keptRows(call, scope);
  const variable = (e: Expr): Variable => {
    const value = call.context.evaluate(e, scope);
    return {
      value: keep ? someOf(call, value, keep) : value,
      words: deparse(e),
      span: { start: e.start, end: e.end },
    };
  };
  const right = sides.length === 2 ? sides[1]! : sides[0]!;
  const one = right.kind === "number" && right.value === 1;
  return {
    left: sides.length === 2 ? variable(sides[0]!) : null,
    right: one ? [] : termsOf(right).map(variable),
  };
}

/** A call whose arguments are looked for among the columns of its data: `plot(y ~ x, d, col = g)`. */
export function amongColumns(call: Call): Call {
  const data = dataIn(call);
  if (!data) return call;
  return Object.create(call, { scope: { value: tableScope(data, call.scope) } }) as Call;
}

/** A member of a list by its name. */
export function member(x: LanguageValue, name: string): LanguageValue | null {
  if (x.type !== "list") return null;
  const at = namesOf(x)?.indexOf(name) ?? -1;
  return at < 0 ? null : x.values[at] ?? null;
}

const values = (x: LanguageValue): number[] => Array.from(asDouble(x).values);

function pair(call: Call, x: number[], y: number[], xlab: string, ylab: string): Places {
  if (x.length !== y.length) {
    fail("bad-length", `${call.verb.name}() has ${x.length} values of x and ${y.length} of y`, {
      span: call.span,
    });
  }
  return { x, y, xlab, ylab, dates: { x: false, y: false } };
}

/** x and y of one thing that has both: a list, a density, two columns; null of anything else. */
function placesOfOne(call: Call, own: LanguageValue, words: string): Places | null {
  if (own.type === "list") {
    const [x, y] = [member(own, "x"), member(own, "y")];
    if (x && y && isVectorOf(x) && isVectorOf(y)) {
      const density = inherits(own, "density");
      return pair(call, values(x), values(y), density ? "x" : "x", density ? "Density" : "y");
    }
    if (isFrame(own) && own.values.length === 2) {
      const [a, b] = own.values;
      const names = namesOf(own) ?? [];
      return pair(call, values(a!), values(b!), names[0] ?? "x", names[1] ?? "y");
    }
    return null;
  }
  const dim = dimOf(own);
  if (dim?.length === 2 && dim[1] === 2 && own.type !== "character") {
    const all = values(own), n = dim[0]!;
    const names = dimNamesOf(own)?.[1];
    return pair(
      call,
      all.slice(0, n),
      all.slice(n),
      names?.[0] ?? `${words}[,1]`,
      names?.[1] ?? `${words}[,2]`,
    );
  }
  return null;
}

/** x and y of a call; of one vector its places and values. Texts recycle the shorter of the two. */
export function placesIn(call: Call, recycled = false): Places {
  const x = call.value("x");
  const y = call.has("y") ? call.value("y") : null;
  const words = written(call, "x");
  if (x.kind === "formula") {
    const { left, right } = variablesOf(call, x);
    if (!left || right.length !== 1) {
      fail("wrong-argument", `${call.verb.name}() takes a formula such as y ~ x`, {
        span: call.spanOf("x"),
      });
    }
    return pair(
      call,
      numbersAt(call, right[0]!.value, right[0]!.span),
      numbersAt(call, left.value, left.span),
      right[0]!.words,
      left.words,
    );
  }
  if (y && y.kind !== "null") {
    let [xs, ys] = [
      numbersAt(call, x, call.spanOf("x")),
      numbersAt(call, y, call.spanOf("y")),
    ];
    if (recycled && xs.length > 0 && ys.length > 0) {
      const n = Math.max(xs.length, ys.length);
      [xs, ys] = [xs, ys].map((v) => Array.from({ length: n }, (_, i) => v[i % v.length]!)) as [
        number[],
        number[],
      ];
    }
    const made = pair(
      call,
      xs,
      ys,
      words,
      written(call, "y"),
    );
    return { ...made, dates: { x: isDate(x), y: isDate(y) } };
  }
  const one = placesOfOne(call, toLanguage(x), words);
  if (one) return one;
  const own = numbersAt(call, x, call.spanOf("x"));
  return {
    ...pair(call, own.map((_, i) => i + 1), own, "Index", words),
    dates: { x: false, y: isDate(x) },
  };
}

/** A vector as groups: its levels with the code of each element, −1 where missing. */
export function groupsOf(value: Value): { levels: string[]; codes: number[] } {
  if (value.kind === "factor") {
    return { levels: [...value.column.levels], codes: [...value.column.codes] };
  }
  const vector = value as VectorValue;
  if (!isVector(vector)) return { levels: [], codes: [] };
  const texts = vector.kind === "numeric"
    ? Array.from(vector.values, (v) => Number.isNaN(v) ? null : String(v))
    : vector.kind === "logical"
    ? Array.from(vector.values, (v) => v < 0 ? null : v === 1 ? "TRUE" : "FALSE")
    : vector.kind === "character"
    ? vector.values
    : [];
  const levels = [...new Set(texts.filter((t): t is string => t !== null))];
  if (vector.kind === "numeric") levels.sort((a, b) => Number(a) - Number(b));
  else levels.sort((a, b) => a.localeCompare(b, "en"));
  return { levels, codes: texts.map((t) => t === null ? -1 : levels.indexOf(t)) };
}
