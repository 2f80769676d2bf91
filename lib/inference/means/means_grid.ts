/**
 * Estimated marginal means: a table of numbers and, behind it, the linear functions they are.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { Fit } from "../../model/fit.ts";
import type { Adjust, Show, Side } from "../estimate/view.ts";
import type { ContrastTable } from "../contrast/contrast_table.ts";
import type { Ddf, DenominatorDf } from "../df/ddf.ts";
import type { Transformation } from "../estimate/transformation.ts";

/** One mean. Not estimable: numbers null. `lower`, `upper` are on the scale of `estimate`. */
export interface MeansRow {
  /** Values of the factors of the spec and of `by`. */
  at: Record<string, string | number>;
  /** The mean, or null. */
  estimate: number | null;
  /** Its standard error, on the scale of the estimate. */
  standardError: number | null;
  /** Its degrees of freedom; Infinity if asymptotic. */
  df: number | null;
  /** Lower confidence limit. */
  lower: number | null;
  /** Upper confidence limit. */
  upper: number | null;
  /** Whether the data cannot tell; then all numbers are null. */
  nonEstimable: boolean;
  /** Test against `nullValue`; only where tests were asked for. */
  statistic?: number | null;
  /** Of that test. */
  pValue?: number | null;
}

/** What a table of means says, without the fit behind it; it survives `JSON.stringify`. */
export interface MeansTable {
  /** Always `means`. */
  kind: "means";
  /** The factors (and covariates given in `at`) of the spec: first fastest, then `by`. */
  factors: string[];
  /** Variables behind the bar of the spec. */
  by: string[];
  /** What was averaged over (factors with more than one level). */
  averagedOver: string[];
  /** Name of the estimate's column as emmeans has it: `emmean`, `response`, `Days.trend`. */
  estimateName: string;
  /** The first factor fastest, then `by`. */
  rows: MeansRow[];
  /** Confidence level. */
  level: number;
  /** How df were found. */
  ddf: Ddf;
  /** True where the df method is named under the table (mixed models), as emmeans does. */
  ddfStated: boolean;
  /** The response as R deparses it. */
  response: string;
  /** `log`, `sqrt` … if the response was transformed; else null. */
  transform: string | null;
  /** `link`: on the transformed scale; `response`: back-transformed. */
  scale: "link" | "response";
  /** Absent: intervals. */
  show?: Show;
  /** The value tested against, on the scale of the estimates, if not 0. */
  nullValue?: number;
  /** The alternative, where tests were asked for. */
  side?: Side;
  /** The threshold of such a test. */
  delta?: number;
  /** Of intervals and tests for the means of a `by` group together, if there is one. */
  adjust?: Adjust;
  /** Typed remarks; codes `averaged-over`, `ddf`, `level`, `interaction`, `nesting`, `scale` … */
  notes: Note[];
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
