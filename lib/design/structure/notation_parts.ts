/**
 * What a notation says: factors and terms with their letters, as plain values.
 *
 * @module
 */

/** A factor with its letters. */
export interface NotationFactor {
  /** As in the formula. */
  name: string;
  /** In words, as declared with the data; else the name. */
  label: string;
  /** Whether its effects are fixed. */
  role: "fixed" | "random";
  /** Letter of its effects. */
  effect: string;
  /** Its subscript; empty where other factors' subscripts tell its level. */
  index: string;
  /** What the subscript runs to: a letter, or letters multiplied (`dn`); empty without one. */
  count: string;
  /** How many values the subscript takes. */
  levels: number;
  /** The values, where they have names. */
  levelNames: readonly string[];
  /** Factors within whose levels it is counted, for words such as "pen of diet i in room k". */
  within: readonly string[];
}

/** A term of the linear predictor. */
export interface NotationTerm {
  /** As R labels it (`Day:Trt`), a unit term (`Room:Pen`), or `Error`. */
  label: string;
  /** What kind of term it is. */
  kind: "fixed" | "covariate" | "random" | "residual";
  /** Its factors. */
  factors: readonly string[];
  /** Letters of the effect: `["D", "T"]` for (DT). */
  effect: readonly string[];
  /** Subscripts, in the order of the equation. */
  subscripts: readonly string[];
  /** Random terms: subscript of the variance, σ²_b; empty for the residual. */
  variance: string | null;
  /** Numeric variables that multiply the effect; random slopes too. */
  covariates: readonly string[];
  /** How many effects the term has; of the residual, observations. */
  levels: number;
}

/** Everything that equation and where-list need to name. */
export interface Notation {
  /** What it is the notation of. */
  source: "design" | "fit";
  /** The response in words; empty for a design. */
  response: string;
  /** Unit of the response; empty if none is declared. */
  responseUnit: string;
  /** Subscripts of an observation, the last one the repetition's if there is one. */
  subscripts: readonly string[];
  /** Factors that have a subscript, in the order of the equation. */
  factors: readonly NotationFactor[];
  /** What tells apart observations that are alike in all factors; null if nothing is needed. */
  repetition: { index: string; levels: number | null } | null;
  /** Fixed terms in the order of the equation, then random ones from coarse to fine, the residual last. */
  terms: readonly NotationTerm[];
  /** Whether there is a mean. */
  intercept: boolean;
  /** N. */
  observations: number;
  /** Letter → count, of all letters in use, N among them. */
  counts: Readonly<Record<string, number>>;
}
