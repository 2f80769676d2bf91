/**
 * Standardized differences of means: `cohens_d` and `hedges_g`.
 *
 * Sources: Cohen (1988); Hedges (1981, J. Educ. Stat. 6, 107–128) for the factor without bias; limits by the
 * noncentrality of t (Steiger 2004, Psychol. Methods 9, 164–182).
 *
 * @module
 */
import { asFactor } from "../../../data/factor.ts";
import { fail } from "../../../diagnostic.ts";
import { noncentralT } from "../../../math/distribution/noncentral_t.ts";
import { logGamma } from "../../../math/distribution/special.ts";
import { formatNumber } from "../../../render/number/number_format.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { Table } from "../../../data/table.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { numberColumn } from "../../values/frame.ts";
import { frame, isVector, type Value } from "../../values/value.ts";
import { numbersOf } from "../../values/vector.ts";

const verb = verbOf("effectsize");

const known = (values: ArrayLike<number>): number[] =>
  Array.from(values).filter((v) => !Number.isNaN(v));
const meanOf = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;
const squaresOf = (x: readonly number[]): number => {
  const mean = meanOf(x);
  return x.reduce((sum, v) => sum + (v - mean) ** 2, 0);
};

/** The samples of a call: one, or two. */
function samplesOf(call: Call): [number[], number[] | null] {
  const x = call.value("x");
  if (x.kind === "formula") {
    const [left, right] = x.expr.args.map((a) => a.value!);
    const data = call.table("data");
    if (!right) return call.wrong("x", "a formula of a response by two groups", x);
    const y = call.at("x", () => data.require(deparse(left!)));
    if (y.kind !== "numeric") return call.wrong("x", "a response of numbers", x);
    if (right.kind === "number") return [known(y.values), null];
    const groups = asFactor(call.at("x", () => data.require(deparse(right))));
    const used = groups.levels.filter((_, k) => groups.codes.includes(k));
    if (used.length !== 2) {
      fail(
        "wrong-argument",
        `${deparse(right)} has ${used.length} groups, and a difference is of two`,
        {
          span: call.spanOf("x"),
          hint: "eta_squared(aov(y ~ g)) is for more",
        },
      );
    }
    const of = (level: string): number[] =>
      known(y.values.filter((_, i) => groups.levels[groups.codes[i]!] === level));
    return [of(used[0]!), of(used[1]!)];
  }
  const first = isVector(x) ? numbersOf(x) : null;
  if (!first) return call.wrong("x", "numbers, or a formula", x);
  if (!call.has("y") || call.value("y").kind === "null") return [known(first), null];
  const second = numbersOf(call.value("y"));
  if (!second) return call.wrong("y", "numbers", call.value("y"));
  if (!call.flag("paired", false)) return [known(first), known(second)];
  if (first.length !== second.length) {
    fail("wrong-argument", "Pairs are of two samples of one length", { span: call.spanOf("y") });
  }
  return [known(first.map((v, i) => v - second[i]!)), null];
}

/** The noncentrality at which P(T > t) is p. */
function noncentrality(t: number, df: number, p: number): number {
  let [low, high] = [t - 2, t + 2];
  while (noncentralT(t, df, low, true) > p) low -= high - low;
  while (noncentralT(t, df, high, true) < p) high += high - low;
  for (let i = 0; i < 200 && high - low > 1e-13 * Math.max(1, Math.abs(high)); i++) {
    const middle = (low + high) / 2;
    if (noncentralT(t, df, middle, true) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const SIDES = ["two.sided", "greater", "less"] as const;

const fixed = (x: number): string => Number.isFinite(x) ? x.toFixed(2) : x > 0 ? "Inf" : "-Inf";

function difference(call: Call, unbiased: boolean): Value {
  if (call.flag("pooled_sd", true) === false) {
    fail("wrong-argument", "The deviation is that of both samples, pooled", {
      span: call.spanOf("pooled_sd"),
      hint: "Leave pooled_sd out",
    });
  }
  const [x, y] = samplesOf(call);
  const mu = call.number("mu", 0);
  const n = x.length + (y?.length ?? 0);
  const df = y ? n - 2 : n - 1;
  if (x.length < 2 || (y && y.length < 2)) {
    fail("too-few", "A sample has two values or more", { span: call.spanOf("x") });
  }
  const deviation = Math.sqrt((squaresOf(x) + (y ? squaresOf(y) : 0)) / df);
  const share = Math.sqrt(y ? 1 / x.length + 1 / y.length : 1 / x.length);
  const plain = (meanOf(x) - (y ? meanOf(y) : 0) - mu) / deviation;
  const factor = unbiased
    ? Math.exp(logGamma(df / 2) - Math.log(Math.sqrt(df / 2)) - logGamma((df - 1) / 2))
    : 1;
  const given = call.optional("ci");
  const level = given?.kind === "null" ? null : call.number("ci", 0.95);
  if (level !== null && !(level > 0 && level < 1)) {
    return call.wrong("ci", "a level between 0 and 1, or NULL", given!);
  }
  const side = call.choice("alternative", SIDES, "two.sided");
  const at = (p: number): number => factor * share * noncentrality(plain / share, df, p);
  const tail = (1 - (level ?? 0.95)) / (side === "two.sided" ? 2 : 1);
  const low = side === "less" ? -Infinity : level === null ? NaN : at(tail);
  const high = side === "greater" ? Infinity : level === null ? NaN : at(1 - tail);
  const estimate = factor * plain;
  const head = unbiased ? "Hedges' g" : "Cohen's d";
  const interval = `[${fixed(low)}, ${fixed(high)}]`;
  const width = Math.max(head.length, fixed(estimate).length);
  const name = level === null ? "" : `${formatNumber(100 * level)}% CI`;
  const wide = Math.max(name.length, interval.length);
  const rows = level === null
    ? [head.padEnd(width), "-".repeat(width), fixed(estimate).padEnd(width)]
    : [
      `${head.padEnd(width)} | ${name.padStart(wide)}`,
      "-".repeat(width + 3 + wide),
      `${fixed(estimate).padEnd(width)} | ${interval.padStart(wide)}`,
    ];
  const notes = [
    ...(mu === 0 ? [] : [`- Deviation from a difference of ${formatNumber(mu)}.`]),
    ...(y ? ["- Estimated using pooled SD."] : []),
    ...(level === null || side === "two.sided" ? [] : [
      side === "greater"
        ? "- One-sided CIs: upper bound fixed at [Inf]."
        : "- One-sided CIs: lower bound fixed at [-Inf].",
    ]),
  ];
  const column = unbiased ? "Hedges_g" : "Cohens_d";
  return {
    kind: "display",
    shown: {
      kind: "text",
      text: [...rows, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n"),
    },
    what: "a standardized difference",
    frame: () =>
      frame(
        new Table([
          numberColumn(column, [estimate]),
          ...(level === null ? [] : [
            numberColumn("CI", [level]),
            numberColumn("CI_low", [low]),
            numberColumn("CI_high", [high]),
          ]),
        ]),
      ),
    parts: {},
  };
}

const ARGUMENTS = "x, y?, data?, pooled_sd?, mu?, paired?, ci?, alternative?, verbose~";

/** Standardized differences. */
export const DIFFERENCES: readonly Verb[] = [
  verb(
    "cohens_d",
    ARGUMENTS,
    "a difference of means in standard deviations",
    (call) => difference(call, false),
  ),
  verb(
    "hedges_g",
    ARGUMENTS,
    "the same without its bias in small samples",
    (call) => difference(call, true),
  ),
];
