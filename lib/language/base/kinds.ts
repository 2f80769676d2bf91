/**
 * What kind a value is, and the same as another kind: `is. as. typeof class`.
 *
 * @module
 */
import type { Expr } from "../../syntax/expr.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import {
  as,
  asCharacter,
  asList,
  isNumberText,
  type Kind,
  type Loss,
  parseNumber,
} from "../values/coerce.ts";
import { deparse } from "../../syntax/deparse.ts";
import { defaultOf, language, partsOf } from "../values/quoted.ts";
import {
  characters,
  type CharacterVector,
  classOf,
  dimOf,
  inherits,
  integer,
  integers,
  isFactor,
  isFrame,
  isFunction,
  isVector,
  type LanguageValue,
  levelsOf,
  listOf,
  logical,
  namedList,
  namesOf,
  NULL,
  text,
  type Value,
  withAttributes,
  withNames,
} from "../values/value.ts";

/** What a conversion could not keep: how many elements, and which comes first. */
function lossText(name: string, x: Value, kind: Kind): string {
  const what = kind === "integer" ? "whole number" : "number";
  const gone = x.type === "character"
    ? [...x.values.keys()].filter((i) => {
      const v = x.values[i]!;
      if (v === null || v.trim() === "") return false;
      return !isNumberText(v) || kind === "integer" && Math.abs(parseNumber(v)) >= 2147483648;
    })
    : [];
  if (gone.length === 0) return `${name}(): what is no ${what} is missing (NA)`;
  const first = JSON.stringify((x as CharacterVector).values[gone[0]!]);
  return gone.length === 1
    ? `${name}(): ${first} (value ${gone[0]! + 1}) is no ${what}: it is missing (NA)`
    : `${name}(): ${gone.length} texts are no ${what}s (the first is ${first}, value ${
      gone[0]! + 1
    }): they are missing (NA)`;
}

/** The parts of a call as texts; what is no call is one. */
function textsOfParts(x: LanguageValue): string[] {
  const { expr } = x;
  if (expr.kind === "name") return [expr.name];
  if (expr.kind !== "call") return [deparse(expr)];
  const plain = (e: Expr | null): string =>
    e === null ? "" : e.kind === "name" ? e.name : e.kind === "string" ? e.value : deparse(e);
  return [plain(expr.callee), ...expr.args.map((a) => plain(a.value))];
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
    if (loss.lost) call.warn(lossText(call.word.name, x, kind), "made-missing");
    return kind === "list" ? made : withAttributes(made, null);
  };
}

export function isKind(test: (x: Value) => boolean): (call: Call) => Value {
  return (call) => logical(test(call.value("x")));
}

export const KINDS_OF: readonly Builtin[] = [
  word("as.logical", "x, ...", converted("logical")),
  word("as.integer", "x, ...", converted("integer")),
  word("as.numeric", "x, ...", converted("double")),
  word("as.double", "x, ...", converted("double")),
  word("as.character", "x, ...", (call) => {
    const x = call.optional("x") ?? NULL;
    if (inherits(x, "Date")) return call.interpreter.call("format.Date", [x], call.span);
    if (x.type === "language") return characters(textsOfParts(x));
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
    if (x.type === "language") return partsOf(x) ?? listOf([x]);
    if (x.type === "closure") {
      const body = language(x.body);
      return namedList([
        ...x.formals.map((f): [string, Value] => [f.name, defaultOf(f)]),
        ["", body],
      ]);
    }
    if (isFunction(x)) return call.wrong("x", "a vector", x);
    return isVector(x) && x.type !== "list"
      ? asList(x)
      : x.type === "environment"
      ? call.interpreter.call("mget", [x], call.span)
      : asList(x);
  }),
  word(
    "is.numeric",
    "x",
    isKind((x) =>
      (x.type === "double" || x.type === "integer") && !isFactor(x) && !inherits(x, "Date") &&
      !inherits(x, "difftime")
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
  word("typeof", "x", (call) => {
    const x = call.value("x");
    return text(
      x.type === "language" && x.expr.kind === "name"
        ? "symbol"
        : x.type === "thing"
        ? "list"
        : x.type === "builtin"
        ? "closure"
        : x.type,
    );
  }),
  word(
    "storage.mode",
    "x",
    (call) => call.interpreter.call("typeof", [call.value("x")], call.span),
  ),
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
    if (call.flag("which", false)) {
      return integers(call.texts("what").map((w) => own.indexOf(w ?? "") + 1));
    }
    return logical(call.texts("what").some((w) => w !== null && own.includes(w)));
  }),
  word("nlevels", "x", (call) => integer(levelsOf(call.value("x")).length)),
];
