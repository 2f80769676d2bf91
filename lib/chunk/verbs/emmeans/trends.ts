/**
 * The verb of trends: `emtrends`.
 *
 * @module
 */
import { Table } from "../../../data/table.ts";
import type { Curve } from "../../../inference/means/derivatives.ts";
import { emtrends } from "../../../inference/means/emtrends.ts";
import { predictorNames, unknownVariable } from "../../../inference/means/reference_grid.ts";
import type { Fit } from "../../../model/fit.ts";
import { namesIn } from "../../../model/formula/terms.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { numberColumn } from "../../values/frame.ts";
import { tableScope } from "../../values/mask.ts";
import type { Value } from "../../values/value.ts";
import { numbersOf } from "../../values/vector.ts";
import { inferred, meansValue } from "./made_means.ts";
import { meansOptions, specOf } from "./means_arguments.ts";

/** The covariate of a trend, and the function of it that is asked for: `log(x)`. */
function trendVariable(call: Call, fit: Fit): { name: string; curve?: Curve } {
  const label = call.text("var");
  const names = predictorNames(fit);
  if (names.includes(label)) return { name: label };
  const expr = call.at("var", () => parseExpression(label));
  const own = namesIn(expr).filter((name) => names.includes(name));
  if (expr.kind !== "call" || own.length !== 1) {
    return { name: call.at("var", () => unknownVariable(label, names)) };
  }
  const [name] = own;
  const of = (x: Float64Array): Float64Array => {
    const scope = tableScope(new Table([numberColumn(name!, [...x])]), call.scope);
    return numbersOf(call.context.evaluate(expr, scope)) ?? new Float64Array(x.length).fill(NaN);
  };
  return { name: name!, curve: { label, of } };
}

function marginalTrends(call: Call): Value {
  const { fit } = call.fit("object");
  const { maxDegree, ...options } = meansOptions(call, fit);
  const spec = specOf(call);
  const { name, curve } = trendVariable(call, fit);
  const scale = ["regrid", "transform"].find((argument) => call.has(argument));
  const response = scale !== undefined &&
    call.choice(scale, ["response", "none"], "none") === "response";
  const trends = call.at(
    "specs",
    () => emtrends(fit, spec, name, { ...options, curve, response, degrees: maxDegree }),
  );
  return inferred(call, meansValue(trends, "emtrends"));
}

/** Slopes of a covariate. */
export const EMTRENDS: Verb = verbOf("emmeans")(
  "emtrends",
  "object, specs, var, by?, at?, level?, weights?, type?, adjust?, infer?, null?, side?, " +
    "delta?, lmer.df?, mode?, ref?, reverse?, max.degree?, regrid?, transform?, delta.var~, df?, cov.reduce?, cov.keep?, include?, exclude?",
  "slopes of a covariate at the levels of factors",
  marginalTrends,
);
