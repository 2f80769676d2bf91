/**
 * The verb of pbkrtest that gives degrees of freedom: `get_Lb_ddf`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { denominatorDf } from "../../../inference/df/denominator_df.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { numeric, type Value } from "../../values/value.ts";
import { linearMixedArgument } from "../lme4/pieces.ts";

/** Kenward and Roger's df of a linear function of the coefficients. */
function lbDdf(call: Call): Value {
  const fit = linearMixedArgument(call, "object");
  const l = [...call.numbers("L")];
  if (l.length !== fit.rank) {
    fail("bad-length", `L has ${l.length} weights for ${fit.rank} coefficients`, {
      span: call.spanOf("L"),
      hint: "Give one weight for each of fixef(m)",
    });
  }
  return numeric([call.at("object", () => denominatorDf(fit, "kenward-roger").df(l))]);
}

/** Degrees of freedom. */
export const LB_DDF: Verb = verbOf("pbkrtest")(
  "get_Lb_ddf",
  "object, L",
  "Kenward and Roger's df of a linear function of the coefficients of an lmer",
  lbDdf,
);
