/**
 * Verbs of DHARMa that test simulated residuals.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import {
  amongSimulated,
  type SimulatedFigure,
  type SimulatedResiduals,
} from "../../../inference/test/simulated_residuals.ts";
import { type Hypothesis, hypothesisList } from "../../../language/stats/tests/hypothesis.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { list, type Value } from "../../values/value.ts";
import { figureValue, written } from "../heddle/figure_value.ts";
import {
  simulatedFigure,
  type SimulatedPanels,
} from "../../../render/figure/made/make_simulated.ts";
import { simulatedArgument, testNamed, testsAbove } from "./simulated.ts";

const verb = verbOf("DHARMa");
const SIDES = ["two.sided", "greater", "less"] as const;

function testValue(test: Hypothesis): Value {
  return { kind: "other", what: "a test", value: hypothesisList(test) };
}

const dataOf = (call: Call): string => written(call, "simulationOutput");

function uniformity(call: Call, found: SimulatedResiduals): Value {
  const { statistic, pValue } = testNamed(found, "uniformity");
  return testValue({
    statistic: { D: statistic },
    p: pValue,
    alternative: "two.sided",
    method: "One-sample Kolmogorov-Smirnov test of scaled residuals",
    data: dataOf(call),
  });
}

function outliers(call: Call, found: SimulatedResiduals): Value {
  const { statistic, pValue } = testNamed(found, "outliers");
  const n = found.scaled.length;
  return testValue({
    statistic: { "outliers at both margins": statistic },
    parameter: { observations: n },
    p: pValue,
    estimate: { "frequency of outliers": statistic / n },
    null: { "probability of an outlier": 2 / (found.draws + 1) },
    alternative: "two.sided",
    method: "Exact binomial test of residuals outside all simulations",
    data: dataOf(call),
  });
}

function among(
  call: Call,
  figure: SimulatedFigure,
  name: string,
  method: string,
  side: (typeof SIDES)[number] = "two.sided",
): Value {
  const { statistic, pValue } = amongSimulated(figure, side);
  return testValue({
    statistic: { [name]: statistic },
    p: pValue,
    alternative: side,
    method,
    data: dataOf(call),
  });
}

const DISPERSION = ["dispersion", "Dispersion of residuals, fitted vs. simulated"] as const;

/** The panels of tests, under the names that they have among each other. */
type Panels = (found: SimulatedResiduals, side: (typeof SIDES)[number]) => SimulatedPanels;

const quantilesOf: Panels = (found) => ({
  quantiles: true,
  tests: testsAbove(found, ["uniformity"]),
});

const spreadOf: Panels = ({ spread }, side) => ({
  among: [{
    label: "Variance about the means",
    observed: spread.observed,
    simulated: [...spread.simulated],
    pValue: amongSimulated(spread, side).pValue,
  }],
});

const zerosOf: Panels = ({ zeros }, side) => ({
  among: [{
    label: "Number of zeros",
    observed: zeros.observed,
    simulated: [...zeros.simulated],
    pValue: amongSimulated(zeros, side).pValue,
  }],
});

const outsideOf: Panels = (found) => ({
  outside: { ...found.outside, pValue: testNamed(found, "outliers").pValue },
});

const allOf: Panels = (found, side) => ({
  ...quantilesOf(found, side),
  ...spreadOf(found, side),
  ...outsideOf(found, side),
});

/** A test draws what it tests, as R's do, unless `plot = FALSE`. */
function tested(
  panels: Panels,
  run: (call: Call, found: SimulatedResiduals) => Value,
): (call: Call) => Value {
  return (call) => {
    const found = simulatedArgument(call);
    const value = run(call, found);
    if (call.flag("plot", true)) {
      const side = call.has("alternative")
        ? call.choice("alternative", SIDES, "two.sided")
        : "two.sided";
      call.context.print(figureValue(simulatedFigure(found.scaled, panels(found, side))));
    }
    return value;
  };
}

function zeroInflation(call: Call, { zeros }: SimulatedResiduals): Value {
  if (!zeros.simulated.some((k) => k > 0)) {
    fail("wrong-argument", "Zeros are not expected of this response", {
      span: call.spanOf("simulationOutput"),
      hint: "testZeroInflation() compares numbers of zeros where the distribution has any",
    });
  }
  const side = call.choice("alternative", SIDES, "two.sided");
  return among(call, zeros, "ratioObsSim", "Number of zeros, observed vs. simulated", side);
}

/** Tests of residuals by simulation. */
export const SIMULATED_TESTS: readonly Verb[] = [
  verb(
    "testUniformity",
    "simulationOutput, alternative?, plot?",
    "whether scaled residuals are uniform",
    tested(quantilesOf, (call, found) => {
      call.choice("alternative", ["two.sided"], "two.sided");
      return uniformity(call, found);
    }),
  ),
  verb(
    "testDispersion",
    "simulationOutput, alternative?, plot?, type?",
    "whether residuals vary more or less than those simulated",
    tested(spreadOf, (call, found) => {
      call.choice("type", ["DHARMa"], "DHARMa");
      const side = call.choice("alternative", SIDES, "two.sided");
      return among(call, found.spread, ...DISPERSION, side);
    }),
  ),
  verb(
    "testZeroInflation",
    "simulationOutput, alternative?, plot?",
    "whether there are more or fewer zeros than simulated",
    tested(zerosOf, zeroInflation),
  ),
  verb(
    "testOutliers",
    "simulationOutput, alternative?, margin?, type?, plot?",
    "whether more residuals than expected lie outside all simulations",
    tested(outsideOf, (call, found) => {
      call.choice("alternative", ["two.sided"], "two.sided");
      call.choice("margin", ["both"], "both");
      call.choice("type", ["default", "binomial"], "default");
      return outliers(call, found);
    }),
  ),
  verb(
    "testResiduals",
    "simulationOutput, plot?",
    "tests of uniformity, dispersion and outliers of scaled residuals",
    tested(allOf, (call, found) =>
      list([
        { name: "uniformity", value: uniformity(call, found) },
        { name: "dispersion", value: among(call, found.spread, ...DISPERSION) },
        { name: "outliers", value: outliers(call, found) },
      ])),
  ),
];
