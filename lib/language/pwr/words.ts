/**
 * The words of pwr.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { EFFECT_SIZES } from "./effect_sizes.ts";
import { POWERS } from "./power.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [...POWERS, ...EFFECT_SIZES];
