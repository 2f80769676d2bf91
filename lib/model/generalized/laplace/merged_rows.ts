/**
 * Rows that agree in everything that a likelihood reads, as one row with the sum of their weights: a
 * search then costs as many rows as there are different ones. Counts of few values in a designed
 * experiment are most often so.
 *
 * @module
 */
import { type CellKey, cellsOf } from "../../formula/cells.ts";
import type { ResponseRow } from "../series/likelihood.ts";
import type { LaplaceRows, Predictor } from "./problem.ts";

/** Rows are merged where no more than this share of them is left. */
const WORTHWHILE = 0.8;

/** The same likelihood of fewer rows; the rows themselves where few agree. */
export function mergedRows(rows: LaplaceRows): LaplaceRows {
  const { response, weights, terms } = rows;
  const { length: n } = response;
  const parts = [rows.conditional, rows.zero, rows.dispersion];
  const { count, of, first } = cellsOf([
    ...terms.map(({ codes, levels }): CellKey => ({ codes, size: levels })),
    { values: Float64Array.from(response, (r) => r.y) },
    { values: Float64Array.from(response, (r) => r.trials) },
    ...parts.flatMap((part) => part ? keysOf(part, n) : []),
    ...terms.flatMap((t) => t.columns.flatMap((c) => c ? [{ values: c }] : [])),
  ], n);
  if (!of || count > WORTHWHILE * n) return rows;
  const merged = new Float64Array(count);
  for (let i = 0; i < n; i++) merged[of[i]!]! += weights ? weights[i]! : 1;
  const chosen = (part: Predictor): Predictor => ({
    ...part,
    x: rowsOf(part.x, part.p, first),
    offset: part.offset && rowsOf(part.offset, 1, first),
    cells: part.cells?.of
      ? { count: part.cells.count, of: Int32Array.from(first, (i) => part.cells!.of![i]!) }
      : undefined,
  });
  return {
    ...rows,
    response: Array.from(first, (i): ResponseRow => response[i]!),
    weights: merged,
    conditional: chosen(rows.conditional),
    zero: rows.zero && chosen(rows.zero),
    dispersion: rows.dispersion && chosen(rows.dispersion),
    terms: terms.map((t) => ({
      ...t,
      codes: Int32Array.from(first, (i) => t.codes[i]!),
      columns: t.columns.map((c) => c && rowsOf(c, 1, first)),
    })),
  };
}

/** What tells the rows of a predictor apart. */
function keysOf({ x, p, offset, cells }: Predictor, n: number): CellKey[] {
  const ofOffset = offset ? [{ values: offset }] : [];
  if (cells?.of) return [{ codes: cells.of, size: cells.count }, ...ofOffset];
  const columns = Array.from({ length: p }, (_, j): CellKey => ({
    values: Float64Array.from({ length: n }, (_, i) => x[i * p + j]!),
  }));
  return [...columns, ...ofOffset];
}

/** Some rows of p numbers each. */
function rowsOf(x: Float64Array, p: number, chosen: Int32Array): Float64Array {
  const out = new Float64Array(chosen.length * p);
  chosen.forEach((i, to) => out.set(x.subarray(i * p, (i + 1) * p), to * p));
  return out;
}
