/**
 * Words that make, measure and order vectors.
 *
 * @module
 */
import { compareText } from "../../data/compare_text.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import {
  as,
  asCharacter,
  asDouble,
  asInteger,
  asList,
  asLogical,
  describe,
  type Kind,
  type Loss,
} from "../values/coerce.ts";
import { combine, flatten } from "../values/combine.ts";
import { refuseLong } from "../values/size.ts";
import { pick } from "../parts/picking.ts";
import {
  type Attributes,
  characters,
  classOf,
  dimOf,
  double,
  doubles,
  inherits,
  integer,
  integers,
  isFactor,
  isFrame,
  isFunction,
  isVector,
  lengthOf,
  levelsOf,
  listOf,
  logical,
  logicals,
  NA_INTEGER,
  namesOf,
  NULL,
  type Numbers,
  rowsOf,
  text,
  type Value,
  type Vector,
  withAttributes,
  withNames,
} from "../values/value.ts";

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

/** Elements by place, with names and the attributes of a class. */
export function reorder(x: Vector, at: Numbers): Value {
  const names = namesOf(x);
  const kept: Attributes = new Map();
  for (const name of ["levels", "class", "units"]) {
    const value = x.attributes?.get(name);
    if (value && !isFrame(x)) kept.set(name, value);
  }
  if (names) kept.set("names", characters(Array.from(at, (k) => names[k] ?? null)));
  return withAttributes(pick(x, at), kept);
}

function rep(call: Call): Value {
  const x = call.value("x");
  if (x.type === "NULL") return NULL;
  if (!isVector(x)) return call.wrong("x", "a vector", x);
  const n = x.values.length;
  const each = call.has("each") ? call.number("each") : 1;
  let at: number[] = [];
  for (let i = 0; i < n; i++) for (let k = 0; k < each; k++) at.push(i);
  const length = call.has("length.out") ? call.number("length.out") : null;
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
    at = at.flatMap((i, k) => new Array<number>(times[k]!).fill(i));
  }
  return reorder(x, Int32Array.from(at));
}

function seq(call: Call): Value {
  const along = call.optional("along.with");
  if (along) return integers(Int32Array.from({ length: lengthOf(along) }, (_, i) => i + 1));
  const [hasFrom, hasTo, hasBy, hasLength] = ["from", "to", "by", "length.out"].map((n) =>
    call.has(n)
  );
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
  const length = hasLength ? Math.ceil(call.number("length.out")) : null;
  if (length !== null && !(length >= 0)) {
    return call.wrong("length.out", "a number from 0 on", call.value("length.out"));
  }
  if (length !== null) refuseLong(length, call.span);
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
    if (length === 1) return whole("from") ? integer(from) : double(from);
    const by = (to - from) / (length - 1);
    const out = Float64Array.from({ length }, (_, i) => i === length - 1 ? to : from + i * by);
    return Number.isInteger(from) && Number.isInteger(by)
      ? integers(Int32Array.from(out))
      : doubles(out);
  }
  const by = hasBy ? call.number("by") : 1;
  const from = hasFrom ? call.number("from") : hasTo ? call.number("to") - (length - 1) * by : 1;
  const out = Float64Array.from({ length }, (_, i) => from + i * by);
  return Number.isInteger(from) && Number.isInteger(by) &&
      (!hasBy || call.value("by").type === "integer" || !hasBy)
    ? integers(Int32Array.from(out))
    : doubles(out);
}

/** A comparison of elements for sorting; missing last. */
export function comparer(x: Vector): (i: number, j: number) => number {
  if (x.type === "character") {
    const { values } = x;
    return (i, j) =>
      missingLast(values[i] === null, values[j] === null) ?? compareText(values[i]!, values[j]!);
  }
  const { values } = asDouble(isFactor(x) ? integers(x.values) : x);
  return (i, j) => {
    const [a, b] = [values[i]!, values[j]!];
    return missingLast(a !== a, b !== b) ?? (a < b ? -1 : a > b ? 1 : 0);
  };
}

function missingLast(a: boolean, b: boolean): number | null {
  return a || b ? (a ? 1 : 0) - (b ? 1 : 0) : null;
}

export function isMissingAt(x: Vector, i: number): boolean {
  switch (x.type) {
    case "logical":
    case "integer":
      return x.values[i] === NA_INTEGER;
    case "double":
      return Number.isNaN(x.values[i]);
    case "character":
      return x.values[i] === null;
    case "list": {
      const v = x.values[i]!;
      return isVector(v) && v.type !== "list" && v.values.length === 1 && isMissingAt(v, 0);
    }
  }
}

function order(call: Call): Value {
  const keys = call.dots.map((d) => {
    const value = call.valueOf(d);
    return isVector(value)
      ? value
      : call.fail("wrong-argument", `order() takes vectors, not ${describe(value)}`);
  });
  const n = keys[0]?.values.length ?? 0;
  for (const key of keys) {
    if (key.values.length !== n) {
      return call.fail("wrong-length", "order() takes vectors of one length");
    }
  }
  const falling = call.has("decreasing") ? asLogical(call.value("decreasing")).values : [0];
  const compare = keys.map(comparer);
  const last = call.optional("na.last");
  const at = Array.from({ length: n }, (_, i) => i);
  at.sort((i, j) => {
    for (let k = 0; k < keys.length; k++) {
      const [a, b] = [isMissingAt(keys[k]!, i), isMissingAt(keys[k]!, j)];
      let by = a || b ? (a ? 1 : 0) - (b ? 1 : 0) : compare[k]!(i, j);
      if (!(a || b) && falling[k % falling.length] === 1) by = -by;
      if (by !== 0) return by;
    }
    return i - j;
  });
  const kept = last && asLogical(last).values[0] === NA_INTEGER
    ? at.filter((i) => !keys.some((k) => isMissingAt(k, i)))
    : at;
  return integers(Int32Array.from(kept, (i) => i + 1));
}

function sort(call: Call): Value {
  const x = call.value("x");
  if (x.type === "NULL") return NULL;
  if (!isVector(x) || x.type === "list") return call.wrong("x", "a vector", x);
  const falling = call.flag("decreasing", false);
  const last = call.optional("na.last");
  const keep = last !== null && asLogical(last).values[0] !== NA_INTEGER;
  const compare = comparer(x);
  const at = Array.from({ length: x.values.length }, (_, i) => i);
  const present = at.filter((i) => !isMissingAt(x, i)).sort((i, j) =>
    (falling ? -compare(i, j) : compare(i, j)) || i - j
  );
  const missing = keep ? at.filter((i) => isMissingAt(x, i)) : [];
  return reorder(x, Int32Array.from([...present, ...missing]));
}

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
  if (isFrame(x)) {
    return call.interpreter.call("[", [
      x,
      integers(at.map((i) => i + 1)),
      NULL,
    ], call.span);
  }
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

function converted(kind: Kind): (call: Call) => Value {
  return (call) => {
    const x = call.optional("x") ?? NULL;
    const loss: Loss = { lost: false };
    const made = as(
      kind === "list"
        ? x
        : isFactor(x) && kind !== "character" && kind !== "logical"
        ? integers(x.values)
        : x,
      kind,
      loss,
    );
    if (loss.lost) {
      call.warn(
        kind === "integer"
          ? "What is no whole number is missing (NA)"
          : "What is no number is missing (NA)",
        "made-missing",
      );
    }
    return kind === "list" ? made : withAttributes(made, null);
  };
}

function isKind(test: (x: Value) => boolean): (call: Call) => Value {
  return (call) => logical(test(call.value("x")));
}

function isMissing(call: Call): Value {
  const x = call.value("x");
  if (isFrame(x)) {
    const n = rowsOf(x);
    const out = new Int32Array(n * x.values.length);
    x.values.forEach((column, j) => {
      if (isVector(column)) {
        for (let i = 0; i < n; i++) {
          out[j * n + i] = isMissingAt(column, i) ? 1 : 0;
        }
      }
    });
    const names = call.interpreter.call("rownames", [x], call.span);
    return logicals(
      out,
      new Map<string, Value>([["dim", integers([n, x.values.length])], [
        "dimnames",
        listOf([names, x.attributes.get("names")!]),
      ]]),
    );
  }
  if (!isVector(x)) return logical(false);
  return shaped(
    logicals(Int32Array.from({ length: x.values.length }, (_, i) => isMissingAt(x, i) ? 1 : 0)),
    x,
  );
}

/** A vector with the names and dimensions of another. */
export function shaped<T extends Vector>(x: T, of: Value): T {
  const kept: Attributes = new Map();
  for (const name of ["names", "dim", "dimnames"]) {
    const value = of.attributes?.get(name);
    if (value) kept.set(name, value);
  }
  return kept.size > 0 ? { ...x, attributes: kept } : x;
}

function numberTest(test: (v: number, nan: boolean) => boolean): (call: Call) => Value {
  return (call) => {
    const x = call.value("x");
    if (!isVector(x) || x.type === "character" || x.type === "list") {
      return isVector(x)
        ? shaped(logicals(new Int32Array(x.values.length)), x)
        : call.wrong("x", "a vector", x);
    }
    const { values, nan } = asDouble(x);
    return shaped(logicals(Int32Array.from(values, (v, i) => test(v, nan?.[i] === 1) ? 1 : 0)), x);
  };
}

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
    const heads = dim.length === 2 ? ["row", "col"] : Array.from(dim, (_, j) => `dim${j + 1}`);
    return integers(
      out,
      new Map<string, Value>([["dim", integers([rows, dim.length])], [
        "dimnames",
        listOf([NULL, characters(heads)]),
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
    return call.interpreter.call("[", [x, at, NULL, logical(false)], call.span, [
      null,
      null,
      null,
      "drop",
    ]);
  }
  return call.interpreter.call("[", [x, at], call.span);
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

export const VECTORS: readonly Builtin[] = [
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
  word("as.logical", "x, ...", converted("logical")),
  word("as.integer", "x, ...", converted("integer")),
  word("as.numeric", "x, ...", converted("double")),
  word("as.double", "x, ...", converted("double")),
  word("as.character", "x, ...", (call) => {
    const x = call.optional("x") ?? NULL;
    if (inherits(x, "Date")) return call.interpreter.call("format.Date", [x], call.span);
    if (x.type === "language") return call.interpreter.call("deparse", [x], call.span);
    return withAttributes(asCharacter(x), null);
  }),
  word("as.vector", "x, mode", (call) => {
    const x = call.value("x");
    const mode = call.text("mode", "any");
    if (mode === "list") return asList(x);
    if (mode !== "any") {
      return withAttributes(as(x, mode === "numeric" ? "double" : mode as Kind), null);
    }
    if (isFactor(x)) return asCharacter(x);
    if (x.type === "list") {
      const kept = new Map([...x.attributes ?? []].filter(([n]) => n === "names"));
      return withAttributes(x, kept);
    }
    return isVector(x) ? withAttributes(x, null) : x;
  }),
  word("as.list", "x, ...", (call) => {
    const x = call.value("x");
    if (isFrame(x)) return withNames(withAttributes(x, null), namesOf(x));
    if (isFunction(x)) return call.wrong("x", "a vector", x);
    return isVector(x) && x.type !== "list"
      ? asList(x)
      : x.type === "environment"
      ? call.interpreter.call("mget", [x], call.span)
      : asList(x);
  }),
  word(
    "unlist",
    "x, recursive!TRUE, use.names",
    (call) => flatten(call.value("x"), call.flag("use.names", true)),
  ),
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
  word("rep", "x, times, each, length.out, ...", rep),
  word("rep_len", "x, length.out", rep),
  word("rep.int", "x, times", rep),
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
  word("rev", "x", (call) => {
    const x = call.value("x");
    if (!isVector(x)) return x;
    const n = x.values.length;
    return reorder(x, Int32Array.from({ length: n }, (_, i) => n - 1 - i));
  }),
  word("order", "..., na.last, decreasing, method?", order),
  word("sort", "x, decreasing, na.last, ...", sort),
  word("sort.int", "x, decreasing, na.last", sort),
  word("rank", "x, na.last, ties.method", (call) => {
    const x = call.vector("x");
    const ties = call.choice("ties.method", ["average", "first", "last", "random", "max", "min"]);
    const compare = comparer(x);
    const n = x.values.length;
    const at = Array.from({ length: n }, (_, i) => i).sort((i, j) => compare(i, j) || i - j);
    const out = new Float64Array(n);
    for (let i = 0; i < n;) {
      let j = i;
      while (j + 1 < n && compare(at[i]!, at[j + 1]!) === 0) j++;
      for (let k = i; k <= j; k++) {
        out[at[k]!] = ties === "average"
          ? (i + j) / 2 + 1
          : ties === "min"
          ? i + 1
          : ties === "max"
          ? j + 1
          : ties === "last"
          ? i + j - k + 1
          : k + 1;
      }
      i = j + 1;
    }
    const made = ties === "average" ? doubles(out) : integers(Int32Array.from(out));
    return shaped(made as Vector, x);
  }),
  word("unique", "x, incomparables?, fromLast, ...", unique),
  word("duplicated", "x, incomparables?, fromLast, ...", (call) => {
    const x = call.vector("x");
    return logicals(
      Int32Array.from(seen(isFrame(x) ? frameKeys(x) : x, call.flag("fromLast", false))),
    );
  }),
  word("anyDuplicated", "x, incomparables?, ...", (call) => {
    const x = call.vector("x");
    return integer(seen(isFrame(x) ? frameKeys(x) : x).indexOf(1) + 1);
  }),
  word("match", "x, table, nomatch, incomparables?", (call) => {
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
  word("which", "x, arr.ind, useNames", which),
  word("which.max", "x", extreme(1)),
  word("which.min", "x", extreme(-1)),
  word("head", "x, n, ...", (call) => head(call, false)),
  word("tail", "x, n, keepnums?, ...", (call) => head(call, true)),
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
  word("ifelse", "test, yes, no", ifelse),
  word("is.na", "x", isMissing),
  word("anyNA", "x, recursive?", (call) => {
    const x = call.value("x");
    if (isFrame(x)) {
      return logical(
        x.values.some((v) =>
          isVector(v) &&
          Array.from({ length: v.values.length }, (_, i) => i).some((i) => isMissingAt(v, i))
        ),
      );
    }
    return logical(
      isVector(x) &&
        Array.from({ length: x.values.length }, (_, i) => i).some((i) => isMissingAt(x, i)),
    );
  }),
  word("is.nan", "x", numberTest((v, nan) => v !== v && nan)),
  word("is.finite", "x", numberTest((v) => Number.isFinite(v))),
  word("is.infinite", "x", numberTest((v) => v === Infinity || v === -Infinity)),
  word("complete.cases", "...", (call) => {
    const parts = call.rest;
    const columns = parts.flatMap((p) => isFrame(p) ? p.values : [p]).filter(isVector);
    const n = columns[0]?.values.length ?? 0;
    return logicals(
      Int32Array.from({ length: n }, (_, i) => columns.some((v) => isMissingAt(v, i)) ? 0 : 1),
    );
  }),
  word("na.omit", "object, ...", (call) => {
    const x = call.value("object");
    if (isFrame(x)) {
      const keep = call.interpreter.call("complete.cases", [x], call.span);
      return call.interpreter.call("[", [x, keep, NULL], call.span);
    }
    if (!isVector(x)) return x;
    return reorder(
      x,
      Int32Array.from(
        Array.from({ length: x.values.length }, (_, i) => i).filter((i) => !isMissingAt(x, i)),
      ),
    );
  }),
  word(
    "is.numeric",
    "x",
    isKind((x) =>
      (x.type === "double" || x.type === "integer") && !isFactor(x) && !inherits(x, "Date")
    ),
  ),
  word("is.double", "x", isKind((x) => x.type === "double")),
  word("is.integer", "x", isKind((x) => x.type === "integer")),
  word("is.character", "x", isKind((x) => x.type === "character")),
  word("is.logical", "x", isKind((x) => x.type === "logical")),
  word("is.factor", "x", isKind(isFactor)),
  word("is.ordered", "x", isKind((x) => inherits(x, "ordered"))),
  word("is.list", "x", isKind((x) => x.type === "list")),
  word("is.vector", "x, mode", (call) => {
    const x = call.value("x");
    return logical(isVector(x) && [...x.attributes?.keys() ?? []].every((n) => n === "names"));
  }),
  word("is.atomic", "x", isKind((x) => isVector(x) && x.type !== "list")),
  word("is.null", "x", isKind((x) => x.type === "NULL")),
  word("is.data.frame", "x", isKind(isFrame)),
  word("is.matrix", "x", isKind((x) => dimOf(x)?.length === 2)),
  word("is.array", "x", isKind((x) => dimOf(x) !== null)),
  word("is.environment", "x", isKind((x) => x.type === "environment")),
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
  word("typeof", "x", (call) => {
    const x = call.value("x");
    return text(
      x.type === "language" && x.expr.kind === "name"
        ? "symbol"
        : x.type === "thing"
        ? "list"
        : x.type,
    );
  }),
  word("mode", "x", (call) => {
    const x = call.value("x");
    return text(
      x.type === "double" || x.type === "integer"
        ? "numeric"
        : isFunction(x)
        ? "function"
        : x.type === "language"
        ? x.expr.kind === "name" ? "name" : "call"
        : x.type === "thing"
        ? "list"
        : x.type,
    );
  }),
  word("class", "x", (call) => characters([...classOf(call.value("x"))])),
  word("oldClass", "x", (call) => call.value("x").attributes?.get("class") ?? NULL),
  word("inherits", "x, what, which", (call) => {
    const own = classOf(call.value("x"));
    return logical(call.texts("what").some((w) => w !== null && own.includes(w)));
  }),
  word("nlevels", "x", (call) => integer(levelsOf(call.value("x")).length)),
  word("identical", "x, y, ...", (call) => logical(same(call.value("x"), call.value("y")))),
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
  word("rev.default", "x", (call) => call.interpreter.call("rev", [call.value("x")], call.span)),
  word(
    "rowsum",
    "x, group, reorder",
    (call) =>
      call.interpreter.call("tapply", [
        call.value("x"),
        call.value("group"),
        call.interpreter.functionNamed("sum", call.scope, call.span),
      ], call.span),
  ),
];

function truthOf(call: Call, decided: number): Value {
  const drop = call.flag("na.rm", false);
  let missing = false;
  for (const value of call.rest) {
    if (value.type === "NULL") continue;
    if (
      !isVector(value) || value.type === "character" || value.type === "list" && !isFrame(value)
    ) {
      return call.fail(
        "wrong-argument",
        `${call.word.name}() takes truth values, not ${describe(value)}`,
      );
    }
    const parts = isFrame(value) ? value.values : [value];
    for (const part of parts) {
      for (const v of asLogical(part).values) {
        if (v === NA_INTEGER) missing ||= !drop;
        else if (v === decided) return logical(decided === 1);
      }
    }
  }
  return logical(missing ? null : decided === 0);
}

/** Whether two values are the same, attributes too. */
export function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.type !== b.type) return false;
  const [p, q] = [a.attributes?.size ?? 0, b.attributes?.size ?? 0];
  if (p !== q) return false;
  for (const [name, value] of a.attributes ?? []) {
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
