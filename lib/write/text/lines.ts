/**
 * Text in lines: broken where its words allow, indented, padded.
 *
 * @module
 */

/** Text in lines of at most `width` signs, where its words allow; none for no words. */
export function wrapped(text: string, width: number): string[] {
  return text.split("\n").flatMap((part) => {
    const lines: string[] = [];
    for (const word of part.split(/[ \t]+/)) {
      if (word === "") continue;
      const last = lines.at(-1);
      if (last !== undefined && length(last) + 1 + length(word) <= width) {
        lines[lines.length - 1] = `${last} ${word}`;
      } else lines.push(word);
    }
    return lines;
  });
}

/** Signs of a text. */
export function length(text: string): number {
  return [...text.normalize("NFC")].length;
}

/** Text with blanks around it, as wide as `width`. */
export function padded(
  text: string,
  width: number,
  side: "left" | "right" | "center" | null,
): string {
  const room = Math.max(0, width - length(text));
  const left = side === "right" ? room : side === "center" ? Math.floor(room / 2) : 0;
  return " ".repeat(left) + text + " ".repeat(room - left);
}

/** Lines further in. */
export function indented(lines: readonly string[]): string[] {
  return behind(lines, "    ");
}

/** Lines each behind a sign. */
export function behind(lines: readonly string[], sign: string): string[] {
  return lines.map((line) => sign + line);
}

/** Lines behind a sign; those after the first stand below its words. */
export function hung(
  lines: readonly string[],
  sign: string,
  rest = " ".repeat(sign.length),
): string[] {
  return (lines.length === 0 ? [""] : lines).map((line, i) => (i === 0 ? sign : rest) + line);
}

/** LaTeX in a sentence; what is plain without it has no dollars. */
export function formulaText(source: string): string {
  const text = source.replace(/\s+/g, " ");
  return /^[\w .,=<>()|/+*-]*$/.test(text) && !/[_^]/.test(text) ? text : `$${text}$`;
}
