/**
 * Verbs that read what R wrote: `load`, and `readRDS` of whatever it holds.
 *
 * @module
 */
import { refuseNoPath } from "../../../data/data_path.ts";
import { RDS } from "../../../data/readers/binary.ts";
import { R_OBJECT, type RBinding, WORKSPACE } from "../../../data/readers/workspace.ts";
import { DiagnosticError } from "../../../diagnostic.ts";
import { foreignIn, fromR } from "../../bridge/from_r.ts";
import { fromLanguage } from "../../bridge/from_language.ts";
import { datedFrame, withoutDays } from "../../bridge/dated.ts";
import type { Call } from "../../evaluation/call.ts";
import { silent, type Verb, verb } from "../../evaluation/verb.ts";
import { ASKED_NOTHING } from "../../page/reading_in_r.ts";
import { character, frame, type Value } from "../../values/value.ts";
import { fileOf } from "./file_of.ts";
import { told } from "./reading_table.ts";

function load(call: Call): Value {
  const path = call.text("file");
  const bindings = call.at("file", (): RBinding[] => {
    try {
      refuseNoPath(path);
      return fileOf(call.context.environment, path, WORKSPACE);
    } catch (error) {
      if (error instanceof DiagnosticError) call.context.loseNames();
      throw error;
    }
  });
  const names: string[] = [];
  for (const { name, object } of bindings) {
    const foreign = foreignIn(object);
    if (foreign !== null) {
      call.note(
        "left-out",
        `${name} of "${path}" is left out: it holds ${foreign}, which a page has no values of`,
        { name, holds: foreign },
        call.spanOf("file"),
      );
      continue;
    }
    const value = call.at("file", () => fromR(object, `"${path}"`));
    call.scope.set(name, { kind: "other", what: "a value", value });
    names.push(name);
  }
  return character(names);
}

/** Gives the objects of a workspace their names. */
export const LOAD: Verb = silent(
  verb(
    "load",
    "file, envir~, verbose~",
    "gives the vectors, lists and data frames of a file that `save` wrote their names",
    load,
  ),
);

/** Faults of a file that is no table but may be something else. */
const NO_TABLE = new Set(["not-a-table", "not-a-column"]);

/** A data frame as any table, with its description; anything else as it is. */
export function readObjectOf(call: Call): Value {
  const path = call.text("file");
  try {
    const table = call.at("file", () => {
      refuseNoPath(path);
      return call.context.environment.readTable(path, { file: path }, RDS);
    });
    const seen = told(call, withoutDays(table), "r", ASKED_NOTHING);
    const tibble = table.origin?.tibble === true;
    const rowNames = table.origin?.rowNames ?? null;
    if (!tibble && seen.notes.length === table.notes.length) return frame(seen, rowNames);
    return datedFrame(seen.withNotes(table.notes), rowNames, tibble);
  } catch (error) {
    const other = error instanceof DiagnosticError && call.context.environment.readFile &&
      error.diagnostics.every((d) => NO_TABLE.has(d.code));
    if (!other) throw error;
    return call.at("file", () => {
      const object = fileOf(call.context.environment, path, R_OBJECT);
      if (foreignIn(object) !== null) throw error;
      return fromLanguage(fromR(object, `"${path}"`));
    });
  }
}
