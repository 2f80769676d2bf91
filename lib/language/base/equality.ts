/**
 * Elements that are the same: `unique duplicated match` and sets; values that are: `identical`.
 *
 * @module
 */
import { reorder } from "./elements.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asDouble, asInteger, asList } from "../values/coerce.ts";
import { combine } from "../values/combine.ts";
import { memberRows } from "../values/rows.ts";
import {
  characters,
  FACTS,
  integer,
  integers,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  logical,
  logicals,
  NA_INTEGER,
  NULL,
  rowsOf,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";

/** A text that two elements share if and only if they are equal. */
export function keyOf(x: Vector): (i: number) => string {
  if (x.type === "list") {
    return (i) =>
      JSON.stringify(
        x.values[i],
        (_, v) =>
          v instanceof Map
            ? [...v]
            : ArrayBuffer.isView(v)
            ? Array.from(v as Float64Array, String)
            : v,
      );
  }
  if (x.type === "double") {
    return (i) =>
      Number.isNaN(x.values[i])
        ? (x.nan?.[i] ? "NaN" : "NA")
        : String(x.values[i] === 0 ? 0 : x.values[i]);
  }
  if (x.type === "character") return (i) => x.values[i] === null ? "\0NA" : `s${x.values[i]}`;
  return (i) => String(x.values[i]);
}

function seen(x: Vector, fromLast = false): Uint8Array {
  const key = keyOf(x);
  const n = x.values.length;
  const out = new Uint8Array(n);
  const before = new Set<string>();
  for (let k = 0; k < n; k++) {
    const i = fromLast ? n - 1 - k : k;
    const own = key(i);
    if (before.has(own)) out[i] = 1;
    before.add(own);
  }
  return out;
}

/** Rows of a data frame as one key each. */
function frameKeys(x: Vector & { type: "list" }): Vector {
  const keys = x.values.map((v) => keyOf(v as Vector));
  return characters(
    Array.from({ length: rowsOf(x) }, (_, i) => keys.map((k) => k(i)).join("\x1f")),
  );
}

function unique(call: Call): Value {
  const x = call.value("x");
  if (x.type === "NULL") return NULL;
  if (!isVector(x)) return call.wrong("x", "a vector", x);
  const double_ = seen(isFrame(x) ? frameKeys(x) : x, call.flag("fromLast", false));
  const at = Int32Array.from(Array.from(double_.keys()).filter((i) => !double_[i]));
  if (isFrame(x)) return memberRows(x, [...at]);
  return withNamesDropped(reorder(x, at));
}

function withNamesDropped(x: Value): Value {
  if (!x.attributes?.has("names")) return x;
  const kept = new Map(x.attributes);
  kept.delete("names");
  return withAttributes(x, kept);
}

function matchPlaces(x: Value, table: Value): Int32Array {
  const [a, b] = [isFactor(x) ? asCharacter(x) : x, isFactor(table) ? asCharacter(table) : table];
  if (!isVector(a) || !isVector(b)) return new Int32Array(lengthOf(x)).fill(-1);
  const texts = a.type === "character" || b.type === "character";
  const [p, q] = texts
    ? [asCharacter(a), asCharacter(b)]
    : a.type === "list" || b.type === "list"
    ? [asList(a), asList(b)]
    : [asDouble(a), asDouble(b)];
  const at = new Map<string, number>();
  const key = keyOf(q);
  for (let i = q.values.length - 1; i >= 0; i--) at.set(key(i), i);
  const own = keyOf(p);
  return Int32Array.from({ length: p.values.length }, (_, i) => at.get(own(i)) ?? -1);
}

/** How many attributes there are to be compared. */
function compared(x: Value): number {
  return (x.attributes?.size ?? 0) - (x.attributes?.has(FACTS) ? 1 : 0);
}

/** Whether two values are the same, attributes too. */
export function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.type !== b.type) return false;
  if (compared(a) !== compared(b)) return false;
  for (const [name, value] of a.attributes ?? []) {
    if (name === FACTS) continue;
    const other = b.attributes!.get(name);
    if (!other || !same(value, other)) return false;
  }
  if (a.type === "language" && b.type === "language") {
    return JSON.stringify(plainExpr(a.expr)) === JSON.stringify(plainExpr(b.expr));
  }
  if (!isVector(a) || !isVector(b) || a.values.length !== b.values.length) return a.type === "NULL";
  if (a.type === "list") return a.values.every((v, i) => same(v, (b as typeof a).values[i]!));
  const [k, l] = [keyOf(a), keyOf(b)];
  for (let i = 0; i < a.values.length; i++) if (k(i) !== l(i)) return false;
  return true;
}

function plainExpr(expr: unknown): unknown {
  return JSON.parse(
    JSON.stringify(
      expr,
      (key, value) => /^(start|end|nameSpan|text)$/.test(key) ? undefined : value,
    ),
  );
}

/** The place (from 1) of the first element that came before; 0 if there is none. */
function anyTwice(marks: Uint8Array, fromLast: boolean): number {
  return (fromLast ? marks.lastIndexOf(1) : marks.indexOf(1)) + 1;
}

export const EQUALITY: readonly Builtin[] = [
  word("unique", "x, incomparables!FALSE, fromLast", unique),
  word("duplicated", "x, incomparables!FALSE, fromLast", (call) => {
    const x = call.vector("x");
    return logicals(
      Int32Array.from(seen(isFrame(x) ? frameKeys(x) : x, call.flag("fromLast", false))),
    );
  }),
  word("anyDuplicated", "x, incomparables!FALSE, fromLast", (call) => {
    const x = call.vector("x");
    return integer(
      anyTwice(
        seen(isFrame(x) ? frameKeys(x) : x, call.flag("fromLast", false)),
        call.flag("fromLast", false),
      ),
    );
  }),
  word("match", "x, table, nomatch, incomparables!NULL", (call) => {
    const none = call.has("nomatch") ? asInteger(call.value("nomatch")).values[0]! : NA_INTEGER;
    return integers(
      matchPlaces(call.value("x"), call.value("table")).map((k) => k < 0 ? none : k + 1),
    );
  }),
  word(
    "%in%",
    "x, table",
    (call) => logicals(matchPlaces(call.value("x"), call.value("table")).map((k) => k < 0 ? 0 : 1)),
  ),
  word(
    "is.element",
    "el, table",
    (call) =>
      logicals(matchPlaces(call.value("el"), call.value("table")).map((k) => k < 0 ? 0 : 1)),
  ),
  word("union", "x, y", (call) => {
    const all = combine(
      [{ name: null, value: call.interpreter.call("as.vector", [call.value("x")], call.span) }, {
        name: null,
        value: call.interpreter.call("as.vector", [call.value("y")], call.span),
      }],
      false,
    );
    return all.type === "NULL" ? NULL : call.interpreter.call("unique", [all], call.span);
  }),
  word("intersect", "x, y", (call) => {
    const x = call.interpreter.call("unique", [
      call.interpreter.call("as.vector", [call.value("x")], call.span),
    ], call.span);
    if (!isVector(x)) return x;
    const found = matchPlaces(x, call.value("y"));
    return reorder(x, Int32Array.from(Array.from(found.keys()).filter((i) => found[i]! >= 0)));
  }),
  word("setdiff", "x, y", (call) => {
    const x = call.interpreter.call("unique", [
      call.interpreter.call("as.vector", [call.value("x")], call.span),
    ], call.span);
    if (!isVector(x)) return x;
    const found = matchPlaces(x, call.value("y"));
    return reorder(x, Int32Array.from(Array.from(found.keys()).filter((i) => found[i]! < 0)));
  }),
  word("setequal", "x, y", (call) => {
    const [x, y] = [call.value("x"), call.value("y")];
    return logical(
      matchPlaces(x, y).every((k) => k >= 0) && matchPlaces(y, x).every((k) => k >= 0),
    );
  }),
  word("identical", "x, y, ...", (call) => logical(same(call.value("x"), call.value("y")))),
];
