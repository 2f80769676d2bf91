/**
 * Texts in lines that fit.
 *
 * @module
 */
import { textWidth } from "../shapes.ts";

/** After blanks, and before the stars of a number. */
const BREAKS = /(?<= )|(?<=\d)(?=\*)/;

/** A text in lines that fit. */
export function broken(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const piece of text.split("\n")) {
    let line = "";
    for (const word of piece.split(BREAKS)) {
      const longer = line + word;
      if (line !== "" && textWidth(longer.trimEnd(), size) > width) {
        lines.push(line.trimEnd());
        line = word;
      } else line = longer;
    }
    lines.push(line);
  }
  return lines;
}
