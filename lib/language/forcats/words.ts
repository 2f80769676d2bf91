/**
 * The words of forcats.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { FORCATS } from "./forcats.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [FORCATS].flat();
