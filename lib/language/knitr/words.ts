/**
 * The words of knitr that need no verb.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { KNITR_PICTURES } from "./pictures.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [KNITR_PICTURES].flat();
