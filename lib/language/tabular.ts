/**
 * Words of factors, counts and data frames, and magrittr's, which take frames.
 *
 * @module
 */
import { SUMMARY } from "./base/summary.ts";
import { TABLE_MARGINS } from "./counts/margins.ts";
import { SHAPING } from "./counts/shaping.ts";
import { COUNTS } from "./counts/table.ts";
import { overDates } from "./dates/differences.ts";
import type { Builtin } from "./evaluation/builtin.ts";
import { CUTTING } from "./factors/cutting.ts";
import { LEVELS } from "./factors/levels.ts";
import { BINDING } from "./frames/binding.ts";
import { FRAMES } from "./frames/making.ts";
import { MASKING } from "./frames/masking.ts";
import { MAGRITTR } from "./magrittr/words.ts";

export const WORDS: readonly Builtin[] = overDates([
  LEVELS,
  CUTTING,
  COUNTS,
  SHAPING,
  TABLE_MARGINS,
  FRAMES,
  SUMMARY,
  BINDING,
  MASKING,
  MAGRITTR,
].flat());
