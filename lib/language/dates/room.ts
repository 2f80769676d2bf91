/**
 * Words of dates.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { DATE_SEQUENCES } from "./sequences.ts";
import { TIME_STEPS } from "./times/steps.ts";
import { TIMES } from "./times/words.ts";
import { DATES } from "./words.ts";

export const WORDS: readonly Builtin[] = [...DATES, ...DATE_SEQUENCES, ...TIMES, ...TIME_STEPS];
