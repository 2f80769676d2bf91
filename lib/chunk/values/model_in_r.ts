/**
 * A model that another function of R fits than the one that a page names.
 *
 * @module
 */

/** Functions of R's packages that fit it. */
export type FitterInR = "gls" | "lme" | "glmmTMB" | "mmrm";

/** A fit as R makes it. */
export interface ModelInR {
  readonly fitter: FitterInR;
  /** The call, given what the data are called. */
  text(data: string | null): string;
}
