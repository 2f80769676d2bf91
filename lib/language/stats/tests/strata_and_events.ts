/**
 * Tests of tables in strata, of counts of events, and of series: `mantelhaen.test poisson.test Box.test`.
 *
 * Source: Agresti (2002), Categorical Data Analysis, sections 6.3 and 7.5; Robins, Breslow & Greenland
 * (1986, Biometrics 42, 311–323) for limits of a common odds ratio; Garwood (1936, Biometrika 28,
 * 437–442) for those of a rate; Ljung & Box (1978, Biometrika 65, 297–303).
 *
 * @module
 */
import { lu, solveLU } from "../../../math/algebra/lu.ts";
import { POISSON } from "../../../math/discrete/counts.ts";
import { pchisq, qchisq } from "../../../math/distribution/chi_squared.ts";
import { pnorm, qnorm } from "../../../math/distribution/normal.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { asDouble } from "../../values/coerce.ts";
import { dimOf, isVector, type Value } from "../../values/value.ts";
import {
  type Alternative,
  alternativeOf,
  hypothesisList,
  levelOf,
  sampleOf,
  writtenAs,
} from "./hypothesis.ts";
import { estimateOf, FirstCell, limits, NEAR } from "./odds.ts";
import { exactBinomial, exactBinomialLimits } from "./proportions.ts";

/** A table of rows, columns and strata, without strata of fewer than two. */
interface Strata {
  readonly rows: number;
  readonly columns: number;
  readonly tables: readonly Float64Array[];
  readonly data: string;
}

function strataOf(call: Call): Strata {
  const given = call.value("x");
  const made = call.has("y")
    ? call.interpreter.call("table", [given, call.value("y"), call.value("z")], call.span)
    : given;
  const dim = dimOf(made);
  if (dim?.length !== 3 || !isVector(made)) {
    return call.wrong("x", "a table of three factors", given, "xtabs(~ a + b + stratum, d)");
  }
  const [rows, columns, count] = dim as [number, number, number];
  const cells = Float64Array.from(asDouble(made).values);
  const size = rows * columns;
  const tables = Array.from({ length: count }, (_, k) => cells.slice(k * size, (k + 1) * size))
    .filter((t) => t.reduce((a, b) => a + b, 0) > 1);
  const names = ["x", "y", "z"].map((name) => writtenAs(call, name));
  const data = call.has("y") ? `${names[0]} and ${names[1]} and ${names[2]}` : names[0]!;
  return { rows, columns, tables, data };
}

function mantelHaenszel(call: Call): Value {
  const strata = strataOf(call);
  if (strata.tables.length === 0) {
    return call.fail("too-few", "mantelhaen.test() needs strata of two observations or more");
  }
  if (strata.rows !== 2 || strata.columns !== 2) return generalAssociation(strata);
  return call.flag("exact", false) ? exactOdds(call, strata) : commonOdds(call, strata);
}

/** The test by the exact law of the sum of the first cells, given all margins. */
function exactOdds(call: Call, { tables, data }: Strata): Value {
  const side = alternativeOf(call);
  const level = levelOf(call);
  let count = 0;
  const law = (tables as readonly Float64Array[]).map(([a, c, b, d]) => {
    count += a!;
    return FirstCell.of(a! + c!, b! + d!, a! + b!);
  }).reduce((all, one) => all.plus(one));
  const densities = law.densities(1);
  const own = densities[count - law.least]!;
  const p = side === "two.sided"
    ? densities.filter((v) => v <= own * NEAR).reduce((s, v) => s + v, 0)
    : law.tail(count, 1, side === "greater");
  return hypothesisList({
    statistic: { S: count },
    p: Math.min(1, p),
    interval: limits(law, count, side, level),
    level,
    estimate: { "common odds ratio": estimateOf(law, count) },
    null: { "common odds ratio": 1 },
    alternative: side,
    method: "Exact conditional test of independence in 2 x 2 x k tables",
    data,
  });
}

function commonOdds(call: Call, { tables, data }: Strata): Value {
  const side = alternativeOf(call);
  const level = levelOf(call);
  let [delta, variance, along, across] = [0, 0, 0, 0];
  let [a, b, c] = [0, 0, 0];
  for (const [n11, n21, n12, n22] of tables as readonly Float64Array[]) {
    const [p, q, r, s] = [n11!, n12!, n21!, n22!];
    const n = p + q + r + s;
    const [row1, row2, col1, col2] = [p + q, r + s, p + r, q + s];
    delta += p - row1 * col1 / n;
    variance += row1 * row2 * col1 * col2 / (n * n * (n - 1));
    const [diagonal, off] = [p * s / n, q * r / n];
    along += diagonal;
    across += off;
    a += (p + s) * diagonal / n;
    b += ((p + s) * off + (q + r) * diagonal) / n;
    c += (q + r) * off / n;
  }
  const yates = call.flag("correct", true) && Math.abs(delta) >= 0.5 ? 0.5 : 0;
  const statistic = (Math.abs(delta) - yates) ** 2 / variance;
  const z = Math.sign(delta) * Math.sqrt(statistic);
  const estimate = along / across;
  const sd = Math.sqrt(a / (2 * along ** 2) + b / (2 * along * across) + c / (2 * across ** 2));
  const at = (p: number): number => estimate * Math.exp(qnorm(p) * sd);
  return hypothesisList({
    statistic: { "Mantel-Haenszel X-squared": statistic },
    parameter: { df: 1 },
    p: side === "two.sided"
      ? pchisq(statistic, 1, { upper: true })
      : pnorm(z, { upper: side === "greater" }),
    interval: side === "less"
      ? [0, at(level)]
      : side === "greater"
      ? [at(1 - level), Infinity]
      : [at((1 - level) / 2), at((1 + level) / 2)],
    level,
    estimate: { "common odds ratio": estimate },
    null: { "common odds ratio": 1 },
    alternative: side,
    method: `Mantel-Haenszel chi-squared test with${yates > 0 ? "" : "out"} continuity correction`,
    data,
  });
}

function generalAssociation({ rows, columns, tables, data }: Strata): Value {
  const [r, c] = [rows - 1, columns - 1];
  const df = r * c;
  const excess = new Float64Array(df);
  const covariance = new Float64Array(df * df);
  for (const t of tables) {
    const n = t.reduce((x, y) => x + y, 0);
    const byRow = Array.from({ length: rows }, (_, i) => {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += t[j * rows + i]!;
      return sum;
    });
    const byColumn = Array.from({ length: columns }, (_, j) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += t[j * rows + i]!;
      return sum;
    });
    for (let j = 0; j < c; j++) {
      for (let i = 0; i < r; i++) {
        excess[j * r + i]! += t[j * rows + i]! - byRow[i]! * byColumn[j]! / n;
        for (let l = 0; l < c; l++) {
          for (let k = 0; k < r; k++) {
            const ofColumns = (j === l ? byColumn[j]! * n : 0) - byColumn[j]! * byColumn[l]!;
            const ofRows = (i === k ? byRow[i]! * n : 0) - byRow[i]! * byRow[k]!;
            covariance[(l * r + k) * df + j * r + i]! += ofColumns * ofRows / (n * n * (n - 1));
          }
        }
      }
    }
  }
  const solved = excess.slice();
  solveLU(lu(covariance, df), solved);
  const statistic = excess.reduce((s, v, i) => s + v * solved[i]!, 0);
  return hypothesisList({
    statistic: { "Cochran-Mantel-Haenszel M^2": statistic },
    parameter: { df },
    p: pchisq(statistic, df, { upper: true }),
    method: "Cochran-Mantel-Haenszel test",
    data,
  });
}

/** Counts that are no likelier than this one, those of the other tail among them. */
function exactPoisson(x: number, mean: number, side: Alternative): number {
  if (side === "less") return POISSON.tail(x, [mean], false);
  if (side === "greater") return POISSON.tail(x - 1, [mean], true);
  if (mean === 0) return x === 0 ? 1 : 0;
  if (x === mean) return 1;
  const at = (k: number): number => Math.exp(POISSON.logDensity!(k, [mean]));
  const limit = at(x) * (1 + 1e-7);
  let others = 0;
  if (x < mean) {
    let most = Math.ceil(2 * mean - x);
    while (at(most) > limit) most *= 2;
    for (let k = Math.ceil(mean); k <= most; k++) if (at(k) <= limit) others++;
    return POISSON.tail(x, [mean], false) + POISSON.tail(most - others, [mean], true);
  }
  for (let k = 0; k <= Math.floor(mean); k++) if (at(k) <= limit) others++;
  return POISSON.tail(others - 1, [mean], false) + POISSON.tail(x - 1, [mean], true);
}

function poissonTest(call: Call): Value {
  const x = sampleOf(call, "x");
  const times = call.has("T") ? sampleOf(call, "T") : x.map(() => 1);
  const rate = call.has("r") ? call.number("r") : 1;
  const side = alternativeOf(call);
  const level = levelOf(call);
  const base = call.has("T") ? writtenAs(call, "T") : "1";
  const data = `${writtenAs(call, "x")} time base: ${base}`;
  const plain = x.every((v) => Number.isInteger(v) && v >= 0) && times.every((t) => t > 0);
  if (!plain || x.length !== times.length || x.length < 1 || x.length > 2 || !(rate > 0)) {
    return call.wrong("x", "one count or two, each with the time it took", call.value("x"));
  }
  if (x.length === 2) {
    const [t1, t2] = [times[0]!, times[1]!];
    const n = x[0]! + x[1]!;
    const share = rate * t1 / (rate * t1 + t2);
    const [low, high] = exactBinomialLimits(x[0]!, n, side, level);
    const ratio = (p: number): number => p / (1 - p) * t2 / t1;
    return hypothesisList({
      statistic: { count1: x[0]! },
      parameter: { "expected count1": n * share },
      p: Math.min(1, exactBinomial(x[0]!, n, share, side)),
      interval: [ratio(low), high === 1 ? Infinity : ratio(high)],
      level,
      estimate: { "rate ratio": (x[0]! / t1) / (x[1]! / t2) },
      null: { "rate ratio": rate },
      alternative: side,
      method: "Comparison of Poisson rates",
      data,
    });
  }
  const [count, time] = [x[0]!, times[0]!];
  const low = (out: number): number => count === 0 ? 0 : qchisq(out, 2 * count) / 2;
  const high = (out: number): number => qchisq(out, 2 * count + 2, { upper: true }) / 2;
  const out = 1 - level;
  const ends = side === "less"
    ? [0, high(out)]
    : side === "greater"
    ? [low(out), Infinity]
    : [low(out / 2), high(out / 2)];
  return hypothesisList({
    statistic: { "number of events": count },
    parameter: { "time base": time },
    p: Math.min(1, exactPoisson(count, rate * time, side)),
    interval: [ends[0]! / time, ends[1]! / time],
    level,
    estimate: { "event rate": count / time },
    null: { "event rate": rate },
    alternative: side,
    method: "Exact Poisson test",
    data,
  });
}

function boxTest(call: Call): Value {
  const x = sampleOf(call, "x");
  const lag = call.number("lag", 1);
  const fitted = call.number("fitdf", 0);
  const type = call.has("type") ? call.choice("type", ["Box-Pierce", "Ljung-Box"]) : "Box-Pierce";
  if (x.some((v) => v !== v)) {
    return call.fail("missing-values", "Box.test() takes a series without gaps", "na.omit(x)");
  }
  const n = x.length;
  if (!(lag >= 1 && lag < n)) {
    return call.wrong("lag", `a number from 1 to ${n - 1}`, call.value("lag"));
  }
  const mean = x.reduce((a, b) => a + b, 0) / n;
  const around = x.map((v) => v - mean);
  const whole = around.reduce((s, v) => s + v * v, 0);
  let statistic = 0;
  for (let k = 1; k <= lag; k++) {
    let sum = 0;
    for (let i = 0; i + k < n; i++) sum += around[i]! * around[i + k]!;
    statistic += (sum / whole) ** 2 * (type === "Ljung-Box" ? n * (n + 2) / (n - k) : n);
  }
  return hypothesisList({
    statistic: { "X-squared": statistic },
    parameter: { df: lag - fitted },
    p: pchisq(statistic, lag - fitted, { upper: true }),
    method: type === "Ljung-Box" ? "Box-Ljung test" : "Box-Pierce test",
    data: writtenAs(call, "x"),
  });
}

export const STRATA_AND_EVENTS_TESTS: readonly Builtin[] = [
  word(
    "mantelhaen.test",
    "x, y, z, alternative, correct, exact, conf.level",
    mantelHaenszel,
  ),
  word("poisson.test", "x, T, r, alternative, conf.level", poissonTest),
  word("Box.test", "x, lag, type, fitdf", boxTest),
];
