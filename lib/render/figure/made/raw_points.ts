/**
 * Observations behind means: one a unit where the model knows the units, else all of them.
 *
 * @module
 */
import { heldSource } from "../../../model/formula/held.ts";
import type { MeansGrid, MeansTable } from "../../../inference/means/means_grid.ts";
import type { Fit } from "../../../model/fit.ts";
import { parseFormula } from "../../../model/formula/formula.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { levelsOf, wordOf } from "../columns.ts";
import type { MeanSeries, MeansFigure } from "../types.ts";

/** The fit behind a grid of means, if it is there. */
export function fitOf(grid: MeansTable | MeansGrid): Fit | null {
  return "fit" in grid && grid.fit ? grid.fit : null;
}

/** The observations by level, averaged over the units of the finest group within a level. */
export function rawOf(
  source: MeansTable | MeansGrid,
  factor: string,
  series: readonly MeanSeries[],
  several: boolean,
): MeansFigure["raw"] {
  const others = [...new Set([...source.factors, ...source.by])].filter((f) => f !== factor);
  if (several && others.length > 0) return null;
  const fit = fitOf(source);
  // of means of another part than the response there are no observations, nor of cells
  if (!fit || heldSource(fit.data) || fit.fitted.length === 0 || !onScaleOfData(source, fit)) {
    return null;
  }
  if (!fit.data.column(factor)) return null;
  const level = levelsOf(fit.data, factor);
  const values = observed(fit);
  if (others.length > 0) return rawBySeries(source, fit, factor, others, series);
  const units = unitsWithin(fit, level.codes);
  if (!units) {
    return {
      one: "one observation",
      rows: values.flatMap((value, i) => {
        const text = level.levels[level.codes[i] ?? -1];
        return text === undefined ? [] : [{ level: text, value }];
      }),
    };
  }
  const sums = new Map<string, { level: string; sum: number; n: number }>();
  values.forEach((value, i) => {
    const text = level.levels[level.codes[i] ?? -1];
    if (text === undefined) return;
    const key = units.keys[i] ?? "";
    const cell = sums.get(key) ?? { level: text, sum: 0, n: 0 };
    sums.set(key, { level: text, sum: cell.sum + value, n: cell.n + 1 });
  });
  return {
    one: `one ${units.word}`,
    rows: [...sums.values()].map((c) => ({ level: c.level, value: c.sum / c.n })),
  };
}

/** The observations of each cell of level and series. */
function rawBySeries(
  source: MeansTable | MeansGrid,
  fit: Fit,
  factor: string,
  others: readonly string[],
  series: readonly MeanSeries[],
): MeansFigure["raw"] {
  const names = [factor, ...others];
  if (!names.every((n) => fit.data.column(n))) return null;
  const columns = names.map((n) => levelsOf(fit.data, n));
  const texts = [...new Set(source.rows.map((r) => others.map((f) => String(r.at[f])).join(", ")))];
  const place = new Map(texts.map((t, k) => [t, series[k]?.name ?? ""]));
  const rows = observed(fit).flatMap((value, i) => {
    const [level, ...rest] = columns.map((c) => c.levels[c.codes[i] ?? -1] ?? "");
    const name = place.get(rest.join(", "));
    return name === undefined || level === undefined ? [] : [{ level, value, series: name }];
  });
  return { one: "one observation", rows };
}

/**
 * Whether observations stand on the scale of the means: those of a transformed response do before they
 * are taken back, those of a response whose mean has a link after it (as long as no offset makes rates
 * of counts).
 */
function onScaleOfData({ transform, scale }: MeansTable | MeansGrid, fit: Fit): boolean {
  if (fit.generalized || fit.marginal) return scale === "response" && fit.fixed.offset === null;
  return transform === null || scale === "link";
}

/** The response as it was modelled, without its offset. */
function observed(fit: Fit): number[] {
  return fit.fitted.map((f, i) => f + (fit.residuals[i] ?? 0));
}

/** The finest grouping of a mixed model each of whose units has one level only. */
function unitsWithin(fit: Fit, codes: readonly number[]): { keys: string[]; word: string } | null {
  if (!fit.mixed) return null;
  const random = [...parseFormula(fit.formula).random].sort((a, b) =>
    b.group.factors.length - a.group.factors.length
  );
  for (const term of random) {
    const names = term.group.factors.map((f) => deparse(f));
    if (!names.every((n) => fit.data.column(n))) continue;
    const columns = names.map((n) => levelsOf(fit.data, n).codes);
    const keys = codes.map((_, i) => columns.map((c) => c[i]).join(":"));
    const level = new Map<string, number>();
    const single = keys.every((key, i) => {
      const known = level.get(key);
      if (known === undefined) level.set(key, codes[i]!);
      return known === undefined || known === codes[i];
    });
    if (single && level.size < codes.length) return { keys, word: wordOf(fit.data, names[0]!) };
  }
  return null;
}
