/**
 * Words of factors, counts and summaries.
 *
 * @module
 */
import { SUMMARY } from "../base/summary.ts";
import { overDates } from "../dates/differences.ts";
import type { Builtin } from "../evaluation/builtin.ts";
import { CUTTING } from "../factors/cutting.ts";
import { LEVELS } from "../factors/levels.ts";
import { TABLE_MARGINS } from "./margins.ts";
import { SHAPING } from "./shaping.ts";
import { COUNTS } from "./table.ts";

export const WORDS: readonly Builtin[] = overDates(
  [LEVELS, CUTTING, COUNTS, SHAPING, TABLE_MARGINS, SUMMARY].flat(),
);
