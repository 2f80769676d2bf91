/**
 * Words of janitor, family by family.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { ADORNING } from "./adorning.ts";
import { CLEAN_NAMES } from "./names.ts";
import { TABYL } from "./tabyl.ts";
import { TIDYING } from "./tidying.ts";

export const WORDS: readonly Builtin[] = [CLEAN_NAMES, TABYL, ADORNING, TIDYING].flat();
