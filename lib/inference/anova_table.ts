/**
 * The table of tests of a model's terms, as a value that knows what it means.
 *
 * @module
 */
import type { Note } from "../note.ts";
import type { Ddf } from "./ddf.ts";

/** One row. Fields that do not apply are absent; numbers that cannot be had are null. */
export interface AnovaRow {
  /** As R deparses it: `Day:Trt`, `(Intercept)`, `Residuals`. */
  term: string;
  sumSq?: number | null;
  meanSq?: number | null;
  numDf: number;
  denDf?: number | null;
  /** F or χ². */
  statistic: number | null;
  pValue: number | null;
}

/** Tests of the terms of one fit. */
export interface AnovaTable {
  kind: "lm" | "lmer";
  type: 1 | 2 | 3;
  test: "F" | "Chisq";
  /** `residual` for an `lm`; for χ² tests `asymptotic`. */
  ddf: Ddf;
  /** Which hypotheses a type stands for: `car`'s, or SAS's (and lmerTest's). */
  hypotheses: "car" | "sas";
  /** The response as R deparses it. */
  response: string;
  rows: AnovaRow[];
  notes: Note[];
  /**
   * Whose layout the author asked for: `car` (`Anova`), `stats` (`anova` of an `lm`), `lmerTest`
   * (`anova` of an `lmer`). The numbers are the same; headings and column order differ.
   */
  layout: "car" | "stats" | "lmerTest";
}
