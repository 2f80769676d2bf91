/**
 * Multiple comparisons by agricolae's names, and effect sizes.
 *
 * @module
 */
import { AGRICOLAE } from "../agricolae/tests.ts";
import { ANOVA_SIZES } from "../effectsize/anova_sizes.ts";
import { DIFFERENCES } from "../effectsize/differences.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  tests: [...AGRICOLAE, ...ANOVA_SIZES, ...DIFFERENCES],
};
