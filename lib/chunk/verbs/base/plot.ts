/**
 * The verb that draws what it is given: `plot`.
 *
 * @module
 */
import { labelGiven } from "../../bridge/label_words.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { tableScope } from "../../values/mask.ts";
import type { Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { fail } from "../../../diagnostic.ts";
import { plotPlaces } from "../graphics/drawing.ts";
import { figureValue, meansIn, written } from "../heddle/figure_value.ts";
import { bothPanels } from "../DHARMa/simulated.ts";
import { simulatedIn } from "../DHARMa/simulated_in.ts";
import { insteadOfNumbers, numbersHint } from "../../values/no_numbers.ts";
import { meansFigure } from "../../../render/figure/made/make_means.ts";
import { numbersOf } from "../../values/vector.ts";
import { pairsFigure } from "../../../render/figure/made/make_others.ts";
import { residualsFigure, scatterFigure } from "../../../render/figure/made/make_residuals.ts";

function plot(call: Call): Value {
  const x = call.value("x");
  if (call.has("y")) return call.has("type") || isAddedTo(call) ? plotPlaces(call) : scatter(call);
  if (x.kind === "numeric") return plotPlaces(call);
  switch (x.kind) {
    case "fit":
      return figureValue(call.at("x", () => residualsFigure(x.fit)));
    case "means":
      return figureValue(call.at("x", () => meansFigure([{ name: "", grid: x.grid }])));
    case "contrasts":
      return figureValue(call.at("x", () => pairsFigure(x.table)));
    case "display": {
      const simulated = simulatedIn(x);
      if (simulated) return figureValue(bothPanels(simulated));
      break;
    }
    case "list": {
      const means = meansIn(x);
      if (means) return figureValue(call.at("x", () => meansFigure([{ name: "", grid: means }])));
      break;
    }
    case "formula":
      return scatterOfFormula(call, x.expr.args.map((a) => a.value!));
    default:
  }
  return call.wrong(
    "x",
    "a model, means, contrasts or two vectors",
    x,
    "Write plot(x, y) or plot(m)",
  );
}

/** Whether the block adds lines or points to what it draws. */
function isAddedTo(call: Call): boolean {
  return /\b(lines|points|abline|segments|qqline)\s*\(|\badd\s*=\s*T/.test(
    call.context.block.source,
  );
}

function scatter(call: Call): Value {
  const [x, y] = [call.numbers("x"), call.numbers("y")];
  if (x.length !== y.length) {
    fail("bad-length", `plot() has ${x.length} values of x and ${y.length} of y`, {
      span: call.span,
    });
  }
  const xLabel = labelGiven(call, "xlab", written(call, "x"));
  const yLabel = labelGiven(call, "ylab", written(call, "y"));
  return figureValue(call.at("x", () => scatterFigure([...x], [...y], xLabel, yLabel)));
}

/** `plot(y ~ x, data = d)`. */
function scatterOfFormula(call: Call, sides: readonly Expr[]): Value {
  const [left, right] = sides;
  if (!left || !right || !call.has("data")) {
    fail("wrong-argument", "plot() of a formula needs two sides and data", {
      span: call.span,
      hint: "Write plot(y ~ x, data = pigs)",
    });
  }
  const scope = tableScope(call.table("data"), call.scope);
  const numbers = (expr: Expr): number[] => {
    const value = call.context.evaluate(expr, scope);
    const found = numbersOf(value);
    if (found) return [...found];
    const hint = numbersHint(value);
    return fail("wrong-argument", `plot() takes numbers${insteadOfNumbers(value)}`, {
      span: { start: expr.start, end: expr.end },
      ...(hint ? { hint } : {}),
    });
  };
  const [x, y] = [numbers(right), numbers(left)];
  const xLabel = labelGiven(call, "xlab", deparse(right));
  const yLabel = labelGiven(call, "ylab", deparse(left));
  return figureValue(call.at("x", () => scatterFigure(x, y, xLabel, yLabel)));
}

/** Residuals, means, differences, or one vector against another. */
export const PLOT: Verb = verb(
  "plot",
  "x, y?, data?, xlab?, ylab?, type?, main?, pch?, col?, lty?, lwd?, xlim?, ylim?, sub~, which~, bg~, cex~, cex.axis~, cex.lab~, " +
    "cex.main~, las~, bty~",
  "residuals of a model, means, differences, or one vector against another",
  plot,
);
