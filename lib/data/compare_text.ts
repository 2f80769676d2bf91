/**
 * The order of texts.
 *
 * @module
 */

/** Printable ASCII as the collation of Unicode orders it; cases differ only where all else agrees. */
const ORDER = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

/** Rank of each code; 0 for codes that are not printable ASCII. */
const RANKS = new Uint8Array(128);
for (let i = 0; i < ORDER.length; i++) {
  RANKS[ORDER.charCodeAt(i)] = i + 1;
  RANKS[ORDER.toUpperCase().charCodeAt(i)] = i + 1;
}

let collator: Intl.Collator | null = null;

/**
 * Compares texts as R sorts them in a UTF-8 locale, whatever the machine's own: `Intl.Collator("en")`,
 * whose tables take milliseconds to load, only where a text is not plain ASCII.
 */
export function compareText(a: string, b: string): number {
  const plain = comparePlain(a, b);
  if (plain !== null) return plain;
  collator ??= new Intl.Collator("en");
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** The same for printable ASCII; null if a character is none. */
function comparePlain(a: string, b: string): number | null {
  const length = Math.max(a.length, b.length);
  let first = 0, byCase = 0;
  for (let i = 0; i < length; i++) {
    const p = i < a.length ? rankAt(a, i) : -1;
    const q = i < b.length ? rankAt(b, i) : -1;
    if (p === 0 || q === 0) return null;
    if (first !== 0) continue;
    if (p !== q) first = p - q;
    // at the first difference of case alone the small letter comes first
    else if (byCase === 0) byCase = b.charCodeAt(i) - a.charCodeAt(i);
  }
  return first || byCase;
}

const rankAt = (text: string, i: number): number => RANKS[text.charCodeAt(i)] ?? 0;

/** From how many texts on keys are made that sort as their bytes do. */
const MANY = 1000;

/** The places of texts in their order. */
export function sortedOrder(texts: readonly string[]): number[] {
  const order = Array.from(texts, (_, i) => i);
  const keys = texts.length < MANY ? null : keysOf(texts);
  if (!keys) return order.sort((a, b) => compareText(texts[a]!, texts[b]!));
  return order.sort((a, b) => {
    const [p, q] = [keys[a]!, keys[b]!];
    return p < q ? -1 : p > q ? 1 : compareText(texts[a]!, texts[b]!);
  });
}

/** Texts in which each character is its rank; null if a character has none. */
function keysOf(texts: readonly string[]): string[] | null {
  const keys: string[] = [];
  const codes: number[] = [];
  for (const text of texts) {
    codes.length = text.length;
    for (let i = 0; i < text.length; i++) {
      const rank = rankAt(text, i);
      if (rank === 0) return null;
      codes[i] = rank;
    }
    keys.push(String.fromCharCode(...codes));
  }
  return keys;
}
