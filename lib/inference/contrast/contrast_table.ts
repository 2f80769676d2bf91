/**
 * A table of contrasts.
 *
 * @module
 */
import type {
  EstimateRequest,
  EstimateRow,
  EstimateTable,
  EstimateTest,
} from "../estimate/estimate_table.ts";
import type { Adjust } from "../estimate/view.ts";

/** One contrast. */
export interface ContrastRow extends EstimateRow, EstimateTest {
  /** Its name; for an interaction contrast its parts joined by ` : `. */
  contrast: string;
  /** Interaction contrasts: the name in each factor's family, by column (`Day_poly`). */
  parts?: Record<string, string>;
  /** The group, where there are `by` variables. */
  by?: Record<string, string | number>;
}

/** A table of contrasts; it survives `JSON.stringify`. */
export interface ContrastTable extends EstimateTable<ContrastRow>, EstimateRequest {
  /** Always `contrasts`. */
  kind: "contrasts";
  /** The family, or `custom`. */
  method: string;
  /** The adjustment of the intervals, which differs for step-wise methods. */
  intervalAdjust: Adjust;
  /** Members of the family that the adjustment is over (means for Tukey, else contrasts). */
  familySize: number;
  /** What the column of names is called, if not `contrast`. */
  label?: string | undefined;
}
