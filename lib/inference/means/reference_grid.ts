/**
 * The reference grid: the combinations of predictor values that means are averages over.
 *
 * Factors stand at each of their levels, covariates at their mean, a covariate with two values at
 * both (emmeans's `cov.keep = "2"`); a number inside `factor()` counts as a factor.
 *
 * @module
 */
import { heldMean, isHeld } from "../../model/formula/held.ts";
import { fail } from "../../diagnostic.ts";
import { cell, Table } from "../../data/table.ts";
import type { Column } from "../../data/column.ts";
import type { Fit } from "../../model/fit.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { findNesting } from "./nesting.ts";
import { type GridValue, type GridVariable, type ReferenceGrid, stridesOf } from "./grid.ts";

/**
 * Where covariates stand: at the mean, at the mean ± 1 (for joint tests), or on both sides of it
 * within the range of the data, where a function such as log() has a value in any case.
 */
export type Covariates = "mean" | "interval" | "within";

/** How a grid differs from the usual one. */
export interface GridOptions {
  /** Values for some predictors. */
  at?: Readonly<Record<string, readonly GridValue[]>> | undefined;
  /** Default: at the mean. */
  covariates?: Covariates;
  /** Covariates that no cell is counted by, whose values follow from those of the others. */
  predicted?: Readonly<Record<string, (cells: Table) => Float64Array>> | undefined;
}

const plainGrids = new WeakMap<Fit, Map<string, ReferenceGrid>>();

/**
 * The reference grid of a fit.
 *
 * @throws DiagnosticError `unknown-variable`, `unknown-level`, `bad-value` for what `at` gets wrong
 */
export function referenceGrid(fit: Fit, options: GridOptions = {}): ReferenceGrid {
  const covariates = options.covariates ?? "mean";
  if ((options.at && Object.keys(options.at).length > 0) || options.predicted) {
    return build(fit, options.at ?? {}, covariates, options.predicted);
  }
  let cache = plainGrids.get(fit);
  if (!cache) plainGrids.set(fit, cache = new Map());
  let grid = cache.get(covariates);
  if (!grid) cache.set(covariates, grid = build(fit, {}, covariates));
  return grid;
}

/** Names of the predictors, in the order of the formula. */
export function predictorNames(fit: Fit): string[] {
  const names: string[] = [];
  for (const v of fit.fixed.variables) {
    for (const s of v.sources) if (!names.includes(s)) names.push(s);
  }
  for (const s of fit.fixed.offsetSources) if (!names.includes(s)) names.push(s);
  return names;
}

/** Throws `unknown-variable` with what might have been meant. */
export function unknownVariable(name: string, names: readonly string[]): never {
  fail("unknown-variable", `${name} is no predictor of the model`, {
    hint: suggestion(name, names, "Its predictors are"),
  });
}

function build(
  fit: Fit,
  at: Readonly<Record<string, readonly GridValue[]>>,
  covariates: Covariates,
  predicted: GridOptions["predicted"] = {},
): ReferenceGrid {
  const names = predictorNames(fit);
  for (const name of Object.keys(at)) if (!names.includes(name)) unknownVariable(name, names);
  const counted = names.filter((name) => !Object.hasOwn(predicted, name));
  const variables = counted.map((name) => gridVariable(fit, name, at[name], covariates));
  const strides = stridesOf(variables);
  const size = variables.reduce((n, v) => n * v.values.length, 1);
  if (size > 5e6) {
    fail("grid-size", `The reference grid would have ${size} rows`, {
      hint: "Give fewer values in `at`, or treat a factor with very many levels as random",
    });
  }
  let table = gridTable(fit, variables, strides, size);
  for (const [name, value] of Object.entries(predicted)) {
    table = table.with({ kind: "numeric", name, values: value(table) });
  }
  const weights = cellWeights(fit, variables, strides, size);
  return {
    variables,
    size,
    strides,
    rows: fit.fixed.rowsFor(table),
    weights,
    known: knownPart(fit, at, table),
    nesting: findNesting(fit.fixed, variables, strides, weights),
  };
}

/**
 * The offset of each cell: its mean over the observations, as emmeans has it, which is not the offset
 * at the mean of a column where it is a curve (`offset(log(n))`). Where `at` gives values of its
 * columns, or these are factors, it is the offset there. Of a `glmmTMB` emmeans always has the offset at
 * the means of its columns.
 */
function knownPart(fit: Fit, at: Readonly<Record<string, unknown>>, table: Table): Float64Array {
  const { offset, offsetSources } = fit.fixed;
  const known = new Float64Array(table.nrow);
  if (!offset) return known;
  const moves = fit.kind === "glmmTMB" ||
    offsetSources.some((s) => Object.hasOwn(at, s) || fit.data.require(s).kind !== "numeric");
  return moves ? fit.fixed.offsetFor(table) : known.fill(meanOf(offset));
}

/**
 * Whether a numeric column is made a factor by the formula, `factor(x)`. A logical of it, `x > 9`, is
 * a function of the covariate as any other: it has its value at the covariate's mean.
 */
export function isCoerced(fit: Fit, name: string): boolean {
  return fit.fixed.variables.some((v) =>
    v.kind === "factor" && v.label !== name && v.sources.length === 1 && v.sources[0] === name &&
    COERCION.test(v.label)
  );
}

const COERCION = /(^|[^\w.])(as\.)?(factor|ordered)\s*\(/;

function gridVariable(
  fit: Fit,
  name: string,
  at: readonly GridValue[] | undefined,
  covariates: Covariates,
): GridVariable {
  const column = fit.data.require(name);
  if (column.kind !== "numeric") {
    const own = fit.fixed.variables.find((v) => v.label === name && v.kind === "factor");
    const levels = own ? own.levels : levelsOf(column);
    return { name, values: at ? chosenLevels(name, levels, at) : levels, counted: true };
  }
  const observed = observedValues(fit, name, column.values);
  // the rows of a cell stand for others, and their number of different values says nothing
  const few = isHeld(column) ? null : distinctUpTo(observed, 2);
  if (at) {
    const bad = at.find((v) => typeof v === "string" && !Number.isFinite(Number(v)));
    if (bad !== undefined || at.length === 0) {
      fail("bad-value", `${name} is numeric, and ${bad ?? "nothing"} is no value for it`, {
        hint: "Give numbers: at = list(x = c(1, 2))",
      });
    }
    const data = isCoerced(fit, name) ? distinct(column.values) : few;
    const values = at.map(Number);
    return { name, values, counted: data !== null && values.every((v) => data.includes(v)) };
  }
  if (isCoerced(fit, name)) return { name, values: distinct(column.values), counted: true };
  if (few) return { name, values: few, counted: true };
  const mean = isHeld(column) ? heldMean(column) : meanOf(observed);
  if (covariates === "mean") return { name, values: [mean], counted: false };
  const half = covariates === "interval" || isHeld(column) ? 1 : distanceToEnds(observed, mean) / 2;
  const values = [mean - half, mean + half];
  return { name, values, counted: false };
}

/** Rows of weight 0, which take no part in the fit but in what it is averaged over. */
function weightlessData(fit: Fit): Table | null {
  return fit.weightless?.data ?? null;
}

/** The values of a covariate, those of the rows of weight 0 among them. */
function observedValues(fit: Fit, name: string, used: Float64Array): Float64Array {
  const other = weightlessData(fit)?.require(name);
  return other?.kind === "numeric" ? Float64Array.from([...used, ...other.values]) : used;
}

/** How far a mean is from the nearer end of the range. */
function distanceToEnds(values: Float64Array, mean: number): number {
  let [low, high] = [mean, mean];
  for (const v of values) {
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  const distance = Math.min(mean - low, high - mean);
  return distance > 0 ? distance : 1;
}

function levelsOf(column: Column): readonly string[] {
  if (column.kind === "factor") return column.levels;
  if (column.kind === "text") return column.dictionary;
  return ["FALSE", "TRUE"];
}

function chosenLevels(
  name: string,
  levels: readonly string[],
  at: readonly GridValue[],
): readonly string[] {
  const chosen = at.map(String);
  for (const level of chosen) {
    if (!levels.includes(level)) {
      fail("unknown-level", `${name} has no level ${level}`, {
        hint: suggestion(level, levels, "Its levels are"),
      });
    }
  }
  if (chosen.length === 0) {
    fail("bad-value", `\`at\` gives no level of ${name}`, {
      hint: `Its levels are ${levels.join(", ")}`,
    });
  }
  return chosen;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  let rest = 0; // second pass, as R's mean
  for (let i = 0; i < values.length; i++) rest += values[i]! - mean;
  return mean + rest / values.length;
}

/** Distinct values, ascending, or null if there are more than `most` (or only one). */
function distinctUpTo(values: Float64Array, most: number): number[] | null {
  const seen: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (seen.includes(values[i]!)) continue;
    if (seen.length === most) return null;
    seen.push(values[i]!);
  }
  return seen.sort((a, b) => a - b);
}

const distinct = (values: Float64Array): number[] => [...new Set(values)].sort((a, b) => a - b);

/**
 * Rows of the model matrix with one covariate moved by `delta` in every cell.
 */
export function shiftedRows(
  fit: Fit,
  grid: ReferenceGrid,
  name: string,
  delta: number,
): Float64Array[] {
  const variables = grid.variables.map((v) =>
    v.name === name ? { ...v, values: v.values.map((x) => (x as number) + delta) } : v
  );
  return fit.fixed.rowsFor(gridTable(fit, variables, grid.strides, grid.size));
}

/** The cells of a grid as rows of a table. */
export function gridTable(
  fit: Fit,
  variables: readonly GridVariable[],
  strides: Int32Array,
  size: number,
): Table {
  const columns = variables.map((v, k): Column => {
    const place = (i: number): number => Math.floor(i / strides[k]!) % v.values.length;
    const source = fit.data.require(v.name);
    const { name } = v;
    if (source.kind === "numeric") {
      return {
        kind: "numeric",
        name,
        values: Float64Array.from({ length: size }, (_, i) => v.values[place(i)] as number),
      };
    }
    if (source.kind === "logical") {
      const truth = (i: number): number => v.values[place(i)] === "TRUE" ? 1 : 0;
      return {
        kind: "logical",
        name,
        values: Int8Array.from({ length: size }, (_, i) => truth(i)),
      };
    }
    const own = fit.fixed.variables.find((f) => f.label === name && f.kind === "factor");
    const levels = own ? own.levels : levelsOf(source);
    const code = v.values.map((value) => levels.indexOf(value as string));
    return {
      kind: "factor",
      name,
      codes: Int32Array.from({ length: size }, (_, i) => code[place(i)]!),
      levels,
      ordered: source.kind === "factor" && source.ordered,
    };
  });
  return new Table(columns, { nrow: size });
}

/** Place of each observation among a variable's values, −1 if at none. */
function placesOf(column: Column, values: readonly GridValue[], n: number): Int32Array {
  const places = new Int32Array(n);
  if (column.kind === "numeric") {
    const index = new Map(values.map((v, i) => [v, i]));
    for (let i = 0; i < n; i++) places[i] = index.get(column.values[i]!) ?? -1;
    return places;
  }
  if (column.kind === "factor" || column.kind === "text") {
    const labels = column.kind === "factor" ? column.levels : column.dictionary;
    const code = labels.map((l) => values.indexOf(l));
    for (let i = 0; i < n; i++) places[i] = code[column.codes[i]!] ?? -1;
    return places;
  }
  for (let i = 0; i < n; i++) places[i] = values.indexOf(String(cell(column, i)).toUpperCase());
  return places;
}

/** Adds the rows of a table to the numbers of observations of their cells. */
function count(
  data: Table,
  variables: readonly GridVariable[],
  strides: Int32Array,
  weights: Float64Array,
): void {
  const n = data.nrow;
  const cells = new Int32Array(n);
  variables.forEach((v, k) => {
    if (!v.counted) return;
    const places = placesOf(data.require(v.name), v.values, n);
    const stride = strides[k]!;
    for (let i = 0; i < n; i++) {
      cells[i] = cells[i]! < 0 || places[i]! < 0 ? -1 : cells[i]! + places[i]! * stride;
    }
  });
  for (const cell of cells) if (cell >= 0) weights[cell]!++;
}

function cellWeights(
  fit: Fit,
  variables: readonly GridVariable[],
  strides: Int32Array,
  size: number,
): Float64Array {
  const weights = new Float64Array(size);
  count(fit.data, variables, strides, weights);
  const weightless = weightlessData(fit);
  if (weightless) count(weightless, variables, strides, weights);
  // a covariate that is not counted has the cell's count at each of its values
  variables.forEach((v, k) => {
    if (v.counted || v.values.length === 1) return;
    const stride = strides[k]!;
    for (let i = 0; i < size; i++) {
      const place = Math.floor(i / stride) % v.values.length;
      if (place > 0) weights[i] = weights[i - place * stride]!;
    }
  });
  return weights;
}
