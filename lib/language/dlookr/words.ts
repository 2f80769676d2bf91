/**
 * The words of dlookr.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { DLOOKR } from "./describing.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [DLOOKR].flat();
