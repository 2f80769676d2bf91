/**
 * The verb of emmeans that draws an interaction: `emmip`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import type { Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { deparseName } from "../../../syntax/deparse.ts";
import { emmeans } from "../../../inference/means/emmeans.ts";
import { fail } from "../../../diagnostic.ts";
import { figureValue, meansIn } from "../heddle/figure_value.ts";
import { interactionFigure } from "../../../render/figure/made/make_means.ts";
import { variableNames } from "../../values/names.ts";

const verb = verbOf("emmeans");

/** `emmip(m, Trt ~ Day)`: a line for each level on the left over those on the right. */
export function interactionPlot(call: Call): Value {
  const { expr } = call.formula("formula");
  const [left, right] = expr.args.map((a) => [...variableNames(a.value!)]);
  const [trace, x] = right ? [left![0], right[0]] : [left![1], left![0]];
  if (x === undefined || trace === undefined) {
    fail("wrong-argument", "An interaction plot needs two factors", {
      span: call.spanOf("formula"),
      hint: "Write Trt ~ Day",
    });
  }
  const value = call.value("object");
  const grid = meansIn(value) ??
    call.at(
      "formula",
      () => emmeans(call.fit("object").fit, `~ ${deparseName(x)} * ${deparseName(trace)}`),
    );
  return figureValue(call.at("formula", () => interactionFigure(grid, { x, trace })));
}

/** An interaction plot. */
export const EMMIP: Verb = verb(
  "emmip",
  "object, formula, CIs~",
  "an interaction plot: Trt ~ Day",
  interactionPlot,
);
