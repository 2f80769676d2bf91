/**
 * The words of RColorBrewer.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { BREWER } from "./palettes.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = BREWER;
