/**
 * Contrasts of means with their family-wise adjustment.
 *
 * @module
 */
import type { Note } from "../note.ts";
import type { Ddf } from "./ddf.ts";
import type { Show, Side } from "./means_grid.ts";

/** Families of contrasts, by emmeans's names. */
export const METHODS = [
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
] as const;

/** A family of contrasts. */
export type Method = typeof METHODS[number];

/** Adjustments for multiplicity. */
export const ADJUSTMENTS = [
  "none",
  "tukey",
  "bonferroni",
  "sidak",
  "holm",
  "hochberg",
  "hommel",
  "BH",
  "fdr",
  "BY",
  "scheffe",
  "dunnettx",
  "mvt",
] as const;

/** An adjustment for multiplicity. */
export type Adjust = typeof ADJUSTMENTS[number];

/** One contrast. Not estimable: numbers null. */
export interface ContrastRow {
  /** Its name; for an interaction contrast its parts joined by ` : `. */
  contrast: string;
  /** Interaction contrasts: the name in each factor's family, by column (`Day_poly`). */
  parts?: Record<string, string>;
  by?: Record<string, string | number>;
  estimate: number | null;
  standardError: number | null;
  df: number | null;
  statistic: number | null;
  pValue: number | null;
  lower: number | null;
  upper: number | null;
  nonEstimable: boolean;
}

/** A table of contrasts; it survives `JSON.stringify`. */
export interface ContrastTable {
  kind: "contrasts";
  method: string;
  by: string[];
  rows: ContrastRow[];
  /** The adjustment in force, and the one asked for if it had to be changed. */
  adjust: Adjust;
  /** The adjustment of the intervals, which differs for step-wise methods. */
  intervalAdjust: Adjust;
  /** Members of the family that the adjustment is over (means for Tukey, else contrasts). */
  familySize: number;
  level: number;
  ddf: Ddf;
  ddfStated: boolean;
  averagedOver: string[];
  /** `estimate`, or `ratio` after back-transformation of a log. */
  estimateName: string;
  transform: string | null;
  scale: "link" | "response";
  /** What the author asked to see: tests (default of `pairs`), intervals (`confint`), or both. */
  show: Show;
  /** `left`/`right` for one-sided tests, `equivalence` with `delta`. */
  side: Side;
  delta: number;
  /** The value tested against, on the scale of the estimates, if not 0. */
  nullValue?: number;
  notes: Note[];
}
