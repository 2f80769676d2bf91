/**
 * Trends: the slope of a covariate, averaged as means are.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Fit } from "../../model/fit.ts";
import type { Expr } from "../../syntax/expr.ts";
import { denominatorDf } from "../df/denominator_df.ts";
import { type Curve, curveSlopes, responseSlopes, taylorRows } from "./derivatives.ts";
import {
  type EmmeansOptions,
  marginalMeans,
  ownAdjustment,
  valuesAt,
  withContrasts,
} from "./emmeans.ts";
import { Means } from "./viewed_means.ts";
import { PLAIN_VIEW } from "../estimate/view.ts";
import type { MeansGrid } from "./means_grid.ts";
import { parseSpec } from "./means_spec.ts";
import { predictorNames, referenceGrid, unknownVariable } from "./reference_grid.ts";
import { type ReferenceGrid, stridesOf } from "./grid.ts";

/** Options of `emtrends`. */
export interface TrendOptions extends EmmeansOptions {
  /** What slopes are with respect to, where it is a function of the covariate: `log(x)`. */
  curve?: Curve | undefined;
  /**
   * The highest degree: with more than 1 the terms of the Taylor series, half the second derivative for the
   * quadratic one, in a factor `degree`.
   */
  degrees?: number | undefined;
  /** Slopes of the mean of the response, where the model is on another scale. */
  response?: boolean | undefined;
}

/** Names of degrees. */
const DEGREES = ["linear", "quadratic", "cubic", "quartic", "quintic"];

/**
 * Slopes of a covariate for each combination of a spec's factors, at the reference grid's values of
 * the others.
 *
 * The derivative of each row of the grid is taken by differences extrapolated to step zero
 * (Richardson): exact for polynomials up to degree six, and to about 1e-10 for `log` and its like; those
 * of higher degrees are by differences over nine places. emmeans takes one forward difference of a thousandth of the range, which agrees where the
 * covariate enters linearly.
 *
 * @param variable the covariate's name
 * @throws DiagnosticError `unknown-variable`, `not-a-covariate`, and as `emmeans`
 * @example
 * ```ts
 * import { emtrends, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 3, 5, 9, 8, 7], x: [0, 1, 2, 0, 1, 2], g: [..."aaabbb"] });
 * const trends = emtrends(lm("y ~ x * g", data), "~ g", "x");
 * if (Math.abs(trends.rows[1]!.estimate! + 1) > 1e-9) throw new Error();
 * ```
 */
export function emtrends(
  fit: Fit,
  specs: string | Expr,
  variable: string,
  options: TrendOptions = {},
): MeansGrid {
  const spec = parseSpec(specs);
  const names = predictorNames(fit);
  if (!names.includes(variable)) unknownVariable(variable, names);
  const column = fit.data.require(variable);
  const asFactor = fit.fixed.variables.some((v) =>
    v.kind === "factor" && v.sources.includes(variable)
  );
  if (column.kind !== "numeric" || asFactor) {
    fail("not-a-covariate", `${variable} is a factor, and a trend needs a covariate`, {
      hint: "Compare its means with emmeans, or use it as a number in the model",
    });
  }
  const most = options.degrees ?? 1;
  if (!(Number.isInteger(most) && most >= 1 && most <= DEGREES.length)) {
    fail("bad-value", `There are no trends up to degree ${most}`, {
      hint: `Give a whole number from 1 to ${DEGREES.length}`,
    });
  }
  const df = denominatorDf(fit, options.ddf ?? fit.ddf.ofMeans ?? fit.ddf.default, options);
  const grid = referenceGrid(fit, { at: valuesAt(options.at) });
  const slopes = slopesOf(fit, grid, variable, column.values, options);
  const named = [...spec.factors, ...spec.by];
  const own = most > 1 && !named.includes("degree")
    ? { ...spec, by: [...spec.by, "degree"] }
    : spec;
  const parts = marginalMeans(fit, own, slopes, options.weights ?? "equal", variable);
  const { curve } = options;
  const trends = new Means({
    fit,
    df,
    ...parts,
    estimateName: `${curve?.label ?? variable}.trend`,
    transformation: null,
  }, { ...PLAIN_VIEW, level: options.level ?? 0.95, adjust: ownAdjustment(spec, options) });
  return withContrasts(trends, spec, options);
}

/** The grid with slopes in the place of its rows; of several degrees with a factor of them. */
function slopesOf(
  fit: Fit,
  grid: ReferenceGrid,
  variable: string,
  values: Float64Array,
  { curve, degrees = 1, response }: TrendOptions,
): ReferenceGrid {
  const known = new Float64Array(grid.size);
  if (degrees === 1) {
    const first = taylorRows(fit, grid, variable, values, 1)[0]!;
    const there = response ? responseSlopes(fit, grid, first) : { rows: first, known };
    const made = curve ? curveSlopes(grid, variable, there, curve) : there;
    return { ...grid, ...made };
  }
  if (curve || response) {
    fail("bad-value", "Trends of higher degrees are those of the covariate on the model's scale", {
      hint: "Leave max.degree out, or take the trend of the covariate itself",
    });
  }
  const variables = [
    ...grid.variables,
    { name: "degree", values: DEGREES.slice(0, degrees), counted: true },
  ];
  const repeat = (x: Float64Array): Float64Array =>
    Float64Array.from({ length: x.length * degrees }, (_, i) => x[i % x.length]!);
  return {
    ...grid,
    variables,
    size: grid.size * degrees,
    strides: stridesOf(variables),
    rows: taylorRows(fit, grid, variable, values, degrees).flat(),
    weights: repeat(grid.weights),
    known: repeat(known),
  };
}
