/**
 * Analyses of variance by `aov`, and terms of models left out or chosen one by one.
 *
 * @module
 */
import { AOV } from "../stats/aov.ts";
import { AOV_SUMMARIES } from "../stats/aov_summary.ts";
import { MODEL_TABLES } from "../stats/model_tables.ts";
import { DROPPING } from "../stats/dropping.ts";
import { STEP } from "../stats/stepping.ts";
import { PARTS_OF_FITS } from "../stats/parts_of_fits.ts";
import { GET_MODEL } from "../lmerTest/stepping.ts";
import { TUKEY } from "../stats/tukey.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  models: [AOV],
  pieces: [...PARTS_OF_FITS],
  tests: [...AOV_SUMMARIES, ...MODEL_TABLES, TUKEY, ...DROPPING, STEP, GET_MODEL],
};
