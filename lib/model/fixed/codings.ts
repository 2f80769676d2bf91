/**
 * How a factor becomes columns: R's contrast codings with R's column names.
 *
 * Source: Chambers & Hastie (1992), Statistical Models in S, section 2.3.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { applyQ, qr } from "../../math/algebra/qr.ts";
import { evaluatePolynomials, polynomialBasis } from "../../math/algebra/orthogonal_polynomial.ts";

/** Contrast codings by R's names without `contr.`. */
export type NamedCoding = "treatment" | "sum" | "helmert" | "poly" | "sas";

/** Columns for the levels of a factor. */
export interface CodingMatrix {
  /** levels × columns, column-major. */
  readonly values: Float64Array;
  /** What R appends to the factor's name. */
  readonly names: readonly string[];
}

/** A coding by its name, or the columns themselves, for as many levels as they have rows. */
export type Coding = NamedCoding | CodingMatrix;

/** Whether a coding has the columns that so many levels leave beside a mean: as many but one. */
export function isWhole(coding: Coding, levels: number): boolean {
  return typeof coding === "string" || coding.names.length === levels - 1;
}

/** How many levels the columns of a coding are for. */
export function levelsOf(coding: CodingMatrix): number {
  return coding.values.length / coding.names.length;
}

/**
 * A coding whose columns are given: as many of them as are wanted; where there are too few, beside
 * them orthonormal ones that are orthogonal to them and to a mean, without a name.
 *
 * @param values rows × columns, column-major
 * @param names of the columns; null if they have none, and are counted
 * @param wanted how many columns the coding has; one fewer than rows as a rule
 * @returns null if the columns are not independent of each other and of a mean
 */
export function givenCoding(
  values: Float64Array,
  rows: number,
  names: readonly string[] | null,
  wanted = rows - 1,
): CodingMatrix | null {
  const given = values.length / rows;
  const named = Array.from({ length: wanted }, (_, j) => names ? names[j] ?? "" : String(j + 1));
  if (given >= wanted) return { values: values.slice(0, rows * wanted), names: named };
  const beside = new Float64Array(rows * (given + 1)).fill(1, 0, rows);
  beside.set(values, rows);
  const decomposed = qr(beside, rows, given + 1);
  if (decomposed.rank <= given) return null;
  const whole = new Float64Array(rows * wanted);
  for (let j = 0; j < wanted; j++) {
    whole[j * rows + j + 1] = 1;
    applyQ(decomposed, whole, j * rows);
  }
  whole.set(values);
  return { values: whole, names: named };
}

/** The codings that have names. */
export const codings: readonly NamedCoding[] = ["treatment", "sum", "helmert", "poly", "sas"];

/** R's coding for a factor if nothing else is said. */
export function defaultCoding(ordered: boolean): NamedCoding {
  return ordered ? "poly" : "treatment";
}

/** One indicator for each level. */
export function indicators(levels: readonly string[]): CodingMatrix {
  const k = levels.length;
  const values = new Float64Array(k * k);
  for (let i = 0; i < k; i++) values[i * k + i] = 1;
  return { values, names: [...levels] };
}

/**
 * The contrasts of a coding: one column fewer than levels, unless columns were given that are fewer.
 *
 * - treatment: indicators of all levels but the first; sas: of all but the last
 * - sum: +1 for the level, −1 for the last
 * - helmert: each level against the mean of those before it
 * - poly: orthonormal polynomials in 1, 2, …, k
 *
 * @param numbered columns are named by the numbers of their levels, as R does if a coding is given as
 * a function
 * @throws DiagnosticError `one-level` for fewer than two levels
 */
export function contrastMatrix(
  coding: Coding,
  levels: readonly string[],
  numbered = false,
): CodingMatrix {
  if (typeof coding !== "string") return coding;
  const k = levels.length;
  const labels = numbered ? levels.map((_, i) => String(i + 1)) : levels;
  if (k < 2) {
    fail("one-level", "Contrasts need a factor with at least two levels", {
      hint: "Leave the factor out of the formula",
    });
  }
  const values = new Float64Array(k * (k - 1));
  const set = (level: number, column: number, value: number): void => {
    values[column * k + level] = value;
  };
  const numbers = levels.slice(1).map((_, j) => String(j + 1));
  switch (coding) {
    case "treatment":
      for (let j = 0; j < k - 1; j++) set(j + 1, j, 1);
      return { values, names: labels.slice(1) };
    case "sas":
      for (let j = 0; j < k - 1; j++) set(j, j, 1);
      return { values, names: labels.slice(0, -1) };
    case "sum":
      for (let j = 0; j < k - 1; j++) {
        set(j, j, 1);
        set(k - 1, j, -1);
      }
      return { values, names: numbers };
    case "helmert":
      for (let j = 0; j < k - 1; j++) {
        for (let i = 0; i <= j; i++) set(i, j, -1);
        set(j + 1, j, j + 1);
      }
      return { values, names: numbers };
    case "poly":
      return polynomialContrasts(k);
  }
}

function polynomialContrasts(k: number): CodingMatrix {
  const scores = Float64Array.from({ length: k }, (_, i) => i + 1);
  const basis = polynomialBasis(scores, k - 1)!;
  const values = new Float64Array(k * (k - 1));
  evaluatePolynomials(basis, scores).forEach((column, j) => values.set(column, j * k));
  const names = Array.from({ length: k - 1 }, (_, j) => [".L", ".Q", ".C"][j] ?? `^${j + 1}`);
  return { values, names };
}
