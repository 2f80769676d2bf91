/**
 * Figures and tables of several parts, which are called by letters.
 *
 * @module
 */

/** A figure or a table whose parts have letters. */
export interface Panel {
  kind: "figure" | "table";
  number: string;
  /** Parts that have their letters. */
  parts: number;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** The number of a panel's next part: `4.2 (a)`, after twenty-six of them `4.2 (aa)`. */
export function nextPart(panel: Panel): string {
  const part = panel.parts++;
  const letter = LETTERS[part % LETTERS.length]!;
  return `${panel.number} (${letter.repeat(1 + Math.floor(part / LETTERS.length))})`;
}

/** The id of what has no label: `fig-4-2`, `fig-4-2-a`. */
export function idOf(prefix: string, number: string): string {
  return `${prefix}-${number.replace(/[.\s(]+/g, "-").replace(")", "")}`;
}
