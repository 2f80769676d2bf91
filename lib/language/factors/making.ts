/**
 * Words that make factors: `factor ordered gl interaction` and their kin.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { factorOf, usedLevels } from "../values/factor.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { groupsOf } from "../base/grouping.ts";
import { levelsIn } from "../base/levels.ts";
import { as, asCharacter } from "../values/coerce.ts";
import { refuseLong } from "../values/size.ts";
import {
  type Atomic,
  characters,
  inherits,
  type IntegerVector,
  isAtomic,
  isFactor,
  lengthOf,
  levelsOf,
  NA_INTEGER,
  namesOf,
  NULL,
  type Value,
  withNames,
} from "../values/value.ts";

type Level = string | null;

/** The vector that a factor is made of. */
export function factorSource(call: Call, name: string): Atomic {
  const x = call.value(name);
  if (x.type === "NULL") return characters([]);
  return isAtomic(x) ? x : call.wrong(name, "a vector", x, "Choose a column: data$column");
}

/** Codes of values among levels; a level that comes twice counts once. */
function codesAmong(texts: readonly Level[], levels: readonly Level[]): Int32Array {
  const at = new Map<Level, number>();
  levels.forEach((l, i) => at.has(l) || at.set(l, i + 1));
  return Int32Array.from(texts, (t) => at.get(t) ?? NA_INTEGER);
}

/** Levels of the values of a vector in their order, a missing one last if it is to be one. */
function naturalLevels(x: Atomic, withMissing: boolean): Level[] {
  const levels: Level[] = levelsIn(x);
  if (withMissing && asCharacter(x).values.includes(null)) levels.push(null);
  return levels;
}

/** Values that are to be no level. */
function excluded(call: Call, x: Atomic): Set<Level> {
  if (!call.has("exclude")) return new Set<Level>([null]);
  const value = call.value("exclude");
  if (value.type === "NULL") return new Set();
  const plain = isFactor(value) ? asCharacter(value) : value;
  const alike = isFactor(x) || x.type === "character" ? plain : as(plain, x.type);
  return new Set(asCharacter(alike).values);
}

/** `factor(x, levels, labels, exclude, ordered)`. */
export function makeFactor(call: Call, ordered: boolean): Value {
  const x = factorSource(call, "x");
  const without = excluded(call, x);
  const wanted = call.has("levels") ? asCharacter(call.value("levels")).values : null;
  const twice = wanted?.find((l, i) => wanted.indexOf(l) < i);
  if (twice !== undefined) {
    return call.fail(
      "wrong-argument",
      `The level "${twice}" comes twice`,
      "unique() leaves each once; labels may be alike",
    );
  }
  const levels = (wanted ?? naturalLevels(x, !without.has(null))).filter((l) => !without.has(l));
  const codes = codesAmong(asCharacter(x).values, levels);
  const made = labelled(call, codes, levels, ordered);
  const names = namesOf(x);
  return names ? withNames(made, names) : made;
}

/** Levels under the labels that were given for them; labels that are alike become one level. */
function labelled(
  call: Call,
  codes: Int32Array,
  levels: readonly Level[],
  ordered: boolean,
): IntegerVector {
  if (!call.has("labels")) return factorOf(codes, levels, ordered);
  const given = asCharacter(call.value("labels")).values;
  if (given.length !== levels.length && given.length !== 1) {
    return call.fail(
      "wrong-length",
      `There are ${levels.length} levels, and ${given.length} labels`,
      `The levels are ${levels.slice(0, 8).map((l) => l ?? "NA").join(", ")}`,
    );
  }
  const labels = given.length === levels.length
    ? given
    : levels.map((_, i) => `${given[0] ?? "NA"}${i + 1}`);
  const different = [...new Set(labels)];
  return factorOf(
    codes.map((k) => k === NA_INTEGER ? k : different.indexOf(labels[k - 1]!) + 1),
    different,
    ordered,
  );
}

function isOrdered(x: Value): boolean {
  return inherits(x, "ordered");
}

/** Any vector as a factor. */
export function asFactor(call: Call, x: Value): IntegerVector {
  if (isFactor(x)) return x;
  if (!isAtomic(x)) {
    return call.fail(
      "wrong-argument",
      "A factor is made of a vector",
      "Choose a column: data$column",
    );
  }
  const levels = levelsIn(x);
  const made = factorOf(codesAmong(asCharacter(x).values, levels), levels, false);
  const names = namesOf(x);
  return names ? withNames(made, names) : made;
}

function gl(call: Call): Value {
  const [n, k] = [call.number("n"), call.number("k")];
  const length = call.number("length", n * k);
  refuseLong(length, call.span);
  const levels = Array.from({ length: n }, (_, i) => String(i + 1));
  const codes = Int32Array.from({ length }, (_, i) => Math.floor(i / k) % n + 1);
  return labelled(call, codes, levels, call.flag("ordered", false));
}

function interaction(call: Call): Value {
  const [first] = call.rest;
  const given = call.dots.length === 1 && first?.type === "list" ? first.values : call.rest;
  if (given.length === 0) {
    return call.fail(
      "missing-argument",
      "interaction() needs a factor",
      "interaction(data$a, data$b)",
    );
  }
  const groups = given.map((g) => groupsOf(g, call));
  const sep = call.text("sep", ".");
  const firstSlowest = call.flag("lex.order", false);
  const sizes = groups.map((g) => g.levels.length);
  const total = sizes.reduce((a, b) => a * b, 1);
  refuseLong(total, call.span, "Levels of this factor");
  const turn = Array.from(sizes.keys());
  if (firstSlowest) turn.reverse();
  const steps: number[] = [];
  turn.reduce((step, k) => (steps[k] = step, step * sizes[k]!), 1);
  const levels = Array.from(
    { length: total },
    (_, cell) =>
      groups.map((g, k) => g.levels[Math.floor(cell / steps[k]!) % sizes[k]!]!).join(sep),
  );
  const n = greatest(given.map(lengthOf));
  const codes = Int32Array.from({ length: n }, (_, i) => {
    let cell = 0;
    for (const [k, g] of groups.entries()) {
      const code = g.codes[i % g.codes.length]!;
      if (code < 0) return NA_INTEGER;
      cell += code * steps[k]!;
    }
    return cell + 1;
  });
  if (!call.flag("drop", false)) return factorOf(codes, levels, false);
  return usedLevels(factorOf(codes, levels, false));
}

function addMissing(call: Call): Value {
  const x = asFactor(call, call.value("x"));
  const levels = levelsOf(x);
  const any = x.values.includes(NA_INTEGER);
  if (levels.includes(null) || call.flag("ifany", false) && !any) return x;
  const k = levels.length + 1;
  return factorOf(
    Int32Array.from(x.values, (v) => v === NA_INTEGER ? k : v),
    [...levels, null],
    isOrdered(x),
  );
}

export const FACTORS: readonly Builtin[] = [
  word(
    "factor",
    "x, levels, labels, exclude, ordered, nmax?",
    (call) => makeFactor(call, call.flag("ordered", isOrdered(call.optional("x") ?? NULL))),
  ),
  word("ordered", "x, levels, labels", (call) => makeFactor(call, true)),
  word("as.factor", "x", (call) => asFactor(call, factorSource(call, "x"))),
  word("as.ordered", "x", (call) => {
    const x = factorSource(call, "x");
    if (isOrdered(x)) return x;
    const made = asFactor(call, x);
    return factorOf(made.values as Int32Array, levelsOf(made), true);
  }),
  word("addNA", "x, ifany", addMissing),
  word("gl", "n, k, length, labels, ordered", gl),
  word("interaction", "..., drop, sep, lex.order", interaction),
];
