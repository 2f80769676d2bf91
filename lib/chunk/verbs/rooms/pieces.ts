/**
 * Matrices of a model, and a model written otherwise.
 *
 * @module
 */
import { GET_ME } from "../lme4/get_me.ts";
import { MODEL_MATRIX } from "../stats/columns/model_matrix.ts";
import { UPDATE } from "../stats/update.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  pieces: [...GET_ME, ...MODEL_MATRIX, ...UPDATE],
};
