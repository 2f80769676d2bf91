/**
 * What tables of means and of contrasts have in common, in their rows and beside them.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { Ddf } from "../df/ddf.ts";
import type { Adjust, Show, Side } from "./view.ts";

/** An estimate with its error. Not estimable: numbers null. */
export interface EstimateRow {
  /** On the scale that is shown: a mean or a difference, a ratio after back-transformation; or null. */
  estimate: number | null;
  /** Its standard error, on the scale of the estimate. */
  standardError: number | null;
  /** Its degrees of freedom; Infinity if asymptotic. */
  df: number | null;
  /** Lower confidence limit, on the scale of the estimate, adjusted if that was asked. */
  lower: number | null;
  /** Upper confidence limit. */
  upper: number | null;
  /** Whether the data cannot tell; then all numbers are null. */
  nonEstimable: boolean;
}

/** Its test against the `nullValue` of the table. */
export interface EstimateTest {
  /** The t ratio (z if df are infinite), on the scale of the model. */
  statistic: number | null;
  /** Its p-value, adjusted for the family if that was asked. */
  pValue: number | null;
}

/** What was asked of tests and limits. */
export interface EstimateRequest {
  /** Tests, intervals (`confint`), or both. */
  show: Show;
  /** The alternative: `left`/`right` for one-sided tests, `equivalence` with `delta`. */
  side: Side;
  /** The threshold of such a test. */
  delta: number;
  /** The adjustment in force, over the members of a `by` group. */
  adjust: Adjust;
}

/** A table of estimates; it survives `JSON.stringify`. */
export interface EstimateTable<Row extends EstimateRow> {
  /** Variables within whose groups estimates stand, those behind the bar of a spec. */
  by: string[];
  /** One for each estimate, group by group. */
  rows: Row[];
  /** Confidence level. */
  level: number;
  /** How df were found. */
  ddf: Ddf;
  /** True where the df method is named under the table (mixed models), as emmeans does. */
  ddfStated: boolean;
  /** What was averaged over (factors with more than one level). */
  averagedOver: string[];
  /** Name of the estimate's column as emmeans has it: `emmean`, `response`, `Days.trend`, `ratio`. */
  estimateName: string;
  /** `log`, `sqrt` … if the response was transformed; else null. */
  transform: string | null;
  /** `link`: on the transformed scale; `response`: back-transformed, differences of logs as ratios. */
  scale: "link" | "response";
  /** The value tested against, on the scale of the estimates, if not 0. */
  nullValue?: number;
  /** Typed remarks; codes `averaged-over`, `ddf`, `level`, `interaction`, `nesting`, `scale` … */
  notes: Note[];
}
