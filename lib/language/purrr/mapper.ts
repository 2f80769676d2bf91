/**
 * What purrr takes for a function: functions, `~ .x`, and names, numbers and lists that pick a part.
 *
 * @module
 */
import type { NameExpr } from "../../syntax/expr.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { elementOf } from "../parts/subset.ts";
import { asList, describe, elementAt } from "../values/coerce.ts";
import {
  type Closure,
  type FunctionValue,
  isFrame,
  isFunction,
  isVector,
  namesOf,
  NULL,
  share,
  type Value,
} from "../values/value.ts";

/** A part of a value by its name or its number; null where there is none. */
export function partAt(call: Call, x: Value, at: Value): Value | null {
  if (x.type === "thing" || x.type === "environment") {
    const { interpreter, span } = call;
    const found = interpreter.attempt(() => elementOf(x, [{ value: at, span }], interpreter, span));
    return "value" in found ? share(found.value) : null;
  }
  if (!isVector(at) || at.values.length !== 1 || !isVector(x)) return null;
  const k = at.type === "character"
    ? namesOf(x)?.indexOf(at.values[0]!) ?? -1
    : at.type === "integer" || at.type === "double"
    ? (at.values[0]! < 0 ? x.values.length + at.values[0]! : at.values[0]! - 1)
    : -1;
  if (!(k >= 0 && k < x.values.length)) return null;
  return x.type === "list" ? share(x.values[k]!) : elementAt(x, k);
}

/** A part of a part …; `otherwise` where one of them is not there. */
export function plucked(call: Call, x: Value, path: readonly Value[], otherwise: Value): Value {
  let value: Value | null = x;
  for (const step of path) {
    value = isFunction(step) ? call.apply(step, [value]) : partAt(call, value, step);
    if (value === null) return otherwise;
  }
  return value.type === "NULL" ? otherwise : value;
}

/** A function of the language that is made while a page runs. */
export function made(name: string, run: (call: Call) => Value): Builtin {
  return word(name, "...", run);
}

/** `~ ..1 + ..3` for any number of arguments, whatever their names. */
function lambdaOfMany(lambda: Closure): Closure {
  const { start, end } = lambda.body;
  const at = (name: string): NameExpr => ({ kind: "name", name, start, end });
  return {
    ...lambda,
    formals: [
      { name: "...", otherwise: null },
      { name: ".x", otherwise: at("..1") },
      { name: ".y", otherwise: at("..2") },
      { name: ".", otherwise: at("..1") },
    ],
  };
}

/**
 * The function that an argument gives. `many`: it will be called with any number of arguments, which
 * may have names.
 */
export function mapper(call: Call, name: string, many = false): FunctionValue {
  const value = call.value(name);
  if (isFunction(value)) return value;
  const lambda = call.interpreter.lambdaOf(value);
  if (lambda) return many ? lambdaOfMany(lambda) : lambda;
  if (!isVector(value) || isFrame(value)) {
    return call.wrong(name, "a function, ~ .x, or the name or number of a part", value);
  }
  const path = asList(value).values;
  const otherwise = call.word.parameters.some((p) => p.name === ".default")
    ? call.optional(".default") ?? NULL
    : NULL;
  return made("pluck", (inner) => plucked(inner, inner.rest[0] ?? NULL, path, otherwise));
}

/** What is mapped over: its elements and their names. */
export interface Elements {
  readonly values: readonly Value[];
  readonly names: readonly (string | null)[] | null;
}

export function elementsIn(call: Call, name: string): Elements {
  const x = call.value(name);
  if (x.type === "NULL") return { values: [], names: null };
  if (!isVector(x)) {
    return call.wrong(name, `a vector or a list`, x, `${describe(x)} has no elements`);
  }
  return { values: asList(x).values, names: namesOf(x) };
}
