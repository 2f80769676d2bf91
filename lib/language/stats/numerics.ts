/**
 * Words that search, and draw curves through points.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { DERIVATIVES } from "./calculus/deriving.ts";
import { GRADIENTS } from "./calculus/gradients.ts";
import { INTEGRALS } from "./calculus/integrating.ts";
import { SPLINES } from "./calculus/splines.ts";
import { INTERPOLATION } from "./interpolation.ts";
import { SEARCHING } from "./searching.ts";
import { STEMS } from "./stems.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  INTERPOLATION,
  SEARCHING,
  INTEGRALS,
  DERIVATIVES,
  GRADIENTS,
  SPLINES,
  STEMS,
].flat();
