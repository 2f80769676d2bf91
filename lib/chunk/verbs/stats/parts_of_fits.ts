/**
 * Verbs that name parts of a fit: `terms labels getCall family weights case.names`.
 *
 * @module
 */
import { refuseHeld } from "../../../model/formula/held.ts";
import { termsOfFormula } from "../../evaluation/formula_terms.ts";
import { fromLanguage } from "../../bridge/from_language.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { callOf, termsOf } from "../../evaluation/model_objects.ts";
import type { Call } from "../../evaluation/call.ts";
import { asItIs } from "../../values/classed.ts";
import { character, NULL, type Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { familyOf } from "../../evaluation/family_part.ts";
import { byModelRow } from "../../page/model_rows.ts";
import { formulaOfFit } from "./update.ts";

function weights(call: Call): Value {
  const { fit, rows } = call.fit("object");
  call.choice("type", ["prior"] as const, "prior");
  refuseHeld(fit.data, "Weights are of rows");
  if (fit.weights) return byModelRow(rows, fit.weights);
  return fit.leastSquares ? NULL : byModelRow(rows, new Float64Array(fit.n).fill(1));
}

/** Parts of a fit. */
export const PARTS_OF_FITS: readonly Verb[] = [
  verb("terms", "x", "the formula of a fit with the labels of its terms", (call) => {
    const given = call.value("x");
    if (given.kind === "formula" && given.expr.kind === "call") {
      const { expr } = given;
      return asItIs(call.inSource("x", () => termsOfFormula(expr)), "terms");
    }
    const value = call.fit("x");
    const written = value.fit.mixed ? {} : { written: formulaOfFit(value) };
    return asItIs(termsOf(value, written.written), "terms");
  }),
  verb(
    "family",
    "object",
    "the distribution of the response and its link",
    (call) => familyOf(call.fit("object").fit),
  ),
  verb("labels", "object", "the labels of the terms of a fit, or of terms", (call) => {
    const value = call.value("object");
    if (value.kind === "fit") return character(value.fit.fixed.terms.map((t) => t.label));
    const kept = toLanguage(value).attributes?.get("term.labels");
    return kept ? fromLanguage(kept) : call.wrong("object", "a fit or its terms", value);
  }),
  verb("getCall", "x", "the call by which a model was fitted", (call) => callOf(call.fit("x"))),
  verb("weights", "object, type?", "prior weights of the rows", weights),
  verb(
    "case.names",
    "object, full!FALSE",
    "names of the rows that a model used",
    (call) => character([...call.fit("object").rows.names]),
  ),
];
