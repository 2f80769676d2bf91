/**
 * An expression as R writes it back: the names of terms and coefficients are made of this.
 *
 * @module
 */
import type { Argument, CallExpr, Expr } from "./expr.ts";
import { needsBackticks } from "./token.ts";
import { binaryBinding, POWER, unaryPower } from "./precedence.ts";

/** R sets these without spaces around them. */
const TIGHT = new Set(["/", "^", ":", "%%", "%/%", "::", ":::"]);

/**
 * Writes an expression as R's `deparse` does: `Day * Trt`, `poly(x, 2)`, `I(x^2)`, `a/b`,
 * `c(1, -1, 0)`, `y ~ a * b + (1 | g)`. Trees that were not made by the parser get the brackets
 * they need.
 *
 * @example
 * ```ts
 * import { deparse, parseExpression } from "@heddle/heddle";
 *
 * const formula = parseExpression("log(y+1)~Day*Trt+(1|Room/Pen)");
 * if (deparse(formula) !== "log(y + 1) ~ Day * Trt + (1 | Room/Pen)") throw new Error();
 * ```
 */
export function deparse(expr: Expr): string {
  switch (expr.kind) {
    case "number":
      return deparseNumber(expr.value, expr.integer, expr.text);
    case "string":
      return quote(expr.value);
    case "logical":
      return expr.text;
    case "null":
      return "NULL";
    case "name":
      return expr.of ? deparse(expr.of) : deparseName(expr.name);
    case "call":
      return deparseCall(expr);
  }
}

/** A name, in backticks where it needs them. */
export function deparseName(name: string): string {
  if (!needsBackticks(name)) return name;
  return "`" + quote(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("`", "\\`") + "`";
}

/** A string in double quotes with R's escapes. */
export function quote(value: string): string {
  let out = '"';
  for (const c of value) {
    const code = c.codePointAt(0)!;
    const short = ESCAPES[c];
    if (short !== undefined) out += short;
    else if (code < 0x20 || code === 0x7f) out += "\\" + code.toString(8).padStart(3, "0");
    else out += c;
  }
  return out + '"';
}

const ESCAPES: Record<string, string> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  "\x07": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\v": "\\v",
};

/**
 * A number to 15 significant digits, fixed or scientific, whichever is shorter (fixed if equal):
 * `0.1`, `123456`, `1e+05`, `1e-15`, `2L`.
 */
export function deparseNumber(value: number, integer = false, text = ""): string {
  if (Number.isNaN(value)) return text.startsWith("NA_") ? text : "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "-Inf" : "Inf";
  if (integer) return `${value}L`;
  // The fewest digits, up to 15, that give the number back to 15 digits.
  const [mantissa, exponentText] = Number(value.toPrecision(15)).toExponential().split("e");
  const exponent = Number(exponentText);
  const digits = mantissa!.replace(/[-.]/g, "").length;
  const decimals = Math.max(0, digits - 1 - exponent);
  const fixedWidth = Math.max(exponent, 0) + 1 + (decimals > 0 ? decimals + 1 : 0);
  const exponentWidth = Math.abs(exponent) >= 100 ? 3 : 2;
  const scientificWidth = digits + (digits > 1 ? 1 : 0) + 2 + exponentWidth;
  if (fixedWidth <= scientificWidth) {
    return decimals > 0 ? value.toFixed(Math.min(decimals, 100)) : fixedWhole(value);
  }
  const sign = exponent < 0 ? "-" : "+";
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** A whole number without exponent. */
function fixedWhole(value: number): string {
  return Math.abs(value) < 1e21 ? value.toFixed(0) : BigInt(value).toString();
}

function deparseCall(expr: CallExpr): string {
  const { callee, args, form } = expr;
  const operator = callee.kind === "name" ? callee.name : "";
  switch (form) {
    case "infix":
      if (args.length === 2) return infix(operator, args);
      break;
    case "unary":
      if (args.length === 1) return unary(operator, args[0]!);
      break;
    case "paren":
      return `(${args.map(argument).join(", ")})`;
    case "index":
    case "index2": {
      const [first, ...rest] = args;
      const inside = rest.map(argument).join(", ");
      const target = bracketed(first!.value, POWER.component);
      return form === "index" ? `${target}[${inside}]` : `${target}[[${inside}]]`;
    }
    case "dollar":
      return bracketed(args[0]!.value, POWER.component) + operator + argument(args[1]!);
    case "brace":
      return braces(args);
    case "keyword":
      return keyword(operator, args);
    case "prefix":
      break;
  }
  const called = callee.kind === "name"
    ? deparseName(callee.name)
    : bracketed(callee, POWER.component);
  return `${called}(${args.map(argument).join(", ")})`;
}

function argument(arg: Argument): string {
  const value = arg.value === null ? "" : deparse(arg.value);
  if (arg.name === null) return value;
  return value === "" ? `${deparseName(arg.name)} = ` : `${deparseName(arg.name)} = ${value}`;
}

function infix(operator: string, args: Argument[]): string {
  const binding = binaryBinding(operator);
  if (binding === null || operator === "?") {
    return `${deparseName(operator)}(${args.map(argument).join(", ")})`;
  }
  const { power, grouping } = binding;
  const left = leftOperand(args[0]!.value, grouping === "left" ? power : power + 1);
  const right = rightOperand(args[1]!.value, grouping === "right" ? power : power + 1);
  return TIGHT.has(operator) ? left + operator + right : `${left} ${operator} ${right}`;
}

function unary(operator: string, arg: Argument): string {
  const power = unaryPower(operator);
  if (power === null || operator === "?") return `${deparseName(operator)}(${argument(arg)})`;
  return operator + rightOperand(arg.value, power);
}

/** An operand, in brackets if it binds less tightly than its place asks for. */
function bracketed(expr: Expr | null, least: number): string {
  if (expr === null) return "";
  const text = deparse(expr);
  return tightness(expr) < least ? `(${text})` : text;
}

/** As `bracketed`, and where its right edge would take in what follows: `(a + !b) + c`. */
function leftOperand(expr: Expr | null, least: number): string {
  if (expr === null) return "";
  return rightEdge(expr) < least ? `(${deparse(expr)})` : bracketed(expr, least);
}

/** As `bracketed`; what begins with its operator needs none, as in R: `2^-1`, `a + !b`. */
function rightOperand(expr: Expr | null, least: number): string {
  if (expr === null) return "";
  const prefixed = expr.kind === "number" ||
    expr.kind === "call" && (expr.form === "unary" || expr.form === "keyword");
  return prefixed ? deparse(expr) : bracketed(expr, least);
}

/** How tightly the loosest prefix at the right edge of an expression binds. */
function rightEdge(expr: Expr): number {
  if (expr.kind !== "call") return LEAF;
  if (expr.form === "keyword") return 0;
  const last = expr.args[expr.args.length - 1]?.value;
  if (!last || (expr.form !== "infix" && expr.form !== "unary")) return LEAF;
  return expr.form === "unary" ? Math.min(tightness(expr), rightEdge(last)) : rightEdge(last);
}

/** Tighter than every operator. */
const LEAF = POWER.namespace + 2;

function tightness(expr: Expr): number {
  if (expr.kind === "number") return expr.value < 0 ? POWER.sign : LEAF;
  if (expr.kind !== "call") return LEAF;
  const operator = expr.callee.kind === "name" ? expr.callee.name : "";
  if (expr.form === "infix") return binaryBinding(operator)?.power ?? POWER.call;
  if (expr.form === "unary") return unaryPower(operator) ?? POWER.call;
  return expr.form === "keyword" ? 0 : POWER.call;
}

function braces(args: Argument[]): string {
  const lines = args.flatMap((a) => argument(a).split("\n"));
  return lines.length === 0 ? "{\n}" : `{\n    ${lines.join("\n    ")}\n}`;
}

function keyword(word: string, args: Argument[]): string {
  const parts = args.map(argument);
  switch (word) {
    case "if": {
      const [test, yes, no] = parts;
      return `if (${test}) ${yes}` + (no === undefined ? "" : ` else ${no}`);
    }
    case "for":
      return `for (${parts[0]} in ${parts[1]}) ${parts[2]}`;
    case "while":
      return `while (${parts[0]}) ${parts[1]}`;
    case "repeat":
      return `repeat ${parts[0]}`;
    case "function": {
      const formals = args.slice(0, -1).map((a) => a.value ? argument(a) : deparseName(a.name!));
      return `function(${formals.join(", ")}) ${parts[parts.length - 1]}`;
    }
    default:
      return word;
  }
}
