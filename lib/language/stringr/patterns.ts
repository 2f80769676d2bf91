/**
 * Patterns as stringr takes them: expressions of ICU, which are those of Perl here; `fixed("…")`,
 * `regex("…", ignore_case = TRUE)`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { Matcher, matcherOf } from "../pattern/matcher.ts";
import { characters, inherits, logical, text, type Value } from "../values/value.ts";

/** Matchers of the patterns of a call; null for one that is missing. */
export function matchersOf(call: Call, name = "pattern"): (Matcher | null)[] {
  const value = call.value(name);
  if (value.type !== "character") return call.wrong(name, "a pattern", value);
  if (inherits(value, "stringr_boundary")) {
    return [matcherOf(call, name, "[[:alnum:]]+(?:['’][[:alnum:]]+)*", {
      fixed: false,
      perl: false,
      ignoreCase: false,
    })];
  }
  const fixed = inherits(value, "stringr_fixed") || inherits(value, "stringr_coll");
  const flag = value.attributes?.get("ignore_case");
  const ignoreCase = flag?.type === "logical" && flag.values[0] === 1;
  return value.values.map((p) => {
    if (p === null) return null;
    if (fixed && !ignoreCase) return new Matcher({ fixed: p }, call);
    const pattern = fixed ? `\\Q${p}\\E` : p;
    return matcherOf(call, name, pattern, { fixed: false, perl: true, ignoreCase, wide: true });
  });
}

function marked(call: Call, kind: string): Value {
  const out = text(call.text("pattern"));
  out.attributes = new Map<string, Value>([
    ["class", characters([`stringr_${kind}`, "stringr_pattern", "character"])],
    ["ignore_case", logical(call.has("ignore_case") && call.flag("ignore_case", false))],
  ]);
  return out;
}

export const PATTERNS: readonly Builtin[] = [
  word(
    "regex",
    "pattern, ignore_case, multiline!FALSE, comments!FALSE, dotall!FALSE",
    (call) => marked(call, "regex"),
  ),
  word("fixed", "pattern, ignore_case", (call) => marked(call, "fixed")),
  word("coll", "pattern, ignore_case, locale?", (call) => marked(call, "coll")),
  word("boundary", "type", (call) => {
    if (call.text("type", "character") !== "word") {
      return call.fail(
        "not-in-language",
        "boundary() knows words alone here",
        'boundary("word"), or str_split(x, "") for characters',
      );
    }
    const out = text("");
    out.attributes = new Map<string, Value>([
      ["class", characters(["stringr_boundary", "stringr_pattern", "character"])],
    ]);
    return out;
  }),
];
