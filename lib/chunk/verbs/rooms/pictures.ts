/**
 * Pictures as R's packages of graphics draw them.
 *
 * @module
 */
import { PLOT } from "../base/plot.ts";
import { GGPLOT2 } from "../ggplot2/words.ts";
import { GGTEXT } from "../ggtext/elements.ts";
import { GRAPHICS } from "../graphics/drawing.ts";
import { DESPLOT } from "../desplot/desplot.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  figures: [PLOT],
  pictures: [...GGPLOT2, ...GGTEXT, ...GRAPHICS, ...DESPLOT],
};
