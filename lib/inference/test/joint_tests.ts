/**
 * Joint tests of contrasts among means, term by term (emmeans's `joint_tests` and
 * `test(joint = TRUE)`).
 *
 * F is the Wald statistic over its df with the method's covariance (Kenward and Roger's Φ_A, not
 * scaled by λ); its denominator df are the least of those of an orthonormal basis of the functions.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { DiagnosticError, fail } from "../../diagnostic.ts";
import { pf } from "../../math/distribution/tails.ts";
import { sourcesOf } from "../../model/fixed/fixed_design.ts";
import { isEstimable } from "../../model/fixed/estimable.ts";
import type { Fit } from "../../model/fit.ts";
import type { Note } from "../../note.ts";
import { contrastFamily } from "../contrast/contrast_family.ts";
import { dense } from "../contrast/weights.ts";
import { requireModel } from "../contrast/contrast.ts";
import type { ContrastTable } from "../contrast/contrast_table.ts";
import type { Ddf, DenominatorDf } from "../df/ddf.ts";
import { denominatorDf, type Information } from "../df/denominator_df.ts";
import { type EmmeansOptions, marginalMeans, valuesAt } from "../means/emmeans.ts";
import { estimableSubspace } from "../estimate/estimability.ts";
import { waldStatistic } from "../../math/algebra/linear_functions.ts";
import { against, valuesOf } from "../estimate/basis_values.ts";
import { restrict, rowBasis, spans } from "../estimate/linear_function.ts";
import type { Weights } from "../means/margins.ts";
import { Means } from "../means/viewed_means.ts";
import { cellsOf } from "../means/means_cells.ts";
import type { MeansGrid } from "../means/means_grid.ts";
import type { ReferenceGrid } from "../means/grid.ts";
import { referenceGrid, unknownVariable } from "../means/reference_grid.ts";
import { DEPENDENT, LOST } from "./remarks.ts";
import { nestingNote } from "../estimate/remarks.ts";

/** One joint test. Nothing to test: `numDf` 0 and nulls. */
export interface JointTestRow {
  /** Variables joined by `:`, or `(confounded)`. */
  term: string;
  /** The group, where there are `by` variables. */
  by?: Record<string, string | number>;
  /** Numerator df. */
  numDf: number;
  /** Denominator df. */
  denDf: number | null;
  /** F. */
  statistic: number | null;
  /** Upper tail probability. */
  pValue: number | null;
  /** Hotelling's T², of contrasts of several responses; null where it cannot be had. */
  tSquare?: number | null;
  /** `d`: fewer df by linear dependence; `e`: not all functions are estimable; `d e` both. */
  note?: string;
}

/** Joint tests of all terms. */
export interface JointTests {
  /** Always `joint-tests`. */
  kind: "joint-tests";
  /** What the column of terms is called, if not `model term`. */
  termName?: string;
  /** Smaller sets of variables first, `(confounded)` last. */
  rows: JointTestRow[];
  /** Variables within whose groups tests are made. */
  by: string[];
  /** How df were found. */
  ddf: Ddf;
  /** What `d` and `e` mean, and nesting. */
  notes: Note[];
}

/** Options of `jointTests`. */
export interface JointTestsOptions {
  /** Default: Kenward-Roger for `lmer`, residual for `lm`. */
  ddf?: Ddf | undefined;
  /** Of the variance parameters, for Kenward-Roger. Default expected. */
  information?: Information | undefined;
  /** Separate tests at each combination of these. */
  by?: string | readonly string[] | undefined;
  /** How cells are weighted in the means. Default equal. */
  weights?: Weights | undefined;
  /** Values of predictors in the place of those of the grid. */
  at?: EmmeansOptions["at"];
  /** Whether to show what effects of the cells remain beyond the terms. Default yes. */
  confounded?: boolean | undefined;
  /** Whether to show terms that have nothing to test. Default not. */
  untested?: boolean | undefined;
}

/** A test with the basis that it was made on. */
interface JointTest extends Omit<JointTestRow, "term" | "by"> {
  basis: Float64Array[];
}

/** Tests that all functions (over all columns) are zero, or have the values given. */
function jointTestOf(
  fit: Fit,
  df: DenominatorDf,
  functions: readonly Float64Array[],
  values?: readonly number[],
): JointTest {
  const { kept, nullBasis } = fit.fixed;
  let rows = functions.filter((l) => !Number.isNaN(l[0] ?? 0) && l.some((x) => x !== 0));
  let lost = rows.length < functions.length;
  if (nullBasis.length > 0 && rows.some((l) => !isEstimable(l, fit.fixed))) {
    rows = estimableSubspace(rows, fit.fixed);
    lost = true;
  }
  const { rows: basis, dependent } = rowBasis(rows);
  const numDf = basis.length;
  const sought = values && numDf > 0 && valuesOf(basis, rows, lost ? null : values);
  const mark = [...(dependent || numDf === 0 ? ["d"] : []), ...(lost || numDf === 0 ? ["e"] : [])];
  const note = mark.length > 0 ? { note: mark.join(" ") } : {};
  if (numDf === 0) return { numDf, denDf: null, statistic: null, pValue: null, basis, ...note };
  const own = basis.map((l) => restrict(l, kept));
  if (!own.every((l) => fit.isTestable(l))) {
    return { numDf, denDf: null, statistic: null, pValue: null, basis, ...note };
  }
  const statistic = waldStatistic({
    rows: own,
    estimates: fit.beta,
    covariance: df.covariance,
    ...(sought ? { values: sought } : {}),
  }) / numDf;
  if (!Number.isFinite(statistic)) {
    return { numDf, denDf: null, statistic: null, pValue: null, basis, ...note };
  }
  let denDf = Infinity;
  for (const l of own) denDf = Math.min(denDf, df.df(l));
  if (Number.isNaN(denDf)) {
    return { numDf, denDf: null, statistic: null, pValue: null, basis, ...note };
  }
  const pValue = pf(statistic, numDf, denDf, { upper: true });
  return { numDf, denDf, statistic, pValue, basis, ...note };
}

function rowFrom(
  term: string,
  by: Record<string, string | number> | null,
  t: JointTest,
): JointTestRow {
  const { basis: _, ...rest } = t;
  return by ? { term, by, ...rest } : { term, ...rest };
}

function notesOn(rows: readonly JointTestRow[]): Note[] {
  const marks = rows.map((r) => r.note ?? "");
  return [
    ...(marks.some((m) => m.includes("d")) ? [DEPENDENT] : []),
    ...(marks.some((m) => m.includes("e")) ? [LOST] : []),
  ];
}

/**
 * Tests means or contrasts jointly against zero, within their `by` groups; the rows have no term.
 *
 * @example
 * ```ts
 * import { emmeans, jointTest, lm, pairs, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const test = jointTest(pairs(emmeans(lm("y ~ Trt", data), "~ Trt")));
 * if (test.rows[0]!.numDf !== 1) throw new Error();
 * ```
 *
 * @param nullValue what each is tested against. Default 0
 * @throws DiagnosticError `dependent-functions` for another value of rows that depend on each other
 */
export function jointTest(table: MeansGrid | ContrastTable, nullValue = 0): JointTests {
  const own = requireModel(table);
  const rows: JointTestRow[] = [];
  if (own instanceof Means) {
    const groups = new Map<string, number[]>();
    own.rows.forEach((r, i) => {
      const key = own.by.map((v) => r.at[v]).join("\u0000");
      groups.set(key, [...groups.get(key) ?? [], i]);
    });
    for (const members of groups.values()) {
      const by = own.by.length > 0
        ? Object.fromEntries(own.by.map((v) => [v, own.rows[members[0]!]!.at[v]!]))
        : null;
      const test = jointTestOf(
        own.fit,
        own.df,
        members.map((i) => own.linearFull[i]!),
        against(members.map((i) => own.known[i]!), nullValue),
      );
      rows.push(rowFrom("", by, test));
    }
  } else {
    for (const g of own.parts.groups) {
      const values = against(g.known, nullValue);
      rows.push(rowFrom("", g.by, jointTestOf(own.fit, own.df, g.functions.rows(), values)));
    }
  }
  return { kind: "joint-tests", rows, by: own.by, ddf: own.ddf, notes: notesOn(rows) };
}

/**
 * Joint tests of the interaction contrasts of every set of predictors that stands together in a
 * term. Covariates stand at their mean ± 1. With equal weights, factors only and no empty cells these
 * are SAS's Type III tests. Of means, the tests are of the cells that they are. What effects of the cells' means remain is the row `(confounded)`.
 *
 * @throws DiagnosticError `unknown-variable` and as the df method
 * @example
 * ```ts
 * import { jointTests, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const { rows } = jointTests(lm("y ~ Trt", data));
 * if (rows[0]!.term !== "Trt" || rows[0]!.denDf !== 2) throw new Error();
 * ```
 */
export function jointTests(given: Fit | MeansGrid, options: JointTestsOptions = {}): JointTests {
  const whole = given.kind === "means" ? given : null;
  const fit = given.kind === "means" ? given.fit : given;
  const df = whole
    ? whole.df
    : denominatorDf(fit, options.ddf ?? fit.ddf.ofMeans ?? fit.ddf.default, options);
  const grid = whole ? cellsOf(whole) : intervalGrid(fit, options.at);
  const names = grid.variables.map((v) => v.name);
  const by = options.by === undefined ? [] : [options.by].flat();
  for (const name of by) if (!names.includes(name)) unknownVariable(name, names);
  const facs = grid.variables.filter((v) => v.values.length > 1 && !by.includes(v.name));
  if (facs.length === 0) {
    fail("no-terms", "There are no factors to test", {
      hint: "emmeans(m, ~ 1) has the mean, summary(m) the coefficients",
    });
  }
  const groups = new Map<string, Group>();
  for (const term of termsOf(fit, facs.map((v) => v.name), grid)) {
    for (const g of consecutive(fit, grid, term, by, options.weights ?? "equal")) {
      const group = groups.get(g.key) ?? { by: g.by, rows: [], functions: [] };
      groups.set(g.key, group);
      const test = jointTestOf(fit, df, g.functions);
      addAll(group.functions, test.basis);
      if (test.numDf > 0 || options.untested) group.rows.push(rowFrom(term.join(":"), g.by, test));
    }
  }
  const rows: JointTestRow[] = [];
  for (const [key, group] of groups) {
    addAll(rows, group.rows);
    const rest = options.confounded ?? true ? confounded(fit, df, grid, by, key, group) : null;
    if (rest) rows.push(rest);
  }
  const nests = grid.nesting.size > 0 ? [nestingNote(grid.nesting)] : [];
  return { kind: "joint-tests", rows, by, ddf: df.ddf, notes: [...nests, ...notesOn(rows)] };
}

/** Covariates at their mean ± 1, or nearer to it where the model has no value there. */
function intervalGrid(fit: Fit, given: EmmeansOptions["at"]): ReferenceGrid {
  const at = valuesAt(given);
  try {
    return referenceGrid(fit, { covariates: "interval", at });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    if (error.diagnostics[0]?.code !== "missing-value") throw error;
    return referenceGrid(fit, { covariates: "within", at });
  }
}

interface Group {
  by: Record<string, string | number> | null;
  rows: JointTestRow[];
  /** Bases of all terms' tests. */
  functions: Float64Array[];
}

/** Sets of predictors that stand together in some term, smaller sets first; nests complete. */
function termsOf(fit: Fit, facs: readonly string[], grid: ReferenceGrid): string[][] {
  const inModel = fit.fixed.terms.map((t) => sourcesOf(fit.fixed, t.variables));
  for (const [name, outer] of grid.nesting) inModel.push([name, ...outer]);
  // a factor of the grid that no term has, as that of several responses, goes with each of them
  const beside = facs.filter((v) => !inModel.some((t) => t.includes(v)));
  if (beside.length > 0) {
    for (const t of inModel) addAll(t, beside);
    inModel.push(beside);
  }
  const found: string[][] = [];
  const extend = (set: string[], from: number): void => {
    for (let i = from; i < facs.length; i++) {
      const next = [...set, facs[i]!];
      // a larger set cannot be in the model if this one is not
      if (!inModel.some((t) => next.every((v) => t.includes(v)))) continue;
      const complete = next.every((v) =>
        (grid.nesting.get(v) ?? []).every((o) => next.includes(o))
      );
      if (complete) found.push(next);
      extend(next, i + 1);
    }
  };
  extend([], 0);
  return found.sort((a, b) => a.length - b.length);
}

interface Functions {
  key: string;
  by: Record<string, string | number> | null;
  functions: Float64Array[];
}

/** Products of consecutive differences of the means of a set, by group. */
function consecutive(
  fit: Fit,
  grid: ReferenceGrid,
  term: readonly string[],
  by: readonly string[],
  weights: Weights,
): Functions[] {
  const spec = { method: null, factors: [...term], by: [...by] };
  const { linearFull, at } = marginalMeans(fit, spec, grid, weights);
  const nesters = [...new Set(term.flatMap((v) => grid.nesting.get(v) ?? []))];
  const within = [...by, ...nesters];
  const contrasted = term.filter((v) => !nesters.includes(v));
  const members = new Map<string, number[]>();
  at.forEach((a, i) => {
    const key = within.map((v) => a[v]).join("\u0000");
    members.set(key, [...members.get(key) ?? [], i]);
  });
  const result = new Map<string, Functions>();
  for (const rows of members.values()) {
    const here = at[rows[0]!]!;
    const key = by.map((v) => here[v]).join("\u0000");
    let into = result.get(key);
    if (!into) {
      const values = by.length > 0 ? Object.fromEntries(by.map((v) => [v, here[v]!])) : null;
      result.set(key, into = { key, by: values, functions: [] });
    }
    addAll(into.functions, products(contrasted, rows, at, linearFull));
  }
  return [...result.values()];
}

/** The differences of each of k levels from the one before. */
function consecutiveWeights(k: number): Float64Array[] {
  return contrastFamily("consec", Array.from({ length: k }, String)).coefficients
    .map((w) => dense(w, k));
}

function products(
  variables: readonly string[],
  rows: readonly number[],
  at: readonly Record<string, string | number>[],
  linearFull: readonly Float64Array[],
): Float64Array[] {
  const levels = variables.map((v) => [...new Set(rows.map((i) => at[i]![v]!))]);
  const families = levels.map((l) => consecutiveWeights(l.length));
  const count = families.reduce((c, f) => c * f.length, 1);
  const places = rows.map((i) => variables.map((v, k) => levels[k]!.indexOf(at[i]![v]!)));
  return Array.from({ length: count }, (_, k) => {
    const l = new Float64Array(linearFull[0]?.length ?? 0);
    rows.forEach((row, i) => {
      let rest = k;
      let w = 1;
      families.forEach((f, v) => {
        w *= f[rest % f.length]![places[i]![v]!]!;
        rest = Math.floor(rest / f.length);
      });
      if (w === 0) return;
      const full = linearFull[row]!;
      for (let j = 0; j < l.length; j++) l[j]! += w * full[j]!;
    });
    return l;
  });
}

/** What the differences of all cells have beyond the terms' own functions, or null if nothing. */
function confounded(
  fit: Fit,
  df: DenominatorDf,
  grid: ReferenceGrid,
  by: readonly string[],
  key: string,
  group: Group,
): JointTestRow | null {
  const index = by.map((name) => grid.variables.findIndex((v) => v.name === name));
  const cells = grid.rows.filter((_, i) =>
    index.map((v) => {
      const { values } = grid.variables[v]!;
      return values[Math.floor(i / grid.strides[v]!) % values.length];
    }).join("\u0000") === key
  );
  const differences = cells.slice(1).map((row, i) => row.map((x, j) => x - cells[i]![j]!));
  if (fit.fixed.nullBasis.length === 0 && spans(group.functions, differences)) return null;
  const all = jointTestOf(fit, df, differences);
  const terms = jointTestOf(fit, df, group.functions);
  const numDf = all.numDf - terms.numDf;
  if (numDf <= 0 || all.statistic === null || all.denDf === null) return null;
  const explained = terms.numDf * (terms.statistic ?? 0);
  const statistic = Math.max(0, (all.numDf * all.statistic - explained) / numDf);
  const row: JointTestRow = {
    term: "(confounded)",
    numDf,
    denDf: all.denDf,
    statistic,
    pValue: pf(statistic, numDf, all.denDf, { upper: true }),
  };
  return group.by ? { ...row, by: group.by } : row;
}
