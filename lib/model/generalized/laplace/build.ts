/**
 * From a built model to the rows of the engine.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { RandomTerm } from "../../formula/formula.ts";
import type { BuiltModel, RandomDesign } from "../../fixed/build.ts";
import type { FixedEffects } from "../../fixed/fixed_effects.ts";
import type { RandomFamily } from "../series/likelihood.ts";
import type { LaplaceRows, Predictor, RandomTermRows } from "./problem.ts";
import { autoregressive, diagonal, type TermFactor, unstructured } from "./term_factor.ts";

/** A random term as readers name it. */
export interface NamedTerm {
  readonly group: string;
  readonly levels: readonly string[];
  readonly names: readonly string[];
  readonly factor: TermFactor;
  readonly term: RandomTerm;
}

/** What a fit is made from. */
export interface LaplaceModel {
  readonly rows: LaplaceRows;
  readonly terms: readonly NamedTerm[];
}

/** The estimable columns of a design, n × p, row-major. */
export function predictorOf(fixed: FixedEffects): Predictor {
  const { kept, cells, cellMatrix, n } = fixed;
  const p = kept.length;
  const x = new Float64Array(n * p);
  for (let j = 0; j < p; j++) {
    const column = kept[j]! * cells.count;
    for (let i = 0; i < n; i++) x[i * p + j] = cellMatrix[column + (cells.of ? cells.of[i]! : i)]!;
  }
  return { x, p, offset: fixed.offset };
}

/** One predictor for all rows. */
export const common = (n: number): Predictor => ({
  x: new Float64Array(n).fill(1),
  p: 1,
  offset: null,
});

/** The rows of a model. */
export function laplaceModel(
  model: BuiltModel,
  family: RandomFamily,
  parts: {
    zero: Predictor | null;
    dispersion: Predictor | null;
    restricted: boolean;
    /** Terms by their numbers of levels, falling, as lme4; else as written, as glmmTMB. */
    byLevels: boolean;
  },
): LaplaceModel {
  const { frame, fixed } = model;
  const { n } = frame;
  const { values } = frame.response!;
  const trials = family.proportions ? frame.trials ?? frame.weights : null;
  const ordered = model.random.flatMap((d) => termsOf(d, n))
    .map((t, index) => ({ ...t, index }))
    .sort((a, b) => (parts.byLevels ? b.rows.levels - a.rows.levels : 0) || a.index - b.index);
  return {
    rows: {
      family,
      response: Array.from(values, (y, i) => ({ y, trials: trials ? trials[i]! : 1 })),
      // weights of a proportion are its trials, unless it has those already
      weights: family.proportions && !frame.trials ? null : frame.weights,
      conditional: predictorOf(fixed),
      zero: parts.zero,
      dispersion: parts.dispersion ?? (family.dispersion ? common(n) : null),
      terms: ordered.map((t) => t.rows),
      restricted: parts.restricted,
    },
    terms: ordered.map((t) => t.named),
  };
}

/** The terms of one random design: several where effects are uncorrelated. */
function termsOf(design: RandomDesign, n: number): { rows: RandomTermRows; named: NamedTerm }[] {
  const { group, term, left } = design;
  const levels = group.levels.length;
  if (levels < 2) {
    fail("one-group-level", `${group.name} has one level in the rows used`, {
      span: { start: term.start, end: term.end },
      hint: "A random effect needs two levels at least, better six",
    });
  }
  const all = left.rowsAt(Int32Array.from({ length: n }, (_, i) => i));
  const columns = left.names.map((name, j) => {
    const values = all.subarray(j * n, (j + 1) * n);
    return { name, values: values.every((v) => v === 1) ? null : values };
  });
  const parts = term.correlated ? [columns] : columns.map((c) => [c]);
  return parts.map((own) => {
    const factor = factorOf(term.structure ?? "us", own.length);
    return {
      rows: { factor, levels, codes: group.codes, columns: own.map((c) => c.values) },
      named: {
        group: group.name,
        levels: group.levels,
        names: own.map((c) => c.name),
        factor,
        term,
      },
    };
  });
}

/** A structure by glmmTMB's name. */
export function factorOf(structure: string, width: number): TermFactor {
  if (structure === "diag") return diagonal(width);
  if (structure === "ar1") return autoregressive(width);
  if (structure === "cs" && width > 2) {
    fail("effect-structure", `cs() of ${width} effects is not fitted here`, {
      hint: "(1 | Plot) + (1 | Plot:Day) has one variance and one covariance above 0",
    });
  }
  return unstructured(width);
}
