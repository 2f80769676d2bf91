/**
 * Figures of models, means and tests that say themselves what they draw.
 *
 * @module
 */
import { FIGURES, INTERACTION_PLOT, MEANS_PLOT } from "../heddle/figures.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  figures: [MEANS_PLOT, INTERACTION_PLOT, ...FIGURES],
};
