/**
 * Words about pictures that make none.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { CUTTING } from "./cutting.ts";
import { REFUSALS } from "./refused.ts";

export const WORDS: readonly Builtin[] = [...CUTTING, ...REFUSALS];
