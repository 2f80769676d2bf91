/**
 * The result of a printed statement, as another engine wrote it into a CSV file, as a cells file.
 *
 * @module
 */
import type { FactorColumn, TextColumn } from "../../data/column.ts";
import { parseTable } from "../../data/parse_table.ts";
import { fail } from "../../diagnostic.ts";
import type { Cell } from "./engine.ts";
import type { Source } from "./source.ts";
import { cellColumns } from "./statement.ts";
import { cellsFile, type TakenSource } from "./take_source.ts";
import { takenCells } from "./taken_cells.ts";

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/**
 * Cells from the result of a statement. Its columns may stand in any order, in small letters or
 * capitals.
 *
 * @param file The path of the CSV, for faults.
 * @param statement What was asked, as far as it is known.
 * @throws {DiagnosticError} `bad-result`, `small-cell`, and as `parseTable`
 */
export async function printedCells(
  source: Source,
  bytes: Uint8Array,
  file: string,
  statement: string,
  now: Date,
): Promise<TakenSource> {
  const table = parseTable(bytes, { file, classes: ["character"], naStrings: [] });
  const columns = cellColumns(source.asked, null).map((name) => {
    const column = table.columns.find((each) => each.name.toLowerCase() === name);
    if (!column) {
      fail("bad-result", `The result has no column "${name}"`, {
        file,
        hint: `It is that of heddle sources --print ${source.name}, with its header`,
      });
    }
    return textsOf(column as TextColumn | FactorColumn); // every class is character
  });
  const rows = Array.from({ length: table.nrow }, (_, i): Cell[] => columns.map((c) => c[i]!));
  const isNumber = source.asked.by.map((_, k) =>
    columns[k]!.every((text) => text === null || text === "" || NUMBER.test(text))
  );
  return await cellsFile(source, takenCells(source, rows, isNumber, null), statement, now);
}

function textsOf(column: TextColumn | FactorColumn): (string | null)[] {
  const texts = column.kind === "text" ? column.dictionary : column.levels;
  return Array.from(column.codes, (code) => texts[code] ?? null);
}
