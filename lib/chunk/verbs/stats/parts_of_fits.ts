/**
 * Verbs that name parts of a fit: `terms family weights case.names`.
 *
 * @module
 */
import * as language from "../../../language/values/value.ts";
import type { Call } from "../../evaluation/call.ts";
import { asItIs } from "../../values/classed.ts";
import { character, NULL, type Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { familyOf } from "../../evaluation/family_part.ts";
import { byModelRow } from "../../page/model_rows.ts";
import { formulaOfFit } from "./update.ts";

/** The formula of the fixed effects with what R keeps of its terms. */
function terms(call: Call): Value {
  const value = call.fit("x");
  const { fixed } = value.fit;
  const orders = fixed.terms.map((t) => t.variables.length);
  const formula: language.LanguageValue = {
    type: "language",
    expr: formulaOfFit(value),
    scope: null,
    source: null,
    attributes: new Map<string, language.Value>([
      ["term.labels", language.characters(fixed.terms.map((t) => t.label))],
      ["order", language.integers(orders)],
      ["intercept", language.integer(fixed.intercept ? 1 : 0)],
      ["response", language.integer(1)],
      ["class", language.characters(["terms", "formula"])],
    ]),
    exclusive: false,
    held: false,
  };
  return asItIs(formula, "terms");
}

function weights(call: Call): Value {
  const { fit, rows } = call.fit("object");
  call.choice("type", ["prior"] as const, "prior");
  if (fit.weights) return byModelRow(rows, fit.weights);
  return fit.leastSquares ? NULL : byModelRow(rows, new Float64Array(fit.n).fill(1));
}

/** Parts of a fit. */
export const PARTS_OF_FITS: readonly Verb[] = [
  verb("terms", "x", "the formula of a fit with the labels of its terms", terms),
  verb(
    "family",
    "object",
    "the distribution of the response and its link",
    (call) => familyOf(call.fit("object").fit),
  ),
  verb("weights", "object, type?", "prior weights of the rows", weights),
  verb(
    "case.names",
    "object, full!FALSE",
    "names of the rows that a model used",
    (call) => character([...call.fit("object").rows.names]),
  ),
];
