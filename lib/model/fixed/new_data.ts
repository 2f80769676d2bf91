/**
 * New data seen through a fit.
 *
 * @module
 */
import { asFactor } from "../../data/factor.ts";
import { fail } from "../../diagnostic.ts";
import { suggestion } from "../../syntax/nearest.ts";
import type { VariableData } from "./columns.ts";
import type { Evaluator } from "../formula/evaluate.ts";
import type { FrameVariable } from "../formula/frame_variable.ts";
import { factorOf, markMissing, numbersOf } from "../formula/value.ts";

/**
 * A variable's values on the rows of the evaluator's table: numbers, or codes into the levels of the
 * fit.
 *
 * @throws DiagnosticError `missing-value`, `not-a-factor`, `unknown-level`
 */
export function newValues(v: FrameVariable, evaluator: Evaluator): VariableData {
  const value = evaluator.evaluate(v.expr);
  const missing = new Uint8Array(evaluator.n);
  markMissing(value, missing);
  if (missing.includes(1)) {
    const row = missing.indexOf(1) + 1;
    fail("missing-value", `${v.label} is missing in row ${row} of the new data`, {
      hint: "Leave such rows out of the new data",
    });
  }
  if (!v.factor) {
    const columns = value.kind === "matrix"
      ? value.columns
      : [numbersOf(value, evaluator.n, v.label, v.expr)];
    return { codes: null, columns: columns.map((c) => c.values) };
  }
  if (value.kind === "matrix" || value.kind === "constant") {
    fail("not-a-factor", `${v.label} is a factor in the fit and none in the new data`, {
      hint: `Its levels are ${v.factor.levels.slice(0, 12).join(", ")}`,
    });
  }
  const { codes, levels } = value.kind === "numeric" ? asFactor(value) : factorOf(value);
  const place = new Map(v.factor.levels.map((level, i) => [level, i]));
  const code = levels.map((level) => place.get(level) ?? -1);
  const known = v.factor.levels;
  return {
    columns: [],
    codes: codes.map((c) => {
      if (code[c]! >= 0) return code[c]!;
      fail("unknown-level", `${v.label} has no level ${levels[c]} in the fit`, {
        hint: suggestion(levels[c]!, known, "The levels are"),
      });
    }),
  };
}
