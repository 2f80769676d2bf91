/**
 * Words of R's package utils on lists and texts: `modifyList hasName capture.output type.convert`.
 *
 * @module
 */
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { asCharacter } from "../values/coerce.ts";
import {
  characters,
  doubles,
  integers,
  isFactor,
  isFrame,
  listOf,
  type ListVector,
  logicals,
  NA_INTEGER,
  namesOf,
  share,
  type Value,
  withAttributes,
  withNames,
} from "../values/value.ts";

/** One list with the elements of another set in it, lists within lists too. */
function modified(x: ListVector, change: ListVector, keepNull: boolean): ListVector {
  const names = [...namesOf(x) ?? x.values.map(() => "")];
  const values = [...x.values];
  (namesOf(change) ?? []).forEach((name, i) => {
    if (!name) return;
    const own = change.values[i]!;
    const at = names.indexOf(name);
    const before = at >= 0 ? values[at]! : null;
    if (own.type === "NULL" && !keepNull) {
      if (at >= 0) {
        names.splice(at, 1);
        values.splice(at, 1);
      }
      return;
    }
    const next = before?.type === "list" && own.type === "list"
      ? modified(before, own, keepNull)
      : own;
    if (at >= 0) values[at] = share(next);
    else {
      names.push(name);
      values.push(share(next));
    }
  });
  const kept = new Map([...x.attributes ?? []].filter(([n]) => n !== "names"));
  return withNames(withAttributes(listOf(values), kept), names);
}

const LOGICAL = /^(T|F|TRUE|FALSE|true|false|True|False)$/;
const WHOLE = /^\s*[+-]?\d+\s*$/;
const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$|^\s*[+-]?Inf\s*$|^\s*NaN\s*$/;

/** Texts as truth values, numbers or what they are. */
function typed(call: Call, x: Value, missing: ReadonlySet<string>): Value {
  if (x.type === "list") {
    return withAttributes(listOf(x.values.map((v) => typed(call, v, missing))), x.attributes);
  }
  if (x.type !== "character" && !isFactor(x)) return x;
  const own = asCharacter(x).values.map((v) => v === null || missing.has(v.trim()) ? null : v);
  const every = (pattern: RegExp): boolean => own.every((v) => v === null || pattern.test(v));
  if (every(LOGICAL)) {
    return logicals(Int32Array.from(own, (v) => v === null ? NA_INTEGER : /^[Tt]/.test(v) ? 1 : 0));
  }
  if (every(WHOLE) && own.every((v) => v === null || Math.abs(Number(v)) < 2147483648)) {
    return integers(Int32Array.from(own, (v) => v === null ? NA_INTEGER : Number(v)));
  }
  if (every(NUMBER)) {
    return doubles(
      Float64Array.from(own, (v) => v === null ? NaN : Number(v.replace("Inf", "Infinity"))),
    );
  }
  if (call.flag("as.is", false)) return characters(own);
  return call.interpreter.call("factor", [characters(own)], call.span);
}

/** What would have been printed, as texts. */
function captured(call: Call): Value {
  const { interpreter } = call;
  const text = interpreter.capture(() => {
    for (const d of call.dots) {
      interpreter.invisible = false;
      const value = call.valueOf(d);
      if (!interpreter.invisible) interpreter.show(value, interpreter.console);
    }
  });
  interpreter.invisible = false;
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return characters(lines);
}

export const UTILS_LISTS: readonly Builtin[] = [
  word("modifyList", "x, val, keep.null", (call) => {
    const [x, val] = [call.value("x"), call.value("val")];
    if (x.type !== "list") return call.wrong("x", "a list", x);
    if (val.type !== "list") return call.wrong("val", "a list", val);
    return modified(x, val, call.flag("keep.null", false));
  }),
  word("hasName", "x, name", (call) => {
    const names = namesOf(call.value("x")) ?? [];
    return logicals(Int32Array.from(call.texts("name"), (n) => names.includes(n) ? 1 : 0));
  }),
  word("type.convert", 'x, na.strings, as.is, dec!".", numerals?, tryLogical!TRUE, ...', (call) => {
    const x = call.value("x");
    const missing = call.has("na.strings") ? call.texts("na.strings") : ["NA"];
    const words = new Set([...missing.map((m) => m ?? "NA"), ""]);
    if (isFrame(x)) return typed(call, x, words);
    return typed(call, x, words);
  }),
  {
    ...special("capture.output", "..., file!NULL, append!FALSE, type?, split!FALSE", captured),
    keepsThings: true,
  },
  word(
    "object.size",
    "x",
    (call) =>
      call.fail(
        "not-in-language",
        "How much room a value takes depends on the machine",
        "length(x) and dim(x) say how large it is",
      ),
  ),
  word("head.matrix", "x, n, ...", (call) =>
    call.interpreter.call(
      "head",
      [call.value("x"), ...(call.has("n") ? [call.value("n")] : [])],
      call.span,
    )),
];
