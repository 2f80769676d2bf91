/**
 * Which Heddle this is. Versions are semantic: a change of the third number mends, of the second adds
 * or (below 1.0) changes what a book says; what changed stands in CHANGELOG.md.
 *
 * @module
 */

/** The version of the program; `deno.json` and the change log name the same. */
export const VERSION = "0.2.0";

/** A version as numbers: `0.2` is 0.2.0; null if the text is none. */
export function versionOf(text: string): [number, number, number] | null {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(text.trim());
  return match ? [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)] : null;
}

/** Negative if `a` is older than `b`, positive if it is newer. */
export function compareVersions(
  a: readonly [number, number, number],
  b: readonly [number, number, number],
): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
