/**
 * Words that ask what lies outside a page, and are refused: its clock, its machine, its files.
 *
 * @module
 */
import { type Builtin, word } from "../../evaluation/builtin.ts";

const OUTSIDE: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  "Sys.time": ["A page has no clock: it would say something else every day", "Write the date"],
  "Sys.Date": [
    "A page has no clock: it would say something else every day",
    'Write the date, as as.Date("2026-03-01")',
  ],
  "date": ["A page has no clock: it would say something else every day", "Write the date"],
  "proc.time": ["A page has no clock", "Leave the timing out"],
  "Sys.getenv": ["A page reads nothing of the machine that it is built on", "Write the value"],
  "Sys.info": ["A page reads nothing of the machine that it is built on", "Leave it out"],
  "getwd": [
    "Paths are those of the book, from the folder of the chapter",
    "Write the path, as data/trial.csv",
  ],
  "setwd": [
    "Paths are those of the book, from the folder of the chapter",
    "Write the path, as data/trial.csv",
  ],
  "system": ["A page runs no programs", "Leave it out"],
  "system2": ["A page runs no programs", "Leave it out"],
  "source": [
    "A page runs no other files",
    "Put the functions on the page, or take those of another by `#| from:`",
  ],
  "readline": ["Nobody answers while a page is built", "Write the value"],
  "file.exists": ["Files are read by the words that read data", "Read it: a missing file is told"],
  "write.csv": ["A page writes no files", "Each table of the site can be taken away as CSV"],
  "write.table": ["A page writes no files", "Each table of the site can be taken away as CSV"],
  "saveRDS": ["A page writes no files", "Each table of the site can be taken away as CSV"],
  "save": ["A page writes no files", "Each table of the site can be taken away as CSV"],
};

export const OUTSIDE_WORDS: readonly Builtin[] = Object.entries(OUTSIDE).map((
  [name, [what, hint]],
) =>
  word(
    name,
    "...",
    (call) =>
      call.fail("not-in-language", `${name}(): ${what[0]!.toLowerCase()}${what.slice(1)}`, hint),
  )
);
