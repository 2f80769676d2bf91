/**
 * Words that make vectors: `c list rep seq` and their kin.
 *
 * @module
 */
import { reorder } from "./elements.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { combine, flatten } from "../values/combine.ts";
import { refuseLong } from "../values/size.ts";
import {
  characters,
  double,
  doubles,
  inherits,
  integer,
  integers,
  isVector,
  lengthOf,
  listOf,
  logicals,
  namesOf,
  NULL,
  text,
  type Value,
  withAttributes,
  withNames,
} from "../values/value.ts";
import { keyOf } from "./equality.ts";

function c(call: Call): Value {
  const parts = call.dots.filter((d) => d.name !== "recursive" && d.name !== "use.names");
  return combine(parts.map((d) => ({ name: d.name, value: call.valueOf(d) })));
}

function vectorOf(kind: string, n: number, call: Call): Value {
  refuseLong(n, call.span);
  switch (kind) {
    case "logical":
      return logicals(new Int32Array(n));
    case "integer":
      return integers(new Int32Array(n));
    case "numeric":
    case "double":
      return doubles(new Float64Array(n));
    case "character":
      return characters(new Array<string>(n).fill(""));
    case "list":
      return listOf(new Array<Value>(n).fill(NULL));
    default:
      return call.fail(
        "wrong-argument",
        `There is no kind of vector "${kind}"`,
        "logical, integer, numeric, character, list",
      );
  }
}

function rep(call: Call): Value {
  const x = call.value("x");
  if (x.type === "NULL") return NULL;
  if (!isVector(x)) return call.wrong("x", "a vector", x);
  const n = x.values.length;
  const each = call.has("each") ? call.number("each") : 1;
  let at: number[] = [];
  for (let i = 0; i < n; i++) for (let k = 0; k < each; k++) at.push(i);
  const asked = call.has("length.out") ? call.number("length.out") : NaN;
  const length = asked === asked ? asked : null;
  if (asked < 0) return call.wrong("length.out", "a number from 0 on", call.value("length.out"));
  const times = call.has("times") ? call.doubles("times") : [1];
  if (length !== null) {
    refuseLong(length, call.span);
    at = at.length === 0 ? [] : Array.from({ length }, (_, i) => at[i % at.length]!);
  } else if (times.length === 1) {
    const count = times[0]!;
    if (!(count >= 0)) return call.wrong("times", "a number from 0 on", call.value("times"));
    refuseLong(at.length * count, call.span);
    const once = at;
    at = [];
    for (let k = 0; k < Math.trunc(count); k++) for (const i of once) at.push(i);
  } else {
    if (times.length !== at.length) {
      return call.fail(
        "wrong-length",
        `rep() takes one count of times, or one for each of ${at.length} elements`,
      );
    }
    refuseLong(Array.from(times).reduce((sum, t) => sum + t, 0), call.span);
    at = at.flatMap((i, k) => new Array<number>(times[k]!).fill(i));
  }
  return reorder(x, Int32Array.from(at));
}

function seq(call: Call): Value {
  const along = call.optional("along.with");
  const [hasFrom, hasTo, hasBy, given] = ["from", "to", "by", "length.out"].map((n) => call.has(n));
  if (along && !hasFrom && !hasTo && !hasBy) {
    return integers(Int32Array.from({ length: lengthOf(along) }, (_, i) => i + 1));
  }
  const hasLength = given || along !== null;
  if (hasFrom && !hasTo && !hasBy && !hasLength) {
    const from = call.value("from");
    const n = lengthOf(from);
    if (n === 1 && (from.type === "double" || from.type === "integer")) {
      return call.interpreter.operate(":", integer(1), from, call.span);
    }
    return integers(Int32Array.from({ length: n }, (_, i) => i + 1));
  }
  const whole = (name: string): boolean =>
    !call.has(name) || call.value(name).type === "integer" ||
    Number.isInteger(call.number(name));
  const dated = hasFrom && inherits(call.value("from"), "Date");
  if (dated) {
    return call.interpreter.call(
      "seq.Date",
      [
        call.value("from"),
        ...["to", "by", "length.out"].flatMap((n) => call.has(n) ? [call.value(n)] : []),
      ],
      call.span,
      [null, ...["to", "by", "length.out"].filter((n) => call.has(n))],
    );
  }
  const length = hasLength
    ? (along ? lengthOf(along) : Math.ceil(call.number("length.out")))
    : null;
  if (length !== null && !(length >= 0)) {
    return call.wrong("length.out", "a number from 0 on", call.value("length.out"));
  }
  if (length !== null) refuseLong(length, call.span);
  for (const [name, given] of [["from", hasFrom], ["to", hasTo]] as const) {
    if (given && lengthOf(call.value(name)) !== 1) {
      return call.wrong(name, "one number", call.value(name));
    }
  }
  if (length === null && !hasBy) {
    return call.interpreter.operate(
      ":",
      hasFrom ? call.value("from") : integer(1),
      call.value("to"),
      call.span,
    );
  }
  if (length === null) {
    const from = call.number("from", 1);
    const to = call.number("to", 1);
    const by = call.number("by");
    if (from === to) return whole("from") ? integer(from) : double(from);
    const n = (to - from) / by;
    if (!Number.isFinite(n)) return call.wrong("by", "a step that is not 0", call.value("by"));
    if (n < 0) return call.fail("wrong-argument", "The step leads away from the end");
    refuseLong(n, call.span);
    const count = Math.floor(n + 1e-10) + 1;
    const ints = call.value("by").type === "integer" &&
      (!hasFrom || call.value("from").type === "integer" ||
        Number.isInteger(from) && call.value("by").type === "integer" &&
          call.value("from").type === "integer");
    const out = Float64Array.from({ length: count }, (_, i) => from + i * by);
    if (by > 0) { for (let i = 0; i < count; i++) out[i] = Math.min(out[i]!, to); }
    else for (let i = 0; i < count; i++) out[i] = Math.max(out[i]!, to);
    return ints ? integers(Int32Array.from(out)) : doubles(out);
  }
  if (hasFrom && hasTo) {
    const [from, to] = [call.number("from"), call.number("to")];
    const integral = call.value("from").type === "integer" && length <= 2 &&
      (length === 1 || call.value("to").type === "integer");
    if (length === 1) return integral ? integer(from) : double(from);
    const by = (to - from) / (length - 1);
    const out = Float64Array.from({ length }, (_, i) => i === length - 1 ? to : from + i * by);
    return integral ? integers(Int32Array.from(out)) : doubles(out);
  }
  const by = hasBy ? call.number("by") : 1;
  const from = hasFrom ? call.number("from") : hasTo ? call.number("to") - (length - 1) * by : 1;
  const out = Float64Array.from({ length }, (_, i) => from + i * by);
  const end = hasFrom ? "from" : hasTo ? "to" : null;
  const integral = hasBy
    ? end !== null && call.value(end).type === "integer" && call.value("by").type === "integer"
    : end === null;
  return integral ? integers(Int32Array.from(out)) : doubles(out);
}

export const MAKING: readonly Builtin[] = [
  word("c", "...", c),
  word("list", "...", (call) => {
    const out = listOf(call.dots.map((d) => {
      const value = call.valueOf(d);
      value.exclusive = false;
      return value;
    }));
    return call.dots.some((d) => d.name) ? withNames(out, call.dots.map((d) => d.name ?? "")) : out;
  }),
  word(
    "vector",
    "mode, length",
    (call) => vectorOf(call.text("mode", "logical"), call.number("length", 0), call),
  ),
  word("logical", "length", (call) => vectorOf("logical", call.number("length", 0), call)),
  word("integer", "length", (call) => vectorOf("integer", call.number("length", 0), call)),
  word("numeric", "length", (call) => vectorOf("numeric", call.number("length", 0), call)),
  word("double", "length", (call) => vectorOf("numeric", call.number("length", 0), call)),
  word("character", "length", (call) => vectorOf("character", call.number("length", 0), call)),
  {
    ...word("unlist", "x, recursive!TRUE, use.names", (call) => {
      const x = call.value("x");
      const { things } = call.interpreter;
      const parts = x.type === "thing" ? things.list(x) ?? things.frame(x) : x;
      return flatten(
        parts ?? call.wrong("x", "a vector or a list", x),
        call.flag("use.names", true),
      );
    }),
    keepsThings: true,
  },
  word("length", "x", (call) => {
    const x = call.value("x");
    return integer(lengthOf(x));
  }),
  word("lengths", "x, use.names", (call) => {
    const x = call.value("x");
    if (!isVector(x)) return integer(lengthOf(x));
    const out = integers(
      x.type === "list"
        ? Int32Array.from(x.values, lengthOf)
        : new Int32Array(x.values.length).fill(1),
    );
    const names = namesOf(x);
    return names && call.flag("use.names", true) ? withNames(out, names) : out;
  }),
  word("rep", "x, times, length.out, each, ...", rep),
  word("rep_len", "x, length.out", rep),
  word("rep.int", "x, times", rep),
  word("embed", "x, dimension", (call) => {
    const x = call.vector("x");
    const width = call.number("dimension", 1);
    const rows = x.values.length - width + 1;
    if (!(width >= 1 && rows >= 1)) {
      return call.wrong("dimension", `a number from 1 to ${x.values.length}`, double(width));
    }
    refuseLong(rows * width, call.span);
    const at = Array.from(
      { length: rows * width },
      (_, k) => k % rows + width - 1 - Math.floor(k / rows) + 1,
    );
    const out = call.interpreter.call("[", [x, integers(at)], call.span);
    return withAttributes(out, new Map([["dim", integers([rows, width])]]));
  }),
  word("seq", "from, to, by, length.out, along.with, ...", seq),
  word("seq.int", "from, to, by, length.out, along.with", seq),
  word("seq_len", "length.out", (call) => {
    const n = call.number("length.out");
    if (!(n >= 0)) return call.wrong("length.out", "a number from 0 on", call.value("length.out"));
    refuseLong(n, call.span);
    return integers(Int32Array.from({ length: n }, (_, i) => i + 1));
  }),
  word(
    "seq_along",
    "along.with",
    (call) =>
      integers(Int32Array.from({ length: lengthOf(call.value("along.with")) }, (_, i) => i + 1)),
  ),
  word("append", "x, values, after", (call) => {
    const [x, values] = [call.value("x"), call.value("values")];
    const n = lengthOf(x);
    const after = Math.min(n, call.number("after", n));
    const part = (from: number, to: number): Value =>
      call.interpreter.call("[", [
        x,
        integers(Int32Array.from({ length: to - from }, (_, i) => from + i + 1)),
      ], call.span);
    return combine([{ name: null, value: part(0, after) }, { name: null, value: values }, {
      name: null,
      value: part(after, n),
    }]);
  }),
  word("diff", "x, lag, differences, ...", (call) => {
    let x = call.value("x");
    const lag = call.number("lag", 1);
    for (let k = call.number("differences", 1); k > 0; k--) {
      const n = lengthOf(x);
      if (n <= lag) {
        return x.type === "integer" ? integers(new Int32Array(0)) : doubles(new Float64Array(0));
      }
      const part = (from: number, to: number): Value =>
        call.interpreter.call("[", [
          x,
          integers(Int32Array.from({ length: to - from }, (_, i) => from + i + 1)),
        ], call.span);
      const names = namesOf(x);
      const made = call.interpreter.operate("-", part(lag, n), part(0, n - lag), call.span);
      x = names && isVector(made) ? withNames(made, names.slice(lag)) : made;
    }
    return x;
  }),
  word("inverse.rle", "x, ...", (call) => {
    const x = call.value("x");
    const [lengths, values] = x.type === "list" && inherits(x, "rle") ? x.values : [];
    if (!lengths || !values) return call.wrong("x", "what rle() gives", x);
    return call.interpreter.call("rep", [values, lengths], call.span, [null, "times"]);
  }),
  word("rle", "x", (call) => {
    const x = call.vector("x");
    const key = keyOf(x);
    const ends: number[] = [];
    for (let i = 0; i < x.values.length; i++) {
      if (i === x.values.length - 1 || key(i) !== key(i + 1)) ends.push(i);
    }
    const out = listOf([
      integers(Int32Array.from(ends, (e, k) => e - (ends[k - 1] ?? -1))),
      reorder(x, Int32Array.from(ends)),
    ]);
    return withAttributes(
      out,
      new Map<string, Value>([["names", characters(["lengths", "values"])], [
        "class",
        text("rle"),
      ]]),
    );
  }),
];
