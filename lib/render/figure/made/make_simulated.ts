/**
 * Figures of residuals that were scaled by simulation.
 *
 * @module
 */
import type { ShownFigure } from "../../shown.ts";
import type { SimulatedResidualsFigure } from "../types.ts";
import { makeFigure, spoken } from "./make_figure.ts";

/** Ranks from 0 to 1, as R's `rank(x, ties = "average") / max(…)`. */
export function ranksToOne(values: readonly number[]): number[] {
  const known = values.filter(Number.isFinite).sort((a, b) => a - b);
  const ranks = new Map<number, number>();
  for (let i = 0; i < known.length;) {
    let j = i;
    while (j < known.length && known[j] === known[i]) j++;
    ranks.set(known[i]!, (i + 1 + j) / 2);
    i = j;
  }
  const greatest = ranks.get(known.at(-1) ?? NaN) ?? 1;
  return values.map((v) => (ranks.get(v) ?? NaN) / greatest);
}

/** What a figure of such residuals has beside them. */
export type SimulatedPanels = Partial<Omit<SimulatedResidualsFigure, "figure" | "scaled">>;

/** Uniform quantiles, residuals against something, places among simulations, or several of these. */
export function simulatedFigure(
  scaled: readonly number[],
  { quantiles = false, against = null, ...more }: SimulatedPanels,
): ShownFigure {
  const outside = scaled.filter((u) => u < 0.25 || u > 0.75).length / scaled.length;
  const { tests = [], among = [], outside: beyond } = more;
  const residuals = [
    ...(quantiles ? ["as quantiles of the uniform distribution"] : []),
    ...(against ? [`against ${against.label} with lines of their quartiles`] : []),
    ...(beyond ? ["counted in classes"] : []),
  ];
  const p = (value: number): string => value < 0.001 ? "below 0.001" : spoken(value);
  const sentences = [
    ...(residuals.length > 0
      ? [
        `${scaled.length} residuals scaled by simulation, ${residuals.join(" and ")}`,
        `${spoken(100 * outside)} % lie outside 0.25 to 0.75 where 50 % would be expected`,
      ]
      : []),
    ...tests.map(({ name, pValue }) => `${name}: p is ${p(pValue)}`),
    ...(beyond
      ? [
        `${beyond.below} observations lie below all simulations and ${beyond.above} above them, ` +
        `p is ${p(beyond.pValue)}`,
      ]
      : []),
    ...among.map(({ label, observed, simulated, pValue }) =>
      `${label} in ${simulated.length} simulated responses, and ${spoken(observed)} as observed, ` +
      `p is ${p(pValue)}`
    ),
  ];
  return makeFigure(
    { figure: "simulated", scaled: [...scaled], quantiles, against, ...more },
    `${sentences.join(". ")}.`,
  );
}
