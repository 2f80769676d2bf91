/**
 * `{#id .class key=value key="two words"}` after a heading, an equation, a picture or `:::`.
 *
 * @module
 */

/** What stood between the braces. */
export interface Attributes {
  id: string | null;
  classes: string[];
  values: Record<string, string>;
}

/** No attributes at all. */
export function noAttributes(): Attributes {
  return { id: null, classes: [], values: {} };
}

const ITEM = /\s*(?:#([\w:.-]+)|\.([\w-]+)|(-)(?=\s|$)|([\w-]+)=("[^"]*"|'[^']*'|[^\s"']+))/y;

/**
 * Reads the text between the braces; null if it is anything else, so that `{x}` in prose stays.
 * A lone `-` means `.unnumbered`, as in bookdown.
 */
export function parseAttributes(inner: string): Attributes | null {
  const found = noAttributes();
  let at = 0;
  const end = inner.trimEnd().length;
  if (end === 0) return null;
  while (at < end) {
    ITEM.lastIndex = at;
    const item = ITEM.exec(inner);
    if (!item) return null;
    const [all, id, className, dash, key, value] = item;
    if (id !== undefined) found.id = id;
    else if (className !== undefined) found.classes.push(className);
    else if (dash !== undefined) found.classes.push("unnumbered");
    else if (key !== undefined && value !== undefined) {
      found.values[key] = value.replace(/^(["'])(.*)\1$/, "$2");
    }
    at += all.length;
  }
  return found;
}

/**
 * Splits `text {…}` at its end into the text and its attributes; braces right behind a bracket, a
 * link or code are theirs, as in `Rooms [of two]{.smallcaps}`.
 */
export function trailingAttributes(
  text: string,
): { text: string; attributes: Attributes; at: number } | null {
  const whole = text.trimEnd();
  const open = whole.lastIndexOf("{");
  if (open < 0 || !whole.endsWith("}") || whole.indexOf("}", open) < whole.length - 1) return null;
  const attributes = parseAttributes(whole.slice(open + 1, -1));
  const before = text.slice(0, open).trimEnd();
  // braces right behind a link, a picture or code are theirs
  if (before.length === open && /[\])`]$/.test(before)) return null;
  return attributes && { text: before, attributes, at: before.length };
}
