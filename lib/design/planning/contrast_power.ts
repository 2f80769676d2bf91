/**
 * Power of contrasts before there are data.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { checkAlpha } from "../../math/distribution/argument.ts";
import { pt, qt } from "../../math/distribution/tails.ts";
import type { Design } from "../declared/design.ts";
import { combinationsIn, levelsAt, readMeans } from "./effects.ts";
import { members } from "../structure/lattice.ts";
import { noEffect, type PowerOptions, termsAsked } from "./power.ts";
import { spreadOf } from "./precision.ts";
import type { FixedSource } from "../structure/structure.ts";
import { readVariances } from "./variance.ts";

/** Power of a contrast. */
export interface ContrastPower {
  /** Its name. */
  contrast: string;
  /** The contrast of the assumed means. */
  value: number;
  /** Standard error of its estimate. */
  standardError: number;
  /** df of its error. */
  df: number | null;
  /** Whether one mean square estimates its variance. */
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
  const alpha = checkAlpha(options.alpha ?? 0.05);
  const variances = readVariances(design, options.variance);
  const term = options.of === undefined ? null : termsAsked(design, [options.of])[0]!;
  const values = options.means ? readMeans(design, options.means) : null;
  return Object.entries(options.contrasts).map(([contrast, given]) => {
    const weights = spread(design, given, term, contrast);
    const value = values
      ? weights.reduce((total, w, k) => total + w * values[k]!, 0)
      : options.differ ?? noEffect();
    const { variance, df, exact } = spreadOf(design, weights, variances);
    const standardError = Math.sqrt(variance);
    const delta = Math.abs(value) / standardError;
    const found = df === null ? null : tPower(delta, df, alpha);
    return { contrast, value, standardError, df, exact, ncp: delta, power: found };
  });
}

/** P(|t′| > t_α) of noncentral t. */
function tPower(delta: number, df: number, alpha: number): number {
  const critical = qt(alpha / 2, df, { upper: true });
  return pt(critical, df, { upper: true, ncp: delta }) + pt(-critical, df, { ncp: delta });
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
