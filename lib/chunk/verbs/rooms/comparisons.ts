/**
 * Tests that set models or methods side by side.
 *
 * @module
 */
import { COMPARE_DDF } from "../heddle/compare_ddf.ts";
import { LB_DDF } from "../pbkrtest/lb_ddf.ts";
import { CONTEST } from "../lmerTest/contest.ts";
import { LS_MEANS } from "../lmerTest/ls_means.ts";
import { RAND, RANOVA } from "../lmerTest/ranova.ts";
import { REFITTING } from "../lme4/refitting.ts";
import { SIMULATE } from "../stats/simulating.ts";
import { MODEL_COMPARISON } from "../pbkrtest/model_comparison.ts";
import { AS_GLHT } from "../emmeans/as_glht.ts";
import { GLHT } from "../multcomp/glht.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  tests: [COMPARE_DDF, RANOVA, RAND, LB_DDF, ...CONTEST, ...MODEL_COMPARISON, ...GLHT, ...AS_GLHT],
  means: [...LS_MEANS],
  pieces: [...REFITTING, SIMULATE],
};
