/**
 * The words of Rmisc.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { SUMMARY_SE } from "./summary.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [SUMMARY_SE].flat();
