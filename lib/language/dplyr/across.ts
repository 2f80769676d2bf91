/**
 * One expression for several columns: `across if_any if_all pick c_across`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { type Argument, type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { heightOf } from "../frames/columns.ts";
import { selectColumns } from "../tidyselect/selection.ts";
import { describe } from "../values/coerce.ts";
import {
  type FunctionValue,
  isFunction,
  isVector,
  logicals,
  NA_INTEGER,
  namesOf,
  type Value,
} from "../values/value.ts";
import { combined, repeated } from "./combining.ts";
import { type DataMask, maskOf } from "./mask.ts";
import { tibbleOf } from "./tables.ts";

/** A column that was chosen, and its name in the result. */
interface Chosen {
  readonly column: string;
  readonly name: string;
}

/** Columns that are chosen within a table, those of its groups left aside. */
function chosenColumns(call: Call, mask: DataMask, args: readonly Argument[]): Chosen[] {
  const key = args[0]?.expr ?? call.expr;
  const lasting = mask.directly(call.scope) && key !== null;
  const known = lasting ? mask.choices.get(key) as Chosen[] | undefined : undefined;
  if (known) return known;
  const used = new Set(mask.used);
  const keys = new Set(mask.grouping?.vars);
  const names = mask.heads().filter((h) => !keys.has(h));
  const columns = names.map((h) => [h, mask.valueOf(h, mask.group)!] as const);
  mask.used.clear();
  for (const name of used) mask.used.add(name);
  const { at, names: given } = selectColumns(call, args, tibbleOf(columns, mask.size(mask.group)));
  const chosen = Array.from(at, (k, i): Chosen => ({ column: names[k]!, name: given[i]! }));
  if (lasting) mask.choices.set(key, chosen);
  return chosen;
}

/** The argument that chooses columns; all of them without one. */
function columnsArgument(call: Call, name: string): Argument[] {
  const expr = call.quoted(name);
  const span = call.spanOf(name);
  if (expr) return [{ name: null, expr, value: null, span }];
  if (call.has(name)) return [{ name: null, expr: null, value: call.value(name), span }];
  const everything = { kind: "name", name: "everything", ...call.span } as const;
  return [{
    name: null,
    expr: { kind: "call", form: "prefix", callee: everything, args: [], ...call.span },
    value: null,
    span: call.span,
  }];
}

/** A function with its name in a list of them. */
interface Applied {
  readonly name: string;
  readonly f: FunctionValue;
}

function functionOf(call: Call, value: Value): FunctionValue {
  if (isFunction(value)) return value;
  return call.interpreter.lambdaOf(value) ?? call.wrong(
    ".fns",
    "a function, a formula or a list of them",
    value,
    "For example across(where(is.numeric), mean) or across(a:b, ~ .x / 2)",
  );
}

/** Functions to apply; null if columns are taken as they are. */
function functions(call: Call): { list: boolean; of: Applied[] } | null {
  const value = call.optional(".fns");
  if (value === null || value.type === "NULL") return null;
  if (value.type !== "list") {
    return { list: false, of: [{ name: "1", f: functionOf(call, value) }] };
  }
  const names = namesOf(value);
  return {
    list: true,
    of: value.values.map((v, i) => ({ name: names?.[i] || String(i + 1), f: functionOf(call, v) })),
  };
}

/** Names of results: `{.col}` and `{.fn}` stand for the column and the function. */
function naming(call: Call, plain: string): (column: string, f: string) => string {
  const given = call.optional(".names");
  const pattern = given === null || given.type === "NULL" ? plain : call.text(".names");
  const simple = pattern.replace(/\{\.?(col|fn)\}/g, "");
  if (!/[{}]/.test(simple)) {
    return (column, f) =>
      pattern.replace(/\{\.?(col|fn)\}/g, (_, what) => what === "col" ? column : f);
  }
  const parts = [...pattern.matchAll(/\{([^{}]*)\}/g)].map((m) => m[1]!);
  const odd = parts.find((p) => !/^[\w.]+$/.test(p));
  return fail(
    "wrong-argument",
    `.names knows {.col} and {.fn}, not {${odd ?? parts[0] ?? ""}}`,
    {
      span: call.spanOf(".names"),
      hint: 'For example .names = "{.col}_{.fn}"; rename_with() changes names further',
    },
  );
}

/** Applies functions to columns of the group whose turn it is. */
function applied(call: Call, mask: DataMask): (readonly [string, Value])[] {
  const chosen = chosenColumns(call, mask, columnsArgument(call, ".cols"));
  const fns = functions(call);
  const name = naming(call, fns?.list ? "{.col}_{.fn}" : "{.col}");
  const rest = call.rest;
  const names = call.dots.map((d) => d.name);
  const outer = mask.column;
  try {
    return chosen.flatMap(({ column, name: own }) => {
      const value = mask.valueOf(column, mask.group)!;
      mask.column = column;
      if (!fns) return [[name(own, "1"), value] as const];
      return fns.of.map(({ name: fn, f }) =>
        [name(own, fn), call.apply(f, [value, ...rest], [null, ...names])] as const
      );
    });
  } finally {
    mask.column = outer;
  }
}

/** Results as a table: all of one length, single ones repeated. */
function across(call: Call): Value {
  const mask = maskOf(call);
  const results = applied(call, mask);
  const wrong = results.find(([, v]) => !isVector(v));
  if (wrong) {
    return call.fail(
      "wrong-argument",
      `${wrong[0]} is ${describe(wrong[1])}, and a column holds vectors`,
    );
  }
  const twice = results.find(([name], i) => results.findIndex(([other]) => other === name) !== i);
  if (twice) {
    return fail("repeated-name", `Two columns would be called "${twice[0]}"`, {
      span: call.spanOf(".names"),
      hint: 'Names tell columns and functions apart: .names = "{.col}_{.fn}"',
    });
  }
  const n = results.map(([, v]) => heightOf(v)).find((h) => h !== 1) ?? 1;
  const odd = results.find(([, v]) => heightOf(v) !== n && heightOf(v) !== 1);
  if (odd) {
    return call.fail(
      "wrong-length",
      `${odd[0]} gives ${heightOf(odd[1])} values, and another column ${n}`,
    );
  }
  return tibbleOf(
    results.map(([name, v]) => [name, repeated(v, n)]),
    results.length > 0 ? n : Math.min(1, mask.size(mask.group)),
  );
}

/** Whether a condition holds in any, or in all, of several columns. */
function quantified(call: Call, all: boolean): Value {
  const mask = maskOf(call);
  const results = applied(call, mask).map(([, v]) => v);
  const n = mask.size(mask.group);
  const out = new Int32Array(n).fill(all ? 1 : 0);
  for (const value of results) {
    if (value.type !== "logical") {
      return call.wrong(
        ".fns",
        "a condition",
        value,
        `For example ${call.word.name}(a:b, ~ .x > 0)`,
      );
    }
    for (let i = 0; i < n; i++) {
      const truth = value.values[value.values.length === 1 ? 0 : i]!;
      const decided = all ? 0 : 1;
      if (out[i] === decided) continue;
      if (truth === decided) out[i] = decided;
      else if (truth === NA_INTEGER) out[i] = NA_INTEGER;
    }
  }
  return logicals(out);
}

function pick(call: Call): Value {
  const mask = maskOf(call);
  const chosen = chosenColumns(call, mask, call.dots);
  return tibbleOf(
    chosen.map(({ column, name }) => [name, mask.valueOf(column, mask.group)!]),
    mask.size(mask.group),
  );
}

/** The values of several columns in the row whose turn it is, one after another. */
function cAcross(call: Call): Value {
  const mask = maskOf(call);
  const chosen = chosenColumns(call, mask, columnsArgument(call, "cols"));
  const parts = chosen.map(({ column }) => mask.valueOf(column, mask.group)!);
  return combined(parts, "", call.span);
}

export const ACROSS: readonly Builtin[] = [
  special("across", ".cols, .fns, ..., .names, .unpack!FALSE", across),
  special("if_any", ".cols, .fns, ..., .names", (call) => quantified(call, false)),
  special("if_all", ".cols, .fns, ..., .names", (call) => quantified(call, true)),
  special("pick", "...", pick),
  special("c_across", "cols", cAcross),
];
