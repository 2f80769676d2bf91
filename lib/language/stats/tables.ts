/**
 * Words that sum tables up by groups, and turn them.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { MERGING } from "../frames/merging.ts";
import { AGGREGATE } from "./aggregate.ts";
import { BY } from "./by.ts";
import { RESHAPE } from "./reshape.ts";
import { XTABS } from "./xtabs.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [AGGREGATE, BY, MERGING, RESHAPE, XTABS].flat();
