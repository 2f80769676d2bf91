/**
 * The table of tests of a model's terms, as a value that knows what it means.
 *
 * @module
 */
import type { ModelKind } from "../../model/fit.ts";
import type { Note } from "../../note.ts";
import type { Ddf } from "../df/ddf.ts";

/** One row. Fields that do not apply are absent; numbers that cannot be had are null. */
export interface AnovaRow {
  /** As R deparses it: `Day:Trt`, `(Intercept)`, `Residuals`. */
  term: string;
  /** Sum of squares. */
  sumSq?: number | null;
  /** Mean square. */
  meanSq?: number | null;
  /** Numerator df; 0 if nothing of the term can be tested. */
  numDf: number;
  /** Denominator df of an F of a mixed model. */
  denDf?: number | null;
  /** What the deviance falls by with the term, in a sequence of deviances. */
  deviance?: number;
  /** Residual df of the model up to the term, in a sequence of deviances. */
  residualDf?: number;
  /** Residual deviance of that model. */
  residualDeviance?: number;
  /** F or χ². */
  statistic: number | null;
  /** Upper tail probability. */
  pValue: number | null;
}

/** Tests of the terms of one fit. */
export interface AnovaTable {
  /** Of which kind of fit. */
  kind: ModelKind;
  /** Type of the hypotheses. */
  type: 1 | 2 | 3;
  /** Which statistic the rows have: F, Wald's χ², or χ² of a likelihood ratio. */
  test: "F" | "Chisq" | "LR";
  /** `residual` for an `lm`; for χ² tests `asymptotic`. */
  ddf: Ddf;
  /** Which hypotheses a type stands for: `car`'s, or SAS's (and lmerTest's). */
  hypotheses: "car" | "sas";
  /** The response as R deparses it. */
  response: string;
  /** Of a generalized linear model. */
  family?: { name: string; link: string };
  /** In the order of the terms; a sequence of deviances begins with `NULL`. */
  rows: AnovaRow[];
  /** Typed remarks. */
  notes: Note[];
  /**
   * Whose layout the author asked for: `car` (`Anova`), `stats` (`anova` of an `lm`), `lmerTest`
   * (`anova` of an `lmer`), `lme4` (the sequential table without df and p that lme4 has), `nlme`
   * (`anova` of an `lme` or `gls`). The numbers are the same but in the last two; headings and column
   * order differ.
   */
  layout: "car" | "stats" | "lmerTest" | "lme4" | "nlme";
  /** Of one test of several terms, or of functions of the coefficients: what it is of. */
  joint?: { terms: readonly string[] } | {
    names: readonly string[];
    /** The coefficients that have part in them. */
    columns: readonly string[];
    /** By function. */
    weights: readonly (readonly number[])[];
  };
}
