/**
 * The verb of arrow, and of nanoparquet, that reads files of Parquet.
 *
 * @module
 */
import { refuseNoPath } from "../../../data/data_path.ts";
import { PARQUET } from "../../../data/readers/binary.ts";
import type { ParquetOptions } from "../../../data/readers/parquet.ts";
import { datedFrame, withoutDays } from "../../bridge/dated.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { ASKED_NOTHING } from "../../page/reading_in_r.ts";
import type { Value } from "../../values/value.ts";
import { columnsChosen } from "../base/columns_chosen.ts";
import { told } from "../base/reading_table.ts";

function readParquet(call: Call): Value {
  const path = call.text("file");
  const choose = columnsChosen(call, "col_select");
  const expr = choose ? call.quoted("col_select") : null;
  const chosen = expr ? call.source.slice(expr.start, expr.end) : "";
  const options: ParquetOptions = choose ? { choose, chosen } : {};
  const table = call.at("file", () => {
    refuseNoPath(path);
    return call.context.environment.readTable(path, { ...options, file: path }, PARQUET);
  });
  const seen = told(call, withoutDays(table), "readr", ASKED_NOTHING);
  return datedFrame(seen.withNotes(table.notes), null, true);
}

const verb = verbOf("arrow");

/** Verbs that read Parquet. */
export const PARQUET_VERBS: readonly Verb[] = [
  verb(
    "read_parquet",
    "file, col_select?, as_data_frame!TRUE, props!NULL, mmap~",
    "a table in a file of Parquet, as a tibble",
    readParquet,
  ),
];
