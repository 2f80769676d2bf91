/**
 * Residuals scaled by simulation as a value of a page.
 *
 * @module
 */
import {
  type SimulatedResiduals,
  simulateResiduals,
} from "../../../inference/test/simulated_residuals.ts";
import { ranksToOne, simulatedFigure } from "../../../render/figure/made/make_simulated.ts";
import { formatNumber } from "../../../render/number/number_format.ts";
import type { ShownFigure } from "../../../render/shown.ts";
import type { Call } from "../../evaluation/call.ts";
import { rememberSimulated, simulatedIn } from "./simulated_in.ts";
import { frameOf } from "../../values/frame.ts";
import { type DisplayValue, type FitValue, numeric } from "../../values/value.ts";

/** So many are shown of a value that is printed. */
const SHOWN = 20;

/** Residuals as a value. */
export function simulatedValue(found: SimulatedResiduals): DisplayValue {
  const { scaled, predicted, draws } = found;
  const some = scaled.slice(0, SHOWN).map((u) => formatNumber(u, 4)).join(" ");
  const value: DisplayValue = {
    kind: "display",
    shown: {
      kind: "text",
      text: `Residuals scaled by ${draws} simulated responses:\n${some}` +
        (scaled.length > SHOWN ? ` … (${scaled.length} in all)` : ""),
    },
    what: "residuals scaled by simulation",
    frame: () => frameOf({ scaledResiduals: scaled, fittedPredictedResponse: predicted }),
    parts: {
      scaledResiduals: () => numeric(scaled),
      fittedPredictedResponse: () => numeric(predicted),
      nSim: () => numeric([draws]),
    },
  };
  rememberSimulated(value, found);
  return value;
}

/** Simulates, and says whose random numbers these are. */
export function simulatedOf(call: Call, name: string, { fit }: FitValue): SimulatedResiduals {
  const n = call.has("n") ? call.number("n") : 250;
  const seed = call.has("seed") ? call.number("seed") : 123;
  const found = call.at(name, () => simulateResiduals(fit, { n, seed }));
  call.note(
    "own-draws",
    `${call.verb.name}(): ${n} responses are drawn by the page's own generator with seed ${seed}; ` +
      "R draws others, and its residuals and p-values differ by chance",
    { n, seed },
  );
  return found;
}

/** Residuals that were given, or those of a model that was given. */
export function simulatedArgument(call: Call, name = "simulationOutput"): SimulatedResiduals {
  const value = call.value(name);
  if (value.kind === "fit") return simulatedOf(call, name, value);
  return simulatedIn(value) ??
    call.wrong(name, "simulated residuals or a model", value, "Write simulateResiduals(m)");
}

/** A test by its name; those of uniformity, dispersion and outliers are there of every model. */
export function testNamed(
  { tests }: SimulatedResiduals,
  name: string,
): { statistic: number; pValue: number } {
  return tests.find((t) => t.name === name)!;
}

/** What stands above quantiles: the tests that are asked for. */
export function testsAbove(
  found: SimulatedResiduals,
  names: readonly string[] = Object.keys(TESTS),
): { name: string; pValue: number }[] {
  return names.map((name) => ({ name: TESTS[name]!, pValue: testNamed(found, name).pValue }));
}

const TESTS: Readonly<Record<string, string>> = {
  uniformity: "Kolmogorov–Smirnov",
  dispersion: "Dispersion",
  outliers: "Outliers",
};

/** Quantiles with tests, and residuals against the ranks of the predictions. */
export function bothPanels(found: SimulatedResiduals): ShownFigure {
  const { scaled, predicted } = found;
  return simulatedFigure(scaled, {
    quantiles: true,
    tests: testsAbove(found),
    against: { label: "Predictions, as ranks", values: ranksToOne(predicted) },
  });
}
