/**
 * The verbs of nlme that fit models: `gls` and `lme`.
 *
 * @module
 */
import { fail, type Span } from "../../../diagnostic.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { gls, lme } from "../../../model/repeated/nlme.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { list, NULL, type Value } from "../../values/value.ts";
import { structureOf } from "./structures.ts";
import { fitModel } from "../stats/models.ts";

const verb = verbOf("nlme");

/** What both take beside the formula. */
function optionsOf(
  call: Call,
): { method: "REML" | "ML"; correlation?: Expr; weights?: Expr } {
  const [correlation, weights] = ["correlation", "weights"].map((n) => structureOf(call, n));
  return {
    method: call.choice("method", ["REML", "ML"], "REML"),
    ...(correlation ? { correlation } : {}),
    ...(weights ? { weights } : {}),
  };
}

/** A structure or a formula that a name stands for. */
function structureNamed(call: Call, expr: Expr | null): Expr | null {
  if (expr?.kind !== "name" || !call.scope.has(expr.name)) return expr;
  const value = call.context.evaluate(expr, call.scope);
  if (value.kind === "formula") return value.expr;
  return value.kind === "display" && value.written ? value.written : expr;
}

/** The random effects: `~ 1 | Block/Plot`, or a list by grouping factor, which is read as it is written. */
function randomOf(call: Call): Expr {
  const quoted = call.quoted("random");
  if (quoted?.kind === "call" && quoted.callee.kind === "name" && quoted.callee.name === "list") {
    return {
      ...quoted,
      args: quoted.args.map((a) => ({ ...a, value: structureNamed(call, a.value) })),
    };
  }
  const value = call.value("random");
  if (value.kind === "formula") return value.expr;
  return call.wrong(
    "random",
    "a formula, or a list by grouping factor",
    value,
    "Write random = ~ 1 | Block/Plot, or list(Block = pdDiag(~ x))",
  );
}

/** Refuses a residual deviation that is given: here it is estimated, whatever nlme's `control` says. */
function refuseGivenSigma(call: Call): void {
  const control = call.quoted("control");
  if (control?.kind === "name" && call.scope.has(control.name)) {
    const value = call.context.evaluate(control, call.scope);
    const given = value.kind === "list" && value.items.find((i) => i.name === "sigma")?.value;
    if (given && given.kind === "numeric" && given.values[0] !== 0) sigmaIsEstimated(control);
    return;
  }
  if (control?.kind !== "call") return;
  const given = control.args.find(({ name, value }) =>
    name === "sigma" && value && !(value.kind === "number" && value.value === 0) &&
    value.kind !== "null"
  );
  if (given) sigmaIsEstimated(given);
}

function sigmaIsEstimated({ start, end }: Span): never {
  return fail(
    "nlme-argument",
    "The standard deviation of the residuals is estimated, and cannot be given",
    {
      span: { start, end },
      hint: "power(d, variance = list(…)) of a design() takes variances as they are given",
    },
  );
}

/** A linear model whose residuals have a covariance. */
const GLS: Verb = verb(
  "gls",
  "model, data?, correlation?, weights?, subset?, method?, na.action?, control~, verbose~",
  "a linear model whose residuals are correlated, or differ in variance",
  (call) => {
    refuseGivenSigma(call);
    const options = optionsOf(call);
    return fitModel(
      call,
      (_, formula, data, { contrasts }) => gls(formula, data, { ...options, contrasts }),
      "model",
    );
  },
);

/** A linear mixed model whose residuals have a covariance. */
const LME: Verb = verb(
  "lme",
  "fixed, data?, random, correlation?, weights?, subset?, method?, na.action?, control~, " +
    "contrasts?, keep.data~",
  "a linear mixed model whose residuals may be correlated, or differ in variance",
  (call) => {
    refuseGivenSigma(call);
    const options = optionsOf(call);
    const random = randomOf(call);
    return fitModel(
      call,
      (_, formula, data, { contrasts }) => lme(formula, random, data, { ...options, contrasts }),
      "fixed",
    );
  },
);

/** How nlme searches, which is not how the optimum is found here; a deviation that is given is kept. */
function control(name: string, more: string): Verb {
  return verb(
    name,
    "maxIter~, msMaxIter~, tolerance~, msTol~, msVerbose~, returnObject~, apVar~, .relStep~, opt~, " +
      `optimMethod~, minAbsParApVar~, natural~, sigma?, ${more}`,
    "how nlme searches, for its argument control",
    (call): Value => {
      const sigma = call.has("sigma") ? call.value("sigma") : NULL;
      return list(sigma.kind === "null" ? [] : [{ name: "sigma", value: sigma }]);
    },
  );
}

/** The models of nlme. */
export const NLME: readonly Verb[] = [
  GLS,
  LME,
  control("glsControl", "singular.ok~"),
  control("lmeControl", "niterEM~, msMaxEval~, gradHess~, nlmStepMax~, optCtrl~, allow.n.lt.q~"),
];
