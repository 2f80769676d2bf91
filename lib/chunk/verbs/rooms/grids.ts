/**
 * Reference grids, effect sizes, and means under older names.
 *
 * @module
 */
import { COMPARED_MEANS } from "../emmeans/comparisons.ts";
import { GIVEN_MEANS } from "../emmeans/given_means.ts";
import { GRIDS } from "../emmeans/grids.ts";
import { OPTIONS } from "../emmeans/options.ts";
import { MADE_TRANSFORMATIONS } from "../emmeans/transformations.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  means: [...GRIDS, ...GIVEN_MEANS, ...MADE_TRANSFORMATIONS, ...COMPARED_MEANS, ...OPTIONS],
};
