/**
 * Figures of residuals, quantiles and clouds of points.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import type { Fit } from "../../../model/fit.ts";
import { parseFormula } from "../../../model/formula/formula.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { ShownFigure } from "../../shown.ts";
import { levelsOf, quantityOf, wordOf } from "../columns.ts";
import { quantityWords } from "../data_table.ts";
import { makeFigure, spoken } from "./make_figure.ts";
import type { Quantity, ResidualsFigure } from "../types.ts";

/** A group with more levels than this would be a picture of its own. */
const MOST_GROUPS = 40;

/** Residuals over their standard deviations. */
export function standardizedResiduals(fit: Fit): number[] {
  return [...fit.standardizedResiduals];
}

/** The coarsest grouping factor of a mixed model, else the first factor of the fixed effects. */
function groupOf(fit: Fit): ResidualsFigure["group"] {
  const random = fit.mixed
    ? parseFormula(fit.formula).random.flatMap((r) => r.group.factors.map((f) => deparse(f)))
    : [];
  const fixed = fit.fixed.variables.filter((v) => v.kind === "factor").flatMap((v) => v.sources);
  const candidates = (random.length > 0 ? random : fixed).filter((n) => fit.data.column(n)).map(
    (name) => ({ name, ...levelsOf(fit.data, name) }),
  ).filter((g) => g.levels.length >= 2 && g.levels.length <= MOST_GROUPS);
  const best = candidates.sort((a, b) => a.levels.length - b.levels.length)[0];
  return best
    ? { name: wordOf(fit.data, best.name), levels: best.levels, codes: best.codes }
    : null;
}

/**
 * Four pictures of the residuals of a fit: against the fitted values, as normal quantiles, their size
 * against the fitted values, and by group (or as a histogram); or some of these, by their numbers.
 *
 * @example
 * ```ts
 * import { lm, residualsFigure, tableFrom } from "@heddle/heddle";
 *
 * const plots = tableFrom(
 *   { diet: ["A", "A", "B", "B"], gain: [1.2, 1.4, 2.1, 2.2] },
 *   { factors: ["diet"] },
 * );
 * const figure = residualsFigure(lm("gain ~ diet", plots));
 * if (!(figure.alt.startsWith("Four pictures of 4"))) throw new Error("the example fails");
 * ```
 */
export function residualsFigure(fit: Fit, only?: readonly number[]): ShownFigure {
  const standardized = standardizedResiduals(fit);
  const data: ResidualsFigure = {
    figure: "residuals",
    response: quantityOf(fit.data, fit.response),
    fitted: [...fit.fitted],
    standardized,
    group: groupOf(fit),
    ...(only && only.length < 4 ? { only: [...only] } : {}),
  };
  const known = standardized.filter(Number.isFinite);
  const far = known.filter((r) => Math.abs(r) > 3).length;
  const expected = Math.round(0.0027 * known.length * 10) / 10;
  const words = [
    "against the fitted values",
    "as normal quantiles with a 95 % envelope",
    "their size against the fitted values",
    data.group ? `by ${data.group.name}` : "as a histogram",
  ].filter((_, i) => data.only?.includes(i + 1) ?? true);
  const several = ["A picture", "Two pictures", "Three pictures", "Four pictures"];
  const listing = words.length < 2
    ? words[0] ?? ""
    : `${words.slice(0, -1).join(", ")}${words.length > 2 ? "," : ""} and ${words.at(-1)}`;
  const alt =
    `${several[words.length - 1] ?? several[3]} of ${known.length} standardised residuals: ` +
    `${listing}. They lie between ` +
    `${spoken(least(known))} and ${spoken(greatest(known))}; ${far} are beyond ±3 where ` +
    `${expected} would be expected.`;
  return makeFigure(data, alt);
}

/** Normal quantiles of a sample. */
export function qqFigure(values: readonly number[], label = "Sample"): ShownFigure {
  const known = values.filter(Number.isFinite);
  return makeFigure(
    { figure: "qq", sample: { label }, values: known, level: 0.95 },
    `Normal quantile plot of ${known.length} values of ${label}, from ${spoken(least(known))} to ${
      spoken(greatest(known))
    }, with a line through the quartiles and a 95 % envelope.`,
  );
}

/** Points of two vectors of equal length. */
export function scatterFigure(
  x: readonly (number | null)[],
  y: readonly (number | null)[],
  xLabel: string | Quantity,
  yLabel: string | Quantity,
): ShownFigure {
  const quantity = (q: string | Quantity): Quantity => typeof q === "string" ? { label: q } : q;
  const points = x.flatMap((v, i) => {
    const w = y[i];
    return v === null || w === null || w === undefined || !Number.isFinite(v) || !Number.isFinite(w)
      ? []
      : [{ x: v, y: w }];
  });
  const xs = points.map((p) => p.x), ys = points.map((p) => p.y);
  const range = (v: readonly number[]): string =>
    v.length === 0 ? "no values" : `${spoken(least(v))} to ${spoken(greatest(v))}`;
  return makeFigure(
    { figure: "scatter", x: quantity(xLabel), y: quantity(yLabel), points },
    `${points.length} points: ${quantityWords(quantity(yLabel))} (${range(ys)}) against ` +
      `${quantityWords(quantity(xLabel))} (${range(xs)}).`,
  );
}
