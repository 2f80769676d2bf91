/**
 * The verb of car that draws normal quantiles: `qqPlot`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { isVector, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { figureValue, written } from "../heddle/figure_value.ts";
import { qqFigure, standardizedResiduals } from "../../../render/figure/made/make_residuals.ts";

const verb = verbOf("car");

/** Normal quantiles of a vector, or of a model's residuals. */
function quantiles(call: Call): Value {
  const value = call.value("x");
  if (value.kind === "fit") {
    const residuals = standardizedResiduals(value.fit).filter(Number.isFinite);
    return figureValue(call.at("x", () => qqFigure(residuals, "standardised residuals")));
  }
  if (!isVector(value)) return call.wrong("x", "a model or numbers", value);
  const numbers = [...call.numbers("x")].filter(Number.isFinite);
  return figureValue(call.at("x", () => qqFigure(numbers, written(call, "x"))));
}

/** Normal quantiles. */
export const QQ_PLOT: Verb = verb(
  "qqPlot",
  "x, id~, main~, xlab~, ylab~, pch~, col~, col.lines~, cex~, lwd~, las~, grid~",
  "normal quantiles of residuals or of a vector",
  quantiles,
);
