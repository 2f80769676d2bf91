/**
 * Contrasts of means: families, weight vectors, interactions, and how they are shown.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import {
  type ContrastFamily,
  contrastFamily,
  customFamily,
  type FamilyOptions,
  madeFamily,
} from "./contrast_family.ts";
import type { ContrastGroup } from "./contrast_parts.ts";
import {
  type Adjust,
  ADJUSTMENTS,
  type EstimateView,
  PLAIN_VIEW,
  type Show,
  type Side,
} from "../estimate/view.ts";
import { Contrasts } from "./viewed_contrasts.ts";
import { combined, groupRows, groupsBy, isNumeric, labelOf, pick } from "./contrast_groups.ts";
import { type CombinedFunctions, sparse } from "./weights.ts";
import { interactionContrasts } from "./interaction_contrast.ts";
import type { ContrastTable } from "./contrast_table.ts";
import type { ContrastWeights, MadeFamily, Method } from "./method.ts";
import { givenDf } from "../df/given_df.ts";
import { biasAdjusted } from "../means/bias_adjusted.ts";
import { Means } from "../means/viewed_means.ts";
import type { MeansGrid, MeansTable } from "../means/means_grid.ts";
import { methodNamed } from "../means/means_spec.ts";

/** How contrasts are shown. */
export interface ViewOptions {
  /** Default: the family's own. */
  adjust?: Adjust | undefined;
  /** Default that of the means, 0.95. */
  level?: number | undefined;
  /** Tests, intervals or both. Default: tests. */
  show?: Show | undefined;
  /** `left` (`<`), `right` (`>`), or a test against the threshold `delta`. */
  side?: Side | undefined;
  /** Threshold of equivalence and non-inferiority, on the scale of the model. */
  delta?: number | undefined;
  /** The value tested against, on the scale of the model. */
  nullValue?: number | undefined;
  /** `response` takes contrasts of logarithms back as ratios. */
  type?: "link" | "response" | undefined;
  /** Degrees of freedom in the place of those of the method. */
  df?: number | undefined;
  /** Adjusts each contrast across the groups of `by` as well. */
  crossAdjust?: Adjust | undefined;
  /** The deviation of the transformed response, for which means of the response are adjusted. */
  biasSigma?: number | undefined;
}

/** Options of `contrast`. */
export interface ContrastOptions extends ViewOptions, FamilyOptions {
  /** Contrast within groups of these; null: across everything. Default: the means' own `by`. */
  by?: string | readonly string[] | null | undefined;
  /** The complement of `by`: contrast these, within groups of all others. */
  simple?: string | readonly string[] | undefined;
  /** Products of families, one for each factor (the last is repeated). */
  interaction?: boolean | Method | readonly (Method | ContrastWeights)[] | undefined;
  /** Multiplies the weights of the contrasts. Default 1. */
  scale?: number | undefined;
  /** Is added to each contrast. Default 0. */
  offset?: number | undefined;
  /** What the column of names is called. Default `contrast`. */
  name?: string | undefined;
  /** Names of factors that precede their levels; false for none, true for those of numbers. Default true. */
  enhance?: boolean | readonly string[] | undefined;
  /** Whether levels with signs of arithmetic stand in parentheses. Default true. */
  parens?: boolean | undefined;
  /** Whether differences of logarithms may go back as ratios. Default true. */
  ratios?: boolean | undefined;
}

/**
 * Contrasts of means within the means' `by` groups; or of contrasts, further.
 *
 * @param method a family, or weight vectors by name
 * @returns one row for each contrast and group, tests adjusted within the group
 * @throws DiagnosticError `unknown-method`, `unknown-adjust`, `unknown-variable`, `unknown-level`,
 * `contrast-length`
 * @example
 * ```ts
 * import { contrast, emmeans, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const means = emmeans(lm("y ~ Trt", data), "~ Trt");
 * const table = contrast(means, { "B-A": [-1, 1] });
 * if (Math.abs(table.rows[0]!.estimate! - 3) > 1e-12) throw new Error();
 * ```
 */
export function contrast(
  grid: MeansGrid | ContrastTable,
  method: Method | ContrastWeights | MadeFamily = "eff",
  options: ContrastOptions = {},
): ContrastTable {
  const means = requireMeans(grid);
  const by = groupsBy(means, options);
  const groups = groupRows(means, by);
  if (options.interaction) {
    const families = familiesOf(
      options.interaction,
      typeof method === "function" ? "eff" : method,
    );
    const parts = interactionContrasts(means, families, by, options);
    return new Contrasts(parts, viewOf(means, "none", options));
  }
  const all = [...means.factors, ...means.by];
  const variables = all.filter((v) => !by.includes(v));
  const { enhance = true } = options;
  const numeric = typeof enhance === "object"
    ? variables.filter((v) => enhance.includes(v))
    : variables.filter((v) => enhance && means.rows.every((r) => isNumeric(r.at[v]!)));
  let type: ContrastFamily["type"] = "contrast";
  let adjust: Adjust = "none";
  let labels: readonly string[] | null = null;
  const made = groups.map((rows): ContrastGroup => {
    const raw = rows.map((i) => labelOf(means.rows[i]!.at, variables, numeric));
    const levels = options.parens === false ? raw : raw.map((l) => /[-+/*]/.test(l) ? `(${l})` : l);
    if (by.length === 0) labels = raw;
    const family = typeof method === "string"
      ? contrastFamily(methodNamed(method), levels, raw, options)
      : typeof method === "function"
      ? madeFamily(method, levels)
      : customFamily(method, rows.length);
    ({ type, adjust } = family);
    if (family.names.length === 0) nothing(family, rows.length);
    return {
      by: by.length === 0 ? null : pick(means.rows[rows[0]!]!.at, by),
      names: family.names,
      parts: null,
      ...moved(combined(means, rows, family.coefficients), options),
      familySize: family.size ?? rows.length,
    };
  });
  return new Contrasts({
    fit: means.fit,
    df: options.df === undefined ? means.df : givenDf(means.df, options.df),
    method: typeof method === "string" ? method : "custom",
    by,
    groups: made,
    primary: variables,
    type,
    averagedOver: means.averagedOver,
    estimateName: "estimate",
    transformation: differencesOf(means, type, options.ratios ?? true),
    label: options.name ?? (by.includes("contrast") ? "contrast1" : undefined),
    of: { factors: all, at: means.parts.at, groups, labels },
  }, viewOf(means, adjust, options));
}

/**
 * All pairwise differences: `contrast(grid, "pairwise", options)`.
 *
 * @example
 * ```ts
 * import { emmeans, lm, pairs, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const table = pairs(emmeans(lm("y ~ Trt", data), "~ Trt"));
 * if (table.rows[0]!.contrast !== "A - B") throw new Error();
 * ```
 */
export function pairs(
  grid: MeansGrid | ContrastTable,
  options: ContrastOptions = {},
): ContrastTable {
  return contrast(grid, "pairwise", options);
}

function requireMeans(grid: MeansGrid | MeansTable | ContrastTable): Means {
  if (grid instanceof Means) return grid;
  if (grid instanceof Contrasts) return asMeans(grid);
  fail("means-without-model", "These means have lost the model they came from", {
    hint: "Use the value that emmeans gave, not a copy of its fields",
  });
}

/** Contrasts as the things to be contrasted further. */
function asMeans(table: Contrasts): Means {
  const { parts, view } = table;
  const { fit, df, groups, by, averagedOver, transformation } = parts;
  return new Means({
    fit,
    df,
    linearFull: groups.flatMap((g) => g.functions.rows()),
    known: Float64Array.from(groups.flatMap((g) => g.known)),
    at: groups.flatMap((g) =>
      g.names.map((name, i) => ({
        ...(g.parts?.[i] ?? { [table.label ?? "contrast"]: name }),
        ...g.by,
      }))
    ),
    factors: Object.keys(groups[0]?.parts?.[0] ?? { [table.label ?? "contrast"]: 0 }),
    by,
    averagedOver,
    estimateName: "estimate",
    transformation: transformation?.ratio ? transformation : null,
    first: [],
  }, { ...PLAIN_VIEW, level: view.level, scale: view.scale });
}

/** Contrasts multiplied by a number, and one added to them. */
function moved(
  made: { functions: CombinedFunctions; known: number[] },
  { scale = 1, offset = 0 }: ContrastOptions,
): { functions: CombinedFunctions; known: number[] } {
  if (scale === 1 && offset === 0) return made;
  return {
    functions: scale === 1 ? made.functions : made.functions.scaled(scale),
    known: made.known.map((k) => k * scale + offset),
  };
}

/** emmeans's name for the contrasts of a single mean, of which there are none. */
function nothing(family: ContrastFamily, k: number): void {
  family.names.push("(nothing)");
  family.coefficients.push(sparse(new Float64Array(k).fill(NaN)));
}

/** What contrasts go back by: weights that sum to zero make differences. */
function differencesOf(
  means: Means,
  type: ContrastFamily["type"],
  ratios: boolean,
): Means["transformation"] {
  const { transformation } = means;
  // what may not go back stays on its scale, as differences of square roots do
  if (!ratios && transformation) return { ...transformation, ratio: null };
  return type === "prediction" ? transformation : transformation?.ofDifferences ?? transformation;
}

/** The families of an interaction contrast: named there, or the method for every factor. */
function familiesOf(
  interaction: true | Method | readonly (Method | ContrastWeights)[],
  method: Method | ContrastWeights,
): (Method | ContrastWeights)[] {
  if (interaction === true) return [typeof method === "string" ? methodNamed(method) : "eff"];
  return (typeof interaction === "string" ? [interaction] : interaction).map((m) =>
    typeof m === "string" ? methodNamed(m) : m
  );
}

function viewOf(means: Means, adjust: Adjust, options: ContrastOptions): EstimateView {
  const asked = options.adjust ?? adjust;
  return {
    adjust: checkAdjust(asked),
    level: options.level ?? means.level,
    scale: options.type ?? means.view.scale,
    show: options.show ?? "test",
    side: sideOf(options),
    delta: Math.abs(options.delta ?? 0),
    nullValue: options.nullValue ?? 0,
    ...(options.crossAdjust === undefined ? {} : { crossAdjust: checkAdjust(options.crossAdjust) }),
  };
}

/** A threshold without a side is a test of equivalence. */
function sideOf(options: ViewOptions): Side {
  if (options.side !== undefined) return options.side;
  return options.delta ? "equivalence" : "two";
}

/** Throws `unknown-adjust` for a name that is none. */
export function checkAdjust(adjust: Adjust): Adjust {
  if (ADJUSTMENTS.includes(adjust)) return adjust;
  fail("unknown-adjust", `There is no adjustment called ${adjust}`, {
    hint: `Choose one of ${ADJUSTMENTS.join(", ")}`,
  });
}

/** Changes how means or contrasts are shown, leaving what is not mentioned. */
export function reshow<T extends MeansGrid | ContrastTable>(table: T, options: ViewOptions): T {
  const own = requireModel(table);
  const view: Partial<EstimateView & EstimateView> = {};
  if (options.show !== undefined) view.show = options.show;
  if (options.level !== undefined) view.level = options.level;
  if (options.type !== undefined) view.scale = options.type;
  if (options.side !== undefined || options.delta !== undefined) view.side = sideOf(options);
  if (options.delta !== undefined) view.delta = Math.abs(options.delta);
  if (options.nullValue !== undefined) view.nullValue = options.nullValue;
  if (options.adjust !== undefined) view.adjust = checkAdjust(options.adjust);
  if (options.crossAdjust !== undefined) view.crossAdjust = checkAdjust(options.crossAdjust);
  if (own instanceof Means) return reshownMeans(own, view, options) as MeansGrid as T;
  if (options.biasSigma !== undefined && own.parts.transformation) {
    fail("bias-of-contrasts", "Ratios and differences have no bias adjustment of their own", {
      hint: "Adjust the means, and contrast regrid() of them",
    });
  }
  if (options.df === undefined) return own.shown(view) as ContrastTable as T;
  const parts = { ...own.parts, df: givenDf(own.parts.df, options.df) };
  return new Contrasts(parts, { ...own.view, ...view }) as ContrastTable as T;
}

function reshownMeans(own: Means, view: Partial<EstimateView>, options: ViewOptions): Means {
  const { df, biasSigma } = options;
  const { transformation } = own.parts;
  if (df === undefined && (biasSigma === undefined || !transformation)) return own.shown(view);
  const parts = {
    ...own.parts,
    ...(df === undefined ? {} : { df: givenDf(own.parts.df, df) }),
    ...(biasSigma === undefined || !transformation
      ? {}
      : { transformation: biasAdjusted(transformation, biasSigma) }),
  };
  const shown = new Means(parts, { ...own.view, ...view });
  if (own.contrasts) shown.contrasts = own.contrasts;
  return shown;
}

/**
 * The tests of means or contrasts (`test` of emmeans): against `nullValue`, one-sided, or against a
 * threshold `delta` (equivalence, non-inferiority).
 *
 * @example
 * ```ts
 * import { emmeans, lm, tableFrom, test } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const tested = test(emmeans(lm("y ~ Trt", data), "~ Trt"), { nullValue: 1.5 });
 * if (tested.rows[0]!.pValue! < 0.999999) throw new Error();
 * ```
 */
export function test<T extends MeansGrid | ContrastTable>(
  table: T,
  options: ViewOptions = {},
): T {
  return reshow(table, { show: "test", ...options });
}

/** The class behind a table, or a fault if it is a copy. */
export function requireModel(table: MeansTable | ContrastTable): Means | Contrasts {
  if (table instanceof Contrasts) return table;
  return requireMeans(table as MeansTable);
}
