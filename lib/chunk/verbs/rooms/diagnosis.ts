/**
 * Looking at how well a model fits, and where it does not.
 *
 * @module
 */
import { SIMULATED_TESTS } from "../DHARMa/tests.ts";
import { INFLUENCE } from "../stats/rows/influence.ts";
import { TIDY } from "../broom/tidy.ts";
import { MODEL_SELECTION } from "../bbmle/tables.ts";
import { AICTAB } from "../AICcmodavg/aictab.ts";
import { R_SQUARED } from "../MuMIn/r_squared.ts";
import { SPREADS } from "../car/levene.ts";
import { LIKELIHOOD_RATIO } from "../lmtest/likelihood_ratio.ts";
import { RESIDUAL_TESTS } from "../lmtest/residual_tests.ts";
import { CHECKS } from "../performance/checks.ts";
import { EXPLAINED } from "../performance/explained.ts";
import { INDICES } from "../performance/indices.ts";
import { CHECK_MODEL } from "../performance/check_model.ts";
import { SIMULATED_FIGURES } from "../DHARMa/residuals.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  tests: [
    ...SIMULATED_TESTS,
    ...CHECKS,
    ...EXPLAINED,
    ...INDICES,
    ...MODEL_SELECTION,
    AICTAB,
    R_SQUARED,
    ...SPREADS,
    LIKELIHOOD_RATIO,
    ...RESIDUAL_TESTS,
  ],
  pieces: [...INFLUENCE, ...TIDY],
  figures: [CHECK_MODEL, ...SIMULATED_FIGURES],
};
