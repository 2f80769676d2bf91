/**
 * Words that take functions and apply them, and that ask what functions, calls and scopes hold.
 *
 * @module
 */
import { overDates } from "../../dates/differences.ts";
import type { Builtin } from "../../evaluation/builtin.ts";
import { APPLY } from "./apply.ts";
import { FUNCTIONS } from "./functions.ts";
import { GROUPWISE } from "./groupwise.ts";
import { LEAVES } from "./leaves.ts";
import { QUOTING } from "./quoting.ts";
import { SCOPES } from "./scopes.ts";

export const WORDS: readonly Builtin[] = overDates(
  [APPLY, LEAVES, GROUPWISE, QUOTING, SCOPES, FUNCTIONS].flat(),
);
