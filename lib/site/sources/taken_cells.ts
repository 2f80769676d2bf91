/**
 * Rows of an engine, or of a file that another engine wrote, as cells.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { CellMoments } from "../../data/cells/cell_moments.ts";
import type { Column } from "../../data/column.ts";
import { columnFrom } from "../../data/table_from.ts";
import type { Cell } from "./engine.ts";
import type { Source } from "./source.ts";
import { cellColumns, type Known } from "./statement.ts";

/**
 * Cells from rows of the cells' statement, one value a column in the statement's order.
 *
 * @param isNumber Whether the levels of each factor are numbers, which are then sorted as such.
 * @param known What the statement was told; null if it found its constants itself.
 * @throws {DiagnosticError} `not-finite`, `bad-result`
 */
export function takenCells(
  { asked, name }: Pick<Source, "asked" | "name">,
  rows: readonly (readonly Cell[])[],
  isNumber: readonly boolean[],
  known: Known | null,
): CellMoments {
  const columns = cellColumns(asked, known);
  const place = new Map(columns.map((column, i) => [column, i]));
  const numbers = (column: string): Float64Array =>
    Float64Array.from(rows, (row) => numberOf(row[place.get(column)!]!, name, column));
  const counts = (column: string): Float64Array => {
    const values = numbers(column);
    if (!values.every((value) => Number.isSafeInteger(value) && value >= 0)) {
      bad(name, `"${column}" is no column of counts`);
    }
    return values;
  };
  return {
    by: asked.by.map((own, i) => factorOf(own, rows.map((row) => row[i]!), isNumber[i] ?? false)),
    n: counts("n"),
    numbers: asked.numbers.map((own, i) => {
      const v = `v${i + 1}`;
      const [n, mean, squares] = [counts(`${v}_n`), numbers(`${v}_mean`), numbers(`${v}_ss`)];
      n.forEach((count, c) => {
        if (count > 0 && !(Number.isFinite(mean[c]!) && Number.isFinite(squares[c]!))) {
          notFinite(own);
        }
      });
      const origin = known === null ? originFrom(numbers(`${v}_origin`), name) : known.origins[i]!;
      if (known === null && i >= asked.responses) refuseTwo(own, numbers(`${v}_distinct`)[0] ?? 0);
      const average = asked.weights === null || i < asked.responses
        ? {}
        : { average: numbers(`${v}_avg`) };
      // What rounding leaves of no variation is none.
      const ss = squares.map((value) => value < 0 ? 0 : value);
      return { name: own, origin, n, mean, ss, ...average };
    }),
    products: asked.pairs.map(([i, j]) => ({
      x: asked.numbers[i]!,
      y: asked.numbers[j]!,
      cp: numbers(`v${i + 1}_v${j + 1}_cp`),
    })),
    weights: asked.weights === null
      ? null
      : { name: asked.weights, sum: numbers("w_sum"), log: numbers("w_log") },
  };
}

/** @throws {DiagnosticError} always */
export function notFinite(column: string): never {
  fail("not-finite", `"${column}" has a value that is infinite or no number`, {
    hint: `Leave such rows out with where: or with a query`,
  });
}

/** A covariate of two values is a factor to all that takes means, and cells cannot tell. */
export function refuseTwo(column: string, distinct: number): void {
  if (distinct !== 2) return;
  fail("two-values", `"${column}" has two different values, and is a factor therefore`, {
    hint: "Name it under by:",
  });
}

function originFrom(values: Float64Array, source: string): number {
  const [first = 0] = values;
  if (values.some((value) => value !== first) || !Number.isFinite(first)) {
    bad(source, "a number has several origins");
  }
  return first;
}

function bad(source: string, what: string): never {
  fail("bad-result", `That is no result of the statement of "${source}": ${what}`, {
    hint:
      `heddle sources --print ${source} prints the statement; its result is a CSV with a header`,
  });
}

/** A number; what is missing is NaN. */
function numberOf(value: Cell, source: string, column: string): number {
  if (value === null) return NaN;
  if (typeof value === "number") return value;
  const text = value.trim();
  if (/^(?:|null|NA|\\N)$/i.test(text)) return NaN;
  const number = Number(text);
  if (!Number.isNaN(number) || /^[-+]?nan$/i.test(text)) return number;
  return bad(source, `"${column}" holds "${text.slice(0, 20)}"`);
}

/** The levels of the cells; an empty text is a missing one. */
function factorOf(name: string, values: readonly Cell[], isNumber: boolean): Column {
  const texts = values.map((value) => value === null || value === "" ? null : String(value));
  if (isNumber) {
    const numbers = texts.map((text) => text === null ? null : Number(text));
    // Digits beyond those of a double would make two levels one.
    const all = numbers.every((number, i) =>
      number === null || Number.isFinite(number) &&
        (!Number.isInteger(number) || Number.isSafeInteger(number) || /[.e]/i.test(texts[i]!))
    );
    if (all && numbers.some((number) => number !== null)) return columnFrom(name, numbers);
  }
  // A reader of CSV takes such a column for one of truth values, and so is it sorted.
  const isLogical = texts.every((text) => text === null || /^(?:true|false)$/i.test(text));
  return columnFrom(
    name,
    isLogical ? texts.map((text) => text === null ? null : /^true$/i.test(text)) : texts,
  );
}
