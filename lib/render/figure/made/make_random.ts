/**
 * Figures of the random part of a mixed model: predicted effects, components, correlations.
 *
 * @module
 */
import type { CovariancePicture } from "../../../design/planning/covariance.ts";
import { fail } from "../../../diagnostic.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import { parseFormula } from "../../../model/formula/formula.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { ShownFigure } from "../../shown.ts";
import { typesetTerm } from "../../typeset/typeset.ts";
import { levelsOf, quantityOf } from "../columns.ts";
import { listed, makeFigure, spoken } from "./make_figure.ts";
import { impliedCorrelations } from "./implied_correlation.ts";
import type { ShrinkageFigure } from "../types.ts";

/** Words of a group: `pen:room` read as pen × room. */
function groupWords(fit: LinearMixedModel, group: string): string {
  return typesetTerm(group.replaceAll(/[()]/g, ""), fit.data.metadata.labels ?? {});
}

/** Mean residual of each level of a group, by lme4's names of the levels. */
function meanResiduals(fit: LinearMixedModel, group: string): Map<string, number> {
  const name = group.replace(/\.\d+$/, "");
  const term = parseFormula(fit.formula).random.find((r) => r.group.name === name);
  const names = term?.group.factors.map((f) => deparse(f)) ?? [];
  if (names.length === 0 || !names.every((n) => fit.data.column(n))) return new Map();
  const columns = names.map((n) => levelsOf(fit.data, n));
  const sums = new Map<string, { sum: number; n: number }>();
  fit.residuals.forEach((r, i) => {
    const key = columns.map((c) => c.levels[c.codes[i] ?? -1] ?? "").join(":");
    const cell = sums.get(key) ?? { sum: 0, n: 0 };
    sums.set(key, { sum: cell.sum + r, n: cell.n + 1 });
  });
  return new Map([...sums].map(([key, c]) => [key, c.sum / c.n]));
}

/**
 * Predicted effects of the levels of a group with their intervals and, for intercepts, what each
 * would be had it not been drawn to zero.
 *
 * @param options `group` and `term` as in `randomEffects`; the first ones if left out.
 */
export function shrinkageFigure(
  fit: LinearMixedModel,
  options: { group?: string; term?: string; level?: number } = {},
): ShownFigure {
  const group = options.group ?? fit.randomEffects[0]?.group ?? "";
  const own = fit.randomEffects.filter((e) => e.group === group);
  const term = options.term ?? own[0]?.term ?? "(Intercept)";
  const effects = own.filter((e) => e.term === term);
  if (effects.length === 0) {
    fail("unknown-group", `The model has no random effects of ${group || "any group"}`, {
      hint: `Its groups are ${listed(fit.groups.map((g) => g.name))}`,
    });
  }
  const simple = term === "(Intercept)" && own.every((e) => e.term === "(Intercept)");
  const residuals = simple ? meanResiduals(fit, group) : new Map<string, number>();
  const data: ShrinkageFigure = {
    figure: "shrinkage",
    response: quantityOf(fit.data, fit.response),
    group: groupWords(fit, group),
    term,
    rows: effects.map((e) => {
      const rest = residuals.get(e.level);
      return {
        level: e.level,
        estimate: e.estimate,
        standardError: e.standardError,
        raw: rest === undefined ? null : e.estimate + rest,
      };
    }),
    level: options.level ?? 0.95,
  };
  const sorted = [...effects].sort((a, b) => a.estimate - b.estimate);
  const low = sorted[0]!, high = sorted[sorted.length - 1]!;
  return makeFigure(
    data,
    `Predicted effects of ${effects.length} levels of ${data.group} in the order of their size, from ` +
      `${spoken(low.estimate)} (${low.level}) to ${spoken(high.estimate)} (${high.level}), with ` +
      `${Math.round(data.level * 100)} % intervals${
        simple ? "; hollow points show them before they were drawn to zero" : ""
      }.`,
  );
}

/** Limits of a standard deviation, by group and term. */
export interface ComponentInterval {
  group: string;
  term: string;
  lower: number;
  upper: number;
}

/**
 * Standard deviations of the random effects.
 *
 * @param intervals Limits by group and term (`Residual` with an empty term), if there are any.
 */
export function componentsFigure(
  fit: LinearMixedModel,
  intervals: readonly ComponentInterval[] = [],
  options: { level?: number; method?: string } = {},
): ShownFigure {
  const estimated = fit.varianceComponents.flatMap((c) =>
    c.sd === null ? [] : [{ ...c, sd: c.sd }]
  );
  const rows = estimated.map((c) => {
    const limits = intervals.find((l) => l.group === c.group && l.term === c.term);
    const term = c.term === "" || c.term === "(Intercept)" ? "" : `, ${c.term}`;
    const name = c.group === "Residual" ? "residual" : groupWords(fit, c.group);
    return {
      name: `${name}${term}`,
      sd: c.sd,
      lower: limits?.lower ?? null,
      upper: limits?.upper ?? null,
    };
  });
  const level = options.level ?? 0.95;
  const spread = rows.map((r) =>
    `${r.name} ${spoken(r.sd)}${
      r.lower === null || r.upper === null ? "" : ` (${spoken(r.lower)} to ${spoken(r.upper)})`
    }`
  );
  return makeFigure(
    {
      figure: "components",
      response: quantityOf(fit.data, fit.response),
      rows,
      level,
      method: intervals.length > 0 ? options.method ?? "profile" : "",
    },
    `Standard deviations of the random effects: ${listed(spread)}.`,
  );
}

/**
 * Which variance components observations share, as blocks.
 *
 * @param picture What `covariancePicture` gives for a design or a fit.
 */
export function covarianceFigure(picture: CovariancePicture): ShownFigure {
  const kinds = picture.kinds.map((k) =>
    k.components.length === 0 ? "nothing" : listed(k.components)
  );
  return makeFigure(
    {
      figure: "covariance",
      labels: picture.labels,
      kinds: picture.kinds,
      cells: picture.cells,
      observations: picture.observations,
    },
    `Covariance matrix of ${
      picture.shown < picture.observations
        ? `the first ${picture.shown} of ${picture.observations}`
        : `the ${picture.shown}`
    } observations as blocks. Two observations share ${kinds.join("; or ")}.`,
  );
}

/**
 * Correlations that the model implies between the observations of the first unit of a group.
 *
 * @param options `group`: a grouping factor, the coarsest if left out; `most`: how many
 * observations at most.
 */
export function correlationFigure(
  fit: LinearMixedModel,
  options: { group?: string; most?: number } = {},
): ShownFigure {
  const { labels, matrix, unit } = impliedCorrelations(fit, options.group, options.most ?? 60);
  const seen = new Set<string>();
  matrix.forEach((row, i) => row.forEach((v, j) => i < j && seen.add(spoken(v))));
  const values = [...seen].slice(0, 5);
  return makeFigure(
    { figure: "correlation", labels, matrix },
    `Correlations between ${labels.length} observations of ${
      unit === "" ? "the trial" : `one ${typesetTerm(unit, fit.data.metadata.labels ?? {})}`
    } that the model implies; they are ${listed(values)}${seen.size > 5 ? " and others" : ""}.`,
  );
}
