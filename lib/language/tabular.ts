/**
 * Words of factors, counts and data frames, room by room.
 *
 * @module
 */
import type { Builtin } from "./evaluation/builtin.ts";
import { CUTTING } from "./factors/cutting.ts";
import { LEVELS } from "./factors/levels.ts";
import { FACTORS } from "./factors/making.ts";
import { FORCATS } from "./forcats/forcats.ts";

export const TABULAR: readonly (readonly Builtin[])[] = [FACTORS, LEVELS, CUTTING, FORCATS];
