/**
 * The name that was probably meant.
 *
 * @module
 */

/**
 * The candidate nearest to `name` in single edits (case counts half), or null if none is near:
 * at most a third of the name's length, and at least one edit.
 */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let best: string | null = null;
  let least = limit + 0.75;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit) continue;
    const distance = edits(name.toLowerCase(), candidate.toLowerCase()) +
      (name.toLowerCase() === candidate.toLowerCase() ? 0.5 : 0);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours between two texts. */
function edits(a: string, b: string): number {
  let before = new Uint16Array(b.length + 1);
  let row = Uint16Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = new Uint16Array(b.length + 1);
    next[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        d = Math.min(d, before[j - 2]! + 1);
      }
      next[j] = d;
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}
