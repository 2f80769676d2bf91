/**
 * Several tables of means as one family, and some of the means of a table.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Adjust } from "../estimate/view.ts";
import { Means } from "./viewed_means.ts";
import type { MeansParts } from "./means_parts.ts";
import type { MeansGrid } from "./means_grid.ts";
import { unknownVariable } from "../contrast/contrast_groups.ts";

/** Stands for the level of a factor that a mean is an average over. */
const NONE = ".";

/**
 * Means of one fit together, their limits and tests adjusted as those of one family (emmeans's
 * `rbind`), by Bonferroni's method unless another is asked for.
 *
 * @throws DiagnosticError `no-model`, `unlike-means`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { bindMeans, emmeans, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5, 9, 8], a: [..."AABBCC"], b: [..."xyxyxy"] });
 * const fit = lm("y ~ a + b", data);
 * const all = bindMeans([emmeans(fit, "~ a"), emmeans(fit, "~ b")]);
 * assertEquals(all.rows.map((row) => `${row.at.a}${row.at.b}`), ["A.", "B.", "C.", ".x", ".y"]);
 * ```
 */
export function bindMeans(
  tables: readonly MeansGrid[],
  options: { adjust?: Adjust | undefined } = {},
): MeansGrid {
  const whole = tables.map(withModel);
  const first = whole[0] ??
    fail("no-model", "There are no means to put together", { hint: "Hand over some" });
  const { fit, df, transformation, estimateName } = first.parts;
  for (const { parts } of whole) {
    const alike = parts.fit === fit && parts.df === df &&
      parts.transformation?.name === transformation?.name &&
      parts.estimateName === estimateName;
    if (!alike) {
      fail("unlike-means", "Means of different models, or of different scales, are no family", {
        hint: "Put together what comes from one model with one df method",
      });
    }
  }
  const factors = [...new Set(whole.flatMap(({ factors, by }) => [...factors, ...by]))];
  const averagedOver = [...new Set(whole.flatMap(({ parts }) => parts.averagedOver))];
  return new Means({
    ...first.parts,
    ...rowsTogether(whole.map(({ parts }) => parts), factors),
    factors,
    by: [],
    averagedOver,
    averagedPartly: true,
    cells: undefined,
    first: whole.flatMap(({ parts }) => parts.first),
  }, { ...first.view, adjust: options.adjust ?? "bonferroni" });
}

/**
 * Some of the means of a table, without groups.
 *
 * @param places among the rows
 * @throws DiagnosticError `no-model`
 */
export function someMeans(table: MeansGrid, places: ArrayLike<number>): MeansGrid {
  const { parts, view } = withModel(table);
  const rows = Array.from(places);
  return new Means({
    ...parts,
    linearFull: rows.map((i) => parts.linearFull[i]!),
    known: Float64Array.from(rows, (i) => parts.known[i]!),
    at: rows.map((i) => parts.at[i]!),
    factors: [...parts.factors, ...parts.by],
    by: [],
    cells: undefined,
  }, view);
}

/**
 * The same means in other groups, or in none.
 *
 * @throws DiagnosticError `no-model`, `unknown-variable`
 */
export function groupedMeans(table: MeansGrid, by: readonly string[]): MeansGrid {
  const { parts, view } = withModel(table);
  const all = [...parts.factors.filter((f) => !parts.by.includes(f)), ...parts.by];
  for (const name of by) if (!all.includes(name)) unknownVariable(name, all);
  return new Means(
    { ...parts, factors: all.filter((f) => !by.includes(f)), by: [...by] },
    view,
  );
}

function withModel(table: MeansGrid): Means {
  if (table instanceof Means) return table;
  return fail("no-model", "Means are picked and put together with the model they come from", {
    hint: "Hand over the result of emmeans()",
  });
}

function rowsTogether(
  parts: readonly MeansParts[],
  factors: readonly string[],
): Pick<MeansParts, "linearFull" | "known" | "at"> {
  return {
    linearFull: parts.flatMap((p) => [...p.linearFull]),
    known: Float64Array.from(parts.flatMap((p) => [...p.known])),
    // numbers beside the dot are texts as well
    at: parts.flatMap((p) => [...p.at]).map((at) =>
      Object.fromEntries(factors.map((f) => [f, at[f] ?? NONE]))
    ),
  };
}
