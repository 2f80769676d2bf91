/**
 * Adjustment of p-values and of intervals for multiplicity, by emmeans's conventions: each family is
 * the contrasts of one `by` group.
 *
 * Sources: Tukey (1953) with Kramer (1956, Biometrics 12, 307–310) for unequal variances; Scheffé
 * (1953, Biometrika 40, 87–104); Šidák (1967, J. Am. Stat. Assoc. 62, 626–633); Dunnett (1955, J.
 * Am. Stat. Assoc. 50, 1096–1121); the step-wise methods are in `stepwise.ts`.
 *
 * @module
 */
import { DiagnosticError, fail } from "../../diagnostic.ts";
import { pf, pt, ptukey, qf, qt, qtukey } from "../../math/distribution/tails.ts";
import { TailInterpolant } from "../../math/multivariate/tail_interpolant.ts";
import { multivariateT } from "../../math/multivariate/multivariate_t.ts";
import { decreasingRoot } from "../../math/root.ts";
import type { Adjust } from "./view.ts";
import { sharedDf } from "./shared_df.ts";
import { stepwise } from "./stepwise.ts";

/** Which alternative a test is against. */
export type TestSide = "two" | "left" | "right";

/** What is known of a family apart from its statistics. */
export interface Family {
  /** Means compared (`tukey`). */
  familySize: number;
  /** Contrasts in the family, not estimable ones among them. */
  count: number;
  side: TestSide;
  /** Rank of the contrasts' linear functions (`scheffe`). */
  rank?: number;
  /** Correlation of the estimable contrasts, row by row (`mvt`). */
  correlation?: Float64Array;
}

/** A family with its statistics; a statistic's degrees of freedom may be infinite. */
export interface TestedFamily extends Family {
  statistics: ArrayLike<number>;
  df: ArrayLike<number>;
}

/** A p-value before adjustment. */
export function rawPValue(statistic: number, df: number, side: TestSide): number {
  if (side === "two") return 2 * pt(Math.abs(statistic), df, { upper: true });
  return pt(statistic, df, { upper: side === "right" });
}

/**
 * Adjusted p-values, one for each statistic.
 *
 * - `tukey`: P(Q > √2 |t|) for the range of `familySize` means.
 * - `scheffe`: P(F > t²/rank) on (rank, df), never below the unadjusted p-value.
 * - `sidak`: 1 − (1 − p)^count. `bonferroni`, `holm`, `hochberg`, `hommel`, `BH` (`fdr`), `BY` of
 *   `count` tests, as R's `p.adjust`.
 * - `dunnettx`: emmeans's mixture of Tukey's and Šidák's for `count` contrasts with a control.
 * - `mvt`: exactly from the multivariate t with the family's correlation and each row's own df.
 *
 * @throws DiagnosticError `one-sided-adjustment` for tukey, scheffe and dunnettx with a one-sided
 * alternative, `no-correlation` and `no-rank` where mvt and scheffe lack theirs.
 */
export function adjustPValues(method: Adjust, family: TestedFamily): Float64Array {
  const { statistics, df, count, side } = family;
  refuseOneSided(method, side);
  const unadjusted = (): Float64Array => {
    const tail = sharedTail(df, (t, own) => rawPValue(t, own, side));
    return Float64Array.from(statistics, (t, i) => tail(t, df[i]!));
  };
  switch (method) {
    case "none":
      return unadjusted();
    case "sidak":
      return unadjusted().map((p) => anyOfCount(p, count));
    case "tukey": {
      const tail = sharedTail(df, (w, own) => ptukey(w, family.familySize, own, { upper: true }));
      return Float64Array.from(statistics, (t, i) => tail(Math.SQRT2 * Math.abs(t), df[i]!));
    }
    case "scheffe": {
      const rank = requireRank(family);
      return unadjusted().map((p, i) =>
        Math.max(p, pf(statistics[i]! ** 2 / rank, rank, df[i]!, { upper: true }))
      );
    }
    case "dunnettx":
      return Float64Array.from(statistics, (t, i) => dunnettTail(Math.abs(t), count, df[i]!));
    case "mvt":
      return adjustByMultivariateT(family);
    default:
      return stepwise(method, unadjusted(), count);
  }
}

/** So many statistics of the same df are read off an interpolant, which takes some hundred tails. */
const SHARED = 1000;
/** Df from which a tail's logarithm is smooth enough between its nodes. */
const SMOOTH = 5;

/** A tail by statistic and df, interpolated where many statistics have the same df. */
function sharedTail(
  df: ArrayLike<number>,
  tail: (w: number, df: number) => number,
): (w: number, df: number) => number {
  if (df.length < SHARED) return tail;
  const counts = new Map<number, number>();
  for (let i = 0; i < df.length; i++) {
    const own = sharedDf(df[i]!);
    counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  const smooth = new Map<number, TailInterpolant>();
  for (const [own, count] of counts) {
    if (count >= SHARED && own >= SMOOTH) {
      smooth.set(own, new TailInterpolant((w) => tail(w, own)));
    }
  }
  return (w, own) => smooth.get(sharedDf(own))?.at(w) ?? tail(w, own);
}

/**
 * p-values adjusted by what needs nothing but them.
 *
 * @throws DiagnosticError `unknown-adjust` for an adjustment that needs their statistics
 */
export function adjustTogether(method: Adjust, p: Float64Array): Float64Array {
  switch (method) {
    case "none":
      return p;
    case "sidak":
      return p.map((x) => anyOfCount(x, p.length));
    case "tukey":
    case "scheffe":
    case "dunnettx":
    case "mvt":
      return fail("unknown-adjust", `${method} adjusts contrasts, and not p-values alone`, {
        hint: "Choose one of bonferroni, sidak, holm, hochberg, hommel, BH, BY",
      });
    default:
      return stepwise(method, p, p.length);
  }
}

function adjustByMultivariateT(family: TestedFamily): Float64Array {
  const { statistics, df, side } = family;
  const law = multivariateT(requireCorrelation(family), side === "two");
  return Float64Array.from(statistics, (t, i) => {
    const size = side === "two" ? Math.abs(t) : side === "right" ? t : -t;
    return law.upper(size, df[i]!);
  });
}

/**
 * The multiplier of the standard error for intervals of joint confidence `level`; one-sided families
 * have one-sided limits. Step-wise methods have no intervals of their own: they get Bonferroni's.
 */
export function criticalValue(
  method: Adjust,
  level: number,
  df: number,
  family: Family,
): number {
  const { count, side } = family;
  refuseOneSided(method, side);
  const tails = side === "two" ? 2 : 1;
  const alpha = 1 - level;
  switch (method) {
    case "none":
      return qt(alpha / tails, df, { upper: true });
    case "sidak":
      return qt(-Math.expm1(Math.log1p(-alpha) / count) / tails, df, { upper: true });
    case "tukey":
      return qtukey(alpha, family.familySize, df, { upper: true }) / Math.SQRT2;
    case "scheffe": {
      const rank = requireRank(family);
      return Math.sqrt(rank * qf(alpha, rank, df, { upper: true }));
    }
    case "dunnettx":
      return multiplier((t) => dunnettTail(t, count, df), alpha);
    case "mvt": {
      const law = multivariateT(requireCorrelation(family), side === "two");
      return multiplier((t) => law.upper(t, df), alpha);
    }
    default:
      return qt(alpha / count / tails, df, { upper: true });
  }
}

/** Where a tail falls to alpha; infinite where that is beyond numbers, as with next to no df. */
function multiplier(tail: (t: number) => number, alpha: number): number {
  try {
    return decreasingRoot(tail, alpha, 2.5);
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostics[0]?.code === "no-root") {
      return Infinity;
    }
    throw error;
  }
}

/** The adjustment that intervals get when tests get `method`. */
export function intervalAdjust(method: Adjust): Adjust {
  switch (method) {
    case "holm":
    case "hochberg":
    case "hommel":
    case "BH":
    case "fdr":
    case "BY":
      return "bonferroni";
    default:
      return method;
  }
}

/** 1 − (1 − p)^count. */
function anyOfCount(p: number, count: number): number {
  return p >= 1 ? 1 : -Math.expm1(count * Math.log1p(-p));
}

/**
 * emmeans's approximation to Dunnett's two-sided tail for k contrasts: (k−1)/k parts of Tukey's for
 * (1 + √(1+8k))/2 means and 1/k part of Šidák's.
 */
function dunnettTail(t: number, count: number, df: number): number {
  const means = (1 + Math.sqrt(1 + 8 * count)) / 2;
  const tukey = ptukey(Math.SQRT2 * t, means, df, { upper: true });
  const sidak = anyOfCount(2 * pt(t, df, { upper: true }), count);
  const share = (count - 1) / count;
  return share * tukey + (1 - share) * sidak;
}

function refuseOneSided(method: Adjust, side: TestSide): void {
  if (side !== "two" && (method === "tukey" || method === "scheffe" || method === "dunnettx")) {
    fail("one-sided-adjustment", `adjust = "${method}" has no one-sided form`, {
      hint: 'Use "sidak" or "mvt"',
    });
  }
}

function requireRank(family: Family): number {
  return family.rank ??
    fail("no-rank", "Scheffé's adjustment needs the rank of the family's contrasts");
}

function requireCorrelation(family: Family): Float64Array {
  return family.correlation ??
    fail("no-correlation", 'adjust = "mvt" needs the correlation of the contrasts');
}
