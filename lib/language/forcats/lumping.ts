/**
 * Words of forcats that join rare levels: `fct_lump fct_lump_n fct_lump_prop fct_lump_min
 * fct_lump_lowfreq fct_other`, and `as_factor`, whose levels stand as they come.
 *
 * @module
 */
import { tibbleOf } from "../dplyr/tables.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asFactor } from "../factors/making.ts";
import { turned } from "../factors/levels.ts";
import { asCharacter } from "../values/coerce.ts";
import { factorOf } from "../values/factor.ts";
import {
  characters,
  doubles,
  type Factor,
  integers,
  isFactor,
  levelsOf,
  NA_INTEGER,
  type Value,
} from "../values/value.ts";

function given(call: Call): Factor {
  return asFactor(call, call.value("f")) as Factor;
}

/** How much each level weighs: its rows, or the sum of their weights. */
function weightsOf(call: Call, x: Factor): number[] {
  const weights = call.optional("w");
  const own = weights && weights.type !== "NULL" ? [...call.doubles("w")] : null;
  if (own && own.length !== x.values.length) {
    call.fail("wrong-length", `w has ${own.length} values for ${x.values.length} rows`);
  }
  const sums = levelsOf(x).map(() => 0);
  x.values.forEach((k, i) => {
    if (k !== NA_INTEGER) sums[k - 1]! += own?.[i] ?? 1;
  });
  return sums;
}

/** The levels that are kept, all others joined behind them. */
function joined(call: Call, x: Factor, keep: readonly boolean[]): Value {
  if (keep.every(Boolean)) return x;
  const other = call.text("other_level", "Other");
  const names = levelsOf(x).map((old, k) => keep[k] ? old : other);
  const made = call.interpreter.call("levels<-", [x, characters(names)], call.span) as Factor;
  const levels = levelsOf(made);
  const last = levels.indexOf(other);
  return turned(made, [...levels.map((_, k) => k).filter((k) => k !== last), last]);
}

function most(call: Call): Value {
  const x = given(call);
  const n = call.number("n");
  const ties = call.choice("ties.method", ["min", "average", "first", "last", "max"] as const);
  const scores = weightsOf(call, x).map((w) => n < 0 ? w : -w);
  const rank = (k: number): number => {
    const less = scores.filter((s) => s < scores[k]!).length;
    const alike = scores.flatMap((s, i) => s === scores[k] ? [i] : []);
    if (ties === "min") return less + 1;
    if (ties === "max") return less + alike.length;
    if (ties === "average") return less + (alike.length + 1) / 2;
    const place = alike.indexOf(k);
    return less + (ties === "first" ? place + 1 : alike.length - place);
  };
  return joined(call, x, scores.map((_, k) => rank(k) <= Math.abs(n)));
}

function shares(call: Call): Value {
  const x = given(call);
  const prop = call.number("prop");
  const weights = weightsOf(call, x);
  const all = call.has("w") && call.value("w").type !== "NULL"
    ? weights.reduce((a, b) => a + b, 0)
    : x.values.length;
  return joined(call, x, weights.map((w) => prop < 0 ? w / all <= -prop : w / all > prop));
}

/** So many of the rare levels that together they are still the rarest. */
function rarest(call: Call): Value {
  const x = given(call);
  const weights = weightsOf(call, x);
  const order = weights.map((_, k) => k).sort((a, b) => weights[b]! - weights[a]! || a - b);
  let left = weights.reduce((a, b) => a + b, 0);
  let cut = order.length;
  for (const [i, k] of order.entries()) {
    left -= weights[k]!;
    if (weights[k]! > left) {
      cut = i + 1;
      break;
    }
  }
  const keep = new Set(order.slice(0, cut));
  return joined(call, x, weights.map((_, k) => keep.has(k)));
}

function lump(call: Call): Value {
  if (call.has("n") && call.has("prop")) {
    return call.fail("wrong-argument", "fct_lump() takes n or prop, not both", "Leave one out");
  }
  if (call.has("n")) return most(call);
  return call.has("prop") ? shares(call) : rarest(call);
}

function others(call: Call): Value {
  const x = given(call);
  const keeps = call.has("keep");
  if (keeps === call.has("drop")) {
    return call.fail("wrong-argument", "fct_other() takes keep or drop", 'keep = c("a", "b")');
  }
  const named = new Set(call.texts(keeps ? "keep" : "drop"));
  return joined(call, x, levelsOf(x).map((level) => named.has(level) === keeps));
}

/** Texts by where they first occur, numbers and truth values in their order. */
function inOrder(call: Call): Value {
  const x = call.value("x");
  if (isFactor(x)) return x;
  if (x.type !== "character") {
    if (x.type === "logical") {
      const codes = Int32Array.from(x.values, (v) => v === NA_INTEGER ? v : v + 1);
      return factorOf(codes, ["FALSE", "TRUE"], false);
    }
    return asFactor(call, x);
  }
  const { values } = asCharacter(x);
  const levels = [...new Set(values.filter((v): v is string => v !== null))];
  const places = new Map(levels.map((level, k) => [level, k + 1]));
  const codes = Int32Array.from(values, (v) => v === null ? NA_INTEGER : places.get(v)!);
  return factorOf(codes, levels, false);
}

/** How many rows each level has, as a tibble. */
function counts(call: Call): Value {
  const x = given(call);
  const levels = levelsOf(x);
  const n = levels.map(() => 0);
  let gone = 0;
  for (const k of x.values) k === NA_INTEGER ? gone++ : n[k - 1]!++;
  const rows = levels.map((_, k) => k + 1);
  const all = gone > 0 ? [...n, gone] : n;
  const codes = gone > 0 ? [...rows, NA_INTEGER] : rows;
  const order = all.map((_, i) => i);
  if (call.flag("sort", false)) order.sort((a, b) => all[b]! - all[a]! || a - b);
  const sorted = order.map((i) => all[i]!);
  const total = sorted.reduce((a, b) => a + b, 0);
  return tibbleOf([
    ["f", factorOf(Int32Array.from(order, (i) => codes[i]!), levels, false)],
    ["n", integers(Int32Array.from(sorted))],
    ...(call.flag("prop", false) ? [["p", doubles(sorted.map((v) => v / total))] as const] : []),
  ]);
}

const TIES = "w, other_level, ties.method";

/** Rare levels joined, levels counted, factors made. */
export const LUMPING: readonly Builtin[] = [
  word("fct_lump", `f, n, prop, ${TIES}`, lump),
  word("fct_lump_n", `f, n, ${TIES}`, most),
  word("fct_lump_prop", "f, prop, w, other_level", shares),
  word("fct_lump_min", "f, min, w, other_level", (call) => {
    const x = given(call);
    const least = call.number("min");
    return joined(call, x, weightsOf(call, x).map((w) => w >= least));
  }),
  word("fct_lump_lowfreq", "f, w, other_level", rarest),
  word("fct_other", "f, keep, drop, other_level", others),
  word("as_factor", "x, ...", inOrder),
  word("fct_count", "f, sort, prop", counts),
];
