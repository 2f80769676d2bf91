/**
 * The words of rstatix.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { TABLES } from "./tables.ts";
import { TESTS } from "./tests.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [...TESTS, ...TABLES];
