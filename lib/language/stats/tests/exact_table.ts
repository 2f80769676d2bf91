/**
 * Fisher's exact test of a table of counts: `fisher.test`.
 *
 * A table of two rows and two columns has the noncentral hypergeometric law of its first cell (Fisher 1935);
 * a larger one is judged by all tables with its margins.
 *
 * @module
 */
import { zeroBetween } from "../../../math/search/zero.ts";
import { logGamma } from "../../../math/distribution/special.ts";
import { HYPERGEOMETRIC } from "../../../math/discrete/counts.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { asDouble } from "../../values/coerce.ts";
import { dimOf, isVector, type Value } from "../../values/value.ts";
import {
  type Alternative,
  alternativeOf,
  hypothesisList,
  levelOf,
  writtenAs,
} from "./hypothesis.ts";

const NEAR = 1 + 1e-7;
/** So near to an odds ratio R looks. */
const TOLERANCE = Math.pow(Number.EPSILON, 0.25);
/** So many tables are gone through at most. */
const MOST = 2_000_000;

/** The law of the first cell of a 2 × 2 table with its margins, by odds ratio. */
class FirstCell {
  private readonly logs: number[];

  constructor(readonly least: number, readonly most: number, m: number, n: number, k: number) {
    this.logs = Array.from(
      { length: most - least + 1 },
      (_, i) => HYPERGEOMETRIC.logDensity!(least + i, [m, n, k]),
    );
  }

  densities(odds: number): number[] {
    const d = this.logs.map((v, i) => v + Math.log(odds) * (this.least + i));
    const top = d.reduce((a, b) => Math.max(a, b), -Infinity);
    const raised = d.map((v) => Math.exp(v - top));
    const sum = raised.reduce((a, b) => a + b, 0);
    return raised.map((v) => v / sum);
  }

  mean(odds: number): number {
    if (odds === 0) return this.least;
    if (odds === Infinity) return this.most;
    return this.densities(odds).reduce((s, d, i) => s + d * (this.least + i), 0);
  }

  /** P(X ≤ x), or P(X ≥ x) with `upper`. */
  tail(x: number, odds: number, upper: boolean): number {
    if (odds === 0) return upper ? (x <= this.least ? 1 : 0) : x >= this.least ? 1 : 0;
    if (odds === Infinity) return upper ? (x <= this.most ? 1 : 0) : x >= this.most ? 1 : 0;
    return this.densities(odds).reduce(
      (s, d, i) => (upper ? this.least + i >= x : this.least + i <= x) ? s + d : s,
      0,
    );
  }
}

/** The odds ratio at which an increasing or decreasing function is 0, on either side of 1. */
function oddsAt(f: (odds: number) => number, within: boolean): number {
  const g = within ? f : (t: number): number => f(1 / t);
  const from = within ? 0 : Number.EPSILON;
  const { x } = zeroBetween(g, from, 1, g(from), g(1), TOLERANCE, 1000);
  return within ? x : 1 / x;
}

function limits(cell: FirstCell, x: number, side: Alternative, level: number): [number, number] {
  const lower = (alpha: number): number => {
    if (x === cell.least) return 0;
    const p = cell.tail(x, 1, true);
    return p === alpha ? 1 : oddsAt((t) => cell.tail(x, t, true) - alpha, p > alpha);
  };
  const upper = (alpha: number): number => {
    if (x === cell.most) return Infinity;
    const p = cell.tail(x, 1, false);
    return p === alpha ? 1 : oddsAt((t) => cell.tail(x, t, false) - alpha, p < alpha);
  };
  const out = 1 - level;
  if (side === "less") return [0, upper(out)];
  if (side === "greater") return [lower(out), Infinity];
  return [lower(out / 2), upper(out / 2)];
}

function estimateOf(cell: FirstCell, x: number): number {
  if (x === cell.least) return 0;
  if (x === cell.most) return Infinity;
  const mean = cell.mean(1);
  return mean === x ? 1 : oddsAt((t) => cell.mean(t) - x, mean > x);
}

function twoByTwo(call: Call, [a, b, c, d]: readonly number[], data: string): Value {
  const [m, n, k, x] = [a! + b!, c! + d!, a! + c!, a!];
  const cell = new FirstCell(Math.max(0, k - n), Math.min(k, m), m, n, k);
  const side = alternativeOf(call);
  const odds = call.number("or", 1);
  if (!(odds >= 0)) return call.wrong("or", "a number from 0 on", call.value("or"));
  const densities = odds === 0 || odds === Infinity ? [] : cell.densities(odds);
  const own = densities[x - cell.least]!;
  const p = side === "less"
    ? cell.tail(x, odds, false)
    : side === "greater"
    ? cell.tail(x, odds, true)
    : odds === 0
    ? (x === cell.least ? 1 : 0)
    : odds === Infinity
    ? (x === cell.most ? 1 : 0)
    : densities.filter((v) => v <= own * NEAR).reduce((s, v) => s + v, 0);
  const level = levelOf(call);
  return hypothesisList({
    p: Math.min(1, p),
    ...(call.flag("conf.int", true) ? { interval: limits(cell, x, side, level), level } : {}),
    estimate: { "odds ratio": estimateOf(cell, x) },
    null: { "odds ratio": odds },
    alternative: side,
    method: "Fisher's Exact Test for Count Data",
    data,
  });
}

/** The sum of the probabilities of all tables with these margins that are no likelier. */
function byAllTables(call: Call, counts: readonly number[], rows: number, columns: number): number {
  const down = Array.from(
    { length: rows },
    (_, i) => counts.reduce((s, v, k) => k % rows === i ? s + v : s, 0),
  );
  const across = Array.from(
    { length: columns },
    (_, j) => counts.slice(j * rows, (j + 1) * rows).reduce((s, v) => s + v, 0),
  );
  const total = across.reduce((a, b) => a + b, 0);
  const logFactorial = Array.from({ length: total + 1 }, (_, i) => logGamma(i + 1));
  const fixed = [...down, ...across].reduce((s, v) => s + logFactorial[v]!, 0) -
    logFactorial[total]!;
  const chance = (log: number): number => Math.exp(fixed - log);
  const own = chance(counts.reduce((s, v) => s + logFactorial[v]!, 0));
  let [sum, tables] = [0, 0];
  const left = [...down];
  const fill = (j: number, i: number, room: number, log: number): void => {
    if (j === columns - 1) {
      if (++tables > MOST) {
        call.fail(
          "too-long",
          `fisher.test() goes through ${MOST} tables at most, and this one has more`,
          "chisq.test() judges large counts",
        );
      }
      const p = chance(left.reduce((s, v) => s + logFactorial[v]!, log));
      if (p <= own * NEAR) sum += p;
      return;
    }
    if (i === rows - 1) {
      if (room > left[i]!) return;
      left[i]! -= room;
      fill(j + 1, 0, across[j + 1]!, log + logFactorial[room]!);
      left[i]! += room;
      return;
    }
    for (let v = Math.min(room, left[i]!); v >= 0; v--) {
      left[i]! -= v;
      fill(j, i + 1, room - v, log + logFactorial[v]!);
      left[i]! += v;
    }
  };
  fill(0, 0, across[0]!, 0);
  return Math.min(1, sum);
}

function fisherTest(call: Call): Value {
  let x = call.value("x");
  let data = writtenAs(call, "x");
  if (dimOf(x)?.length !== 2) {
    data = `${data} and ${writtenAs(call, "y")}`;
    x = call.interpreter.call("table", [x, call.value("y")], call.span);
  }
  const dim = dimOf(x)!;
  if (!isVector(x) || x.type === "character" || x.type === "list" || dim.some((d) => d < 2)) {
    return call.wrong("x", "a table of two rows and columns or more", x);
  }
  const counts = Array.from(asDouble(x).values);
  if (counts.some((v) => !(Number.isInteger(v) && v >= 0))) {
    return call.wrong("x", "counts from 0 on", x);
  }
  const [rows, columns] = Array.from(dim) as [number, number];
  if (rows === 2 && columns === 2) return twoByTwo(call, counts, data);
  return hypothesisList({
    p: byAllTables(call, counts, rows, columns),
    alternative: "two.sided",
    method: "Fisher's Exact Test for Count Data",
    data,
  });
}

export const EXACT_TABLE_TESTS: readonly Builtin[] = [
  word(
    "fisher.test",
    "x, y, workspace?, hybrid!FALSE, hybridPars?, control?, or, alternative, conf.int, conf.level, simulate.p.value!FALSE, B?",
    fisherTest,
  ),
];
