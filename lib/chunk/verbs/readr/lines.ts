/**
 * Lines of a file by readr: `read_lines` and `read_file`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { character, type Value } from "../../values/value.ts";
import { linesOf, textAt } from "../base/lines.ts";

function readReadrLines(call: Call): Value {
  const lines = linesOf(textAt(call, "file"));
  const skip = call.has("skip") ? call.number("skip") : 0;
  const kept = call.flag("skip_empty_rows", false)
    ? lines.slice(skip).filter((line) => line !== "")
    : lines.slice(skip);
  return character(kept.slice(0, mostOf(call)));
}

function mostOf(call: Call): number {
  const most = call.has("n_max") ? call.number("n_max") : Infinity;
  return most < 0 ? Infinity : most;
}

const verb = verbOf("readr");

/** Verbs of readr that read lines. */
export const READR_LINES: readonly Verb[] = [
  verb(
    "read_lines",
    "file, skip?, skip_empty_rows?, n_max?, na!NULL, lazy~, num_threads~, progress~",
    "the lines of a file of text",
    readReadrLines,
  ),
  verb(
    "read_file",
    "file",
    "a file of text, as one text",
    (call) => character([textAt(call, "file")]),
  ),
];
