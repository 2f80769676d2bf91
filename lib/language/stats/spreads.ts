/**
 * How values are spread: `boxplot.stats ppoints pretty`.
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import { pretty as prettySteps } from "../../math/pretty.ts";
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

const sorted = (x: readonly number[]): number[] => [...x].sort((a, b) => a - b);

/** What a box plot shows of values. */
export interface BoxStatistics {
  /** The lower whisker, hinge, median, hinge, whisker. */
  stats: number[];
  n: number;
  /** Ends of the notch. */
  conf: [number, number];
  /** What lies beyond the whiskers, in the order of the values. */
  out: number[];
}

/** Tukey's (1977) hinges, the whiskers, what lies beyond them. */
export function boxStatistics(x: readonly number[], coef = 1.5): BoxStatistics {
  const known = sorted(x.filter((v) => v === v));
  const n = known.length;
  const n4 = Math.floor((n + 3) / 2) / 2;
  const stats = [1, n4, (n + 1) / 2, n + 1 - n4, n].map((d) =>
    n === 0 ? NaN : 0.5 * (known[Math.floor(d) - 1]! + known[Math.ceil(d) - 1]!)
  );
  const reach = stats[3]! - stats[1]!;
  const beyond = (v: number): boolean =>
    coef > 0 && (v < stats[1]! - coef * reach || v > stats[3]! + coef * reach);
  const within = known.filter((v) => !beyond(v));
  if (coef > 0) [stats[0], stats[4]] = [within[0] ?? NaN, within.at(-1) ?? NaN];
  const notch = 1.58 * reach / Math.sqrt(n);
  return {
    stats,
    n,
    conf: [stats[2]! - notch, stats[2]! + notch],
    out: x.filter((v) => v === v && beyond(v)),
  };
}

function boxplotStats(call: Call): Value {
  const coef = call.number("coef", 1.5);
  if (coef < 0) return call.wrong("coef", "a number from 0 on", call.value("coef"));
  const { stats, n, conf, out } = boxStatistics(Array.from(call.doubles("x")), coef);
  return namedList([
    ["stats", doubles(Float64Array.from(stats))],
    ["n", integer(n)],
    ["conf", call.flag("do.conf", true) ? doubles(conf) : NULL],
    ["out", call.flag("do.out", true) ? doubles(Float64Array.from(out)) : doubles([])],
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
  return doubles(prettySteps(least(x), greatest(x), n, {
    fewest,
    bias,
    bias5: call.number("u5.bias", 0.5 + 1.5 * bias),
    shrink: call.number("shrink.sml", 0.75),
  }));
}

export const SPREADS: readonly Builtin[] = [
  word("boxplot.stats", "x, coef, do.conf, do.out", boxplotStats),
  word("ppoints", "n, a", ppoints),
  word("pretty", "x, n, min.n, shrink.sml, high.u.bias, u5.bias, eps.correct!0, ...", pretty),
];
