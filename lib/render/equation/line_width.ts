/**
 * How wide a formula is set, near enough to know where a line must be broken.
 *
 * @module
 */
import { unmarked } from "./symbols.ts";

/**
 * Ems of mathematics in the column of text, beside the number of an equation: the narrowest column
 * with a margin, and paper.
 */
const LINE = 27;

/** Ems of what stands between the sides of an equation, with the space about it. */
const RELATION = 1.35;

/** Ems of a plus or minus between terms. */
const SIGN = 1.25;

const WIDTHS: Readonly<Record<string, number>> = {
  "\\quad": 1,
  "\\times": SIGN,
  "\\mid": 0.85,
  "\\sim": RELATION,
  "\\hat": 0,
  "\\text": 0,
  "\\mathrm": 0,
  "\\mathbf": 0,
  "\\,": 0.17,
  "&": 0,
  "{": 0,
  "}": 0,
  " ": 0,
  "(": 0.4,
  ")": 0.4,
  ",": 0.45,
  "+": SIGN,
  "-": SIGN,
  "=": RELATION,
};

/** Commands whose argument keeps its blanks. */
const WORDS = /^\\(text|mathrm)$/;

/** Width of a formula in ems of its own size. */
export function latexWidth(latex: string): number {
  return widthOf(tokensOf(unmarked(latex)));
}

function tokensOf(latex: string): string[] {
  return latex.match(/\\[A-Za-z]+|\\.|[\s\S]/gu) ?? [];
}

function widthOf(tokens: readonly string[]): number {
  let width = 0;
  let raised = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token === "_" || token === "^") {
      const end = groupEnd(tokens, i + 1);
      // A subscript and a superscript of one symbol stand above each other.
      const own = 0.7 * widthOf(tokens.slice(i + 1, end)) + 0.05;
      width += Math.max(0, own - raised);
      raised = Math.max(own, raised);
      i = end - 1;
      continue;
    }
    if (token !== " ") raised = 0;
    if (WORDS.test(token)) {
      const end = groupEnd(tokens, i + 1);
      width += 0.52 * Math.max(0, end - i - 3);
      i = end - 1;
    } else width += WIDTHS[token] ?? letterWidth(token);
  }
  return width;
}

function letterWidth(letter: string): number {
  if (/^[ijlt]$/.test(letter)) return 0.38;
  return /^(\p{Lu}|[mw])$/u.test(letter) ? 0.8 : 0.54;
}

/** Place after a group in braces, or after the one token that stands for it. */
function groupEnd(tokens: readonly string[], start: number): number {
  if (tokens[start] !== "{") return start + 1;
  let depth = 0;
  for (let i = start; i < tokens.length; i++) {
    if (tokens[i] === "{") depth++;
    else if (tokens[i] === "}" && --depth === 0) return i + 1;
  }
  return tokens.length;
}

/**
 * Terms with their signs over as many lines as they need, none wider than the column of text.
 *
 * @param left What stands before the sign of relation, with the width of the widest of the block.
 * @param terms The first without, each other with its sign.
 */
export function brokenSum(
  left: { latex: string; width: number },
  terms: readonly string[],
): string[] {
  const room = LINE - left.width - RELATION;
  const lines: string[][] = [[]];
  let used = 0;
  for (const term of terms) {
    const width = latexWidth(term);
    const line = lines.at(-1)!;
    if (line.length > 0 && used + width > room) {
      lines.push([term]);
      used = width + 1;
    } else {
      line.push(term);
      used += width;
    }
  }
  return lines.map((line, i) => `${i === 0 ? `${left.latex} &= ` : "&\\quad "}${line.join(" ")}`);
}
