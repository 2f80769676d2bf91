/**
 * Which means a report shows: those of every factor, and those of the cells where factors interact;
 * and the remark on columns that are read as numbers although they have two values.
 *
 * @module
 */
import { emmeans } from "../../inference/means/emmeans.ts";
import type { MeansGrid } from "../../inference/means/means_grid.ts";
import type { Fit } from "../../model/fit.ts";
import type { FixedVariable } from "../../model/fixed/fixed_design.ts";
import type { Note } from "../../note.ts";
import { interactionFigure, meansFigure } from "../../render/figure/made/make_means.ts";
import type { ShownFigure } from "../../render/shown.ts";
import { deparseName } from "../../syntax/deparse.ts";

/** A table of means of a report. */
export interface ReportMeans {
  /** Names of the factors. */
  factors: readonly string[];
  /** `~ N:P` */
  formula: string;
}

/** More factors than this have more cells than a table of means shows well. */
const MOST_FACTORS = 3;

/** More lines than this cannot be told apart in a figure. */
const MOST_LINES = 8;

/** Means of each factor, then of the cells of each interaction that is part of no other. */
export function meansOf(fit: Fit): ReportMeans[] {
  const factors = fit.fixed.variables.filter((v) => v.kind === "factor");
  const single = [...new Set(factors.flatMap((v) => v.sources.slice(0, 1)))].map((f) => [f]);
  return [...single, ...interactionsOf(fit)].map((own) => ({
    factors: own,
    formula: `~ ${own.map((name) => deparseName(name)).join(":")}`,
  }));
}

/** Whether the means of a factor are among those of the cells of an interaction. */
export function inCells(means: ReportMeans, all: readonly ReportMeans[]): boolean {
  return all.some((other) =>
    other.factors.length > means.factors.length &&
    means.factors.every((name) => other.factors.includes(name))
  );
}

/**
 * Factors that interact, each of which has a main effect as well: what is nested is averaged within
 * what it is nested in anyway.
 */
function interactionsOf({ fixed }: Fit): string[][] {
  const known = new Map(fixed.variables.map((v) => [v.label, v]));
  const labels = new Set(fixed.terms.map((t) => t.label));
  const cells = fixed.terms.map(({ variables }) => variables).filter((variables) =>
    variables.length > 1 && variables.length <= MOST_FACTORS &&
    variables.every((v) => labels.has(v) && isPlain(known.get(v)))
  );
  return cells.filter((own) =>
    !cells.some((other) => other.length > own.length && own.every((v) => other.includes(v)))
  ).map((own) => own.map((v) => known.get(v)!.sources[0]!));
}

function isPlain(variable: FixedVariable | undefined): boolean {
  return variable?.kind === "factor" && variable.sources.length === 1;
}

/** The means. */
export function gridOf(fit: Fit, means: ReportMeans): MeansGrid {
  return emmeans(fit, means.formula);
}

/** Factor along the axis: the one with most levels, the first of several. */
function axisOf(fit: Fit, { factors }: ReportMeans): string {
  const size = (name: string) =>
    fit.fixed.variables.find((v) => v.kind === "factor" && v.sources[0] === name)?.levels.length ??
      0;
  return [...factors].sort((a, b) => size(b) - size(a))[0]!;
}

/** The figure of a table of means; null if nothing could be seen in it. */
export function figureOf(
  fit: Fit,
  means: ReportMeans,
): ShownFigure | null {
  const grid = gridOf(fit, means);
  if (means.factors.length === 1) return meansFigure([{ name: "", grid }]);
  if (grid.rows.every((row) => row.estimate === null)) return null;
  const x = axisOf(fit, means);
  const along = new Set(grid.rows.map((row) => String(row.at[x])));
  return grid.rows.length / along.size > MOST_LINES ? null : interactionFigure(grid, { x });
}

/** The same in R, for a model of that name. */
export function figureInR(
  fit: Fit,
  means: ReportMeans,
  model: string,
): string {
  if (means.factors.length === 1) return `plot(emmeans(${model}, ${means.formula}))`;
  const x = axisOf(fit, means);
  const others = means.factors.filter((name) => name !== x).map((name) => deparseName(name));
  return `emmip(${model}, ${others.join(" * ")} ~ ${deparseName(x)}, CIs = TRUE)`;
}

/** A remark on columns of two values that are read as numbers, or null if there are none. */
export function twoValues({ fixed }: Fit): Note | null {
  const names = fixed.variables.flatMap(({ kind, label, sources, values }) => {
    const own = kind === "numeric" && sources.length === 1 && sources[0] === label
      ? new Set(values[0])
      : null;
    return own?.size === 2 && fixed.n > 3 ? [label] : [];
  });
  if (names.length === 0) return null;
  const last = names.length === 1
    ? names[0]!
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  const [have, are, get] = names.length === 1
    ? ["has two values", "is read as a number", "gets a slope and no mean"]
    : ["have two values each", "are read as numbers", "get slopes and no means"];
  return {
    code: "two-values",
    text: `${last} ${have} and ${are}: as such ${
      names.length === 1 ? "it" : "they"
    } ${get}. If the values are names of treatments, write \`#| factors: [${names.join(", ")}]\``,
    data: { columns: names },
  };
}
