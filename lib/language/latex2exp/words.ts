/**
 * latex2exp's word: `TeX`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Argument, Expr } from "../../syntax/expr.ts";
import { language } from "../values/quoted.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { nameAt } from "../evaluation/expressions.ts";
import { listOf, text, type Value } from "../values/value.ts";
import { NoTex, texExpression } from "./tex.ts";

function tex(call: Call): Value {
  const faces = (["bold", "italic"] as const).filter((face) => call.flag(face, false));
  const parts = call.texts("input").map((source) => {
    let expr: Expr;
    try {
      expr = texExpression(source ?? "NA");
    } catch (error) {
      if (!(error instanceof NoTex)) throw error;
      return fail("unknown-tex", `"${source}" ${error.message}`, {
        span: call.spanOf("input"),
        hint:
          "Greek letters, _ and ^, accents, signs, \\frac, \\sqrt, \\sum, \\text and \\mathbf are known",
      });
    }
    for (const face of faces) expr = inFace(face, expr, call);
    return language(expr, null, null);
  });
  return listOf(parts, new Map([["class", text("expression")]]));
}

function inFace(face: string, value: Expr, { span }: Call): Expr {
  const argument: Argument = { name: null, nameSpan: null, value, ...span };
  return { kind: "call", form: "prefix", callee: nameAt(face, span), args: [argument], ...span };
}

/** latex2exp's words. */
export const WORDS: readonly Builtin[] = [
  word("TeX", "input, bold, italic, user_defined!list(), output!expression", tex),
];
