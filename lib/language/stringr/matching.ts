/**
 * stringr's words that look for patterns.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { allMatches, type Match, type Matcher, Subject } from "../pattern/matcher.ts";
import { literally, replaced, type Replacement, withGroups } from "../pattern/replacing.ts";
import { asCharacter } from "../values/coerce.ts";
import {
  characters,
  integers,
  isFunction,
  listOf,
  logicals,
  NA_INTEGER,
  namesOf,
  NULL,
  text,
  type Value,
} from "../values/value.ts";
import { keepShort } from "../text/joining.ts";
import { matchersOf } from "./patterns.ts";
import { strings } from "./texts.ts";

/** Runs through texts and patterns together, the shorter repeated. */
function along<T>(
  call: Call,
  f: (text: string, matcher: Matcher) => T,
  missing: T,
): T[] {
  const values = strings(call);
  const matchers = matchersOf(call);
  if (values.length === 0 || matchers.length === 0) return [];
  if (values.length !== matchers.length && values.length !== 1 && matchers.length !== 1) {
    return call.fail(
      "wrong-length",
      `${call.word.name}() takes one pattern, or one for each of ${values.length} texts`,
    );
  }
  const n = Math.max(values.length, matchers.length);
  return Array.from({ length: n }, (_, i) => {
    const [v, m] = [values[i % values.length]!, matchers[i % matchers.length]!];
    return v === null || m === null ? missing : f(v, m);
  });
}

/** All matches that take something, as stringr counts them. */
function matches(v: string, matcher: Matcher): { subject: Subject; all: Match[] } {
  const subject = new Subject(v);
  return { subject, all: allMatches(matcher, subject) };
}

function detect(call: Call): Value {
  const wanted = !call.flag("negate", false);
  return logicals(
    Int32Array.from(
      along(call, (v, m) => m.found(v) === wanted ? 1 : 0, NA_INTEGER),
    ),
  );
}

function edge(end: boolean): (call: Call) => Value {
  return (call) => {
    const wanted = !call.flag("negate", false);
    return logicals(Int32Array.from(along(call, (v, m) => {
      const subject = new Subject(v);
      const next = m.in(subject);
      let found = false;
      if (end) {
        for (let at = 0; at <= subject.length && !found; at++) {
          const hit = next(at);
          if (!hit) break;
          found = hit.to === subject.length;
          at = Math.max(at, hit.from);
        }
      } else found = next(0)?.from === 0;
      return found === wanted ? 1 : 0;
    }, NA_INTEGER)));
  };
}

function chosen(call: Call): { at: number[]; values: readonly (string | null)[] } {
  const wanted = !call.flag("negate", false);
  const values = strings(call);
  const hits = along(call, (v, m) => m.found(v) === wanted, false);
  return { at: [...hits.keys()].filter((i) => hits[i]), values };
}

function extract(call: Call): Value {
  const group = call.has("group") && call.value("group").type !== "NULL"
    ? call.number("group")
    : null;
  return characters(along<string | null>(call, (v, m) => {
    const subject = new Subject(v);
    const found = m.in(subject)(0);
    if (!found) return null;
    const [from, to] = group === null
      ? [found.from, found.to]
      : found.groups[group - 1] ?? [-1, -1];
    return from < 0 ? null : subject.slice(from, to);
  }, null));
}

function table(
  rows: readonly (readonly (string | null)[])[],
  heads: readonly string[] | null = null,
): Value {
  const columns = rows.reduce((m, r) => Math.max(m, r.length), 0);
  const out = characters(
    Array.from(
      { length: rows.length * columns },
      (_, k) => rows[k % rows.length]![Math.floor(k / rows.length)] ?? null,
    ),
  );
  out.attributes = new Map<string, Value>([["dim", integers([rows.length, columns])]]);
  if (heads?.some((h) => h !== "")) {
    out.attributes.set("dimnames", listOf([NULL, characters([...heads])]));
  }
  return out;
}

function groupsOf(subject: Subject, found: Match): (string | null)[] {
  return [
    subject.slice(found.from, found.to),
    ...found.groups.map(([from, to]) => from < 0 ? null : subject.slice(from, to)),
  ];
}

function headsOf(call: Call): string[] {
  const [first] = matchersOf(call);
  if (!first || !("program" in first.pattern)) return [];
  return ["", ...first.pattern.program.names.map((n) => n ?? "")];
}

function groupCount(call: Call): number {
  const [first] = matchersOf(call);
  return first && "program" in first.pattern ? first.pattern.program.groups : 0;
}

function match(call: Call): Value {
  const none = new Array<null>(groupCount(call) + 1).fill(null);
  const rows = along<(string | null)[]>(call, (v, m) => {
    const subject = new Subject(v);
    const found = m.in(subject)(0);
    return found ? groupsOf(subject, found) : none;
  }, none);
  return table(rows, headsOf(call));
}

function replace(all: boolean, nothing = false): (call: Call) => Value {
  return (call) => {
    const by = nothing ? text("") : call.value("replacement");
    const pairs = nothing ? null : namesOf(call.value("pattern"));
    if (pairs) return several(call);
    const fixedText = (m: Matcher, t: string): Replacement =>
      m.fixed ? literally(t) : withGroups(t, false);
    const put = (m: Matcher, i: number): Replacement => {
      if (isFunction(by)) {
        return (subject, found) =>
          asCharacter(call.apply(by, [text(subject.slice(found.from, found.to))])).values[0] ??
            "NA";
      }
      const own = asCharacter(by).values;
      return fixedText(m, own[i % own.length] ?? "NA");
    };
    if (!isFunction(by) && by.type !== "character") {
      const lambda = call.interpreter.lambdaOf(by);
      if (!lambda) {
        return call.wrong("replacement", "texts", by, "as.character() makes texts of numbers");
      }
      return replaceBy(call, all, () => (subject, found) => {
        return asCharacter(call.apply(lambda, [text(subject.slice(found.from, found.to))]))
          .values[0] ?? "NA";
      });
    }
    return replaceBy(call, all, put);
  };
}

function replaceBy(call: Call, all: boolean, put: (m: Matcher, i: number) => Replacement): Value {
  let i = -1;
  let size = 0;
  const out = along<string | null>(call, (v, m) => {
    i++;
    const made = replaced(m, new Subject(v), put(m, i), all);
    keepShort(call, size += made.length);
    return made;
  }, null);
  return characters(out);
}

function several(call: Call): Value {
  return call.fail(
    "wrong-argument",
    "A pattern with names takes no replacement beside it",
    'Leave replacement out: str_replace_all(x, c("a" = "b"))',
  );
}

/** Replacements of named patterns: `str_replace_all(x, c("one" = "1", "two" = "2"))`. */
function replaceAll(call: Call): Value {
  const pattern = call.value("pattern");
  const names = namesOf(pattern);
  if (!names || call.has("replacement")) return replace(true)(call);
  const by = asCharacter(pattern).values;
  let out: Value = characters([...strings(call)]);
  names.forEach((name, i) => {
    out = call.interpreter.call("str_replace_all", [out, text(name), text(by[i]!)], call.span);
  });
  return out;
}

function split(call: Call): { pieces: (string | null)[][] } {
  const most = call.has("n") && call.number("n") < Infinity ? call.number("n") : Infinity;
  const pattern = call.value("pattern");
  const empty = pattern.type === "character" && pattern.values[0] === "" && !pattern.attributes;
  const pieces = along<(string | null)[]>(call, (v, m) => {
    if (empty) return cutShort(Array.from(v), most, "");
    const { subject, all } = matches(v, m);
    const boundary = pattern.attributes?.get("class")?.type === "character" &&
      asCharacter(pattern.attributes.get("class")!).values.includes("stringr_boundary");
    if (boundary) return all.map((f) => subject.slice(f.from, f.to));
    const out: string[] = [];
    let done = 0;
    for (const found of all) {
      if (out.length + 1 >= most) break;
      if (found.to === found.from) continue;
      out.push(subject.slice(done, found.from));
      done = found.to;
    }
    return [...out, subject.slice(done)];
  }, [null]);
  return { pieces };
}

function cutShort(all: string[], most: number, sep: string): string[] {
  return all.length <= most ? all : [...all.slice(0, most - 1), all.slice(most - 1).join(sep)];
}

/** Rows of one length: what lies behind a row is an empty text or missing. */
function evened(
  pieces: (string | null)[][],
  columns: number,
  filler: string | null,
): (string | null)[][] {
  return pieces.map((p) =>
    p.length === 1 && p[0] === null
      ? new Array<null>(columns).fill(null)
      : Array.from({ length: columns }, (_, k) => k < p.length ? p[k]! : filler)
  );
}

function locate(call: Call): Value {
  const rows = along<[number, number]>(call, (v, m) => {
    const found = m.in(new Subject(v))(0);
    return found ? [found.from + 1, found.to] : [NA_INTEGER, NA_INTEGER];
  }, [NA_INTEGER, NA_INTEGER]);
  return places(rows);
}

function places(rows: readonly (readonly [number, number])[]): Value {
  return integers(
    [...rows.map((r) => r[0]), ...rows.map((r) => r[1])],
    new Map<string, Value>([
      ["dim", integers([rows.length, 2])],
      ["dimnames", listOf([NULL, characters(["start", "end"])])],
    ]),
  );
}

export const STRINGR_MATCHING: readonly Builtin[] = [
  word("str_detect", "string, pattern, negate", detect),
  word("str_starts", "string, pattern, negate", edge(false)),
  word("str_ends", "string, pattern, negate", edge(true)),
  word(
    "str_which",
    "string, pattern, negate",
    (call) => integers(chosen(call).at.map((i) => i + 1)),
  ),
  word("str_subset", "string, pattern, negate", (call) => {
    const { at, values } = chosen(call);
    return characters(at.map((i) => values[i % values.length]!));
  }),
  word("str_count", "string, pattern", (call) => {
    if (!call.has("pattern")) {
      return call.interpreter.call("str_length", [call.value("string")], call.span);
    }
    return integers(Int32Array.from(along(call, (v, m) => matches(v, m).all.length, NA_INTEGER)));
  }),
  word("str_extract", "string, pattern, group", extract),
  word("str_extract_all", "string, pattern, simplify", (call) => {
    const all = along<(string | null)[]>(call, (v, m) => {
      const { subject, all } = matches(v, m);
      return all.map((f) => subject.slice(f.from, f.to));
    }, [null]);
    if (call.flag("simplify", false)) {
      return table(evened(all, all.reduce((m, r) => Math.max(m, r.length), 0), ""));
    }
    return listOf(all.map((r) => characters(r)));
  }),
  word("str_match", "string, pattern", match),
  word("str_match_all", "string, pattern", (call) => {
    const heads = headsOf(call);
    return listOf(along<Value>(call, (v, m) => {
      const { subject, all } = matches(v, m);
      const out = table(all.map((f) => groupsOf(subject, f)), heads);
      if (all.length === 0) {
        out.attributes = new Map([["dim", integers([0, groupCount(call) + 1])]]);
      }
      return out;
    }, text(null)));
  }),
  word("str_replace", "string, pattern, replacement", replace(false)),
  word("str_replace_all", "string, pattern, replacement", replaceAll),
  word("str_remove", "string, pattern", replace(false, true)),
  word("str_remove_all", "string, pattern", replace(true, true)),
  word("str_split", "string, pattern, n, simplify", (call) => {
    const { pieces } = split(call);
    if (!call.flag("simplify", false)) return listOf(pieces.map((p) => characters(p)));
    return table(evened(pieces, pieces.reduce((m, r) => Math.max(m, r.length), 0), ""));
  }),
  word("str_split_1", "string, pattern", (call) => characters(split(call).pieces[0] ?? [])),
  word("str_split_i", "string, pattern, i", (call) => {
    const i = call.number("i");
    return characters(split(call).pieces.map((p) => p[i < 0 ? p.length + i : i - 1] ?? null));
  }),
  word("str_split_fixed", "string, pattern, n", (call) => {
    const n = call.number("n");
    return table(evened(split(call).pieces, n, ""));
  }),
  word("str_locate", "string, pattern", locate),
  word("str_locate_all", "string, pattern", (call) =>
    listOf(along<Value>(
      call,
      (v, m) => places(matches(v, m).all.map((f) => [f.from + 1, f.to] as const)),
      places([[NA_INTEGER, NA_INTEGER]]),
    ))),
  word(
    "str_escape",
    "string",
    (call) =>
      characters(
        strings(call).map((v) => v === null ? null : v.replace(/[.^$\\|*+?{}[\]()]/g, "\\$&")),
      ),
  ),
];
