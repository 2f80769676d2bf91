/**
 * Verbs that read data.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { ParseTableOptions } from "../../data/parse_table.ts";
import { asFactor } from "../../data/factor.ts";
import type { Call } from "../call.ts";
import { withRNames } from "../r_names.ts";
import { character, frame, type Value } from "../value.ts";
import { fromColumn, textsOf, toColumn } from "../vector.ts";
import { type Verb, verb } from "../verb.ts";

/** What the reader has no other way of doing. */
function refuseOthers(call: Call): void {
  if (!call.flag("header", true)) {
    fail("wrong-argument", "read.csv() reads files with a header", {
      span: call.spanOf("header"),
      hint: "Write the columns' names in the first line of the file",
    });
  }
  if (call.text("dec", ".") !== ".") {
    fail("wrong-argument", "read.csv() reads numbers with a decimal point", {
      span: call.spanOf("dec"),
      hint: "Save the file with decimal points",
    });
  }
}

type Kind = "factor" | "numeric" | "character";
const KINDS: Readonly<Record<string, Kind>> = {
  factor: "factor",
  numeric: "numeric",
  integer: "numeric",
  double: "numeric",
  character: "character",
};

/** `colClasses = c(Day = "factor", id = "character")`. */
function classesOf(call: Call): Map<string, Kind> {
  const classes = new Map<string, Kind>();
  if (!call.has("colClasses")) return classes;
  const value = call.value("colClasses");
  if (value.kind !== "character" || !value.names) {
    return call.wrong("colClasses", "classes named by column", value, 'Write c(Day = "factor")');
  }
  value.names.forEach((name, i) => {
    const text = value.values[i] ?? "";
    const kind = Object.hasOwn(KINDS, text) ? KINDS[text] : undefined;
    if (kind) classes.set(name, kind);
    else {
      fail("wrong-argument", `read.csv() has no class "${text}"`, {
        span: call.spanOf("colClasses"),
        hint: `Classes are ${Object.keys(KINDS).join(", ")}`,
      });
    }
  });
  return classes;
}

function readFile(call: Call): Value {
  const path = call.text("file");
  refuseOthers(call);
  const classes = classesOf(call);
  const numeric = [...classes].filter(([, kind]) => kind === "numeric").map(([name]) => name);
  const options: ParseTableOptions = {
    ...(call.has("sep") ? { delimiter: call.text("sep") } : {}),
    ...(call.has("na.strings") ? { naStrings: call.texts("na.strings") } : {}),
    ...(numeric.length > 0 ? { numeric } : {}),
  };
  let table = call.at("file", () => call.context.environment.readTable(path, options));
  if (call.flag("check.names", true)) table = call.at("file", () => withRNames(table));
  if (call.expr && table.origin) {
    call.context.readings.set(call.expr.start, { origin: table.origin, names: table.names });
  }
  for (const [name, kind] of classes) {
    const column = call.at("colClasses", () => table.require(name));
    if (kind === "factor") table = table.with(asFactor(column));
    else if (kind === "character") {
      table = table.with(toColumn(name, character(textsOf(fromColumn(column))), table.nrow));
    }
  }
  if (call.flag("stringsAsFactors", false)) {
    for (const column of table.columns) {
      if (column.kind === "text") table = table.with(asFactor(column));
    }
  }
  return frame(table);
}

/** Verbs that read data. */
export const READING: readonly Verb[] = [
  verb(
    "read.csv",
    "file, header?, sep?, quote~, dec?, fill~, comment.char~, stringsAsFactors?, na.strings?, " +
      "check.names?, colClasses?, encoding~, fileEncoding~, row.names~, strip.white~",
    "the table in a file of comma-separated values",
    readFile,
  ),
];
