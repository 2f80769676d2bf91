/**
 * `options()`: what holds for all models that follow, as in R.
 *
 * @module
 */
import { fail, type Span } from "../../../diagnostic.ts";
import { addAll } from "../../../lists.ts";
import type { Call } from "../../evaluation/call.ts";
import { ownName } from "../../bridge/words.ts";
import { codingNamed } from "../../values/constants.ts";
import { type MissingAction, missingActionNamed } from "../../values/rows_used.ts";
import { character, isVector, list, type Value } from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

/** One option as given. */
interface Given {
  name: string;
  arg: Supplied;
  span: Span;
  /** The name that stands for the value, if a name does. */
  word: string | null;
  value(): Value;
}

/** What can have R's own value here and no other, for it would change what is printed or read. */
const FIXED: Readonly<Record<string, { value: string; hint: string }>> = {
  OutDec: { value: ".", hint: "Numbers have a point here" },
  stringsAsFactors: { value: "FALSE", hint: "Write read.csv(…, stringsAsFactors = TRUE)" },
  "lme4.doublevert.default": {
    value: "split",
    hint: "Write a term for each column: (1 | g) + (0 + dummy | g)",
  },
  emmeans: { value: "NULL", hint: "Give the argument to emmeans() itself" },
};

/** Sets options, and gives what they were: `old <- options(…)`, `options(old)`. */
function setOptions(call: Call): Value {
  const before: { name: string | null; value: Value }[] = [];
  if (call.rest.length === 0) return ownOptions(call, []);
  for (const given of call.rest.flatMap((arg) => givenBy(call, arg))) {
    const { settings } = call.scope;
    if (given.name === "contrasts") {
      const { unordered, ordered } = settings.contrasts;
      const old = [unordered, ordered].map((c) => `contr.${c === "sas" ? "SAS" : c}`);
      before.push({ name: "contrasts", value: character(old, ["unordered", "ordered"]) });
      settings.contrasts = codingsOf(given);
      ownOptions(call, [given.arg]);
    } else if (given.name === "na.action") {
      before.push({ name: "na.action", value: character([settings.naAction]) });
      settings.naAction = actionOf(given);
    } else if (Object.hasOwn(FIXED, given.name)) refuseOther(given, FIXED[given.name]!);
    else {
      const old = ownOptions(call, [given.arg]);
      if (old.kind === "list") addAll(before, old.items);
    }
  }
  return list(before);
}

/** What the language's own `options` does. */
function ownOptions(call: Call, args: readonly Supplied[]): Value {
  return call.context.call(ownName("options"), args, call.span, call.scope);
}

/** An argument with a name, or all of a list such as an earlier `options()` gave. */
function givenBy(call: Call, arg: Supplied): Given[] {
  const { name } = arg;
  if (name !== null) {
    const word = arg.expr?.kind === "name" ? arg.expr.name : null;
    return [{ name, arg, span: arg.span, word, value: () => call.evaluate(arg) }];
  }
  const value = call.evaluate(arg);
  if (value.kind === "character" && value.values.some((name) => name === "contrasts")) {
    return fail("wrong-argument", "options() sets contrasts by name and does not read them", {
      span: arg.span,
      hint: 'Write options(contrasts = c("contr.sum", "contr.poly"))',
    });
  }
  if (value.kind !== "list") {
    return [{ name: "", arg, span: arg.span, word: null, value: () => value }];
  }
  return value.items.map((item) => ({
    name: item.name ?? "",
    arg: { ...arg, name: item.name, expr: null, value: item.value },
    span: arg.span,
    word: null,
    value: () => item.value,
  }));
}

function codingsOf({ value, span }: Given): ReturnType<typeof pairOf> {
  const given = value();
  return pairOf(isVector(given) ? textsOf(given) : [], span);
}

function pairOf(texts: readonly (string | null)[], span: Span) {
  const [unordered, ordered] = texts.map((t) => codingNamed(t ?? ""));
  if (texts.length !== 2 || !unordered || !ordered) {
    fail("wrong-argument", "options(contrasts = …) takes two codings", {
      span,
      hint: 'Write c("contr.sum", "contr.poly")',
    });
  }
  return { unordered, ordered };
}

function actionOf(given: Given): MissingAction {
  const known = given.word === null ? null : missingActionNamed(given.word);
  if (known) return known;
  const value = given.value();
  const text = isVector(value) ? textsOf(value)[0] ?? "" : "";
  return missingActionNamed(text) ??
    fail("wrong-argument", `There is no na.action ${text} of models`, {
      span: given.span,
      hint: "na.omit leaves rows out, na.exclude keeps their places, na.fail stops",
    });
}

/** What can have R's own value here and no other. */
function refuseOther(given: Given, fixed: { value: string; hint: string }): void {
  const value = given.value();
  const text = isVector(value) ? textsOf(value)[0] ?? "NA" : value.kind === "null" ? "NULL" : "";
  if (text === fixed.value) return;
  fail("wrong-argument", `options(${given.name} = …) is always ${fixed.value} here`, {
    span: given.span,
    hint: fixed.hint,
  });
}

/** The verb that sets options. */
export const SETTINGS: Verb = {
  ...verb(
    "options",
    "...",
    "codings of factors, rows with missing values: options(contrasts = …, na.action = …)",
    setOptions,
  ),
  instead: true,
  silent: true,
};
