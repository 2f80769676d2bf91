/**
 * Macros of mathematics: `\newcommand`, `\DeclareMathOperator` and `\def` in a page, and `macros:`
 * of the book.
 *
 * @module
 */

/** What a command stands for, by its name with the backslash. */
export type Macros = Readonly<Record<string, string>>;

const DEFINITION =
  /\\(?:(re)?newcommand|providecommand|DeclareMathOperator|def)(\*?)\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))\s*(?:\[(\d)\]|(?:#\d)+)?\s*(?=\{)/g;

/** Where the brace that closes the one at `open` stands; −1 if it is not closed. */
function closeOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const c = text.charAt(at);
    if (c === "\\") at++;
    else if (c === "{") depth++;
    else if (c === "}" && --depth === 0) return at;
  }
  return -1;
}

/** Takes the definitions out of a piece of LaTeX; in `rest`, blanks stand in their places. */
export function takeMacros(latex: string): { macros: Record<string, string>; rest: string } {
  const macros: Record<string, string> = {};
  let rest = latex;
  for (const match of latex.matchAll(DEFINITION)) {
    const open = match.index + match[0].length;
    const close = closeOf(latex, open);
    if (close < 0) continue;
    const body = latex.slice(open + 1, close);
    const operator = match[0].startsWith("\\DeclareMathOperator");
    macros[match[3] ?? match[4] ?? ""] = operator
      ? `\\operatorname${match[2] ?? ""}{${body}}`
      : body;
    rest = rest.slice(0, match.index) + " ".repeat(close + 1 - match.index) + rest.slice(close + 1);
  }
  return { macros, rest };
}

/** Whether a text begins with a definition. */
export function beginsWithMacro(text: string): boolean {
  return /^\\(?:(re)?newcommand|providecommand|DeclareMathOperator|def)\b/.test(text);
}
