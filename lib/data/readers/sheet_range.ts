/**
 * Ranges of cells as Excel writes them: `B2:F20`, `Sheet2!B2:F20`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { columnNumber } from "./sheet_cells.ts";

/** Rows and columns from 0, the last ones included. */
export interface Rectangle {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The rectangle of a range, and the sheet that it names. @throws {DiagnosticError} `bad-range` */
export function rangeOf(text: string): { sheet: string | null; box: Rectangle } {
  const found =
    /^(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?$/
      .exec(text.trim());
  if (!found) {
    return fail("bad-range", `"${text}" is no range of cells`, {
      hint: 'Write the first and the last cell: range = "B2:F20"',
    });
  }
  const [, quoted, bare, left, top, right = left, bottom = top] = found;
  const columns = [left!, right!].map((letters) => columnNumber(letters.toUpperCase()))
    .sort((a, b) => a - b) as [number, number];
  const rows = [Number(top) - 1, Number(bottom) - 1].sort((a, b) => a - b) as [number, number];
  if (rows[0] < 0 || rows[1] >= 1_048_576 || columns[1] >= 16_384) {
    return fail("bad-range", `"${text}" lies beyond a sheet`, {
      hint: "A sheet has rows 1 to 1048576 and columns A to XFD",
    });
  }
  return {
    sheet: quoted?.replaceAll("''", "'") ?? bare ?? null,
    box: { top: rows[0], bottom: rows[1], left: columns[0], right: columns[1] },
  };
}
