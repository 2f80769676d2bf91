/**
 * Every word of the language by its name. Families that nearly every page has words of stand here, one
 * line each; all others are rooms.
 *
 * @module
 */
import { ATTRIBUTES } from "./base/attributes.ts";
import { CHOOSING } from "./base/choosing.ts";
import { CALLS_MADE } from "./base/functions/calls.ts";
import { CONDITIONS } from "./base/functions/conditions.ts";
import { ELEMENTWISE } from "./base/elementwise.ts";
import { KINDS_OF } from "./base/kinds.ts";
import { MAKING } from "./base/making.ts";
import { MARGINS } from "./base/margins.ts";
import { MISSING } from "./base/missing.ts";
import { OPERATORS } from "./base/operators.ts";
import { OUTSIDE_WORDS } from "./base/functions/outside.ts";
import { TOTALS } from "./base/totals.ts";
import { DIFFERENCES, overDates } from "./dates/differences.ts";
import { FACTORS } from "./factors/making.ts";
import type { Builtin } from "./evaluation/builtin.ts";
import { SESSION } from "./session/session.ts";
import { ROOMS } from "./rooms.ts";
import { Vocabulary } from "./evaluation/vocabulary.ts";

const FAMILIES: readonly Builtin[] = [
  OPERATORS,
  CALLS_MADE,
  CONDITIONS,
  MAKING,
  KINDS_OF,
  MISSING,
  CHOOSING,
  ATTRIBUTES,
  ELEMENTWISE,
  TOTALS,
  MARGINS,
  FACTORS,
  OUTSIDE_WORDS,
  SESSION,
  DIFFERENCES,
].flat();

/** Words that are always at hand, and those of rooms. */
export const WORDS: Vocabulary<Builtin> = new Vocabulary(
  overDates(FAMILIES),
  ROOMS.values(),
);
