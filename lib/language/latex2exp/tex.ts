/**
 * LaTeX of a label as an expression of R's `plotmath`, which is what latex2exp makes of it: text with
 * mathematics between dollars. What a label cannot show is not passed over.
 *
 * @module
 */
import type { Argument, CallExpr, Expr } from "../../syntax/expr.ts";
import { ACCENTS, FACES, FUNCTIONS, LARGE, NAMES, TEXTS } from "./commands.ts";

/** Why a text cannot be read: what is wrong, as the end of a sentence. */
export class NoTex extends Error {}

const AT = { start: 0, end: 0 };
const text = (value: string): Expr => ({ kind: "string", value, ...AT });
const name = (value: string): Expr => ({ kind: "name", name: value, ...AT });

function call(callee: string, ...operands: Expr[]): CallExpr {
  const args = operands.map((value): Argument => ({ name: null, nameSpan: null, value, ...AT }));
  const form = callee === "[" ? "index" : callee === "^" ? "infix" : "prefix";
  return { kind: "call", form, callee: name(callee), args, ...AT };
}

/** Pieces one after another. */
function joined(pieces: readonly Expr[]): Expr {
  const [first] = pieces;
  return pieces.length === 1 && first ? first : call("paste", ...pieces);
}

/** Signs with space on both sides, where they stand between two things. */
const BETWEEN: ReadonlyMap<string, string> = new Map([
  ["+", "+"],
  ["-", "−"],
  ["=", "="],
  ["<", "<"],
  [">", ">"],
]);

/** Reads a text with mathematics. @throws {NoTex} */
export function texExpression(source: string): Expr {
  const reader = new TexReader(source);
  const pieces = reader.pieces(null);
  return pieces.length === 0 ? text("") : joined(pieces);
}

class TexReader {
  private at = 0;
  private mathematics = false;
  /** Within letters above or below the line, where nothing stands apart. */
  private tight = 0;

  constructor(private readonly source: string) {}

  /** Everything up to a sign that closes, or to the end. */
  pieces(close: "}" | "]" | null): Expr[] {
    const found: Expr[] = [];
    while (this.at < this.source.length) {
      const c = this.source.charAt(this.at);
      if (c === close) {
        this.at++;
        return found;
      }
      if (c === "$") {
        this.at++;
        this.mathematics = !this.mathematics;
      } else if (c === "_" || c === "^") {
        if (!this.mathematics) {
          this.at++;
          found.push(text(c));
        } else found.push(this.script(found.pop() ?? text("")));
      } else if (c === " " && this.mathematics) this.at++;
      else found.push(this.one(found.at(-1) ?? null));
    }
    if (close !== null) throw new NoTex(`has a { without its ${close}`);
    if (this.mathematics) throw new NoTex("has a $ without the one that ends the mathematics");
    return found;
  }

  /** Letters below or above what they stand at. */
  private script(base: Expr): Expr {
    const below = this.source.charAt(this.at++) === "_";
    this.tight++;
    const body = this.argument();
    this.tight--;
    return call(below ? "[" : "^", base, body);
  }

  /** What follows a command: a group in braces, or one sign. */
  private argument(): Expr {
    while (this.source.charAt(this.at) === " ") this.at++;
    if (this.at >= this.source.length) throw new NoTex("ends where something is to follow");
    return this.one(null);
  }

  /** One sign, command or group, and what stands before it. */
  private one(before: Expr | null): Expr {
    const c = this.source.charAt(this.at);
    if (c === "{") {
      this.at++;
      return joined(this.pieces("}"));
    }
    if (c === "}") throw new NoTex("has a } without its {");
    if (c === "\\") return this.command();
    if (!this.mathematics) {
      const [words = ""] = /^[^\\${}_^]+/.exec(this.source.slice(this.at)) ?? [];
      this.at += words.length;
      return text(words);
    }
    this.at++;
    const sign = BETWEEN.get(c);
    if (!sign) return text(c === "'" ? "′" : c);
    const first = before === null || before.kind === "string" && before.value.endsWith(" ");
    return text(this.tight > 0 || first ? sign : ` ${sign} `);
  }

  private command(): Expr {
    const [whole = "\\", word = ""] = /^\\(?:([A-Za-z]+)\*?|.)/s.exec(this.source.slice(this.at)) ??
      [];
    this.at += whole.length;
    // blanks end a command's name
    while (word !== "" && this.mathematics && this.source.charAt(this.at) === " ") this.at++;
    const plain = TEXTS.get(word === "" ? whole.slice(1) : word);
    if (plain !== undefined) return text(this.tight > 0 ? plain.trim() : plain);
    const named = NAMES.get(word);
    if (named !== undefined) return name(named);
    if (FUNCTIONS.has(word)) return text(word);
    const accent = ACCENTS.get(word);
    if (accent !== undefined) return call(accent, this.argument());
    const face = FACES.get(word);
    if (face !== undefined) return call(face, this.inText(word, () => this.argument()));
    if (LARGE.has(word)) return this.large(LARGE.get(word)!);
    switch (word) {
      case "frac":
      case "dfrac":
      case "tfrac":
        return call("frac", this.argument(), this.argument());
      case "sqrt":
        return this.root();
      case "left":
      case "right":
      case "big":
      case "Big":
        return text(this.delimiter());
    }
    throw new NoTex(`has the command ${whole}, which labels of pictures do not know`);
  }

  /** `\text{…}` is text even within mathematics. */
  private inText<T>(word: string, read: () => T): T {
    const before = this.mathematics;
    if (word.startsWith("text")) this.mathematics = false;
    try {
      return read();
    } finally {
      this.mathematics = before;
    }
  }

  private root(): Expr {
    if (this.source.charAt(this.at) !== "[") return call("sqrt", this.argument());
    this.at++;
    const index = joined(this.pieces("]"));
    return call("sqrt", this.argument(), index);
  }

  private large(sign: string): Expr {
    let made: Expr = text(sign);
    while ("_^".includes(this.source.charAt(this.at) || " ")) made = this.script(made);
    return made;
  }

  private delimiter(): string {
    const [sign = ""] = /^\\?[()[\]{}|.]/.exec(this.source.slice(this.at)) ?? [];
    if (sign === "") throw new NoTex("has a \\left or \\right without its bracket");
    this.at += sign.length;
    return sign === "." ? "" : sign.replace("\\", "");
  }
}
