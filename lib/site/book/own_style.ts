/**
 * A book's own style sheet: it may say how a page looks, and asks no other server for anything.
 *
 * @module
 */

/** Names of things that are never fetched. */
const NAMESPACE = /^(?:https?:)?\/\/www\.w3\.org\//i;

/** The first address of another server that a style sheet would ask; null if there is none. */
export function outsideAddress(css: string): string | null {
  const read = css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, "")
    .replace(/\\\n/g, "")
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, hex: string) => {
      const code = parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
    })
    .replace(/\\(.)/g, "$1");
  for (
    const [, address = ""] of read.matchAll(/["'(]\s*((?:[a-z][\w+.-]*:)?[/\\]{2}[^\s"')]*)/gi)
  ) {
    if (!NAMESPACE.test(address)) return address;
  }
  return null;
}

/** Classes that a style sheet has rules for. */
export function classesIn(style: string): Set<string> {
  const selectors = style.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\{[^{}]*\}/g, " ");
  return new Set([...selectors.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].map((match) => match[1] ?? ""));
}
