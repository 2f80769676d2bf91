/**
 * From a built model to the rows of the engine.
 *
 * @module
 */
import { fail, type Span } from "../../../diagnostic.ts";
import type { RandomTerm } from "../../formula/formula.ts";
import type { BuiltModel, RandomDesign } from "../../fixed/build.ts";
import type { FixedEffects } from "../../fixed/fixed_effects.ts";
import type { RandomFamily } from "../series/likelihood.ts";
import type { LaplaceRows, PartOfModel, Predictor, RandomTermRows } from "./problem.ts";
import { correlatedEffects } from "../factors/correlated_factor.ts";
import { autoregressive, diagonal, type TermFactor, unstructured } from "../factors/term_factor.ts";
import { decaying, DECAYS, type Places } from "../../covariance/residual/place_correlations.ts";
import { maternOver } from "../../covariance/residual/matern.ts";
import {
  bandedCorrelation,
  equalCorrelation,
} from "../../covariance/residual/visit_correlations.ts";

/** A random term as readers name it. */
export interface NamedTerm {
  readonly group: string;
  /** Which predictor its effects move. */
  readonly part: PartOfModel;
  /** Its place among the terms of the problem. */
  readonly index: number;
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
  return { x, p, offset: fixed.offset, cells };
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
    /** Random terms of these. */
    zeroRandom?: readonly RandomDesign[];
    dispersionRandom?: readonly RandomDesign[];
    restricted: boolean;
    /** Terms by their numbers of levels, falling, as lme4; else as written, as glmmTMB. */
    byLevels: boolean;
  },
): LaplaceModel {
  const { frame, fixed } = model;
  const { n } = frame;
  const { values } = frame.response!;
  const trials = family.proportions ? frame.trials ?? frame.weights : null;
  const ordered = [
    ...model.random.flatMap((d) => termsOf(d, "mean", n)),
    ...(parts.zeroRandom ?? []).flatMap((d) => termsOf(d, "zero", n)),
    ...(parts.dispersionRandom ?? []).flatMap((d) => termsOf(d, "dispersion", n)),
  ].map((t, index) => ({ ...t, index }))
    .sort((a, b) => (parts.byLevels ? b.rows.levels - a.rows.levels : 0) || a.index - b.index);
  return {
    rows: {
      family,
      response: Array.from(values, (y, i) => ({ y, trials: trials ? trials[i]! : 1 })),
      // weights of a proportion are its trials, unless it has those already
      weights: family.proportions && !frame.trials ? null : frame.weights,
      conditional: predictorOf(fixed),
      zero: family.second ? common(n) : parts.zero,
      dispersion: parts.dispersion ?? (family.dispersion ? common(n) : null),
      terms: ordered.map((t) => t.rows),
      restricted: parts.restricted,
    },
    terms: ordered.map((t, index) => ({ ...t.named, index })),
  };
}

/** The terms of one random design: several where effects are uncorrelated. */
function termsOf(
  design: RandomDesign,
  part: PartOfModel,
  n: number,
): { rows: RandomTermRows; named: Omit<NamedTerm, "index"> }[] {
  const { group, term, left } = design;
  const levels = group.levels.length;
  const all = left.rowsAt(Int32Array.from({ length: n }, (_, i) => i));
  const columns = left.names.map((name, j) => {
    const values = all.subarray(j * n, (j + 1) * n);
    return { name, values: values.every((v) => v === 1) ? null : values };
  });
  const parts = term.correlated ? [columns] : columns.map((c) => [c]);
  return parts.map((own) => {
    const factor = factorOf(term, own.map((c) => c.name));
    if (levels < 2) checkOneLevel(design, factor);
    return {
      rows: { factor, part, levels, codes: group.codes, columns: own.map((c) => c.values) },
      named: {
        group: group.name,
        part,
        levels: group.levels,
        names: own.map((c) => c.name),
        factor,
        term,
      },
    };
  });
}

/**
 * All rows may be one group's where its effects share few parameters, as those over the places of a
 * field do; variances of their own need groups to be estimated from.
 */
function checkOneLevel(
  { group, term }: RandomDesign,
  { width, count, structure }: TermFactor,
): void {
  if (width > count) return;
  fail("one-group-level", `${group.name} has one level in the rows used`, {
    span: { start: term.start, end: term.end },
    hint: width === 1
      ? "A random effect needs two levels at least, better six"
      : `${structure}() has ${count} parameters for ${width} effects of one group; ar1(), exp(), ` +
        "gau() and mat() have two or three",
  });
}

/** Structures over places, whose coordinates the names of the effects have. */
const OVER_PLACES: ReadonlySet<string> = new Set(["ou", "exp", "gau", "mat"]);

/** A term's structure by glmmTMB's name; one effect has a variance and nothing else. */
export function factorOf(
  { structure = "us", start, end }: Pick<RandomTerm, "structure" | "start" | "end">,
  names: readonly string[],
): TermFactor {
  const width = names.length;
  if (OVER_PLACES.has(structure)) {
    const places = placesOf(names, structure, { start, end });
    if (width === 1) return unstructured(1);
    const correlation = structure === "mat"
      ? maternOver(places)
      : decaying(places, DECAYS[structure === "ou" ? "exp" : structure]!, false);
    return correlatedEffects(structure, correlation, false);
  }
  if (structure === "diag") return diagonal(width);
  if (structure === "ar1") return autoregressive(width);
  if (width > 1 && structure === "toep") {
    return correlatedEffects("toep", bandedCorrelation(width), true);
  }
  if (width > 1 && structure === "cs") {
    return correlatedEffects("cs", equalCorrelation(width), true);
  }
  return unstructured(width);
}

/** The coordinates in the names of effects: `pos(1,2.5)`. */
function placesOf(names: readonly string[], structure: string, span: Span): Places {
  const points = names.map((name) => /\(([^()]+)\)$/.exec(name)?.[1]?.split(",").map(Number) ?? []);
  const axes = points[0]!.length;
  if (axes === 0 || points.some((p) => p.length !== axes || !p.every(Number.isFinite))) {
    fail("effect-structure", `${structure}() is over places, and ${names[0]} has no coordinates`, {
      span,
      hint:
        `Make a factor of places: d$pos <- numFactor(d$x, d$y), then ${structure}(0 + pos | group)`,
    });
  }
  if (structure === "ou" && axes > 1) {
    fail("effect-structure", "ou() is over one coordinate, the time", {
      span,
      hint: "exp() is over several",
    });
  }
  return {
    axes: Array.from({ length: axes }, (_, a) => `x${a + 1}`),
    coordinates: Array.from({ length: axes }, (_, a) => Float64Array.from(points, (p) => p[a]!)),
  };
}
