/**
 * SAS's hypotheses of Types I, II and III, which lmerTest has too. They come from X alone, not from
 * the estimates' covariance, and Type III does not depend on the coding.
 *
 * A term is contained in another if its factors are among the other's and both have the same
 * covariates (SAS/STAT, "The Four Types of Estimable Functions").
 *
 * Sources: Goodnight (1978, SAS Technical Report R-101; 1980, Commun. Stat. A 9, 167–180) for the
 * general form of estimable functions and the four types; Searle (1971), Linear Models, chapter 5.
 *
 * @module
 */
import { applyToColumns, type QR, qr, solveRColumns } from "../../math/algebra/qr.ts";
import type { Fit } from "../../model/fit.ts";
import type { Coding } from "../../model/fixed/codings.ts";
import type { FixedDesign } from "../../model/fixed/fixed_design.ts";
import type { Note } from "../../note.ts";
import { type Hypothesis, keptByTerm, unit } from "./hypothesis.ts";
import { dot } from "../../math/algebra/products.ts";
import { emptyCellsNote } from "./remarks.ts";

/** For each term, the terms that contain it in SAS's sense; the last entry is the intercept's. */
function containingTerms(fixed: FixedDesign): number[][] {
  const kind = new Map(fixed.variables.map((v) => [v.label, v.kind]));
  const split = fixed.terms.map((t) => ({
    factors: t.variables.filter((v) => kind.get(v) === "factor"),
    covariates: t.variables.filter((v) => kind.get(v) !== "factor"),
  }));
  const own = [...split, { factors: [], covariates: [] }];
  return own.map((a, i) =>
    split.flatMap((b, j) =>
      i !== j && a.covariates.length === b.covariates.length &&
        a.factors.every((v) => b.factors.includes(v)) &&
        a.covariates.every((v) => b.covariates.includes(v))
        ? [j]
        : []
    )
  );
}

/** X'X (X'WX for an `lm`, whose sums of squares are weighted) of the estimable columns. */
function crossProduct(fit: Fit): Float64Array {
  const { fixed } = fit;
  const { cells, cellMatrix: x } = fixed;
  const kept = Array.from(fixed.kept);
  const p = kept.length;
  const m = cells.count;
  const count = new Float64Array(m);
  const weights = fit.leastSquares ? fit.weights : null;
  for (let i = 0; i < fit.n; i++) count[cells.of ? cells.of[i]! : i]! += weights ? weights[i]! : 1;
  const c = new Float64Array(p * p);
  const weighted = new Float64Array(m);
  for (let a = 0; a < p; a++) {
    const column = kept[a]! * m;
    for (let i = 0; i < m; i++) weighted[i] = count[i]! * x[column + i]!;
    for (let b = 0; b <= a; b++) {
      const other = x.subarray(kept[b]! * m, (kept[b]! + 1) * m);
      const value = dot(weighted, other);
      c[a * p + b] = value;
      c[b * p + a] = value;
    }
  }
  return c;
}

/**
 * Rows `from` … `to` − 1 of the unit upper triangle U of C = U'DU (Doolittle), C taken in a given
 * order of its columns; the rows are over the columns in their own order.
 */
function doolittleRows(
  c: Float64Array,
  p: number,
  order: readonly number[],
  from: number,
  to: number,
): Float64Array[] {
  const u = Array.from({ length: to }, () => new Float64Array(p));
  const d = new Float64Array(to);
  for (let i = 0; i < to; i++) {
    for (let j = i; j < p; j++) {
      let sum = c[order[i]! * p + order[j]!]!;
      for (let k = 0; k < i; k++) sum -= d[k]! * u[k]![i]! * u[k]![j]!;
      if (j === i) d[i] = sum;
      u[i]![j] = j === i ? 1 : sum / d[i]!;
    }
  }
  return u.slice(from, to).map((row) => {
    const l = new Float64Array(p);
    for (let j = 0; j < p; j++) l[order[j]!] = row[j]!;
    return l;
  });
}

/** Types I and II. */
function sequential(fit: Fit, type: 1 | 2): Hypothesis[] {
  const { fixed } = fit;
  const places = keptByTerm(fixed);
  const p = places.reduce((s, c) => s + c.length, 0);
  const c = crossProduct(fit);
  const containing = type === 2 ? containingTerms(fixed) : [];
  // of Type I all terms have their rows in one and the same triangle
  const whole = type === 1 ? doolittleRows(c, p, Array.from({ length: p }, (_, i) => i), 0, p) : [];
  return fixed.terms.map((term, t): Hypothesis => {
    const own = places[t + 1]!;
    if (type === 1) return { term: term.label, rows: own.map((i) => whole[i]!) };
    if (type === 2 && containing[t]!.length === 0 && fixed.terms.length > 1) {
      // the same hypothesis in the basis that lmerTest takes, on which Satterthwaite's df depend
      return { term: term.label, rows: own.map((i) => unit(p, i)) };
    }
    const last = containing[t]!.flatMap((u) => places[u + 1]!);
    const first = Array.from({ length: p }, (_, i) => i)
      .filter((i) => !own.includes(i) && !last.includes(i));
    const order = [...first, ...own, ...last];
    const from = first.length;
    return { term: term.label, rows: doolittleRows(c, p, order, from, from + own.length) };
  });
}

const cached = new WeakMap<Fit, Map<number, Hypothesis[]>>();

/**
 * SAS's hypotheses of a type over the estimable coefficients; Type III begins with `(Intercept)` if
 * there is one.
 */
export function sasHypotheses(fit: Fit, type: 1 | 2 | 3): Hypothesis[] {
  let types = cached.get(fit);
  if (!types) cached.set(fit, types = new Map());
  let made = types.get(type);
  if (!made) types.set(type, made = type === 3 ? typeThree(fit) : sequential(fit, type));
  return made;
}

/** Columns of a rows × all matrix (column-major), some of them. */
function chosenColumns(x: Float64Array, rows: number, columns: ArrayLike<number>): Float64Array {
  const out = new Float64Array(rows * columns.length);
  for (let j = 0; j < columns.length; j++) {
    out.set(x.subarray(columns[j]! * rows, (columns[j]! + 1) * rows), j * rows);
  }
  return out;
}

/** Coefficients of the least-squares fits of `count` responses by the columns decomposed, one a row. */
function coefficientsOf(d: QR, y: Float64Array, count: number): Float64Array[] {
  const { rows, rank } = d;
  const z = y.slice();
  applyToColumns(d, z, count, true);
  const b = new Float64Array(count * rank);
  for (let c = 0; c < count; c++) b.set(z.subarray(c * rows, c * rows + rank), c * rank);
  solveRColumns(d, b, count);
  return Array.from({ length: count }, (_, c) => {
    const all = new Float64Array(rank);
    for (let i = 0; i < rank; i++) all[d.pivot[i]!] = b[c * rank + i]!;
    return all;
  });
}

/** What is left of `count` responses after regression on the columns decomposed. */
function residualsOf(d: QR, y: Float64Array, count: number): Float64Array[] {
  const { rows, rank } = d;
  const z = y.slice();
  applyToColumns(d, z, count, true);
  for (let c = 0; c < count; c++) z.fill(0, c * rows, c * rows + rank);
  applyToColumns(d, z, count, false);
  return Array.from({ length: count }, (_, c) => z.slice(c * rows, (c + 1) * rows));
}

/** Vectors of one length, one after the other. */
function joined(vectors: readonly Float64Array[], length: number): Float64Array {
  const out = new Float64Array(vectors.length * length);
  vectors.forEach((v, i) => out.set(v, i * length));
  return out;
}

/**
 * A note on combinations of levels that a term asks for and the data lack: Type III hypotheses of
 * such a model depend on which cells are missing.
 */
export function missingCells(fit: Fit): Note[] {
  const { terms, variables, cells } = fit.fixed;
  const names: string[] = [];
  for (const term of terms) {
    const factors = term.variables.map((l) => variables.find((v) => v.label === l)!);
    if (factors.length < 2 || factors.some((v) => v.kind !== "factor")) continue;
    const seen = new Set<number>();
    for (const row of cells.first) {
      seen.add(factors.reduceRight((k, v) => k * v.levels.length + v.codes[row]!, 0));
    }
    const count = factors.reduce((k, v) => k * v.levels.length, 1);
    for (let k = 0; k < count; k++) {
      if (seen.has(k)) continue;
      let rest = k;
      names.push(
        factors.map((v) => {
          const level = v.levels[rest % v.levels.length]!;
          rest = Math.floor(rest / v.levels.length);
          return v.label + level;
        }).join(":"),
      );
    }
  }
  if (names.length === 0) return [];
  return [emptyCellsNote(names)];
}

/** A treatment-coded design with its over-parametrised counterpart. */
interface Overparametrised {
  /** One column of the cells for each combination of levels in each term (and the intercept). */
  columns: Float64Array[];
  /** For each kept column of the treatment-coded design, its place among `columns`. */
  place: number[];
}

function overparametrised(design: FixedDesign, kept: Int32Array): Overparametrised {
  const { plan, variables, cells } = design;
  const m = cells.count;
  const columns: Float64Array[] = [];
  const placeOf = new Int32Array(design.names.length).fill(-1);
  if (plan.intercept) {
    placeOf[0] = 0;
    columns.push(new Float64Array(m).fill(1));
  }
  for (const term of plan.terms) {
    const full = term.parts.map((part) => {
      const v = variables[part.variable]!;
      return v.kind === "factor" ? v.levels.length : v.values.length;
    });
    const start = columns.length;
    const count = full.reduce((a, b) => a * b, 1);
    for (let k = 0; k < count; k++) {
      const column = new Float64Array(m).fill(1);
      let rest = k;
      term.parts.forEach((part, i) => {
        const v = variables[part.variable]!;
        const which = rest % full[i]!;
        rest = Math.floor(rest / full[i]!);
        for (let c = 0; c < m; c++) {
          const row = cells.first[c]!;
          column[c]! *= v.kind === "factor"
            ? (v.codes[row] === which ? 1 : 0)
            : v.values[which]![row]!;
        }
      });
      columns.push(column);
    }
    for (let k = 0; k < term.width; k++) {
      let rest = k;
      let stride = 1;
      let place = start;
      term.parts.forEach((part, i) => {
        // treatment contrasts begin at the second level, indicators at the first
        place += stride * (rest % part.width + (full[i]! - part.width));
        rest = Math.floor(rest / part.width);
        stride *= full[i]!;
      });
      placeOf[term.start + k] = place;
    }
  }
  return { columns, place: Array.from(kept, (j) => placeOf[j]!) };
}

/**
 * Type III: from the general form of estimable functions, the functions of a term that are
 * orthogonal to those of the terms that contain it.
 *
 * With X the treatment-coded design of full rank and R the over-parametrised one, the columns of
 * L = (X⁺R)' that belong to a term are replaced by their residuals on those of all terms that
 * contain it, highest order first.
 */
function typeThree(fit: Fit): Hypothesis[] {
  const { fixed } = fit;
  if (fixed.terms.length <= 1) {
    const rows = sequential(fit, 1);
    return fixed.intercept && fixed.terms.length === 0
      ? [{ term: "(Intercept)", rows: [Float64Array.of(1)] }]
      : fixed.intercept
      ? [interceptOf(fit), ...rows]
      : rows;
  }
  return orthogonalised(fit);
}

/** The hypothesis of the intercept alone, as the whole algorithm gives it. */
function interceptOf(fit: Fit): Hypothesis {
  return orthogonalised(fit)[0]!;
}

function orthogonalised(fit: Fit): Hypothesis[] {
  const { fixed } = fit;
  const factors = fixed.variables.filter((v) => v.kind === "factor");
  const plain = factors.every((v) => v.coding === "treatment");
  const codings = Object.fromEntries(factors.map((v): [string, Coding] => [v.label, "treatment"]));
  const design = plain ? fixed : fixed.recode(codings);
  const kept = design.kept;
  const p = kept.length;
  const m = design.cells.count;
  const d = qr(chosenColumns(design.cellMatrix, m, kept), m, p);
  const { columns, place } = overparametrised(design, kept);
  const size = columns.length;
  const l: Float64Array[] = Array.from({ length: p }, () => new Float64Array(size));
  coefficientsOf(d, joined(columns, m), size).forEach((b, i) => {
    for (let j = 0; j < p; j++) l[j]![i] = b[j]!;
  });
  const places = keptByTerm(design);
  const containing = containingTerms(design);
  const degree = (t: number): number => t < 0 ? 0 : design.terms[t]!.variables.length;
  const order = design.terms.map((_, t) => t).sort((a, b) => degree(b) - degree(a));
  if (design.intercept) order.push(-1);
  for (const t of order) {
    const outer = (t < 0 ? containing[containing.length - 1]! : containing[t]!)
      .flatMap((u) => places[u + 1]!);
    if (outer.length === 0) continue;
    const by = qr(joined(outer.map((j) => l[j]!), size), size, outer.length);
    const own = places[t + 1]!;
    const left = residualsOf(by, joined(own.map((j) => l[j]!), size), own.length);
    own.forEach((j, k) => l[j] = left[k]!);
  }
  const back = plain ? null : recoding(fixed, design, d, m);
  const hypothesis = (term: string, t: number): Hypothesis => ({
    term,
    rows: places[t]!
      .map((j) => Float64Array.from(place, (i) => l[j]![i]!))
      .filter((row) => row.reduce((s, v) => s + Math.abs(v), 0) > 1e-8)
      .map((row) => back ? back(row) : row),
  });
  const result = design.terms.map((t, i) => hypothesis(t.label, i + 1));
  if (design.intercept) result.unshift(hypothesis("(Intercept)", 0));
  return result;
}

/** Takes a function of the treatment-coded coefficients to one of the fit's own. */
function recoding(
  fixed: FixedDesign,
  design: FixedDesign,
  d: QR,
  m: number,
): (row: Float64Array) => Float64Array {
  const own = fixed.kept;
  const x = chosenColumns(
    fixed.cells === design.cells ? fixed.cellMatrix : fixed.rowsAt(design.cells.first),
    m,
    own,
  );
  const map = coefficientsOf(d, x, own.length);
  return (row) => Float64Array.from(map, (column) => dot(row, column));
}
