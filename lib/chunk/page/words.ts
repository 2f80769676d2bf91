/**
 * Every word of a page: those of the language and the verbs, by name.
 *
 * @module
 */
import { reasons } from "../../language/base/no_numbers.ts";
import { word } from "../../language/evaluation/builtin.ts";
import { WORDS as LANGUAGE } from "../../language/words.ts";
import { wayToNumbers, whyNotNumbers } from "../../data/not_numbers.ts";
import { knownOf } from "../bridge/known.ts";
import { withVerbs } from "../bridge/words.ts";
import { CODINGS } from "../values/constants.ts";
import { VERBS } from "../verbs/verbs.ts";

const CODING_WORDS = Object.keys(CODINGS).map((name) =>
  [
    name,
    word(name, "n", (call) =>
      call.fail(
        "unknown-verb",
        `${name}() is not part of the block language`,
        "Codings are named without brackets: lm(…, contrasts = list(Trt = contr.sum))",
      )),
  ] as const
);

/** What the file says that a column was read from. */
reasons.of = (x) => {
  const value = knownOf(x);
  return value?.kind === "character" && value.notNumbers
    ? { text: whyNotNumbers(value.notNumbers), hint: wayToNumbers(value.notNumbers) }
    : null;
};

export const WORDS = withVerbs(new Map([...CODING_WORDS, ...LANGUAGE]), VERBS);
