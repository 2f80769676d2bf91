/**
 * The words of grDevices.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { RAMPS } from "./ramps.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [RAMPS].flat();
