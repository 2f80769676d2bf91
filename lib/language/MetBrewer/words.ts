/**
 * The words of MetBrewer.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { MET_BREWER } from "./palettes.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [MET_BREWER].flat();
