/**
 * Fisher's exact test of a table of counts: `fisher.test`.
 *
 * A table of two rows and two columns has the noncentral hypergeometric law of its first cell (Fisher 1935);
 * a larger one is judged by all tables with its margins.
 *
 * @module
 */
import { logGamma } from "../../../math/distribution/special.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { asDouble } from "../../values/coerce.ts";
import { dimOf, isVector, type Value } from "../../values/value.ts";
import { alternativeOf, hypothesisList, levelOf, writtenAs } from "./hypothesis.ts";
import { estimateOf, FirstCell, limits, NEAR } from "./odds.ts";

/** So many tables are gone through at most. */
const MOST = 2_000_000;

function twoByTwo(call: Call, [a, b, c, d]: readonly number[], data: string): Value {
  const [m, n, k, x] = [a! + b!, c! + d!, a! + c!, a!];
  const cell = FirstCell.of(m, n, k);
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
