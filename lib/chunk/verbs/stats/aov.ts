/**
 * The verb of stats that fits an analysis of variance: `aov`, in one stratum or, with `Error()`, in
 * several.
 *
 * @module
 */
import type { LinearModel } from "../../../model/fit.ts";
import { hasErrorTerm } from "../../../model/linear/error_term.ts";
import { lm } from "../../../model/linear/lm.ts";
import { stratified } from "../../../model/linear/strata.ts";
import type { Call } from "../../evaluation/call.ts";
import { fail } from "../../../diagnostic.ts";
import type { FitValue, Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { aovText } from "../../evaluation/aov_text.ts";
import { fitModel } from "./models.ts";
import { ASKED_OF_RESPONSES, severalResponses } from "./responses.ts";

/** A fit by least squares as an analysis of variance. */
export function asAov(value: FitValue): FitValue {
  const fit = value.fit.leastSquares!;
  return {
    ...value,
    aov: true,
    brief: (digits) => ({ kind: "text", text: aovText(fit, value.call, digits) }),
  };
}

function analysis(call: Call): Value {
  call.only("projections", [false], "Projections are not kept", "proj(m) gives them");
  const made = fitModel(
    call,
    (call, formula, data, options) =>
      hasErrorTerm(formula)
        ? call.inSource("formula", () => stratified(formula, data, options))
        : lm(formula, data, options),
  );
  if (made.kind !== "fit" || !made.fit.leastSquares) return made;
  for (const note of made.fit.notes) {
    if (note.code === "error-model-singular") call.note(note.code, note.text, note.data);
  }
  return asAov(made);
}

/** An analysis of variance that an argument is, in one stratum. */
export function aovArgument(call: Call, name: string): FitValue & { fit: LinearModel } {
  const value = call.fit(name);
  const fit = value.fit.leastSquares;
  if (fit) return { ...value, fit };
  return fail("wrong-argument", `${call.verb.name}() takes an analysis of variance`, {
    span: call.spanOf(name),
    hint: "Fit it with aov(), or use emmeans(m, ~ Trt)",
  });
}

/** An analysis of variance. */
export const AOV: Verb = {
  makes: ASKED_OF_RESPONSES,
  ...verb(
    "aov",
    "formula, data?, projections?, qr~, contrasts?, ..., subset?, weights?, na.action?, method?, " +
      "singular.ok?, offset?",
    "an analysis of variance, in strata with Error(block / plot)",
    (call) => {
      call.refuseRest();
      return severalResponses(call, ["maov", "aov", "mlm", "lm"]) ?? analysis(call);
    },
  ),
};
