/**
 * The words of nortest.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { NORMALITY } from "./normality.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = NORMALITY;
