/**
 * Words of base R that compare, order and print values.
 *
 * @module
 */
import { overDates } from "../dates/differences.ts";
import type { Builtin } from "../evaluation/builtin.ts";
import { BITS } from "./bits.ts";
import { EQUALITY } from "./equality.ts";
import { NEARNESS } from "./nearness.ts";
import { OPTIONS } from "./options.ts";
import { ORDERING } from "./ordering.ts";
import { PRINTING } from "./printing.ts";

export const WORDS: readonly Builtin[] = overDates(
  [BITS, EQUALITY, ORDERING, PRINTING, NEARNESS, OPTIONS].flat(),
);
