/**
 * Columns that `col_select` names: `c(a, "b")`, or all but some, `-c(a, b)`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";

/** What takes the columns of a file, or of something else, by their names; null where all are read. */
export function columnsChosen(
  call: Call,
  argument: string,
  of = "file",
): ((names: readonly string[]) => readonly string[]) | null {
  const expr = call.has(argument) ? call.quoted(argument) : null;
  if (expr === null || expr.kind === "null") return null;
  const minus = expr.kind === "call" && expr.callee.kind === "name" &&
    /^[-!]$/.test(expr.callee.name) && expr.args.length === 1;
  const asked = namesIn(call, argument, minus ? expr.args[0]!.value ?? expr : expr);
  return (names) => {
    const unknown = asked.find((name) => !names.includes(name));
    if (unknown !== undefined) {
      const hint = suggestion(unknown, names, "Its columns are");
      fail("unknown-column", `The ${of} has no column "${unknown}"`, hint ? { hint } : {});
    }
    return minus ? names.filter((name) => !asked.includes(name)) : asked;
  };
}

function namesIn(call: Call, argument: string, expr: Expr): string[] {
  if (expr.kind === "name") return [expr.name];
  if (expr.kind === "string") return [expr.value];
  if (
    expr.kind === "call" && expr.callee.kind === "name" && /^(c|all_of)$/.test(expr.callee.name)
  ) {
    return expr.args.flatMap(({ value }) => value ? namesIn(call, argument, value) : []);
  }
  return fail("wrong-argument", `${argument} takes the names of columns here`, {
    span: call.spanOf(argument),
    hint: 'Read them all and choose then, by select(d, starts_with("a"))',
  });
}
