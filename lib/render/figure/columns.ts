/**
 * Columns of a table as figures need them.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Column } from "../../data/column.ts";
import { numberText } from "../../data/factor.ts";
import type { Table } from "../../data/table.ts";
import { suggestion } from "../../syntax/nearest.ts";
import type { Quantity } from "./types.ts";

/** A column by name. */
function columnOf(table: Table, name: string): Column {
  const column = table.column(name);
  if (column) return column;
  return fail("unknown-column", `The data have no column "${name}"`, {
    hint: suggestion(name, table.names, "The columns are"),
  });
}

/** Numbers of a column, null where missing. */
export function numbersOf(table: Table, name: string): (number | null)[] {
  const column = columnOf(table, name);
  if (column.kind === "numeric") {
    return Array.from(column.values, (v) => Number.isNaN(v) ? null : v);
  }
  const texts = levelsOf(table, name);
  return texts.codes.map((c) => {
    const v = Number(texts.levels[c] ?? NaN);
    return Number.isNaN(v) ? null : v;
  });
}

/** Levels of a column with the level of each row; −1 where missing. */
export function levelsOf(table: Table, name: string): { levels: string[]; codes: number[] } {
  const column = columnOf(table, name);
  switch (column.kind) {
    case "factor":
      return { levels: [...column.levels], codes: [...column.codes] };
    case "text":
      return { levels: [...column.dictionary], codes: [...column.codes] };
    case "logical":
      return { levels: ["FALSE", "TRUE"], codes: [...column.values] };
    case "numeric": {
      const levels = [...new Set(column.values)].filter((v) => !Number.isNaN(v)).sort((a, b) =>
        a - b
      );
      return {
        levels: levels.map((v) => numberText(v)),
        codes: Array.from(column.values, (v) => levels.indexOf(v)),
      };
    }
  }
}

/** The words and unit of a column, as declared with the data. */
export function quantityOf(table: Table, name: string): Quantity {
  const unit = table.metadata.units?.[name];
  return { label: wordOf(table, name), ...(unit ? { unit } : {}) };
}

/** A factor's word, as declared with the data. */
export function wordOf(table: Table, name: string): string {
  return table.metadata.labels?.[name] ?? name;
}
