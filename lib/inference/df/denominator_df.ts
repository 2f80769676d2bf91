/**
 * One door to all df methods.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Fit, LinearMixedModel } from "../../model/fit.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { betweenWithin } from "./between_within.ts";
import { containment } from "./containment.ts";
import { type Ddf, DDF_METHODS, type DdfMethod, type DenominatorDf } from "./ddf.ts";
import { guarded } from "./guarded_ddf.ts";
import { innerOuter } from "./inner_outer.ts";
import { kenwardRoger } from "./kenward_roger.ts";
import { pseudoMethod } from "./pseudo_df.ts";
import { asymptoticMethod, parameterMethod, residualMethod } from "./residual_df.ts";
import { strataMethod } from "./strata_df.ts";
import { satterthwaite } from "./satterthwaite.ts";

/** Which information matrix gives the covariance of the variance parameters (Kenward-Roger). */
export type Information = "expected" | "observed";

const made = new WeakMap<Fit, Map<string, DenominatorDf>>();

/**
 * A df method bound to a fit; asked again it is the same object.
 *
 * A linear model has its residual df under every method but `asymptotic`.
 *
 * @throws DiagnosticError `kenward-roger-needs-reml` for an ML fit, `unknown-ddf`
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { denominatorDf, lmer, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({
 *   y: [5, 7, 4, 9, 8, 9, 6, 11],
 *   Trt: ["A", "B", "A", "B", "A", "B", "A", "B"],
 *   Block: ["1", "1", "2", "2", "3", "3", "4", "4"],
 * });
 * const method = denominatorDf(lmer("y ~ Trt + (1 | Block)", data), "kenward-roger");
 * assertAlmostEquals(method.df([0, 1]), 3);
 * ```
 */
export function denominatorDf(
  fit: Fit,
  ddf: Ddf,
  options: { information?: Information | undefined } = {},
): DenominatorDf {
  const information = options.information ?? fit.ddf.information ?? "expected";
  const key = ddf.startsWith("kenward-roger") ? `${ddf}:${information}` : ddf;
  let methods = made.get(fit);
  if (!methods) made.set(fit, methods = new Map());
  let method = methods.get(key);
  if (!method) methods.set(key, method = guarded(fit, make(fit, ddf, information)));
  return method;
}

function make(fit: Fit, ddf: Ddf, information: Information): DdfMethod {
  if (!DDF_METHODS.includes(ddf)) {
    fail("unknown-ddf", `There is no df method called ${ddf}`, {
      hint: suggestion(String(ddf), DDF_METHODS, "Choose one of"),
    });
  }
  if (ddf === "asymptotic") return asymptoticMethod(fit);
  if (!fit.ddf.exact && !fit.ddf.methods.includes(ddf)) {
    fail("no-such-df", `The tests of ${fit.described.called} have no ${ddf} degrees of freedom`, {
      hint: `Its df method is ${fit.ddf.methods.join(", ")}`,
    });
  }
  if (ddf === "kenward-roger" && fit.marginal?.pseudo) {
    return pseudoMethod(fit.marginal, information);
  }
  if (ddf === "residual" && fit.marginal) return parameterMethod(fit.marginal);
  if (fit.strata) return strataMethod(fit, fit.strata);
  if (ddf === "residual" || !fit.random) return residualMethod(fit);
  return makeMixed(fit.random, ddf, information);
}

function makeMixed(fit: LinearMixedModel, ddf: Ddf, information: Information): DdfMethod {
  switch (ddf) {
    case "satterthwaite":
      return satterthwaite(fit);
    case "containment":
      return containment(fit);
    case "inner-outer":
      return innerOuter(fit);
    case "between-within":
      return betweenWithin(fit);
    default:
      return kenwardRoger(fit, {
        information,
        linear: ddf === "kenward-roger-linear",
        unbiased: ddf === "kenward-roger-2",
      });
  }
}
