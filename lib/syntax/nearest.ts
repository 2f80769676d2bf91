/**
 * The nearest name that would have worked.
 *
 * @module
 */

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

/** The nearest of `names` to `name`, if one is near enough to be meant. */
export function nearest(name: string, names: Iterable<string>): string | null {
  let best: string | null = null;
  let distance = Math.max(2, Math.floor(name.length * 0.4)) + 1;
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) >= distance) continue;
    const d = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (d < distance) {
      best = candidate;
      distance = d;
    }
  }
  return best;
}

/** A hint that names the nearest of `names`, or lists a few of them. */
export function suggestion(name: string, names: readonly string[]): string | undefined {
  const near = nearest(name, names);
  if (near !== null) return `Did you mean "${near}"?`;
  if (names.length === 0) return undefined;
  const few = names.slice(0, 8).join(", ");
  return names.length > 8 ? `Known are ${few} …` : `Known are ${few}`;
}
