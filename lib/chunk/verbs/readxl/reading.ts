/**
 * Verbs of readxl that read sheets of workbooks: `read_excel read_xlsx`, and `read_xls`, which is
 * refused with a way out.
 *
 * @module
 */
import { rangeOf } from "../../../data/readers/sheet_range.ts";
import { XLSX } from "../../../data/readers/binary.ts";
import { SHEET_TYPES, type SheetOptions, type SheetType } from "../../../data/readers/xlsx.ts";
import { fail } from "../../../diagnostic.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { datedFrame, withoutDays } from "../../bridge/dated.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { ASKED_NOTHING } from "../../page/reading_in_r.ts";
import type { Value } from "../../values/value.ts";
import { textsOrNone } from "../base/reading_arguments.ts";
import { fileMeant, told } from "../base/reading_table.ts";

function readSheet(call: Call): Value {
  const path = call.text("path");
  const options = sheetOptions(call);
  const table = call.at("path", () => {
    const file = fileMeant(call, path, "path");
    if (/\.xls$/i.test(path)) refuseOld(path);
    return call.context.environment.readTable(file, { ...options, file: path }, XLSX);
  });
  const seen = told(call, withoutDays(table), "readr", ASKED_NOTHING, "path");
  return datedFrame(seen.withNotes(table.notes), null, true);
}

function refuseOld(path: string): never {
  return fail("not-a-table", `"${path}" is a workbook of old (.xls), which is not read`, {
    hint: `Save it as .xlsx, and read that: read_excel("${path}x")`,
  });
}

function sheetOptions(call: Call): SheetOptions {
  call.only(
    ".name_repair",
    ["unique"],
    `${call.verb.name}() makes names different and leaves them else`,
    "clean_names(d) makes names that need no quotes",
  );
  return {
    ...sheetOf(call),
    ...(call.has("range") ? rangeAsked(call) : {}),
    ...(call.has("skip") ? { skip: call.number("skip") } : {}),
    ...(call.has("n_max") && call.number("n_max") < Infinity
      ? { mostRows: call.number("n_max") }
      : {}),
    ...namesOf(call),
    ...(call.has("col_types") && call.value("col_types").kind !== "null"
      ? { types: call.texts("col_types").map((text) => typeOf(call, text)) }
      : {}),
    ...(call.has("na") ? { naStrings: textsOrNone(call, "na") } : {}),
    ...(call.has("trim_ws") ? { trim: call.flag("trim_ws", true) } : {}),
    ...(call.has("guess_max") ? { guess: call.number("guess_max") } : {}),
  };
}

function sheetOf(call: Call): SheetOptions {
  if (!call.has("sheet")) return {};
  const value = call.value("sheet");
  if (value.kind === "null") return {};
  return { sheet: value.kind === "character" ? call.text("sheet") : call.number("sheet") };
}

function rangeAsked(call: Call): SheetOptions {
  if (call.value("range").kind === "null") return {};
  const range = call.text("range");
  call.at("range", () => rangeOf(range));
  return { range };
}

function namesOf(call: Call): SheetOptions {
  if (!call.has("col_names")) return {};
  const value = call.value("col_names");
  if (value.kind === "character") return { header: false, columnNames: call.texts("col_names") };
  return { header: call.flag("col_names", true) };
}

/** Words that readxl takes for one of the types. */
const ALSO: Readonly<Record<string, SheetType>> = { blank: "skip" };

function typeOf(call: Call, text: string): SheetType {
  const found = SHEET_TYPES.find((type) => type === text) ?? ALSO[text];
  if (found) return found;
  return fail("wrong-argument", `${call.verb.name}() knows no type "${text}" of a column`, {
    span: call.spanOf("col_types"),
    hint: suggestion(text, [...SHEET_TYPES], "Types are"),
  });
}

const PARAMETERS = "path, sheet?, range?, col_names?, col_types?, na?, trim_ws?, skip?, n_max?, " +
  "guess_max?, progress~, .name_repair?";

const verb = verbOf("readxl");

/** Verbs that read workbooks. */
export const READXL: readonly Verb[] = [
  verb("read_excel", PARAMETERS, "a sheet of an Excel workbook (.xlsx), as a tibble", readSheet),
  verb("read_xlsx", PARAMETERS, "the same", readSheet),
];
