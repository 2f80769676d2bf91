/**
 * The names of the sheets of a workbook: `excel_sheets`.
 *
 * @module
 */
import { refuseNoPath } from "../../../data/data_path.ts";
import type { Decoder } from "../../../data/readers/decoder.ts";
import { sheetNames } from "../../../data/readers/sheet_cells.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { character } from "../../values/value.ts";
import { fileOf } from "../base/file_of.ts";

/** The names of the sheets in a file. */
export const SHEETS: Decoder<readonly string[]> = {
  name: "sheets of a workbook",
  decode: (bytes, file) => sheetNames(bytes, `"${file}"`),
};

/** Names of sheets. */
export const EXCEL_SHEETS: Verb = verbOf("readxl")(
  "excel_sheets",
  "path",
  "the names of the sheets of an Excel workbook (.xlsx)",
  (call) => {
    const path = call.text("path");
    return call.at("path", () => {
      refuseNoPath(path);
      return character([...fileOf(call.context.environment, path, SHEETS)]);
    });
  },
);
