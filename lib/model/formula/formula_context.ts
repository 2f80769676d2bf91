/**
 * What a function of a formula may ask of the evaluation that it is met in.
 *
 * @module
 */
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import type { ConstantValue, PreciseColumn, Value } from "./value.ts";

/** The evaluation of a formula on the rows of one table. */
export interface FormulaContext {
  /** True while fitting: functions may learn from the rows. */
  readonly training: boolean;
  /** The value of an expression over the table's rows. */
  evaluate(expr: Expr): Value;
  /** The numbers of an expression over the rows. */
  numbers(expr: Expr, what: string): PreciseColumn;
  /** Constants written in the formula, such as `c("a", "b")`. */
  constants(expr: Expr): ConstantValue;
  /** What the call learned from the rows of the fit; `learn` is called only while fitting. */
  learned<T>(call: Expr, learn: () => T): T;
  /** Applies a function of one number row by row, and remarks where it is not defined. */
  map(call: CallExpr, argument: Expr, f: (x: number) => number): Value;
}
