/**
 * The words of stringr.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { STRINGR_MATCHING } from "./matching.ts";
import { PATTERNS } from "./patterns.ts";
import { STRINGR } from "./texts.ts";
import { WRAPPING } from "./wrapping.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [STRINGR, STRINGR_MATCHING, PATTERNS, WRAPPING].flat();
