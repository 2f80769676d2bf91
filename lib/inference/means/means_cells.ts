/**
 * Means that are a whole grid: the reference grid itself, means of such means, and grids whose factors are
 * grouped.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Fit } from "../../model/fit.ts";
import { suggestion } from "../../syntax/nearest.ts";
import type { Expr } from "../../syntax/expr.ts";
import { requireModel } from "../contrast/contrast.ts";
import type { DenominatorDf } from "../df/ddf.ts";
import { denominatorDf } from "../df/denominator_df.ts";
import { PLAIN_VIEW, type Show } from "../estimate/view.ts";
import { partFit } from "./components.ts";
import {
  displayed,
  emmeans,
  type EmmeansOptions,
  marginalMeans,
  ownAdjustment,
  valuesAt,
  withContrasts,
} from "./emmeans.ts";
import { type GridValue, type GridVariable, type ReferenceGrid, stridesOf } from "./grid.ts";
import type { MeansGrid } from "./means_grid.ts";
import { parseSpec } from "./means_spec.ts";
import { predictorNames, referenceGrid, unknownVariable } from "./reference_grid.ts";
import { Means } from "./viewed_means.ts";

/** What emmeans calls the estimates of a reference grid. */
const PREDICTION = "prediction";

/**
 * The reference grid of a fit as a table: the prediction of every combination of its predictors, of which
 * `meansOfMeans` takes means.
 *
 * @throws DiagnosticError as `emmeans`
 * @example
 * ```ts
 * import { lm, meansOfMeans, referenceMeans, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"], x: [0, 1, 0, 3] });
 * const grid = referenceMeans(lm("y ~ Trt + x", data), { at: { x: [0, 2] } });
 * if (grid.rows.length !== 4 || meansOfMeans(grid, "~ Trt").rows.length !== 2) throw new Error();
 * ```
 */
export function referenceMeans(given: Fit, options: EmmeansOptions = {}): MeansGrid {
  const component = options.component ?? "cond";
  if (component === "response" || component === "cmean") {
    const names = predictorNames(given);
    const whole = emmeans(given, names.length > 0 ? `~ ${names.join(" * ")}` : "~ 1", options);
    const { parts, view } = withCells(whole);
    return new Means({ ...parts, first: [] }, { ...view, show: "none" });
  }
  const fit = component === "cond" ? given : partFit(given, component);
  const df = denominatorDf(fit, options.ddf ?? fit.ddf.ofMeans ?? fit.ddf.default, options);
  const found = referenceGrid(fit, { at: valuesAt(options.at), predicted: options.predicted });
  const cells: ReferenceGrid = {
    ...found,
    ...(options.nesting === undefined ? {} : { nesting: options.nesting ?? new Map() }),
    ...(options.offset === undefined
      ? {}
      : { known: new Float64Array(found.size).fill(options.offset) }),
  };
  return gridMeans(fit, cells, {
    df,
    transformation: fit.responseForm.transformation,
    level: options.level,
    scale: options.type,
  });
}

/** How a whole grid is shown as means. */
export interface GridView {
  /** Default: the method that the fit has for means. */
  df?: DenominatorDf | undefined;
  /** The scale on which the rows are. */
  transformation: MeansGrid["transformation"];
  /** Default that of a reference grid. */
  estimateName?: string | undefined;
  /** Default neither limits nor tests. */
  show?: Show | undefined;
  /** Default 0.95. */
  level?: number | undefined;
  /** Default `link`. */
  scale?: "link" | "response" | undefined;
}

/** All cells of a grid as means. */
export function gridMeans(fit: Fit, cells: ReferenceGrid, view: GridView): MeansGrid {
  return new Means({
    fit,
    df: view.df ?? denominatorDf(fit, fit.ddf.ofMeans ?? fit.ddf.default),
    ...shownCells(cells),
    by: [],
    averagedOver: [],
    estimateName: view.estimateName ?? PREDICTION,
    transformation: view.transformation,
    first: [],
    cells,
  }, {
    ...PLAIN_VIEW,
    level: view.level ?? 0.95,
    scale: view.scale ?? "link",
    show: view.show ?? "none",
  });
}

/** The rows of a table that has all cells that can be. */
function shownCells(cells: ReferenceGrid) {
  const { variables, strides, size } = cells;
  const places = Array.from(
    { length: size },
    (_, i) => Int32Array.from(variables, (v, k) => Math.floor(i / strides[k]!) % v.values.length),
  );
  const margin = variables.map((_, k) => k);
  const shown = displayed(cells, margin, places, places.map(() => true));
  return {
    linearFull: shown.map((i) => cells.rows[i]!),
    known: Float64Array.from(shown, (i) => cells.known[i]!),
    at: shown.map((i): Record<string, GridValue> =>
      variables.length === 0
        ? { "1": 1 }
        : Object.fromEntries(variables.map((v, k) => [v.name, v.values[places[i]![k]!]!]))
    ),
    factors: variables.length === 0 ? ["1"] : variables.map((v) => v.name),
  };
}

/** Means with the cells that they are all of. */
function withCells(table: MeansGrid): Means & { parts: { cells: ReferenceGrid } } {
  const own = requireModel(table);
  if (own instanceof Means && own.parts.cells) {
    return own as Means & { parts: { cells: ReferenceGrid } };
  }
  return fail("no-grid", "Rows that were picked or put together are no grid to average over", {
    hint: "Take the means of the model, or of ref_grid(m)",
  });
}

/**
 * Means over the cells of other means, those of a reference grid among them.
 *
 * @throws DiagnosticError `no-grid`, and as `emmeans`
 */
export function meansOfMeans(
  table: MeansGrid,
  specs: string | Expr,
  options: EmmeansOptions = {},
): MeansGrid {
  const { parts, view } = withCells(table);
  const spec = parseSpec(specs);
  const made = marginalMeans(parts.fit, spec, parts.cells, options.weights ?? "equal");
  const means = new Means({
    fit: parts.fit,
    df: parts.df,
    ...made,
    averagedOver: [...parts.averagedOver, ...made.averagedOver],
    first: made.first.filter(({ code }) => code !== "nesting"),
    estimateName: parts.estimateName === PREDICTION ? "emmean" : parts.estimateName,
    transformation: parts.transformation,
  }, {
    ...PLAIN_VIEW,
    level: options.level ?? view.level,
    scale: options.type ?? view.scale,
    adjust: ownAdjustment(spec, options),
  });
  return withContrasts(means, spec, options);
}

/**
 * The same cells with a factor more, in which another one is nested.
 *
 * @param name of the new factor
 * @param reference the factor that it groups
 * @param groups the group of each level of that factor
 * @param levels the groups in their order
 * @throws DiagnosticError `no-grid`, `unknown-variable`, `bad-value`
 */
export function groupedCells(
  table: MeansGrid,
  name: string,
  reference: string,
  groups: readonly string[],
  levels: readonly string[],
): MeansGrid {
  const { cells } = withCells(table).parts;
  const names = cells.variables.map((v) => v.name);
  const place = names.indexOf(reference);
  if (place < 0) unknownVariable(reference, names);
  if (names.includes(name)) {
    fail("bad-value", `${name} is a factor of the grid already`, {
      hint: "Give the groups another name",
    });
  }
  const { values } = cells.variables[place]!;
  if (groups.length !== values.length) {
    fail("bad-value", `${reference} has ${values.length} levels, and ${groups.length} groups`, {
      hint: `Give one group for each of ${values.join(", ")}`,
    });
  }
  const odd = groups.find((g) => !levels.includes(g));
  if (odd !== undefined) {
    fail("unknown-level", `There is no group ${odd}`, {
      hint: suggestion(odd, levels, "They are"),
    });
  }
  const more: GridVariable = { name, values: [...levels], counted: true };
  const variables = [...cells.variables, more];
  const n = cells.size;
  const belongs = (i: number, k: number): boolean =>
    groups[Math.floor(i / cells.strides[place]!) % values.length] === levels[k];
  const weights = new Float64Array(n * levels.length);
  for (let i = 0; i < n; i++) {
    // a cell without rows of the data still is one
    levels.forEach((_, k) => {
      if (belongs(i, k)) weights[k * n + i] = Math.max(cells.weights[i]!, Number.MIN_VALUE);
    });
  }
  const nesting = new Map(cells.nesting);
  nesting.set(reference, [...nesting.get(reference) ?? [], name]);
  for (const [inner, outer] of cells.nesting) {
    if (outer.includes(reference)) nesting.set(inner, [...outer, name]);
  }
  const grouped: ReferenceGrid = {
    variables,
    size: n * levels.length,
    strides: stridesOf(variables),
    rows: levels.flatMap(() => cells.rows),
    weights,
    known: Float64Array.from(levels.flatMap(() => [...cells.known])),
    nesting,
  };
  return withCellsAs(table, grouped);
}

/**
 * The same cells with the levels of a factor in another order.
 *
 * @param order places of its levels, counted from 0, in the order in which they are to stand
 * @throws DiagnosticError `no-grid`, `unknown-variable`, `bad-value` where they are not all of its levels
 */
export function permutedCells(
  table: MeansGrid,
  name: string,
  order: readonly number[],
): MeansGrid {
  const { parts, view } = withCells(table);
  const { cells } = parts;
  const names = cells.variables.map((v) => v.name);
  const place = names.indexOf(name);
  if (place < 0) unknownVariable(name, names);
  const { values } = cells.variables[place]!;
  const whole = order.length === values.length && values.every((_, i) => order.includes(i));
  if (!whole) {
    fail("bad-value", `${name} has ${values.length} levels, of which each stands once`, {
      hint: `Give the places of ${values.join(", ")} in their new order`,
    });
  }
  const stride = cells.strides[place]!;
  const from = Array.from({ length: cells.size }, (_, i) => {
    const own = Math.floor(i / stride) % values.length;
    return i + (order[own]! - own) * stride;
  });
  const permuted: ReferenceGrid = {
    ...cells,
    variables: cells.variables.map((v, k) =>
      k === place ? { ...v, values: order.map((i) => values[i]!) } : v
    ),
    rows: from.map((i) => cells.rows[i]!),
    weights: Float64Array.from(from, (i) => cells.weights[i]!),
    known: Float64Array.from(from, (i) => cells.known[i]!),
  };
  return new Means({ ...parts, ...shownCells(permuted), by: parts.by, cells: permuted }, view);
}

/** Means of other cells, without groups. */
export function withCellsAs(table: MeansGrid, cells: ReferenceGrid): MeansGrid {
  const { parts, view } = withCells(table);
  return new Means({ ...parts, ...shownCells(cells), by: [], cells }, view);
}

/**
 * All cells of means.
 *
 * @throws DiagnosticError `no-grid`
 */
export function cellsOf(table: MeansGrid): ReferenceGrid {
  return withCells(table).parts.cells;
}

/**
 * The same numbers on another scale, or under another name.
 *
 * @throws DiagnosticError `no-means` of contrasts
 */
export function rescaled(
  table: MeansGrid,
  { transformation, estimateName }: {
    transformation?: MeansGrid["transformation"] | undefined;
    estimateName?: string | undefined;
  },
): MeansGrid {
  const own = requireModel(table);
  if (!(own instanceof Means)) {
    return fail("no-means", "Only means have a scale to change", { hint: "Hand over emmeans()" });
  }
  const { parts, view } = own;
  return new Means({
    ...parts,
    ...(transformation === undefined ? {} : { transformation }),
    ...(estimateName === undefined ? {} : { estimateName }),
  }, transformation === null ? { ...view, scale: "link" } : view);
}
