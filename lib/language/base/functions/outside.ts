/**
 * Words that ask what lies outside a page, and are refused: its clock, its machine, its files.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { NULL, type Value } from "../../values/value.ts";

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
  "list.files": ["Files are read by the words that read data", "Write the names of the files"],
};

/** Words that would change files, or turn what a page prints elsewhere. */
const WRITERS = ("dput dump sink file.create file.remove file.copy file.rename unlink write_file")
  .split(" ");

/** Words that would keep tables and values in files: nothing that the page says depends on them. */
const KEEPERS =
  ("write.csv write.csv2 write.table saveRDS save save.image dir.create write_csv write_csv2 " +
    "write_tsv write_delim write_excel_csv write_rds write_lines fwrite write_xlsx write.xlsx write_parquet " +
    "write_feather write_sas write_sav write_dta").split(" ");

/** Those of them that give what they are given. */
const GIVES_BACK = /^write_(csv|csv2|tsv|delim|excel_csv|rds|lines|xlsx)$/;

/** Words that would fetch something. */
const FETCHERS = ["url", "download.file"];

const REFUSED: readonly (readonly [name: string, told: readonly [what: string, hint: string]])[] = [
  ...Object.entries(OUTSIDE),
  ...WRITERS.map((name) =>
    [name, ["A page writes no files", "Each table of the site can be taken away as CSV"]] as const
  ),
  ...FETCHERS.map((name) =>
    [name, [
      "Nothing is fetched from elsewhere",
      "Download the file into the book, and read it by its path",
    ]] as const
  ),
];

/** Passed over with a remark: a file that a page would read again is missing where it is read. */
function kept(call: Call, name: string): Value {
  call.warn(
    `${name}() is passed over: a page writes no files. Each table of the site can be taken away as CSV`,
    "passed-over",
  );
  call.hidden = true;
  return (GIVES_BACK.test(name) ? call.rest[0] : undefined) ?? NULL;
}

/** Every word of it. */
export const OUTSIDE_WORDS: readonly Builtin[] = [
  ...REFUSED.map(([name, [what, hint]]) =>
    word(
      name,
      "...",
      (call) =>
        call.fail("not-in-language", `${name}(): ${what[0]!.toLowerCase()}${what.slice(1)}`, hint),
    )
  ),
  ...KEEPERS.map((name) => word(name, "...", (call) => kept(call, name))),
];
