/**
 * Every word of the language by its name. One line for each family.
 *
 * @module
 */
import { APPLY } from "./base/functions/apply.ts";
import { LEAVES } from "./base/functions/leaves.ts";
import { ATTRIBUTES } from "./base/attributes.ts";
import { BITS } from "./base/bits.ts";
import { CHOOSING } from "./base/choosing.ts";
import { CALLS_MADE } from "./base/functions/calls.ts";
import { QUOTING } from "./base/functions/quoting.ts";
import { CONDITIONS } from "./base/functions/conditions.ts";
import { SCOPES } from "./base/functions/scopes.ts";
import { FUNCTIONS } from "./base/functions/functions.ts";
import { ELEMENTWISE } from "./base/elementwise.ts";
import { GROUPWISE } from "./base/functions/groupwise.ts";
import { EQUALITY } from "./base/equality.ts";
import { KINDS_OF } from "./base/kinds.ts";
import { MAKING } from "./base/making.ts";
import { MARGINS } from "./base/margins.ts";
import { MISSING } from "./base/missing.ts";
import { NEARNESS } from "./base/nearness.ts";
import { OPERATORS } from "./base/operators.ts";
import { ORDERING } from "./base/ordering.ts";
import { OUTSIDE_WORDS } from "./base/functions/outside.ts";
import { PRINTING } from "./base/printing.ts";
import { TOTALS } from "./base/totals.ts";
import { DATES } from "./dates/words.ts";
import { DATE_SEQUENCES } from "./dates/sequences.ts";
import { DIFFERENCES, overDates } from "./dates/differences.ts";
import { TABULAR } from "./tabular.ts";
import type { Builtin } from "./evaluation/builtin.ts";
import { SESSION } from "./session/session.ts";
import { STATS } from "./stats/words.ts";
import { ROOMS } from "./rooms.ts";
import { Vocabulary } from "./evaluation/vocabulary.ts";

const FAMILIES: readonly Builtin[] = [
  OPERATORS,
  BITS,
  CALLS_MADE,
  QUOTING,
  CONDITIONS,
  SCOPES,
  FUNCTIONS,
  MAKING,
  KINDS_OF,
  EQUALITY,
  ORDERING,
  MISSING,
  CHOOSING,
  ATTRIBUTES,
  ELEMENTWISE,
  TOTALS,
  MARGINS,
  STATS,
  APPLY,
  LEAVES,
  GROUPWISE,
  PRINTING,
  ...TABULAR,
  NEARNESS,
  OUTSIDE_WORDS,
  SESSION,
  DATES,
  DATE_SEQUENCES,
  DIFFERENCES,
].flat();

/** Words that are always at hand, and those of rooms. */
export const WORDS: Vocabulary<Builtin> = new Vocabulary(
  [...FAMILIES, ...overDates(FAMILIES)],
  ROOMS.values(),
);
