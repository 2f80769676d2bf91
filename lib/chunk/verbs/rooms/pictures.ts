/**
 * Pictures as R's packages of graphics draw them.
 *
 * @module
 */
import { GGPLOT2 } from "../ggplot2/words.ts";
import { GGTEXT } from "../ggtext/elements.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  pictures: [...GGPLOT2, ...GGTEXT],
};
