/**
 * Names shortened as R shortens them in the heads of a correlation table.
 *
 * @module
 */

const VOWEL = /[aeiou]/;
const LOWER = /\p{Ll}/u;

/**
 * Shortens each name to `length` characters if it can: first lower-case vowels go, from the end,
 * then lower-case letters, then whatever is left; a first letter of a word stays. Names that
 * become equal are given one character more until all differ.
 */
export function abbreviate(names: readonly string[], length: number): string[] {
  const distinct = [...new Set(names.map((n) => n.trim()))];
  const short = distinct.map((n) => shorten(n, length));
  for (let size = length + 1;; size++) {
    const seen = new Set<string>();
    const clash = new Set<string>();
    for (const s of short) {
      if (seen.has(s)) clash.add(s);
      seen.add(s);
    }
    if (clash.size === 0 || size > 200) break;
    distinct.forEach((n, i) => {
      if (clash.has(short[i] ?? "")) short[i] = shorten(n, size);
    });
  }
  return names.map((n) => short[distinct.indexOf(n.trim())] ?? n);
}

/** One name, dropping characters from the end by ever wider rules until it is short enough. */
function shorten(name: string, length: number): string {
  let text = name;
  const spaces = (text.slice(1).match(/\s/g) ?? []).length;
  const fits = (): boolean => text.length - spaces <= length;
  const startsWord = (i: number): boolean => /\s/.test(text[i - 1] ?? "");
  const endsWord = (i: number): boolean =>
    !startsWord(i) && (text[i + 1] === undefined || /\s/.test(text[i + 1] ?? ""));
  const rules: ((i: number) => boolean)[] = [
    (i) => VOWEL.test(text[i] ?? "") && endsWord(i),
    (i) => VOWEL.test(text[i] ?? "") && !startsWord(i),
    (i) => LOWER.test(text[i] ?? "") && endsWord(i),
    (i) => LOWER.test(text[i] ?? "") && !startsWord(i),
    (i) => !startsWord(i) && !/\s/.test(text[i] ?? ""),
  ];
  for (const drop of rules) {
    for (let i = text.length - 1; i > 0 && !fits(); i--) {
      if (drop(i)) text = text.slice(0, i) + text.slice(i + 1);
    }
  }
  return text.length > length ? text[0] + text.slice(1).replace(/\s/g, "") : text;
}
