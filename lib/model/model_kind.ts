/**
 * Classes of models, and how they are spoken of.
 *
 * @module
 */

/** A class of models, by the function that fits it. */
export type ModelKind =
  | "lm"
  | "lmer"
  | "lme"
  | "gls"
  | "mmrm"
  | "glm"
  | "glmer"
  | "glmmTMB"
  | "glimmix";

/** How a class of models is spoken of. */
export interface ModelWords {
  /** The function that fits it. */
  readonly verb: string;
  /** In a sentence: `an lm`. */
  readonly called: string;
}
