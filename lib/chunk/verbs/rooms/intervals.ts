/**
 * Intervals, predictions, and tests of means.
 *
 * @module
 */
import { CONFINT, CONFINT_DEFAULT } from "../stats/intervals.ts";
import { MEANS_TESTS } from "../emmeans/tests.ts";
import { PREDICTIONS } from "../stats/predictions.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  tests: MEANS_TESTS,
  means: [CONFINT, CONFINT_DEFAULT],
  pieces: PREDICTIONS,
};
