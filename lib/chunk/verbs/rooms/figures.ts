/**
 * Figures of models, means and tests that say themselves what they draw.
 *
 * @module
 */
import { QQ_PLOT } from "../car/qq_plot.ts";
import { EMMIP } from "../emmeans/emmip.ts";
import { FIGURES, INTERACTION_PLOT, MEANS_PLOT } from "../heddle/figures.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  figures: [MEANS_PLOT, EMMIP, INTERACTION_PLOT, QQ_PLOT, ...FIGURES],
};
