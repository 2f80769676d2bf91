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

/** Uniform quantiles, residuals against something, or both. */
export function simulatedFigure(
  scaled: readonly number[],
  quantiles: boolean,
  against: SimulatedResidualsFigure["against"],
): ShownFigure {
  const outside = scaled.filter((u) => u < 0.25 || u > 0.75).length / scaled.length;
  const panels = [
    ...(quantiles ? ["as quantiles of the uniform distribution"] : []),
    ...(against ? [`against ${against.label} with lines of their quartiles`] : []),
  ];
  return makeFigure(
    { figure: "simulated", scaled: [...scaled], quantiles, against },
    `${scaled.length} residuals scaled by simulation, ${panels.join(" and ")}. ` +
      `${spoken(100 * outside)} % lie outside 0.25 to 0.75 where 50 % would be expected.`,
  );
}
