/**
 * Contrasts of means with their family-wise adjustment.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { Ddf } from "../df/ddf.ts";
import type { Adjust, Show, Side } from "../estimate/view.ts";

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

/** One contrast. Not estimable: numbers null. */
export interface ContrastRow {
  /** Its name; for an interaction contrast its parts joined by ` : `. */
  contrast: string;
  /** Interaction contrasts: the name in each factor's family, by column (`Day_poly`). */
  parts?: Record<string, string>;
  /** The group, where there are `by` variables. */
  by?: Record<string, string | number>;
  /** The contrast; a ratio after back-transformation. */
  estimate: number | null;
  /** Its standard error, on the scale of the estimate. */
  standardError: number | null;
  /** Its degrees of freedom; Infinity if asymptotic. */
  df: number | null;
  /** The t ratio (z if df are infinite), on the scale of the model. */
  statistic: number | null;
  /** Adjusted for the family. */
  pValue: number | null;
  /** Lower limit, adjusted for the family. */
  lower: number | null;
  /** Upper limit. */
  upper: number | null;
  /** Whether the data cannot tell; then all numbers are null. */
  nonEstimable: boolean;
}

/** A table of contrasts; it survives `JSON.stringify`. */
export interface ContrastTable {
  /** Always `contrasts`. */
  kind: "contrasts";
  /** The family, or `custom`. */
  method: string;
  /** Variables within whose groups contrasts are made. */
  by: string[];
  /** One for each contrast and group. */
  rows: ContrastRow[];
  /** The adjustment in force, and the one asked for if it had to be changed. */
  adjust: Adjust;
  /** The adjustment of the intervals, which differs for step-wise methods. */
  intervalAdjust: Adjust;
  /** Members of the family that the adjustment is over (means for Tukey, else contrasts). */
  familySize: number;
  /** Confidence level. */
  level: number;
  /** How df were found. */
  ddf: Ddf;
  /** True where the df method is named under the table (mixed models). */
  ddfStated: boolean;
  /** What the means were averaged over. */
  averagedOver: string[];
  /** `estimate`, or `ratio` after back-transformation of a log. */
  estimateName: string;
  /** `log`, `sqrt` … if the response was transformed; else null. */
  transform: string | null;
  /** `response` where contrasts were taken back as ratios. */
  scale: "link" | "response";
  /** What the author asked to see: tests (default of `pairs`), intervals (`confint`), or both. */
  show: Show;
  /** `left`/`right` for one-sided tests, `equivalence` with `delta`. */
  side: Side;
  /** The threshold of such a test. */
  delta: number;
  /** The value tested against, on the scale of the estimates, if not 0. */
  nullValue?: number;
  /** Typed remarks, worded as emmeans words them. */
  notes: Note[];
}
