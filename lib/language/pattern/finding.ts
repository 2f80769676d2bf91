/**
 * Words that look for patterns in texts.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter } from "../values/coerce.ts";
import {
  type Attributes,
  characters,
  integer,
  integers,
  isVector,
  lengthOf,
  listOf,
  type ListVector,
  logical,
  logicals,
  NA_INTEGER,
  namesOf,
  NULL,
  text,
  type Value,
  withNames,
} from "../values/value.ts";
import { allMatches, type Match, type Matcher, patternOf, Subject } from "./matcher.ts";

/** Texts of an argument; names go with them if they were texts. */
export function textsOf(
  call: Call,
  name: string,
): { values: (string | null)[]; names: readonly (string | null)[] | null } {
  const x = call.value(name);
  if (x.type === "NULL") return { values: [], names: null };
  if (!isVector(x)) return call.wrong(name, "texts", x);
  return { values: asCharacter(x).values, names: x.type === "character" ? namesOf(x) : null };
}

function grepl(call: Call): Value {
  const { values } = textsOf(call, "x");
  const matcher = patternOf(call);
  return logicals(
    Int32Array.from(
      values,
      (v) => matcher === null ? NA_INTEGER : v !== null && matcher.found(v) ? 1 : 0,
    ),
  );
}

function grep(call: Call): Value {
  const { values, names } = textsOf(call, "x");
  const matcher = patternOf(call);
  const wanted = !call.flag("invert", false);
  const given = call.flag("value", false);
  if (matcher === null) {
    return given
      ? characters(values.map(() => null))
      : integers(new Int32Array(values.length).fill(NA_INTEGER));
  }
  const at = [...values.keys()].filter((i) => {
    const v = values[i]!;
    return (v !== null && matcher.found(v)) === wanted;
  });
  if (!given) return integers(Int32Array.from(at, (i) => i + 1));
  const out = characters(at.map((i) => values[i]!));
  return names ? withNames(out, at.map((i) => names[i]!)) : out;
}

/** Places of matches with their lengths, as R gives them. */
function placesOf(matches: readonly Match[], more: Attributes): Value {
  const none = matches.length === 0;
  return integers(
    none ? [-1] : Int32Array.from(matches, (m) => m.from + 1),
    new Map<string, Value>([
      ["match.length", none ? integer(-1) : integers(matches.map((m) => m.to - m.from))],
      ...more,
    ]),
  );
}

/** R says of plain texts that it looked at bytes; of others it says nothing. */
function plainMarks(plain: boolean): Attributes {
  return plain
    ? new Map<string, Value>([["index.type", text("chars")], ["useBytes", logical(true)]])
    : new Map();
}

const ASCII = /^\p{ASCII}*$/u;

function plain(values: readonly (string | null)[], matcher: Matcher): boolean {
  const sought = "fixed" in matcher.pattern ? matcher.pattern.fixed : "";
  return ASCII.test(sought) && values.every((v) => v === null || ASCII.test(v));
}

/** What groups of an expression of Perl matched, one row for each match. */
function captures(rows: readonly (Match | null)[], matcher: Matcher): Attributes {
  const { pattern } = matcher;
  if (!("program" in pattern) || !pattern.program.perl || pattern.program.groups === 0) {
    return new Map();
  }
  const { groups, names } = pattern.program;
  const heads = characters(names.map((n) => n ?? ""));
  const table = (of: (m: Match | null, k: number) => number): Value =>
    integers(
      Array.from(
        { length: rows.length * groups },
        (_, i) => of(rows[i % rows.length] ?? null, Math.floor(i / rows.length)),
      ),
      new Map<string, Value>([
        ["dim", integers([rows.length, groups])],
        ["dimnames", listOf([NULL, heads])],
      ]),
    );
  return new Map<string, Value>([
    ["capture.start", table((m, k) => m ? m.groups[k]![0] + 1 : -1)],
    ["capture.length", table((m, k) => m ? m.groups[k]![1] - m.groups[k]![0] : -1)],
    ["capture.names", heads],
  ]);
}

function needed(call: Call): Matcher {
  return patternOf(call) ?? call.wrong("pattern", "a text", call.value("pattern"));
}

function regexpr(call: Call): Value {
  const { values } = textsOf(call, "text");
  const matcher = needed(call);
  const found = values.map((v) => v === null ? null : matcher.in(new Subject(v))(0));
  const at = (f: (m: Match) => number): number[] =>
    found.map((m, i) => values[i] === null ? NA_INTEGER : m ? f(m) : -1);
  return integers(
    at((m) => m.from + 1),
    new Map<string, Value>([
      ["match.length", integers(at((m) => m.to - m.from))],
      ...plainMarks(plain(values, matcher)),
      ...captures(found, matcher),
    ]),
  );
}

const MISSING = (): Value =>
  integers([NA_INTEGER], new Map<string, Value>([["match.length", integers([NA_INTEGER])]]));

function gregexpr(call: Call): Value {
  const { values } = textsOf(call, "text");
  const matcher = needed(call);
  const marks = plainMarks(plain(values, matcher));
  return listOf(values.map((v) => {
    if (v === null) return MISSING();
    const matches = allMatches(matcher, new Subject(v));
    return placesOf(
      matches,
      new Map([...marks, ...captures(matches.length === 0 ? [null] : matches, matcher)]),
    );
  }));
}

/** The whole and each group of a match as matches of their own. */
function parts(match: Match): Match[] {
  return [match, ...match.groups.map(([from, to]) => ({ from, to, groups: [] }))];
}

function groupPlaces(matches: readonly Match[], marks: Attributes): Value {
  if (matches.length === 0) return placesOf([], marks);
  return integers(
    matches.map((m) => m.from < 0 ? 0 : m.from + 1),
    new Map<string, Value>([
      ["match.length", integers(matches.map((m) => m.from < 0 ? 0 : m.to - m.from))],
      ...marks,
    ]),
  );
}

function regexec(call: Call): Value {
  const { values } = textsOf(call, "text");
  const matcher = needed(call);
  const marks = plainMarks(plain(values, matcher));
  return listOf(values.map((v) => {
    if (v === null) return MISSING();
    const found = matcher.in(new Subject(v))(0);
    return groupPlaces(found ? parts(found) : [], marks);
  }));
}

/** Begins (from 1) and lengths that `regexpr` and the like gave for one text. */
function spansOf(x: Value): [number, number][] {
  const length = x.attributes?.get("match.length");
  if (x.type !== "integer" && x.type !== "double" || !length || !isVector(length)) return [];
  if (length.type === "character" || length.type === "list") return [];
  return Array.from(x.values, (from, i): [number, number] => [from, length.values[i]!]);
}

function regmatches(call: Call): Value {
  const { values, names } = textsOf(call, "x");
  const data = call.value("m");
  const wanted = !call.flag("invert", false);
  const cut = (v: string | null, [from, length]: [number, number]): string | null =>
    v === null ? null : new Subject(v).slice(from - 1, from - 1 + length);
  if (data.type === "list") {
    const out = listOf(values.map((v, i) => {
      const spans = spansOf(data.values[i]!).filter(([from]) => from >= 0 && from !== NA_INTEGER);
      if (wanted) return v === null ? characters([]) : characters(spans.map((s) => cut(v, s)));
      return v === null ? text(null) : characters(between(v, spans));
    }));
    return names ? withNames(out, names) : out;
  }
  const spans = spansOf(data);
  if (spans.length !== values.length) {
    return call.wrong("m", "what regexpr(), gregexpr() or regexec() gave for these texts", data);
  }
  if (!wanted) {
    const out = listOf(
      values.map((v, i) =>
        v === null ? text(null) : characters(between(v, spans[i]![0] > 0 ? [spans[i]!] : []))
      ),
    );
    return names ? withNames(out, names) : out;
  }
  const at = [...values.keys()].filter((i) => spans[i]![0] > 0);
  const out = characters(at.map((i) => cut(values[i]!, spans[i]!)));
  return names ? withNames(out, at.map((i) => names[i]!)) : out;
}

/** What stands before, between and behind matches. */
function between(v: string, spans: readonly (readonly [number, number])[]): string[] {
  const subject = new Subject(v);
  const out: string[] = [];
  let done = 0;
  for (const [from, length] of spans) {
    out.push(subject.slice(done, from - 1));
    done = from - 1 + length;
  }
  return [...out, subject.slice(done)];
}

/** Texts with what `regexpr` or `gregexpr` found put by other texts. */
function setMatches(call: Call): Value {
  const { values, names } = textsOf(call, "x");
  const data = call.value("m");
  const given = call.value("value");
  let used = 0;
  const flat = given.type === "list" ? null : isVector(given) ? asCharacter(given).values : [];
  const all = data.type === "list" ? data.values.map(spansOf) : spansOf(data).map((s) => [s]);
  const found = values.map((_, i) => (all[i] ?? []).filter(([from]) => from > 0));
  const out = values.map((v, i) => {
    const spans = found[i]!;
    if (v === null || spans.length === 0) return v;
    const own = flat === null
      ? asCharacter((given as ListVector).values[i % lengthOf(given)]!).values
      : data.type === "list"
      ? [flat[i % flat.length]!]
      : [flat[used++ % flat.length]!];
    const rest = between(v, spans);
    return rest.map((r, k) => k < spans.length ? r + (own[k % own.length] ?? "NA") : r).join("");
  });
  return names ? withNames(characters(out), names) : characters(out);
}

const LOOK = "pattern, x, ignore.case, perl";

export const FINDING: readonly Builtin[] = [
  word("grepl", `${LOOK}, fixed, useBytes!FALSE`, grepl),
  word("grep", `${LOOK}, value, fixed, useBytes!FALSE, invert`, grep),
  word("regexpr", "pattern, text, ignore.case, perl, fixed, useBytes!FALSE", regexpr),
  word("gregexpr", "pattern, text, ignore.case, perl, fixed, useBytes!FALSE", gregexpr),
  word("regexec", "pattern, text, ignore.case, perl, fixed, useBytes!FALSE", regexec),
  word("regmatches", "x, m, invert", regmatches),
  word("regmatches<-", "x, m, invert!FALSE, value", setMatches),
];
