/**
 * Confidence intervals: of a model's parameters, and of means and contrasts.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { checkLevel } from "../../math/distribution/argument.ts";
import { qchisq, qt } from "../../math/distribution/tails.ts";
import type {
  Coefficient,
  Fit,
  GeneralizedLinearModel,
  GeneralizedMixedModel,
  LinearMixedModel,
  MarginalLimits,
  RandomSpread,
} from "../../model/fit.ts";
import { parametricBootstrap } from "../../model/mixed/refits/bootstrap.ts";
import { profileIntervals } from "../../model/mixed/profile.ts";
import { spreadScale } from "../../model/spread_scale.ts";
import { reshow, type ViewOptions } from "../contrast/contrast.ts";
import type { ContrastTable } from "../contrast/contrast_table.ts";
import type { Ddf } from "../df/ddf.ts";
import { denominatorDf } from "../df/denominator_df.ts";
import type { MeansGrid } from "../means/means_grid.ts";

/** The interval of one parameter; nulls where the method has none. */
export interface Interval {
  /** As R names it: `.sig01`, `.sigma`, `(Intercept)`. */
  name: string;
  /** In words, for variance parameters: `sd (Intercept) | Block`. */
  label?: string;
  /** The estimate (by ML for profiles). */
  estimate: number | null;
  /** Lower limit. */
  lower: number | null;
  /** Upper limit. */
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
  /** Bootstrap: number of simulated responses, default 1000. */
  draws?: number | undefined;
  /** Bootstrap: seed, default 1. */
  seed?: number | undefined;
}

/**
 * Confidence intervals of the coefficients (and, for a mixed model, of the standard deviations and
 * correlations, which only profile and bootstrap intervals have); or of means and contrasts, as a
 * table that shows intervals.
 *
 * Profile limits are where the ML deviance has risen by the χ² quantile; bootstrap limits are
 * percentiles of refits to simulated responses. A linear model has its exact t intervals under each
 * method.
 *
 * @throws DiagnosticError `bad-level`, `unknown-method` and as the df method
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
/**
 * Intervals of means or contrasts: the same table, showing intervals.
 *
 * @example
 * ```ts
 * import { confint, emmeans, lm, pairs, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const table = confint(pairs(emmeans(lm("y ~ Trt", data), "~ Trt")), { level: 0.9 });
 * if (table.show !== "interval" || table.level !== 0.9) throw new Error();
 * ```
 */
export function confint<T extends MeansGrid | ContrastTable>(table: T, options?: ViewOptions): T;
export function confint(
  x: Fit | MeansGrid | ContrastTable,
  options: ConfintOptions & ViewOptions = {},
): Interval[] | MeansGrid | ContrastTable {
  if (x.kind === "means" || x.kind === "contrasts") {
    return reshow(x, { show: "interval", ...options });
  }
  const level = checkLevel(options.level ?? 0.95);
  const method = options.method ?? "wald";
  if (!["wald", "profile", "boot"].includes(method)) {
    fail("unknown-method", `There are no intervals called ${method}`, {
      hint: "Choose wald, profile or boot",
    });
  }
  const { random, generalized, marginal } = x;
  if (marginal && method === "profile") return profiledIntervals(marginal, level);
  if (generalized && method !== "wald") return ofGeneralized(generalized, method, level);
  if (method === "wald" || !random) return waldIntervals(x, level, options.ddf);
  if (method === "profile") return byProfile(random, level);
  return byBootstrap(random, level, options.draws ?? 1000, options.seed ?? 1);
}

function byProfile(fit: LinearMixedModel, level: number): Interval[] {
  return profileIntervals(fit, qchisq(level, 1)).map((p) => ({
    name: p.parameter,
    label: p.label,
    estimate: p.estimate,
    lower: p.lower,
    upper: p.upper,
  }));
}

/** Limits by the profile of each coefficient. */
function ofGeneralized(
  fit: GeneralizedLinearModel,
  method: "profile" | "boot",
  level: number,
): Interval[] {
  if (method === "boot") {
    fail("no-bootstrap", `There is no bootstrap of ${fit.described.called}`, {
      hint: "Its intervals are by profile, or Wald's",
    });
  }
  const limits = new Map(fit.profile(qchisq(level, 1)).map((p) => [p.column, p]));
  return fit.coefficients.map(({ name, estimate }, j) => ({
    name,
    estimate,
    lower: limits.get(j)?.lower ?? null,
    upper: limits.get(j)?.upper ?? null,
  }));
}

/**
 * Limits by the profile of an approximate likelihood, under R's names: of a `glmer` standard deviations and
 * correlations as `.sig01` …, then the coefficients; of a `glmmTMB` its coefficients, then what it calls
 * theta: logarithms of standard deviations, and of two effects ρ/√(1 − ρ²), of more the entries of a root.
 */
export function profiledIntervals(fit: GeneralizedMixedModel, level = 0.95): Interval[] {
  const found = fit.profile(qchisq(checkLevel(level), 1));
  const isSpread = ({ kind }: MarginalLimits): boolean => SPREADS.includes(kind);
  const coefficients = found.filter((l) =>
    !isSpread(l) && (l.kind !== "dispersion" || fit.dispersionModel.length > 0)
  );
  const spreads = found.filter(isSpread);
  if (fit.kind === "glmmTMB") {
    return [
      ...coefficients.map((l) => ({ ...l, name: `${PREFIXES[l.kind] ?? ""}${l.name}` })),
      ...thetas(spreads),
    ].map(({ name, estimate, lower, upper }) => ({ name, estimate, lower, upper }));
  }
  return [
    ...spreads.map(({ kind, name, estimate, lower, upper }, k) => ({
      name: `.sig${String(k + 1).padStart(2, "0")}`,
      label: `${kind === "sd" ? "sd" : "cor"} ${name}`,
      estimate,
      lower,
      upper,
    })),
    ...coefficients.map(({ name, estimate, lower, upper }) => ({ name, estimate, lower, upper })),
  ];
}

/** What is of random effects. */
const SPREADS: readonly MarginalLimits["kind"][] = ["sd", "correlation", "root"];

/** By what glmmTMB tells the coefficients of its parts apart. */
const PREFIXES: Readonly<Record<string, string>> = { zero: "zi~", dispersion: "d~" };

/** Parameters of random effects on glmmTMB's scales: of each term deviations, then correlations. */
function thetas(spreads: readonly MarginalLimits[]): Interval[] {
  const there = ({ kind }: MarginalLimits, x: number | null): number | null => {
    if (x === null || kind === "root") return x;
    return kind === "sd" ? Math.log(x) : x / Math.sqrt(1 - x * x);
  };
  const numbers = new Map<string, number>();
  return [...spreads]
    .sort((a, b) => a.term - b.term || Number(a.kind !== "sd") - Number(b.kind !== "sd"))
    .map((l) => {
      const [effects = "", group = ""] = l.name.split(" | ");
      const number = 1 + (numbers.get(l.name) ?? 0);
      numbers.set(l.name, number);
      return {
        name: `theta_${effects.replaceAll(" ", "")}|${group}.${number}`,
        estimate: there(l, l.estimate),
        lower: there(l, l.lower),
        upper: there(l, l.upper),
      };
    });
}

function byBootstrap(
  fit: LinearMixedModel,
  level: number,
  draws: number,
  seed: number,
): Interval[] {
  if (!(Number.isInteger(draws) && draws >= 2)) {
    fail("bad-value", `A bootstrap of ${draws} draws has no percentiles`, {
      hint: "Write draws = 1000",
    });
  }
  const boot = parametricBootstrap(fit, { draws, seed });
  return boot.parameters.map((name, i) => {
    const sorted = boot.replicates[i]!.slice().sort();
    return {
      name,
      estimate: boot.estimates[i]!,
      lower: quantile(sorted, (1 - level) / 2),
      upper: quantile(sorted, (1 + level) / 2),
    };
  });
}

/** R's quantile of type 7. */
function quantile(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}

function waldIntervals(fit: Fit, level: number, ddf: Ddf | undefined): Interval[] {
  const method = denominatorDf(fit, ddf ?? fit.ddf.ofIntervals);
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
    const se = method.standardError(l);
    const df = method.df(l);
    const name = names[kept[i]!]!;
    if (!(df > 0) || !Number.isFinite(se)) {
      intervals[kept[i]!] = missing(name, estimate);
      continue;
    }
    const half = qt((1 - level) / 2, df, { upper: true }) * se;
    intervals[kept[i]!] = { name, estimate, lower: estimate - half, upper: estimate + half };
  }
  if (fit.random) return [...parameterNames(fit.random), ...intervals];
  return fit.kind === "glmer" ? [...spreadNames(fit), ...intervals] : intervals;
}

/**
 * Wald intervals of all that a generalized mixed model has by glmmTMB's names: coefficients, those of
 * zeros, standard deviations and correlations of the random effects.
 *
 * @throws DiagnosticError `bad-level`
 */
export function componentIntervals(fit: GeneralizedMixedModel, level = 0.95): Interval[] {
  const z = qt((1 - checkLevel(level)) / 2, Infinity, { upper: true });
  const several = fit.zeroInflation.length > 0 || fit.dispersionModel.length > 0;
  const prefixed = (prefix: string, intervals: Interval[]): Interval[] =>
    several ? intervals.map((i) => ({ ...i, name: `${prefix}.${i.name}` })) : intervals;
  const ofPart = (part: readonly Coefficient[]): Interval[] =>
    part.flatMap(({ name, estimate, standardError }) => {
      if (estimate === null) return [];
      const half = standardError === null ? null : z * standardError;
      const [lower, upper] = half === null ? [null, null] : [estimate - half, estimate + half];
      return [{ name, estimate, lower, upper }];
    });
  return [
    ...prefixed("cond", ofPart(fit.coefficients)),
    ...prefixed("zi", ofPart(fit.zeroInflation)),
    ...prefixed("disp", ofPart(fit.dispersionModel)),
    ...prefixed("cond", fit.spreads.map((s) => spreadInterval(s, z))),
    ...prefixed("zi", (fit.partRandom.zero?.spreads ?? []).map((s) => spreadInterval(s, z))),
    ...prefixed(
      "disp",
      (fit.partRandom.dispersion?.spreads ?? []).map((s) => spreadInterval(s, z)),
    ),
  ];
}

function spreadInterval(
  { scale, name, estimate, standardError, lag }: RandomSpread,
  z: number,
): Interval {
  const { to, from } = spreadScale(scale);
  if (standardError === null) return { name, estimate: estimate ** lag, lower: null, upper: null };
  const at = (k: number): number => from(to(estimate) + k * standardError);
  const [a, b] = [at(-z), at(z)];
  // an even power of what may be 0 is least there
  const through = lag % 2 === 0 && a * b < 0;
  return {
    name,
    estimate: estimate ** lag,
    lower: through ? 0 : Math.min(a ** lag, b ** lag),
    upper: Math.max(a ** lag, b ** lag),
  };
}

/** The same of a `glmer`. */
function spreadNames(fit: Fit): Interval[] {
  const count = fit.mixed?.covarianceParameters.length ?? 0;
  const names = Array.from({ length: count }, (_, i) => `.sig${String(i + 1).padStart(2, "0")}`);
  if (
    fit.dispersion.known === "estimated" && ["Gamma", "inverse.gaussian"].includes(fit.family.name)
  ) names.push(".sigma");
  return names.map((name) => ({ name, estimate: null, lower: null, upper: null }));
}

/** lme4's `.sig01` … and `.sigma`, without intervals; a structure has no such names. */
function parameterNames(fit: LinearMixedModel): Interval[] {
  if (fit.residualStructure !== null) return [];
  const names = fit.theta.map((_, i) => `.sig${String(i + 1).padStart(2, "0")}`);
  return [...names, ".sigma"].map((name) => ({
    name,
    estimate: name === ".sigma" ? fit.sigma : null,
    lower: null,
    upper: null,
  }));
}
