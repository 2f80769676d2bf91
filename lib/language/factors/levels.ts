/**
 * Words that order, join and drop levels: `relevel reorder droplevels`.
 *
 * @module
 */
import { usedLevels } from "../values/factor.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { asCharacter, asDouble, asInteger } from "../values/coerce.ts";
import { memberRows } from "../values/rows.ts";
import {
  type Attributes,
  characters,
  doubles,
  type Factor,
  type FunctionValue,
  inherits,
  integers,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  levelsOf,
  listOf,
  NA_INTEGER,
  type Value,
  withAttribute,
  withAttributes,
} from "../values/value.ts";
import { asFactor } from "./making.ts";

/** Levels in another order: `turn` says which old one (from 0) comes at each place. */
export function turned(x: Factor, turn: readonly number[]): Value {
  const old = levelsOf(x);
  const at = new Int32Array(old.length);
  turn.forEach((k, i) => at[k] = i + 1);
  const made = integers(
    Int32Array.from(x.values, (v) => v === NA_INTEGER ? v : at[v - 1]!),
    new Map(x.attributes),
  );
  return withAttribute(made, "levels", characters(turn.map((k) => old[k]!)));
}

/** The place of a level, from 0. */
export function levelAt(call: Call, x: Factor, level: string, name: string): number {
  const levels = levelsOf(x);
  const found = levels.indexOf(level);
  if (found >= 0) return found;
  const known = levels.filter((l): l is string => l !== null);
  return call.fail(
    "unknown-level",
    `There is no level "${level}" for ${name}`,
    suggestion(level, known) ?? `The levels are ${known.slice(0, 8).join(", ")}`,
  );
}

function relevel(call: Call): Value {
  const x = call.value("x");
  if (!isFactor(x) || inherits(x, "ordered")) {
    return call.wrong(
      "x",
      "a factor without order",
      x,
      "factor(x) makes one; factor(x, levels = …) orders levels",
    );
  }
  const ref = call.value("ref");
  const n = levelsOf(x).length;
  const first = ref.type === "character"
    ? levelAt(call, x, call.text("ref"), "ref")
    : call.number("ref") - 1;
  if (!(first >= 0 && first < n)) return call.wrong("ref", `one of the ${n} levels`, ref);
  return turned(x, [first, ...Array.from({ length: n }, (_, k) => k).filter((k) => k !== first)]);
}

/** A value of each level of a factor; null of a level that does not occur. */
export function levelScores(
  call: Call,
  x: Factor,
  by: Value,
  f: FunctionValue,
): (number | null)[] {
  if (!isVector(by) || lengthOf(by) !== x.values.length) {
    return call.fail(
      "wrong-length",
      `There are ${x.values.length} values of the factor, and ${lengthOf(by)} to order it by`,
    );
  }
  const rows: number[][] = levelsOf(x).map(() => []);
  x.values.forEach((k, i) => k !== NA_INTEGER && rows[k - 1]!.push(i));
  const names = call.dots.map((d) => d.name);
  return rows.map((at) => {
    if (at.length === 0) return null;
    const made = call.apply(f, [memberRows(by, at), ...call.rest], [null, ...names]);
    if (!isVector(made) || made.values.length !== 1) {
      return call.fail(
        "wrong-length",
        "The function gives one number for each level",
        "mean, median, max …",
      );
    }
    return asDouble(made).values[0]!;
  });
}

/** Places in the order of scores, missing ones last. */
export function byScore(scores: readonly (number | null)[], falling: boolean): number[] {
  const gone = (v: number | null): boolean => v === null || Number.isNaN(v);
  return scores.map((_, i) => i).sort((i, j) => {
    const [a, b] = [scores[i]!, scores[j]!];
    if (gone(a) || gone(b)) return (gone(a) ? 1 : 0) - (gone(b) ? 1 : 0) || i - j;
    return (falling ? b - a : a - b) || i - j;
  });
}

function reorderLevels(call: Call): Value {
  const x = asFactor(call, call.value("x")) as Factor;
  const f = call.has("FUN")
    ? call.function("FUN")
    : call.interpreter.functionNamed("mean", call.scope, call.span);
  const scores = levelScores(call, x, call.value("X"), f);
  const turn = byScore(scores, call.flag("decreasing", false));
  const made = turned(x, turn);
  const ordered = call.flag("order", inherits(x, "ordered"));
  const kept: Attributes = new Map(made.attributes);
  kept.set("class", characters(ordered ? ["ordered", "factor"] : ["factor"]));
  kept.set(
    "scores",
    withAttributes(
      doubles(Float64Array.from(scores, (s) => s ?? NaN)),
      new Map<string, Value>([
        ["dim", integers([scores.length])],
        ["dimnames", listOf([characters([...levelsOf(x)])])],
      ]),
    ),
  );
  return withAttributes(made, kept);
}

function dropLevels(call: Call): Value {
  const x = call.value("x");
  if (isFrame(x)) {
    const except = call.optional("except");
    const kept = except === null ? [] : Array.from(asInteger(except).values, (k) => k - 1);
    return withAttributes(
      {
        ...x,
        values: x.values.map((v, k) => isFactor(v) && !kept.includes(k) ? usedLevels(v) : v),
      },
      x.attributes,
    );
  }
  if (!isFactor(x)) {
    return call.wrong("x", "a factor or a data frame", x, "factor(x) makes a factor");
  }
  const out = call.optional("exclude");
  return usedLevels(x, new Set(out && out.type !== "NULL" ? asCharacter(out).values : []));
}

export const LEVELS: readonly Builtin[] = [
  word("relevel", "x, ref", relevel),
  word("reorder", "x, X, FUN, ..., order, decreasing", reorderLevels),
  word("droplevels", "x, except, exclude", dropLevels),
];
