/**
 * Texts taken apart by a pattern or by places, and turned into what they spell.
 *
 * @module
 */
import type { Call } from "../evaluation/builtin.ts";
import { allMatches, type Matcher, matcherOf, Subject } from "../pattern/matcher.ts";
import { parseNumber } from "../values/coerce.ts";
import {
  characters,
  doubles,
  integers,
  logicals,
  NA_INTEGER,
  type Value,
} from "../values/value.ts";

/** A pattern that an argument gives. */
export function patternIn(call: Call, argument: string, pattern: string): Matcher {
  return matcherOf(call, argument, pattern, { fixed: false, perl: true, ignoreCase: false });
}

/** Pieces of a text between all matches, empty ones too; at most so many, the last with the rest. */
export function piecesOf(matcher: Matcher, text: string, most = Infinity): string[] {
  const subject = new Subject(text);
  const out: string[] = [];
  let at = 0;
  for (const m of allMatches(matcher, subject)) {
    if (out.length + 1 >= most) break;
    if (m.to === m.from) continue;
    out.push(subject.slice(at, m.from));
    at = m.to;
  }
  out.push(subject.slice(at));
  return out;
}

/** Pieces of a text cut behind so many letters, or before so many from its end. */
export function cutAt(text: string, places: readonly number[]): string[] {
  const subject = new Subject(text);
  const n = subject.length;
  const ends = places.map((p) => Math.max(0, Math.min(n, p < 0 ? n + p : p)));
  const bounds = [0, ...ends, n];
  return bounds.slice(1).map((end, i) => subject.slice(bounds[i]!, Math.max(bounds[i]!, end)));
}

/** What the groups of a pattern take of a text; null if it is not found. */
export function groupsOf(matcher: Matcher, text: string): (string | null)[] | null {
  const subject = new Subject(text);
  const found = matcher.in(subject)(0);
  if (!found) return null;
  return found.groups.map(([from, to]) => from < 0 ? null : subject.slice(from, to));
}

const TRUTHS: Readonly<Record<string, number>> = {
  TRUE: 1,
  T: 1,
  true: 1,
  FALSE: 0,
  F: 0,
  false: 0,
};

/** Texts as truth values, whole numbers or numbers where all of them are such; else as they stand. */
export function converted(texts: readonly (string | null)[]): Value {
  const known = texts.map((t) => t === null || t.trim() === "NA" || t === "" ? null : t.trim());
  const told = known.filter((t) => t !== null);
  if (told.every((t) => TRUTHS[t] !== undefined)) {
    return logicals(Int32Array.from(known, (t) => t === null ? NA_INTEGER : TRUTHS[t]!));
  }
  if (told.every((t) => /^[+-]?\d+$/.test(t) && Math.abs(Number(t)) < 2147483648)) {
    return integers(Int32Array.from(known, (t) => t === null ? NA_INTEGER : Number(t)));
  }
  const numbers = Float64Array.from(known, (t) => t === null ? NaN : parseNumber(t));
  if (known.every((t, i) => t === null || t === "NaN" || !Number.isNaN(numbers[i]))) {
    const nan = Uint8Array.from(known, (t) => t === "NaN" ? 1 : 0);
    return doubles(numbers, null, nan.includes(1) ? nan : null);
  }
  return characters(texts.map((t) => t === "NA" ? null : t));
}
