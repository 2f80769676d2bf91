/**
 * What a block's `#|` options ask of its evaluation.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { type Diagnostic, DiagnosticError, fail } from "../../diagnostic.ts";
import { readMetadata, type SymbolSpec } from "../../data/metadata.ts";
import { refuseNoPath } from "../../data/data_path.ts";
import { readerOf } from "../../data/readers/readers.ts";
import type { TableFacts, TableReader } from "../../data/readers/table_reader.ts";
import { declareFactors } from "../../data/table_from.ts";
import type { Table } from "../../data/table.ts";
import { suggestion } from "../../syntax/nearest.ts";
import type { BlockOption, PageBlock } from "./block.ts";
import type { PageEnvironment } from "./environment.ts";
import { ASKED_NOTHING, type Reading } from "./reading_in_r.ts";
import { WEAVE_PARTS, type WeavePart } from "../values/weave_parts.ts";
import { DependsOnFailure, type Scope } from "../values/scope.ts";

/** Options that evaluation acts on. */
export interface BlockSettings {
  /** Names the fit of a bare formula. */
  name: string | null;
  /** The table that a model takes if it names none. */
  data: { table: Table; text: string; reading: Reading | null } | null;
  /** The data were asked for and could not be had. */
  dataFailed: boolean;
  /** Columns of the data made factors. */
  factors: string[];
  symbols: Record<string, SymbolSpec> | null;
  /** The response in words. */
  response: string | null;
  weave: WeavePart[] | null;
  /** Name of a declared design. */
  design: string | null;
  width: number | null;
  height: number | null;
  alt: string | null;
  /** What `cat()` writes is Markdown of the page. */
  markdown: boolean;
}

/** No options at all. */
export const NO_SETTINGS: BlockSettings = {
  name: null,
  data: null,
  dataFailed: false,
  factors: [],
  symbols: null,
  response: null,
  weave: null,
  design: null,
  width: null,
  height: null,
  alt: null,
  markdown: false,
};

/** Reads the options; what is right is kept, whatever else is wrong. */
export function readOptions(
  block: PageBlock,
  environment: PageEnvironment,
  scope: Scope,
): { options: BlockSettings; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const options: BlockSettings = { ...NO_SETTINGS };
  const step = (name: string, read: (option: BlockOption) => void): boolean => {
    const option = block.options[name];
    if (!option) return true;
    try {
      read(option);
    } catch (error) {
      if (error instanceof DependsOnFailure) return false;
      if (!(error instanceof DiagnosticError)) throw error;
      const place = block.placeInFile(option.span);
      addAll(diagnostics, error.diagnostics.map((d) => ({ ...place, ...d })));
      return false;
    }
    return true;
  };
  for (const name of ["name", "response", "alt", "design"] as const) {
    step(name, ({ value }) => options[name] = String(value));
  }
  for (const name of ["width", "height"] as const) {
    step(name, ({ value }) => options[name] = Number(value));
  }
  step("markdown", ({ value }) => options.markdown = value === true);
  step("weave", ({ value }) => options.weave = textsOf(value).map(weavePart));
  step("symbols", ({ value }) => options.symbols = symbolsOf(value));
  options.dataFailed = !step("data", ({ value }) => {
    if (Array.isArray(value)) {
      fail("bad-option", "data names one table", {
        hint: "A list of files is for a block that R alone runs: `engine: R`",
      });
    }
    options.data = readData(String(value), environment, scope);
  });
  step("factors", ({ value }) => {
    options.factors = textsOf(value);
    if (!options.data) {
      if (options.dataFailed) return;
      fail("bad-option", "factors says which columns of data are factors, and there are no data", {
        hint: "Add data: data/NAME.csv, or write pigs$Day <- as.factor(pigs$Day)",
      });
    }
    const table = declareFactors(options.data.table, { factors: options.factors });
    options.data = { ...options.data, table };
  });
  return { options, diagnostics };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : String(value).split(/\s*,\s*/);
}

function weavePart(text: string): WeavePart {
  const part = WEAVE_PARTS.find((p) => p === text);
  if (part) return part;
  const hint = suggestion(text, WEAVE_PARTS);
  return fail("bad-option", `A report has no part named ${text}`, hint ? { hint } : {});
}

/** A file that a page reads, and how. */
export interface FileAsked {
  path: string;
  options: TableFacts;
  reader: TableReader;
}

/** How a file is read that an option names. */
export function fileAsked(path: string): FileAsked {
  const reader = readerOf(path);
  return { path, options: { ...reader.plain, file: path }, reader };
}

/** `data: pigs` names a table of the page, `data: data/pigs.csv` a file. */
function readData(
  text: string,
  environment: PageEnvironment,
  scope: Scope,
): { table: Table; text: string; reading: Reading | null } {
  const value = scope.get(text);
  if (value?.kind === "frame" || value?.kind === "cells") {
    return { table: value.table, text, reading: null };
  }
  refuseNoPath(text);
  const { options, reader } = fileAsked(text);
  const table = environment.readTable(text, options, reader);
  const { origin, names } = table;
  const reading: Reading | null = origin
    ? { origin, names, verb: reader.verb, family: "r", asked: ASKED_NOTHING }
    : null;
  return { table, text, reading };
}

function symbolsOf(value: unknown): Record<string, SymbolSpec> {
  const { metadata, faults } = readMetadata({ symbols: value });
  if (faults.length > 0) throw new DiagnosticError(faults.map((f) => f.diagnostic));
  return metadata.symbols ?? {};
}
