/**
 * Faults, warnings and messages, and who takes them: `stop warning tryCatch try stopifnot`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { type Builtin, type Call, special, word } from "../../evaluation/builtin.ts";
import { asCharacter, asLogical } from "../../values/coerce.ts";
import { condition, ConditionError } from "../../values/condition.ts";
import {
  inherits,
  isFunction,
  isVector,
  NULL,
  text,
  type Value,
  withAttribute,
} from "../../values/value.ts";
import { language } from "../../values/quoted.ts";

/** The call of a function as a value. */
export function callOf(call: Call): Value {
  const frame = call.scope.frame();
  return frame ? language(frame.expr) : NULL;
}

function messageOf(call: Call): string {
  return call.dots.filter((d) => d.name === null)
    .map((d) => asCharacter(call.valueOf(d)).values.map((v) => v ?? "NA").join("")).join("");
}

function tryCatch(call: Call): Value {
  const handlers = call.dots.filter((d) => d.name !== null);
  const finish = call.quoted("finally");
  const takers = handlers.map((h) => [h.name!, h] as const);
  /** What a handler threw away the rest of the work for. */
  class Taken extends Error {
    constructor(readonly name_: string, readonly condition: Value) {
      super();
    }
  }
  const takes = (thrown: Value): string | null =>
    takers.find(([name]) => inherits(thrown, name))?.[0] ?? null;
  const handle = (name: string, thrown: Value): Value => {
    const handler = call.valueOf(takers.find(([n]) => n === name)![1]);
    if (!isFunction(handler)) {
      return fail("wrong-argument", `tryCatch() takes a function as ${name}`, { span: call.span });
    }
    return call.apply(handler, [thrown]);
  };
  try {
    const body = call.quoted("expr");
    if (!body) return NULL;
    let result: Value;
    try {
      const came = call.interpreter.attempt(() =>
        call.interpreter.handling((thrown) => {
          const name = inherits(thrown, "error") ? null : takes(thrown);
          if (name !== null) throw new Taken(name, thrown);
          return false;
        }, () => call.interpreter.evaluate(body, call.scope))
      );
      if ("value" in came) result = came.value;
      else {
        const name = takes(came.condition);
        if (name === null) throw came.error;
        result = handle(name, came.condition);
      }
    } catch (error) {
      if (!(error instanceof Taken)) throw error;
      result = handle(error.name_, error.condition);
    }
    return result;
  } finally {
    const { invisible } = call.interpreter;
    if (finish) call.interpreter.evaluate(finish, call.scope);
    call.interpreter.invisible = invisible;
  }
}

function stopIfNot(call: Call): Value {
  for (const d of call.dots) {
    const value = call.valueOf(d);
    const holds = isVector(value) && value.type === "logical" &&
      asLogical(value).values.every((v) => v === 1);
    if (holds) continue;
    const source = d.expr ? deparse(d.expr) : "a condition";
    const all = isVector(value) && value.values.length > 1 ? "are not all TRUE" : "is not TRUE";
    throw new ConditionError(
      condition("error", d.name ?? `${source} ${all}`, callOf(call)),
      d.name ?? `${source} ${all}`,
    );
  }
  call.hidden = true;
  return NULL;
}

function stop(call: Call): Value {
  const [first] = call.dots;
  const given = first ? call.valueOf(first) : null;
  if (given && inherits(given, "condition")) {
    const message = given.type === "list" ? given.values[0]! : NULL;
    throw new ConditionError(given, asCharacter(message).values[0] ?? "");
  }
  const message = messageOf(call);
  throw new ConditionError(
    condition("error", message, call.flag("call.", true) ? callOf(call) : NULL),
    message,
  );
}

function warning(call: Call): Value {
  const message = messageOf(call);
  if (!call.interpreter.signal(condition("warning", message, callOf(call)))) call.warn(message);
  call.hidden = true;
  return text(message);
}

function message(call: Call): Value {
  const said = messageOf(call) + (call.flag("appendLF", true) ? "\n" : "");
  if (!call.interpreter.signal(condition("message", said, callOf(call)))) {
    call.warn(said.trimEnd(), "message");
  }
  call.hidden = true;
  return NULL;
}

/** Runs quietly: what is signalled of a kind is passed over. */
function suppress(kind: string): (call: Call) => Value {
  return (call) => {
    const expr = call.quoted("expr");
    if (!expr) return NULL;
    return call.interpreter.handling(
      (thrown) => inherits(thrown, kind),
      () => call.interpreter.evaluate(expr, call.scope),
    );
  };
}

function tryWord(call: Call): Value {
  const expr = call.quoted("expr");
  if (!expr) return NULL;
  const came = call.interpreter.attempt(() => call.interpreter.evaluate(expr, call.scope));
  if ("value" in came) return came.value;
  const said = came.condition.type === "list"
    ? asCharacter(came.condition.values[0]!).values[0] ?? ""
    : "";
  if (!call.flag("silent", false)) call.warn(`Error: ${said}`, "message");
  call.hidden = true;
  return withAttribute(
    withAttribute(text(`Error : ${said}\n`), "class", text("try-error")),
    "condition",
    came.condition,
  );
}

export const CONDITIONS: readonly Builtin[] = [
  special("tryCatch", "expr, ..., finally", tryCatch),
  special("try", "expr, silent, outFile?", tryWord),
  special("withCallingHandlers", "expr, ...", (call) => {
    const expr = call.quoted("expr");
    const takers = call.dots.filter((d) => d.name !== null);
    if (!expr) return NULL;
    class Muffled extends Error {}
    return call.interpreter.handling((thrown) => {
      for (const taker of takers) {
        if (!inherits(thrown, taker.name!)) continue;
        const handler = call.valueOf(taker);
        if (!isFunction(handler)) continue;
        const came = call.apply(handler, [thrown]);
        if (inherits(came, "muffled")) return true;
      }
      return false;
    }, () => {
      try {
        return call.interpreter.evaluate(expr, call.scope);
      } catch (error) {
        if (error instanceof Muffled) return NULL;
        throw error;
      }
    });
  }),
  word("invokeRestart", "r, ...", () => withAttribute(text("muffled"), "class", text("muffled"))),
  special("suppressWarnings", "expr, classes?", suppress("warning")),
  special("suppressMessages", "expr, classes?", suppress("message")),
  special("suppressPackageStartupMessages", "expr", suppress("message")),
  special("on.exit", "expr, add, after", (call) => {
    const expr = call.quoted("expr");
    const frame = call.scope.frame();
    if (frame) {
      if (!call.flag("add", false)) frame.exits.length = 0;
      if (expr) frame.exits.push(expr);
    }
    call.hidden = true;
    return NULL;
  }),
  special("stopifnot", "...", stopIfNot),
  word("stop", "..., call., domain?", stop),
  word("warning", "..., call., immediate.?, domain?", warning),
  word("message", "..., domain?, appendLF", message),
  word(
    "simpleError",
    "message, call",
    (call) => condition("error", call.text("message"), call.optional("call") ?? NULL),
  ),
  word(
    "simpleWarning",
    "message, call",
    (call) => condition("warning", call.text("message"), call.optional("call") ?? NULL),
  ),
  word(
    "simpleCondition",
    "message, call",
    (call) => condition("message", call.text("message"), call.optional("call") ?? NULL),
  ),
  word("conditionMessage", "c", (call) => {
    const value = call.value("c");
    return value.type === "list" ? value.values[0] ?? NULL : NULL;
  }),
  word("conditionCall", "c", (call) => {
    const value = call.value("c");
    return value.type === "list" ? value.values[1] ?? NULL : NULL;
  }),
  word("geterrmessage", "", () => text("")),
];
