/**
 * The verb of MuMIn that says how much a mixed model explains: `r.squaredGLMM`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { asItIs, numberMatrix } from "../../values/classed.ts";
import type { Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { sharesOf } from "../performance/explained.ts";

function rSquaredGlmm(call: Call): Value {
  const value = call.fit("object");
  if (!value.fit.random) {
    return call.wrong(
      "object",
      "a linear mixed model",
      value,
      "r2(m) has shares of variance of generalized models",
    );
  }
  const { marginal, conditional } = sharesOf(call, value);
  return asItIs(numberMatrix([], ["R2m", "R2c"], [[marginal, conditional]]), "shares of variance");
}

/** Marginal and conditional R². */
export const R_SQUARED: Verb = verbOf("MuMIn")(
  "r.squaredGLMM",
  "object, null!, pj2014!FALSE",
  "marginal and conditional R² of a mixed model",
  rSquaredGlmm,
);
