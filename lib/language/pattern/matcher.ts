/**
 * Patterns as words take them (`fixed`, `perl`, `ignore.case`), and texts in which they are sought.
 *
 * @module
 */
import { DiagnosticError } from "../../diagnostic.ts";
import type { Call } from "../evaluation/builtin.ts";
import { placed } from "../evaluation/expressions.ts";
import { isVector } from "../values/value.ts";
import { asCharacter } from "../values/coerce.ts";
import { type Program, programOf } from "./program.ts";
import { type Budget, budget } from "./budget.ts";
import { Search } from "./search.ts";

/** What is sought: a text as it stands, or a regular expression. */
export type Pattern = { readonly fixed: string } | { readonly program: Program };

/** A match: where it begins and ends, counted in characters from 0; −1 for a group without part. */
export interface Match {
  readonly from: number;
  readonly to: number;
  /** Begin and end of each group. */
  readonly groups: readonly (readonly [number, number])[];
}

/** A text whose characters are counted as R counts them. */
export class Subject {
  /** Its characters, where some need two units of JavaScript's texts; else null. */
  readonly #chars: string[] | null;
  readonly length: number;

  constructor(readonly text: string) {
    this.#chars = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
    this.length = this.#chars?.length ?? text.length;
  }

  slice(from: number, to = this.length): string {
    return this.#chars ? this.#chars.slice(from, to).join("") : this.text.slice(from, to);
  }

  codes(): Int32Array {
    const { text } = this;
    if (this.#chars) return Int32Array.from(this.#chars, (c) => c.codePointAt(0)!);
    const out = new Int32Array(text.length);
    for (let i = 0; i < out.length; i++) out[i] = text.charCodeAt(i);
    return out;
  }
}

const read = new Map<string, Program>();

/** The program of an expression; those read lately are kept. */
export function regular(
  pattern: string,
  perl: boolean,
  ignoreCase: boolean,
  wide = !perl,
): Program {
  const key = `${perl ? "p" : ""}${wide ? "w" : ""}${ignoreCase ? "i" : ""}:${pattern}`;
  const known = read.get(key);
  if (known) return known;
  const made = programOf(pattern, perl, ignoreCase, wide);
  if (read.size > 200) read.clear();
  read.set(key, made);
  return made;
}

/** Finds a pattern in the texts of one call. */
export class Matcher {
  readonly #budget: Budget;

  constructor(readonly pattern: Pattern, call: Call) {
    this.#budget = budget(call.interpreter);
  }

  get perl(): boolean {
    return "program" in this.pattern && this.pattern.program.perl;
  }

  get fixed(): boolean {
    return "fixed" in this.pattern;
  }

  /** Looks for matches in one text, each from a place on; what stands before `begin` is not there. */
  in(subject: Subject): (from: number, begin?: number) => Match | null {
    const { pattern } = this;
    const plain = subject.length === subject.text.length;
    if ("fixed" in pattern && plain) {
      const { fixed } = pattern;
      return (from) => {
        const at = subject.text.indexOf(fixed, from);
        return at < 0 ? null : { from: at, to: at + fixed.length, groups: [] };
      };
    }
    const program = "program" in pattern
      ? pattern.program
      : regular(`\\Q${pattern.fixed}\\E`, true, false);
    this.#budget.another(subject.length);
    const search = new Search(program, subject.codes(), this.#budget);
    return (from, begin) => {
      const places = search.next(from, begin);
      return places && {
        from: places[0]!,
        to: places[1]!,
        groups: Array.from(
          { length: program.groups },
          (_, k) => [places[2 * k + 2]!, places[2 * k + 3]!] as const,
        ),
      };
    };
  }

  /** Whether it is found in a text. */
  found(text: string): boolean {
    return "fixed" in this.pattern
      ? text.includes(this.pattern.fixed)
      : this.in(new Subject(text))(0) !== null;
  }
}

/** A regular expression of a call, read; a fault points at the argument. */
export function matcherOf(
  call: Call,
  argument: string,
  pattern: string,
  how: { fixed: boolean; perl: boolean; ignoreCase: boolean; wide?: boolean },
): Matcher {
  if (how.fixed) return new Matcher({ fixed: pattern }, call);
  try {
    return new Matcher({ program: regular(pattern, how.perl, how.ignoreCase, how.wide) }, call);
  } catch (error) {
    throw error instanceof DiagnosticError ? placed(error, call.spanOf(argument)) : error;
  }
}

/** The `pattern` of a call with its flags; null if it is missing (NA). */
export function patternOf(call: Call, argument = "pattern"): Matcher | null {
  const value = call.value(argument);
  const texts = isVector(value) ? asCharacter(value).values : null;
  if (!texts || texts.length === 0) return call.wrong(argument, "a text", value);
  if (texts.length > 1) {
    call.warn(`${call.word.name}(): only the first ${argument} is used`, "first-only");
  }
  const [pattern] = texts;
  if (pattern === null || pattern === undefined) return null;
  const fixed = call.flag("fixed", false);
  const perl = call.flag("perl", false);
  const has = (name: string): boolean => call.word.parameters.some((p) => p.name === name);
  const ignoreCase = has("ignore.case") && call.flag("ignore.case", false);
  if (fixed && (perl || ignoreCase)) {
    call.warn(
      `${call.word.name}(): beside fixed = TRUE, ${perl ? "perl" : "ignore.case"} is passed over`,
      "passed-over",
    );
  }
  return matcherOf(call, argument, pattern, { fixed, perl: perl && !fixed, ignoreCase });
}

/** All matches of a text, one after another. */
export function allMatches(matcher: Matcher, subject: Subject): Match[] {
  const next = matcher.in(subject);
  const out: Match[] = [];
  let at = 0;
  do {
    const found = next(at);
    if (!found) break;
    out.push(found);
    at = found.to > found.from ? found.to : found.from + 1;
  } while (at < subject.length);
  return out;
}
