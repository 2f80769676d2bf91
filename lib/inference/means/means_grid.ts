/**
 * Estimated marginal means: a table of numbers and, behind it, the linear functions they are.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import type { ContrastTable } from "../contrast/contrast_table.ts";
import type { DenominatorDf } from "../df/ddf.ts";
import type { Transformation } from "../../model/formula/transformation.ts";
import type {
  EstimateRequest,
  EstimateRow,
  EstimateTable,
  EstimateTest,
} from "../estimate/estimate_table.ts";

/** One mean; tested only where tests were asked for. */
export interface MeansRow extends EstimateRow, Partial<EstimateTest> {
  /** Values of the factors of the spec and of `by`. */
  at: Record<string, string | number>;
}

/**
 * What a table of means says, without the fit behind it; it survives `JSON.stringify`. Where nothing
 * was asked, it has intervals. Rows are in the order of the first factor fastest, then `by`.
 */
export interface MeansTable extends EstimateTable<MeansRow>, Partial<EstimateRequest> {
  /** Always `means`. */
  kind: "means";
  /** The factors (and covariates given in `at`) of the spec: first fastest, then `by`. */
  factors: string[];
  /** The response as R deparses it. */
  response: string;
}

/** Means with the linear functions behind them, which contrasts and trends are made of. */
export interface MeansGrid extends MeansTable {
  /** Present after a two-sided spec such as `pairwise ~ Trt`. */
  contrasts?: ContrastTable;
  /** The fit that the means are of. */
  readonly fit: Fit;
  /** The df method, bound to the fit. */
  readonly df: DenominatorDf;
  /** One row for each mean, over the estimable coefficients; null if not estimable. */
  readonly linear: readonly (Float64Array | null)[];
  /** One row for each mean over all columns of the model matrix, aliased ones among them. */
  readonly linearFull: readonly Float64Array[];
  /** The part of each mean that is known (an offset); zero mostly. */
  readonly known: Float64Array;
  /** The transformation of the response while estimates are on its scale; else null. */
  readonly transformation: Transformation | null;
}
