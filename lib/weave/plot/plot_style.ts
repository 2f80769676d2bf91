/**
 * Styles that are not ours, in a figure's markup or a theme: what they may name. A function that is not in the list may load
 * something, and new ones are made every year; so the list is of those that are known not to.
 *
 * @module
 */

const FUNCTIONS = new Set(
  ("rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark calc min max clamp round " +
    "abs sign mod rem sin cos tan pow sqrt hypot exp log var translate translatex translatey " +
    "translatez translate3d scale scalex scaley scalez scale3d rotate rotatex rotatey rotatez " +
    "rotate3d skew skewx skewy matrix matrix3d perspective blur brightness contrast drop-shadow " +
    "grayscale hue-rotate invert opacity saturate sepia linear-gradient radial-gradient " +
    "conic-gradient repeating-linear-gradient repeating-radial-gradient cubic-bezier steps minmax " +
    "repeat fit-content inset circle ellipse polygon rect path").split(" "),
);

/** What a style holds that loads something, hides what it says, or leaves its place; else null. */
export function styleFault(text: string): string | null {
  const loads = "a style that loads something";
  if (/[\\@{}<\0]|\/\*|expression|behaviou?r|-moz-binding/i.test(text)) return loads;
  if (/position\s*:\s*(?:fixed|sticky)/i.test(text)) return "a style that leaves the figure";
  for (const [, name = "", rest = ""] of text.matchAll(/([\w-]*)\s*\(([^)]*)/g)) {
    const known = name.toLowerCase();
    if (known === "" || FUNCTIONS.has(known)) continue;
    if (known === "url" && /^\s*["']?#[\w:.-]+["']?\s*$/.test(rest)) continue;
    return loads;
  }
  return null;
}
