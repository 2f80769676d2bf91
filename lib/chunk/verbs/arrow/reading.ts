/**
 * The verb of arrow, and of nanoparquet, that reads files of Parquet.
 *
 * @module
 */
import { refuseNoPath } from "../../../data/data_path.ts";
import { PARQUET, type ParquetOptions } from "../../../data/readers/parquet.ts";
import { fail } from "../../../diagnostic.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { datedFrame, withoutDays } from "../../bridge/dated.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { ASKED_NOTHING } from "../../page/reading_in_r.ts";
import type { Value } from "../../values/value.ts";
import { told } from "../base/reading_table.ts";

function readParquet(call: Call): Value {
  const path = call.text("file");
  const options = chosen(call);
  const table = call.at("file", () => {
    refuseNoPath(path);
    return call.context.environment.readTable(path, { ...options, file: path }, PARQUET);
  });
  const seen = told(call, withoutDays(table), "readr", ASKED_NOTHING);
  return datedFrame(seen.withNotes(table.notes), null, true);
}

/** `c(a, "b")`, or all but these: `-c(a, b)`. */
function chosen(call: Call): ParquetOptions {
  const expr = call.has("col_select") ? call.quoted("col_select") : null;
  if (expr === null || expr.kind === "null") return {};
  const minus = expr.kind === "call" && expr.callee.kind === "name" &&
    /^[-!]$/.test(expr.callee.name) && expr.args.length === 1;
  const asked = namesIn(call, minus ? expr.args[0]!.value ?? expr : expr);
  return {
    chosen: `${minus ? "-" : ""}${asked.join("\n")}`,
    choose: (names) => {
      const unknown = asked.find((name) => !names.includes(name));
      if (unknown !== undefined) {
        const hint = suggestion(unknown, names, "Its columns are");
        fail("unknown-column", `The file has no column "${unknown}"`, hint ? { hint } : {});
      }
      return minus ? names.filter((name) => !asked.includes(name)) : asked;
    },
  };
}

function namesIn(call: Call, expr: Expr): string[] {
  if (expr.kind === "name") return [expr.name];
  if (expr.kind === "string") return [expr.value];
  if (
    expr.kind === "call" && expr.callee.kind === "name" && /^(c|all_of)$/.test(expr.callee.name)
  ) {
    return expr.args.flatMap(({ value }) => value ? namesIn(call, value) : []);
  }
  return fail("wrong-argument", "col_select takes the names of columns here", {
    span: call.spanOf("col_select"),
    hint: 'Read them all and choose then: read_parquet(file) |> select(starts_with("a"))',
  });
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
