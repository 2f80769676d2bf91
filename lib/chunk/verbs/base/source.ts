/**
 * `source`: the statements of another file of the book.
 *
 * @module
 */
import { refuseNoPath } from "../../../data/data_path.ts";
import { SCRIPT } from "../../../data/readers/decoder.ts";
import { DiagnosticError } from "../../../diagnostic.ts";
import type { Call } from "../../evaluation/call.ts";
import { silent, type Verb, verb } from "../../evaluation/verb.ts";
import { list, logical, type Value } from "../../values/value.ts";
import { fileOf } from "./file_of.ts";

function source(call: Call): Value {
  const path = call.text("file");
  const local = call.flag("local", false);
  const file = call.at("file", () => {
    try {
      refuseNoPath(path);
      return fileOf(call.context.environment, path, SCRIPT);
    } catch (error) {
      if (error instanceof DiagnosticError) call.context.loseNames();
      throw error;
    }
  });
  const value = call.context.runFile(file, local ? call.scope.inner : null);
  return list([{ name: "value", value }, { name: "visible", value: logical([0]) }]);
}

/** Runs a file. */
export const SOURCE: Verb = {
  ...silent(
    verb(
      "source",
      "file, local?, echo!FALSE, print.eval!FALSE, verbose!FALSE, prompt.echo~, max.deparse.length~, " +
        'width.cutoff~, deparseCtrl~, chdir!FALSE, encoding!"UTF-8", keep.source~',
      "runs the statements of a file of the book, whose path begins at the page, as on the page",
      source,
    ),
  ),
  instead: true,
};
