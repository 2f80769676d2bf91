/**
 * Columns of which cells are known and no rows, in the language: a list with one element a row, which
 * knows its cell and nothing else. Rows can be picked and put into another order, tables joined and
 * factors changed beside it; whatever needs a number finds none.
 *
 * @module
 */
import { cellsCalled, needsRows } from "../../data/cells/needs_rows.ts";
import type { HeldRows, NumericColumn } from "../../data/column.ts";
import { withheldIn } from "../../language/values/withheld.ts";
import * as language from "../../language/values/value.ts";
import type { HeldValue } from "../values/value.ts";

type HeldColumn = NumericColumn & { readonly held: HeldRows };

const LISTS = new WeakMap<NumericColumn, language.ListVector>();

/** A held column as a list of the language. */
export function heldList(column: HeldColumn): language.ListVector {
  const known = LISTS.get(column);
  if (known) return known;
  const { cell, source } = column.held;
  const what = `${column.name}, of which ${cellsCalled(source)} has cells and no rows`;
  const missing = language.share(language.logicals(Int32Array.of(language.NA_INTEGER)));
  const things = new Map<number, language.Thing>();
  const thingOf = (c: number): language.Thing => {
    let thing = things.get(c);
    if (!thing) {
      const content: HeldValue = { kind: "held", what, column, cell: c };
      things.set(
        c,
        thing = {
          type: "thing",
          classes: ["held"],
          what,
          content,
          attributes: null,
          exclusive: false,
          held: true,
          withheld: (what, span) =>
            needsRows(`${what} takes values of ${column.name}`, source, span ? { span } : {}),
        },
      );
    }
    return thing;
  };
  const made = language.listOf(Array.from(cell, (c) => c < 0 ? missing : thingOf(c)));
  LISTS.set(column, made);
  return made;
}

/** What a value of the language holds of a row of cells; null if it is no such. */
function heldOf(x: language.Value): HeldValue | null {
  return x.type === "thing" && x.withheld ? x.content as HeldValue : null;
}

/** The first row of cells in a list of such rows and missing values; null if it is another list. */
export function heldIn(x: language.Value): HeldValue | null {
  const thing = withheldIn(x);
  return thing && thing.content as HeldValue;
}

/** A list of rows of cells as a column: the k-th row of a cell that is met stands for the k-th that it has. */
export function heldColumn(name: string, x: language.ListVector): NumericColumn {
  const { column } = heldIn(x)!;
  const { held, values } = column;
  const rows = new Map<number, number[]>();
  held.cell.forEach((c, i) => {
    if (c < 0) return;
    const own = rows.get(c);
    if (own) own.push(i);
    else rows.set(c, [i]);
  });
  const met = new Map<number, number>();
  const at = Int32Array.from(x.values, (item) => {
    const own = heldOf(item);
    if (!own) return -1;
    if (own.column !== column) {
      needsRows(`Cells of ${column.name} and of ${own.column.name} in one column`, held.source);
    }
    const there = rows.get(own.cell)!;
    const k = met.get(own.cell) ?? 0;
    met.set(own.cell, k + 1);
    // taken too often, which the model refuses
    return there[Math.min(k, there.length - 1)]!;
  });
  return {
    kind: "numeric",
    name,
    values: Float64Array.from(at, (i) => i < 0 ? NaN : values[i]!),
    held: {
      ...held,
      cell: Int32Array.from(at, (i) => i < 0 ? -1 : held.cell[i]!),
      low: Float64Array.from(at, (i) => i < 0 ? 0 : held.low[i]!),
    },
  };
}
