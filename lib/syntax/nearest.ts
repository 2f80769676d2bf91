/**
 * The nearest name that would have worked.
 *
 * @module
 */

/** Names in a list of what is known. */
const MOST_LISTED = 16;

/** Number of letters to insert, delete, replace or swap to get from `a` to `b`. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + same,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/**
 * How far apart two words may be for one to be meant by the other: a third of the longer one's
 * letters. Words of four letters or fewer must begin alike besides, since they are near to many.
 */
function farthest(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer <= 4 && a[0] !== b[0] ? 0 : Math.floor(longer / 3);
}

/** The nearest of `names` to `name`, if one is near enough to be meant; case does not count. */
export function nearest(name: string, names: Iterable<string>): string | null {
  const asked = name.toLowerCase();
  let best: string | null = null;
  let distance = Infinity;
  for (const candidate of names) {
    const known = candidate.toLowerCase();
    const most = Math.min(farthest(asked, known), distance - 1);
    if (Math.abs(known.length - asked.length) > most) continue;
    const d = editDistance(asked, known);
    if (d <= most) {
      best = candidate;
      distance = d;
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
