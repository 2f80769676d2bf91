/**
 * The words of rstatix.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { ANOVAS } from "./anova.ts";
import { CORRELATIONS } from "./correlations.ts";
import { TESTS_OF_COUNTS } from "./counts.ts";
import { MODELS } from "./models.ts";
import { POSITIONS } from "./positions.ts";
import { RANKS } from "./ranks.ts";
import { SIZES } from "./sizes.ts";
import { TABLES } from "./tables.ts";
import { TESTS } from "./tests.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  ...TESTS,
  ...TESTS_OF_COUNTS,
  ...RANKS,
  ...MODELS,
  ...ANOVAS,
  ...SIZES,
  ...CORRELATIONS,
  ...TABLES,
  ...POSITIONS,
];
