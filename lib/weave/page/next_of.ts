/**
 * Where a sign stands next in a text that is read from its beginning to its end. Rules ask at every
 * place, and a sign that is missing would be looked for to the end each time: a text of n characters
 * would be read n²/2 times.
 *
 * @module
 */

/** The last answer for a sign: from `from` on it stands first at `at` of `text`; −1 if nowhere. */
interface Answer {
  text: string;
  from: number;
  at: number;
}

const last = new Map<string, Answer>();

/** As `text.indexOf(sign, from)`. */
export function nextOf(sign: string, text: string, from: number): number {
  const known = last.get(sign);
  if (known && known.text === text && known.from <= from && (known.at >= from || known.at < 0)) {
    return known.at;
  }
  const at = text.indexOf(sign, from);
  last.set(sign, { text, from, at });
  return at;
}
