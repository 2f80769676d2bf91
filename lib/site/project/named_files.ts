/**
 * Files that the text of a page names: pictures, links, and texts in code that are paths.
 *
 * @module
 */

/** The most that a path can hold, and a name in it: disks hold no longer ones. */
const LONGEST = 300;
const LONGEST_NAME = 120;

/** Every path that a page may mean, as it is written; most are no paths. */
export function namedPaths(text: string): string[] {
  const found = new Set<string>();
  const add = (path: string | undefined): void => {
    const plain = path?.trim().replace(/^<(.*)>$/, "$1").replace(/[?#].*$/, "") ?? "";
    if (plain === "" || plain.length > LONGEST || /^[a-z][\w+.-]+:|^\/\/|[\n\0]/i.test(plain)) {
      return;
    }
    if (plain.split("/").some((name) => name.length > LONGEST_NAME)) return;
    found.add(plain);
  };
  for (const [, path] of text.matchAll(/\]\(([^()\s]+(?:\([^()]*\)[^()\s]*)?)/g)) add(path);
  for (const [, path] of text.matchAll(/\]\(<([^<>\n]+)>/g)) add(path);
  for (const [, path] of text.matchAll(/^\[[^\]\n]+\]:\s*(\S+)/gm)) add(path);
  for (const [, , path] of text.matchAll(/\b(?:src|href)\s*=\s*(["'])([^"'\n]*)\1/gi)) add(path);
  for (const [, , path] of text.matchAll(/(["'])([^"'\n]{1,300}?)\1/g)) {
    if (/[./]/.test(path ?? "")) add(path);
  }
  // here("data", "trial.csv"), file.path("data", "trial.csv")
  for (const [, inner] of text.matchAll(/\b(?:here|file\.path)\(([^()]*)\)/g)) {
    const parts = [...inner!.matchAll(/(["'])([^"']*)\1/g)].map((match) => match[2] ?? "");
    if (parts.length > 1) add(parts.join("/"));
  }
  return [...found];
}
