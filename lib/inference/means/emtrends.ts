/**
 * Trends: the slope of a covariate, averaged as means are.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Fit } from "../../model/fit.ts";
import type { Expr } from "../../syntax/expr.ts";
import { denominatorDf } from "../df/denominator_df.ts";
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
import { predictorNames, referenceGrid, shiftedRows, unknownVariable } from "./reference_grid.ts";
import type { ReferenceGrid } from "./grid.ts";

/**
 * Slopes of a covariate for each combination of a spec's factors, at the reference grid's values of
 * the others.
 *
 * The derivative of each row of the grid is taken by differences extrapolated to step zero
 * (Richardson): exact for polynomials up to degree six, and to about 1e-10 for `log` and its like.
 * emmeans takes one forward difference of a thousandth of the range, which agrees where the
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
  options: EmmeansOptions = {},
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
  const df = denominatorDf(fit, options.ddf ?? fit.ddf.default, options);
  const grid = referenceGrid(fit, { at: valuesAt(options.at) });
  const slopes: ReferenceGrid = {
    ...grid,
    rows: derivatives(fit, grid, variable, column.values),
    known: new Float64Array(grid.size),
  };
  const parts = marginalMeans(fit, spec, slopes, options.weights ?? "equal", variable);
  const trends = new Means({
    fit,
    df,
    ...parts,
    estimateName: `${variable}.trend`,
    transformation: null,
  }, { ...PLAIN_VIEW, level: options.level ?? 0.95, adjust: ownAdjustment(spec, options) });
  return withContrasts(trends, spec, options);
}

/** Levels of the extrapolation: steps h, h/2, h/4. */
const LEVELS = 3;

function derivatives(
  fit: Fit,
  grid: ReferenceGrid,
  variable: string,
  values: Float64Array,
): Float64Array[] {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  // a power of two: x ± h differs from x by exactly h where x has digits to spare
  let h = 2 ** Math.round(Math.log2((high - low || Math.abs(high) || 1) / 64));
  for (let attempt = 0; attempt < 12; attempt++, h /= 4) {
    const d = extrapolated(fit, grid, variable, h);
    if (d.every((row) => row.every(Number.isFinite))) return d;
  }
  fail("no-derivative", `The model has no slope in ${variable} at the values of the grid`, {
    hint: "Give other values with `at`",
  });
}

function extrapolated(
  fit: Fit,
  grid: ReferenceGrid,
  variable: string,
  h: number,
): Float64Array[] {
  let table = Array.from({ length: LEVELS }, (_, k) => {
    const step = h / 2 ** k;
    const up = shiftedRows(fit, grid, variable, step);
    const down = shiftedRows(fit, grid, variable, -step);
    return up.map((row, i) => row.map((x, j) => (x - down[i]![j]!) / (2 * step)));
  });
  for (let order = 1; order < LEVELS; order++) {
    const factor = 4 ** order;
    table = table.slice(1).map((finer, k) =>
      finer.map((row, i) => row.map((x, j) => x + (x - table[k]![i]![j]!) / (factor - 1)))
    );
  }
  return table[0]!;
}
