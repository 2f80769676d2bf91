/**
 * Tests that set models or methods side by side.
 *
 * @module
 */
import { COMPARE_DDF } from "../heddle/compare_ddf.ts";
import { LB_DDF } from "../pbkrtest/lb_ddf.ts";
import { RANOVA } from "../lmerTest/ranova.ts";
import { AS_GLHT } from "../emmeans/as_glht.ts";
import { GLHT } from "../multcomp/glht.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  tests: [COMPARE_DDF, RANOVA, LB_DDF, ...GLHT, AS_GLHT],
};
