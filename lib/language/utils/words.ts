/**
 * The words of R's package utils that are here.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { COMBINATIONS } from "./combinations.ts";
import { UTILS_LISTS } from "./lists.ts";
import { STACKING } from "./stack.ts";
import { STRUCTURE } from "./str.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [UTILS_LISTS, COMBINATIONS, STACKING, STRUCTURE].flat();
