/**
 * Kinds of characters in regular expressions. R's own expressions know those of all scripts, those
 * of Perl (`perl = TRUE`) only the ones of ASCII.
 *
 * @module
 */

/** Whether a character, by its code, is one of those meant. */
export type Test = (code: number) => boolean;

export const DIGIT: Test = (c) => c >= 48 && c <= 57;
export const SPACE: Test = (c) => c === 32 || (c >= 9 && c <= 13);
const BLANK: Test = (c) => c === 32 || c === 9;
const CONTROL: Test = (c) => c < 32 || c === 127;
const HEXADECIMAL: Test = (c) => DIGIT(c) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102);
const UPPER: Test = (c) => c >= 65 && c <= 90;
const LOWER: Test = (c) => c >= 97 && c <= 122;
const LETTER: Test = (c) => UPPER(c) || LOWER(c);
const VISIBLE: Test = (c) => c > 32 && c < 127;
const WORD: Test = (c) => LETTER(c) || DIGIT(c) || c === 95;

const ASCII: Readonly<Record<string, Test>> = {
  alpha: LETTER,
  alnum: (c) => LETTER(c) || DIGIT(c),
  digit: DIGIT,
  space: SPACE,
  blank: BLANK,
  upper: UPPER,
  lower: LOWER,
  punct: (c) => VISIBLE(c) && !LETTER(c) && !DIGIT(c),
  cntrl: CONTROL,
  xdigit: HEXADECIMAL,
  graph: VISIBLE,
  print: (c) => VISIBLE(c) || c === 32,
  word: WORD,
};

const BEYOND: Readonly<Record<string, RegExp>> = {
  alpha: /[\p{Alphabetic}\p{M}]/u,
  alnum: /[\p{Alphabetic}\p{M}\p{Nd}]/u,
  space: /[\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]/u,
  blank: /[\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]/u,
  upper: /\p{Lu}/u,
  lower: /\p{Ll}/u,
  punct: /[\p{P}\p{S}]/u,
  cntrl: /\p{Cc}/u,
  graph: /[^\p{Z}\p{C}]/u,
  print: /[^\p{C}]/u,
  word: /[\p{Alphabetic}\p{M}\p{Nd}]/u,
};

/** Names of the kinds: `[:alpha:]` and so on. */
export const CLASS_NAMES = Object.keys(ASCII);

/** A kind by its name, of all scripts or of ASCII alone; null if there is none of that name. */
export function classNamed(name: string, wide: boolean): Test | null {
  const ascii = ASCII[name];
  if (!ascii) return null;
  const beyond = wide ? BEYOND[name] : undefined;
  if (!beyond) return ascii;
  return (c) => c < 128 ? ascii(c) : beyond.test(String.fromCodePoint(c));
}

/** Characters of which words are made. */
export function wordTest(wide: boolean): Test {
  return classNamed("word", wide)!;
}

/** `\p{…}`: a property of Unicode; null if there is none of that name. */
export function property(name: string): Test | null {
  try {
    const own = new RegExp(`\\p{${name}}`, "u");
    return (c) => own.test(String.fromCodePoint(c));
  } catch {
    // the engine of JavaScript knows no property of this name
    return null;
  }
}

export function not(test: Test): Test {
  return (c) => !test(c);
}

/** The same characters, capital or small. */
export function caseless(test: Test): Test {
  return (c) => {
    if (test(c)) return true;
    const text = String.fromCodePoint(c);
    const [lower, upper] = [text.toLowerCase(), text.toUpperCase()];
    return (lower !== text && test(lower.codePointAt(0)!)) ||
      (upper !== text && test(upper.codePointAt(0)!));
  };
}
