/**
 * Views of a design, and figures of means and residuals that few pages draw.
 *
 * @module
 */
import { QQ_PLOT } from "../car/qq_plot.ts";
import { EMMIP } from "../emmeans/emmip.ts";
import { DESIGN_VIEWS } from "../heddle/design_views.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  designs: DESIGN_VIEWS,
  figures: [...EMMIP, QQ_PLOT],
};
