/**
 * Nodes of the tree from tokens.
 *
 * @module
 */
import type { Argument, CallForm, Expr, NameExpr } from "./expr.ts";
import type { Token } from "./token.ts";

/** An operator or keyword as the name that is called. */
export function named(token: Token, name: string = token.text): NameExpr {
  return { kind: "name", name, start: token.start, end: token.end };
}

/** A call of an operator. */
export function call(
  form: CallForm,
  callee: NameExpr,
  values: Expr[],
  start: number,
  end: number,
): Expr {
  const args = values.map((value): Argument => ({
    name: null,
    nameSpan: null,
    value,
    start: value.start,
    end: value.end,
  }));
  return { kind: "call", form, callee, args, start, end };
}

/** The leaf that a token is, or null. */
export function constant(token: Token): Expr | null {
  const { start, end, text } = token;
  switch (token.kind) {
    case "number":
      return {
        kind: "number",
        value: token.value ?? NaN,
        integer: token.integer ?? false,
        text,
        start,
        end,
      };
    case "string":
      return { kind: "string", value: text, start, end };
    case "name":
      return { kind: "name", name: text, start, end };
    case "constant":
      break;
    default:
      return null;
  }
  if (text === "NULL") return { kind: "null", start, end };
  if (text === "Inf" || text === "NaN") {
    const value = text === "Inf" ? Infinity : NaN;
    return { kind: "number", value, integer: false, text, start, end };
  }
  const value = text === "TRUE" ? true : text === "FALSE" ? false : null;
  return { kind: "logical", value, text, start, end };
}
