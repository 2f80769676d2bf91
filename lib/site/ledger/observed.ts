/**
 * What was observed: the measured columns of the tables of a page and the residuals of its models, so
 * that numbers can be known again that are rows of data.
 *
 * @module
 */
import type { NamedModel } from "../../chunk/page/page_result.ts";
import type { Table } from "../../data/table.ts";
import { DiagnosticError } from "../../diagnostic.ts";

/** A column of numbers by its values. */
interface Series {
  values: ArrayLike<number>;
  set: ReadonlySet<number>;
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
      step > 0.4 * 10 ** -ROUNDED && runs(series.values, values, step)
    );
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
          series.push({ values: column.values, set });
        }
      }
    }
    for (const { fit } of this.#models) {
      try {
        for (const values of [fit.residuals]) series.push({ values, set: new Set(values) });
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
