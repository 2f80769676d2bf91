/**
 * nlme's long names of fixed and random effects.
 *
 * @module
 */
import type { Verb } from "../../evaluation/verb.ts";
import { MIXED_PIECES } from "../lme4/pieces.ts";

const LONG: Readonly<Record<string, string>> = { fixef: "fixed.effects", ranef: "random.effects" };

/** `fixed.effects random.effects`. */
export const LONG_NAMES: readonly Verb[] = MIXED_PIECES.flatMap((verb) => {
  const name = LONG[verb.name];
  return name ? [{ ...verb, name, package: "nlme" }] : [];
});
