/**
 * Designs, and what follows from them on paper.
 *
 * @module
 */
import { DESIGN } from "../heddle/design.ts";
import { DESIGN_TABLES } from "../heddle/design_tables.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  designs: [DESIGN, ...DESIGN_TABLES],
};
