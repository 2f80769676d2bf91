/**
 * The verb that sets structures of the residuals side by side: `compare_structures`.
 *
 * @module
 */
import { textColumn } from "../../../data/table_from.ts";
import { Table } from "../../../data/table.ts";
import { fail } from "../../../diagnostic.ts";
import { compareStructures } from "../../../model/repeated/compare_structures.ts";
import type { Call } from "../../evaluation/call.ts";
import { ours, type Verb } from "../../evaluation/verb.ts";
import { numberColumn } from "../../values/frame.ts";
import { frame, type Value } from "../../values/value.ts";

function sideBySide(call: Call): Value {
  const { fit } = call.fit("mod");
  if (!fit.random) {
    fail("no-random-terms", "Structures of the residuals are compared for a fit of lmer", {
      span: call.spanOf("mod"),
      hint: "Fit with lmer, and say residual =",
    });
  }
  const model = fit.random;
  const words = call.texts("structures");
  const rows = call.at("structures", () => compareStructures(model, words));
  return frame(
    new Table([
      textColumn("structure", rows.map((r) => r.structure)),
      numberColumn("npar", rows.map((r) => r.parameters)),
      numberColumn("-2logLik", rows.map((r) => r.criterion)),
      numberColumn("AIC", rows.map((r) => r.aic)),
      numberColumn("AICc", rows.map((r) => r.aicc)),
      numberColumn("BIC", rows.map((r) => r.bic)),
    ]),
  );
}

/** Several structures of the residuals of one model. */
export const COMPARE_STRUCTURES: Verb = ours(
  "compare_structures",
  "mod, structures",
  "structures of the residuals, such as cs and un, side by side",
  sideBySide,
);
