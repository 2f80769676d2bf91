/**
 * Means of the parts of a model with inflated zeros: of zeros of their own, and of the response as a
 * whole, (1 − π)μ.
 *
 * Means of the response are averages over the grid on its own scale. Their errors are found on the
 * logarithm (delta method), so that no limit is below 0, and differences are ratios.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { dot } from "../../math/algebra/products.ts";
import { LOG } from "../../model/family.ts";
import { LOGIT } from "../../model/generalized/families/links.ts";
import { linkedResponse } from "../../model/response_form.ts";
import type { Fit, GeneralizedMixedModel } from "../../model/fit.ts";
import { restrict } from "../estimate/linear_function.ts";
import type { ReferenceGrid } from "./grid.ts";
import { gridTable } from "./reference_grid.ts";

/** Which part means are of. */
export type Component = "cond" | "zi" | "response";

type ZeroInflated = GeneralizedMixedModel & {
  zeroPart: NonNullable<GeneralizedMixedModel["zeroPart"]>;
};

/** The fit, if it has zeros of their own. */
export function zeroInflated(fit: Fit, component: Component): ZeroInflated {
  const { marginal } = fit;
  if (marginal?.zeroPart) return marginal as ZeroInflated;
  return fail(
    "no-component",
    `${fit.described.called} without ziformula has no part ${component}`,
    {
      hint: "Leave component out: there is one mean",
    },
  );
}

/** A fit with some of its properties replaced, for those who ask for means of it. */
const seenAs = (fit: Fit, properties: Partial<Fit>): Fit =>
  Object.create(
    fit,
    Object.fromEntries(Object.entries(properties).map(([k, value]) => [k, { value }])),
  );

/** The part of zeros as a fit: log-odds, which go back to chances. */
export function zeroFit(whole: ZeroInflated): Fit {
  const { zeroPart } = whole;
  return seenAs(whole, {
    fixed: zeroPart.fixed,
    data: zeroPart.data,
    beta: zeroPart.beta,
    covariance: zeroPart.covariance,
    rank: zeroPart.beta.length,
    responseForm: linkedResponse(whole.parsed, { link: LOGIT, meanName: "prob" }),
  });
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

/** Means of the response as functions of the coefficients of both parts, linear at the estimates. */
export function responseFunctions(
  fit: ZeroInflated,
  grid: ReferenceGrid,
  weights: readonly Float64Array[],
): { fit: Fit; linearFull: Float64Array[]; known: Float64Array } {
  const { fixed, beta, zeroPart, family } = fit;
  const { joint } = zeroPart;
  if (!joint || fixed.nullBasis.length + zeroPart.fixed.nullBasis.length > 0) {
    return fail(
      "no-component",
      "Means of the response need all coefficients, by maximum likelihood",
      {
        hint:
          'Fit without REML and without columns that depend on others, or take component = "cond"',
      },
    );
  }
  const zeros = zeroPart.fixed.rowsFor(gridTable(fit, grid.variables, grid.strides, grid.size));
  const p = beta.length;
  const q = zeroPart.beta.length;
  const cells = grid.rows.map((row, k) => {
    const l = restrict(row, fixed.kept);
    const z = restrict(zeros[k]!, zeroPart.fixed.kept);
    const eta = dot(l, beta) + grid.known[k]!;
    const own = 1 / (1 + Math.exp(dot(z, zeroPart.beta)));
    const mu = family.linked.mean(eta);
    const slope = new Float64Array(p + q);
    for (let j = 0; j < p; j++) slope[j] = own * family.linked.derivative(eta) * l[j]!;
    for (let j = 0; j < q; j++) slope[p + j] = -own * (1 - own) * mu * z[j]!;
    return { mean: own * mu, slope };
  });
  const both = Float64Array.from(
    { length: p + q },
    (_, j) => j < p ? beta[j]! : zeroPart.beta[j - p]!,
  );
  const known = new Float64Array(weights.length);
  const linearFull = weights.map((weight, i) => {
    let mean = 0;
    const slope = new Float64Array(p + q);
    cells.forEach((cell, k) => {
      mean += weight[k]! * cell.mean;
      for (let j = 0; j < p + q; j++) slope[j]! += weight[k]! * cell.slope[j]!;
    });
    for (let j = 0; j < p + q; j++) slope[j]! /= mean;
    known[i] = Math.log(mean) - dot(slope, both);
    return slope;
  });
  const design = Object.create(fixed, {
    kept: { value: Int32Array.from(both, (_, j) => j) },
    nullBasis: { value: [] },
    columnScale: { value: new Float64Array(p + q).fill(1) },
  });
  const view = seenAs(fit, {
    fixed: design,
    beta: both,
    covariance: joint,
    rank: p + q,
    responseForm: {
      ...fit.responseForm,
      transformation: {
        name: "log",
        inverse: LOG.mean,
        derivative: LOG.derivative,
        ratio: "ratio",
        estimateName: "response",
      },
    },
  });
  return { fit: view, linearFull, known };
}
