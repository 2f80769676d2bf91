/**
 * Words of base R that compare, order and print values.
 *
 * @module
 */
import { overDates } from "./dates/differences.ts";
import type { Builtin } from "./evaluation/builtin.ts";
import { BITS } from "./base/bits.ts";
import { EQUALITY } from "./base/equality.ts";
import { NEARNESS } from "./base/nearness.ts";
import { OPTIONS } from "./base/options.ts";
import { ORDERING } from "./base/ordering.ts";
import { PRINTING } from "./base/printing.ts";

export const WORDS: readonly Builtin[] = overDates(
  [BITS, EQUALITY, ORDERING, PRINTING, NEARNESS, OPTIONS].flat(),
);
