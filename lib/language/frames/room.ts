/**
 * Words of data frames, and magrittr's, which take frames.
 *
 * @module
 */
import { overDates } from "../dates/differences.ts";
import type { Builtin } from "../evaluation/builtin.ts";
import { BINDING } from "./binding.ts";
import { FRAMES } from "./making.ts";
import { MASKING } from "./masking.ts";
import { MAGRITTR } from "../magrittr/words.ts";
import { ATTACHING } from "../session/attaching.ts";

export const WORDS: readonly Builtin[] = overDates([
  FRAMES,
  BINDING,
  MASKING,
  MAGRITTR,
  ATTACHING,
].flat());
