/**
 * A place in a list of tokens: what is next, which brackets are open, how deep it is, and what to say
 * where a token cannot stand.
 *
 * @module
 */
import { LIMITS } from "../limits.ts";
import type { Span } from "../diagnostic.ts";
import { describe, expectation, SyntaxFault } from "./fault.ts";
import type { Token } from "./token.ts";

/** Where a line end stands: it ends a statement at the top and in braces, not in brackets. */
export type Context = "top" | "brace" | "bracket";

/** What closes a bracket. */
export const CLOSING: Record<string, string> = { "(": ")", "[": "]", "[[": "]]", "{": "}" };

/** Goes through tokens from left to right. */
export class TokenReader {
  /** Index of the next token. */
  position = 0;
  /** Brackets that are open, innermost last. */
  readonly open: Token[] = [];
  /** Depth of the tree read last. */
  protected depth = 0;
  protected context: Context = "top";
  private nesting = 0;

  constructor(readonly tokens: readonly Token[]) {}

  /** Whether no statement is left. */
  atEnd(): boolean {
    return this.token.kind === "end";
  }

  protected get token(): Token {
    return this.tokens[this.position]!;
  }

  protected previousEnd(): number {
    return this.tokens[this.position - 1]?.end ?? 0;
  }

  /** Whether a line end before the next token ends what is being read. */
  protected atLineEnd(): boolean {
    return this.token.newline && this.context !== "bracket";
  }

  /** The operator that would go on with the expression, or `""`. */
  protected nextOperator(): string {
    const token = this.token;
    return token.kind !== "operator" || this.atLineEnd() ? "" : token.text;
  }

  /** Forgets all brackets: a statement begins. */
  protected begin(): void {
    this.context = "top";
    this.nesting = 0;
    this.open.length = 0;
  }

  // ---- brackets -------------------------------------------------------------------------------

  /** Passes the opening bracket; gives what `leave` goes back to. */
  protected enter(context: Context): Context {
    const before = this.context;
    this.open.push(this.token);
    this.position++;
    this.context = context;
    return before;
  }

  /** Passes the closing bracket. */
  protected leave(before: Context): void {
    const opened = this.open[this.open.length - 1]!;
    const closing = CLOSING[opened.text]!;
    for (const c of closing) {
      if (this.token.kind !== "close" || this.token.text !== c) this.unexpected();
      this.position++;
    }
    this.open.pop();
    this.context = before;
  }

  // ---- depth ----------------------------------------------------------------------------------

  /** One expression within another. */
  protected descend(): void {
    if (++this.nesting > LIMITS.nesting.most) this.tooDeep();
  }

  protected ascend(): void {
    this.nesting--;
  }

  /** A node above what was read last and something as deep as `other`. */
  protected deepen(other: number): void {
    this.depth = Math.max(this.depth, other) + 1;
    if (this.depth > LIMITS.depth.most) this.tooDeep();
  }

  private tooDeep(): never {
    this.fault("too-deep", "This expression is nested too deeply", this.token, {
      hint: "Give its parts names of their own",
    });
  }

  // ---- faults ---------------------------------------------------------------------------------

  protected fault(
    code: string,
    message: string,
    at: Span,
    rest: { hint?: string } = {},
  ): never {
    const span = { start: at.start, end: at.end };
    throw new SyntaxFault({ code, severity: "error", message, span, ...rest });
  }

  /** The token cannot stand where it stands. */
  protected unexpected(hint?: string): never {
    const token = this.token;
    if (token.diagnostic) throw new SyntaxFault(token.diagnostic);
    const opened = this.open[this.open.length - 1];
    if (token.kind === "end") {
      if (opened) {
        this.fault("unclosed-bracket", `This ${opened.text} is never closed`, opened, {
          hint: `Add ${CLOSING[opened.text]}`,
        });
      }
      const last = this.tokens[this.position - 1] ?? token;
      this.fault("unexpected-end", "The expression is not finished", last, {
        hint: hint ?? "Something belongs after this",
      });
    }
    const before = this.tokens[this.position - 1];
    const opens = before?.kind === "operator"
      ? null
      : opened && token.newline
      ? `Is the ${opened.text} before it closed?`
      : opened && token.kind === "close"
      ? `The bracket that is open is ${opened.text}`
      : null;
    this.fault("unexpected-token", `${describe(token)} cannot stand here`, token, {
      hint: hint ?? opens ?? expectation(token, before),
    });
  }
}
