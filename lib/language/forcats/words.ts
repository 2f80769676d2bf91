/**
 * The words of forcats.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { FORCATS } from "./forcats.ts";
import { LEVELS } from "./levels.ts";
import { LUMPING } from "./lumping.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [FORCATS, LEVELS, LUMPING].flat();
