/**
 * `dose.p` of MASS: the dose at which a share of those that had it respond.
 *
 * Source: Finney (1971), Probit Analysis, section 3.7 (the delta method on −β₀/β₁).
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { formatNumbers } from "../../../render/number/number_format.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";

function dose(call: Call): Value {
  const { fit } = call.fit("obj");
  const own = fit.generalized;
  if (!own || !["binomial", "quasibinomial"].includes(fit.family.name)) {
    return call.wrong("obj", "a glm of proportions", call.value("obj"));
  }
  const which = call.has("cf") ? Array.from(call.numbers("cf")) : [1, 2];
  const [at, slope] = which.map((j) => own.coefficients[j - 1]);
  if (which.length !== 2 || !at || !slope || at.aliased || slope.aliased) {
    fail(
      "wrong-argument",
      "cf names the intercept and the slope, two coefficients with estimates",
      {
        span: call.spanOf(call.has("cf") ? "cf" : "obj"),
        hint: "cf = 1:2 are the first two of coef(m)",
      },
    );
  }
  const shares = call.has("p") ? [...call.numbers("p")] : [0.5];
  if (shares.some((p) => !(p > 0 && p < 1))) {
    call.wrong("p", "shares between 0 and 1", call.value("p"));
  }
  const place = which.map((j) => fit.fixed.kept.indexOf(j - 1));
  const covariance = (i: number, j: number): number =>
    fit.covariance[place[i]! * fit.rank + place[j]!]!;
  const [a, b] = [at.estimate!, slope.estimate!];
  const values = shares.map((p) => {
    const x = (fit.family.linked.linear(p) - a) / b;
    const variance = covariance(0, 0) + 2 * x * covariance(0, 1) + x * x * covariance(1, 1);
    return Float64Array.of(x, Math.sqrt(variance) / Math.abs(b));
  });
  return {
    kind: "matrix",
    values,
    rowNames: formatNumbers(shares, { digits: 7 }).map((p) => `p = ${p}:`),
    columnNames: ["Dose", "SE"],
  };
}

/** The dose of a share, with its standard error. */
export const DOSE: Verb = verbOf("MASS")(
  "dose.p",
  "obj, cf?, p?",
  "doses at which a share responds, with their standard errors",
  dose,
);
