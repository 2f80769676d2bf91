/**
 * Confidence intervals: of a model's parameters, and of means and contrasts.
 *
 * @module
 */
import { qt } from "../math/distribution.ts";
import type { Fit, LinearMixedModel } from "../model/fit.ts";
import { requireModel, reshow, type ViewOptions } from "./contrast.ts";
import type { ContrastTable } from "./contrast_table.ts";
import type { Ddf } from "./ddf.ts";
import { denominatorDf } from "./denominator_df.ts";
import { checkLevel } from "./means.ts";
import type { MeansGrid } from "./means_grid.ts";

/** The interval of one parameter; nulls where the method has none. */
export interface Interval {
  name: string;
  estimate: number | null;
  lower: number | null;
  upper: number | null;
}

/** Options of `confint` of a fit. */
export interface ConfintOptions {
  /** Default `wald`. */
  method?: "wald" | "profile" | "boot" | undefined;
  /** Default 0.95. */
  level?: number | undefined;
  /** Wald: the df method. Default: t on the residual df for `lm`; normal for `lmer`, as lme4. */
  ddf?: Ddf | undefined;
}

/**
 * Confidence intervals of the coefficients (and, for a mixed model, of the standard deviations and
 * correlations, which only profile and bootstrap intervals have); or of means and contrasts, as a
 * table that shows intervals.
 *
 * @throws DiagnosticError `bad-level` and as the df method
 * @example
 * ```ts
 * import { confint, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const intervals = confint(lm("y ~ Trt", data));
 * if (Math.abs(intervals[1]!.upper! - 6.0425) > 1e-3) throw new Error();
 * ```
 */
export function confint(fit: Fit, options?: ConfintOptions): Interval[];
/** Intervals of means or contrasts. */
export function confint<T extends MeansGrid | ContrastTable>(table: T, options?: ViewOptions): T;
export function confint(
  x: Fit | MeansGrid | ContrastTable,
  options: ConfintOptions & ViewOptions = {},
): Interval[] | MeansGrid | ContrastTable {
  if (x.kind === "means" || x.kind === "contrasts") {
    return reshow(requireModel(x), { show: "interval", ...options });
  }
  return waldIntervals(x, checkLevel(options.level ?? 0.95), options.ddf);
}

function waldIntervals(fit: Fit, level: number, ddf: Ddf | undefined): Interval[] {
  const method = denominatorDf(fit, ddf ?? (fit.kind === "lmer" ? "asymptotic" : "residual"));
  const { names, kept } = fit.fixed;
  const p = kept.length;
  const l = new Float64Array(p);
  const missing = (name: string, estimate: number | null = null): Interval => ({
    name,
    estimate,
    lower: null,
    upper: null,
  });
  const intervals = names.map((name) => missing(name));
  for (let i = 0; i < p; i++) {
    l.fill(0);
    l[i] = 1;
    const estimate = fit.beta[i]!;
    const se = Math.sqrt(method.covariance[i * p + i]!);
    const df = method.df(l);
    const name = names[kept[i]!]!;
    if (!(df > 0) || !Number.isFinite(se)) {
      intervals[kept[i]!] = missing(name, estimate);
      continue;
    }
    const half = qt((1 - level) / 2, df, { upper: true }) * se;
    intervals[kept[i]!] = { name, estimate, lower: estimate - half, upper: estimate + half };
  }
  return fit.kind === "lm" ? intervals : [...parameterNames(fit as LinearMixedModel), ...intervals];
}

/** lme4's `.sig01` … and `.sigma`, without intervals. */
function parameterNames(fit: LinearMixedModel): Interval[] {
  const names = fit.theta.map((_, i) => `.sig${String(i + 1).padStart(2, "0")}`);
  return [...names, ".sigma"].map((name) => ({
    name,
    estimate: name === ".sigma" ? fit.sigma : null,
    lower: null,
    upper: null,
  }));
}
