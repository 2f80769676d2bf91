/**
 * Planning an experiment: its precision, its power.
 *
 * @module
 */
import { PLANNING } from "../heddle/power.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  designs: PLANNING,
};
