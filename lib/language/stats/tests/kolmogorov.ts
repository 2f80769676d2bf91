/**
 * Kolmogorov's and Smirnov's tests of distribution functions: `ks.test`.
 *
 * Sources: Marsaglia, Tsang & Wang (2003, J. Stat. Softw. 8/18) for the exact law of one sample; Birnbaum
 * & Tingey (1951, Ann. Math. Stat. 22, 592–596) for one side; Schröer & Trenkler (1995, Comput. Stat. Data
 * Anal. 20, 185–202) for two samples with ties.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { asDouble } from "../../values/coerce.ts";
import { doubles, isFunction, isVector, type Value } from "../../values/value.ts";
import {
  type Alternative,
  alternativeOf,
  groupsOfFormula,
  hypothesisList,
  sampleOf,
  writtenAs,
} from "./hypothesis.ts";

/** P(D ≥ d) in the limit, of a scaled statistic. */
function limitTail(z: number, side: Alternative): number {
  if (z <= 0) return 1;
  if (side !== "two.sided") return Math.exp(-2 * z * z);
  if (z < 1) {
    // the other series converges where this one does not
    let sum = 0;
    for (let k = 1; k < 40; k += 2) sum += Math.exp(-((k * Math.PI / z) ** 2) / 8);
    return 1 - Math.sqrt(2 * Math.PI) / z * sum;
  }
  let sum = 0;
  for (let k = 1; k < 100; k++) {
    const term = Math.exp(-2 * k * k * z * z);
    sum += k % 2 === 1 ? term : -term;
    if (term < 1e-18) break;
  }
  return 2 * sum;
}

type Matrix = Float64Array;

function product(a: Matrix, b: Matrix, m: number): Matrix {
  const out = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let k = 0; k < m; k++) {
      const f = a[i * m + k]!;
      if (f === 0) continue;
      for (let j = 0; j < m; j++) out[i * m + j]! += f * b[k * m + j]!;
    }
  }
  return out;
}

/** P(D < d) of one sample of n, two-sided. */
function exactBelow(d: number, n: number): number {
  const k = Math.floor(n * d) + 1;
  const m = 2 * k - 1;
  const h = k - n * d;
  let base: Matrix = new Float64Array(m * m);
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) base[i * m + j] = i - j + 1 < 0 ? 0 : 1;
  for (let i = 0; i < m; i++) {
    base[i * m]! -= h ** (i + 1);
    base[(m - 1) * m + i]! -= h ** (m - i);
  }
  base[(m - 1) * m]! += 2 * h - 1 > 0 ? (2 * h - 1) ** m : 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      for (let g = 1; g <= i - j + 1; g++) base[i * m + j]! /= g;
    }
  }
  let power: Matrix = new Float64Array(m * m);
  for (let i = 0; i < m; i++) power[i * m + i] = 1;
  let [exponent, powerScale, baseScale] = [n, 0, 0];
  const rescaled = (x: Matrix): [Matrix, number] =>
    x[(k - 1) * m + k - 1]! > 1e140 ? [x.map((v) => v * 1e-140), 140] : [x, 0];
  while (exponent > 0) {
    if (exponent % 2 === 1) {
      const [made, more] = rescaled(product(power, base, m));
      power = made;
      powerScale += baseScale + more;
    }
    const [squared, more] = rescaled(product(base, base, m));
    base = squared;
    baseScale = 2 * baseScale + more;
    exponent = Math.floor(exponent / 2);
  }
  let s = power[(k - 1) * m + k - 1]!;
  for (let i = 1; i <= n; i++) {
    s = s * i / n;
    if (s < 1e-140) {
      s *= 1e140;
      powerScale -= 140;
    }
  }
  return s * 10 ** powerScale;
}

/** P(D⁺ ≥ d) of one sample of n. */
function exactOneSided(d: number, n: number): number {
  if (d <= 0) return 1;
  let sum = 0;
  let logChoose = 0;
  for (let j = 0; j <= Math.floor(n * (1 - d)); j++) {
    if (j > 0) logChoose += Math.log((n - j + 1) / j);
    const left = 1 - d - j / n;
    if (left <= 0) continue;
    sum += Math.exp(
      logChoose + (n - j) * Math.log(left) + (j - 1) * Math.log(d + j / n),
    );
  }
  return Math.min(1, d * sum);
}

/** P(D ≥ d) of two samples, given where the pooled ordered sample rises. */
function exactTwo(
  d: number,
  m: number,
  n: number,
  rises: readonly boolean[],
  side: Alternative,
): number {
  const bound = (0.5 + Math.floor(d * m * n - 1e-7)) / (m * n);
  const beyond = (i: number, j: number): boolean => {
    if (i + j === 0 || !rises[i + j - 1]) return false;
    const difference = i / m - j / n;
    return (side === "two.sided"
      ? Math.abs(difference)
      : side === "greater"
      ? difference
      : -difference) >=
      bound;
  };
  let before = new Float64Array(n + 1);
  for (let i = 0; i <= m; i++) {
    const row = new Float64Array(n + 1);
    for (let j = 0; j <= n; j++) {
      row[j] = beyond(i, j)
        ? 1
        : i + j === 0
        ? 0
        : (i > 0 ? i / (i + j) * before[j]! : 0) + (j > 0 ? j / (i + j) * row[j - 1]! : 0);
    }
    before = row;
  }
  return before[n]!;
}

const NAMES = { "two.sided": "D", less: "D^-", greater: "D^+" } as const;

function sideText(side: Alternative, of: string, beside: string): string {
  if (side === "two.sided") return "two-sided";
  return `the CDF of ${of} lies ${side === "less" ? "below" : "above"} ${beside}`;
}

function twoSamples(
  call: Call,
  x: readonly number[],
  y: readonly number[],
  data: string,
  names: readonly [string, string],
): Value {
  const side = alternativeOf(call);
  const [m, n] = [x.length, y.length];
  if (m === 0 || n === 0) {
    return call.fail("too-few", "ks.test() has no observations of one sample");
  }
  const all = [...x.map((v) => ({ v, step: 1 / m })), ...y.map((v) => ({ v, step: -1 / n }))]
    .sort((a, b) => a.v - b.v);
  const rises = all.map(({ v }, i) => i + 1 === all.length || all[i + 1]!.v !== v);
  let [sum, statistic] = [0, 0];
  all.forEach(({ step }, i) => {
    sum += step;
    if (!rises[i]) return;
    const own = side === "two.sided" ? Math.abs(sum) : side === "greater" ? sum : -sum;
    statistic = Math.max(statistic, own);
  });
  const exact = exactOf(call, m * n < 10000);
  const p = exact
    ? exactTwo(statistic, m, n, rises, side)
    : limitTail(Math.sqrt(m * n / (m + n)) * statistic, side);
  return hypothesisList({
    statistic: { [NAMES[side]]: statistic },
    p: Math.min(1, Math.max(0, p)),
    alternative: sideText(side, names[0], `that of ${names[1]}`),
    method: `${exact ? "Exact" : "Asymptotic"} two-sample Kolmogorov-Smirnov test`,
    data,
  });
}

function exactOf(call: Call, usual: boolean): boolean {
  const given = call.optional("exact");
  return given && given.type !== "NULL" ? call.flag("exact", usual) : usual;
}

/** Values of a distribution function, by its name or itself. */
function distribution(call: Call, y: Value, x: readonly number[]): number[] {
  const values = doubles(Float64Array.from(x));
  const names = call.dots.map((d) => d.name);
  const dots = call.dots.flatMap((d) => d.value ?? []);
  const made = isFunction(y)
    ? call.apply(y, [values, ...dots], [null, ...names])
    : call.interpreter.call(call.text("y"), [values, ...dots], call.span, [null, ...names]);
  if (!isVector(made) || made.type === "list") return call.wrong("y", "a distribution function", y);
  return Array.from(asDouble(made).values);
}

function oneSample(call: Call, x: readonly number[], y: Value): Value {
  const side = alternativeOf(call);
  const sorted = [...x].sort((a, b) => a - b);
  const n = sorted.length;
  if (n === 0) return call.fail("too-few", "ks.test() has no observations");
  const ties = sorted.some((v, i) => i > 0 && v === sorted[i - 1]);
  if (ties) {
    call.warn("ties", "ks.test(): there are ties, and a continuous distribution has none");
  }
  const f = distribution(call, y, sorted);
  const above = greatest(f.map((p, i) => (i + 1) / n - p));
  const below = greatest(f.map((p, i) => p - i / n));
  const statistic = side === "two.sided"
    ? Math.max(above, below)
    : side === "greater"
    ? above
    : below;
  const exact = exactOf(call, n < 100 && !ties) && !ties;
  const p = !exact
    ? limitTail(Math.sqrt(n) * statistic, side)
    : side === "two.sided"
    ? 1 - exactBelow(statistic, n)
    : exactOneSided(statistic, n);
  return hypothesisList({
    statistic: { [NAMES[side]]: statistic },
    p: Math.min(1, Math.max(0, p)),
    alternative: sideText(side, "x", "the null hypothesis"),
    method: `${exact ? "Exact" : "Asymptotic"} one-sample Kolmogorov-Smirnov test`,
    data: writtenAs(call, "x"),
  });
}

function kolmogorov(call: Call): Value {
  const first = call.value("x");
  if (first.type === "language") {
    const { samples, labels, data } = groupsOfFormula(call, first);
    if (samples.length !== 2) {
      return call.fail("wrong-argument", "ks.test() compares two groups");
    }
    return twoSamples(call, samples[0]!, samples[1]!, data, [labels[0]!, labels[1]!]);
  }
  const x = sampleOf(call, "x").filter((v) => v === v);
  const y = call.value("y");
  if (y.type === "character" || isFunction(y)) return oneSample(call, x, y);
  const data = `${writtenAs(call, "x")} and ${writtenAs(call, "y")}`;
  return twoSamples(call, x, sampleOf(call, "y").filter((v) => v === v), data, ["x", "y"]);
}

export const KOLMOGOROV_TESTS: readonly Builtin[] = [
  word(
    "ks.test",
    "x, y, ..., alternative, exact, simulate.p.value!FALSE, B!2000, data",
    kolmogorov,
  ),
];
