/**
 * The words of grDevices.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { BINS } from "./bins.ts";
import { HCL } from "./hcl.ts";
import { RAMPS } from "./ramps.ts";
import { WHEELS } from "./wheels.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [RAMPS, BINS, WHEELS, HCL].flat();
