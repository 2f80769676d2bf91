/**
 * Words that call a function many times: `sapply lapply vapply mapply Map Filter Reduce apply tapply
 * outer replicate` and their kin.
 *
 * @module
 */

import { type Builtin, type Call, special, word } from "../../evaluation/builtin.ts";
import { asInteger, asList, asLogical } from "../../values/coerce.ts";
import { simplified } from "../../values/combine.ts";
import { partsOf } from "../../values/quoted.ts";
import { Scope } from "../../values/scope.ts";
import { refuseLong } from "../../values/size.ts";
import { classAttributes, pick } from "../../parts/picking.ts";
import {
  type Attributes,
  characters,
  dimNamesOf,
  dimOf,
  type FunctionValue,
  integer,
  integers,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  listOf,
  NA_INTEGER,
  namesOf,
  NULL,
  share,
  textsAttribute,
  type Value,
  type Vector,
  withAttribute,
  withAttributes,
  withNames,
} from "../../values/value.ts";

/** Elements of what is applied over; of a factor its codes' labels stay a factor. */
function parts(
  call: Call,
  name = "X",
): { values: Value[]; names: readonly (string | null)[] | null } {
  const x = call.value(name);
  if (x.type === "NULL") return { values: [], names: null };
  if (x.type === "environment") {
    const names = x.scope.names();
    return { values: names.map((n) => call.interpreter.held(x.scope.own(n)!) ?? NULL), names };
  }
  // VarCorr(m) is a list of matrices, one a group
  const listed = x.type === "thing" ? call.interpreter.things.list(x) : null;
  if (listed) return { values: listed.values, names: namesOf(listed) };
  const quoted = x.type === "language" ? partsOf(x) : null;
  if (quoted) return { values: quoted.values, names: namesOf(quoted) };
  if (!isVector(x)) return call.wrong(name, "a vector or a list", x);
  const values = x.type === "list" ? x.values : asList(x).values;
  return { values, names: namesOf(x) };
}

/** Arguments that are handed on. */
export function more(call: Call): { values: Value[]; names: (string | null)[] } {
  return { values: call.rest, names: call.dots.map((d) => d.name) };
}

function mapped(call: Call, values: readonly Value[], f: FunctionValue): Value[] {
  const rest = more(call);
  return values.map((v) => share(call.apply(f, [v, ...rest.values], [null, ...rest.names])));
}

function lapply(call: Call): Value {
  const { values, names } = parts(call);
  const out = listOf(mapped(call, values, call.function("FUN")));
  return names ? withNames(out, names) : out;
}

/** @param bare without names at all where USE.NAMES is false; sapply leaves those of a list or a vector */
function sapply(call: Call, bare = false): Value {
  const x = call.value("X");
  const { values, names } = parts(call);
  const results = mapped(call, values, call.function("FUN"));
  const useNames = call.flag("USE.NAMES", true);
  const own = useNames ? names ?? (x.type === "character" ? x.values : null) : bare ? null : names;
  if (!call.flag("simplify", true)) return own ? withNames(listOf(results), own) : listOf(results);
  return simplified(results, own);
}

function vapply(call: Call): Value {
  const model = call.value("FUN.VALUE");
  const out = sapply(call, true);
  const { values } = parts(call);
  if (values.length === 0) return call.interpreter.call("[", [model, integer(0)], call.span);
  if (isVector(out) && out.type !== "list" && isVector(model)) {
    const numbers = /^(double|integer|logical)$/;
    const fits = out.type === model.type || model.type === "double" && numbers.test(out.type) ||
      model.type === "integer" && out.type === "logical";
    const length = dimOf(out)?.[0] ?? 1;
    if (fits && length === model.values.length) return out;
  }
  return call.fail(
    "wrong-argument",
    `The values are not all like FUN.VALUE`,
    "sapply() takes whatever comes",
  );
}

function mapply(call: Call, simplify: boolean): Value {
  const f = call.function(call.has("FUN") ? "FUN" : "f");
  const extra = call.has("MoreArgs") ? call.value("MoreArgs") : null;
  const lists = call.dots.map((d) => ({ name: d.name, value: call.valueOf(d) }));
  const n = lists.some((l) => lengthOf(l.value) === 0)
    ? 0
    : lists.reduce((m, l) => Math.max(m, lengthOf(l.value)), 0);
  const get = lists.map((l) => isVector(l.value) ? asList(l.value).values : [l.value]);
  const more_ = extra?.type === "list" ? extra : null;
  const results = Array.from({ length: n }, (_, i) =>
    share(call.apply(
      f,
      [...get.map((g) => g[i % g.length]!), ...more_?.values ?? []],
      [...lists.map((l) => l.name), ...(more_ ? namesOf(more_) ?? [] : [])],
    )));
  const [first] = lists;
  const useNames = call.flag("USE.NAMES", true);
  const names = useNames && first
    ? namesOf(first.value) ?? (first.value.type === "character" ? first.value.values : null)
    : null;
  if (!simplify || !call.flag("SIMPLIFY", true)) {
    return names ? withNames(listOf(results), names) : listOf(results);
  }
  return simplified(results, names);
}

function reduce(call: Call): Value {
  const f = call.function("f");
  const { values } = parts(call, "x");
  const right = call.flag("right", false);
  const keep = call.flag("accumulate", false);
  const queue = [...values];
  let state: Value | null = call.optional("init");
  if (state === null) state = (right ? queue.pop() : queue.shift()) ?? null;
  if (state === null) return keep ? listOf([]) : NULL;
  const states = [share(state)];
  while (queue.length > 0) {
    const next = right ? queue.pop()! : queue.shift()!;
    state = share(right ? call.apply(f, [next, state]) : call.apply(f, [state, next]));
    states.push(state);
  }
  if (!keep) return state;
  if (right) states.reverse();
  return states.every((s) => lengthOf(s) === 1 && isVector(s) && s.type !== "list")
    ? simplified(states, null)
    : listOf(states);
}

function filter(call: Call): Value {
  const f = call.function("f");
  const x = call.value("x");
  if (!isVector(x)) return NULL;
  const { values } = parts(call, "x");
  const keep = values.map((v) => asLogical(call.apply(f, [v])).values[0] === 1);
  return call.interpreter.call("[", [
    x,
    integers(Int32Array.from(keep.flatMap((k, i) => k ? [i + 1] : []))),
  ], call.span);
}

/** `apply(X, MARGIN, FUN)`: over rows, columns, or both. */
function apply(call: Call): Value {
  let x = call.value("X");
  if (isFrame(x)) x = call.interpreter.call("as.matrix", [x], call.span);
  const dim = dimOf(x);
  if (!dim || !isVector(x)) return call.wrong("X", "a matrix, an array or a data frame", x);
  const margin = Array.from(asInteger(call.value("MARGIN")).values, (m) => m - 1);
  const f = call.function("FUN");
  const rest = more(call);
  const names = dimNamesOf(x);
  const sizes = margin.map((m) => dim[m]!);
  const n = sizes.reduce((a, b) => a * b, 1);
  const strides: number[] = [];
  dim.reduce((step, d, k) => (strides[k] = step, step * d), 1);
  const others = Array.from(dim.keys()).filter((k) => !margin.includes(k));
  const results: Value[] = [];
  for (let cell = 0; cell < n; cell++) {
    let base = 0;
    let left = cell;
    margin.forEach((m, k) => {
      base += left % sizes[k]! * strides[m]!;
      left = Math.floor(left / sizes[k]!);
    });
    let at = [base];
    for (const k of others) {
      at = Array.from({ length: dim[k]! }, (_, i) => at.map((a) => a + i * strides[k]!)).flat();
    }
    let part: Vector = pick(x, Int32Array.from(at));
    if (others.length === 1) {
      const own = names?.[others[0]!];
      if (own) part = withNames(part, own);
    } else {
      part = withAttributes(
        part,
        new Map([["dim", integers(Int32Array.from(others, (k) => dim[k]!))]]),
      );
    }
    results.push(share(call.apply(f, [part, ...rest.values], [null, ...rest.names])));
  }
  const title = others.length === 1 ? sideTitle(x, others[0]!) : null;
  if (results.some((r) => r.type === "list")) return listed(results, margin, names, sizes);
  if (margin.length === 1) {
    const single = results.every((r) => isVector(r) && r.type !== "list" && r.values.length === 1);
    const made = simplified(
      single ? results.map((r) => withAttribute(r, "names", NULL)) : results,
      names?.[margin[0]!] ?? null,
    );
    const label = made.attributes?.get("dimnames");
    const titles = names ? textsAttribute(x.attributes!.get("dimnames")!, "names") : null;
    const first = label?.type === "list" ? label.values[0]! : NULL;
    const whole = title !== null && lengthOf(first) === dim[others[0]!]!;
    return titles && label?.type === "list"
      ? withAttribute(
        made,
        "dimnames",
        withNames(label, [whole ? title : "", titles[margin[0]!] ?? ""]),
      )
      : made;
  }
  const flat = simplified(results, null);
  if (!isVector(flat) || flat.values.length % n !== 0) return flat;
  const each = flat.values.length / n;
  const heads = each > 1 ? namesOf(results[0]!) : null;
  const attributes: Attributes = new Map([[
    "dim",
    integers(Int32Array.from(each > 1 ? [each, ...sizes] : sizes)),
  ]]);
  if (names || heads) {
    const front = each > 1 ? [heads ? characters([...heads]) : NULL] : [];
    const own = listOf([
      ...front,
      ...margin.map((m) => names?.[m] ? characters([...names[m]!]) : NULL),
    ]);
    const titles = names ? textsAttribute(x.attributes!.get("dimnames")!, "names") : null;
    const said = margin.map((m) => titles?.[m] ?? "");
    if (own.values.some((v) => v.type !== "NULL")) {
      attributes.set("dimnames", titles ? withNames(own, [...front.map(() => ""), ...said]) : own);
    }
  }
  return withAttributes(flat, attributes);
}

/** The name of a side of an array; null without one. */
function sideTitle(x: Value, side: number): string | null {
  const label = x.attributes?.get("dimnames");
  return label ? textsAttribute(label, "names")?.[side] || null : null;
}

/** Lists stay apart: one for each row, or each cell of an array of lists. */
function listed(
  results: readonly Value[],
  margin: readonly number[],
  names: ReturnType<typeof dimNamesOf>,
  sizes: readonly number[],
): Value {
  const out = listOf([...results]);
  const [only] = margin;
  if (margin.length === 1) {
    const own = names?.[only!];
    return own ? withNames(out, own) : out;
  }
  const attributes: Attributes = new Map([["dim", integers(Int32Array.from(sizes))]]);
  if (names) {
    attributes.set(
      "dimnames",
      listOf(margin.map((m) => names[m] ? characters([...names[m]!]) : NULL)),
    );
  }
  return withAttributes(out, attributes);
}

function outer(call: Call): Value {
  const [x, y] = [call.value("X"), call.value("Y")];
  const f = call.has("FUN")
    ? call.function("FUN")
    : call.interpreter.functionNamed("*", call.scope, call.span);
  if (!isVector(x) || !isVector(y)) return call.wrong("X", "vectors", x);
  const [m, n] = [x.values.length, y.values.length];
  refuseLong(m * n, call.span);
  const times = f.type === "builtin" && f.name === "*";
  for (const side of [x, y]) {
    if (times && isFactor(side)) {
      return call.fail(
        "wrong-argument",
        "outer() multiplies numbers, and a factor has none",
        "FUN = paste, or another function of labels",
      );
    }
  }
  // a product is of numbers alone; other functions see factors and dates as what they are
  const side = (v: Vector, at: (k: number) => number): Value =>
    withAttributes(
      pick(withAttributes(v, null) as Vector, Int32Array.from({ length: m * n }, (_, k) => at(k))),
      times ? null : classAttributes(v),
    );
  const left = side(x, (k) => k % m);
  const right = side(y, (k) => Math.floor(k / m));
  const rest = more(call);
  const made = call.apply(f, [left, right, ...rest.values], [null, null, ...rest.names]);
  if (!isVector(made) || made.values.length !== m * n) {
    return call.fail(
      "wrong-length",
      "The function of outer() gives a value for each pair",
      "Vectorize(f) makes such a function of f",
    );
  }
  const sizes = [...dimOf(x) ?? [m], ...dimOf(y) ?? [n]];
  const attributes: Attributes = new Map([...classAttributes(made), ["dim", integers(sizes)]]);
  const sides = [x, y].flatMap((v): (readonly (string | null)[] | null)[] =>
    dimOf(v) ? dimNamesOf(v) ?? Array.from(dimOf(v)!, () => null) : [namesOf(v)]
  );
  if (sides.some((s) => s)) {
    attributes.set("dimnames", listOf(sides.map((s) => s ? characters([...s]) : NULL)));
  }
  return withAttributes(made, attributes);
}

function replicate(call: Call): Value {
  const n = call.number("n");
  const expr = call.quoted("expr");
  if (!expr) return NULL;
  refuseLong(n, call.span);
  const results = Array.from(
    { length: Math.max(0, n) },
    () => share(call.interpreter.evaluate(expr, new Scope(call.scope))),
  );
  const simplify = call.optional("simplify");
  return simplify && asLogical(simplify).values[0] === 0
    ? listOf(results)
    : simplified(results, null);
}

function sweep(call: Call): Value {
  const x = call.value("x");
  const dim = dimOf(x);
  const stats = call.value("STATS");
  const margin = Array.from(asInteger(call.value("MARGIN")).values, (k) => k - 1);
  if (!dim || !isVector(x) || !isVector(stats)) return call.wrong("x", "a matrix", x);
  const sizes = Array.from(dim);
  const size = margin.reduce((n, m) => n * (sizes[m] ?? NaN), 1);
  if (!(size >= 1)) return call.wrong("MARGIN", "a side of the array", call.value("MARGIN"));
  if (call.flag("check.margin", true) && size % stats.values.length !== 0) {
    call.warn(`sweep() has ${stats.values.length} values for ${size} places`, "recycled");
  }
  const strides: number[] = [];
  sizes.reduce((step, d, k) => (strides[k] = step, step * d), 1);
  const at = Int32Array.from({ length: x.values.length }, (_, cell) => {
    let place = 0;
    let step = 1;
    for (const m of margin) {
      place += Math.floor(cell / strides[m]!) % sizes[m]! * step;
      step *= sizes[m]!;
    }
    return place;
  });
  const f = call.has("FUN")
    ? call.function("FUN")
    : call.interpreter.functionNamed("-", call.scope, call.span);
  const rest = more(call);
  return call.apply(f, [
    x,
    pick(withAttributes(stats, null), at.map((k) => k % stats.values.length)),
    ...rest.values,
  ], [null, null, ...rest.names]);
}

export const APPLY: readonly Builtin[] = [
  word("lapply", "X, FUN, ...", lapply),
  word("sapply", "X, FUN, ..., simplify, USE.NAMES", (call) => sapply(call)),
  word("vapply", "X, FUN, FUN.VALUE, ..., USE.NAMES", vapply),
  word("mapply", "FUN, ..., MoreArgs, SIMPLIFY, USE.NAMES", (call) => mapply(call, true)),
  word("Map", "f, ...", (call) => mapply(call, false)),
  word("Filter", "f, x", filter),
  word("Reduce", "f, x, init, right, accumulate, simplify!TRUE", reduce),
  word("Find", "f, x, right!FALSE, nomatch!NULL", (call) => {
    const f = call.function("f");
    return parts(call, "x").values.find((v) => asLogical(call.apply(f, [v])).values[0] === 1) ??
      NULL;
  }),
  word("Position", "f, x, right!FALSE, nomatch!NULL", (call) => {
    const f = call.function("f");
    const at = parts(call, "x").values.findIndex((v) =>
      asLogical(call.apply(f, [v])).values[0] === 1
    );
    return integer(at < 0 ? NA_INTEGER : at + 1);
  }),
  word("apply", "X, MARGIN, FUN, ..., simplify!TRUE", apply),
  word("outer", "X, Y, FUN, ...", outer),
  word("%o%", "X, Y", outer),
  special("replicate", "n, expr, simplify", replicate),
  word("sweep", "x, MARGIN, STATS, FUN, check.margin, ...", sweep),
];
