/**
 * `fit`: a model from the terminal.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { Table } from "../../data/table.ts";
import type { ParseTableOptions } from "../../data/parse_table.ts";
import { readBytes, readerOf, refuseOthers } from "../../data/readers/readers.ts";
import { DiagnosticError, fail } from "../../diagnostic.ts";
import type { Note } from "../../note.ts";
import type { Shown } from "../../render/shown.ts";
import { inR } from "../../render/text/r_words.ts";
import { renderText } from "../../render/text/render_text.ts";
import type { World } from "../../world.ts";
import { readArguments } from "../arguments.ts";
import { WorkLines } from "../work_lines.ts";
import { FIT_HELP, FIT_OPTIONS } from "./fit_options.ts";
import { type FitRequest, fitRequest } from "./fit_request.ts";
import { type FitResult, fitSections } from "./fit_sections.ts";

/** Fits a model and prints what was asked of it; the result is the exit status. */
export async function fitCommand(
  world: World,
  words: readonly string[],
  colour: boolean,
): Promise<number> {
  const given = readArguments(words, FIT_OPTIONS, 0);
  if (given.has("help")) {
    world.print(FIT_HELP);
    return 0;
  }
  const request = fitRequest(given);
  const table = await readData(world, request);
  const sections = (): FitResult => fitSections(request, table);
  const result = given.has("json") ? sections() : new WorkLines(world, colour).during(sections);
  if (given.has("json")) {
    world.print(fitJson(result));
    return 0;
  }
  const { text, remarks } = fitText(result);
  if (remarks !== "") world.warn(remarks);
  world.print(text);
  return 0;
}

/** The data, read as the options and the file of metadata beside them say. */
async function readData(world: World, request: FitRequest): Promise<Table> {
  const { data, factors, levels, ordered, numeric, missing, delimiter } = request;
  if (!world.facts(data)?.isFile) {
    fail("missing-file", `There is no file "${data}"`, {
      hint: "--data takes the path of a file, from the folder you are in",
    });
  }
  const options: ParseTableOptions = {
    factors,
    levels,
    ordered,
    numeric,
    missing,
    ...(delimiter === undefined ? {} : { delimiter: delimiter === "\\t" ? "\t" : delimiter }),
  };
  const described = data.replace(/\.[^./]+$/, ".yml");
  if (described !== data && world.facts(described)?.isFile) {
    return await withMetadata(world, data, options);
  }
  const reader = readerOf(data);
  refuseOthers(reader, options, "--");
  try {
    return await readBytes(reader, world.readBytes(data), options);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError(
      error.diagnostics.map((d) => d.line === undefined ? d : { file: data, ...d }),
    );
  }
}

async function withMetadata(
  world: World,
  path: string,
  options: ParseTableOptions,
): Promise<Table> {
  const [{ DataFiles }, { BookFiles }] = await Promise.all([
    import("../../site/book/data_files.ts"),
    import("../../site/book/book_files.ts"),
  ]);
  const slash = path.lastIndexOf("/");
  const folder = slash < 0 ? "." : path.slice(0, slash) || "/";
  const files = new DataFiles(new BookFiles(world, folder));
  const reader = readerOf(path);
  refuseOthers(reader, options, "--");
  const table = await files.read("", path.slice(slash + 1), options, reader);
  const errors = files.diagnostics.filter((d) => d.severity === "error");
  if (errors.length > 0) throw new DiagnosticError(errors);
  return table;
}

/** Remarks of tables of means that R gives as messages. */
const SPOKEN = new Set(["interaction", "nesting", "adjust-changed"]);

/** Sections as text with an empty line between them, and R's messages apart. */
function fitText(result: FitResult): { text: string; remarks: string } {
  const spoken: Note[] = [...result.notes];
  const texts = result.sections.map(({ value }) => {
    const { silent, said } = silenced(value);
    addAll(spoken, said);
    return renderText(silent);
  });
  const lines = spoken.map(inR).map((text) =>
    /^(note|warning)\b/i.test(text) ? text : `NOTE: ${text}`
  );
  return {
    text: texts.map((t) => t.endsWith("\n\n") ? t : `${t}\n`).join("").replace(/\n$/, ""),
    remarks: [...new Set(lines)].map((line) => `${line}\n`).join(""),
  };
}

/** A value without the remarks that R gives as messages, and those remarks. */
function silenced(value: Shown): { silent: Shown; said: Note[] } {
  const split = <T extends { notes: Note[] }>(table: T): { kept: T; said: Note[] } => {
    const notes = table.notes.filter((n) => !SPOKEN.has(n.code));
    return { kept: { ...table, notes }, said: table.notes.filter((n) => SPOKEN.has(n.code)) };
  };
  switch (value.kind) {
    case "means": {
      const { kept, said } = split(value.table);
      return { silent: { kind: "means", table: kept }, said };
    }
    case "contrasts": {
      const { kept, said } = split(value.table);
      return { silent: { kind: "contrasts", table: kept }, said };
    }
    case "letters": {
      const { kept, said } = split(value);
      return { silent: { ...kept, table: split(value.table).kept }, said };
    }
    case "joint-tests": {
      const { kept, said } = split(value);
      return { silent: kept, said };
    }
    default:
      return { silent: value, said: [] };
  }
}

/** JSON has no infinity: it is written as text. */
const infinite = (_: string, v: unknown): unknown =>
  v === Infinity || v === -Infinity ? String(v) : v;

/** Everything as JSON; infinite df are the text `Infinity`. */
function fitJson({ fit, sections, notes }: FitResult): string {
  const { kind, formula, n, rank, coefficients, sigma, residualDf, logLik, aic, bic } = fit;
  const head = { kind, formula, n, rank, coefficients, sigma, residualDf, logLik, aic, bic };
  const { random } = fit;
  const more = random
    ? {
      reml: random.reml,
      criterion: random.criterion,
      theta: random.theta,
      varianceComponents: random.varianceComponents,
      singular: random.singular,
    }
    : {};
  const value = {
    fit: { ...head, ...more },
    results: sections.map(({ name, value }) => ({ name, value })),
    notes,
  };
  return `${JSON.stringify(value, infinite, 2)}\n`;
}
