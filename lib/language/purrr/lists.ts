/**
 * Parts of lists, names, and lists turned: `pluck set_names flatten transpose list_rbind` and their
 * kin.
 *
 * @module
 */
import { nearest } from "../../syntax/nearest.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asList } from "../values/coerce.ts";
import { combine } from "../values/combine.ts";
import {
  characters,
  isFrame,
  isFunction,
  isVector,
  lengthOf,
  listOf,
  type ListVector,
  logical,
  namesOf,
  NULL,
  share,
  type Value,
  type Vector,
  withNames,
} from "../values/value.ts";
import { elementsIn, partAt, plucked } from "./mapper.ts";
import { simplest } from "./reducing.ts";
import { gathered, type Kind } from "./results.ts";

function chuck(call: Call): Value {
  let value = call.value(".x");
  for (const d of call.dots) {
    const step = call.valueOf(d);
    const next: Value | null = isFunction(step)
      ? call.apply(step, [value])
      : partAt(call, value, step);
    if (next === null) {
      const wanted = asCharacter(step).values[0] ?? "NA";
      const names = (namesOf(value) ?? []).filter((n) => n !== null);
      const near = step.type === "character" ? nearest(wanted, names) : null;
      return call.fail(
        "bad-index",
        `There is no element ${step.type === "character" ? `"${wanted}"` : wanted}`,
        near ? `Did you mean "${near}"?` : "pluck() gives NULL, or .default, for what is not there",
      );
    }
    value = next;
  }
  return value;
}

function setNames(call: Call): Value {
  const x = call.vector("x");
  const given = call.has("nm") ? call.value("nm") : null;
  if (given?.type === "NULL") return withNames(x, null);
  const own = namesOf(x) ?? asCharacter(x).values;
  if (given === null) return withNames(x, asCharacter(x).values);
  const lambda = call.interpreter.lambdaOf(given);
  const f = isFunction(given) ? given : lambda;
  const nm = f ? call.apply(f, [characters([...own]), ...call.rest]) : given;
  const names = f
    ? asCharacter(nm).values
    : [given, ...call.rest].flatMap((v) => asCharacter(v).values);
  if (names.length !== x.values.length && names.length !== 1) {
    return call.fail(
      "wrong-length",
      `There are ${x.values.length} elements, and ${names.length} names`,
    );
  }
  return withNames(x, Array.from({ length: x.values.length }, (_, i) => names[i % names.length]!));
}

/** One level of lists within a list opened; `join` names elements of named lists by both names. */
function opened(x: ListVector, join: string | null): Value {
  const names = namesOf(x);
  const out: Value[] = [];
  const heads: string[] = [];
  x.values.forEach((v, i) => {
    const outer = names?.[i] ?? "";
    if (v.type !== "list" || isFrame(v)) {
      if (join === null && isVector(v) && v.values.length > 1) {
        for (const e of asList(v).values) {
          out.push(e);
          heads.push("");
        }
        return;
      }
      out.push(v);
      heads.push(outer);
      return;
    }
    const inner = namesOf(v);
    v.values.forEach((e, k) => {
      const own = inner?.[k] ?? "";
      out.push(share(e));
      heads.push(join === null ? own || outer : outer && own ? outer + join + own : own || outer);
    });
  });
  const list = listOf(out);
  return heads.some((h) => h !== "") ? withNames(list, heads) : list;
}

function flattened(kind: Kind): (call: Call) => Value {
  return (call) => {
    const values = elementsIn(call, ".x").values.flatMap((v) =>
      isVector(v) ? asList(v).values : [v]
    );
    return gathered(call, values, kind, null);
  };
}

/** A list of lists turned inside out: by names of the first, else by places. */
function turned(call: Call, x: Vector, simplify: boolean): Value {
  const outer = asList(x);
  const cells = outer.values.map((v) => isVector(v) ? asList(v) : listOf([]));
  const [first] = cells;
  if (!first) return listOf([]);
  const heads = namesOf(first);
  const n = heads ? heads.length : cells.reduce((m, c) => Math.max(m, c.values.length), 0);
  const outerNames = namesOf(outer);
  const rows = Array.from({ length: n }, (_, k): Value => {
    const values = cells.map((c) => {
      const at = heads ? namesOf(c)?.indexOf(heads[k]!) ?? -1 : k;
      return c.values[at] ?? NULL;
    });
    const list = simplify ? simplest(call, values) : listOf(values.map(share));
    return outerNames && isVector(list) ? withNames(list, outerNames) : list;
  });
  const out = listOf(rows);
  return heads ? withNames(out, heads) : out;
}

function listModify(call: Call): Value {
  const x = call.value(".x");
  if (x.type !== "list") return call.wrong(".x", "a list", x);
  const names = [...namesOf(x) ?? x.values.map(() => "")];
  let values = [...x.values];
  call.dots.forEach((d) => {
    const value = share(call.valueOf(d));
    const k = d.name === null ? -1 : names.indexOf(d.name);
    if (k >= 0) values[k] = value;
    else {
      values = [...values, value];
      names.push(d.name ?? "");
    }
  });
  return withNames(listOf(values), names);
}

/** Tables of a list below or beside each other. */
export function bound(call: Call, binder: string, x: ListVector, id: Value | null): Value {
  if (binder === "bind_cols") {
    return call.interpreter.call(binder, x.values, call.span, namesOf(x) ?? []);
  }
  return id && id.type !== "NULL"
    ? call.interpreter.call(binder, [x, id], call.span, [null, ".id"])
    : call.interpreter.call(binder, [x], call.span);
}

function listBound(binder: string): (call: Call) => Value {
  return (call) => {
    const x = call.value("x");
    if (x.type !== "list") return call.wrong("x", "a list of data frames", x);
    return bound(call, binder, x, binder === "bind_rows" ? call.optional("names_to") : null);
  };
}

export const LISTS: readonly Builtin[] = [
  word(
    "pluck",
    ".x, ..., .default",
    (call) => plucked(call, call.value(".x"), call.rest, call.optional(".default") ?? NULL),
  ),
  word("chuck", ".x, ...", chuck),
  word("set_names", "x, nm, ...", setNames),
  word("flatten", ".x", (call) => {
    const x = call.value(".x");
    return x.type === "list" ? opened(x, null) : call.wrong(".x", "a list", x);
  }),
  word("list_flatten", "x, name_spec?, name_repair?", (call) => {
    const x = call.value("x");
    return x.type === "list" ? opened(x, "_") : call.wrong("x", "a list", x);
  }),
  word("flatten_lgl", ".x", flattened("lgl")),
  word("flatten_int", ".x", flattened("int")),
  word("flatten_dbl", ".x", flattened("dbl")),
  word("flatten_chr", ".x", flattened("chr")),
  word("flatten_dfr", ".x, .id", (call) => {
    const id = call.optional(".id");
    return call.interpreter.call("bind_rows", [call.value(".x"), id ?? NULL], call.span, [
      null,
      ".id",
    ]);
  }),
  word("transpose", ".l", (call) => turned(call, call.vector(".l"), false)),
  word("list_transpose", ".x, simplify", (call) => {
    const given = call.optional("simplify");
    const simplify = given?.type !== "logical" || call.flag("simplify", true);
    return turned(call, call.vector(".x"), simplify);
  }),
  word("list_simplify", "x, strict, ptype!NULL", (call) => {
    const { values, names } = elementsIn(call, "x");
    const out = simplest(call, values);
    if (out.type === "list" && call.flag("strict", true)) {
      return call.fail("wrong-argument", "The list holds more than single values of one kind");
    }
    return names && isVector(out) ? withNames(out, names) : out;
  }),
  word("simplify", ".x, .type!NULL", (call) => simplest(call, elementsIn(call, ".x").values)),
  word("as_vector", ".x, .type!NULL", (call) => {
    const { values, names } = elementsIn(call, ".x");
    return combine(values.map((value, i) => ({ name: names?.[i] ?? null, value })));
  }),
  word(
    "list_c",
    "x, ..., ptype!NULL",
    (call) => combine(elementsIn(call, "x").values.map((value) => ({ name: null, value }))),
  ),
  word("list_rbind", "x, names_to, ptype!NULL", listBound("bind_rows")),
  word("list_cbind", "x, name_repair?, size!NULL", listBound("bind_cols")),
  word("list_modify", ".x, ...", listModify),
  word("prepend", "x, values, before", (call) => {
    const x = call.value("x");
    const parts = (values: Value[]): Value =>
      combine(values.map((value) => ({ name: null, value })));
    if (!call.has("before") || call.value("before").type === "NULL") {
      return parts([call.value("values"), x]);
    }
    return call.interpreter.call(
      "append",
      [
        x,
        call.value("values"),
        { ...call.value("before"), values: [call.number("before") - 1] } as Value,
      ],
      call.span,
    );
  }),
  word("is_empty", "x", (call) => logical(lengthOf(call.value("x")) === 0)),
];
