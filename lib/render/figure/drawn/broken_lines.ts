/**
 * Texts in lines that fit.
 *
 * @module
 */
import { textWidth } from "../shapes.ts";

/** A text in lines that fit. */
export function broken(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const piece of text.split("\n")) {
    let line = "";
    for (const word of piece.split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (line !== "" && textWidth(longer, size) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    lines.push(line);
  }
  return lines;
}
