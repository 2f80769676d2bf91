/**
 * Pictures as base R draws them, and fields.
 *
 * @module
 */
import { BOX_COX } from "../MASS/boxcox.ts";
import { DESPLOT } from "../desplot/desplot.ts";
import { PLOT } from "../graphics/plot.ts";
import { GRAPHICS } from "../graphics/words.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  figures: [PLOT],
  graphics: [...GRAPHICS, ...DESPLOT],
  tests: [BOX_COX],
};
