/**
 * Effect sizes of the terms of an analysis of variance: `eta_squared omega_squared epsilon_squared cohens_f`.
 *
 * Sources: Olejnik & Algina (2003, Psychol. Methods 8, 434–447) for η², ω² and ε², as shares of what is left of
 * the sum of squares (partial) or of the whole; limits by the noncentrality of F at which the estimate is a
 * quantile (Steiger 2004, Psychol. Methods 9, 164–182), of every estimate from the F that it stands for.
 *
 * @module
 */
import { textColumn } from "../../../data/table_from.ts";
import { Table } from "../../../data/table.ts";
import { fail } from "../../../diagnostic.ts";
import { anova } from "../../../inference/test/anova.ts";
import { noncentralF } from "../../../math/distribution/noncentral.ts";
import { formatNumber } from "../../../render/number/number_format.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { numberColumn } from "../../values/frame.ts";
import { frame, type Value } from "../../values/value.ts";

const verb = verbOf("effectsize");

type Kind = "Eta2" | "Omega2" | "Epsilon2" | "Cohens_f";

/** A term with what is left of the analysis. */
interface Term {
  readonly name: string;
  readonly sumSq: number;
  readonly df: number;
}

interface Error {
  readonly sumSq: number;
  readonly df: number;
  readonly total: number;
  readonly n: number;
}

/** The share of a term, never below 0. */
function shareOf(kind: Kind, partial: boolean, { sumSq, df }: Term, error: Error): number {
  const meanSquare = error.sumSq / error.df;
  const whole = partial ? sumSq + error.sumSq : error.total;
  const beyond = sumSq - df * meanSquare;
  switch (kind) {
    case "Omega2":
      return Math.max(
        0,
        partial
          ? beyond / (sumSq + (error.n - df) * meanSquare)
          : beyond / (error.total + meanSquare),
      );
    case "Epsilon2":
      return Math.max(0, beyond / whole);
    default:
      return sumSq / whole;
  }
}

/** The noncentrality at which P(F > f) is p; 0 where it is larger without any. */
function noncentrality(f: number, df1: number, df2: number, p: number): number {
  const upper = (ncp: number): number => noncentralF(f, df1, df2, ncp, true);
  if (!(upper(0) < p)) return 0;
  let [low, high] = [0, 1];
  while (upper(high) < p) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    if (upper(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const SIDES = ["greater", "less", "two.sided"] as const;

interface Limits {
  low: number;
  high: number;
}

function limitsOf(
  share: number,
  { df }: Term,
  error: Error,
  level: number,
  side: typeof SIDES[number],
): Limits {
  const f = share / df / ((1 - share) / error.df);
  const tail = side === "two.sided" ? (1 - level) / 2 : 1 - level;
  const at = (p: number): number => {
    const ncp = f > 0 ? noncentrality(f, df, error.df, p) : 0;
    return ncp / (ncp + error.df);
  };
  return {
    low: side === "less" ? 0 : at(tail),
    high: side === "greater" ? 1 : at(1 - tail),
  };
}

const HEADS: Readonly<Record<Kind, string>> = {
  Eta2: "Eta2",
  Omega2: "Omega2",
  Epsilon2: "Epsilon2",
  Cohens_f: "Cohen's f",
};

const fixed = (x: number): string => x === Infinity ? "Inf" : x.toFixed(2);

/** A table with bars between its columns, the first to the left. */
function barred(columns: readonly (readonly string[])[]): string[] {
  const widths = columns.map((c) => c.reduce((w, t) => Math.max(w, t.length), 0));
  const lines = columns[0]!.map((_, i) =>
    columns.map((c, j) => j === 0 ? c[i]!.padEnd(widths[j]!) : c[i]!.padStart(widths[j]!))
      .join(" | ")
  );
  return [lines[0]!, "-".repeat(lines[0]!.length), ...lines.slice(1)];
}

function sizes(call: Call, kind: Kind): Value {
  const { fit } = call.fit("model");
  const linear = fit.leastSquares;
  if (!linear || fit.strata) {
    fail(
      "wrong-argument",
      `${call.verb.name}() takes an analysis by aov() or lm(), in one stratum`,
      {
        span: call.spanOf("model"),
        hint: "r2(m) says how much a mixed model explains",
      },
    );
  }
  const rows = call.at("model", () => anova(linear, { type: 1, layout: "stats" })).rows;
  const terms = rows.filter((r) => r.term !== "Residuals").map((r): Term => ({
    name: r.term,
    sumSq: r.sumSq!,
    df: r.numDf,
  }));
  const error: Error = {
    sumSq: linear.residualSumSq,
    df: linear.residualDf,
    total: linear.residualSumSq + terms.reduce((sum, t) => sum + t.sumSq, 0),
    n: linear.n,
  };
  const asked = call.flag("partial", true);
  const several = terms.length > 1;
  if (asked && !several) {
    call.note(
      "one-way",
      `${call.verb.name}(): of an only term the partial size is the whole one`,
    );
  }
  const partial = asked && several;
  const given = call.optional("ci");
  const level = given?.kind === "null" ? null : call.number("ci", 0.95);
  if (level !== null && !(level > 0 && level < 1)) {
    return call.wrong("ci", "a level between 0 and 1, or NULL", given!);
  }
  const side = call.choice("alternative", SIDES, "greater");
  // Cohen's f is a function of η²
  const scale = (share: number): number =>
    kind === "Cohens_f" ? share >= 1 ? Infinity : Math.sqrt(share / (1 - share)) : share;
  const shares = terms.map((t) => shareOf(kind, partial, t, error));
  const limits = level === null
    ? []
    : shares.map((s, i) => limitsOf(s, terms[i]!, error, level, side));
  const estimates = shares.map(scale);
  const name = partial ? `${kind}_partial` : kind;
  const intervals = limits.map((l): Limits => ({ low: scale(l.low), high: scale(l.high) }));
  const columns = [
    ["Parameter", ...terms.map((t) => t.name)],
    [`${HEADS[kind]}${partial ? " (partial)" : ""}`, ...estimates.map(fixed)],
    ...(level === null ? [] : [[
      `${formatNumber(100 * level)}% CI`,
      ...intervals.map((l) => `[${fixed(l.low)}, ${fixed(l.high)}]`),
    ]]),
  ];
  const bound = side === "greater"
    ? `upper bound fixed at [${fixed(scale(1))}]`
    : `lower bound fixed at [${fixed(0)}]`;
  const lines = [
    `# Effect Size for ANOVA${several ? " (Type I)" : ""}`,
    "",
    ...barred(columns),
    ...(level === null || side === "two.sided" ? [] : ["", `- One-sided CIs: ${bound}.`]),
  ];
  const makeFrame = () =>
    frame(
      new Table([
        textColumn("Parameter", terms.map((t) => t.name)),
        numberColumn(name, estimates),
        ...(level === null ? [] : [
          numberColumn("CI", terms.map(() => level)),
          numberColumn("CI_low", intervals.map((l) => l.low)),
          numberColumn("CI_high", intervals.map((l) => l.high)),
        ]),
      ]),
    );
  return {
    kind: "display",
    shown: { kind: "text", text: lines.join("\n") },
    what: "effect sizes",
    frame: makeFrame,
    parts: {},
  };
}

const ARGUMENTS = "model, partial?, generalized!FALSE, ci?, alternative?, verbose~";

/** Effect sizes of analyses of variance. */
export const ANOVA_SIZES: readonly Verb[] = [
  verb(
    "eta_squared",
    ARGUMENTS,
    "how much of the sum of squares each term has",
    (call) => sizes(call, "Eta2"),
  ),
  verb(
    "omega_squared",
    "model, partial?, ci?, alternative?, verbose~",
    "the same without what chance alone gives a term",
    (call) => sizes(call, "Omega2"),
  ),
  verb(
    "epsilon_squared",
    "model, partial?, ci?, alternative?, verbose~",
    "the same, by the adjusted share",
    (call) => sizes(call, "Epsilon2"),
  ),
  verb(
    "cohens_f",
    "model, partial?, ci?, alternative?, verbose~",
    "Cohen's f of each term",
    (call) => sizes(call, "Cohens_f"),
  ),
];
