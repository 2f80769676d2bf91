/**
 * Verbs as words of the language. Where the language has a word of the same name, the verb is what that
 * word does of fits, means, tests and the like.
 *
 * @module
 */
import type { Builtin, RawCall } from "../../language/evaluation/builtin.ts";
import type { Value as LanguageValue } from "../../language/values/value.ts";
import type { Words } from "../../language/evaluation/evaluator.ts";
import type { Vocabulary } from "../../language/evaluation/vocabulary.ts";
import { Call } from "../evaluation/call.ts";
import { placedAt } from "../evaluation/faults.ts";
import { matchArguments, type Matched, type Supplied } from "../evaluation/signature.ts";
import type { Verb } from "../evaluation/verb.ts";
import { contextOf } from "../evaluation/context.ts";
import { DiagnosticError } from "../../diagnostic.ts";
import { targetsOf } from "../values/targets.ts";
import { DependsOnFailure } from "../values/scope.ts";
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

/** Arguments of a call that is given a failed value: what does not fit follows from that. */
function matchedUnless(failed: string, verb: Verb, given: readonly Supplied[]): Matched {
  try {
    return matchArguments(verb, given);
  } catch (error) {
    if (error instanceof DiagnosticError) throw new DependsOnFailure(failed);
    throw error;
  }
}

/** The arguments without an empty one behind the last comma, which ggplot2's words pass over. */
function withoutLastComma(verb: Verb, given: Supplied[]): Supplied[] {
  const last = given.at(-1);
  const empty = last && last.name === null && !last.expr && !last.value;
  return empty && verb.package === "ggplot2" ? given.slice(0, -1) : given;
}

function run(verb: Verb, raw: RawCall): LanguageValue {
  const context = contextOf(raw.interpreter);
  const scope = context.scopeAt(raw.scope);
  raw.hidden = verb.silent === true;
  raw.interpreter.weigh(STEPS_OF_A_VERB, raw.span);
  const given = withoutLastComma(verb, supplied(raw));
  return placedAt(raw.span, () => {
    // what an argument beside a failed value would have meant is not known
    const made = raw.expr ? targetsOf(raw.expr) : [];
    const failed = given.map(({ expr }) => expr?.kind === "name" ? expr.name : null)
      .find((name) => name !== null && scope.failed(name) && !made.includes(name));
    const matched = failed ? matchedUnless(failed, verb, given) : matchArguments(verb, given);
    const call = new Call(verb, raw.expr, raw.span, matched, context, scope);
    const value = toLanguage(verb.run(call));
    call.noteUnasked();
    if (call.hidden) raw.hidden = true;
    return value;
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
    ...(verb.makes ? { makes: verb.makes } : {}),
    raw: (call) => run(verb, call),
    run: () => {
      throw new TypeError(`${verb.name} takes its arguments as they are written`);
    },
  };
}

const OWN = "base::";

/** Under what name the language's own word is found in whose place a verb stands. */
export function ownName(name: string): string {
  return OWN + name;
}

/** The words of the language with verbs among them. Each is made when it is asked for. */
export class PageWords implements Words {
  readonly #made = new Map<string, Builtin>();

  constructor(
    private readonly words: Vocabulary<Builtin>,
    private readonly verbs: Vocabulary<Verb>,
  ) {}

  get(name: string): Builtin | undefined {
    const known = this.#made.get(name);
    if (known) return known;
    const made = this.#make(name);
    if (made) this.#made.set(name, made);
    return made;
  }

  has(name: string): boolean {
    return this.words.has(name) || this.verbs.has(name);
  }

  *keys(): Iterable<string> {
    yield* this.words.keys();
    for (const name of this.verbs.keys()) if (!this.words.has(name)) yield name;
  }

  /** Loads the words and verbs of some names. */
  async obtain(names: readonly string[]): Promise<void> {
    await Promise.all([this.words.obtain(names), this.verbs.obtain(names)]);
  }

  #make(name: string): Builtin | undefined {
    if (name.startsWith(OWN)) return this.words.get(name.slice(OWN.length));
    const word = this.words.get(name);
    const verb = this.verbs.get(name);
    if (!word) return verb && wordOf(verb);
    if (verb?.instead) return wordOf(verb);
    return {
      ...word,
      ...(verb ? { things: wordOf(verb) } : {}),
      ...(KEEPING.has(name) ? { keepsThings: true } : {}),
    };
  }
}
