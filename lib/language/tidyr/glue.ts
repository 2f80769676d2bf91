/**
 * Texts with expressions in braces: `{.value}_{kind}`.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { parse } from "../../syntax/parse.ts";
import type { Call } from "../evaluation/builtin.ts";
import { asCharacter } from "../values/coerce.ts";
import type { Scope } from "../values/scope.ts";

/** The text for each of some rows; what braces hold is evaluated where its names are columns. */
export function glued(call: Call, text: string, scope: Scope, rows: number, span: Span): string[] {
  const parts = text.split(/\{([^{}]*)\}/);
  const out = new Array<string>(rows).fill("");
  parts.forEach((part, k) => {
    if (k % 2 === 0) {
      for (let i = 0; i < rows; i++) out[i] += part;
      return;
    }
    const { statements, diagnostics } = parse(part);
    const [expr] = statements;
    if (!expr || diagnostics.length > 0) {
      fail("wrong-argument", `{${part}} is no expression`, {
        span,
        hint: "For example {.value}_{kind}",
      });
    }
    const values = asCharacter(call.interpreter.within({ source: part }, () =>
      call.interpreter.evaluate(expr, scope))).values;
    for (let i = 0; i < rows; i++) {
      out[i] += values[i % values.length] ?? "NA";
    }
  });
  return out;
}
