/**
 * Multiple comparisons by agricolae's names.
 *
 * @module
 */
import { AGRICOLAE } from "../agricolae/tests.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  tests: AGRICOLAE,
};
