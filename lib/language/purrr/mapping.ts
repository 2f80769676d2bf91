/**
 * A function for each element: `map map2 pmap imap walk` and their kin.
 *
 * @module
 */
import type { CallExpr } from "../../syntax/expr.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { asList } from "../values/coerce.ts";
import {
  type FunctionValue,
  integer,
  isFrame,
  isVector,
  lengthOf,
  listOf,
  namesOf,
  NULL,
  share,
  text,
  type Value,
  withNames,
} from "../values/value.ts";
import { Scope } from "../values/scope.ts";
import { refuseLong } from "../values/size.ts";
import { bound } from "./lists.ts";
import { elementsIn, mapper } from "./mapper.ts";
import { gathered, type Kind } from "./results.ts";

type Names = readonly (string | null)[] | null;

/** What a run over elements gave. */
interface Run {
  readonly results: Value[];
  readonly names: Names;
}

/** Arguments that are handed on. */
function more(call: Call): { values: Value[]; names: (string | null)[] } {
  return { values: call.rest, names: call.dots.map((d) => d.name) };
}

/**
 * Calls a word that takes its arguments as they are written (`select`, `mutate`), with those that were
 * written behind it: `map(tables, select, plot)`. Null where values are handed on.
 */
function asWritten(call: Call, f: FunctionValue): ((value: Value) => Value) | null {
  const word = f.type === "builtin" ? f as Builtin : null;
  if (!word?.special || call.dots.length === 0) return null;
  if (call.dots.some((d) => d.expr === null || d.promise)) return null;
  const at = { start: call.span.start, end: call.span.end };
  const element = ".element";
  const expr: CallExpr = {
    kind: "call",
    form: "prefix",
    callee: { kind: "name", name: word.name, ...at },
    args: [
      { name: null, nameSpan: null, value: { kind: "name", name: element, ...at }, ...at },
      ...call.dots.map((d) => ({ name: d.name, nameSpan: null, value: d.expr, ...d.span })),
    ],
    ...at,
  };
  return (value) => {
    const scope = new Scope(call.scope);
    scope.set(element, share(value));
    scope.set(word.name, word);
    return call.interpreter.evaluate(expr, scope);
  };
}

function one(call: Call): Run {
  const { values, names } = elementsIn(call, ".x");
  const f = mapper(call, ".f");
  const quoted = asWritten(call, f);
  if (quoted) return { results: values.map((v) => share(quoted(v))), names };
  const rest = more(call);
  const results = values.map((v) =>
    share(call.apply(f, [v, ...rest.values], [null, ...rest.names]))
  );
  return { results, names };
}

/** Elements of several vectors side by side; single ones are repeated. */
function beside(
  call: Call,
  lists: readonly { name: string | null; value: Value }[],
  f: FunctionValue,
  names: Names,
): Run {
  const sizes = lists.map((l) => lengthOf(l.value));
  const n = sizes.some((s) => s === 0) ? 0 : sizes.reduce((m, s) => Math.max(m, s), 0);
  const odd = sizes.find((s) => s !== n && s !== 1 && n > 0);
  if (odd !== undefined) {
    return call.fail(
      "wrong-length",
      `${call.word.name}() takes vectors of one length, not of ${n} and ${odd}`,
      "Only single values are repeated",
    );
  }
  const columns = lists.map((l) => isVector(l.value) ? asList(l.value).values : []);
  const rest = more(call);
  const results = Array.from({ length: n }, (_, i) =>
    share(call.apply(
      f,
      [...columns.map((c) => c[c.length === 1 ? 0 : i]!), ...rest.values],
      [...lists.map((l) => l.name), ...rest.names],
    )));
  return { results, names: names && names.length === n ? names : null };
}

function two(call: Call): Run {
  const [x, y] = [call.value(".x"), call.value(".y")];
  return beside(
    call,
    [{ name: null, value: x }, { name: null, value: y }],
    mapper(call, ".f"),
    namesOf(x),
  );
}

function several(call: Call): Run {
  const l = call.value(".l");
  if (l.type !== "list") return call.wrong(".l", "a list of vectors, or a data frame", l);
  const names = namesOf(l);
  const lists = l.values.map((value, k) => ({ name: names?.[k] || null, value }));
  const own = lists[0] && !isFrame(l) ? namesOf(lists[0].value) : null;
  return beside(call, lists, mapper(call, ".f", true), own);
}

function indexed(call: Call): Run {
  const { values, names } = elementsIn(call, ".x");
  const f = mapper(call, ".f");
  const rest = more(call);
  const results = values.map((v, i) =>
    share(call.apply(
      f,
      [v, names ? text(names[i]!) : integer(i + 1), ...rest.values],
      [null, null, ...rest.names],
    ))
  );
  return { results, names };
}

const PARAMETERS = {
  map: ".x, .f, ..., .default, .progress?",
  map2: ".x, .y, .f, ..., .progress?",
  pmap: ".l, .f, ..., .progress?",
  imap: ".x, .f, ...",
} as const;

const RUNS = { map: one, map2: two, pmap: several, imap: indexed } as const;
const KINDS: readonly Kind[] = ["lgl", "int", "dbl", "chr", "vec"];

type Way = keyof typeof RUNS;

function family(way: Way): Builtin[] {
  const run = RUNS[way];
  const list = PARAMETERS[way];
  const word_ = (name: string, kind: Kind): Builtin =>
    special(name, list, (call) => {
      const { results, names } = run(call);
      call.interpreter.invisible = false;
      return gathered(call, results, kind, names);
    });
  /** Results as tables below or beside each other. */
  const tables = (name: string, binder: string, id: boolean): Builtin =>
    special(name, id ? list.replace("...", "..., .id") : list, (call) => {
      const { results, names } = run(call);
      call.interpreter.invisible = false;
      const parts = names ? withNames(listOf(results), names) : listOf(results);
      return bound(call, binder, parts, id ? call.optional(".id") : null);
    });
  const walk = way === "map"
    ? "walk"
    : way === "map2"
    ? "walk2"
    : way === "pmap"
    ? "pwalk"
    : "iwalk";
  return [
    word_(way, "list"),
    ...KINDS.map((kind) => word_(`${way}_${kind}`, kind)),
    tables(`${way}_dfr`, "bind_rows", true),
    ...(way === "map" ? [tables("map_df", "bind_rows", true)] : []),
    tables(`${way}_dfc`, "bind_cols", false),
    word(walk, list, (call) => {
      run(call);
      call.hidden = true;
      return call.value(way === "pmap" ? ".l" : ".x");
    }),
  ];
}

/** Elements that a condition, or names or places, choose. */
function chosen(call: Call, values: readonly Value[], names: Names): boolean[] {
  if (call.word.name.endsWith("_if")) {
    const p = call.value(".p");
    if (p.type === "logical") return values.map((_, i) => p.values[i % p.values.length] === 1);
    const f = mapper(call, ".p");
    return values.map((v) => {
      const truth = call.apply(f, [v]);
      return truth.type === "logical" && truth.values[0] === 1;
    });
  }
  const at = call.value(".at");
  if (at.type === "character") return values.map((_, i) => at.values.includes(names?.[i] ?? null));
  const places = call.doubles(".at");
  return values.map((_, i) => places.includes(i + 1));
}

/** `map_if`, `map_at` and `modify` with its kin: some elements, the others as they are. */
function some(call: Call): Run {
  const { values, names } = elementsIn(call, ".x");
  const plain = call.word.name === "modify";
  const which = plain ? values.map(() => true) : chosen(call, values, names);
  const f = mapper(call, ".f");
  const otherwise = call.word.parameters.some((p) => p.name === ".else") && call.has(".else")
    ? mapper(call, ".else")
    : null;
  const rest = more(call);
  const results = values.map((v, i) => {
    const g = which[i] ? f : otherwise;
    return g ? share(call.apply(g, [v, ...rest.values], [null, ...rest.names])) : v;
  });
  return { results, names };
}

/** The results in the kind of vector that was given. */
function modified(call: Call): Value {
  const x = call.value(".x");
  const { results, names } = some(call);
  if (isFrame(x)) return { ...x, values: results, exclusive: false, held: false };
  const kinds = {
    logical: "lgl",
    integer: "int",
    double: "dbl",
    character: "chr",
    list: "list",
  } as const;
  return gathered(call, results, isVector(x) ? kinds[x.type] : "list", names);
}

function list(call: Call): Value {
  const { results, names } = some(call);
  return gathered(call, results, "list", names);
}

function deeper(call: Call): Value {
  const f = mapper(call, ".f");
  const rest = more(call);
  const walk = (x: Value, depth: number): Value => {
    if (depth === 0) return call.apply(f, [x, ...rest.values], [null, ...rest.names]);
    if (!isVector(x)) {
      return x.type === "NULL" ? NULL : call.wrong(".x", "lists as deep as .depth", x);
    }
    const out = listOf(asList(x).values.map((v) => share(walk(v, depth - 1))));
    const names = namesOf(x);
    return names ? withNames(out, names) : out;
  };
  return walk(call.value(".x"), call.number(".depth"));
}

/** `rerun`: an expression evaluated again and again. */
function rerun(call: Call): Value {
  const n = call.number(".n");
  refuseLong(n, call.span);
  return listOf(Array.from({ length: n }, (): Value => {
    const values = call.dots.map((d) =>
      share(d.expr ? call.interpreter.evaluate(d.expr, new Scope(call.scope)) : call.valueOf(d))
    );
    const names = call.dots.map((d) => d.name ?? "");
    if (values.length === 1 && names[0] === "") return values[0]!;
    return names.some((name) => name !== "") ? withNames(listOf(values), names) : listOf(values);
  }));
}

export const MAPPING: readonly Builtin[] = [
  special("rerun", ".n, ...", rerun),
  ...family("map"),
  ...family("map2"),
  ...family("pmap"),
  ...family("imap"),
  word("map_if", ".x, .p, .f, ..., .else", list),
  word("map_at", ".x, .at, .f, ...", list),
  word("modify", ".x, .f, ...", modified),
  word("modify_if", ".x, .p, .f, ..., .else", modified),
  word("modify_at", ".x, .at, .f, ...", modified),
  word("map_depth", ".x, .depth, .f, ...", deeper),
];
