/**
 * MASS's words for single terms of a model: `stepAIC dropterm addterm`, and `studres stdres`.
 *
 * Source: Venables & Ripley (2002), Modern Applied Statistics with S, sections 6.3 and 6.8.
 *
 * @module
 */
import * as language from "../../../language/values/value.ts";
import type { Call } from "../../evaluation/call.ts";
import { asItIs } from "../../values/classed.ts";
import type { Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { byModelRow } from "../../page/model_rows.ts";
import { addOne, dropOne } from "../stats/dropping.ts";
import { influenceOf } from "../stats/rows/deletions.ts";
import { stepwise } from "../stats/stepping.ts";

const verb = verbOf("MASS");

/** The F test under MASS's names. */
function renamed(made: Value): Value {
  if (made.kind !== "other" || made.value.type !== "list") return made;
  const names = (language.namesOf(made.value) ?? []).map((name) =>
    name === "F value"
      ? "F Value"
      : name === "Pr(>F)"
      ? "Pr(F)"
      : name === "Pr(>Chi)"
      ? "Pr(Chi)"
      : name
  );
  return asItIs(language.withNames(made.value, names), made.what);
}

/** MASS's tables are of models whose terms are tested by F or by likelihood. */
function ofPlain(call: Call, run: (call: Call, sizes: boolean) => Value): Value {
  const { fit } = call.fit("object");
  if (fit.mixed) {
    return call.wrong(
      "object",
      "an lm or a glm",
      call.value("object"),
      "drop1(m) takes mixed models",
    );
  }
  return renamed(run(call, true));
}

function standardized(call: Call): Value {
  const { fit, rows } = call.fit("object");
  const own = fit.leastSquares ?? fit.generalized ??
    call.wrong("object", "an lm or a glm", call.value("object"));
  return byModelRow(rows, own.standardizedResiduals);
}

function studentized(call: Call): Value {
  const value = call.fit("object");
  return byModelRow(value.rows, influenceOf(call, "object", value).studentized);
}

/** Single terms. */
export const SINGLE_TERMS: readonly Verb[] = [
  verb(
    "stepAIC",
    "object, scope?, scale!0, direction?, trace?, keep!NULL, steps?, use.start!FALSE, k?, " +
      "ddf!, alpha.random!, alpha.fixed!, reduce.fixed!, reduce.random!",
    "terms of an lm or a glm chosen step by step by AIC",
    (call) => {
      const value = call.fit("object");
      if (!value.fit.random) return stepwise(call, true);
      return call.wrong("object", "an lm or a glm", value, "step(m) eliminates terms of an lmer");
    },
  ),
  verb(
    "dropterm",
    "object, scope?, scale!0, test?, k?, sorted!FALSE, trace!FALSE, ddf!",
    "what leaving out each term makes of a model",
    (call) => ofPlain(call, dropOne),
  ),
  verb(
    "addterm",
    "object, scope?, scale!0, test?, k?, sorted!FALSE, trace!FALSE",
    "what each of some more terms makes of a model",
    (call) => ofPlain(call, addOne),
  ),
  verb("stdres", "object", "residuals over their standard deviations", standardized),
  verb(
    "studres",
    "object",
    "residuals over their standard deviations without the row",
    studentized,
  ),
];
