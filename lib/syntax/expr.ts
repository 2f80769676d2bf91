/**
 * The tree that R's grammar makes of a text. As in R there are constants, names and calls, and
 * every operator is a call; unlike in R every node knows where it stands.
 *
 * @module
 */
import type { Span } from "../diagnostic.ts";

/** A number, `Inf` or `NaN`. `integer` for `1L`. `text` is the source spelling. */
export interface NumberExpr extends Span {
  /** Tells the kinds of expression apart. */
  kind: "number";
  /** The number. */
  value: number;
  /** Written with an `L`. */
  integer: boolean;
  /** The source spelling. */
  text: string;
}

/** A quoted string, escapes resolved. */
export interface StringExpr extends Span {
  /** Tells the kinds of expression apart. */
  kind: "string";
  /** The string without quotes. */
  value: string;
}

/**
 * `TRUE`, `FALSE` or `NA` (also `NA_real_` and its like, told apart by `text`). `T` and `F` are
 * names, as in R: a column may be called so.
 */
export interface LogicalExpr extends Span {
  /** Tells the kinds of expression apart. */
  kind: "logical";
  /** Null for `NA`. */
  value: boolean | null;
  /** The source spelling. */
  text: string;
}

/** `NULL`. */
export interface NullExpr extends Span {
  /** Tells the kinds of expression apart. */
  kind: "null";
}

/** A name; backticks removed. `.` alone is R's dot. */
export interface NameExpr extends Span {
  /** Tells the kinds of expression apart. */
  kind: "name";
  /** The name without backticks. */
  name: string;
  /** What it stands for where a formula has a column of a table, `pigs$y`: it is deparsed as that. */
  of?: Expr;
}

/** How a call was written, which is what deparsing needs to know. */
export type CallForm =
  | "prefix" // f(x)
  | "infix" // a + b, a ~ b, a <- b, a |> b
  | "unary" // -a, ~a, !a
  | "paren" // (a), callee `(`
  | "index" // x[i], callee `[`
  | "index2" // x[[i]], callee `[[`
  | "dollar" // x$name, callee `$` or `@`; second argument is a NameExpr or StringExpr
  | "brace" // { a; b }, callee `{`
  | "keyword"; // if, for, while, repeat, function, next, break: callee is the word

/** An argument, named or not; `value` is null where it is empty, as the row in `x[, 2]`. */
export interface Argument extends Span {
  /** The name before `=`, or null. */
  name: string | null;
  /** Where the name stands. */
  nameSpan: Span | null;
  /** Null where the place is empty. */
  value: Expr | null;
}

/** A call; an operator's callee is a name such as `+`, `~`, `<-`, `%in%`, `[`. */
export interface CallExpr extends Span {
  /** Tells the kinds of expression apart. */
  kind: "call";
  /** How it was written. */
  form: CallForm;
  /** What is called. */
  callee: Expr;
  /** Operands or arguments, in order. */
  args: Argument[];
}

/** Any expression. */
export type Expr = NumberExpr | StringExpr | LogicalExpr | NullExpr | NameExpr | CallExpr;
