/**
 * Functions made of functions: `partial compose safely possibly quietly negate`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import {
  characters,
  type FunctionValue,
  isFunction,
  namedList,
  NULL,
  text,
  type Value,
} from "../values/value.ts";
import { made, mapper } from "./mapper.ts";

/** Hands the arguments of an inner call to a function. */
function handed(inner: Call, f: FunctionValue): Value {
  return inner.apply(f, inner.rest, inner.dots.map((d) => d.name));
}

function safely(call: Call): Value {
  const f = mapper(call, ".f", true);
  const otherwise = call.optional("otherwise") ?? NULL;
  return made("safely", (inner) => {
    const came = inner.interpreter.attempt(() => handed(inner, f));
    return "value" in came
      ? namedList([["result", came.value], ["error", NULL]])
      : namedList([["result", otherwise], ["error", came.condition]]);
  });
}

function possibly(call: Call): Value {
  const f = mapper(call, ".f", true);
  const otherwise = call.optional("otherwise") ?? NULL;
  return made("possibly", (inner) => {
    const came = inner.interpreter.attempt(() => handed(inner, f));
    return "value" in came ? came.value : otherwise;
  });
}

/** The message of a condition. */
function messageOf(condition: Value): string {
  const first = condition.type === "list" ? condition.values[0] : undefined;
  return first?.type === "character" ? first.values[0] ?? "" : "";
}

function quietly(call: Call): Value {
  const f = mapper(call, ".f", true);
  return made("quietly", (inner) => {
    const { printed } = inner.interpreter;
    const before = printed.length;
    const warnings: string[] = [];
    const messages: string[] = [];
    const result = inner.interpreter.handling((condition) => {
      const classes = condition.attributes?.get("class");
      const kinds = classes?.type === "character" ? classes.values : [];
      if (kinds.includes("warning")) warnings.push(messageOf(condition));
      else if (kinds.includes("message")) messages.push(messageOf(condition));
      else return false;
      return true;
    }, () => handed(inner, f));
    const output = printed.splice(before).join("").replace(/\n$/, "");
    return namedList([
      ["result", result],
      ["output", text(output)],
      ["warnings", characters(warnings)],
      ["messages", characters(messages)],
    ]);
  });
}

function partial(call: Call): Value {
  const f = call.function(".f");
  const fixed = call.rest;
  const names = call.dots.map((d) => d.name);
  return made(
    "partial",
    (inner) =>
      inner.apply(f, [...fixed, ...inner.rest], [...names, ...inner.dots.map((d) => d.name)]),
  );
}

function compose(call: Call): Value {
  const functions = call.dots.map((d): FunctionValue => {
    const value = call.valueOf(d);
    const f = isFunction(value) ? value : call.interpreter.lambdaOf(value);
    return f ?? call.fail("wrong-argument", "compose() takes functions");
  });
  const back = call.choice(".dir", ["backward", "forward"]) === "backward";
  const order = back ? functions.reverse() : functions;
  return made("compose", (inner) => {
    const [first, ...others] = order;
    if (!first) return inner.rest[0] ?? NULL;
    return others.reduce((value, f) => inner.apply(f, [value]), handed(inner, first));
  });
}

export const ADVERBS: readonly Builtin[] = [
  word("safely", ".f, otherwise, quiet?", safely),
  word("possibly", ".f, otherwise, quiet?", possibly),
  word("quietly", ".f", quietly),
  word("partial", ".f, ...", partial),
  word("compose", "..., .dir", compose),
  word("negate", ".p", (call) => {
    const f = mapper(call, ".p", true);
    return made(
      "negate",
      (inner) => inner.interpreter.operate("!", handed(inner, f), null, inner.span),
    );
  }),
  word("as_mapper", ".f", (call) => mapper(call, ".f", true)),
];
