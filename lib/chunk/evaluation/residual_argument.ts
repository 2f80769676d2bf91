/**
 * The argument `residual =`, which is a structure and no value of the language.
 *
 * @module
 */
import type { Expr } from "../../syntax/expr.ts";
import { parseExpression } from "../../syntax/parse.ts";
import type { Call } from "./call.ts";

/** The structure of the residuals, written as a call such as `un(Day | Pen)`, or as text. */
export function residualOf(call: Call): { residual?: Expr } {
  const expr = call.quoted("residual");
  if (!expr || expr.kind === "null") return {};
  if (expr.kind !== "string") return { residual: expr };
  return { residual: call.at("residual", () => parseExpression(expr.value)) };
}
