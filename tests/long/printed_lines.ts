/**
 * What R printed of a block, read line by line.
 *
 * @module
 */

const NUMBER = /^[-<]?(?:\d+\.?\d*|\.\d+)(?:e[-+]\d+)?$/i;

/** A line in words, brackets and commas apart. */
const wordsOf = (line: string): string[] =>
  line.replace(/[‘’]/g, "'").replace(/([()\[\],:=])/g, " $1 ").trim().split(/\s+/).filter((w) =>
    w !== ""
  );

/** What R's optimizer leaves open at its default stop, as a share of a line's largest. */
const EARLY_STOP = 5e-6;

/** Equal but for three of the last digit, or for what R's optimizer leaves open. */
function agrees(ours: string, theirs: string, largest = Math.abs(Number(ours))): boolean {
  if (ours === theirs) return true;
  if (!NUMBER.test(ours) || !NUMBER.test(theirs) || !/[.e]/.test(ours)) return false;
  const [, decimals = "", exponent = "0"] = /(?:\.(\d*))?(?:e([-+]\d+))?$/i.exec(ours) ?? [];
  const unit = 10 ** (Number(exponent) - decimals.length);
  const open = Math.max(3.5 * unit, EARLY_STOP * largest);
  return Math.abs(Number(ours) - Number(theirs)) <= open;
}

/** Lines of R's output, looked through from the top down. */
export class PrintedLines {
  readonly #lines: readonly string[][];
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines.map(wordsOf);
  }

  /**
   * Looks for the lines of `text` that hold a number, in their order, after what was found before;
   * `missing` are those that are not there.
   */
  look(text: string): { lines: number; missing: string[] } {
    const wanted = text.split("\n").filter((line) => wordsOf(line).some((w) => NUMBER.test(w)));
    const missing: string[] = [];
    for (const line of wanted) {
      const words = wordsOf(line);
      const numbers = words.filter((w) => NUMBER.test(w) && w.includes("."));
      const largest = Math.max(0, ...numbers.map((w) => Math.abs(Number(w))));
      const found = this.#lines.findIndex((theirs, i) =>
        i >= this.#at && theirs.length === words.length &&
        words.every((w, k) => agrees(w, theirs[k]!, largest))
      );
      if (found < 0) missing.push(line.trim().replace(/\s+/g, " "));
      else this.#at = found + 1;
    }
    return { lines: wanted.length, missing };
  }
}

/** The numbers of a sentence that R does not print; one that it prints several times is one. */
export function missingNumbers(text: string, printed: readonly string[]): string[] {
  const theirs = printed.flatMap(wordsOf);
  return wordsOf(text.replace(/^\s*\[\d+\]/gm, "")).filter((w) =>
    NUMBER.test(w) && !theirs.some((t) => agrees(w, t))
  );
}
