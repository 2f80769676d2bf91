/**
 * The words of readr.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { PARSING } from "./parsing.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [PARSING].flat();
