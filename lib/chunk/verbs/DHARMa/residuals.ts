/**
 * Verbs of DHARMa that simulate residuals and draw them.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { ranksToOne, simulatedFigure } from "../../../render/figure/made/make_simulated.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { figureValue, written } from "../heddle/figure_value.ts";
import {
  bothPanels,
  simulatedArgument,
  simulatedOf,
  simulatedValue,
  testsAbove,
} from "./simulated.ts";

const verb = verbOf("DHARMa");

function simulate(call: Call): Value {
  call.choice("method", ["PIT"], "PIT");
  const found = simulatedOf(call, "fittedModel", call.fit("fittedModel"));
  if (call.flag("plot", false)) call.context.print(figureValue(bothPanels(found)));
  return simulatedValue(found);
}

function quantiles(call: Call): Value {
  const found = simulatedArgument(call);
  const asked = [
    ...(call.flag("testUniformity", true) ? ["uniformity"] : []),
    ...(call.flag("testDispersion", true) ? ["dispersion"] : []),
    ...(call.flag("testOutliers", true) ? ["outliers"] : []),
  ];
  return figureValue(
    simulatedFigure(found.scaled, { quantiles: true, tests: testsAbove(found, asked) }),
  );
}

/** Against the predictions, or against what `form` says. */
function against(call: Call): Value {
  const { scaled, predicted } = simulatedArgument(call);
  const given = call.has("form") && call.value("form").kind !== "null";
  const values = given ? [...call.numbers("form")] : predicted;
  if (values.length !== scaled.length) {
    fail(
      "bad-length",
      `There are ${scaled.length} residuals, and ${values.length} values of form`,
      {
        span: call.spanOf("form"),
        hint: "Rows with something missing have no residual: leave them out of form as well",
      },
    );
  }
  const ranks = call.flag("rank", true);
  const label = given ? written(call, "form") : "Predictions";
  return figureValue(simulatedFigure(scaled, {
    against: {
      label: ranks ? `${label}, as ranks` : label,
      values: ranks ? ranksToOne(values) : values,
    },
  }));
}

/** Residuals by simulation, and their figures. */
export const SIMULATED_FIGURES: readonly Verb[] = [
  verb(
    "simulateResiduals",
    "fittedModel, n?, refit!FALSE, integerResponse!NULL, plot?, seed?, method?, rotation!NULL",
    "residuals scaled by responses simulated from a model",
    simulate,
  ),
  verb(
    "plotSimulatedResiduals",
    "simulationOutput",
    "scaled residuals as uniform quantiles and against the predictions",
    (call) => figureValue(bothPanels(simulatedArgument(call))),
  ),
  verb(
    "plotQQunif",
    "simulationOutput, testUniformity?, testOutliers?, testDispersion?, main~",
    "uniform quantiles of scaled residuals",
    quantiles,
  ),
  verb(
    "plotResiduals",
    "simulationOutput, form?, quantreg~, rank?, asFactor!FALSE, smoothScatter~, main~, xlab~, ylab~",
    "scaled residuals against the predictions or another variable",
    against,
  ),
];
