/**
 * Predictions of observations at new visits and new places, by what the rows of the fit tell of them: their
 * random effects, and the residuals with which they are correlated (universal kriging).
 *
 * With c the covariances of a new observation with those observed and c₀ its variance, the best linear
 * predictor is x₀'β̂ + c'V⁻¹(y − Xβ̂), and its mean squared error c₀ − c'V⁻¹c + d'Φd with
 * d = x₀ − X'V⁻¹c (N. Cressie 1993, Statistics for Spatial Data, §3.4), at the estimated covariances.
 *
 * @module
 */
import type { Column, FactorColumn } from "../../../data/column.ts";
import { asFactor } from "../../../data/factor.ts";
import { Table } from "../../../data/table.ts";
import { fail } from "../../../diagnostic.ts";
import { dot, quadraticForm } from "../../../math/algebra/products.ts";
import { product } from "../../../math/algebra/dense_kernels.ts";
import { qt } from "../../../math/distribution/tails.ts";
import { lambdas, type RandomLayout } from "../../covariance/random_structure.ts";
import type { LinearMixedModel } from "../../fit.ts";
import { buildModel } from "../../fixed/build.ts";
import { isEstimable } from "../../fixed/estimable.ts";
import { namesIn } from "../../formula/terms.ts";
import type { Prediction } from "../../predict.ts";
import { coreOf } from "../core.ts";
import { mixedProblem } from "../problem.ts";
import { marginalMatrices } from "./dense_marginal.ts";
import { residualDesign } from "./residual_design.ts";

/** Cov of two rows, of those used and then the new ones. */
type Covariances = (a: number, b: number) => number;

/**
 * Predictions of new observations, with limits by the quantiles of t on the residual degrees of freedom.
 *
 * @param table has the columns of the formula's right side and of the structure
 * @throws DiagnosticError `unknown-visit`, `repeated-visit`, `repeated-place`, `unknown-column`,
 * `too-many-rows`
 */
export function predictObservations(
  fit: LinearMixedModel,
  table: Table,
  level = 0.95,
): Prediction[] {
  const { n, rank: p, covariance: phi, beta } = fit;
  const { inverse, weighted, projected } = marginalMatrices(fit);
  const covariance = covariancesWith(fit, table);
  const rows = fit.fixed.rowsFor(table);
  const offset = fit.fixed.offsetFor(table);
  const t = qt((1 - level) / 2, fit.residualDf, { upper: true });
  return rows.map((row, i) => {
    if (!isEstimable(row, fit.fixed)) {
      return { estimate: null, standardError: null, lower: null, upper: null, nonEstimable: true };
    }
    const x = Float64Array.from(fit.fixed.kept, (j) => row[j]!);
    const c = Float64Array.from({ length: n }, (_, r) => covariance(n + i, r));
    const solved = product(inverse, c, n, 1, n);
    const d = x.map((v, k) => {
      let sum = v;
      for (let r = 0; r < n; r++) sum -= weighted[r * p + k]! * c[r]!;
      return sum;
    });
    const estimate = offset[i]! + dot(x, beta) + dot(c, projected);
    const variance = covariance(n + i, n + i) - dot(c, solved) +
      quadraticForm({ matrix: phi, vector: d });
    const standardError = Math.sqrt(Math.max(0, variance));
    const [lower, upper] = [-t, t].map((q) => estimate + q * standardError) as [number, number];
    return { estimate, standardError, lower, upper, nonEstimable: false };
  });
}

/** The covariances of the rows used and some new ones. */
function covariancesWith(fit: LinearMixedModel, table: Table): Covariances {
  const core = coreOf(fit);
  const { frame, formula } = core.problem.built;
  const { clause } = frame.residual!;
  if (clause.weighed) {
    fail(
      "residual-structure-unsupported",
      "What a variance function says of new rows is not known",
      {
        hint: "Predict means: emmeans(m, …), or predict(m, level = 0)",
      },
    );
  }
  const response = new Set(namesIn(formula.response!));
  const both = stacked(fit.data, table, response);
  const built = buildModel(formula, both, { residual: clause });
  const design = residualDesign(built)!;
  const own = core.covariance.structure!;
  const known = new Set(frame.residual!.visit.levels);
  const visits = built.frame.residual!.visit.levels;
  const strange = clause.kind.places ? undefined : visits.find((v) => !known.has(v));
  const names = (s: typeof own): string => s.parameters.map((q) => q.name).join();
  if (strange !== undefined || names(own) !== names(design.structure)) {
    fail(
      "unknown-visit",
      `${clause.text} says nothing of ${
        strange === undefined ? "these rows" : `${built.frame.residual!.visit.name} ${strange}`
      }, at which no row was observed`,
      { hint: "Structures of distances, such as exp(x, y), reach new places" },
    );
  }
  const wider = mixedProblem(built, built.frame.response!.values, design);
  const r = design.structure.matrix(core.covariance.ofResidual(core.theta));
  const size = design.structure.visits.length;
  const theta = rescaled(core.layout, core.theta, core.problem.scales, wider.scales);
  const random = randomPart(wider.layout, theta);
  const variance = core.scale ** 2;
  return (a, b) => {
    const same = design.subject[a] === design.subject[b];
    const residual = same ? r[design.visit[a]! * size + design.visit[b]!]! : 0;
    return variance * (residual + random(a, b));
  };
}

/** θ of random effects in the units of another set of columns. */
function rescaled(
  { parameters, groups }: RandomLayout,
  theta: Float64Array,
  from: readonly (readonly number[])[],
  to: readonly (readonly number[])[],
): Float64Array {
  return Float64Array.from(parameters, ({ term, row, group }, k) => {
    const first = groups[group]!.terms.find((t) => t.term === term)!.offset;
    return theta[k]! * to[term]![row - first]! / from[term]![row - first]!;
  });
}

function randomPart(layout: RandomLayout, theta: Float64Array): Covariances {
  const lambda = lambdas(layout, theta);
  return (a, b) => {
    let sum = 0;
    layout.groups.forEach(({ codes, width, values }, g) => {
      if (codes[a] !== codes[b]) return;
      const l = lambda[g]!;
      for (let k = 0; k < width; k++) {
        let [left, right] = [0, 0];
        for (let q = 0; q < width; q++) {
          left += (values[q]?.[a] ?? 1) * l[q * width + k]!;
          right += (values[q]?.[b] ?? 1) * l[q * width + k]!;
        }
        sum += left * right;
      }
    });
    return sum;
  };
}

/** One table above another; `free` columns, which the second need not have, repeat the first row's value. */
function stacked(first: Table, second: Table, free: ReadonlySet<string>): Table {
  const [a, b] = [first.nrow, second.nrow];
  return new Table(first.columns.map((column): Column => {
    const other = free.has(column.name) ? null : second.column(column.name);
    if (other === undefined) {
      fail("unknown-column", `The new rows have no column ${column.name}`, {
        hint: `They need ${first.names.filter((n) => !free.has(n)).join(", ")}`,
      });
    }
    if (column.kind === "numeric" && (other === null || other.kind === "numeric")) {
      const values = new Float64Array(a + b).fill(column.values[0]!);
      values.set(column.values);
      if (other) values.set(other.values, a);
      return { kind: "numeric", name: column.name, values };
    }
    return stackedFactors(asFactor(column), other && asFactor(other), b);
  }));
}

function stackedFactors(
  first: FactorColumn,
  other: FactorColumn | null,
  count: number,
): FactorColumn {
  const levels = [...new Set([...first.levels, ...other?.levels ?? []])];
  const codes = new Int32Array(first.codes.length + count).fill(first.codes[0]!);
  codes.set(first.codes);
  const place = new Map(levels.map((level, k) => [level, k]));
  other?.codes.forEach((c, i) =>
    codes[first.codes.length + i] = c < 0 ? -1 : place.get(other.levels[c]!)!
  );
  return { ...first, codes, levels };
}
