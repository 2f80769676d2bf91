/**
 * Estimated marginal means (Searle, Speed and Milliken 1980, Am. Stat. 34, 216–221) with emmeans's
 * reference grid, weights and remarks.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Fit } from "../../model/fit.ts";
import type { Note } from "../../note.ts";
import type { Expr } from "../../syntax/expr.ts";
import { checkAdjust, contrast, type ContrastOptions } from "../contrast/contrast.ts";
import { type Adjust, PLAIN_VIEW } from "../estimate/view.ts";
import type { ContrastWeights, Method } from "../contrast/method.ts";
import type { Ddf } from "../df/ddf.ts";
import { denominatorDf, type Information } from "../df/denominator_df.ts";
import { marginsOf, WEIGHTS, type Weights } from "./margins.ts";
import { Means } from "./viewed_means.ts";
import type { MeansParts } from "./means_parts.ts";
import type { MeansGrid } from "./means_grid.ts";
import {
  cellGrid,
  type Component,
  partFit,
  responseFunctions,
  wholeGridFit,
} from "./components.ts";
import { type MeansSpec, parseSpec } from "./means_spec.ts";
import { type GridValue, type Nesting, type ReferenceGrid, stridesOf } from "./grid.ts";
import { type GridOptions, referenceGrid, unknownVariable } from "./reference_grid.ts";
import { type Submodel, submodelFunctions } from "./submodel.ts";
import { interactionNote, nestingNote } from "../estimate/remarks.ts";

/** Options of `emmeans`. */
export interface EmmeansOptions {
  /** Default: Kenward-Roger for `lmer`, residual for `lm`. */
  ddf?: Ddf | undefined;
  /** Of the variance parameters, for Kenward-Roger. Default expected. */
  information?: Information | undefined;
  /** Default 0.95. */
  level?: number | undefined;
  /** A weighting, or one number for each combination averaged over. Default equal. */
  weights?: Weights | readonly number[] | undefined;
  /** Values of predictors in the place of those of the reference grid. */
  at?: Readonly<Record<string, readonly GridValue[] | GridValue>> | undefined;
  /** What stands for every `offset()` of the model, and is added to means of one that has none. */
  offset?: number | undefined;
  /** Covariates whose value in each cell of the grid follows from the cell's other values. */
  predicted?: GridOptions["predicted"];
  /** Means by a part of the model's terms only. */
  submodel?: Submodel | undefined;
  /** Which factor is nested in which; null for factors crossed, whatever nests the data have. */
  nesting?: Nesting | null | undefined;
  /** `response` takes a transformed response back to its scale. */
  type?: "link" | "response" | undefined;
  /** Contrasts to make besides: as in a two-sided spec, or weight vectors. */
  contrasts?: Method | ContrastWeights | undefined;
  /** Adjustment of those contrasts; of the means' intervals where there are none. */
  adjust?: Adjust | undefined;
  /** Control of `trt.vs.ctrl`. */
  ref?: number | string | readonly (number | string)[] | undefined;
  /** The contrasts the other way round. */
  reverse?: boolean | undefined;
  /** The highest degree of `poly`. */
  maxDegree?: number | undefined;
  /**
   * Of a `glmmTMB`: the linear predictor of the mean (`cond`, the default), the chance of a zero of its
   * own (`zi`), the dispersion (`disp`), the mean without zeros of another part (`cmean`), or the mean of
   * the response as a whole (`response`).
   */
  component?: Component | undefined;
}

/**
 * Estimated marginal means.
 *
 * @param specs as in R: `~ Trt`, `~ Trt | Day`, `~ A * B`, `pairwise ~ Trt`
 * @returns the table, with `contrasts` if the spec has a left side
 * @throws DiagnosticError `means-spec`, `unknown-variable`, `unknown-level`, `unknown-method`,
 * `bad-level`, and what the df method refuses
 * @example
 * ```ts
 * import { emmeans, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const means = emmeans(lm("y ~ Trt", data), "~ Trt");
 * if (Math.abs(means.rows[1]!.estimate! - 4.5) > 1e-12) throw new Error();
 * ```
 */
export function emmeans(given: Fit, specs: string | Expr, options: EmmeansOptions = {}): MeansGrid {
  const spec = parseSpec(specs);
  const component = options.component ?? "cond";
  if (component === "response" || component === "cmean") {
    return responseMeans(given, component, spec, options);
  }
  const fit = component === "cond" ? given : partFit(given, component);
  const df = denominatorDf(fit, options.ddf ?? fit.ddf.ofMeans ?? fit.ddf.default, options);
  const found = referenceGrid(fit, { at: valuesAt(options.at), predicted: options.predicted });
  const plain = options.nesting === undefined
    ? found
    : { ...found, nesting: options.nesting ?? new Map() };
  const grid = options.offset === undefined
    ? plain
    : { ...plain, known: new Float64Array(plain.size).fill(options.offset) };
  const made = marginalMeans(fit, spec, grid, options.weights ?? "equal");
  // who says how factors are nested need not be told
  const whole = options.nesting
    ? { ...made, first: made.first.filter(({ code }) => code !== "nesting") }
    : made;
  const parts = options.submodel === undefined ? whole : partial(fit, whole, options.submodel);
  const means = new Means({
    fit,
    df,
    ...parts,
    estimateName: "emmean",
    transformation: fit.responseForm.transformation,
  }, {
    ...PLAIN_VIEW,
    level: options.level ?? 0.95,
    scale: options.type ?? "link",
    adjust: ownAdjustment(spec, options),
  });
  return withContrasts(means, spec, options);
}

/** Margins by a part of the model's terms. */
function partial(fit: Fit, whole: MarginParts, submodel: Submodel): MarginParts {
  const { of, note } = submodelFunctions(fit, submodel, [...whole.factors, ...whole.by]);
  const cells = whole.cells && { ...whole.cells, rows: whole.cells.rows.map(of) };
  return { ...whole, linearFull: whole.linearFull.map(of), cells, remarks: [note] };
}

/** Means of the response of a model of several parts. */
function responseMeans(
  given: Fit,
  component: "cmean" | "response",
  spec: MeansSpec,
  options: EmmeansOptions,
): MeansGrid {
  const whole = wholeGridFit(given, component);
  const grid = referenceGrid(whole, { at: valuesAt(options.at), predicted: options.predicted });
  const cells = marginalMeans(whole, spec, cellGrid(grid), options.weights ?? "equal");
  const { fit, linearFull, known } = responseFunctions(whole, component, grid, cells.linearFull);
  const means = new Means({
    fit,
    df: denominatorDf(fit, options.ddf ?? fit.ddf.ofMeans ?? fit.ddf.default, options),
    ...cells,
    linearFull,
    known,
    estimateName: "emmean",
    transformation: fit.responseForm.transformation,
  }, {
    ...PLAIN_VIEW,
    level: options.level ?? 0.95,
    scale: options.type ?? "response",
    adjust: ownAdjustment(spec, options),
  });
  return withContrasts(means, spec, options);
}

/** The adjustment asked for, where there are no contrasts that it is meant for. */
export function ownAdjustment(spec: MeansSpec, options: EmmeansOptions): Adjust {
  const ofContrasts = (options.contrasts ?? spec.method) !== null;
  return ofContrasts ? "none" : checkAdjust(options.adjust ?? "none");
}

/** `at` with single values made lists. */
export function valuesAt(
  at: EmmeansOptions["at"],
): Record<string, readonly GridValue[]> | undefined {
  if (!at) return undefined;
  return Object.fromEntries(
    Object.entries(at).map(([k, v]) => [k, Array.isArray(v) ? v : [v as GridValue]]),
  );
}

/** Adds the contrasts that a spec or the options ask for. */
export function withContrasts(means: Means, spec: MeansSpec, options: EmmeansOptions): Means {
  const method = options.contrasts ?? spec.method;
  if (!method) return means;
  const more: ContrastOptions = { level: means.level };
  if (options.adjust !== undefined) more.adjust = options.adjust;
  const { ref, reverse, maxDegree } = options;
  Object.assign(more, { ref, reverse, maxDegree });
  means.contrasts = contrast(means, method, more);
  return means;
}

type MarginParts = Pick<
  MeansParts,
  | "linearFull"
  | "known"
  | "at"
  | "factors"
  | "by"
  | "averagedOver"
  | "first"
  | "remarks"
  | "cells"
>;

/**
 * Averages of a grid over what a spec leaves out.
 *
 * @param trend the variable of a trend, which counts as one of the spec's where interactions matter
 */
export function marginalMeans(
  fit: Fit,
  spec: MeansSpec,
  grid: ReferenceGrid,
  weights: Weights | readonly number[],
  trend?: string,
): MarginParts {
  if (typeof weights === "string" && !WEIGHTS.includes(weights)) {
    fail("unknown-weights", `There is no weighting called ${weights}`, {
      hint: `Choose one of ${WEIGHTS.join(", ")}`,
    });
  }
  const { factors, by } = withNests(spec, grid);
  const names = grid.variables.map((v) => v.name);
  const margin = [...factors, ...by].map((name) => {
    const i = names.indexOf(name);
    return i < 0 ? unknownVariable(name, names) : i;
  });
  const { places, rows, known, occurs } = marginsOf(grid, margin, weights);
  const first: Note[] = [];
  if (grid.nesting.size > 0) first.push(nestingNote(grid.nesting));
  const facs = trend === undefined ? [...factors, ...by] : [...factors, ...by, trend];
  if (facs.length > 0 && isInLargerTerm(fit, facs)) first.push(interactionNote());
  const overall = factors.length === 0 && by.length === 0;
  const shown = displayed(grid, margin, places, occurs);
  return {
    linearFull: shown.map((k) => rows[k]!),
    known: Float64Array.from(shown, (k) => known[k]!),
    at: shown.map((k) => {
      const at: Record<string, GridValue> = overall ? { "1": "overall" } : {};
      margin.forEach((v, j) => {
        const variable = grid.variables[v]!;
        at[variable.name] = variable.values[places[k]![j]!]!;
      });
      return at;
    }),
    factors: overall ? ["1"] : factors,
    by,
    averagedOver: grid.variables
      .filter((v, i) => !margin.includes(i) && v.values.length > 1)
      .map((v) => v.name),
    first,
    cells: marginGrid(grid, margin, places, { rows, known }),
  };
}

/** The margin of a grid as a grid, its cells counted. */
function marginGrid(
  grid: ReferenceGrid,
  margin: readonly number[],
  places: readonly Int32Array[],
  { rows, known }: Pick<ReferenceGrid, "rows" | "known">,
): ReferenceGrid {
  const variables = margin.map((v) => grid.variables[v]!);
  const names = new Set(variables.map((v) => v.name));
  const weights = new Float64Array(places.length);
  const strides = stridesOf(variables);
  for (let i = 0; i < grid.size; i++) {
    let place = 0;
    margin.forEach((v, j) => {
      const { values } = grid.variables[v]!;
      place += strides[j]! * (Math.floor(i / grid.strides[v]!) % values.length);
    });
    weights[place]! += grid.weights[i]!;
  }
  const nesting = new Map(
    [...grid.nesting].filter(([name, outer]) =>
      names.has(name) && outer.every((o) => names.has(o))
    ),
  );
  return { variables, size: places.length, strides, rows, weights, known, nesting };
}

/** A nested factor in a spec brings the factors it is nested in. */
function withNests(spec: MeansSpec, grid: ReferenceGrid): { factors: string[]; by: string[] } {
  const nested = [...spec.factors, ...spec.by].filter((v) => grid.nesting.has(v));
  if (nested.length === 0) return spec;
  const outer = nested.flatMap((v) => grid.nesting.get(v)!);
  const by = [...new Set([...spec.by, ...outer.filter((v) => spec.by.includes(v))])];
  const nestedBy = spec.by.filter((v) => grid.nesting.has(v));
  for (const v of nestedBy) {
    for (const o of grid.nesting.get(v)!) if (!by.includes(o)) by.unshift(o);
  }
  const all = [...new Set([...nested, ...outer, ...spec.factors])];
  return { factors: all.filter((v) => !by.includes(v)), by };
}

/** Places of the means to show: those of impossible combinations of nests are left out. */
export function displayed(
  grid: ReferenceGrid,
  margin: readonly number[],
  places: readonly Int32Array[],
  occurs: readonly boolean[],
): number[] {
  const all = places.map((_, k) => k);
  const nested = margin.filter((v) => grid.nesting.has(grid.variables[v]!.name));
  if (nested.length === 0) return all;
  const found = new Set<string>();
  const groups = nested.map((v) => {
    const outer = grid.nesting.get(grid.variables[v]!.name)!;
    return [v, ...margin.filter((u) => outer.includes(grid.variables[u]!.name))];
  });
  for (let i = 0; i < grid.size; i++) {
    if (!(grid.weights[i]! > 0)) continue;
    groups.forEach((g, n) => {
      const place = g.map((v) =>
        Math.floor(i / grid.strides[v]!) % grid.variables[v]!.values.length
      );
      found.add(`${n}:${place.join(",")}`);
    });
  }
  return all.filter((k) =>
    occurs[k] &&
    groups.every((g, n) =>
      found.has(`${n}:${g.map((v) => places[k]![margin.indexOf(v)]!).join(",")}`)
    )
  );
}

/** Whether some term has all these variables and others besides. */
function isInLargerTerm(fit: Fit, names: readonly string[]): boolean {
  const { terms, variables } = fit.fixed;
  return terms.some((t) => {
    const sources = new Set<string>();
    for (const label of t.variables) {
      const v = variables.find((u) => u.label === label);
      for (const s of v ? v.sources : [label]) sources.add(s);
    }
    return sources.size > names.length && names.every((n) => sources.has(n));
  });
}
