/**
 * Designs written out: data as text has them, and a column for every cell of every term, so that no
 * coding is involved and rank is a question for the space of rows.
 *
 * @module
 */
import { type CaseFacts, readPublic } from "../read_case.ts";
import { type Matrix, orthonormal } from "./matrix.ts";

/** Complete rows of a case, cell by cell as text. */
export interface Records {
  rows: Record<string, string>[];
  /** Levels in order, by factor. */
  levels: Record<string, string[]>;
}

/** The data of a case; what is in use must be there in full. */
export function recordsOf(c: CaseFacts): Records {
  const [head = "", ...lines] = readPublic(c.data).trim().split(/\r?\n/);
  const split = (line: string) => line.split(",").map((x) => x.replace(/^"|"$/g, ""));
  const names = split(head);
  const rows = lines.map((line) => {
    const cells = split(line);
    return Object.fromEntries(names.map((name, j) => [name, cells[j] ?? ""]));
  });
  return { rows: rows.filter((r) => !Object.values(r).includes("NA")), levels: c.factors };
}

/** A column of numbers. */
export function numbers({ rows }: Records, name: string): Float64Array {
  return Float64Array.from(rows, (r) => Number(r[name]));
}

/** A column of ones and zeros for each group that the factors' levels make together. */
export function indicators({ rows }: Records, factors: readonly string[]): Matrix {
  const keys = rows.map((r) => factors.map((f) => r[f]).join("\u0000"));
  const groups = [...new Set(keys)];
  return keys.map((key) => Float64Array.from(groups, (g) => g === key ? 1 : 0));
}

/** A term: its factors; the intercept has none. */
export type Term = readonly string[];

/** Cells of a term, the first factor slowest. */
function cells(levels: Record<string, string[]>, term: Term): Record<string, string>[] {
  return term.reduce<Record<string, string>[]>(
    (found, f) => found.flatMap((cell) => levels[f]!.map((level) => ({ ...cell, [f]: level }))),
    [{}],
  );
}

/** The over-parametrised row of a combination of levels: a column for each cell of each term. */
export function overRow(
  levels: Record<string, string[]>,
  terms: readonly Term[],
  at: Record<string, string>,
): Float64Array {
  return Float64Array.from(
    terms.flatMap((term) =>
      cells(levels, term).map((cell) => term.every((f) => cell[f] === at[f]) ? 1 : 0)
    ),
  );
}

/** All combinations of levels. */
export function grid(levels: Record<string, string[]>, factors: Term): Record<string, string>[] {
  return cells(levels, factors);
}

/** A design of full rank for the same space: X₀B, and B' (orthonormal rows) to take functions there. */
export function fullRank(over: Matrix): { x: Matrix; basis: Matrix } {
  const distinct = [...new Map(over.map((row) => [row.join(), row])).values()];
  const basis = orthonormal(distinct);
  const x = over.map((row) => reduced(row, basis));
  return { x, basis };
}

/** A function of the over-parametrised coefficients as one of those of full rank. */
export function reduced(row: Float64Array, basis: Matrix): Float64Array {
  return Float64Array.from(basis, (b) => b.reduce((sum, x, j) => sum + x * row[j]!, 0));
}
