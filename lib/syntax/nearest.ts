/**
 * The nearest name that would have worked.
 *
 * @module
 */

/** Names in a list of what is known. */
const MOST_LISTED = 16;

/** Names longer than this are no slips of the pen of each other. */
const LONGEST = 200;

const rows = [0, 1, 2].map(() => new Int32Array(LONGEST + 2));

/**
 * Number of letters to insert, delete, replace or swap to get from `a` to `b`; more than `most` as
 * `most + 1`. Only cells within `most` of the diagonal are filled (Ukkonen 1985, Inf. Control 64,
 * 100–118).
 */
export function editDistance(a: string, b: string, most = LONGEST): number {
  const [n, m] = [a.length, b.length];
  const beyond = most + 1;
  if (Math.abs(n - m) > most || n > LONGEST || m > LONGEST) return a === b ? 0 : beyond;
  let [before, previous, current] = rows as [Int32Array, Int32Array, Int32Array];
  for (let j = 0; j <= m; j++) previous[j] = Math.min(j, beyond);
  for (let i = 1; i <= n; i++) {
    const first = Math.max(1, i - most);
    const last = Math.min(m, i + most);
    current[first - 1] = first === 1 ? Math.min(i, beyond) : beyond;
    let least = current[first - 1]!;
    const letter = a.charCodeAt(i - 1);
    for (let j = first; j <= last; j++) {
      const other = b.charCodeAt(j - 1);
      let best = Math.min(
        j < i + most ? previous[j]! + 1 : beyond,
        current[j - 1]! + 1,
        previous[j - 1]! + (letter === other ? 0 : 1),
      );
      if (
        i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other &&
        Math.abs(i - j) <= most
      ) best = Math.min(best, before[j - 2]! + 1);
      current[j] = best;
      least = Math.min(least, best);
    }
    if (least > most) return beyond;
    [before, previous, current] = [previous, current, before];
  }
  return Math.min(previous[m]!, beyond);
}

/** The letters of a word as bits: words that share few are far apart. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * How far apart two words may be for one to be meant by the other: a third of the longer one's
 * letters. Words of four letters or fewer must begin alike besides, since they are near to many.
 */
function farthest(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer <= 4 && a[0] !== b[0] ? 0 : Math.floor(longer / 3);
}

/** How many letters two words have in common at their beginnings. */
function alikeFrom(a: string, b: string): number {
  let k = 0;
  while (k < a.length && k < b.length && a[k] === b[k]) k++;
  return k;
}

/**
 * The nearest of `names` to `name`, if one is near enough to be meant; case decides between equals, then how
 * many letters they begin with alike, then which comes first.
 */
export function nearest(name: string, names: Iterable<string>): string | null {
  const asked = name.toLowerCase();
  const letters = lettersOf(asked);
  let best: string | null = null;
  let distance = Infinity, alike = 0;
  for (const candidate of names) {
    const known = candidate.toLowerCase();
    const most = Math.min(farthest(asked, known), Math.floor(distance));
    if (Math.abs(known.length - asked.length) > most) continue;
    // one change takes a letter away and adds another
    if (bitsIn(letters ^ lettersOf(known)) > 2 * most) continue;
    const d = editDistance(asked, known, most);
    if (d > most) continue;
    const cased = candidate !== known && editDistance(name, candidate, d) > d ? d + 0.5 : d;
    const begins = cased > distance ? 0 : alikeFrom(asked, known);
    if (cased < distance || cased === distance && begins > alike) {
      best = candidate;
      distance = cased;
      alike = begins;
    }
  }
  return best;
}

/**
 * A hint that names the nearest of `names`, or lists a few of them.
 *
 * @param list the beginning of that list's sentence, such as "The columns are"; without it there
 * is no hint where there are no names
 */
export function suggestion(name: string, names: readonly string[], list: string): string;
export function suggestion(name: string, names: readonly string[]): string | undefined;
export function suggestion(
  name: string,
  names: readonly string[],
  list?: string,
): string | undefined {
  const near = nearest(name, names);
  if (near !== null) return `Did you mean "${near}"?`;
  if (names.length === 0) return list === undefined ? undefined : `${list} none`;
  const few = names.slice(0, MOST_LISTED).join(", ");
  return `${list ?? "Known are"} ${few}${names.length > MOST_LISTED ? " …" : ""}`;
}
