/**
 * Every word of a page: those of the language and the verbs, by name.
 *
 * @module
 */
import { reasons } from "../../language/base/no_numbers.ts";
import { WORDS as LANGUAGE } from "../../language/words.ts";
import { wayToNumbers, whyNotNumbers } from "../../data/not_numbers.ts";
import { knownOf } from "../bridge/known.ts";
import { PageWords } from "../bridge/words.ts";
import { VERBS } from "../verbs/verbs.ts";

/** What the file says that a column was read from. */
reasons.of = (x) => {
  const value = knownOf(x);
  return value?.kind === "character" && value.notNumbers
    ? { text: whyNotNumbers(value.notNumbers), hint: wayToNumbers(value.notNumbers) }
    : null;
};

export const WORDS: PageWords = new PageWords(LANGUAGE, VERBS);

/** Names that are called in the text of a block, and operators. What is only handed over is loaded when it is met. */
const NAME = /[\p{L}.][\p{L}\p{N}._]*(?=\s*\()|%[^%\s]*%/gu;

/** Loads the words that texts have the names of. */
export async function obtainWords(texts: readonly string[]): Promise<void> {
  const names = new Set<string>();
  for (const text of texts) for (const [name] of text.matchAll(NAME)) names.add(name);
  await WORDS.obtain([...names]);
}
