/**
 * Means of estimates that no engine here has fitted: of cells with their covariances, of a model's
 * coefficients from elsewhere, of several responses together.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { Table } from "../../data/table.ts";
import type { Column } from "../../data/column.ts";
import type { Fit } from "../../model/fit.ts";
import type { FixedDesign } from "../../model/fixed/fixed_design.ts";
import type { Transformation } from "../../model/formula/transformation.ts";
import { lm } from "../../model/linear/lm.ts";
import { seenAs } from "../../model/seen_as.ts";
import type { EmmeansOptions } from "./emmeans.ts";
import { valuesAt } from "./emmeans.ts";
import { type GridValue, type GridVariable, type Nesting, stridesOf } from "./grid.ts";
import { gridMeans } from "./means_cells.ts";
import type { MeansGrid } from "./means_grid.ts";
import { referenceGrid } from "./reference_grid.ts";

/** Coefficients with what is known of their error. */
export interface GivenEstimates {
  /** One for each column. */
  readonly beta: Float64Array;
  /** Their covariances, row-major. */
  readonly covariance: Float64Array;
  /** Degrees of freedom of all of them; infinite where left out. */
  readonly df?: number | undefined;
}

/** A fit with coefficients from elsewhere in the place of its own. */
function givenFit(base: Fit, given: GivenEstimates, fixed: FixedDesign): Fit {
  const { beta, covariance, df = Infinity } = given;
  const offered = df === Infinity ? "asymptotic" : "residual";
  return seenAs(base, {
    fixed,
    beta,
    covariance,
    rank: beta.length,
    residualDf: df,
    sigma: NaN,
    isTestable: () => true,
    ddf: {
      methods: [offered],
      default: offered,
      ofCoefficients: offered,
      ofIntervals: offered,
      exact: true,
      stated: false,
    },
  });
}

/** A design with as many columns as there are coefficients, none of which depends on others. */
function plainDesign(design: FixedDesign, columns: number): FixedDesign {
  return Object.create(design, {
    kept: { value: Int32Array.from({ length: columns }, (_, j) => j) },
    dropped: { value: new Int32Array(0) },
    nullBasis: { value: [] },
    columnScale: { value: new Float64Array(columns).fill(1) },
  });
}

/** Estimates of cells, for `givenMeans`. */
export interface GivenMeans extends GivenEstimates {
  /** Factors with their levels, the first fastest. */
  readonly levels: readonly { readonly name: string; readonly values: readonly GridValue[] }[];
  /** The functions of the coefficients that the cells are; each is one coefficient if left out. */
  readonly functions?: readonly Float64Array[] | undefined;
  /** Which factor is nested in which. */
  readonly nesting?: Nesting | undefined;
  /** What estimates are called. Default `estimate`. */
  readonly estimateName?: string | undefined;
  /** The scale on which they are. */
  readonly transformation?: Transformation | null | undefined;
}

/**
 * Means that are given cell by cell with their covariances, as emmeans's `emmobj`.
 *
 * @throws DiagnosticError `bad-value` where there are more or fewer cells than estimates
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { givenMeans } from "@heddle/heddle";
 *
 * const means = givenMeans({
 *   beta: Float64Array.of(5, 7),
 *   covariance: Float64Array.of(1, 0, 0, 4),
 *   levels: [{ name: "trt", values: ["a", "b"] }],
 *   df: 10,
 * });
 * assertAlmostEquals(means.rows[1]!.standardError!, 2);
 * ```
 */
export function givenMeans(given: GivenMeans): MeansGrid {
  const { beta, levels } = given;
  const variables = levels.map(({ name, values }): GridVariable => ({
    name,
    values,
    counted: true,
  }));
  const size = variables.reduce((n, v) => n * v.values.length, 1);
  const rows = given.functions ??
    Array.from(beta, (_, i) => Float64Array.from(beta, (_, j) => i === j ? 1 : 0));
  if (rows.length !== size) {
    fail("bad-value", `The levels make ${size} cells, and there are ${rows.length} estimates`, {
      hint: "Give one estimate for each cell, the first factor fastest",
    });
  }
  const base = cellsFit(variables, size);
  const fit = givenFit(base, given, plainDesign(base.fixed, beta.length));
  return gridMeans(fit, {
    variables,
    size,
    strides: stridesOf(variables),
    rows,
    weights: new Float64Array(size).fill(1),
    known: new Float64Array(size),
    nesting: given.nesting ?? new Map(),
  }, {
    estimateName: given.estimateName ?? "estimate",
    transformation: given.transformation ?? null,
    show: "interval",
  });
}

/** A model of the cells as rows, which lends its class. */
function cellsFit(variables: readonly GridVariable[], size: number): Fit {
  const strides = stridesOf(variables);
  const columns = variables.map((v, k): Column => ({
    kind: "factor",
    name: v.name,
    codes: Int32Array.from(
      { length: size },
      (_, i) => Math.floor(i / strides[k]!) % v.values.length,
    ),
    levels: v.values.map(String),
    ordered: false,
  }));
  const response = ".estimate";
  const table = new Table([
    { kind: "numeric", name: response, values: new Float64Array(size) },
    ...columns,
  ]);
  // no term has the factors, which go with each other freely
  return lm(`${response} ~ 1`, table);
}

/**
 * The reference grid of a model whose coefficients come from elsewhere, as emmeans's `qdrg`.
 *
 * @param base the model with any response, for its terms and codings
 * @throws DiagnosticError `bad-value` where it has other columns than there are coefficients
 */
export function givenModel(
  base: Fit,
  given: GivenEstimates & { readonly transformation?: Transformation | null | undefined },
  options: EmmeansOptions = {},
): MeansGrid {
  const columns = base.fixed.names.length;
  if (given.beta.length !== columns) {
    fail(
      "bad-value",
      `The model has ${columns} columns, and there are ${given.beta.length} coefficients`,
      { hint: `Its columns are ${base.fixed.names.join(", ")}` },
    );
  }
  const fit = givenFit(base, given, plainDesign(base.fixed, columns));
  return gridMeans(fit, referenceGrid(base, { at: valuesAt(options.at) }), {
    transformation: given.transformation ?? null,
    level: options.level,
    scale: options.type,
  });
}

/** Several responses of one model matrix. */
export interface ResponsesTogether {
  /** The model of the first of them. */
  readonly first: Fit;
  /** Estimable coefficients of each response, in the order of `first.fixed.kept`. */
  readonly betas: readonly Float64Array[];
  /** Covariances of the residuals, row-major. */
  readonly residuals: Float64Array;
  /** The factor of responses with its levels. */
  readonly responses: { readonly name: string; readonly levels: readonly GridValue[] };
}

/**
 * The reference grid of several responses, which are the levels of a factor that comes last. The
 * covariance of all coefficients is that of the residuals times (X'X)⁻¹ (Anderson 2003, section 8.2).
 */
export function responsesTogether(
  { first, betas, residuals, responses }: ResponsesTogether,
  options: EmmeansOptions = {},
): MeansGrid {
  const q = betas.length;
  const { fixed } = first;
  const [all, p] = [fixed.names.length, fixed.kept.length];
  const variance = first.sigma ** 2;
  const covariance = new Float64Array((p * q) ** 2);
  for (let a = 0; a < q; a++) {
    for (let b = 0; b < q; b++) {
      const r = residuals[a * q + b]! / variance;
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++) {
          covariance[(a * p + i) * p * q + b * p + j] = r * first.covariance[i * p + j]!;
        }
      }
    }
  }
  const moved = (row: Float64Array, response: number): Float64Array => {
    const long = new Float64Array(all * q);
    long.set(row, response * all);
    return long;
  };
  const each = Array.from({ length: q }, (_, r) => r);
  const design: FixedDesign = Object.create(fixed, {
    kept: {
      value: Int32Array.from(each.flatMap((r) => Array.from(fixed.kept, (j) => j + r * all))),
    },
    nullBasis: { value: each.flatMap((r) => fixed.nullBasis.map((n) => moved(n, r))) },
    columnScale: { value: Float64Array.from(each.flatMap(() => [...fixed.columnScale])) },
  });
  const beta = Float64Array.from(betas.flatMap((b) => [...b]));
  const fit = givenFit(first, { beta, covariance, df: first.residualDf }, design);
  const one = referenceGrid(first, { at: valuesAt(options.at), predicted: options.predicted });
  const known = options.offset === undefined
    ? one.known
    : new Float64Array(one.size).fill(options.offset);
  const variables: GridVariable[] = [
    ...one.variables,
    { name: responses.name, values: responses.levels, counted: true },
  ];
  return gridMeans(fit, {
    variables,
    size: one.size * q,
    strides: stridesOf(variables),
    rows: each.flatMap((r) => one.rows.map((row) => moved(row, r))),
    weights: Float64Array.from(each.flatMap(() => [...one.weights])),
    known: Float64Array.from(each.flatMap(() => [...known])),
    nesting: options.nesting === undefined ? one.nesting : options.nesting ?? new Map(),
  }, { level: options.level, scale: options.type, transformation: null });
}
