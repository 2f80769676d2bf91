/**
 * What a value of a verb is in the language and the other way round, so that nothing is made twice and
 * what the language has no place for (why a column holds no numbers) is not lost on the way.
 *
 * @module
 */
import type { Value as LanguageValue } from "../../language/values/value.ts";
import type { Value } from "../values/value.ts";

const IN_LANGUAGE = new WeakMap<Value, LanguageValue>();
const OF_VERBS = new WeakMap<LanguageValue, Value>();

/** The value of the language that was made of a verb's value. */
export function known(value: Value): LanguageValue | undefined {
  return IN_LANGUAGE.get(value);
}

/** The value of verbs that a value of the language is. */
export function knownOf(value: LanguageValue): Value | undefined {
  return OF_VERBS.get(value);
}

/** Keeps both. What verbs hold may not be changed in place any more. */
export function remember<V extends LanguageValue>(inLanguage: V, value: Value): V {
  inLanguage.exclusive = false;
  IN_LANGUAGE.set(value, inLanguage);
  OF_VERBS.set(inLanguage, value);
  return inLanguage;
}
