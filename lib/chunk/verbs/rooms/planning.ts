/**
 * Planning an experiment: its plan, its precision, its power.
 *
 * @module
 */
import { DESIGN_VIEWS } from "../heddle/design_views.ts";
import { PLANNING } from "../heddle/power.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  designs: [...PLANNING, ...DESIGN_VIEWS],
};
