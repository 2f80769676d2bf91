/**
 * The verb of lme4 that fits a model: `lmer`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { residualOf } from "../../evaluation/residual_argument.ts";
import { structuredInR } from "../../evaluation/structured_in_r.ts";
import type { Value } from "../../values/value.ts";
import { fitModel } from "../stats/models.ts";
import { fitMixed } from "../../../model/mixed/lmer.ts";

const verb = verbOf("lme4");

/** Keeps how R fits the model where its residuals have a structure, which lme4 does not know. */
function tellR(call: Call, value: Value): void {
  const { context, span } = call;
  if (value.kind !== "fit" || context.source !== context.block) return;
  const made = structuredInR(value);
  if (made) context.models.set(span.start, made);
}

/** A linear mixed model. */
export const LMER: Verb = verb(
  "lmer",
  "formula, data?, REML?, control~, start~, verbose~, subset?, weights?, na.action?, " +
    "offset?, contrasts?, devFunOnly?, residual?",
  "a linear mixed model, by REML or maximum likelihood",
  (call) => {
    const value = fitModel(
      call,
      (call, formula, data, options) =>
        fitMixed(formula, data, {
          ...options,
          ...residualOf(call),
          reml: call.flag("REML", true),
        }),
    );
    tellR(call, value);
    return value;
  },
  // lme4 has no structure of the residuals
  (call) => call.args.some((a) => a.name === "residual") ? null : undefined,
);
