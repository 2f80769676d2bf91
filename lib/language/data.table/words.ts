/**
 * The words of data.table, and those of reshape2 that it shares.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { TABLES_MADE } from "./making.ts";
import { SHAPING } from "./shaping.ts";
import { VECTORS } from "./vectors.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [TABLES_MADE, SHAPING, VECTORS].flat();
