/**
 * The verb of intervals: `confint`, of means and contrasts as well.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { componentIntervals, confint, profiledIntervals } from "../../../inference/test/confint.ts";
import type { GeneralizedMixedModel } from "../../../model/fit.ts";
import { qnorm } from "../../../math/distribution/normal.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { roundText } from "../../values/percent.ts";
import type { Call } from "../../evaluation/call.ts";
import {
  describe,
  type FitValue,
  isVector,
  type MatrixValue,
  type Value,
} from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";
import { bootstrapOf } from "../lme4/bootstrap_limits.ts";
import { refuseFor, reshown, summed, viewOptions } from "../emmeans/views.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

/** `confint(m)`: profile intervals of an `lmer` as in R, t intervals of an `lm`. */
function modelIntervals(call: Call, { fit }: FitValue): MatrixValue {
  const hint = "It belongs to means and contrasts";
  refuseFor(call, ["by", "adjust", "type", "side", "delta", "null"], "a model", hint);
  const level = call.number("level", 0.95);
  if (fit.marginal?.kind === "glmmTMB") return ofComponents(call, fit.marginal, level);
  refuseFor(call, ["estimate", "component"], fit.described.called, "They belong to a glmmTMB");
  const methods = ["profile", "Wald", "wald", "boot"] as const;
  const asked = call.choice(
    "method",
    methods,
    fit.ddf.exact || fit.random?.mmrm ? "wald" : "profile",
  );
  const { marginal } = fit;
  if (marginal && asked === "boot") {
    fail("no-bootstrap", `There are no boot limits of ${fit.described.called}`, {
      span: call.spanOf("method"),
      hint: 'Write method = "profile" or "Wald"',
    });
  }
  // a pseudo-likelihood has no profile: unless one is asked for, limits are Wald's
  const wald = asked === "Wald" || (marginal?.pseudo && !call.has("method"));
  const method = wald ? "wald" : asked;
  const rows = call.at(
    "object",
    () =>
      method === "boot" && fit.random && fit.residualStructure === null
        ? bootstrapOf(call, fit.random, level)
        : confint(fit, {
          method,
          level,
          ...(call.has("nsim") ? { draws: call.number("nsim") } : {}),
          ...(call.has("seed") ? { seed: call.number("seed") } : {}),
        }),
  );
  const kept = call.has("parm") ? chosen(call, rows.map((r) => r.name)) : [...rows.keys()];
  const tail = (1 - level) / 2;
  return {
    kind: "matrix",
    rowNames: kept.map((i) => rows[i]!.name),
    columnNames: [roundText(tail), roundText(1 - tail)],
    values: kept.map((i) => Float64Array.of(rows[i]!.lower ?? NaN, rows[i]!.upper ?? NaN)),
  };
}

/** Intervals of all parameters of a glmmTMB with their estimates. */
function ofComponents(call: Call, fit: GeneralizedMixedModel, level: number): MatrixValue {
  const method = call.choice("method", ["wald", "Wald", "profile", "uniroot"], "wald");
  refuseFor(call, ["nsim", "seed"], "a glmmTMB", "Its intervals are Wald's, or by profile");
  if (method === "profile" || method === "uniroot") return ofProfile(call, fit, level, method);
  const asked = call.has("component")
    ? call.choice("component", ["cond", "zi", "other", "all"], "all")
    : "all";
  const bare = (name: string): string => name.replace(/^(cond|zi|disp)\./, "");
  const all = call.at("object", () => componentIntervals(fit, level))
    .filter(({ name }) =>
      asked === "all" || !/^(cond|zi|disp)\./.test(name) || name.startsWith(asked)
    );
  // R leaves the part's name out where it is the mean's
  const rows = asked === "cond" ? all.map((r) => ({ ...r, name: bare(r.name) })) : all;
  const isSpread = (name: string): boolean => /^(Std\.Dev|Cor)\./.test(bare(name));
  const parm = call.has("parm") ? call.value("parm") : null;
  const part = parm?.kind === "character" && parm.values.length === 1 ? parm.values[0] : null;
  const kept = part === "beta_" || part === "theta_"
    ? [...rows.keys()].filter((i) => isSpread(rows[i]!.name) === (part === "theta_"))
    : parm
    ? chosen(call, rows.map((r) => r.name))
    : [...rows.keys()];
  const tail = (1 - level) / 2;
  const estimates = call.flag("estimate", true);
  return {
    kind: "matrix",
    rowNames: kept.map((i) => rows[i]!.name),
    columnNames: [roundText(tail), roundText(1 - tail), ...(estimates ? ["Estimate"] : [])],
    values: kept.map((i) => {
      const { lower, upper, estimate } = rows[i]!;
      const limits = [lower ?? NaN, upper ?? NaN];
      return Float64Array.from(estimates ? [...limits, estimate ?? NaN] : limits);
    }),
  };
}

/** Limits on glmmTMB's own scales; both of its methods have the same root, which one interpolates. */
function ofProfile(
  call: Call,
  fit: GeneralizedMixedModel,
  level: number,
  method: "profile" | "uniroot",
): MatrixValue {
  refuseFor(call, ["component"], "limits by profile", "parm chooses among them");
  const rows = call.at("object", () => profiledIntervals(fit, level));
  const isTheta = (i: number): boolean => rows[i]!.name.startsWith("theta_");
  const parm = call.has("parm") ? call.value("parm") : null;
  const group = parm?.kind === "character" && parm.values.length === 1 ? parm.values[0] : null;
  const kept = group === "beta_" || group === "theta_"
    ? [...rows.keys()].filter((i) => isTheta(i) === (group === "theta_"))
    : parm
    ? chosen(call, rows.map((r) => r.name))
    : [...rows.keys()];
  // as in R, which gives estimates beside the roots alone
  const estimates = method === "uniroot" && call.flag("estimate", true);
  const tail = (1 - level) / 2;
  return {
    kind: "matrix",
    rowNames: kept.map((i) => rows[i]!.name),
    columnNames: [roundText(tail), roundText(1 - tail), ...(estimates ? ["Estimate"] : [])],
    values: kept.map((i) => {
      const { lower, upper, estimate } = rows[i]!;
      const limits = [lower ?? NaN, upper ?? NaN];
      return Float64Array.from(estimates ? [...limits, estimate ?? NaN] : limits);
    }),
  };
}

/** Places of the parameters that `parm` names or counts; `beta_` stands for all fixed effects. */
function chosen(call: Call, names: readonly string[]): number[] {
  const value = call.value("parm");
  if (value.kind === "numeric") {
    return [...value.values].map((v) => v - 1).filter((i) => i in names);
  }
  const texts = isVector(value) ? textsOf(value) : [];
  return texts.flatMap((text) => {
    if (text === "beta_") return [...names.keys()].filter((i) => !names[i]!.startsWith(".sig"));
    if (text === "theta_") return [...names.keys()].filter((i) => names[i]!.startsWith(".sig"));
    const at = names.indexOf(text ?? "");
    const hint = suggestion(text ?? "", names);
    return at >= 0 ? [at] : fail("unknown-part", `There is no parameter named ${text}`, {
      span: call.spanOf("parm"),
      ...(hint ? { hint } : {}),
    });
  });
}

/** Intervals of means and contrasts, or of a model's parameters. */
function intervals(call: Call): Value {
  const value = call.value("object");
  if (value.kind === "display" && value.generics?.confint) return value.generics.confint(call);
  refuseFor(call, ["calpha"], describe(value), "It belongs to glht()");
  if (value.kind !== "fit") {
    const names = ["parm", "method", "nsim", "seed", "component", "estimate"];
    refuseFor(call, names, describe(value), "It belongs to the parameters of a model");
  }
  const shown = summed(reshown(call, value, { ...viewOptions(call), show: "interval" }));
  if (shown) return shown;
  if (value.kind === "fit") return modelIntervals(call, value);
  return call.wrong("object", "means, contrasts or a model", value);
}

/** Intervals. */
export const CONFINT: Verb = verb(
  "confint",
  `object, parm?, level?, method?, nsim?, seed?, boot.type?, oldNames~, quiet~, component?, estimate?, by?, adjust?, type?, side?, delta?, null?, df?, cross.adjust?, bias.adjust?, sigma?, calpha?`,
  "intervals of means, of contrasts, of a model's parameters",
  intervals,
);

/** `confint.default(m)`: from a standard normal distribution, whatever the model says of its df. */
function normalIntervals(call: Call): Value {
  const value = call.value("object");
  if (value.kind !== "fit") return call.wrong("object", "a model", value);
  const { fit } = value;
  if (fit.mixed) {
    fail("wrong-argument", `confint.default() takes a model without random terms`, {
      span: call.spanOf("object"),
      hint: 'confint(m, method = "Wald")',
    });
  }
  const level = call.number("level", 0.95);
  const tail = (1 - level) / 2;
  const names = fit.coefficients.map((c) => c.name);
  const kept = call.has("parm") ? chosen(call, names) : [...names.keys()];
  const z = qnorm(1 - tail);
  return {
    kind: "matrix",
    rowNames: kept.map((i) => names[i]!),
    columnNames: [roundText(tail), roundText(1 - tail)],
    values: kept.map((i) => {
      const { estimate, standardError } = fit.coefficients[i]!;
      const [b, se] = [estimate ?? NaN, standardError ?? NaN];
      return Float64Array.of(b - z * se, b + z * se);
    }),
  };
}

/** Intervals from a standard normal distribution. */
export const CONFINT_DEFAULT: Verb = verb(
  "confint.default",
  "object, parm?, level?",
  "intervals of a model's coefficients, from a standard normal distribution",
  normalIntervals,
);
