/**
 * Words that replace what patterns match, and that cut texts there.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter } from "../values/coerce.ts";
import {
  characters,
  isVector,
  listOf,
  namesOf,
  text,
  type Value,
  withNames,
} from "../values/value.ts";
import { keepShort } from "../text/joining.ts";
import { textsOf } from "./finding.ts";
import { type Matcher, matcherOf, patternOf, Subject } from "./matcher.ts";
import { literally, replaced, withGroups } from "./replacing.ts";

function replace(all: boolean): (call: Call) => Value {
  return (call) => {
    const { values, names } = textsOf(call, "x");
    const matcher = patternOf(call);
    const given = call.texts("replacement");
    if (given.length === 0) return call.wrong("replacement", "a text", call.value("replacement"));
    if (given.length > 1) {
      call.warn(`${call.word.name}(): only the first replacement is used`, "first-only");
    }
    const [by = null] = given;
    if (matcher && matcher.fixed && call.text("pattern") === "") {
      return call.fail(
        "wrong-argument",
        `${call.word.name}() looks for no text at all`,
        'gsub("", "-", x) without fixed = TRUE puts a text before each character',
      );
    }
    const put = by === null
      ? null
      : matcher?.fixed
      ? literally(by)
      : withGroups(by, matcher?.perl ?? false);
    let size = 0;
    const out = values.map((v) => {
      if (v === null || matcher === null) return null;
      if (put === null) return matcher.found(v) ? null : v;
      const made = replaced(matcher, new Subject(v), put, all);
      keepShort(call, size += made.length);
      return made;
    });
    return names ? withNames(characters(out), names) : characters(out);
  };
}

/** Pieces of a text between matches; each search sees only what is left. */
export function pieces(matcher: Matcher, v: string): string[] {
  const subject = new Subject(v);
  const next = matcher.in(subject);
  const out: string[] = [];
  let at = 0;
  while (at < subject.length) {
    const found = next(at, at);
    if (!found) {
      out.push(subject.slice(at));
      break;
    }
    // a match of nothing at the beginning takes one character
    const end = found.to === at ? at + 1 : found.from;
    out.push(subject.slice(at, end));
    at = found.to === at ? end : found.to;
  }
  return out;
}

function strsplit(call: Call): Value {
  const x = call.value("x");
  if (x.type !== "character") {
    return call.wrong("x", "texts", x, "as.character() makes texts of anything");
  }
  const split = call.optional("split");
  const patterns = split && isVector(split) ? asCharacter(split).values : [];
  const how = {
    fixed: call.flag("fixed", false),
    perl: call.flag("perl", false),
    ignoreCase: false,
  };
  if (how.fixed) how.perl = false;
  const matchers = patterns.map((p) =>
    p === null || p === "" ? null : matcherOf(call, "split", p, how)
  );
  const out = listOf(x.values.map((v, i) => {
    if (v === null) return text(null);
    const matcher = matchers.length === 0 ? null : matchers[i % matchers.length]!;
    return characters(matcher === null ? Array.from(v) : pieces(matcher, v));
  }));
  const names = namesOf(x);
  return names ? withNames(out, names) : out;
}

const REPLACE = "pattern, replacement, x, ignore.case, perl, fixed, useBytes!FALSE";

export const CUTTING: readonly Builtin[] = [
  word("sub", REPLACE, replace(false)),
  word("gsub", REPLACE, replace(true)),
  word("strsplit", "x, split, fixed, perl, useBytes!FALSE", strsplit),
];
