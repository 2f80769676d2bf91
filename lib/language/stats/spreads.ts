/**
 * How values are spread: `boxplot.stats ppoints bw.nrd0 bw.nrd pretty`.
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { refuseLong } from "../values/size.ts";
import {
  double,
  doubles,
  integer,
  isVector,
  namedList,
  NULL,
  type Value,
} from "../values/value.ts";
import { quantileOf, varianceOf } from "./quantiles.ts";

const sorted = (x: readonly number[]): number[] => [...x].sort((a, b) => a - b);

/** Silverman's (1986) rule of thumb, or Scott's (1992). */
function bandwidth(x: readonly number[], factor: number): number {
  const own = sorted(x);
  const spread = (quantileOf(own, 0.75, 7) - quantileOf(own, 0.25, 7)) / 1.34;
  const high = Math.sqrt(varianceOf(x));
  const low = Math.min(high, spread) || high || Math.abs(x[0]!) || 1;
  return factor * low * x.length ** -0.2;
}

/** Tukey's hinges, the whiskers, what lies beyond them. */
function boxplotStats(call: Call): Value {
  const x = Array.from(call.doubles("x"));
  const known = sorted(x.filter((v) => v === v));
  const n = known.length;
  const coef = call.number("coef", 1.5);
  if (coef < 0) return call.wrong("coef", "a number from 0 on", call.value("coef"));
  const n4 = Math.floor((n + 3) / 2) / 2;
  const stats = [1, n4, (n + 1) / 2, n + 1 - n4, n].map((d) =>
    0.5 * (known[Math.floor(d) - 1]! + known[Math.ceil(d) - 1]!)
  );
  const reach = stats[3]! - stats[1]!;
  const beyond = (v: number): boolean =>
    coef > 0 && (v < stats[1]! - coef * reach || v > stats[3]! + coef * reach);
  const within = known.filter((v) => !beyond(v));
  if (coef > 0) [stats[0], stats[4]] = [within[0] ?? NaN, within.at(-1) ?? NaN];
  const notch = 1.58 * reach / Math.sqrt(n);
  return namedList([
    ["stats", doubles(Float64Array.from(stats))],
    ["n", integer(n)],
    ["conf", call.flag("do.conf", true) ? doubles([stats[2]! - notch, stats[2]! + notch]) : NULL],
    [
      "out",
      call.flag("do.out", true)
        ? doubles(Float64Array.from(x.filter((v) => v === v && beyond(v))))
        : doubles([]),
    ],
  ]);
}

/** Probabilities of the places of n sorted values. */
export function plottingPoints(n: number, a: number): number[] {
  return Array.from({ length: n }, (_, i) => (i + 1 - a) / (n + 1 - 2 * a));
}

function ppoints(call: Call): Value {
  const given = call.value("n");
  const n = isVector(given) && given.values.length > 1 ? given.values.length : call.number("n");
  return doubles(Float64Array.from(plottingPoints(n, call.number("a", n <= 10 ? 3 / 8 : 1 / 2))));
}

/** How far apart the steps of a scale are: 1, 2, 5 or 10 times a power of ten, by what a step should be. */
function unitNear(cell: number, bias: number, bias5: number): number {
  const base = 10 ** Math.floor(Math.log10(cell));
  if (10 * base - cell < bias * (cell - 5 * base)) return 10 * base;
  if (5 * base - cell < bias5 * (cell - 2 * base)) return 5 * base;
  return 2 * base - cell < bias * (cell - base) ? 2 * base : base;
}

/** Round numbers at equal steps over all of the values (Becker, Chambers & Wilks 1988). */
function pretty(call: Call): Value {
  const x = Array.from(call.doubles("x")).filter(Number.isFinite);
  if (x.length === 0) return doubles([]);
  const n = Math.trunc(call.number("n", 5));
  if (!(n >= 0)) return call.wrong("n", "a number from 0 on", call.value("n"));
  refuseLong(n, call.span);
  const fewest = Math.trunc(call.number("min.n", Math.trunc(n / 3)));
  if (!(fewest >= 0 && fewest <= n)) {
    return call.wrong("min.n", `a number up to ${n}`, double(fewest));
  }
  const bias = call.number("high.u.bias", 1.5);
  const bias5 = call.number("u5.bias", 0.5 + 1.5 * bias);
  const [low, high] = [least(x), greatest(x)];
  const range = high - low;
  const size = Math.max(Math.abs(low), Math.abs(high));
  const share = bias5 >= 1.5 * bias + 0.5 ? 1 / (1 + bias) : 1.5 / (1 + bias5);
  let cell: number;
  if (size === 0 || range < size * share * Math.max(1, n) * Number.EPSILON * 3) {
    // all values are one: a scale about it
    cell = size === 0 ? 1 : size > 10 ? 9 + size / 10 : size;
    cell *= call.number("shrink.sml", 0.75);
    if (fewest > 1) cell /= fewest;
  } else cell = n > 0 ? range / n : range;
  const unit = unitNear(cell, bias, bias5);
  let [from, to] = [Math.floor(low / unit + 1e-10), Math.ceil(high / unit - 1e-10)];
  const lacking = fewest - (to - from);
  if (lacking > 0) {
    const [half, rest] = [Math.floor(lacking / 2), lacking % 2];
    if (low === 0 && from === 0 && high !== 0) to += lacking;
    else if (high === 0 && to === 0 && low !== 0) from -= lacking;
    else if (from >= 0) [from, to] = [from - half - rest, to + half];
    else [from, to] = [from - half, to + half + rest];
  }
  // a step below 1 divides by its inverse, which is whole: 3 / 10 and not 3 × 0.1
  const inverse = Math.round(1 / unit);
  return doubles(
    Array.from(
      { length: to - from + 1 },
      (_, i) => unit < 1 ? (from + i) / inverse : (from + i) * unit,
    ),
  );
}

export const SPREADS: readonly Builtin[] = [
  word("bw.nrd0", "x", (call) => double(bandwidth(Array.from(call.doubles("x")), 0.9))),
  word("bw.nrd", "x", (call) => double(bandwidth(Array.from(call.doubles("x")), 1.06))),
  word("boxplot.stats", "x, coef, do.conf, do.out", boxplotStats),
  word("ppoints", "n, a", ppoints),
  word("pretty", "x, n, min.n, shrink.sml, high.u.bias, u5.bias, eps.correct!0, ...", pretty),
];
