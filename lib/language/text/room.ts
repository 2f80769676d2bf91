/**
 * Words of texts and of patterns in them.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { CUTTING } from "../pattern/cutting.ts";
import { FINDING } from "../pattern/finding.ts";
import { TEXTS } from "./words.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [TEXTS, FINDING, CUTTING].flat();
