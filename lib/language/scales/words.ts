/**
 * Words of scales.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { BREAKS } from "./breaks.ts";
import { VIRIDIS_WORDS } from "./viridis.ts";
import { LABELS } from "./numbers.ts";

export const WORDS: readonly Builtin[] = [...LABELS, ...BREAKS, ...VIRIDIS_WORDS];
