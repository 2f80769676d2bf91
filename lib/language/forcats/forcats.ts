/**
 * Words of forcats: levels ordered, renamed, joined.
 *
 * @module
 */
import { usedLevels } from "../values/factor.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asFactor } from "../factors/making.ts";
import { byScore, levelAt, levelScores, turned } from "../factors/levels.ts";
import { asCharacter } from "../values/coerce.ts";
import {
  characters,
  type Factor,
  isFunction,
  levelsOf,
  NA_INTEGER,
  type Value,
} from "../values/value.ts";

function given(call: Call, name: string): Factor {
  return asFactor(call, call.value(name)) as Factor;
}

function relevel(call: Call): Value {
  const x = given(call, ".f");
  const levels = levelsOf(x);
  const named = call.rest.flatMap((v): (string | null)[] => {
    const chosen = isFunction(v) ? call.apply(v, [characters([...levels])]) : v;
    return asCharacter(chosen).values;
  });
  const first: number[] = [];
  for (const level of named) {
    const k = levels.indexOf(level);
    if (k < 0) call.warn(`There is no level "${level}" to move`, "unknown-level");
    else if (!first.includes(k)) first.push(k);
  }
  const others = levels.map((_, k) => k).filter((k) => !first.includes(k));
  const after = Math.min(call.number("after", 0), others.length);
  return turned(x, [...others.slice(0, after), ...first, ...others.slice(after)]);
}

function reorderBy(call: Call): Value {
  const x = given(call, ".f");
  if (call.dots.some((d) => d.name === ".x2")) {
    return call.fail(
      "not-in-language",
      "fct_reorder() orders by one variable here",
      "fct_reorder(f, x)",
    );
  }
  const f = call.has(".fun")
    ? call.function(".fun")
    : call.interpreter.functionNamed("median", call.scope, call.span);
  return turned(x, byScore(levelScores(call, x, call.value(".x"), f), call.flag(".desc", false)));
}

/** Levels by where they first occur; those that do not come last. */
function inOrder(x: Factor): Value {
  const seen: number[] = [];
  for (const k of x.values) if (k !== NA_INTEGER && !seen.includes(k - 1)) seen.push(k - 1);
  const never = levelsOf(x).map((_, k) => k).filter((k) => !seen.includes(k));
  return turned(x, [...seen, ...never]);
}

function inFrequency(call: Call): Value {
  const x = given(call, "f");
  const counts = levelsOf(x).map(() => 0);
  for (const k of x.values) if (k !== NA_INTEGER) counts[k - 1]!++;
  return turned(x, byScore(counts, true));
}

/** Levels under new names; those that are then alike become one. */
function renamed(call: Call, x: Factor, to: ReadonlyMap<number, string | null>): Value {
  const names = levelsOf(x).map((old, k) => to.has(k) ? to.get(k)! : old);
  return call.interpreter.call("levels<-", [x, characters(names)], call.span);
}

function recode(call: Call): Value {
  const x = given(call, ".f");
  const to = new Map<number, string | null>();
  for (const d of call.dots) {
    if (d.name === null) {
      return call.fail(
        "wrong-argument",
        "fct_recode() takes new names of levels",
        'fct_recode(f, new = "old")',
      );
    }
    for (const old of asCharacter(call.valueOf(d)).values) {
      to.set(levelAt(call, x, old ?? "NA", d.name), d.name === "NULL" ? null : d.name);
    }
  }
  return renamed(call, x, to);
}

function collapse(call: Call): Value {
  const x = given(call, ".f");
  const to = new Map<number, string | null>();
  const order: string[] = [];
  for (const d of call.dots) {
    if (d.name === null) {
      return call.fail(
        "wrong-argument",
        "fct_collapse() takes names of groups",
        'fct_collapse(f, both = c("a", "b"))',
      );
    }
    order.push(d.name);
    for (const old of asCharacter(call.valueOf(d)).values) {
      to.set(levelAt(call, x, old ?? "NA", d.name), d.name);
    }
  }
  if (call.has("other_level")) {
    const other = call.text("other_level");
    levelsOf(x).forEach((_, k) => to.has(k) || to.set(k, other));
    const made = renamed(call, x, to) as Factor;
    const levels = levelsOf(made);
    const last = levels.indexOf(other);
    if (last < 0) return made;
    return turned(made, [...levels.map((_, k) => k).filter((k) => k !== last), last]);
  }
  return renamed(call, x, to);
}

export const FORCATS: readonly Builtin[] = [
  word("fct_relevel", ".f, ..., after", relevel),
  word("fct_reorder", ".f, .x, .fun, ..., .desc", reorderBy),
  word("fct_inorder", "f, ordered!NA", (call) => inOrder(given(call, "f"))),
  word("fct_infreq", "f, w!, ordered!NA", inFrequency),
  word("fct_rev", "f", (call) => {
    const x = given(call, "f");
    return turned(x, levelsOf(x).map((_, k) => k).reverse());
  }),
  word("fct_recode", ".f, ...", recode),
  word("fct_collapse", ".f, ..., other_level", collapse),
  word("fct_drop", "f, only!", (call) => usedLevels(given(call, "f"))),
];
