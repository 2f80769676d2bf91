/**
 * Elements chosen by what they are or where they stand: `which head tail ifelse any all`.
 *
 * @module
 */
import { shaped } from "./elements.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble, asLogical, describe } from "../values/coerce.ts";
import { combine } from "../values/combine.ts";
import { pick } from "../parts/picking.ts";
import {
  characters,
  dimNamesOf,
  dimOf,
  integer,
  integers,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  listOf,
  logical,
  logicals,
  NA_INTEGER,
  namesOf,
  NULL,
  rowsOf,
  textsAttribute,
  type Value,
  type Vector,
  withAttribute,
  withAttributes,
  withNames,
} from "../values/value.ts";
import { isKind } from "./kinds.ts";

function which(call: Call): Value {
  const x = call.value("x");
  if (x.type !== "logical") return call.wrong("x", "truth values", x);
  const at: number[] = [];
  x.values.forEach((v, i) => v === 1 && at.push(i));
  const dim = dimOf(x);
  if (dim && call.flag("arr.ind", false)) {
    const rows = at.length;
    const out = new Int32Array(rows * dim.length);
    at.forEach((k, i) => {
      let rest = k;
      dim.forEach((d, j) => {
        out[j * rows + i] = rest % d + 1;
        rest = Math.floor(rest / d);
      });
    });
    const names = dimNamesOf(x);
    const label = x.attributes!.get("dimnames");
    const titles = label ? textsAttribute(label, "names") : null;
    const heads = titles ??
      (dim.length === 2 ? ["row", "col"] : Array.from(dim, (_, j) => `dim${j + 1}`));
    const own = names?.[0] ? characters(at.map((k) => names[0]![k % dim[0]!] ?? null)) : NULL;
    return integers(
      out,
      new Map<string, Value>([["dim", integers([rows, dim.length])], [
        "dimnames",
        listOf([own, characters([...heads])]),
      ]]),
    );
  }
  const names = namesOf(x);
  const out = integers(Int32Array.from(at, (i) => i + 1));
  return names && call.flag("useNames", true) ? withNames(out, at.map((i) => names[i]!)) : out;
}

function extreme(sign: number): (call: Call) => Value {
  return (call) => {
    const x = call.value("x");
    const { values } = asDouble(x);
    let best = -1;
    for (let i = 0; i < values.length; i++) {
      if (!Number.isNaN(values[i]) && (best < 0 || sign * values[i]! > sign * values[best]!)) {
        best = i;
      }
    }
    if (best < 0) return integers(new Int32Array(0));
    const names = namesOf(x);
    return names ? withNames(integer(best + 1), [names[best]!]) : integer(best + 1);
  };
}

function head(call: Call, last: boolean): Value {
  const x = call.value("x");
  const n = call.number("n", 6);
  const size = isFrame(x) ? rowsOf(x) : dimOf(x)?.[0] ?? lengthOf(x);
  const count = n < 0 ? Math.max(0, size + n) : Math.min(n, size);
  const first = last ? size - count : 0;
  const at = integers(Int32Array.from({ length: count }, (_, i) => first + i + 1));
  if (isFrame(x) || dimOf(x)?.length === 2) {
    const rows = call.interpreter.call(
      "[",
      [x, at, NULL, logical(false)],
      call.span,
      [null, null, null, "drop"],
    );
    const numbered = last && !isFrame(x) && call.flag("keepnums", true) && !dimNamesOf(x)?.[0];
    if (!numbered || !isVector(rows)) return rows;
    // The rows of a matrix keep their numbers.
    const columns = dimNamesOf(x)?.[1];
    return withAttribute(
      rows,
      "dimnames",
      listOf([
        characters(Array.from(at.values, (i) => `[${i},]`.padStart(`[${size},]`.length))),
        columns ? characters([...columns]) : NULL,
      ]),
    );
  }
  return dimOf(x)
    ? call.interpreter.call("[", [x, at, logical(false)], call.span, [null, null, "drop"])
    : call.interpreter.call("[", [x, at], call.span);
}

function ifelse(call: Call): Value {
  const test = call.value("test");
  if (!isVector(test)) return call.wrong("test", "truth values", test);
  const truths = asLogical(test).values;
  const [yes, no] = [call.value("yes"), call.value("no")];
  if (!isVector(yes)) return call.wrong("yes", "a vector", yes);
  if (!isVector(no)) return call.wrong("no", "a vector", no);
  const any = truths.some((v) => v === 1);
  const other = truths.some((v) => v === 0);
  const plain = (v: Vector): Vector => isFactor(v) ? integers(v.values) : v;
  const joined = combine([
    { name: null, value: any ? withAttributes(plain(yes), null) : NULL },
    { name: null, value: other ? withAttributes(plain(no), null) : NULL },
  ]);
  if (!isVector(joined)) return shaped(logicals(truths.slice()), test);
  const offset = any ? yes.values.length : 0;
  const at = truths.map((v, i) =>
    v === NA_INTEGER ? -1 : v === 1 ? i % yes.values.length : offset + i % no.values.length
  );
  return shaped(pick(joined, at) as Vector, test);
}

function truthOf(call: Call, decided: number): Value {
  const drop = call.flag("na.rm", false);
  let missing = false;
  for (const value of call.rest) {
    if (value.type === "NULL") continue;
    if (
      !isVector(value) || value.type === "character" || isFactor(value) ||
      value.type === "list" && !isFrame(value)
    ) {
      return call.fail(
        "wrong-argument",
        `${call.word.name}() takes truth values, not ${describe(value)}`,
      );
    }
    const parts = isFrame(value) ? value.values : [value];
    for (const part of parts) {
      if (part.type === "double") {
        call.warn(`${call.word.name}() takes numbers as truth values: 0 is FALSE, others are TRUE`);
      }
      for (const v of asLogical(part).values) {
        if (v === NA_INTEGER) missing ||= !drop;
        else if (v === decided) return logical(decided === 1);
      }
    }
  }
  return logical(missing ? null : decided === 0);
}

export const CHOOSING: readonly Builtin[] = [
  word("which", "x, arr.ind, useNames", which),
  word("which.max", "x", extreme(1)),
  word("which.min", "x", extreme(-1)),
  word("head", "x, n", (call) => head(call, false)),
  word("tail", "x, n, keepnums", (call) => head(call, true)),
  word("ifelse", "test, yes, no", ifelse),
  word("replace", "x, list, values", (call) =>
    call.interpreter.call(
      "[<-",
      [call.value("x"), call.value("list"), call.value("values")],
      call.span,
      [null, null, "value"],
    )),
  word(
    "isTRUE",
    "x",
    isKind((x) => x.type === "logical" && x.values.length === 1 && x.values[0] === 1),
  ),
  word(
    "isFALSE",
    "x",
    isKind((x) => x.type === "logical" && x.values.length === 1 && x.values[0] === 0),
  ),
  word("xor", "x, y", (call) => {
    const [x, y] = [asLogical(call.value("x")), asLogical(call.value("y"))];
    return call.interpreter.operate("!=", x, y, call.span);
  }),
  word("any", "..., na.rm", (call) => truthOf(call, 1)),
  word("all", "..., na.rm", (call) => truthOf(call, 0)),
];
