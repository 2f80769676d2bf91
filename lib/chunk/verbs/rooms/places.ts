/**
 * Paths, files of statements, and tables of knitr.
 *
 * @module
 */
import { KABLE } from "../knitr/kable.ts";
import { PATHS } from "../base/paths.ts";
import { SOURCE } from "../base/source.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  language: [SOURCE],
  data: [...PATHS, KABLE],
};
