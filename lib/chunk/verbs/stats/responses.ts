/**
 * Linear models whose response is a matrix: what `lm` and `aov` are then.
 *
 * @module
 */
import { isHeld } from "../../../model/formula/held.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { composed } from "../../evaluation/composed.ts";
import { calleeOf } from "../../evaluation/callee.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Value } from "../../values/value.ts";

/** Words that make a matrix. */
const MATRICES = new Set(["cbind", "as.matrix", "matrix", "data.matrix"]);

/** What is asked of such fits, which packages have methods for. */
export const ASKED_OF_RESPONSES: readonly string[] = (
  "print summary anova Anova coef coefficients residuals resid fitted predict vcov confint deviance " +
  "df.residual sigma nobs model.matrix model.frame formula"
).split(" ");

/** Whether a response is a matrix of several columns. */
function isMatrix(call: Call, response: Expr): boolean {
  if (response.kind === "call") return MATRICES.has(calleeOf(response)?.name ?? "");
  if (response.kind !== "name") return false;
  const data = call.optional("data");
  if (data?.kind === "frame") {
    const column = data.table.column(response.name);
    if (column) return isHeld(column);
  }
  const value = call.scope.get(response.name);
  return value?.kind === "matrix" && (value.values[0]?.length ?? 0) > 1;
}

/** The fit of several responses that a call asks for; null where the response is one. */
export function severalResponses(call: Call, classes: readonly string[]): Value | null {
  if (!call.expr || !call.has("formula")) return null;
  const formula = call.value("formula");
  if (formula.kind !== "formula" || formula.expr.args.length !== 2) return null;
  if (!isMatrix(call, formula.expr.args[0]!.value!)) return null;
  const args = call.expr.args.map((a) => {
    const value = a.value === null ? "" : deparse(a.value);
    return a.name === null ? value : `${a.name} = ${value}`;
  });
  return composed(
    call,
    `{
      .fit <- manova(${args.join(", ")})
      class(.fit) <- c(${classes.map((c) => `"${c}"`).join(", ")})
      .fit$call <- quote(${call.matchedSource})
      .fit
    }`,
    {},
  );
}
