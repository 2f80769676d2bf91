/**
 * Every word of a page: those of the language and the verbs, by name.
 *
 * @module
 */
import { reasons } from "../../language/base/no_numbers.ts";
import { WORDS as LANGUAGE } from "../../language/words.ts";
import { wayToNumbers, whyNotNumbers } from "../../data/not_numbers.ts";
import { knownOf } from "../bridge/known.ts";
import { withVerbs } from "../bridge/words.ts";
import { VERBS } from "../verbs/verbs.ts";

/** What the file says that a column was read from. */
reasons.of = (x) => {
  const value = knownOf(x);
  return value?.kind === "character" && value.notNumbers
    ? { text: whyNotNumbers(value.notNumbers), hint: wayToNumbers(value.notNumbers) }
    : null;
};

export const WORDS = withVerbs(LANGUAGE, VERBS);
