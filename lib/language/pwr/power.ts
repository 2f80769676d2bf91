/**
 * Power by effect sizes, as pwr has it: `pwr.t.test pwr.anova.test pwr.f2.test` and their kin.
 *
 * Source: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed. What is
 * asked is found to the last digit, where R's search ends at 1e-4.
 *
 * @module
 */
import { pchisq, qchisq } from "../../math/distribution/chi_squared.ts";
import { pf, pt, qf, qt } from "../../math/distribution/f_distribution.ts";
import { pnorm, qnorm } from "../../math/distribution/normal.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { factsOf, outcome, solved } from "../stats/tests/power.ts";
import { text, type Value } from "../values/value.ts";

type Side = "two.sided" | "less" | "greater";
type Given = Record<string, number>;
type Ranges = Parameters<typeof solved>[3];

const LEVEL: Ranges[string] = [1e-10, 0.5, 1 - 1e-10];
const SIZES: Ranges[string] = [2 + 1e-10, 8, null];

function sideOf(call: Call): Side {
  return call.choice("alternative", ["two.sided", "less", "greater"]) as Side;
}

/** Where an effect is looked for: on its side of zero. */
function effects(side: Side, least: number, most: number): Ranges[string] {
  return side === "two.sided" ? [1e-10, 0.5, most] : [least, 0.5, most];
}

/** Power of a standard normal statistic whose mean is `shift`. */
function normalPower(shift: number, level: number, side: Side): number {
  if (side === "two.sided") {
    const z = qnorm(level / 2, { upper: true });
    return pnorm(z - Math.abs(shift), { upper: true }) + pnorm(-z - Math.abs(shift));
  }
  const z = qnorm(level, { upper: true });
  return side === "greater" ? pnorm(z - shift, { upper: true }) : pnorm(-z - shift);
}

/** Power of a t statistic with `df` degrees of freedom and noncentrality `shift`. */
function tPower(shift: number, df: number, level: number, side: Side): number {
  if (side === "two.sided") {
    const [q, ncp] = [qt(level / 2, df, { upper: true }), Math.abs(shift)];
    return pt(q, df, { ncp, upper: true }) + pt(-q, df, { ncp });
  }
  const q = qt(level, df, { upper: true });
  return side === "greater" ? pt(q, df, { ncp: shift, upper: true }) : pt(-q, df, { ncp: shift });
}

/** A calculation whose statistic has a direction. */
function directed(
  call: Call,
  names: readonly string[],
  power: (f: Given, level: number, side: Side) => number,
  ranges: Ranges,
  method: string,
  note: string | null = null,
): Value {
  const side = sideOf(call);
  const facts = factsOf(
    call,
    Object.fromEntries([
      ...names.map((name) => [name, null] as const),
      ["sig.level", 0.05] as const,
      ["power", null] as const,
    ]),
  );
  const found = solved(call, facts, (f) => power(f, f["sig.level"]!, side), {
    ...ranges,
    "sig.level": LEVEL,
  });
  return outcome(found, [...names, "sig.level", "power"], [
    ["alternative", text(side)],
    ...note === null ? [] : [["note", text(note)] as const],
    ["method", text(method)],
  ]);
}

/** A calculation whose statistic has none. */
function undirected(
  call: Call,
  names: readonly string[],
  power: (f: Given, level: number) => number,
  ranges: Ranges,
  method: string,
  note: string | null = null,
): Value {
  const facts = factsOf(
    call,
    Object.fromEntries([
      ...names.map((name) => [name, null] as const),
      ["sig.level", 0.05] as const,
      ["power", null] as const,
    ]),
  );
  const found = solved(call, facts, (f) => power(f, f["sig.level"]!), {
    ...ranges,
    "sig.level": LEVEL,
  });
  return outcome(found, [...names, "sig.level", "power"], [
    ...note === null ? [] : [["note", text(note)] as const],
    ["method", text(method)],
  ]);
}

const ARCSINE = "proportion power calculation for binomial distribution (arcsine transformation)";

function ofT(call: Call): Value {
  const type = call.choice("type", ["two.sample", "one.sample", "paired"]);
  const samples = type === "two.sample" ? 2 : 1;
  return directed(
    call,
    ["n", "d"],
    (f, level, side) =>
      tPower(
        Math.sqrt(f["n"]! / samples) * f["d"]!,
        (f["n"]! - 1) * samples,
        level,
        side,
      ),
    { n: SIZES, d: effects(sideOf(call), -10, 10) },
    `${
      { "two.sample": "Two-sample", "one.sample": "One-sample", paired: "Paired" }[type]
    } t test power calculation`,
    type === "two.sample"
      ? "n is number in *each* group"
      : type === "paired"
      ? "n is number of *pairs*"
      : null,
  );
}

function ofTwoT(call: Call): Value {
  return directed(
    call,
    ["n1", "n2", "d"],
    (f, level, side) =>
      tPower(
        f["d"]! / Math.sqrt(1 / f["n1"]! + 1 / f["n2"]!),
        f["n1"]! + f["n2"]! - 2,
        level,
        side,
      ),
    { n1: SIZES, n2: SIZES, d: effects(sideOf(call), -10, 10) },
    "t test power calculation",
  );
}

function ofMean(call: Call): Value {
  return directed(
    call,
    ["d", "n"],
    (f, level, side) => normalPower(f["d"]! * Math.sqrt(f["n"]!), level, side),
    { d: effects(sideOf(call), -10, 10), n: SIZES },
    "Mean power calculation for normal distribution with known variance",
  );
}

function ofProportion(call: Call): Value {
  return directed(
    call,
    ["h", "n"],
    (f, level, side) => normalPower(f["h"]! * Math.sqrt(f["n"]!), level, side),
    { h: effects(sideOf(call), -10, 10), n: SIZES },
    ARCSINE,
  );
}

function ofTwoProportions(call: Call): Value {
  return directed(
    call,
    ["h", "n"],
    (f, level, side) => normalPower(f["h"]! * Math.sqrt(f["n"]! / 2), level, side),
    { h: effects(sideOf(call), -10, 10), n: SIZES },
    `Difference of ${ARCSINE}`,
    "same sample sizes",
  );
}

function ofUnequalProportions(call: Call): Value {
  return directed(
    call,
    ["h", "n1", "n2"],
    (f, level, side) =>
      normalPower(
        f["h"]! * Math.sqrt(f["n1"]! * f["n2"]! / (f["n1"]! + f["n2"]!)),
        level,
        side,
      ),
    { h: effects(sideOf(call), -10, 10), n1: SIZES, n2: SIZES },
    `difference of ${ARCSINE}`,
    "different sample sizes",
  );
}

/** By Fisher's z with its small bias, against the bound that the t test of a correlation has. */
function ofCorrelation(call: Call): Value {
  return directed(
    call,
    ["n", "r"],
    (f, level, side) => {
      const n = f["n"]!;
      const r = side === "two.sided" ? Math.abs(f["r"]!) : side === "less" ? -f["r"]! : f["r"]!;
      const t = qt(side === "two.sided" ? level / 2 : level, n - 2, { upper: true });
      const bound = Math.atanh(Math.sqrt(t * t / (t * t + n - 2)));
      const z = Math.atanh(r) + r / (2 * (n - 1));
      const above = pnorm((z - bound) * Math.sqrt(n - 3));
      return side === "two.sided" ? above + pnorm((-z - bound) * Math.sqrt(n - 3)) : above;
    },
    { n: [4 + 1e-10, 10, null], r: effects(sideOf(call), -1 + 1e-10, 1 - 1e-10) },
    "approximate correlation power calculation (arctangh transformation)",
  );
}

function ofAnova(call: Call): Value {
  return undirected(
    call,
    ["k", "n", "f"],
    (f, level) => {
      const [k, n] = [f["k"]!, f["n"]!];
      const [df1, df2] = [k - 1, (n - 1) * k];
      const q = qf(level, df1, df2, { upper: true });
      return pf(q, df1, df2, { ncp: k * n * f["f"]! ** 2, upper: true });
    },
    { k: [2 + 1e-10, 4, 100], n: SIZES, f: [1e-7, 0.5, 1e7] },
    "Balanced one-way analysis of variance power calculation",
    "n is number in each group",
  );
}

function ofRegression(call: Call): Value {
  return undirected(
    call,
    ["u", "v", "f2"],
    (f, level) => {
      const [u, v] = [f["u"]!, f["v"]!];
      const q = qf(level, u, v, { upper: true });
      return pf(q, u, v, { ncp: f["f2"]! * (u + v + 1), upper: true });
    },
    { u: [1 + 1e-10, 2, 100], v: [1 + 1e-10, 4, null], f2: [1e-7, 0.5, 1e7] },
    "Multiple regression power calculation",
  );
}

function ofCounts(call: Call): Value {
  return undirected(
    call,
    ["w", "N", "df"],
    (f, level) => {
      const q = qchisq(level, f["df"]!, { upper: true });
      return pchisq(q, f["df"]!, { ncp: f["N"]! * f["w"]! ** 2, upper: true });
    },
    { w: [1e-10, 0.5, 1e9], N: [1 + 1e-10, 10, null], df: [1, 2, null] },
    "Chi squared power calculation",
    "N is the number of observations",
  );
}

const DIRECTED = "sig.level, power, alternative";

export const POWERS: readonly Builtin[] = [
  word("pwr.t.test", "n, d, sig.level, power, type, alternative", ofT),
  word("pwr.t2n.test", `n1, n2, d, ${DIRECTED}`, ofTwoT),
  word("pwr.norm.test", `d, n, ${DIRECTED}`, ofMean),
  word("pwr.p.test", `h, n, ${DIRECTED}`, ofProportion),
  word("pwr.2p.test", `h, n, ${DIRECTED}`, ofTwoProportions),
  word("pwr.2p2n.test", `h, n1, n2, ${DIRECTED}`, ofUnequalProportions),
  word("pwr.r.test", `n, r, ${DIRECTED}`, ofCorrelation),
  word("pwr.anova.test", "k, n, f, sig.level, power", ofAnova),
  word("pwr.f2.test", "u, v, f2, sig.level, power", ofRegression),
  word("pwr.chisq.test", "w, N, df, sig.level, power", ofCounts),
];
