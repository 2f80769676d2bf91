/**
 * Long formulas broken into lines where R breaks them.
 *
 * @module
 */

/** R breaks a deparsed line at the first chance after so many characters. */
const CUTOFF = 60;

/**
 * Lines of a deparsed formula or call: after an operator with spaces round it, or a comma, once the
 * line is longer than 60 characters; later lines are indented by four spaces.
 */
export function breakFormula(text: string, cutoff = CUTOFF): string[] {
  return broken(text, cutoff, 0);
}

/** Lines of code, those that are too long broken in the same way. */
export function breakCode(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    const code = line.trimStart();
    return broken(code, CUTOFF, line.length - code.length);
  });
}

function broken(text: string, cutoff: number, base: number): string[] {
  const lines: string[] = [];
  let start = 0;
  const chance = /( (?:[-+*|~]|%[^%]*%|<-|=) |, )/g;
  for (let m = chance.exec(text); m; m = chance.exec(text)) {
    const end = m.index + m[0].length;
    const indent = base + (lines.length > 0 ? 4 : 0);
    if (m[0] !== " = " && end - start + indent > cutoff) {
      lines.push(" ".repeat(indent) + text.slice(start, end));
      start = end;
    }
  }
  lines.push(" ".repeat(base + (lines.length > 0 ? 4 : 0)) + text.slice(start));
  return lines;
}
