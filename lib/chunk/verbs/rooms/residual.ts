/**
 * Models whose residuals have a structure.
 *
 * @module
 */
import { GROUPED_DATA } from "../nlme/grouped.ts";
import { LONG_NAMES } from "../nlme/effects.ts";
import { EXTRACT_VC } from "../mixedup/extract_vc.ts";
import { INTERVALS } from "../nlme/intervals.ts";
import { NLME_COVARIANCES } from "../nlme/covariances.ts";
import { POSITIVE_DEFINITE } from "../nlme/positive_definite.ts";
import { SERIAL } from "../nlme/serial.ts";
import { NLME } from "../nlme/models.ts";
import { STRUCTURES } from "../nlme/structures.ts";
import { MMRM } from "../mmrm/models.ts";
import { MMRM_TESTS } from "../mmrm/tests.ts";
import { COMPARE_STRUCTURES, COVARIANCE_PARAMETERS } from "../heddle/compare_structures.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  models: [...NLME, GROUPED_DATA, ...STRUCTURES, ...POSITIVE_DEFINITE, ...MMRM],
  tests: [COMPARE_STRUCTURES, COVARIANCE_PARAMETERS, ...MMRM_TESTS],
  means: [INTERVALS],
  pieces: [...LONG_NAMES, EXTRACT_VC, ...NLME_COVARIANCES, ...SERIAL],
};
