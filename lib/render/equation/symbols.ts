/**
 * Symbols of a model in LaTeX: effects with their subscripts, variances, covariates.
 *
 * @module
 */
import type { NotationTerm } from "../../design/structure/notation.ts";
import { termKey } from "../typeset/typeset.ts";

const GREEK: Record<string, string> = {
  "α": "\\alpha",
  "β": "\\beta",
  "γ": "\\gamma",
  "δ": "\\delta",
  "ε": "\\varepsilon",
  "η": "\\eta",
  "θ": "\\theta",
  "κ": "\\kappa",
  "λ": "\\lambda",
  "μ": "\\mu",
  "ρ": "\\rho",
  "σ": "\\sigma",
  "τ": "\\tau",
  "φ": "\\phi",
  "ω": "\\omega",
};

/** A letter, or a word set upright. */
export function letterLatex(letter: string): string {
  if (GREEK[letter]) return GREEK[letter]!;
  if (letter.startsWith("\\")) return letter;
  return [...letter].length === 1 ? letter : `\\mathrm{${letter.replace(/[^\p{L}\p{N}.-]/gu, "")}}`;
}

/** Text inside a formula. */
export function textLatex(text: string): string {
  return `\\text{${
    text.replace(
      /([\\{}$&#%_^~])/g,
      (c) => c === "\\" ? "" : c === "^" || c === "~" ? " " : `\\${c}`,
    )
  }}`;
}

/** Subscripts as `_{ij}`; nothing for none. */
export function below(subscripts: readonly string[], before = ""): string {
  const text = before + subscripts.join("");
  return text === "" ? "" : text.length === 1 ? `_${text}` : `_{${text}}`;
}

/** Letters of an effect: `D`, or `(DT)` for a product. */
export function effectLatex(effect: readonly string[]): string {
  const letters = effect.map(letterLatex);
  return letters.length === 1 ? letters[0]! : `(${letters.join("")})`;
}

/** An effect with its subscripts; `number` tells several of the same letter apart. */
export function symbolLatex(
  term: Pick<NotationTerm, "effect" | "subscripts">,
  number = "",
): string {
  return `${effectLatex(term.effect)}${below(term.subscripts, number)}`;
}

/** Marks a part of a formula as belonging to a term of the model. */
export function marked(latex: string, term: string): string {
  return `\\htmlData{term=${termKey(term)}}{${latex}}`;
}

/** A formula without marks. */
export function unmarked(latex: string): string {
  const start = latex.indexOf("\\htmlData{");
  if (start < 0) return latex;
  const name = closing(latex, start + "\\htmlData".length);
  const body = closing(latex, name + 1);
  return latex.slice(0, start) + unmarked(latex.slice(name + 2, body)) +
    unmarked(latex.slice(body + 1));
}

/** Place of the brace that closes the one at `open`. */
function closing(latex: string, open: number): number {
  let depth = 0;
  for (let i = open; i < latex.length; i++) {
    if (latex[i] === "\\") i++;
    else if (latex[i] === "{") depth++;
    else if (latex[i] === "}" && --depth === 0) return i;
  }
  return latex.length;
}
