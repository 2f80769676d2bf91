/**
 * The same tests by every df method, side by side.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import { anova, type AnovaOptions, requireTest } from "./anova.ts";
import type { Ddf } from "../df/ddf.ts";
import type { Information } from "../df/denominator_df.ts";

/** A test of one term by one method. */
export interface SideBySideRow {
  /** As R deparses it. */
  term: string;
  /** The method. */
  ddf: Ddf;
  /** Kenward-Roger only: which information matrix. */
  information?: Information;
  /** Numerator df. */
  numDf: number;
  /** Denominator df; Infinity if asymptotic. */
  denDf: number | null;
  /** F. */
  statistic: number | null;
  /** Upper tail probability. */
  pValue: number | null;
}

/**
 * F tests of the terms by each df method (or some of them): where they agree the choice does not
 * matter, and where they do not a report should say which it took. Kenward-Roger is there with
 * expected and with observed information, and left out for a fit by ML.
 *
 * @example
 * ```ts
 * import { anovaByDdf, lmer, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({
 *   y: [11, 14, 20, 25, 16, 15],
 *   Trt: [..."ABABAB"],
 *   Block: [..."112233"],
 * });
 * const rows = anovaByDdf(lmer("y ~ Trt + (1 | Block)", data));
 * if (rows[0]!.ddf !== "kenward-roger" || Math.abs(rows[0]!.denDf! - 2) > 1e-6) throw new Error();
 * ```
 */
export function anovaByDdf(
  fit: Fit,
  options: Omit<AnovaOptions, "ddf" | "information" | "test"> & {
    methods?: readonly Ddf[] | undefined;
  } = {},
): SideBySideRow[] {
  const { methods, ...rest } = options;
  requireTest(fit, "F");
  const reml = fit.likelihood.method === "REML";
  const asked = methods ?? fit.ddf.methods;
  const plans = asked.flatMap((ddf): { ddf: Ddf; information?: Information }[] => {
    if ((ddf === "kenward-roger-linear" || ddf === "kenward-roger-2") && !methods) return [];
    if (!ddf.startsWith("kenward-roger")) return [{ ddf }];
    return reml || fit.ddf.exact
      ? [{ ddf, information: "expected" }, { ddf, information: "observed" }]
      : [];
  });
  const tables = plans.map((plan) => anova(fit, { ...rest, ...plan }).rows);
  return (tables[0] ?? []).flatMap((first, i) =>
    first.term === "Residuals" ? [] : plans.map((plan, k): SideBySideRow => {
      const row = tables[k]![i]!;
      const denDf = fit.ddf.exact
        ? (plan.ddf === "asymptotic" ? Infinity : fit.residualDf)
        : row.denDf ?? null;
      return {
        term: row.term,
        ...plan,
        numDf: row.numDf,
        denDf,
        statistic: row.statistic,
        pValue: row.pValue,
      };
    })
  );
}
