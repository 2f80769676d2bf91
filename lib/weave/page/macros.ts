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

/** Where the brace that opens at a place is closed, for all that are. */
function closings(text: string): Map<number, number> {
  const closes = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const c = text.charAt(at);
    if (c === "\\") at++;
    else if (c === "{") open.push(at);
    else if (c === "}" && open.length > 0) closes.set(open.pop()!, at);
  }
  return closes;
}

/** Takes the definitions out of a piece of LaTeX; in `rest`, blanks stand in their places. */
export function takeMacros(latex: string): { macros: Record<string, string>; rest: string } {
  const macros: Record<string, string> = {};
  const found = [...latex.matchAll(DEFINITION)];
  if (found.length === 0) return { macros, rest: latex };
  const closes = closings(latex);
  const rest: string[] = [];
  let from = 0;
  for (const match of found) {
    const open = match.index + match[0].length;
    const close = closes.get(open);
    if (close === undefined) continue;
    const body = latex.slice(open + 1, close);
    const operator = match[0].startsWith("\\DeclareMathOperator");
    macros[match[3] ?? match[4] ?? ""] = operator
      ? `\\operatorname${match[2] ?? ""}{${body}}`
      : body;
    // a definition within one that was taken has gone with it
    if (match.index < from) continue;
    rest.push(latex.slice(from, match.index), " ".repeat(close + 1 - match.index));
    from = close + 1;
  }
  return { macros, rest: rest.join("") + latex.slice(from) };
}

/** Whether a text begins with a definition. */
export function beginsWithMacro(text: string): boolean {
  return /^\\(?:(re)?newcommand|providecommand|DeclareMathOperator|def)\b/.test(text);
}
