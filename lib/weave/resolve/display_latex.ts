/**
 * LaTeX as an author writes it to LaTeX as it is set: labels out, environments as the library has
 * them, lines at the left, values in their places. Each step knows the way back, for faults.
 *
 * @module
 */
import { INNER_LABEL } from "../rules/mathematics.ts";
import { MATH_ENVIRONMENTS } from "../page/vocabulary.ts";

/** A text made of another: `place` leads from a position in it to one in the other. */
export interface SetText {
  latex: string;
  place: (at: number) => number;
}

/** A text with pieces put in the place of others. */
export function replaced(
  text: string,
  edits: readonly { from: number; to: number; text: string }[],
): SetText {
  let latex = "";
  let at = 0;
  const starts: { fresh: number; old: number }[] = [];
  const keep = (until: number): void => {
    starts.push({ fresh: latex.length, old: at });
    latex += text.slice(at, until);
  };
  for (const edit of edits) {
    keep(edit.from);
    starts.push({ fresh: latex.length, old: edit.from });
    latex += edit.text;
    at = edit.to;
  }
  keep(text.length);
  return {
    latex,
    place: (position) => {
      const start = starts.findLast((each) => each.fresh <= position) ?? { fresh: 0, old: 0 };
      return Math.min(text.length, start.old + Math.max(0, position - start.fresh));
    },
  };
}

/** A displayed equation as it is set. */
export function displayLatex(latex: string): SetText {
  const plain = latex.replace(INNER_LABEL, (label) => " ".repeat(label.length));
  const environment = unnumbered(plain);
  if (environment) return environment;
  return alignedLines(plain);
}

/** An environment that is the whole equation: numbers come from labels, never from the library. */
function unnumbered(latex: string): SetText | null {
  const open = /^\s*\\begin\{([A-Za-z]+)\*?\}/.exec(latex);
  const close = /\\end\{([A-Za-z]+)\*?\}\s*$/.exec(latex);
  const name = MATH_ENVIRONMENTS.get(open?.[1] ?? "");
  if (!open || !close || name === undefined || open[1] !== close[1]) return null;
  const columns = name === "array" ? "{rcl}" : "";
  return replaced(latex, [
    { from: 0, to: open[0].length, text: `\\begin{${name}}${columns}` },
    { from: close.index, to: latex.length, text: `\\end{${name}}` },
  ]);
}

/** Several lines: `\\\\` outside any environment breaks the line, and lines begin at the left. */
function alignedLines(latex: string): SetText {
  const breaks: number[] = [];
  let depth = 0;
  for (const match of latex.matchAll(/\\(?:begin\b|end\b|\\|.)|[{}]/g)) {
    if (match[0] === "\\begin" || match[0] === "{") depth++;
    else if (match[0] === "\\end" || match[0] === "}") depth--;
    else if (match[0] === "\\\\" && depth === 0) breaks.push(match.index + 2);
  }
  if (breaks.length === 0 || latex.replace(/\\&/g, "").includes("&")) return replaced(latex, []);
  const insert = (at: number, text: string) => ({ from: at, to: at, text });
  return replaced(latex, [
    insert(latex.length - latex.trimStart().length, "\\begin{aligned}&"),
    ...breaks.map((at) => insert(at, " &")),
    insert(latex.trimEnd().length, "\\end{aligned}"),
  ]);
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A value's words as LaTeX: `9.25 × 10⁻⁷` has its sign and its power. */
export function valueLatex(words: string): string {
  return words.replace(/\u2212/g, "-").replace(/[\u00a0\u2009\u202f]/g, " ")
    .replace(
      / ?× ?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g,
      (_, power: string) =>
        ` \\times 10^{${
          [...power].map((c) => c === "⁻" ? "-" : String(RAISED.indexOf(c))).join("")
        }}`,
    );
}

const COMMANDS: Readonly<Record<string, string>> = {
  "\\SI": "Write 5\\,\\mathrm{kg}",
  "\\si": "Write \\mathrm{kg}",
  "\\qty": "Write 5\\,\\mathrm{kg}",
  "\\unit": "Write \\mathrm{kg}",
  "\\ce": "Write \\mathrm{CO_2}, or CO~2~ in prose",
  "\\label": "Label a displayed equation: $$ … $$ {#eq-name}",
  "\\eqref": "Write @eq-name in the sentence",
  "\\ref": "Write @eq-name in the sentence",
  "\\bm": "Write \\boldsymbol{x}",
  "\\mathds": "Write \\mathbb{1}",
};

/** What leads out of a fault of the library. */
export function mathematicsHint(message: string): string | null {
  const command = /Undefined control sequence: (\\[A-Za-z]+)/.exec(message)?.[1];
  if (command === undefined) return null;
  return COMMANDS[command] ??
    `Define it, \\newcommand{${command}}{…} in the page or \`macros:\` in book.yml, if it is yours`;
}
