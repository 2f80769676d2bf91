/**
 * What was observed: the measured columns of the tables of a page and the residuals of its models, so
 * that numbers can be known again that are rows of data.
 *
 * @module
 */
import type { NamedModel } from "../../chunk/page/page_result.ts";
import type { Column } from "../../data/column.ts";
import type { Table } from "../../data/table.ts";
import { DiagnosticError } from "../../diagnostic.ts";
import { greatest } from "../../lists.ts";

/** A column of numbers by its values. */
interface Series {
  values: ArrayLike<number>;
  set: ReadonlySet<number>;
  /** Of a column of a table. */
  of: { table: Table; column: string } | null;
}

/** Numbers in the order in which they are shown; null where one is missing or is none. */
export type Sequence = readonly (number | null)[];

/** Distinct values up to which a column of numbers is taken for levels of a design. */
const FEW = 8;

/** Rows for each distinct whole number from which a column is taken for levels of a design. */
const RECURS = 3;

/** Numbers that are the least to say that they are rows of data, and of whole ones. */
const LEAST = { any: 3, whole: 6 };

/** Decimals to which shown numbers may have been rounded. */
const ROUNDED = 6;

/** What is often done to a column before it is shown. */
const TRANSFORMED = [Math.log, Math.log10, Math.log2, Math.log1p, Math.sqrt];

/** Rows up to which a column is known again when it was transformed. */
const MOST_TRANSFORMED = 100_000;

/** What was observed on a page. */
export class Observed {
  readonly #tables: readonly Table[];
  readonly #models: readonly NamedModel[];
  #series: Series[] | null = null;
  #counts: ReadonlySet<number> | null = null;

  /**
   * @param tables Tables that were read.
   * @param models Models of the page, with the tables that they were given.
   */
  constructor(tables: readonly Table[], models: readonly NamedModel[]) {
    this.#tables = [...new Set([...tables, ...models.map(({ data }) => data)])];
    this.#models = models;
  }

  /** Whether there is as much of something as there are rows of a table or of a model. */
  isCount(count: number): boolean {
    this.#counts ??= new Set([
      ...this.#tables.map(({ nrow }) => nrow),
      ...this.#models.flatMap(({ fit }) => [fit.n, fit.residuals.length]),
    ]);
    return count >= LEAST.any && this.#counts.has(count);
  }

  /** Whether numbers are values of one column, in whatever order, or a run of them rounded. */
  has(numbers: Sequence): boolean {
    const values = numbers.filter((value): value is number =>
      value !== null && Number.isFinite(value)
    );
    const whole = values.every(Number.isInteger);
    if (values.length < (whole ? LEAST.whole : LEAST.any)) return false;
    if (new Set(values).size < LEAST.any) return false;
    const step = 0.5 * 10 ** -decimalsOf(values);
    return this.#all().some((series) =>
      values.every((value) => series.set.has(value)) ||
      step > 0.4 * 10 ** -ROUNDED && runs(series.values, values, step) ||
      linear(series.values, values)
    );
  }

  /** Whether several of some numbers, whatever stands between them, are values of one column. */
  shows(numbers: ReadonlySet<number>): boolean {
    return this.#all().some(({ set }) => {
      let found = 0;
      for (const value of numbers) {
        if (!Number.isInteger(value) && set.has(value) && ++found >= LEAST.any) return true;
      }
      return false;
    });
  }

  /** Whether a table has a row with these values in columns of these names, a measured one among them. */
  hasRow(record: ReadonlyMap<string, unknown>): boolean {
    return this.#all().some(({ set, of, values }) => {
      const own = of && record.get(of.column);
      if (!of || typeof own !== "number" || !set.has(own)) return false;
      const shared = of.table.columns.filter(({ name }) => name !== of.column && record.has(name));
      if (shared.length === 0) return false;
      for (let i = 0; i < values.length; i++) {
        if (values[i] !== own) continue;
        if (shared.every((column) => cellOf(column, i) === record.get(column.name))) return true;
      }
      return false;
    });
  }

  #all(): Series[] {
    if (this.#series) return this.#series;
    const responses = new Set(
      this.#models.flatMap(({ fit }) => fit.response.match(/[\p{L}.][\p{L}\p{N}._]*/gu) ?? []),
    );
    const series: Series[] = [];
    for (const table of this.#tables) {
      for (const column of table.columns) {
        if (column.kind !== "numeric") continue;
        const set = new Set(column.values);
        if (responses.has(column.name) || isMeasured(column.values, set)) {
          const of = { table, column: column.name };
          series.push({ values: column.values, set, of });
          if (column.values.length > MOST_TRANSFORMED) continue;
          for (const transformed of TRANSFORMED) {
            const values = Float64Array.from(column.values, (value) => transformed(value));
            series.push({ values, set: new Set(values), of: null });
          }
        }
      }
    }
    for (const { fit } of this.#models) {
      try {
        const values = fit.residuals;
        series.push({ values, set: new Set(values), of: null });
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
      }
    }
    return this.#series = series;
  }
}

/** Whether a column looks measured, and not like levels or numbers of units. */
function isMeasured(values: Float64Array, distinct: ReadonlySet<number>): boolean {
  if (distinct.size <= FEW) return false;
  let whole = true;
  let low = Infinity;
  let high = -Infinity;
  for (const value of distinct) {
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) whole = false;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return !whole || (values.length / distinct.size < RECURS && high - low + 1 > distinct.size);
}

/** Decimals with which numbers are written; more than can be rounding if one has them all. */
function decimalsOf(values: readonly number[]): number {
  let most = 0;
  for (const value of values) {
    const text = String(value);
    if (text.includes("e")) return Infinity;
    const point = text.indexOf(".");
    if (point >= 0) most = Math.max(most, text.length - point - 1);
  }
  return most;
}

/** A cell as it is shown. */
function cellOf(column: Column, row: number): unknown {
  switch (column.kind) {
    case "numeric":
      return column.values[row];
    case "logical":
      return column.values[row] === 1;
    case "factor":
      return column.levels[column.codes[row]!];
    case "text":
      return column.dictionary[column.codes[row]!];
  }
}

/** Whether values are a straight line of what stands one after another in a column. */
function linear(column: ArrayLike<number>, values: readonly number[]): boolean {
  const second = values.findIndex((value) => value !== values[0]);
  if (values.length <= LEAST.any || second < 0) return false;
  const size = greatest(values.map(Math.abs));
  for (let from = 0; from + values.length <= column.length; from++) {
    const slope = (values[second]! - values[0]!) / (column[from + second]! - column[from]!);
    if (!Number.isFinite(slope)) continue;
    let i = 0;
    while (
      i < values.length &&
      Math.abs(values[i]! - values[0]! - slope * (column[from + i]! - column[from]!)) <= 1e-9 * size
    ) i++;
    if (i === values.length) return true;
  }
  return false;
}

/** Whether values stand one after another in a column, each within `step` of what is there. */
function runs(column: ArrayLike<number>, values: readonly number[], step: number): boolean {
  const within = step * (1 + 1e-9);
  for (let from = 0; from + values.length <= column.length; from++) {
    let i = 0;
    while (i < values.length && Math.abs(column[from + i]! - values[i]!) <= within) i++;
    if (i === values.length) return true;
  }
  return false;
}
