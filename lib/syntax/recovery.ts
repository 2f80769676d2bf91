/**
 * Where to go on after a statement that does not parse.
 *
 * @module
 */
import type { Token } from "./token.ts";

/** A parser that stands at a fault. */
export interface Stopped {
  readonly tokens: readonly Token[];
  /** Brackets that are open. */
  readonly open: readonly Token[];
  /** The token that could not be taken. */
  readonly position: number;
}

/**
 * The token at which the statement after a faulty one begins. `whole`: a bracket was left open, so
 * that the rest of the text had to be looked at.
 *
 * @param first first token of the faulty statement
 */
export function recover(
  parser: Stopped,
  first: number,
  text: string,
): { position: number; whole: boolean } {
  const { tokens } = parser;
  let { position } = parser;
  if (tokens[position]!.kind === "end") {
    return { position: atMargin(tokens, first + 1, text), whole: true };
  }
  // A fault at the first word of a line is most often the line before left open.
  if (position > first && beginsStatement(tokens[position]!, text)) {
    return { position, whole: false };
  }
  let depth = parser.open.length;
  let margin = -1;
  for (; tokens[position]!.kind !== "end"; position++) {
    const token = tokens[position]!;
    if (position > first && token.newline) {
      if (depth <= 0) return { position, whole: false };
      if (margin < 0 && beginsStatement(token, text)) margin = position;
    }
    if (token.kind === "semicolon" && depth <= 0) return { position: position + 1, whole: false };
    if (token.kind === "open") depth += token.text === "[[" ? 2 : 1;
    else if (token.kind === "close") depth--;
  }
  return margin < 0 ? { position, whole: false } : { position: margin, whole: true };
}

/** The first token from `from` on that is at the margin and could begin a statement. */
function atMargin(tokens: readonly Token[], from: number, text: string): number {
  let position = from;
  while (tokens[position]!.kind !== "end" && !beginsStatement(tokens[position]!, text)) position++;
  return position;
}

/** Whether a token is a word at the margin, where a statement may begin. */
function beginsStatement(token: Token, text: string): boolean {
  const word = token.kind === "name" || token.kind === "constant" || token.kind === "keyword";
  return token.newline && word && (token.start === 0 || text[token.start - 1] === "\n");
}

/** Where the statement of token `first` begins, and the name that it assigns to, if it does. */
export function beginning(
  parser: Stopped,
  first: number,
): { start: number; target: string | null } {
  const { tokens, position } = parser;
  const token = tokens[first]!;
  const { start } = token;
  // x$name <- and x[["name"]] <- change x
  for (let next = first + 1; next < position && !tokens[next]!.newline; next++) {
    const { kind, text } = tokens[next]!;
    if (kind === "operator" && (text === "<-" || text === "=" || text === "<<-")) {
      return { start, target: token.kind === "name" ? token.text : null };
    }
    const isPart = kind === "name" || kind === "string" || kind === "number" ||
      text === "$" || text === "[[" || text === "[" || text === "]";
    if (!isPart) break;
  }
  return { start, target: null };
}
