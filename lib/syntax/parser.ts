/**
 * The parser proper: one method for each shape of R's grammar.
 *
 * @module
 */
import { addAll } from "../lists.ts";
import type { Span } from "../diagnostic.ts";
import type { Argument, Expr } from "./expr.ts";
import type { Token } from "./token.ts";
import { binaryBinding, POWER, unaryPower } from "./precedence.ts";
import { CLOSING, type Context, TokenReader } from "./token_reader.ts";
import { call, constant, named } from "./tree.ts";

/** Reads expressions from tokens. */
export class Parser extends TokenReader {
  /** One statement and its end, or null for an empty one. */
  statement(): Expr | null {
    this.begin();
    if (this.token.kind === "semicolon") {
      this.position++;
      return null;
    }
    const statement = this.expression(POWER.help, true);
    this.endOfStatement();
    return statement;
  }

  private endOfStatement(): void {
    const token = this.token;
    if (token.kind === "semicolon") this.position++;
    else if (token.kind !== "end" && !token.newline) this.unexpected();
  }

  // ---- operators ------------------------------------------------------------------------------

  /** An expression whose operators bind at least as tightly as `least`. */
  private expression(least: number, equals: boolean): Expr {
    this.descend();
    let left = this.operand(equals);
    for (;;) {
      const token = this.token;
      if (this.atLineEnd()) break;
      const next = token.kind === "open"
        ? this.postfix(left)
        : token.kind === "operator"
        ? this.infix(left, least, equals)
        : null;
      if (next === null) break;
      left = next;
    }
    this.ascend();
    return left;
  }

  private infix(left: Expr, least: number, equals: boolean): Expr | null {
    const operator = this.token;
    const binding = binaryBinding(operator.text);
    if (binding === null) this.unexpected();
    const { power, grouping } = binding;
    if (power < least || (operator.text === "=" && !equals)) return null;
    this.position++;
    if (power >= POWER.component) return this.member(left, operator, power);
    const before = this.depth;
    const right = this.expression(grouping === "right" ? power : power + 1, equals);
    this.deepen(before);
    if (grouping === "none" && binaryBinding(this.nextOperator())?.power === power) {
      this.fault("chained-comparison", "Comparisons cannot be chained", this.token, {
        hint: "Write a < b & b < c",
      });
    }
    const backwards = operator.text === "->" || operator.text === "->>";
    const name = !backwards ? operator.text : operator.text === "->" ? "<-" : "<<-";
    const [target, value] = backwards ? [right, left] : [left, right];
    return call("infix", named(operator, name), [target, value], left.start, right.end);
  }

  /** `x$name`, `x@name`, `package::name`. */
  private member(left: Expr, operator: Token, power: number): Expr {
    const token = this.token;
    if (token.kind !== "name" && token.kind !== "string") {
      this.unexpected(`A name belongs after ${operator.text}`);
    }
    if (power === POWER.namespace && left.kind !== "name" && left.kind !== "string") {
      this.fault("unexpected-token", "A package's name belongs before ::", left);
    }
    this.position++;
    this.deepen(this.depth);
    const { start, end } = token;
    const right: Expr = token.kind === "name"
      ? { kind: "name", name: token.text, start, end }
      : { kind: "string", value: token.text, start, end };
    const form = power === POWER.namespace ? "infix" : "dollar";
    return call(form, named(operator), [left, right], left.start, end);
  }

  private operand(equals: boolean): Expr {
    const token = this.token;
    if (token.kind === "operator") {
      const power = unaryPower(token.text);
      if (power === null) this.unexpected();
      this.position++;
      // Only ~ and ? stand between operands too, and group from the left: ~a ~ b is (~a) ~ b.
      const value = this.expression(power + 1, equals);
      this.deepen(0);
      return call("unary", named(token), [value], token.start, value.end);
    }
    if (token.kind === "keyword") return this.keyword();
    if (token.kind === "open") return this.group();
    const value = constant(token);
    if (value === null) this.unexpected();
    this.position++;
    this.depth = 1;
    return value;
  }

  // ---- brackets -------------------------------------------------------------------------------

  /** `(a)` or `{ a; b }`. */
  private group(): Expr {
    const opened = this.token;
    if (opened.text === "{") return this.braces();
    if (opened.text !== "(") this.unexpected();
    const before = this.enter("bracket");
    const value = this.expression(POWER.help, true);
    this.leave(before);
    this.deepen(0);
    return call("paren", named(opened), [value], opened.start, this.previousEnd());
  }

  private braces(): Expr {
    const opened = this.token;
    const before = this.enter("brace");
    const body: Expr[] = [];
    let depth = 0;
    while (!(this.token.kind === "close" && this.token.text === "}")) {
      if (this.token.kind === "semicolon") {
        this.position++;
        continue;
      }
      body.push(this.expression(POWER.help, true));
      depth = Math.max(depth, this.depth);
      const after = this.tokens[this.position]!;
      if (after.kind !== "semicolon" && after.kind !== "close" && !after.newline) this.unexpected();
    }
    this.leave(before);
    this.depth = depth;
    this.deepen(0);
    return call("brace", named(opened), body, opened.start, this.previousEnd());
  }

  /** `f(x)`, `x[i]`, `x[[i]]`; null if the bracket does not go on with `left`. */
  private postfix(left: Expr): Expr | null {
    const opened = this.token;
    if (opened.text === "{") return null;
    const before = this.enter("bracket");
    const depth = this.depth;
    const args = this.args(CLOSING[opened.text]![0]!);
    this.leave(before);
    this.deepen(depth);
    const { start } = left;
    const end = this.previousEnd();
    if (opened.text === "(") {
      // `"f"(x)` is a call of f.
      const callee: Expr = left.kind === "string"
        ? { kind: "name", name: left.value, start, end: left.end }
        : left;
      return { kind: "call", form: "prefix", callee, args, start, end };
    }
    const form = opened.text === "[" ? "index" : "index2";
    const first: Argument = { name: null, nameSpan: null, value: left, start, end: left.end };
    return { kind: "call", form, callee: named(opened), args: [first, ...args], start, end };
  }

  private args(closing: string): Argument[] {
    const args: Argument[] = [];
    let depth = 0;
    if (this.token.kind === "close" && this.token.text === closing) return args;
    for (;;) {
      args.push(this.argument());
      depth = Math.max(depth, this.depth);
      if (this.token.kind !== "comma") break;
      this.position++;
    }
    this.depth = depth;
    return args;
  }

  private argument(): Argument {
    const token = this.token;
    const next = this.tokens[this.position + 1];
    let name: string | null = null;
    let nameSpan: Span | null = null;
    const canName = token.kind === "name" || token.kind === "string" || token.text === "NULL";
    if (canName && next?.kind === "operator" && next.text === "=") {
      name = token.text;
      nameSpan = { start: token.start, end: token.end };
      this.position += 2;
    }
    const at = this.token;
    if (at.kind === "comma" || at.kind === "close") {
      this.depth = 1;
      const start = name === null ? at.start : token.start;
      return {
        name,
        nameSpan,
        value: null,
        start,
        end: name === null ? start : this.previousEnd(),
      };
    }
    const value = this.expression(POWER.help, false);
    return { name, nameSpan, value, start: token.start, end: value.end };
  }

  // ---- words of the grammar that the block language refuses, but that have a shape --------------

  private keyword(): Expr {
    const word = this.token;
    const parts: Argument[] = [];
    const add = (value: Expr, name: string | null = null) =>
      parts.push({ name, nameSpan: null, value, start: value.start, end: value.end });
    switch (word.text) {
      case "next":
      case "break":
        this.position++;
        break;
      case "repeat":
        this.position++;
        add(this.body());
        break;
      case "if":
        add(this.condition());
        add(this.body());
        if (this.continuesWithElse()) {
          this.position++;
          add(this.body());
        }
        break;
      case "while":
        add(this.condition());
        add(this.body());
        break;
      case "for":
        for (const part of this.loopHead()) add(part);
        add(this.body());
        break;
      case "function":
        addAll(parts, this.formals());
        add(this.body());
        break;
      default:
        this.unexpected();
    }
    this.depth += parts.length;
    this.deepen(0);
    const { start } = word;
    return {
      kind: "call",
      form: "keyword",
      callee: named(word),
      args: parts,
      start,
      end: this.previousEnd(),
    };
  }

  private body(): Expr {
    return this.expression(POWER.equals, true);
  }

  private continuesWithElse(): boolean {
    const { kind, text, newline } = this.token;
    return kind === "keyword" && text === "else" && !(newline && this.context === "top");
  }

  /** The head's opening bracket, one behind the keyword. */
  private head(): Context {
    this.position++;
    if (this.token.text !== "(" || this.token.kind !== "open") this.unexpected();
    return this.enter("bracket");
  }

  private condition(): Expr {
    const before = this.head();
    const value = this.expression(POWER.help, true);
    this.leave(before);
    return value;
  }

  private loopHead(): Expr[] {
    const before = this.head();
    const token = this.token;
    if (token.kind !== "name") this.unexpected();
    this.position++;
    if (this.token.kind !== "keyword" || this.token.text !== "in") this.unexpected();
    this.position++;
    const over = this.expression(POWER.help, true);
    this.leave(before);
    return [{ kind: "name", name: token.text, start: token.start, end: token.end }, over];
  }

  private formals(): Argument[] {
    const before = this.head();
    const formals: Argument[] = [];
    for (const arg of this.args(")")) {
      if (arg.name !== null) formals.push(arg);
      else if (arg.value?.kind === "name") {
        const { name, start, end } = arg.value;
        formals.push({ name, nameSpan: { start, end }, value: null, start, end });
      } else if (arg.value) this.fault("unexpected-token", "A parameter's name belongs here", arg);
    }
    this.leave(before);
    return formals;
  }
}
