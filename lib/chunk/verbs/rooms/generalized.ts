/**
 * Generalized models: counts, proportions, zero inflation.
 *
 * @module
 */
import { GLM } from "../stats/glm.ts";
import { DOSE } from "../MASS/dose.ts";
import { GLM_NB } from "../MASS/glm_nb.ts";
import { CONTROLS } from "../lme4/controls.ts";
import { TMB_CONTROL } from "../glmmTMB/control.ts";
import { GLMERS } from "../lme4/glmer.ts";
import { FAMILY_PARAMS, GLMM_TMB } from "../glmmTMB/glmm_tmb.ts";
import { GLIMMIX } from "../heddle/glimmix.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  models: [GLM, GLM_NB, ...GLMERS, GLMM_TMB, GLIMMIX, ...CONTROLS, TMB_CONTROL],
  pieces: [DOSE, FAMILY_PARAMS],
};
