/**
 * What a regression rests on: tests of its residuals, of its coefficients and of its rows.
 *
 * @module
 */
import { LINEAR_HYPOTHESES } from "../car/linear_hypothesis.ts";
import { REGRESSION_TESTS } from "../car/regression_tests.ts";
import { FITDISTR } from "../MASS/fitdistr.ts";
import { NUMBERS } from "../MASS/numbers.ts";
import { RLM } from "../MASS/rlm.ts";
import { SINGLE_TERMS } from "../MASS/single_terms.ts";
import { ALIASES } from "../stats/columns/aliases.ts";
import { FULL_COEFFICIENTS } from "../stats/columns/full_coefficients.ts";
import { INFLUENCE_MEASURES } from "../stats/rows/influence_measures.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  models: [RLM, FITDISTR],
  tests: [...REGRESSION_TESTS, ...LINEAR_HYPOTHESES, ...SINGLE_TERMS],
  pieces: [...INFLUENCE_MEASURES, ...ALIASES, ...FULL_COEFFICIENTS, ...NUMBERS],
};
