/**
 * Families of contrasts that a page makes itself: functions of levels, as emmeans's own `pairwise.emmc`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { MadeFamily } from "../../../inference/contrast/method.ts";
import { ADJUSTMENTS } from "../../../inference/estimate/view.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { isVector } from "../../values/value.ts";
import { numbersOf, textsOf } from "../../values/vector.ts";

/** What emmeans appends to the name of a family to find its function. */
const ENDING = ".emmc";

/** The code of the function that a method is: a name with its ending, or an expression. */
function functionCode(call: Call, argument: string): string | null {
  const expr = call.quoted(argument);
  const value = expr?.kind === "string" ? expr.value : null;
  if (value !== null) return call.scope.has(value + ENDING) ? value + ENDING : null;
  if (expr?.kind !== "name" && expr?.kind !== "call") return null;
  const given = call.value(argument);
  return isVector(given) || given.kind === "list" || given.kind === "frame"
    ? null
    : `(${deparse(expr)})`;
}

/** A family made by a function of the page, with the other arguments of the call; null if it is none. */
export function givenFamily(
  call: Call,
  argument: string,
  others: readonly Supplied[],
): MadeFamily | null {
  const code = functionCode(call, argument);
  if (code === null) return null;
  const more = others.flatMap(({ name, expr }) =>
    expr ? [`${name === null ? "" : `${name} = `}${deparse(expr)}`] : []
  );
  return (levels) => {
    const texts = levels.map((l) => JSON.stringify(l)).join(", ");
    const made = `${code}(${[`c(${texts})`, ...more].join(", ")})`;
    const parts = call.inSource(argument, () =>
      call.context.evaluate(
        parseExpression(
          `(function(f) list(as.list(as.data.frame(f)), attr(f, "adjust")))(${made})`,
        ),
        call.scope,
      ));
    const [columns, asked] = parts.kind === "list" ? parts.items.map((i) => i.value) : [];
    if (columns?.kind !== "list") return noWeights(call, argument);
    const adjust = asked && isVector(asked) ? textsOf(asked)[0] ?? "none" : "none";
    return {
      weights: columns.items.map(({ name, value }): [string, number[]] => [
        name ?? "",
        [...numbersOf(value) ?? noWeights(call, argument)],
      ]),
      adjust: ADJUSTMENTS.find((a) => a === adjust.toLowerCase()) ?? "none",
    };
  };
}

function noWeights(call: Call, argument: string): never {
  return fail("wrong-argument", "The function of levels gives no table of weights", {
    span: call.spanOf(argument),
    hint: 'It gives data.frame("A - B" = c(1, -1, 0), check.names = FALSE)',
  });
}
