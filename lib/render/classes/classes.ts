/**
 * Every class of models with its looks.
 *
 * @module
 */
import type { ModelKind } from "../../model/fit.ts";
import type { ClassLayout } from "./layout.ts";
import { GENERALIZED } from "./glm.ts";
import { GLIMMIX } from "./glimmix.ts";
import { GLMER } from "./glmer.ts";
import { GLMM_TMB } from "./glmmtmb.ts";
import { LINEAR } from "./lm.ts";
import { MIXED } from "./lmer.ts";
import { MMRM } from "./mmrm.ts";
import { GLS, LME } from "./nlme.ts";

/** By the function that fits it. */
export const CLASSES: Readonly<Record<ModelKind, ClassLayout>> = {
  lm: LINEAR,
  lmer: MIXED,
  lme: LME,
  gls: GLS,
  mmrm: MMRM,
  glm: GENERALIZED,
  glmer: GLMER,
  glimmix: GLIMMIX,
  glmmTMB: GLMM_TMB,
};
