/**
 * Figures of means: one fit or several side by side, over raw data, or as an interaction.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import { quantityOf, wordOf } from "../columns.ts";
import { fitOf, rawOf } from "./raw_points.ts";
import { listed, makeFigure, spoken } from "./make_figure.ts";
import { quantityWords } from "../data_table.ts";
import type { MeansGrid, MeansRow, MeansTable } from "../../../inference/means/means_grid.ts";
import type { ShownFigure } from "../../shown.ts";
import type { MeanSeries, MeansFigure, Quantity } from "../types.ts";
import { isTransformed, untransformed } from "../../../model/formula/transformation.ts";
import { quadraticForm } from "../../../math/algebra/products.ts";

/** Means of one fit with the name that its series gets. */
export interface NamedMeans {
  /** Words of the key. */
  name: string;
  /** The means; with the fit behind them where raw points and the s.e.d. are wanted. */
  grid: MeansTable | MeansGrid;
  /** Standard error of a difference; found from the grid if left out. */
  sed?: number | null;
  /** Letters of a compact display, one a row. */
  letters?: readonly string[];
}

/** Options of figures of means. */
export interface MeansFigureOptions {
  /** Words and unit of the response; as declared with the data if left out. */
  response?: Quantity;
  /** Show the observations, averaged over the finest units of the model. Default true. */
  raw?: boolean;
  /** What distinguishes the series. */
  seriesName?: string;
}

function gridOf(grid: MeansTable | MeansGrid): MeansGrid | null {
  return "linear" in grid && "df" in grid && fitOf(grid) ? grid as MeansGrid : null;
}

/** Words of the response on the scale of the means. */
function responseOf(grid: MeansTable | MeansGrid): Quantity {
  const fit = fitOf(grid);
  const { response, transform } = grid;
  const transformed = fit ? fit.responseForm.transformed : isTransformed(response);
  if (transform !== null && grid.scale === "link") {
    // a link is of the mean, a transformation of the response itself
    if (transformed) return { label: response };
    const words = fit ? quantityOf(fit.data, response).label : response;
    return { label: `${transform} ${fit?.family.meanName ?? "mean"} of ${words}` };
  }
  const name = transform !== null && transformed ? untransformed(response) : response;
  return fit ? quantityOf(fit.data, name) : { label: name };
}

/** The common standard error of a difference of all pairs; null if pairs differ. */
function commonDifference(source: MeansTable | MeansGrid): number | null {
  const grid = gridOf(source);
  if (!grid || (grid.transform !== null && grid.scale === "response")) return null;
  const rows = grid.linear.flatMap((l) => l ? [l] : []);
  const first = rows[0];
  const testable = rows.every((l) =>
    !Number.isNaN(grid.df.standardError(l.map((x, i) => x - first![i]!)))
  );
  if (!testable) return null;
  const covariance = grid.df.covariance;
  let common: number | null = null;
  for (let i = 0; i < rows.length; i++) {
    for (let j = i + 1; j < rows.length; j++) {
      const difference = rows[i]!.map((x, k) => x - rows[j]![k]!);
      const sed = Math.sqrt(quadraticForm({ matrix: covariance, vector: difference }));
      if (common !== null && Math.abs(sed - common) > 1e-6 * common) return null;
      common ??= sed;
    }
  }
  return common;
}

/**
 * Means of one or several fits by the first factor of their grids, in one picture: intervals, ± s.e.,
 * the observations behind them, and the standard error of a difference where all pairs share it.
 *
 * @throws DiagnosticError `no-means`, `no-factor`
 *
 * @example
 * ```ts
 * import { emmeans, lm, meansFigure, tableFrom } from "@heddle/heddle";
 *
 * const plots = tableFrom(
 *   { diet: ["A", "A", "B", "B"], gain: [1.2, 1.4, 2.1, 2.2] },
 *   { factors: ["diet"] },
 * );
 * const grid = emmeans(lm("gain ~ diet", plots), "~ diet");
 * const figure = meansFigure([{ name: "diets", grid }]);
 * if (!(figure.alt.includes("2 levels of diet"))) throw new Error("the example fails");
 * ```
 */
export function meansFigure(
  means: readonly NamedMeans[],
  options: MeansFigureOptions = {},
): ShownFigure {
  const first = means[0] ??
    fail("no-means", "A figure of means needs means", { hint: "Hand over the result of emmeans" });
  const [factor] = first.grid.factors;
  if (factor === undefined) fail("no-factor", "These means have no factor to be drawn over");
  const series = means.flatMap((m) => seriesOf(m, factor, means.length > 1));
  const fit = fitOf(first.grid);
  const data: MeansFigure = {
    figure: "means",
    response: options.response ?? responseOf(first.grid),
    factor: fit ? wordOf(fit.data, factor) : factor,
    levels: levelsIn(first.grid.rows, factor),
    series,
    seriesName: options.seriesName ?? (means.length > 1 ? "" : traceName(first.grid, factor)),
    level: first.grid.level,
    raw: options.raw === false ? null : rawOf(first.grid, factor, series, means.length > 1),
  };
  return makeFigure(data, meansWords(data));
}

function traceName(grid: MeansTable, factor: string): string {
  const fit = fitOf(grid);
  return grid.factors.concat(grid.by).filter((f, i, all) => f !== factor && all.indexOf(f) === i)
    .map((f) => fit ? wordOf(fit.data, f) : f).join(" × ");
}

function levelsIn(rows: readonly MeansRow[], factor: string): string[] {
  return [...new Set(rows.map((r) => String(r.at[factor] ?? "")))];
}

/** The series of one grid: one for each combination of its other factors. */
function seriesOf(means: NamedMeans, factor: string, several: boolean): MeanSeries[] {
  const { grid } = means;
  const others = [...new Set([...grid.factors, ...grid.by])].filter((f) => f !== factor);
  const groups = new Map<string, number[]>();
  grid.rows.forEach((row, i) => {
    const name = others.map((f) => String(row.at[f] ?? "")).join(", ");
    groups.set(name, [...(groups.get(name) ?? []), i]);
  });
  const fit = fitOf(grid);
  const words = others.map((f) => fit ? wordOf(fit.data, f) : f).join(" × ");
  return [...groups].map(([name, rows]) => ({
    name: others.length === 0
      ? means.name
      : several
      ? `${means.name}, ${name}`
      : words === ""
      ? name
      : `${words} ${name}`,
    rows: rows.map((i) => {
      const r = grid.rows[i]!;
      return {
        level: String(r.at[factor] ?? ""),
        mean: r.estimate,
        standardError: r.standardError,
        lower: r.lower,
        upper: r.upper,
      };
    }),
    sed: others.length > 0 ? null : means.sed ?? commonDifference(grid),
    ...(means.letters ? { letters: rows.map((i) => means.letters?.[i] ?? "") } : {}),
  }));
}

/**
 * How means of two factors go together: one factor along the axis, a line for each other level.
 *
 * @throws DiagnosticError `not-two-factors`
 *
 * @example
 * ```ts
 * import { emmeans, interactionFigure, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom(
 *   { a: ["1", "1", "2", "2", "1", "2"], b: ["x", "y", "x", "y", "x", "y"], y: [1, 2, 3, 5, 2, 4] },
 *   { factors: ["a", "b"] },
 * );
 * const figure = interactionFigure(emmeans(lm("y ~ a*b", data), "~ a*b"), { x: "a" });
 * if (!(figure.figure === "interaction")) throw new Error("the example fails");
 * ```
 */
export function interactionFigure(
  grid: MeansTable | MeansGrid,
  options: { x?: string; trace?: string; response?: Quantity } = {},
): ShownFigure {
  const factors = [...new Set([...grid.factors, ...grid.by])];
  const trace = options.trace ?? factors.find((f) => f !== options.x) ?? "";
  const x = options.x ?? factors.find((f) => f !== trace) ?? "";
  if (factors.length < 2 || !factors.includes(x) || !factors.includes(trace)) {
    fail("not-two-factors", "An interaction plot needs means of two factors", {
      hint: "For example emmeans(m, ~ Day * Trt)",
    });
  }
  const fit = fitOf(grid);
  const data: MeansFigure = {
    figure: "interaction",
    response: options.response ?? responseOf(grid),
    factor: fit ? wordOf(fit.data, x) : x,
    levels: levelsIn(grid.rows, x),
    series: seriesOf({ name: "", grid, sed: null }, x, false).map((s) => ({ ...s, sed: null })),
    seriesName: traceName(grid, x),
    level: grid.level,
    raw: null,
  };
  return makeFigure(data, meansWords(data));
}

function extremes(
  series: MeanSeries,
): { low: MeanSeries["rows"][0]; high: MeanSeries["rows"][0] } | null {
  const known = series.rows.filter((r) => r.mean !== null);
  if (known.length === 0) return null;
  const sorted = [...known].sort((a, b) => a.mean! - b.mean!);
  return { low: sorted[0]!, high: sorted[sorted.length - 1]! };
}

/** What the picture shows, in words. */
function meansWords(data: MeansFigure): string {
  const percent = Math.round(data.level * 1000) / 10;
  const start = `Means of ${quantityWords(data.response)} at ` +
    `${data.levels.length} levels of ${data.factor}` +
    (data.figure === "interaction" ? `, a line for each level of ${data.seriesName}` : "");
  const parts = data.series.slice(0, 6).flatMap((s) => {
    const ends = extremes(s);
    if (!ends) return [];
    const name = data.series.length > 1 ? `${s.name}: ` : "";
    const half = halfWidths(s);
    const reach = half === null ? "" : `; ${percent} % intervals reach ${half} either way`;
    const difference = s.sed === null ? "" : `; s.e. of a difference ${spoken(s.sed)}`;
    return [
      `${name}lowest ${spoken(ends.low.mean!)} at ${ends.low.level}, highest ` +
      `${spoken(ends.high.mean!)} at ${ends.high.level}${reach}${difference}`,
    ];
  });
  const missing = data.series.some((s) => s.rows.some((r) => r.mean === null))
    ? " Some means cannot be estimated."
    : "";
  const raw = data.raw ? ` Behind them ${data.raw.rows.length} points, each ${data.raw.one}.` : "";
  return `${start}. ${
    parts.map((p) => p[0]!.toUpperCase() + p.slice(1)).join(". ")
  }.${missing}${raw}`;
}

/** How far the intervals reach, one number or a range. */
function halfWidths(series: MeanSeries): string | null {
  const halves = series.rows.flatMap((r) =>
    r.lower === null || r.upper === null ? [] : [(r.upper - r.lower) / 2]
  );
  if (halves.length === 0) return null;
  const texts = [...new Set([least(halves), greatest(halves)].map((h) => spoken(h, 2)))];
  return listed(texts).replace(" and ", " to ");
}
