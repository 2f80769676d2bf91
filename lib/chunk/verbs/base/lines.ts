/**
 * Lines of a file of text: `readLines`.
 *
 * @module
 */
import { refuseNoPath } from "../../../data/data_path.ts";
import { type Decoder, textOf } from "../../../data/readers/decoder.ts";
import { LIMITS } from "../../../limits.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { character, type Value } from "../../values/value.ts";
import { fileOf } from "./file_of.ts";

/** A file of text in UTF-8, packed or not. */
export const TEXT: Decoder<string> = {
  name: "text",
  decode: (bytes, file) => textOf(bytes, file, LIMITS.characters),
};

/** The text of the file that an argument names. */
export function textAt(call: Call, argument: string): string {
  const path = call.text(argument);
  return call.at(argument, () => {
    refuseNoPath(path);
    return fileOf(call.context.environment, path, TEXT);
  });
}

/** The lines of a text; its last line end begins none. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function counted(call: Call, argument: string): number {
  const most = call.has(argument) ? call.number(argument) : -1;
  return most < 0 ? Infinity : most;
}

function readLines(call: Call): Value {
  return character(linesOf(textAt(call, "con")).slice(0, counted(call, "n")));
}

/** Verbs that read lines. */
export const LINES: readonly Verb[] = [
  verb(
    "readLines",
    'con, n?, ok!TRUE, warn~, encoding!"UTF-8", skipNul~',
    "the lines of a file of text",
    readLines,
  ),
];
