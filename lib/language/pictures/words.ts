/**
 * Words about pictures that make none.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";
import { CUTTING } from "./cutting.ts";
import { REFUSALS } from "./refused.ts";

/** A theme whose elements stand in the place of another's. */
const REPLACING = composedWord("%+replace%", "e1, e2", "function(e1, e2) e1 + e2");

export const WORDS: readonly Builtin[] = [...CUTTING, ...REFUSALS, REPLACING];
