/**
 * The file of results: a head, and a section for each benchmark, which each writes for itself.
 *
 * @module
 */

/** Where the results are. */
export const RESULTS = new URL("RESULTS.md", import.meta.url).pathname;

/** A file with its head (all before the first section) replaced. */
export function withHead(file: string, head: string): string {
  const [, ...sections] = file.split(/^(?=## )/m);
  return [head.trimEnd() + "\n", ...sections].join("\n").replace(/\n{3,}/g, "\n\n");
}

/** A file with the section of a title replaced, or added at its end. */
export function withSection(file: string, title: string, section: string): string {
  const parts = file.split(/^(?=## )/m);
  const at = parts.findIndex((p) => p.startsWith(`${title}\n`));
  if (at < 0) parts.push(`\n${section}`);
  else parts[at] = section + (at + 1 < parts.length ? "\n" : "");
  return parts.join("");
}
