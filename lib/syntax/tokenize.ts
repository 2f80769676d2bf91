/**
 * Text to tokens, in time proportional to its length. A fault becomes a token of its own, so that
 * the parser can report it with the statement it stands in and go on behind it.
 *
 * @module
 */
import { CONSTANTS, KEYWORDS, nameAt, type Token, type TokenKind } from "./token.ts";
import { type Quoted, readQuoted, readRaw } from "./quoted.ts";

/** Longest first, so that the first that fits is the right one. */
const OPERATORS = [
  ..."<<- ->> ::: <- -> |> <= >= == != && || :: := **".split(" "),
  ..."+ - * / ^ < > = ! & | ~ ? : $ @".split(" "),
];
const OPERATORS_BY_START = new Map<string, string[]>();
for (const operator of OPERATORS) {
  const list = OPERATORS_BY_START.get(operator[0]!);
  if (list) list.push(operator);
  else OPERATORS_BY_START.set(operator[0]!, [operator]);
}

const SPACE = /[^\S\n]+/y;
const NUMBER =
  /(?:0[xX][0-9a-fA-F]+(?:\.[0-9a-fA-F]*)?(?:[pP][+-]?[0-9]+)?|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)/y;
const SPECIAL = /%[^%\n]*%/y;

/** How often the rest of the text may be searched for a quote that is not there. */
const MOST_UNCLOSED = 16;

const LOOKALIKES: Record<string, string> = {
  "“": '"',
  "”": '"',
  "„": '"',
  "‘": "'",
  "’": "'",
  "–": "-",
  "—": "-",
  "−": "-",
  "×": "*",
  "·": "*",
  "÷": "/",
  "≤": "<=",
  "≥": ">=",
  "≠": "!=",
  "→": "->",
  "←": "<-",
  "∼": "~",
  "˜": "~",
};

/** All tokens of a text; the last one is `end`. */
export function tokenize(text: string): Token[] {
  return new Tokenizer(text).run();
}

class Tokenizer {
  private at = 0;
  private newline = false;
  private unclosed = 0;
  private readonly tokens: Token[] = [];

  constructor(private readonly text: string) {}

  run(): Token[] {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    while (this.skipBlank()) this.next();
    this.push("end", this.text.length, "");
    return this.tokens;
  }

  /** Moves past spaces, line ends and comments; false at the end of the text. */
  private skipBlank(): boolean {
    for (;;) {
      const c = this.text[this.at];
      if (c === undefined) return false;
      if (c === "\n") {
        this.newline = true;
        this.at++;
      } else if (c === "#") {
        const end = this.text.indexOf("\n", this.at);
        this.at = end < 0 ? this.text.length : end;
      } else if (this.match(SPACE) === "") return true;
      else this.at = SPACE.lastIndex;
    }
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0] ?? "";
  }

  private push(kind: TokenKind, end: number, text: string): Token {
    const token: Token = { kind, start: this.at, end, text, newline: this.newline };
    this.tokens.push(token);
    this.at = end;
    this.newline = false;
    return token;
  }

  private next(): void {
    const c = this.text[this.at]!;
    if (c === '"' || c === "'") return this.quoted("string", readQuoted(this.text, this.at));
    if (c === "`") return this.quoted("name", readQuoted(this.text, this.at));
    if (c === "r" || c === "R") {
      const raw = readRaw(this.text, this.at);
      if (raw) return this.quoted("string", raw);
    }
    if ((c >= "0" && c <= "9") || (c === "." && /[0-9]/.test(this.text[this.at + 1] ?? ""))) {
      return this.number();
    }
    const name = nameAt(this.text, this.at);
    if (name !== "") return this.word(name);
    if (c === "[") {
      const double = this.text[this.at + 1] === "[";
      this.push("open", this.at + (double ? 2 : 1), double ? "[[" : "[");
    } else if (c === "(" || c === "{") this.push("open", this.at + 1, c);
    else if (c === ")" || c === "]" || c === "}") this.push("close", this.at + 1, c);
    else if (c === ",") this.push("comma", this.at + 1, c);
    else if (c === ";") this.push("semicolon", this.at + 1, c);
    else if (c === "_" || c === "\\") this.placeholder(c);
    else this.operator(c);
  }

  private word(name: string): void {
    const kind = KEYWORDS.has(name) ? "keyword" : CONSTANTS.has(name) ? "constant" : "name";
    this.push(kind, this.at + name.length, name);
  }

  /** `_` is the place of a piped value; `\(x)` is short for `function(x)`. */
  private placeholder(c: string): void {
    if (c === "\\") {
      if (this.text[this.at + 1] === "(") this.push("keyword", this.at + 1, "function");
      else this.fault("unexpected-character", "`\\` cannot stand here", "Remove it");
      return;
    }
    const word = /[\p{L}\p{N}\p{M}._]*/yu;
    word.lastIndex = this.at + 1;
    const rest = word.exec(this.text)?.[0] ?? "";
    if (rest === "") this.push("name", this.at + 1, "_");
    else {
      this.fault(
        "bad-name",
        `A name cannot begin with an underscore: _${rest}`,
        `Write \`_${rest}\` in backticks`,
        1 + rest.length,
      );
    }
  }

  private operator(c: string): void {
    if (c === "%") {
      const special = this.match(SPECIAL);
      if (special !== "") return void this.push("operator", this.at + special.length, special);
      return this.fault("unexpected-character", "`%` without its partner", "Write %in% or %%");
    }
    const found = OPERATORS_BY_START.get(c)?.find((o) => this.text.startsWith(o, this.at));
    if (found === "**") return void this.push("operator", this.at + 2, "^");
    if (found) return void this.push("operator", this.at + found.length, found);
    const whole = String.fromCodePoint(this.text.codePointAt(this.at)!);
    const instead = LOOKALIKES[whole];
    this.fault(
      "unexpected-character",
      `The character ${whole} has no meaning here`,
      instead ? `Write ${instead}` : "Remove it, or put it in quotes",
      whole.length,
    );
  }

  private fault(code: string, message: string, hint: string, length = 1): void {
    const span = { start: this.at, end: this.at + length };
    const token = this.push("error", span.end, this.text.slice(span.start, span.end));
    token.diagnostic = { code, severity: "error", message, hint, span };
  }

  private quoted(kind: "string" | "name", read: Quoted): void {
    const { fault } = read;
    if (!fault) {
      if (kind === "name" && read.value === "") {
        return this.fault("bad-name", "A name cannot be empty", "Write it in the backticks", 2);
      }
      return void this.push(kind, read.end, read.value);
    }
    const unclosed = fault.code.startsWith("unclosed");
    const end = unclosed && ++this.unclosed > MOST_UNCLOSED ? this.text.length : read.end;
    const token = this.push("error", end, read.value);
    const { code, message, hint, start } = fault;
    token.diagnostic = {
      code,
      severity: "error",
      message,
      hint,
      span: { start, end: fault.end },
    };
  }

  private number(): void {
    const digits = this.match(NUMBER);
    let end = this.at + digits.length;
    const value = numberOf(digits);
    let integer = false;
    if (this.text[end] === "L") {
      end++;
      integer = Number.isInteger(value);
    }
    const tail = nameAt(this.text, end);
    if (tail !== "" || this.text[end] === "_") {
      const written = this.text.slice(this.at, end + Math.max(tail.length, 1));
      return this.fault(
        "bad-number",
        `${written} is neither a number nor a name`,
        tail === "i"
          ? "Complex numbers are not part of the language"
          : "Put a space, an operator or backticks",
        written.length,
      );
    }
    const token = this.push("number", end, this.text.slice(this.at, end));
    token.value = value;
    token.integer = integer;
  }
}

/** The value of a number's digits, decimal or hexadecimal (with a binary exponent or without). */
function numberOf(digits: string): number {
  if (!/^0[xX]/.test(digits)) return Number(digits);
  const [mantissa, exponent] = digits.slice(2).split(/[pP]/);
  const [whole, fraction = ""] = mantissa!.split(".");
  let value = 0;
  for (const digit of whole! + fraction) value = value * 16 + parseInt(digit, 16);
  return value * 2 ** (Number(exponent ?? 0) - 4 * fraction.length);
}
