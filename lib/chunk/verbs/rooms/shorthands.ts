/**
 * Pictures in one word, which are put together of the words of other packages.
 *
 * @module
 */
import { PLOTS } from "../ggpubr/plots.ts";
import { TESTED } from "../ggpubr/tests.ts";
import { LATTICE } from "../lattice/words.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  pictures: [...PLOTS, ...TESTED, ...LATTICE],
};
