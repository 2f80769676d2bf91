/**
 * Contrasts of means with their family-wise adjustment.
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

/** Names of the families. */
export const METHODS: readonly Method[] = [
  "pairwise",
  "revpairwise",
  "trt.vs.ctrl",
  "trt.vs.ctrl1",
  "trt.vs.ctrlk",
  "eff",
  "del.eff",
  "poly",
  "consec",
  "mean_chg",
  "helmert",
  "identity",
];

/** A family of contrasts, by emmeans's name. */
export type Method =
  | "pairwise"
  | "revpairwise"
  | "trt.vs.ctrl"
  | "trt.vs.ctrl1"
  | "trt.vs.ctrlk"
  | "eff"
  | "del.eff"
  | "poly"
  | "consec"
  | "mean_chg"
  | "helmert"
  | "identity";

/**
 * Weights of the means, by the contrast's name. Pairs of name and weights keep what an object cannot:
 * contrasts without a name (`""`) or with one that is there already.
 */
export type ContrastWeights =
  | Readonly<Record<string, readonly number[]>>
  | readonly (readonly [string, readonly number[]])[];

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
}
