/**
 * `lrtest` of lmtest: models compared by their likelihoods as they stand.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { pchisq } from "../../../math/distribution/chi_squared.ts";
import { parameterCount } from "../../../model/criteria.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { anovaFrame, asItIs } from "../../values/classed.ts";
import { type FitValue, isVector, type Value } from "../../values/value.ts";
import { numbersOf, textsOf } from "../../values/vector.ts";
import { formulaOfFit } from "../stats/update.ts";

/** The terms that numbers or names say to leave out. */
function termsLeftOut(arg: Supplied, value: Value, { fit }: FitValue): string[] {
  const labels = fit.fixed.terms.map((t) => t.label);
  const places = numbersOf(value);
  const names = places
    ? Array.from(places, (k) => labels[k - 1])
    : isVector(value)
    ? textsOf(value)
    : [];
  return names.map((name) => {
    if (name && labels.includes(name)) return name;
    return fail("wrong-argument", "lrtest() leaves out terms that the model before has", {
      span: arg.span,
      hint: `It has ${labels.join(", ")}`,
    });
  });
}

/** The next model: one that is given, or the one before with another formula or fewer terms. */
function nextModel(call: Call, arg: Supplied | null, before: FitValue): FitValue {
  const value = arg && call.evaluate(arg);
  if (value?.kind === "fit") return value;
  const change = value?.kind === "formula" ? value.expr : parseExpression(
    arg ? `. ~ . - ${termsLeftOut(arg, value!, before).join(" - ")}` : ". ~ 1",
  );
  const span = arg?.span ?? call.span;
  const plain = { nameSpan: null, span, value: null, expr: null };
  const made = call.context.call(
    "update",
    [{ ...plain, name: "object", value: before }, { ...plain, name: "formula.", expr: change }],
    span,
    call.scope,
  );
  if (made.kind === "fit") return made;
  return call.wrong("object", "models", made);
}

function ratios(call: Call): Value {
  const models = [call.fit("object")];
  const more: (Supplied | null)[] = call.rest.length === 0 ? [null] : [...call.rest];
  for (const arg of more) {
    if (arg && arg.name !== null) return call.refuse(arg);
    models.push(nextModel(call, arg, models.at(-1)!));
  }
  const fits = models.map((m) => m.fit);
  if (fits.some((f) => f.n !== fits[0]!.n)) {
    fail("different-rows", "The models have different numbers of rows", {
      span: call.span,
      hint: "Fit them to the rows that have everything",
    });
  }
  if (fits.some((f) => f.likelihood.method === "REML")) {
    call.note(
      "restricted-likelihoods",
      "lrtest(): restricted likelihoods are compared, which only models of the same fixed effects can be",
    );
  }
  const df = fits.map(parameterCount);
  const logs = fits.map((f) => f.logLik);
  const after = <T>(of: (i: number) => T): (T | null)[] => fits.map((_, i) => i > 0 ? of(i) : null);
  const change = after((i) => df[i]! - df[i - 1]!);
  const ratio = after((i) => 2 * Math.abs(logs[i]! - logs[i - 1]!));
  const width = String(fits.length).length;
  const names = models.map((m, i) =>
    `Model ${String(i + 1).padStart(width)}: ${deparse(formulaOfFit(m))}`
  );
  return asItIs(
    anovaFrame(fits.map((_, i) => String(i + 1)), [
      ["#Df", df],
      ["LogLik", logs],
      ["Df", change],
      ["Chisq", ratio],
      [
        "Pr(>Chisq)",
        after((i) => pchisq(ratio[i]!, Math.round(Math.abs(change[i]!)), { upper: true })),
      ],
    ], ["Likelihood ratio test\n", names.join("\n")]),
    "a comparison of models",
  );
}

/** The likelihood ratio test. */
export const LIKELIHOOD_RATIO: Verb = verbOf("lmtest")(
  "lrtest",
  "object, ..., name!",
  "models compared by their likelihoods, each with the one before",
  ratios,
);
