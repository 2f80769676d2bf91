/**
 * Words of purrr, family by family.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { ADVERBS } from "./adverbs.ts";
import { LISTS } from "./lists.ts";
import { MAPPING } from "./mapping.ts";
import { REDUCING } from "./reducing.ts";

export const WORDS: readonly Builtin[] = [MAPPING, REDUCING, LISTS, ADVERBS].flat();
