/**
 * The value of a constant expression of R, as it may stand for an option: `7`, `"a"`, `!TRUE`,
 * `6*2`, `paste0("a", "b")`, `c("a", "b")`; and plain data as such an expression.
 *
 * @module
 */
import type { CallExpr, Expr } from "../../../syntax/expr.ts";
import { isArithmetic, OPERATORS } from "../../../math/operators.ts";
import { deparseNumber } from "../../../syntax/deparse.ts";
import { parse } from "../../../syntax/parse.ts";

/** What an option may be. */
export type Constant = string | number | boolean | null | Constant[];

/** The value of a text of R; undefined if it is no constant. */
export function constantOf(text: string): Constant | undefined {
  const { statements, diagnostics } = parse(text);
  const [only, second] = statements;
  return only && !second && diagnostics.length === 0 ? valueOf(only) : undefined;
}

/** The value of an expression; undefined if it is no constant. */
function valueOf(expr: Expr): Constant | undefined {
  switch (expr.kind) {
    case "number":
    case "string":
    case "logical":
      return expr.value;
    case "null":
      return null;
    case "name":
      return expr.name === "T" ? true : expr.name === "F" ? false : undefined;
    case "call":
      return callValue(expr);
  }
}

function callValue(expr: CallExpr): Constant | undefined {
  const name = expr.callee.kind === "name" ? expr.callee.name : "";
  const values = expr.args.map(({ value }) => value ? valueOf(value) : undefined);
  const [a, b] = values;
  switch (expr.form) {
    case "paren":
      return a;
    case "unary":
      if (name === "-" && typeof a === "number") return -a;
      return name === "!" && typeof a === "boolean" ? !a : undefined;
    case "infix":
      return typeof a === "number" && typeof b === "number" && isArithmetic(name)
        ? OPERATORS[name](a, b)
        : undefined;
    case "prefix":
      return expr.args.length === 0 ? outputValue(expr) : joined(name, expr, values);
    default:
      return undefined;
  }
}

/** What knitr's questions about the format of its output have for an answer: a page is HTML. */
function outputValue({ callee }: CallExpr): boolean | undefined {
  const named = callee.kind === "call" && callee.form === "infix" ? callee.args[1]?.value : callee;
  const name = named?.kind === "name" ? named.name : "";
  return name === "is_html_output" ? true : name === "is_latex_output" ? false : undefined;
}

/** `c`, `paste` and `paste0` of single constants. */
function joined(
  name: string,
  { args }: CallExpr,
  values: readonly (Constant | undefined)[],
): Constant | undefined {
  const given = values.filter((_, i) => args[i]?.name === null);
  const single = given.every((v) => v !== undefined && v !== null && typeof v !== "object");
  if (!single) return undefined;
  const constants = given as (string | number | boolean)[];
  if (name === "c") return args.every((arg) => arg.name === null) ? constants : undefined;
  if (name !== "paste" && name !== "paste0") return undefined;
  const other = args.filter((arg) => arg.name !== null);
  if (other.some((arg) => arg.name !== "sep")) return undefined;
  const sep = other.length === 0 ? (name === "paste" ? " " : "") : values[args.indexOf(other[0]!)];
  if (typeof sep !== "string") return undefined;
  const exprs = args.flatMap((arg) => arg.name === null && arg.value ? [arg.value] : []);
  return constants.map((value, i) => wordOf(value, exprs[i]!)).join(sep);
}

/** A constant as `paste` of a block writes it: `1e5` as `1e+05`, `100000L` in full. */
function wordOf(value: string | number | boolean, expr: Expr): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "string" || expr.kind === "number" && expr.integer) return String(value);
  return deparseNumber(value);
}

/**
 * Plain data of YAML as an expression of R: whole numbers are integers, a list of values of one kind
 * is a vector, entries are a list. Null where something else stands in it.
 */
export function codeOf(data: unknown): string | null {
  if (data === null) return "NULL";
  if (typeof data === "boolean") return data ? "TRUE" : "FALSE";
  if (typeof data === "string") return JSON.stringify(data);
  if (typeof data === "number") {
    return Number.isInteger(data) && Math.abs(data) < 2 ** 31 ? `${data}L` : deparseNumber(data);
  }
  if (typeof data !== "object") return null;
  const named = !Array.isArray(data);
  const entries = Object.entries(data).map(([name, value]): string | null => {
    const code = codeOf(value);
    return code !== null && named ? `${codeName(name)} = ${code}` : code;
  });
  const kinds = new Set(Object.values(data).map((value) => typeof value));
  const vector = !named && kinds.size === 1 && !kinds.has("object");
  return entries.includes(null) ? null : `${vector ? "c" : "list"}(${entries.join(", ")})`;
}

/** A name as code has it. */
export function codeName(name: string): string {
  return /^(?:[A-Za-z]|\.(?!\d))[\w.]*$/.test(name) ? name : `\`${name.replaceAll("`", "")}\``;
}
