/**
 * Means of the parts of a model: of zeros of their own, of the dispersion, and of the response as a
 * whole, (1 − π)μ, where μ of a hurdle is the mean of what is above 0.
 *
 * Means of the response are averages over the grid on its own scale. Their errors are found on the
 * logarithm (delta method), of a proportion on the log-odds, so that limits are values that a mean can
 * have; differences are ratios.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { addAll } from "../../lists.ts";
import { dot } from "../../math/algebra/products.ts";
import { IDENTITY, type Link, LOG } from "../../model/family.ts";
import { LOGIT } from "../../model/generalized/families/links.ts";
import { linkedResponse } from "../../model/response_form.ts";
import type { Fit, ModelPart } from "../../model/fit.ts";
import type { FixedDesign } from "../../model/fixed/fixed_design.ts";
import type { Table } from "../../data/table.ts";
import { seenAs } from "../../model/seen_as.ts";
import { restrict } from "../estimate/linear_function.ts";
import type { ReferenceGrid } from "./grid.ts";
import { gridTable } from "./reference_grid.ts";

/**
 * Which part means are of: the linear predictor of the mean, the chance of a zero of its own, the
 * dispersion, the mean without zeros of another part, the mean of the response.
 */
export type Component = "cond" | "zi" | "disp" | "cmean" | "response";

/** The components by name. */
export const COMPONENTS: readonly Component[] = ["cond", "zi", "disp", "cmean", "response"];

/** Nothing was observed of a chance, of a dispersion, or of counts without some of their zeros. */
const UNOBSERVED = { fitted: [], residuals: [] } satisfies Partial<Fit>;

/** A part as a fit: log-odds of zeros, which go back to chances, or the logarithm of a dispersion. */
export function partFit(fit: Fit, component: "zi" | "disp"): Fit {
  const part = component === "zi" ? fit.marginal?.zeroPart : fit.marginal?.dispersionPart;
  if (!part) {
    const asked = component === "zi" ? "ziformula" : "dispformula with terms";
    return fail(
      "no-component",
      `${fit.described.called} without ${asked} has no part ${component}`,
      { hint: "Leave component out" },
    );
  }
  return seenAs(fit, {
    ...UNOBSERVED,
    marginal: fit.marginal,
    fixed: part.fixed,
    data: part.data,
    beta: part.beta,
    covariance: part.covariance,
    rank: part.beta.length,
    responseForm: linkedResponse(fit.parsed, {
      link: component === "zi" ? LOGIT : LOG,
      meanName: null,
    }),
  });
}

/** A fit whose grid has the variables of all its parts. */
export function wholeGridFit(fit: Fit, component: Component): Fit {
  const { marginal } = fit;
  if (!marginal) {
    return fail("no-component", `${fit.described.called} has no part ${component}`, {
      hint: 'Leave component out; type = "response" gives means of the response',
    });
  }
  const parts = [component === "response" ? marginal.zeroPart : null, marginal.dispersionPart];
  let { data } = fit;
  const variables = [...fit.fixed.variables];
  const offsetSources = new Set(fit.fixed.offsetSources);
  for (const part of parts) {
    if (!part) continue;
    for (const column of part.data.columns) if (!data.column(column.name)) data = data.with(column);
    const known = new Set(variables.map((v) => v.label));
    addAll(variables, part.fixed.variables.filter((v) => !known.has(v.label)));
    for (const source of part.fixed.offsetSources) offsetSources.add(source);
  }
  const { fixed: own } = fit;
  const fixed: FixedDesign = Object.create(own, {
    variables: { value: variables },
    offsetSources: { value: [...offsetSources] },
    // what is made when it is first read belongs to the design itself
    nullBasis: { get: () => own.nullBasis },
    columnScale: { get: () => own.columnScale },
    kept: { get: () => own.kept },
    dropped: { get: () => own.dropped },
    cells: { get: () => own.cells },
  });
  return seenAs(fit, { data, fixed, marginal });
}

/** The grid with a cell's own weight in the place of its model row. */
export function cellGrid(grid: ReferenceGrid): ReferenceGrid {
  const rows = Array.from({ length: grid.size }, (_, k) => {
    const row = new Float64Array(grid.size);
    row[k] = 1;
    return row;
  });
  return { ...grid, rows, known: new Float64Array(grid.size) };
}

/** The estimable columns of a part at the cells of a grid, with its offset. */
function partRows(
  part: ModelPart,
  table: Table,
): { rows: Float64Array[]; known: Float64Array } {
  return {
    rows: part.fixed.rowsFor(table).map((row) => restrict(row, part.fixed.kept)),
    known: part.fixed.offsetFor(table),
  };
}

/** Families whose means lie between 0 and 1. */
const PROPORTIONS = ["binomial", "betabinomial", "beta"];

/** The scale of limits: none below 0, of a proportion none above 1. */
function limitsLink(family: string): Link {
  if (family === "gaussian" || family === "t") return IDENTITY;
  return PROPORTIONS.includes(family) ? LOGIT : LOG;
}

/** Means of the response as functions of the coefficients of all parts, linear at the estimates. */
export function responseFunctions(
  given: Fit,
  component: "cmean" | "response",
  grid: ReferenceGrid,
  weights: readonly Float64Array[],
): { fit: Fit; linearFull: Float64Array[]; known: Float64Array } {
  const fit = given.marginal!;
  const { fixed, joint, dispersionPart } = fit;
  const zeroPart = component === "response" ? fit.zeroPart : null;
  const dropped = [fixed, fit.zeroPart?.fixed, dispersionPart?.fixed]
    .some((f) => f && f.nullBasis.length > 0);
  if (!joint || dropped) {
    return fail(
      "no-component",
      "Means of the response need all coefficients, by maximum likelihood",
      {
        hint:
          'Fit without REML and without columns that depend on others, or take component = "cond"',
      },
    );
  }
  const table = gridTable(given, grid.variables, grid.strides, grid.size);
  const zeros = zeroPart && partRows(zeroPart, table);
  const spread = dispersionPart && partRows(dispersionPart, table);
  const p = fixed.kept.length;
  const first = p + (fit.zeroPart?.beta.length ?? 0);
  const size = joint.beta.length;
  const common = !spread && size > first;
  const beta = joint.beta.subarray(0, p);
  const cells = grid.rows.map((row, k) => {
    const l = restrict(row, fixed.kept);
    const d = spread ? spread.rows[k]! : Float64Array.from(common ? [1] : []);
    const delta = dot(d, joint.beta.subarray(first)) + (spread?.known[k] ?? 0);
    const { mean, byEta, byDelta } = fit.meanAt(dot(l, beta) + grid.known[k]!, delta);
    const z = zeros ? zeros.rows[k]! : new Float64Array(0);
    const own = zeros ? 1 / (1 + Math.exp(dot(z, joint.beta.subarray(p)) + zeros.known[k]!)) : 1;
    const slope = new Float64Array(size);
    l.forEach((v, j) => slope[j] = own * byEta * v);
    z.forEach((v, j) => slope[p + j] = -own * (1 - own) * mean * v);
    d.forEach((v, j) => slope[first + j] = own * byDelta * v);
    return { mean: own * mean, slope };
  });
  const link = limitsLink(fit.family.name);
  const known = new Float64Array(weights.length);
  const linearFull = weights.map((weight, i) => {
    let mean = 0;
    const slope = new Float64Array(size);
    cells.forEach((cell, k) => {
      mean += weight[k]! * cell.mean;
      for (let j = 0; j < size; j++) slope[j]! += weight[k]! * cell.slope[j]!;
    });
    const there = link.linear(mean);
    for (let j = 0; j < size; j++) slope[j]! /= link.derivative(there);
    known[i] = there - dot(slope, joint.beta);
    return slope;
  });
  const design = Object.create(fixed, {
    kept: { value: Int32Array.from(joint.beta, (_, j) => j) },
    nullBasis: { value: [] },
    columnScale: { value: new Float64Array(size).fill(1) },
  });
  const view = seenAs(fit, {
    ...(component === "response" ? { residuals: fit.residuals } : UNOBSERVED),
    marginal: fit,
    fixed: design,
    beta: joint.beta,
    covariance: joint.covariance,
    rank: size,
    responseForm: linkedResponse(fit.parsed, { link, meanName: "response" }),
  });
  return { fit: view, linearFull, known };
}
