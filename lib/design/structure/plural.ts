/**
 * Plurals of the names of units.
 *
 * @module
 */

/** `bay` gives `bays`, `bench` `benches`, `colony` `colonies`; what ends in one s is plural already. */
export function plural(word: string): string {
  if (/[^s]s$/i.test(word)) return word;
  if (/(s|x|z|ch|sh)$/i.test(word)) return `${word}es`;
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  return `${word}s`;
}
