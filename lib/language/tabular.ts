/**
 * Words of factors, counts and data frames, room by room.
 *
 * @module
 */
import { OPTIONS } from "./base/options.ts";
import { SUMMARY } from "./base/summary.ts";
import { TABLE_MARGINS } from "./counts/margins.ts";
import { SHAPING } from "./counts/shaping.ts";
import { COUNTS } from "./counts/table.ts";
import type { Builtin } from "./evaluation/builtin.ts";
import { CUTTING } from "./factors/cutting.ts";
import { LEVELS } from "./factors/levels.ts";
import { FACTORS } from "./factors/making.ts";
import { BINDING } from "./frames/binding.ts";
import { FRAMES } from "./frames/making.ts";
import { MASKING } from "./frames/masking.ts";
import { MAGRITTR } from "./magrittr/words.ts";

export const TABULAR: readonly (readonly Builtin[])[] = [
  FACTORS,
  LEVELS,
  CUTTING,
  COUNTS,
  SHAPING,
  TABLE_MARGINS,
  FRAMES,
  SUMMARY,
  OPTIONS,
  BINDING,
  MASKING,
  MAGRITTR,
];
