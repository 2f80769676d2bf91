/**
 * Precision before there are data: standard errors of differences and expected widths of intervals.
 *
 * Source: Bailey (2008), Design of Comparative Experiments, chapter 10: the variance of a
 * difference is made of the expected mean squares of the strata that it lies in; Satterthwaite
 * (1946, Biometrics Bull. 2, 110–114) for df where there are several.
 *
 * @module
 */
import { checkLevel } from "../../math/distribution/argument.ts";
import { qt } from "../../math/distribution/tails.ts";
import type { Design } from "../declared/design.ts";
import { closedSets, combinationsIn, effectPart, levelsAt } from "./effects.ts";
import { members } from "../structure/lattice.ts";
import type { Note } from "../../note.ts";
import { NOT_REPLICATED, type PowerOptions, termsAsked } from "./power.ts";
import { type ErrorPart, errorTermOf, synthesisOf } from "../fitted/error_term.ts";
import type { FixedSource } from "../structure/structure.ts";
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
  /** Exact where `exact`, else Satterthwaite's; null where no mean squares estimate the variance. */
  df: number | null;
  /** Whether one mean square estimates the variance. */
  exact: boolean;
  /** t times standard error: the least difference that is significant. */
  leastSignificant: number | null;
  /** Expected half width of the interval: the estimated standard error is smaller on average. */
  halfWidth: number | null;
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
  /** Terms whose differences have no estimated standard error. */
  notes: Note[];
}

/** A linear function of the treatment means with what is known of it before data. */
export interface Spread {
  /** Its variance. */
  variance: number;
  /** df of its estimate; null where no mean squares estimate it. */
  df: number | null;
  /** Whether one mean square estimates it. */
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
  const level = checkLevel(options.level ?? 0.95);
  const variances = readVariances(design, options.variance);
  const rows = termsAsked(design, options.terms)
    .flatMap((term) => rowsOf(design, term, variances, level));
  const notes = notEstimated(rows);
  return { kind: "precision", rows, level, variance: Object.fromEntries(variances), notes };
}

/** The remark on differences whose standard error the data will not give. */
function notEstimated(rows: readonly PrecisionRow[]): Note[] {
  const without = rows.filter((r) => r.df === null);
  if (without.length === 0) return [];
  const which = without.map((r) =>
    r.differing.join(":") === r.term
      ? r.term
      : `${r.term} between levels of ${r.differing.join(" and ")}`
  );
  return [{
    code: "no-error",
    text: `No mean squares estimate the standard error of differences of ${which.join("; ")}: ` +
      NOT_REPLICATED,
    data: { terms: without.map((r) => r.term) },
  }];
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
    const t = df === null ? null : qt((1 - level) / 2, df, { upper: true });
    return [{
      term: term.label,
      differing: differing.map((i) => grid.names[i]!),
      standardError,
      df,
      exact,
      leastSignificant: t === null ? null : t * standardError,
      halfWidth: t === null || df === null ? null : t * standardError * meanOfChi(df),
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
 * the weights that lies in it. Where several mean squares make its estimate the df are
 * Satterthwaite's.
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
  const share = new Map<number, { squares: number; term: FixedSource }>();
  for (const term of design.structure.fixed) {
    for (const piece of term.pieces) {
      const part = effectPart(grid, weights, piece, closed);
      const squares = part.reduce((total, v) => total + v * v, 0);
      if (squares <= 1e-12) continue;
      const known = share.get(term.stratum)?.squares ?? 0;
      share.set(term.stratum, { squares: known + squares, term });
    }
  }
  let variance = 0;
  let estimated = true;
  const parts = new Map<number, number>();
  for (const [stratum, { squares, term }] of share) {
    const times = squares * grid.size / design.observations;
    variance += times * expectedErrorOf(design, stratum, variances);
    const error = errorTermOf(design.structure, term);
    if (!error) estimated = false;
    for (const { stratum: line, coefficient } of error ?? []) {
      parts.set(line, (parts.get(line) ?? 0) + times * coefficient);
    }
  }
  const lines: ErrorPart[] = [...parts].map(([line, coefficient]) => ({
    stratum: line,
    coefficient,
  }));
  if (!estimated || lines.length === 0) return { variance, df: null, exact: false };
  const { df } = synthesisOf(design, lines, variances);
  return { variance, df, exact: lines.length === 1 };
}
