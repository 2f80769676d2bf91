/**
 * Degrees of freedom by grouping level, as nlme has them (Pinheiro & Bates 2000, Mixed-Effects Models in S
 * and S-PLUS, section 2.4.2).
 *
 * A column of X is estimated at the outermost level within whose groups it never varies, or among the
 * rows where it varies within all. Level i has m_i − m_{i−1} − p_i df: m_i groups (m_0 = 1 where there is
 * an intercept, and the rows at the innermost level), p_i columns estimated there.
 *
 * @module
 */
import { waldStatistic } from "../../math/algebra/linear_functions.ts";
import { leastInvolved } from "./containment.ts";
import type { DdfMethod } from "./ddf.ts";
import type { LinearMixedModel } from "../../model/fit.ts";
import { coreOf } from "../../model/mixed/core.ts";
import { asFactor } from "../../data/factor.ts";
import { groupingFactor } from "../../model/formula/grouping.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { Expr } from "../../syntax/expr.ts";

/** What the covariance of a fit by ML is multiplied by for variances without its bias. */
export const unbiased = ({ reml, n, rank }: LinearMixedModel): number => reml ? 1 : n / (n - rank);

/**
 * nlme's df of linear functions: the least of the coefficients that have a part in them, the intercept
 * counting as one less than there are outermost groups, as emmeans has it. A coefficient by itself has
 * the df of its level, the intercept those of the rows.
 */
export function innerOuter(fit: LinearMixedModel): DdfMethod {
  const byColumn = levelDf(fit);
  const { intercept, outermost } = outerGroups(fit);
  const ofMeans = byColumn.slice();
  if (intercept >= 0) ofMeans[intercept] = outermost - 1;
  const scale = unbiased(fit);
  const covariance = fit.covariance.map((v) => v * scale);
  const df = (l: ArrayLike<number>): number => leastInvolved(l, ofMeans, fit.residualDf);
  return {
    ddf: "inner-outer",
    covariance,
    df,
    dfOfCoefficient: (k) => byColumn[k]!,
    fTest: (rows) => ({
      statistic: waldStatistic({ rows, estimates: fit.beta, covariance }) / rows.length,
      numDf: rows.length,
      denDf: rows.reduce((least, l) => Math.min(least, df(l)), Infinity),
      scale: 1,
    }),
  };
}

/** Where the intercept stands in `beta` (−1 for nowhere), and how many outermost groups there are. */
function outerGroups(fit: LinearMixedModel): { intercept: number; outermost: number } {
  const { assign, kept, intercept } = fit.fixed;
  const place = intercept ? kept.findIndex((j) => assign[j] === 0) : -1;
  return { intercept: place, outermost: groupings(fit)[0]?.levels.length ?? fit.n };
}

/** The df of each estimable coefficient. */
export function levelDf(fit: LinearMixedModel): Float64Array {
  const { fixed, n } = fit;
  const { built } = coreOf(fit).problem;
  const { first: rows } = built.cells();
  const levels = groupings(fit);
  const m = rows.length;
  const x = fixed.rowsAt(rows);
  const { intercept } = outerGroups(fit);
  const place = Int32Array.from(fixed.kept, (j, k) => {
    if (k === intercept) return levels.length;
    const outer = levels.findIndex(({ codes, levels: names }) =>
      !varies(x.subarray(j * m, (j + 1) * m), rows, codes, names.length)
    );
    return outer < 0 ? levels.length : outer;
  });
  const estimated = new Int32Array(levels.length + 1);
  place.forEach((level, k) => {
    if (k !== intercept) estimated[level]!++;
  });
  const sizes = [...levels.map((g) => g.levels.length), n];
  return Float64Array.from(place, (level) => {
    const before = level === 0 ? (intercept >= 0 ? 1 : 0) : sizes[level - 1]!;
    return sizes[level]! - before - estimated[level]!;
  });
}

/** The grouping factors from the outermost to the innermost: nlme's own, or each of the random terms once. */
function groupings(fit: LinearMixedModel): { levels: readonly string[]; codes: Int32Array }[] {
  const { random } = coreOf(fit).problem.built;
  if (fit.nlme) return fit.nlme.levels.map(({ factors }) => combinations(fit, factors));
  const byName = new Map(random.map((r) => [r.term.group.name, r]));
  return [...byName.values()]
    .toSorted((a, b) => a.groupSources.length - b.groupSources.length)
    .map(({ group }) => group);
}

/** Combinations of factors that are columns of the data; one group of none. */
function combinations(
  { data, n }: LinearMixedModel,
  factors: readonly Expr[],
): { levels: readonly string[]; codes: Int32Array } {
  const columns = factors.map((f) => data.column(f.kind === "name" ? f.name : deparse(f)));
  const known = columns.filter((c) => c !== undefined).map((c) => asFactor(c));
  if (known.length === 0) return { levels: ["1"], codes: new Int32Array(n) };
  return groupingFactor(known, "group");
}

function varies(
  column: Float64Array,
  rows: Int32Array,
  codes: Int32Array,
  groups: number,
): boolean {
  const seen = new Float64Array(groups).fill(NaN);
  return column.some((value, i) => {
    const group = codes[rows[i]!]!;
    if (Number.isNaN(seen[group]!)) seen[group] = value;
    return seen[group] !== value;
  });
}
