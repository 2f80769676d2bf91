/**
 * Precision before there are data: standard errors of differences, expected widths of intervals,
 * contrasts, and the smallest difference that a power finds.
 *
 * @module
 */
import { fail } from "../diagnostic.ts";
import { pt, qt } from "../math/distribution.ts";
import type { Design } from "./design.ts";
import {
  closedSets,
  combinationsIn,
  differencePattern,
  effectPart,
  levelsAt,
  readMeans,
  sumOfSquares,
} from "./effects.ts";
import { members } from "./lattice.ts";
import { fPower, type PowerOptions, readAlpha, termsAsked } from "./power.ts";
import { errorDf, type FixedSource } from "./structure.ts";
import { expectedErrorOf, readVariances, type Variances } from "./variance.ts";

/** What is assumed, and how sure the intervals are to be. */
export interface PrecisionOptions {
  /** By unit term; the lowest also `residual`. */
  variance: Readonly<Record<string, number>>;
  /** Terms, as labels or a formula; all if left out. */
  terms?: PowerOptions["terms"];
  /** Confidence level; 0.95. */
  level?: number;
}

/** How well one kind of difference between means of a term will be known. */
export interface PrecisionRow {
  /** The term whose means are compared. */
  term: string;
  /** Which factors differ between the two means; the term's others are the same. */
  differing: string[];
  /** Standard error of the difference. */
  standardError: number;
  /** Exact where `exact`, else Satterthwaite's. */
  df: number;
  /** Whether the difference lies in one stratum. */
  exact: boolean;
  /** t times standard error: the least difference that is significant. */
  leastSignificant: number;
  /** Expected half width of the interval: the estimated standard error is smaller on average. */
  halfWidth: number;
}

/** Precision of the differences between means. */
export interface PrecisionTable {
  /** Tells it from other values. */
  kind: "precision";
  /** One for each term and kind of difference. */
  rows: PrecisionRow[];
  /** Confidence level. */
  level: number;
  /** Variances assumed, by component. */
  variance: Record<string, number>;
}

/** A linear function of the treatment means with what is known of it before data. */
export interface Spread {
  /** Its variance. */
  variance: number;
  /** df of its estimate. */
  df: number;
  /** Whether it lies in one stratum. */
  exact: boolean;
}

/**
 * Precision of differences between the means of each term.
 *
 * @throws DiagnosticError `missing-variance`, `unknown-variance`, `unknown-term`, `bad-level`
 *
 * @example
 * ```ts
 * import { design, precision } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Plot",
 *   treatments: "~ Trt",
 *   levels: { Block: 4, Plot: 5, Trt: 5 },
 *   allot: "Trt ~ Plot",
 * });
 * const { rows } = precision(d, { variance: { residual: 8 } });
 * if (!(rows[0]?.standardError === 2 && rows[0].df === 12)) throw new Error();
 * ```
 */
export function precision(design: Design, options: PrecisionOptions): PrecisionTable {
  const level = options.level ?? 0.95;
  if (!(level > 0 && level < 1)) {
    fail("bad-level", `A confidence level is between 0 and 1, not ${level}`);
  }
  const variances = readVariances(design, options.variance);
  const rows = termsAsked(design, options.terms)
    .flatMap((term) => rowsOf(design, term, variances, level));
  return { kind: "precision", rows, level, variance: Object.fromEntries(variances) };
}

function rowsOf(
  design: Design,
  term: FixedSource,
  variances: Variances,
  level: number,
): PrecisionRow[] {
  const places = members(term.set);
  const grid = combinationsIn(design);
  return nonEmpty(places).flatMap((differing) => {
    if (differing.some((i) => grid.counts[i]! < 2)) return [];
    const weights = Float64Array.from({ length: grid.size }, (_, k) => {
      const levels = levelsAt(grid, k);
      const is = (target: (i: number) => number): boolean =>
        places.every((i) => levels[i] === target(i));
      const first = is(() => 0);
      const second = is((i) => differing.includes(i) ? 1 : 0);
      return first ? 1 : second ? -1 : 0;
    });
    const cells = places.reduce((n, i) => n * grid.counts[i]!, 1);
    const { variance, df, exact } = spreadOf(
      design,
      weights.map((w) => w * cells / grid.size),
      variances,
    );
    const standardError = Math.sqrt(variance);
    const t = df > 0 ? qt((1 - level) / 2, df, { upper: true }) : Infinity;
    return [{
      term: term.label,
      differing: differing.map((i) => grid.names[i]!),
      standardError,
      df,
      exact,
      leastSignificant: t * standardError,
      halfWidth: t * standardError * meanOfChi(df),
    }];
  });
}

/** Subsets of the places, small ones first; for one place that alone. */
function nonEmpty(places: readonly number[]): number[][] {
  const all: number[][] = [];
  for (let k = 1; k < 1 << places.length; k++) {
    all.push(places.filter((_, i) => k & (1 << i)));
  }
  return all.sort((a, b) => a.length - b.length);
}

/** E(s)/σ on df degrees of freedom: √(2/df) Γ((df+1)/2) / Γ(df/2), by the ratio's recursion. */
export function meanOfChi(df: number): number {
  if (!(df > 0)) return 1;
  // c(d) c(d+1) = √(d/(d+1)) exactly; from large d, where the series holds, down to df
  let d = df;
  let factor = 1;
  let inverted = false;
  while (d < 60) {
    factor = inverted ? factor / Math.sqrt(d / (d + 1)) : factor * Math.sqrt(d / (d + 1));
    inverted = !inverted;
    d += 1;
  }
  const x = 1 / d;
  const series = 1 - x / 4 + x * x / 32 + 5 * x ** 3 / 128 - 21 * x ** 4 / 2048 -
    399 * x ** 5 / 8192;
  return inverted ? factor / series : factor * series;
}

/**
 * Variance and df of a contrast of treatment means: each stratum adds the squares of the part of
 * the weights that lies in it. In more than one stratum the df are Satterthwaite's.
 *
 * @param weights one for each treatment combination; their sum is 0
 */
export function spreadOf(
  design: Design,
  weights: Float64Array,
  variances: Variances,
): Spread {
  const grid = combinationsIn(design);
  const closed = closedSets(design);
  const share = new Map<number, number>();
  for (const term of design.structure.fixed) {
    for (const piece of term.pieces) {
      const part = effectPart(grid, weights, piece, closed);
      const squares = part.reduce((total, v) => total + v * v, 0);
      if (squares > 1e-12) {
        share.set(term.stratum, (share.get(term.stratum) ?? 0) + squares);
      }
    }
  }
  const each = [...share].map(([stratum, squares]) => ({
    variance: squares * grid.size / design.observations *
      expectedErrorOf(design, stratum, variances),
    df: errorDf(design.structure, stratum),
  }));
  const variance = each.reduce((total, e) => total + e.variance, 0);
  const exact = each.length < 2;
  const df = exact
    ? each[0]?.df ?? 0
    : variance ** 2 / each.reduce((total, e) => total + e.variance ** 2 / e.df, 0);
  return { variance, df, exact };
}

/** Power of a contrast. */
export interface ContrastPower {
  /** Its name. */
  contrast: string;
  /** The contrast of the assumed means. */
  value: number;
  /** Standard error of its estimate. */
  standardError: number;
  /** df of its error. */
  df: number;
  /** Whether it lies in one stratum. */
  exact: boolean;
  /** Noncentrality δ of the t test. */
  ncp: number;
  /** Two-sided; null without error df. */
  power: number | null;
}

/** Contrasts of treatment means, or of the means of one term. */
export interface ContrastPowerOptions extends PowerOptions {
  /** Name → weights: over all combinations, or over the combinations of `of`. */
  contrasts: Readonly<Record<string, readonly number[]>>;
  /** The term whose means the weights are for; all combinations if left out. */
  of?: string;
}

/**
 * Power of the t tests of contrasts: noncentral t with δ = value / standard error.
 *
 * @throws DiagnosticError `bad-contrast` and what `power` throws
 *
 * @example
 * ```ts
 * import { contrastPower, design } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Plot",
 *   treatments: "~ Trt",
 *   levels: { Block: 4, Plot: 5, Trt: 5 },
 *   allot: "Trt ~ Plot",
 * });
 * const [row] = contrastPower(d, {
 *   variance: { residual: 8 },
 *   differ: 4,
 *   contrasts: { "1 - 2": [1, -1, 0, 0, 0] },
 * });
 * if (!(row?.standardError === 2 && row.df === 12)) throw new Error();
 * ```
 */
export function contrastPower(design: Design, options: ContrastPowerOptions): ContrastPower[] {
  const alpha = readAlpha(options.alpha);
  const variances = readVariances(design, options.variance);
  const grid = combinationsIn(design);
  const term = options.of === undefined ? null : termsAsked(design, [options.of])[0]!;
  const values = options.means ? readMeans(design, options.means) : null;
  return Object.entries(options.contrasts).map(([contrast, given]) => {
    const weights = spread(design, given, term, contrast);
    const value = values
      ? weights.reduce((total, w, k) => total + w * values[k]!, 0)
      : options.differ ?? fail("no-effect", "Neither means nor a difference are given");
    const { variance, df, exact } = spreadOf(design, weights, variances);
    const standardError = Math.sqrt(variance);
    const delta = Math.abs(value) / standardError;
    const critical = df > 0 ? qt(alpha / 2, df, { upper: true }) : Infinity;
    const found = df > 0
      ? pt(critical, df, { upper: true, ncp: delta }) + pt(-critical, df, { ncp: delta })
      : null;
    const row = { contrast, value, standardError, df, exact, ncp: delta, power: found };
    return grid.size > 0 ? row : { ...row, power: null };
  });
}

/** Weights over all combinations from those over the means of a term. */
function spread(
  design: Design,
  given: readonly number[],
  term: FixedSource | null,
  name: string,
): Float64Array {
  const grid = combinationsIn(design);
  const places = term ? members(term.set) : grid.names.map((_, i) => i);
  const size = places.reduce((n, i) => n * grid.counts[i]!, 1);
  const total = given.reduce((a, b) => a + b, 0);
  const scale = given.reduce((a, b) => a + Math.abs(b), 0);
  if (given.length !== size || !(Math.abs(total) <= 1e-9 * scale) || scale === 0) {
    fail("bad-contrast", `The contrast ${name} has ${given.length} weights with sum ${total}`, {
      hint: `It needs ${size} weights, not all 0, whose sum is 0`,
    });
  }
  return Float64Array.from({ length: grid.size }, (_, k) => {
    const levels = levelsAt(grid, k);
    const cell = places.reduceRight((c, i) => c * grid.counts[i]! + levels[i]!, 0);
    return given[cell]! * size / grid.size;
  });
}

/** The smallest difference that is found with the wanted power. */
export interface DetectableRow {
  /** The term. */
  term: string;
  /** df of the term. */
  numDf: number;
  /** df of its error. */
  denDf: number;
  /** The noncentrality that gives the power. */
  ncp: number;
  /** Null where there is no error to test against. */
  differ: number | null;
  /** The power wanted. */
  power: number;
}

/** What power is wanted. */
export interface DetectableOptions extends PrecisionOptions {
  /** 0.8. */
  power?: number;
  /** Level of the tests; 0.05. */
  alpha?: number;
}

/**
 * The minimum detectable difference of each term, in the sense of `differ` of `power`.
 *
 * @example
 * ```ts
 * import { design, detectableDifference } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Plot",
 *   treatments: "~ Trt",
 *   levels: { Block: 4, Plot: 5, Trt: 5 },
 *   allot: "Trt ~ Plot",
 * });
 * const [row] = detectableDifference(d, { variance: { residual: 8 }, power: 0.9 });
 * if (!(row!.differ! > 7 && row!.denDf === 12)) throw new Error();
 * ```
 */
export function detectableDifference(
  design: Design,
  options: DetectableOptions,
): DetectableRow[] {
  const alpha = readAlpha(options.alpha);
  const wanted = options.power ?? 0.8;
  if (!(wanted > alpha && wanted < 1)) {
    fail("bad-power", `A power is between the level of the test and 1, not ${wanted}`);
  }
  const variances = readVariances(design, options.variance);
  return termsAsked(design, options.terms).map((term) => {
    const numDf = term.dfCount;
    const denDf = errorDf(design.structure, term.stratum);
    const ncp = denDf < 1 ? Infinity : ncpFor(numDf, denDf, alpha, wanted);
    const unit = sumOfSquares(design, term, differencePattern(design, term, 1)) /
      expectedErrorOf(design, term.stratum, variances);
    const differ = denDf < 1 ? null : Math.sqrt(ncp / unit);
    return { term: term.label, numDf, denDf, ncp, differ, power: wanted };
  });
}

/** The noncentrality at which an F test has the wanted power: bisection of a rising function. */
export function ncpFor(numDf: number, denDf: number, alpha: number, wanted: number): number {
  let low = 0;
  let high = 1;
  while (fPower(numDf, denDf, high, alpha)! < wanted && high < 1e9) [low, high] = [high, 2 * high];
  for (let i = 0; i < 200 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (fPower(numDf, denDf, middle, alpha)! < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
