/**
 * Leverage, influence of rows and of groups, and prediction error variances of random effects.
 *
 * All at the estimated variances. With P = V⁻¹ − V⁻¹XΦX'V⁻¹ and a = X'V⁻¹e the effect of leaving one
 * row out is β̂ − β̂₍ᵢ₎ = Φa (Py)ᵢ/Pᵢᵢ; rows are handled through their cells.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { dot, quadraticForm } from "../../../math/algebra/products.ts";
import { choleskySmall, solveLower } from "../../../math/algebra/triangular.ts";
import { cellCounts } from "../../formula/cells.ts";
import type { LinearMixedModel } from "../../fit.ts";
import type { GroupInfluence } from "../../linear/influence.ts";
import type { Elimination } from "../../elimination/elimination.ts";
import { backSubstitute, conditionalCovariance } from "../../elimination/modes.ts";
import { problemCriterion } from "../problem.ts";
import {
  type RowInfluence,
  structuredLevelInfluence,
  structuredRowInfluence,
} from "../residual/dense_marginal.ts";
import { plainResidual } from "../residual/plain_residual.ts";
import type { CellData } from "../residual/scaled_identity.ts";
import { coreOf } from "../core.ts";

export type { RowInfluence };

/** U A_z·x for each column of X. */
function imagesOf(elimination: Elimination): Float64Array[] {
  const { fixedWidth } = elimination.pattern;
  return Array.from({ length: fixedWidth - 1 }, (_, j) => {
    const unit = new Float64Array(fixedWidth);
    unit[j] = 1;
    return backSubstitute(elimination, unit);
  });
}

/** By cell: z'Uz and d = x − X'A_z'Uz. */
function cellParts(fit: LinearMixedModel): { own: Float64Array; d: Float64Array } {
  const { problem, layout } = coreOf(fit);
  const elimination = coreOf(fit).settled(1).nodes();
  const { p, pattern, residual: { cells, rows: { x: rows, of } } } = problem;
  const images = imagesOf(elimination);
  const covariance = conditionalCovariance(elimination);
  const own = new Float64Array(cells.count);
  const d = new Float64Array(cells.count * p);
  const columns: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < cells.count; i++) {
    columns.length = values.length = 0;
    layout.groups.forEach((g, index) => {
      const first = pattern.columnOfLevel(index, g.codes[i]!);
      for (let a = 0; a < g.width; a++) {
        columns.push(first + a);
        values.push(g.values[a]?.[i] ?? 1);
      }
    });
    columns.forEach((c, k) => {
      columns.forEach((e, l) => own[i]! += values[k]! * values[l]! * covariance(c, e));
    });
    for (let j = 0; j < p; j++) {
      let sum = rows[(of ? of[i]! : i) * p + j]!;
      columns.forEach((c, k) => sum -= images[j]![c]! * values[k]!);
      d[i * p + j] = sum;
    }
  }
  return { own, d };
}

/**
 * Leverage, studentised residuals and Cook's distances of the rows of a mixed model, variances held
 * at their estimates.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lmer, readTable, rowInfluence } from "@heddle/heddle";
 *
 * const oats = await readTable("reports/data/oats.csv");
 * const fit = lmer("yield ~ nitro + (1 | Block/Variety)", oats);
 * assertEquals(rowInfluence(fit).cooksDistance.length, 72);
 * ```
 */
export function rowInfluence(fit: LinearMixedModel): RowInfluence {
  if (fit.residualStructure !== null) return structuredRowInfluence(fit);
  const { problem } = coreOf(fit);
  const { p } = problem;
  const { cells } = plainResidual(fit, "Influence");
  const { inverse } = coreOf(fit).settled(1);
  const { own, d } = cellParts(fit);
  const quadratic = Float64Array.from(
    { length: cells.count },
    (_, i) => quadraticForm({ matrix: inverse, vector: d.subarray(i * p, (i + 1) * p) }),
  );
  const { residuals, sigma, weights, n } = fit;
  const out: RowInfluence = { leverage: [], studentizedResiduals: [], cooksDistance: [] };
  for (let r = 0; r < n; r++) {
    const c = cells.of ? cells.of[r]! : r;
    const weight = weights ? weights[r]! : 1;
    const h = weight * (own[c]! + quadratic[c]!);
    const pii = weight * (1 - h);
    const py = weight * residuals[r]!; // e'Py: the conditional residual is W⁻¹Py
    out.leverage.push(h);
    out.studentizedResiduals.push(residuals[r]! * Math.sqrt(weight / (1 - h)) / sigma);
    out.cooksDistance.push(weight * weight * quadratic[c]! * (py / pii) ** 2 / (p * sigma * sigma));
  }
  return out;
}

/**
 * Influence of the levels of one grouping factor: what leaving each of them out does to β̂, at the
 * estimated θ; Cook's distance is (β̂ − β̂₍₋₎)'Φ⁻¹(β̂ − β̂₍₋₎)/p.
 *
 * @param group name as in `fit.groups`, or of the subjects of a structure of the residuals; the last
 * one (fewest levels) by default
 * @throws DiagnosticError `unknown-group`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { levelInfluence, lmer, readTable } from "@heddle/heddle";
 *
 * const oats = await readTable("reports/data/oats.csv");
 * const fit = lmer("yield ~ nitro + (1 | Block/Variety)", oats);
 * assertEquals(levelInfluence(fit, "Block").length, 6);
 * ```
 */
export function levelInfluence(fit: LinearMixedModel, group?: string): GroupInfluence[] {
  const core = coreOf(fit);
  const { problem, layout, theta } = core;
  if (fit.residualStructure !== null) return ofStructure(fit, group);
  const index = group === undefined
    ? layout.groups.length - 1
    : layout.groups.findIndex((g) => g.name === group);
  const chosen = layout.groups[index];
  if (!chosen) {
    fail("unknown-group", `The model has no grouping factor ${group}`, {
      hint: `Its grouping factors are ${layout.groups.map((g) => g.name).join(", ")}`,
    });
  }
  const { p } = problem;
  const { inverse, beta } = core.settled(1);
  const factor = choleskySmall(inverse, p);
  const all = beta.slice();
  const residual = plainResidual(fit, "Influence").copy();
  const criterion = problemCriterion({ ...problem, residual, strata: null }, core.reml);
  const cross = residual.cross().a;
  const rows = chosen.levels.map(() => [] as number[]);
  chosen.codes.forEach((level, row) => rows[level]!.push(row));
  const counts = cellCounts(residual.cells);
  const estimates = fit.beta;
  return chosen.levels.map((level, l) => {
    for (const row of rows[l]!) addRow(residual, cross, row, -1);
    criterion.evaluate(theta, 0);
    const without = criterion.beta.slice();
    for (const row of rows[l]!) addRow(residual, cross, row, 1);
    const count = rows[l]!.reduce((sum, row) => sum + counts[row]!, 0);
    if (!factor || !without.every(Number.isFinite)) {
      return { level, rows: count, cooksDistance: null, change: null };
    }
    const change = without.map((b, j) => all[j]! - b);
    const root = change.slice();
    solveLower(factor, p, root);
    return {
      level,
      rows: count,
      cooksDistance: dot(root, root) / (p * fit.sigma ** 2),
      change: Array.from(core.fromBasis(without), (b, j) => estimates[j]! - b),
    };
  });
}

/** Of residuals with a structure: of random groups, or of its subjects. */
function ofStructure(fit: LinearMixedModel, group: string | undefined): GroupInfluence[] {
  const { layout, problem: { built } } = coreOf(fit);
  const subject = built.frame.residual?.subject;
  const known = [...subject ? [subject] : [], ...layout.groups];
  const chosen = group === undefined ? known.at(-1) : known.find((g) => g.name === group);
  if (!chosen) {
    fail("unknown-group", `The model has no grouping factor ${group ?? ""}`, {
      hint: `Its grouping factors are ${known.map((g) => g.name).join(", ")}`,
    });
  }
  return structuredLevelInfluence(fit, chosen.levels, chosen.codes);
}

/** Adds or takes away one cell's contribution to the cross-products. */
function addRow(
  { layout: { groups }, pattern, rows: { p, x, of, y, weights } }: CellData,
  cross: Float64Array,
  row: number,
  sign: 1 | -1,
): void {
  const weight = sign * (weights ? weights[row]! : 1);
  const at = (of ? of[row]! : row) * p;
  const fixed = (j: number): number => j < p ? x[at + j]! : y[row]!;
  const nodes = groups.map((g, index) => pattern.positions[index]![g.codes[row]!]!);
  const value = (g: number, a: number): number => groups[g]!.values[a]?.[row] ?? 1;
  nodes.forEach((v, g) => {
    for (let a = 0; a < groups[g]!.width; a++) {
      const wz = weight * value(g, a);
      const line = pattern.rowOf(v, a);
      nodes.forEach((u, h) => {
        if (u < v) return;
        const column = line + pattern.columnOf(v, u);
        for (let b = u === v ? a : 0; b < groups[h]!.width; b++) {
          cross[column + b]! += wz * value(h, b);
        }
      });
      const target = pattern.fixedOf(v, a);
      for (let j = 0; j <= p; j++) cross[target + j]! += wz * fixed(j);
    }
  });
  for (let i = 0; i <= p; i++) {
    const target = pattern.fixedRow(i);
    for (let j = i; j <= p; j++) cross[target + j]! += weight * fixed(i) * fixed(j);
  }
}

/**
 * Prediction error variances of the random effects, Var(b̂ − b) with the uncertainty of β in them
 * (C. R. Henderson 1975, Biometrics 31, 423–447), in the order of `fit.randomEffects`, in squared
 * units of the effects. lme4's conditional variance leaves the second part out.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { lmer, predictionErrorVariances, readTable } from "@heddle/heddle";
 *
 * const oats = await readTable("reports/data/oats.csv");
 * const fit = lmer("yield ~ nitro + (1 | Block/Variety)", oats);
 * const first = fit.randomEffects[0]!;
 * assert(predictionErrorVariances(fit)[0]! > first.standardError ** 2);
 * ```
 */
export function predictionErrorVariances(fit: LinearMixedModel): number[] {
  const { problem, layout } = coreOf(fit);
  const criterion = coreOf(fit).settled(1);
  const elimination = criterion.nodes();
  const { pattern, scales } = problem;
  const images = imagesOf(elimination);
  const covariance = conditionalCovariance(elimination);
  const out: number[] = [];
  layout.groups.forEach((g, index) => {
    for (const { term, offset, width } of g.terms) {
      for (let a = 0; a < width; a++) {
        const scale = scales[term]![a]!;
        for (let l = 0; l < g.levels.length; l++) {
          const column = pattern.columnOfLevel(index, l) + offset + a;
          const vector = images.map((image) => image[column]!);
          const value = covariance(column, column) +
            quadraticForm({ matrix: criterion.inverse, vector });
          out.push(coreOf(fit).scale ** 2 * value / (scale * scale));
        }
      }
    }
  });
  return out;
}
