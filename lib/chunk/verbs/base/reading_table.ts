/**
 * The table that a call reads, in a file or in a text; how it was read is kept for the R of the page.
 *
 * @module
 */
import { refuseNoPath } from "../../../data/data_path.ts";
import { dialectOf } from "../../../data/delimited/dialect.ts";
import { type DelimitedOptions, parseTable } from "../../../data/parse_table.ts";
import { DELIMITED } from "../../../data/readers/delimited.ts";
import type { Table } from "../../../data/table.ts";
import { type Diagnostic, DiagnosticError } from "../../../diagnostic.ts";
import { withoutDays } from "../../bridge/dated.ts";
import type { Call } from "../../evaluation/call.ts";
import { calleeOf } from "../../evaluation/callee.ts";
import { heldSource } from "../../../model/formula/held.ts";
import { ASKED_NOTHING, type Reading, readingOfCells } from "../../page/reading_in_r.ts";

/** The table in a file or in a text; how it was read is kept for the R of the page. */
export function tableOf(
  call: Call,
  options: DelimitedOptions,
  family: "r" | "readr",
  changed: (table: Table) => Table = (table) => table,
): Table {
  // What is wrong with signs is wrong in the call, not in the file.
  call.at("sep", () => dialectOf(options));
  const table = call.has("text") && !call.has("file")
    ? ofText(call, call.texts("text").join("\n"), "text", options)
    : ofFile(call, options, family);
  const made = changed(table);
  told(call, withoutDays(made), family, { ...ASKED_NOTHING, ...options });
  return made;
}

/** A table whose remarks are told, and of which is kept how it was read. */
export function told(
  call: Call,
  table: Table,
  family: Reading["family"],
  asked: Reading["asked"],
  file = "file",
): Table {
  for (const { code, text, data } of table.notes) call.note(code, text, data, call.spanOf(file));
  if (call.expr && heldSource(table)) {
    call.context.readings.set(call.expr.start, readingOfCells(call.verb.name, table.names));
  } else if (call.expr && table.origin) {
    const { origin, names } = table;
    const { name: verb } = call.verb;
    call.context.readings.set(call.expr.start, { origin, names, verb, family, asked });
  }
  return table;
}

function ofFile(call: Call, options: DelimitedOptions, family: "r" | "readr"): Table {
  const own = ownText(call);
  if (own !== null) return ofText(call, own, "file", options);
  const path = call.text("file");
  // readr takes a text with line ends for the data themselves.
  if (family === "readr" && path.includes("\n")) return ofText(call, path, "file", options);
  return call.at("file", () => {
    const file = fileMeant(call, path, "file");
    return call.context.environment.readTable(file, { ...options, file: path }, DELIMITED);
  });
}

/**
 * The path of the file that is read: an address of a repository means the file of that path in the
 * book, if it is there, which is said.
 *
 * @throws {DiagnosticError} `not-fetched`, `bad-path`
 */
export function fileMeant(call: Call, path: string, argument: string): string {
  const held = call.context.environment.heldAs?.(path) ?? null;
  if (held === null) {
    refuseNoPath(path);
    return path;
  }
  call.note(
    "own-copy",
    `${held.replace(/^(?:\.\.\/)+/, "")} of the book is read, and nothing fetched`,
    { file: held, address: path },
    call.spanOf(argument),
  );
  return held;
}

/** The text of `I("…")`, which readr takes for the data themselves. */
function ownText(call: Call): string | null {
  const expr = call.quoted("file");
  if (call.verb.parameters.some((p) => p.name === "header")) return null;
  if (expr?.kind !== "call" || calleeOf(expr)?.name !== "I" || expr.args.length !== 1) return null;
  const text = expr.args[0]!.value;
  return text?.kind === "string" ? text.value : null;
}

/** A table written in the block; its faults stand at the argument and name the line in the text. */
function ofText(call: Call, text: string, name: string, options: DelimitedOptions): Table {
  try {
    return parseTable(text, options);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError(error.diagnostics.map((d): Diagnostic => {
      const { code, severity, message, hint, line } = d;
      const where = line === undefined ? "" : ` (line ${line} of the text)`;
      const span = call.spanOf(name);
      return { code, severity, message: message + where, ...(hint ? { hint } : {}), span };
    }));
  }
}
