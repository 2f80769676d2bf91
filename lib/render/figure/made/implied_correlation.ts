/**
 * The correlations between observations that a mixed model implies, for a few of them.
 *
 * @module
 */
import type { LinearMixedModel, VarianceComponent } from "../../../model/fit.ts";
import { coreOf } from "../../../model/mixed/core.ts";
import { residualCovariances } from "../../../model/mixed/residual/marginal_covariance.ts";
import { parseFormula } from "../../../model/formula/formula.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { levelsOf } from "../columns.ts";

/** One random term: which level each row has, its columns, and their covariance matrix. */
interface Part {
  keys: string[];
  columns: number[][];
  covariance: number[][];
}

/** Covariances of effects drawn together, from their standard deviations and correlations. */
function covarianceOf(rows: readonly VarianceComponent[]): number[][] {
  return rows.map((a, i) =>
    rows.map((b, j) => {
      if (i === j) return a.variance ?? NaN;
      const [early, late] = i < j ? [i, rows[j]!] : [j, rows[i]!];
      return (a.sd ?? NaN) * (b.sd ?? NaN) * (late.correlations[early] ?? 0);
    })
  );
}

/** The values that multiply an effect: 1, a covariate, or whether a row has a level. */
function columnValues(fit: LinearMixedModel, name: string, rows: readonly number[]): number[] {
  if (name === "(Intercept)") return rows.map(() => 1);
  const column = fit.data.column(name);
  if (column?.kind === "numeric") return rows.map((i) => column.values[i] ?? 0);
  for (const other of fit.data.columns) {
    if (other.kind !== "factor" || !name.startsWith(other.name)) continue;
    const code = other.levels.indexOf(name.slice(other.name.length));
    if (code >= 0) return rows.map((i) => other.codes[i] === code ? 1 : 0);
  }
  return rows.map(() => 0);
}

function partsOf(fit: LinearMixedModel, rows: readonly number[]): Part[] {
  const random = new Map(
    parseFormula(fit.formula).random.map((r) => [
      r.group.name,
      r.group.factors.map((f) => deparse(f)),
    ]),
  );
  // residuals of a structure have a row for each of their parameters
  const residual = fit.residualStructure === null ? null : "Residual";
  const components = fit.varianceComponents.filter((c) => c.term !== "" && c.group !== residual);
  const parts: Part[] = [];
  let from = 0;
  while (from < components.length) {
    const group = components[from]!.group;
    let to = from + 1;
    while (
      to < components.length && components[to]!.group === group &&
      components[to]!.correlations.length
    ) to++;
    const own = components.slice(from, to);
    const factors = random.get(group) ?? random.get(group.replace(/\.\d+$/, "")) ?? [];
    const codes = factors.filter((f) => fit.data.column(f)).map((f) => levelsOf(fit.data, f).codes);
    parts.push({
      keys: rows.map((i) => codes.map((c) => c[i]).join(":")),
      columns: own.map((c) => columnValues(fit, c.term, rows)),
      covariance: covarianceOf(own),
    });
    from = to;
  }
  return parts;
}

/** The factors of the random term with the fewest levels. */
function coarsest(fit: LinearMixedModel): string[] {
  const levels = new Map(fit.groups.map((g) => [g.name, g.levels]));
  const terms = parseFormula(fit.formula).random.map((r) => ({
    names: r.group.factors.map((f) => deparse(f)),
    levels: levels.get(r.group.name) ?? Infinity,
  }));
  return [...terms].sort((a, b) => a.levels - b.levels)[0]?.names ?? [];
}

/** The factors that tell subjects apart, whose residuals are correlated. */
function subjectOf(fit: LinearMixedModel): string[] | null {
  const subject = coreOf(fit).problem.built.frame.residual?.clause.subject;
  return subject ? subject.factors.map((f) => deparse(f)) : null;
}

/** Correlations between the rows of the first level of a group, at most so many. */
export function impliedCorrelations(
  fit: LinearMixedModel,
  group: string | undefined,
  most: number,
): { labels: string[]; matrix: number[][]; unit: string } {
  const own = fit.groups.length === 0 ? subjectOf(fit) : null;
  const names = (group === undefined ? own ?? coarsest(fit) : group.split(":")).filter((n) =>
    fit.data.column(n)
  );
  const unit = names.join(":");
  const codes = names.map((n) => levelsOf(fit.data, n).codes);
  const all = Array.from({ length: fit.n }, (_, i) => i);
  const rows = all.filter((i) => codes.every((c) => c[i] === c[0])).slice(0, most);
  const parts = partsOf(fit, rows);
  const residual = residualCovariances(fit);
  const covariance = rows.map((a, i) =>
    rows.map((b, j) => {
      let v = residual(a, b);
      for (const part of parts) {
        if (part.keys[i] !== part.keys[j]) continue;
        part.covariance.forEach((line, p) =>
          line.forEach((c, q) => v += c * part.columns[p]![i]! * part.columns[q]![j]!)
        );
      }
      return v;
    })
  );
  const matrix = covariance.map((line, i) =>
    line.map((v, j) => i === j ? 1 : v / Math.sqrt(covariance[i]![i]! * covariance[j]![j]!))
  );
  return { labels: rowLabels(fit, rows), matrix, unit };
}

/** What tells the rows apart: the factors of the model that vary among them. */
function rowLabels(fit: LinearMixedModel, rows: readonly number[]): string[] {
  const varying = fit.data.columns.filter((c) => c.kind === "factor").map((c) =>
    levelsOf(fit.data, c.name)
  ).filter((c) => new Set(rows.map((i) => c.codes[i])).size > 1);
  return rows.map((i, k) => {
    const text = varying.map((c) => c.levels[c.codes[i] ?? -1] ?? "").join(" ");
    return text === "" ? String(k + 1) : text;
  });
}
