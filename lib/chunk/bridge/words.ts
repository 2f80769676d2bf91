/**
 * Verbs as words of the language. Where the language has a word of the same name, the verb is what that
 * word does of fits, means, tests and the like.
 *
 * @module
 */
import type { Builtin, RawCall } from "../../language/evaluation/builtin.ts";
import type { Value as LanguageValue } from "../../language/values/value.ts";
import { Call } from "../evaluation/call.ts";
import { placedAt } from "../evaluation/faults.ts";
import { matchArguments, type Supplied } from "../evaluation/signature.ts";
import type { Verb } from "../evaluation/verb.ts";
import { contextOf } from "../evaluation/context.ts";
import { fromLanguage } from "./from_language.ts";
import { toLanguage } from "./to_language.ts";

/** Words that hand on fits, means and the like, and do not ask for their tables. */
const KEEPING = new Set(
  ("list c invisible identity print is.null inherits class oldClass is.list is.function " +
    "is.environment suppressWarnings suppressMessages suppressPackageStartupMessages try tryCatch " +
    "withCallingHandlers withVisible assign force return structure setNames identical all.equal " +
    "isTRUE [[<- $<- [<- append stopifnot Recall missing deparse substitute quote switch ( local " +
    "eval on.exit Reduce Filter Map lapply sapply vapply mapply do.call exists get mget is.atomic " +
    "is.vector is.data.frame is.numeric is.character is.factor is.logical attr attributes typeof mode")
    .split(" "),
);

/** A fit or a test takes as long as so many additions. */
const STEPS_OF_A_VERB = 1000;

function supplied({ args }: RawCall): Supplied[] {
  return args.map((a) => ({
    name: a.name,
    nameSpan: a.nameSpan ?? null,
    span: a.span,
    expr: a.expr,
    value: a.value && fromLanguage(a.value),
  }));
}

function run(verb: Verb, raw: RawCall): LanguageValue {
  const context = contextOf(raw.interpreter);
  const scope = context.scopeAt(raw.scope);
  raw.hidden = verb.silent === true;
  raw.interpreter.weigh(STEPS_OF_A_VERB, raw.span);
  return placedAt(raw.span, () => {
    const matched = matchArguments(verb, supplied(raw));
    const call = new Call(verb, raw.expr, raw.span, matched, context, scope);
    return toLanguage(verb.run(call));
  });
}

/** A verb as a word. */
function wordOf(verb: Verb): Builtin {
  return {
    type: "builtin",
    name: verb.name,
    attributes: null,
    exclusive: false,
    held: false,
    parameters: [],
    dots: -1,
    special: true,
    raw: (call) => run(verb, call),
    run: () => {
      throw new TypeError(`${verb.name} takes its arguments as they are written`);
    },
  };
}

/** Under what name the language's own word is found in whose place a verb stands. */
export function ownName(name: string): string {
  return `base::${name}`;
}

/** The words of the language with verbs among them. */
export function withVerbs(
  words: ReadonlyMap<string, Builtin>,
  verbs: ReadonlyMap<string, Verb>,
): ReadonlyMap<string, Builtin> {
  const all = new Map<string, Builtin>();
  for (const [name, word] of words) {
    const verb = verbs.get(name);
    if (verb?.instead) {
      all.set(name, wordOf(verb));
      all.set(ownName(name), word);
      continue;
    }
    all.set(name, {
      ...word,
      ...(verb ? { things: wordOf(verb) } : {}),
      ...(KEEPING.has(name) ? { keepsThings: true } : {}),
    });
  }
  for (const [name, verb] of verbs) if (!words.has(name)) all.set(name, wordOf(verb));
  return all;
}
