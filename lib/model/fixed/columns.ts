/**
 * The columns of a model matrix: which there are, what they are called, how they are filled.
 *
 * @module
 */
import { fail, placeOf } from "../../diagnostic.ts";
import { grouped, keepWithin, LIMITS } from "../../limits.ts";
import { low, multiplyDoubled } from "../../math/algebra/double_double.ts";
import {
  type Coding,
  type CodingMatrix,
  contrastMatrix,
  defaultCoding,
  indicators,
  levelsOf,
} from "./codings.ts";
import type { FrameVariable } from "../formula/frame_variable.ts";
import type { TermList } from "../formula/terms.ts";

/** One variable's part in a term: a coding (of the variable's levels), or numeric columns. */
export interface Part {
  /** Index of the variable. */
  variable: number;
  /** Null for a numeric variable. */
  coding: CodingMatrix | null;
  /** How many columns the part has. */
  width: number;
  /** Names of the part's columns. */
  names: string[];
}

/** The columns of one term: products of its parts' columns, the first part's varying fastest. */
export interface TermColumns {
  label: string;
  parts: Part[];
  /** First column in the matrix, and how many. */
  start: number;
  width: number;
}

/** All columns of a model matrix. */
export interface ColumnPlan {
  intercept: boolean;
  terms: TermColumns[];
  names: string[];
  assign: Int32Array;
}

/** Values of one variable over some rows. */
export interface VariableData {
  /** Factor: index into the variable's levels. */
  codes: Int32Array | null;
  columns: readonly Float64Array[];
  /** What rounding took from the columns, where it is known. */
  lows?: readonly (Float64Array | null)[];
}

/**
 * Whether R codes a factor in a term by contrasts: the term without the factor is empty or part of
 * an earlier term. Else one indicator a level is needed, so that the term spans its margin
 * (Chambers & Hastie 1992, *Statistical Models in S*, p. 38).
 */
function byContrasts(terms: EarlierTerms, place: number, variable: number): boolean {
  const margin = terms.list[place]!.variables.filter((v) => v !== variable);
  if (margin.length === 0) return true;
  const same = terms.first.get(margin.join());
  if (same !== undefined && same < place) return true;
  for (let i = 0; i < place; i++) {
    const { variables } = terms.list[i]!;
    if (variables.length > margin.length && margin.every((v) => variables.includes(v))) return true;
  }
  return false;
}

/** Terms, and where each set of variables stands first: mostly a margin is a term itself. */
interface EarlierTerms {
  list: TermList["terms"];
  first: ReadonlyMap<string, number>;
}

function earlierTerms(list: TermList["terms"]): EarlierTerms {
  const first = new Map<string, number>();
  list.forEach((t, i) => {
    const key = t.variables.join();
    if (!first.has(key)) first.set(key, i);
  });
  return { list, first };
}

/** Which coding each factor has; null for numeric variables. */
export function codingsOf(
  variables: readonly FrameVariable[],
  wanted: Record<string, Coding>,
): (Coding | null)[] {
  return variables.map((v) => {
    if (!v.factor) return null;
    const own = Object.hasOwn(wanted, v.label) ? wanted[v.label]! : null;
    if (own === null) refuseCoded(v);
    // columns for levels that the rows used do not have are none, as R drops them
    const fits = own !== null &&
      (typeof own === "string" || levelsOf(own) === v.factor.levels.length);
    return fits ? own : defaultCoding(v.factor.ordered);
  });
}

/** A formula that names a coding has none where nobody read it. */
function refuseCoded({ label, expr }: FrameVariable): void {
  if (expr.kind !== "call" || expr.callee.kind !== "name" || expr.callee.name !== "C") return;
  if (expr.args.length < 2) return;
  fail("unknown-coding", `The coding of ${label} is not known`, {
    ...placeOf(expr),
    hint: 'Give it to the model: contrasts: { Trt: "sum" }',
  });
}

/** Lays out the model matrix. */
export function planColumns(
  list: TermList,
  variables: readonly FrameVariable[],
  codings: readonly (Coding | null)[],
  numbered: ReadonlySet<string> = new Set(),
): ColumnPlan {
  const names: string[] = list.intercept ? ["(Intercept)"] : [];
  const assign: number[] = list.intercept ? [0] : [];
  // without an intercept the first factor met stands for it
  const firstWithFactor = list.intercept
    ? -1
    : list.terms.findIndex((t) => t.variables.some((v) => variables[v]!.factor));
  refuseManyLevels(variables);
  const earlier = earlierTerms(list.terms);
  const contrasted = list.terms.map((term, place) => {
    const first = term.variables.find((v) => variables[v]!.factor);
    return term.variables.map((v) =>
      byContrasts(earlier, place, v) && !(place === firstWithFactor && v === first)
    );
  });
  refuseManyColumns(list, variables, contrasted);
  const known = new Map<string, Part>();
  const terms = list.terms.map((term, place): TermColumns => {
    const parts = term.variables.map((v, i): Part => {
      const contrasts = contrasted[place]![i]!;
      const key = `${v} ${contrasts}`;
      let part = known.get(key);
      if (!part) {
        const byNumber = numbered.has(variables[v]!.label);
        known.set(key, part = partOf(variables[v]!, v, codings[v]!, contrasts, byNumber));
      }
      return part;
    });
    const width = parts.reduce((product, p) => product * p.width, 1);
    const start = names.length;
    for (let k = 0; k < width; k++) {
      names.push(indicesOf(parts, k).map((i, p) => parts[p]!.names[i]!).join(":"));
      assign.push(place + 1);
    }
    return { label: term.label, parts, start, width };
  });
  return { intercept: list.intercept, terms, names, assign: Int32Array.from(assign) };
}

/** Contrasts of a factor with very many levels would alone take gigabytes. */
function refuseManyLevels(variables: readonly FrameVariable[]): void {
  for (const { factor, label } of variables) {
    if (!factor) continue;
    keepWithin(LIMITS.levels, factor.levels.length, `Levels of ${label}`, {
      hint: `Is it a column of numbers read as text, or a group for a random term, (1 | ${label})?`,
    });
  }
}

/** Counts columns by the levels alone, before any is made. */
function refuseManyColumns(
  list: TermList,
  variables: readonly FrameVariable[],
  contrasted: readonly (readonly boolean[])[],
): void {
  let count = list.intercept ? 1 : 0;
  let widest = 0;
  let label = "";
  list.terms.forEach((term, place) => {
    const width = term.variables.reduce((product, v, i) => {
      const { factor, columns } = variables[v]!;
      if (!factor) return product * columns.length;
      return product * (factor.levels.length - (contrasted[place]![i] ? 1 : 0));
    }, 1);
    count += width;
    if (width > widest) [widest, label] = [width, term.label];
  });
  keepWithin(LIMITS.columns, count, "Columns of the model", {
    hint: `${label} alone has ${grouped(widest)}: leave it out, or name the products that matter`,
  });
}

function partOf(
  v: FrameVariable,
  variable: number,
  coding: Coding | null,
  contrasts: boolean,
  numbered: boolean,
): Part {
  if (!v.factor) {
    const names = v.suffixes.map((s) => v.label + s);
    return { variable, coding: null, width: v.columns.length, names };
  }
  const { levels } = v.factor;
  const matrix = contrasts ? contrastMatrix(coding!, levels, numbered) : indicators(levels);
  const names = matrix.names.map((s) => v.label + s);
  return { variable, coding: matrix, width: names.length, names };
}

/** Which column of each part makes column k of a term. */
function indicesOf(parts: readonly Part[], k: number): number[] {
  let rest = k;
  return parts.map((p) => {
    const i = rest % p.width;
    rest = Math.floor(rest / p.width);
    return i;
  });
}

/**
 * Fills the model matrix for some rows.
 *
 * @param data values of each variable
 * @param rows which rows; null for all n
 * @returns m × columns, column-major
 */
export function fillColumns(
  plan: ColumnPlan,
  data: readonly VariableData[],
  rows: Int32Array | null,
  n: number,
): Float64Array {
  const m = rows ? rows.length : n;
  const matrix = new Float64Array(m * plan.names.length);
  if (plan.intercept) matrix.fill(1, 0, m);
  for (const term of plan.terms) {
    for (let k = 0; k < term.width; k++) {
      const column = matrix.subarray((term.start + k) * m, (term.start + k + 1) * m);
      column.fill(1);
      indicesOf(term.parts, k).forEach((index, p) => {
        multiplyPart(column, term.parts[p]!, index, data, rows);
      });
    }
  }
  return matrix;
}

/** column ← column ∘ (one column of a part). */
function multiplyPart(
  column: Float64Array,
  part: Part,
  index: number,
  data: readonly VariableData[],
  rows: Int32Array | null,
): void {
  const { codes, columns } = data[part.variable]!;
  const m = column.length;
  if (part.coding) {
    const levels = part.coding.values.length / part.width;
    const values = part.coding.values.subarray(index * levels, (index + 1) * levels);
    const of = codes!;
    if (rows) { for (let i = 0; i < m; i++) column[i]! *= values[of[rows[i]!]!]!; }
    else for (let i = 0; i < m; i++) column[i]! *= values[of[i]!]!;
    return;
  }
  const values = columns[index]!;
  if (rows) { for (let i = 0; i < m; i++) column[i]! *= values[rows[i]!]!; }
  else for (let i = 0; i < m; i++) column[i]! *= values[i]!;
}

/**
 * What rounding takes from the columns of `fillColumns`, as far as numeric variables carry such
 * parts: m × columns, column-major, or null if none does.
 *
 * @param rows which rows; values and lows of `data` are indexed by them
 */
export function fillLows(
  plan: ColumnPlan,
  data: readonly VariableData[],
  rows: Int32Array,
): Float64Array | null {
  const m = rows.length;
  let lows: Float64Array | null = null;
  for (const term of plan.terms) {
    if (!term.parts.some((p) => data[p.variable]!.lows?.some((l) => l !== null))) continue;
    lows ??= new Float64Array(m * plan.names.length);
    for (let k = 0; k < term.width; k++) {
      const start = (term.start + k) * m;
      const indices = indicesOf(term.parts, k);
      for (let i = 0; i < m; i++) lows[start + i] = productLow(term.parts, indices, data, rows[i]!);
    }
  }
  return lows;
}

/** The low part of one element of the matrix, its product formed in doubled precision. */
function productLow(
  parts: readonly Part[],
  indices: readonly number[],
  data: readonly VariableData[],
  row: number,
): number {
  let high = 1;
  let rest = 0;
  let plain = 1;
  for (let p = 0; p < parts.length; p++) {
    const part = parts[p]!;
    const { codes, columns, lows } = data[part.variable]!;
    const levels = part.coding ? part.coding.values.length / part.width : 0;
    const value = part.coding
      ? part.coding.values[indices[p]! * levels + codes![row]!]!
      : columns[indices[p]!]![row]!;
    high = multiplyDoubled(high, rest, value, lows?.[indices[p]!]?.[row] ?? 0);
    rest = low.value;
    plain *= value;
  }
  // the element as filled is the plain product; the difference is exact
  return (high - plain) + rest;
}
