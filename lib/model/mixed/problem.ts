/**
 * A mixed model set up for fitting: cells, bases, cross-products, and the buffers of elimination.
 *
 * Three changes of units keep the numbers well-conditioned, and are undone in the results:
 * the response is centred if there is an intercept; columns of Z are scaled by powers of two to about
 * unit size; and if X is ill-conditioned its columns are replaced by an orthonormal basis XT.
 *
 * @module
 */
import { strataOf, type Stratum } from "../elimination/strata.ts";
import { WIDE_TAIL } from "../elimination/tail.ts";
import { fail } from "../../diagnostic.ts";
import { dot } from "../../math/algebra/products.ts";
import { inverseR, type QR } from "../../math/algebra/qr.ts";
import { choleskyLower, solveLower } from "../../math/algebra/triangular.ts";
import type { BuiltModel, RandomDesign } from "../fixed/build.ts";
import { type Cells, cellSums } from "../formula/cells.ts";
import { Covariance } from "../covariance/covariance.ts";
import type { ResidualCovariance } from "../covariance/residual_covariance.ts";
import type { FixedEffects } from "../fixed/fixed_effects.ts";
import { identifiabilities } from "../covariance/identifiability.ts";
import { crossProducts, type MixedRows } from "../elimination/cross.ts";
import { MixedCriterion } from "./criterion.ts";
import { Elimination } from "../elimination/elimination.ts";
import {
  type RandomLayout,
  randomLayout,
  type RandomTermData,
} from "../covariance/random_structure.ts";
import { rowsByLevel } from "../elimination/fill.ts";
import type { EliminationPattern } from "../elimination/pattern.ts";
import { eliminationPattern } from "../elimination/plan.ts";
import { nestsSubjects, type ResidualDesign, residualDesign } from "./residual/residual_design.ts";
import { ScaledIdentity } from "./residual/scaled_identity.ts";
import { FieldResidual, wholeFields } from "./residual/field_residual.ts";
import { StructuredResidual } from "./residual/structured_residual.ts";

/** Beyond this condition number of X (columns of unit length) the fit works in XT. */
const WELL_CONDITIONED = 100;

/** Everything that fits of one formula to one set of rows share. */
export interface MixedProblem {
  built: BuiltModel;
  /** The response of each row. */
  response: Float64Array;
  layout: RandomLayout;
  /** The parameters of G and R. */
  covariance: Covariance;
  pattern: EliminationPattern;
  /** Where averages of the grouping factors commute and levels are many: what V is a sum over. */
  strata: readonly Stratum[] | null;
  /** R, which holds the cross-products with the response in use. */
  residual: ResidualCovariance;
  n: number;
  /** Rank of X. */
  p: number;
  /** T, p × p, row-major, over the kept columns; null for the identity. */
  basis: Float64Array | null;
  logDetBasis: number;
  /** Subtracted from the response; belongs to the intercept. */
  centre: number;
  /** By term and column: what the column of Z was divided by. */
  scales: number[][];
}

/**
 * Sets a model up.
 *
 * @param design the structure of the residuals; null for none
 * @throws DiagnosticError `no-random-terms`, `one-group-level`, `too-many-levels`,
 * `no-residual-df`, `no-variation`
 */
export function mixedProblem(
  built: BuiltModel,
  y: Float64Array,
  design: ResidualDesign | null = residualDesign(built),
  fixedAlone = false,
): MixedProblem {
  const { frame, fixed } = built;
  const { n, weights } = frame;
  if (built.random.length === 0 && !design && !fixedAlone) {
    fail("no-random-terms", "The formula has no random term", {
      hint: "Add one such as (1 | Block), or use lm",
    });
  }
  // rows that are correlated cannot be merged
  const cells = design ? allRows(n) : built.cells();
  const { terms, scales } = randomTerms(built.random, cells, n);
  const layout = randomLayout(terms);
  const kept = fixed.kept;
  const p = kept.length;
  if (n <= p) {
    fail("no-residual-df", `${n} rows are too few for ${p} coefficients and a residual variance`);
  }
  const basis = orthonormalBasis(fixed.decomposition, kept);
  const centre = centreOf(fixed, y, weights);
  const rows = cellRows(built, cells, y, centre, basis);
  const byLevel = layout.groups.map((g) => rowsByLevel(g.codes, g.levels.length));
  // levels that meet in a subject meet in no row: the plan by rows would not see them
  const dense = design !== null && !nestsSubjects(layout.groups, design);
  const pattern = eliminationPattern(layout.groups, byLevel, p + 1, dense);
  let residual: ResidualCovariance;
  if (design) {
    const data = { ...design, rows: rows.rows, layout, pattern };
    const { grid } = design.structure;
    residual = grid && !weights && wholeFields(data, grid)
      ? new FieldResidual(design.structure, data)
      : new StructuredResidual(design.structure, data);
  } else {
    const cross = crossProducts(pattern, layout.groups, byLevel, rows.rows);
    cross[pattern.length - 1]! += rows.within;
    residual = new ScaledIdentity({ cells, rows: rows.rows, layout, pattern, weights }, cross);
  }
  checkVariation(built, crossAtStart(residual), pattern);
  return {
    built,
    response: y,
    layout,
    covariance: new Covariance(layout, residual.structure),
    pattern,
    strata: design === null && pattern.tailWidth >= WIDE_TAIL && alike(rows.rows.weights)
      ? strataOf(layout.groups)
      : null,
    residual,
    n,
    p,
    basis: basis?.matrix ?? null,
    logDetBasis: basis?.logDet ?? 0,
    centre,
    scales,
  };
}

/**
 * The same model of another response: design, order and cross-products of the design are shared.
 *
 * @param y one value for each row used
 * @throws DiagnosticError `response-length`, `response-missing`, `no-variation`
 */
export function withResponse(problem: MixedProblem, y: Float64Array): MixedProblem {
  const { built, n, pattern } = problem;
  const { weights, offset } = built.frame;
  if (y.length !== n) {
    fail("response-length", `The response has ${y.length} values for ${n} rows`);
  }
  if (!y.every(Number.isFinite)) {
    fail("response-missing", "A new response has a value for every row used");
  }
  const centre = centreOf(built.fixed, y, weights);
  const residual = problem.residual.withResponse(
    y.map((v, i) => v - centre - (offset ? offset[i]! : 0)),
  );
  checkVariation(built, crossAtStart(residual), pattern);
  return { ...problem, response: y, residual, centre };
}

const allRows = (n: number): Cells => ({
  count: n,
  of: null,
  first: Int32Array.from({ length: n }, (_, i) => i),
});

/** A where a search for the parameters of R begins. */
function crossAtStart(residual: ResidualCovariance): Float64Array {
  const { structure } = residual;
  return residual.cross(structure ? structure.natural(structure.starts[0]!) : [], 0).a;
}

/** The fixed effects may not fit the response exactly: then nothing is left to estimate from. */
function checkVariation(
  { formula }: BuiltModel,
  cross: Float64Array,
  pattern: EliminationPattern,
): void {
  const p = pattern.fixedWidth - 1;
  const l = new Float64Array(p * p);
  const right = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    const row = pattern.fixedRow(i);
    for (let j = i; j < p; j++) l[j * p + i] = cross[row + j]!;
    right[i] = cross[row + p]!;
  }
  if (Number.isNaN(choleskyLower(l, p))) return;
  solveLower(l, p, right);
  const total = cross[pattern.length - 1]!;
  if (total - dot(right, right) > 1e-14 * total) return;
  fail("no-variation", `${formula.responseLabel} does not vary about the fixed effects`, {
    hint: "Every variance would be 0; look at the data, or fit with lm",
  });
}

/** Whether all weights are the same. */
function alike(weights: Float64Array | null): boolean {
  return weights === null || weights.every((w) => w === weights[0]);
}

/** The criterion of a problem, with buffers of its own. */
export function problemCriterion(problem: MixedProblem, reml: boolean): MixedCriterion {
  const { pattern, layout, covariance, residual, n, logDetBasis, strata } = problem;
  const { count, random } = covariance;
  const criterion = new MixedCriterion(
    new Elimination(
      pattern,
      layout,
      crossAtStart(residual),
      count - random,
      residual.structure?.bends.length,
    ),
    covariance,
    residual,
    { n, logDetBasis, strata },
    reml,
  );
  criterion.held = identifiabilities.of(pattern)?.held ?? [];
  return criterion;
}

/** lme4's order: by number of levels, falling; ties as written. Uncorrelated columns are terms. */
function randomTerms(
  random: readonly RandomDesign[],
  cells: Cells,
  n: number,
): { terms: RandomTermData[]; scales: number[][] } {
  const all = random.flatMap((design) => {
    const { group, term, left } = design;
    const levels = group.levels.length;
    checkLevels(design, levels, n);
    const codes = cells.of ? Int32Array.from(cells.first, (r) => group.codes[r]!) : group.codes;
    const values = left.rowsAt(cells.first);
    const m = cells.count;
    const columns = left.names.map((name, j) => {
      const column = values.subarray(j * m, (j + 1) * m);
      if (column.every((v) => v === 1)) return { name, values: null, scale: 1 };
      const scale = powerOfTwo(column);
      return { name, values: scale === 1 ? column : column.map((v) => v / scale), scale };
    });
    const parts = term.correlated ? [columns] : columns.map((c) => [c]);
    return parts.map((part) => ({ group: group.name, levels: group.levels, codes, columns: part }));
  });
  const order = all.map((_, i) => i)
    .sort((a, b) => all[b]!.levels.length - all[a]!.levels.length || a - b);
  return {
    terms: order.map((i) => all[i]!),
    scales: order.map((i) => all[i]!.columns.map((c) => c.scale)),
  };
}

function checkLevels({ group, term, left }: RandomDesign, levels: number, n: number): void {
  const place = { span: { start: term.start, end: term.end } };
  if (levels < 2) {
    fail("one-group-level", `${group.name} has one level in the rows used`, {
      ...place,
      hint: "A random effect needs two levels at least, better six",
    });
  }
  const width = term.correlated ? left.names.length : 1;
  if (levels * width >= n) {
    fail(
      "too-many-levels",
      width === 1
        ? `${group.name} has as many levels (${levels}) as there are rows (${n})`
        : `The term on ${group.name} has ${levels * width} random effects for ${n} rows`,
      {
        ...place,
        hint: "Its variance cannot be told from the residual variance; leave the term out",
      },
    );
  }
}

/** A power of two near the root mean square. */
function powerOfTwo(column: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i]! ** 2;
  if (sum === 0) return 1;
  return 2 ** Math.round(Math.log2(Math.sqrt(sum / column.length)));
}

/** The mean of the response, which the intercept gets back; 0 without one. */
function centreOf(
  { intercept, kept }: FixedEffects,
  y: Float64Array,
  weights: Float64Array | null,
): number {
  if (!intercept || kept[0] !== 0) return 0;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const w = weights ? weights[i]! : 1;
    sum += w * y[i]!;
    total += w;
  }
  return sum / total;
}

interface Basis {
  /** p × p, row-major: row = kept column, column = basis vector. */
  matrix: Float64Array;
  logDet: number;
}

/** T = R⁻¹ if X is ill-conditioned, else null. */
function orthonormalBasis(d: QR, kept: Int32Array): Basis | null {
  const p = d.rank;
  const { factor, rows, pivot } = d;
  const inverse = inverseR(d);
  const scale = new Float64Array(p);
  for (let k = 0; k < p; k++) {
    let sum = 0;
    for (let i = 0; i <= k; i++) sum += factor[k * rows + i]! ** 2;
    scale[k] = Math.sqrt(sum);
  }
  let norm = 0;
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < p; k++) norm += (inverse[i * p + k]! * scale[i]!) ** 2;
  }
  if (Math.sqrt(norm) < WELL_CONDITIONED * Math.sqrt(p)) return null;
  const place = new Int32Array(p);
  for (let k = 0; k < p; k++) place[k] = kept.indexOf(pivot[k]!);
  const matrix = new Float64Array(p * p);
  let logDet = 0;
  for (let i = 0; i < p; i++) {
    logDet -= Math.log(Math.abs(factor[i * rows + i]!));
    matrix.set(inverse.subarray(i * p, (i + 1) * p), place[i]! * p);
  }
  return { matrix, logDet };
}

/** Model rows and mean responses of the cells. */
function cellRows(
  { frame, fixed }: BuiltModel,
  cells: Cells,
  y: Float64Array,
  centre: number,
  basis: Basis | null,
): { rows: MixedRows; within: number } {
  const { offset, weights } = frame;
  const response = y.map((v, i) => v - centre - (offset ? offset[i]! : 0));
  const low = y === frame.response?.values ? frame.response.low ?? null : null;
  const sums = cellSums(cells, response, weights, low);
  const { of: alike } = fixed.cells;
  return {
    rows: {
      n: cells.count,
      p: fixed.kept.length,
      x: modelRows(fixed, basis),
      of: alike ? cells.first.map((r) => alike[r]!) : cells.of ? cells.first : null,
      y: sums.mean.map((m, i) => m + sums.meanLow[i]!),
      weights: cells.of || weights ? sums.weight : null,
    },
    within: sums.within,
  };
}

/** The different rows of X (kept columns), times T: k × p, row-major. */
function modelRows({ cellMatrix, cells, kept }: FixedEffects, basis: Basis | null): Float64Array {
  const { count } = cells;
  const p = kept.length;
  const out = new Float64Array(count * p);
  for (let j = 0; j < p; j++) {
    const column = kept[j]! * count;
    for (let i = 0; i < count; i++) out[i * p + j] = cellMatrix[column + i]!;
  }
  if (!basis) return out;
  const t = basis.matrix;
  const old = new Float64Array(p);
  for (let i = 0; i < count; i++) {
    const row = out.subarray(i * p, (i + 1) * p);
    old.set(row);
    row.fill(0);
    for (let k = 0; k < p; k++) {
      const x = old[k]!;
      if (x === 0) continue;
      for (let j = 0; j < p; j++) row[j]! += x * t[k * p + j]!;
    }
  }
  return out;
}
