/**
 * Calls of R's reading functions and readr's on small files, run by R once (`reference/reading.R`)
 * and here: names, types and values are the same, or the call is refused, or it stands below with a
 * reason.
 */
import { assertEquals } from "@std/assert";
import type { Column } from "../../lib/data/column.ts";
import { cell } from "../../lib/data/table.ts";
import { parseTable } from "../../lib/data/parse_table.ts";
import { evaluatePage } from "../../lib/chunk/page/page.ts";
import { block } from "./pages.ts";

const ZEROS = "numbers with leading zeros are names of something, and stay text";
const NAMES = "columns have different names that are not empty";
const DATES = "days and times stay text, and a note says so";
const POWERS = "d is no sign of a power of ten; a note says so";
const GROUPS = "marks of thousands stand between groups of three digits";

/**
 * What is read otherwise than by R, by call and file, and why. Besides, an empty text is missing,
 * and so is NaN.
 */
const OTHERWISE: Readonly<Record<string, string>> = {
  'read.csv("d.csv") file "id\\n01\\n02\\n"': ZEROS,
  'read.csv("d.csv") file "a\\n00\\n0\\n"': ZEROS,
  'read.csv("d.csv") file "a\\n-01\\n5\\n"': ZEROS,
  'read.csv("d.csv") file "a\\n0.50\\n00.5\\n"': ZEROS,
  'read.csv("d.csv", stringsAsFactors = TRUE) file "a,b\\nx,1\\n,2\\nNA,3\\n"':
    "an empty text is missing, and no level",
  'read.csv("d.csv", check.names = FALSE) file "x,x\\n1,2\\n"': NAMES,
  'read.csv("d.csv", check.names = FALSE) file ",y\\n1,2\\n"': NAMES,
  'read_csv("d.csv") file "d\\n2024-01-05\\n"': DATES,
  'read_csv("d.csv") file "a\\n12:30\\n13:00\\n"': DATES,
  'read_csv("d.csv") file "a\\n2024-01-05T10:00:00Z\\n"': DATES,
  'read_csv("d.csv") file "a\\n\\"1.509,5\\"\\n2\\n"': GROUPS,
  'read_csv("d.csv") file "a\\n\\"1,509,00\\"\\n20\\n"': GROUPS,
  'read_csv("d.csv") file "a\\n\\"1509,000\\"\\n20\\n"': GROUPS,
  'read_csv2("d.csv") file "a;b\\n1,5;2.5\\n3;1\\n"': GROUPS,
  'read_delim("d.csv", delim = ";") file "a;b\\n1,5;2\\n"': GROUPS,
  'read_csv("d.csv") file "a\\n1d2\\n3\\n"': POWERS,
  'read_csv("d.csv") file "a\\n5d\\n7d\\n"': POWERS,
  'read_csv("d.csv") file "a\\n1e400\\n1\\n"': "1e400 is infinite; readr has 1e307",
};

/** What is refused here although R has a table, with the code of the fault. */
const REFUSED: Readonly<Record<string, string>> = {
  'read.csv("d.csv") file "a,b\\n1\\n2,3\\n"': "ragged-row",
  'read.csv("d.csv") file "a,b\\n1,2,3\\n4,5\\n"': "ragged-row",
  'read.csv("d.csv", header = FALSE) file "x,1\\ny,2,3\\n"': "ragged-row",
  'read_csv("d.csv") file "a,b\\n1\\n2,3\\n"': "ragged-row",
  'read_csv("d.csv") file "a,b\\n1,2,3\\n4,5,6\\n"': "ragged-row",
  'read_csv("d.csv") file "a\\n1,509\\n"': "ragged-row",
  'read_csv("d.csv") file "a\\n1,50\\n2\\n"': "ragged-row",
  'read.csv("d.csv") file "a;b\\n1;2\\n"': "other-delimiter",
  'read.csv("d.csv", dec = ",") file "a;b\\n1;2\\n"': "other-delimiter",
  'read.csv2("d.csv") file "a,b\\n1,2\\n"': "other-delimiter",
  // R goes on in the next lines until another quotation mark comes, or loses the rows.
  'read.csv("d.csv") file "a,b\\n5\\" pot,1\\nx,2\\n"': "bad-quote",
  'read.delim("d.csv") file "a\\tb\\n1\\tx#y\\n2\\t5\\" z\\n"': "bad-quote",
  'read.table("d.csv", header = TRUE, sep = ",") file "block,trt\\n1,it\'s\\n2,b\\n3,that\'s\\n"':
    "bad-quote",
  'read.csv("d.csv", col.names = c("p", "q")) file "a,b,c\\n1,2,3\\n"': "column-names",
  'read_csv("d.csv", col_types = "d") file "a\\n1\\nx\\n"': "not-a-number",
  'read_csv("d.csv", col_types = cols(.default = "c")) file "a,b\\n1,2\\n"': "wrong-argument",
  'read_delim("d.csv") file "a;b\\n1;2\\n"': "missing-argument",
};

interface Case {
  call: string;
  /** The line with the content of the file. */
  file: string;
  bytes: Uint8Array;
  /** What R has, a line each; null if it refuses. */
  lines: string[] | null;
}

function cases(): Case[] {
  const text = Deno.readTextFileSync(new URL("reference/reading.txt", import.meta.url));
  return text.split(/^> /m).slice(1).map((part) => {
    const [call = "", file = "", ...rest] = part.trimEnd().split("\n")
      .filter((line) => line !== "" && !line.startsWith("## "));
    const content: string = JSON.parse(file.replace(/^[a-z]+ /, ""));
    const bytes = file.startsWith("bytes")
      ? Uint8Array.from(content, (c) => c.charCodeAt(0) % 256)
      : new TextEncoder().encode(content);
    const refused = rest.some((line) => line.startsWith("refused"));
    return { call, file, bytes, lines: refused ? null : rest.filter((line) => line !== "warned") };
  });
}

/** A line of a column: numbers are doubles, and what is missing is null. */
function normal(line: string): string {
  const parts = /^(column ".*?" (?:numeric|integer|character) )(\[.*\])$/.exec(line);
  if (!parts) return line;
  const values: unknown[] = JSON.parse(parts[2]!);
  return parts[1]! + JSON.stringify(values.map((v) => v === "" || v === "NaN" ? null : v));
}

function columnLine(column: Column, nrow: number): string {
  const values = Array.from({ length: nrow }, (_, i) => {
    const value = cell(column, i);
    if (column.kind === "numeric" && !Number.isFinite(column.values[i])) {
      return value === null ? "null" : JSON.stringify(value === Infinity ? "Inf" : "-Inf");
    }
    return JSON.stringify(value);
  });
  const type = column.kind === "text"
    ? "character"
    : column.kind === "numeric" && column.integer
    ? "integer"
    : column.kind;
  const levels = column.kind === "factor" ? ` ${JSON.stringify(column.levels)}` : "";
  return `column ${JSON.stringify(column.name)} ${type} [${values.join(",")}]${levels}`;
}

function isNumbered(names: readonly string[] | null): boolean {
  return names?.every((name, i) => name === String(i + 1)) ?? true;
}

/** What is read here, in the same words; or the code of the fault. */
function read({ call, bytes }: Case): string[] | string {
  const { blocks, scope } = evaluatePage([block(`d <- ${call}`)], {
    readTable: (_, options) => parseTable(bytes, { ...options, file: "d.csv" }),
    scopeOf: () => {
      throw new Error("there is no other page");
    },
  });
  const [fault] = blocks[0]!.diagnostics;
  if (fault) return `${fault.code} ${fault.message} / ${fault.hint}`;
  const value = scope.get("d");
  if (value?.kind !== "frame") throw new Error(call);
  const { table } = value;
  return [
    ...(isNumbered(value.rowNames) ? [] : [`rows ${JSON.stringify(value.rowNames)}`]),
    ...(table.nrow === 0 ? ["empty"] : []),
    ...table.columns.map((column) => columnLine(column, table.nrow)),
  ];
}

Deno.test("files are read as R reads them, or refused", () => {
  const all = cases();
  const others: string[] = [];
  for (const each of all) {
    const name = `${each.call} ${each.file}`;
    const ours = read(each);
    if (typeof ours === "string") {
      const code = ours.split(" ")[0]!;
      if (each.lines !== null && REFUSED[name] !== code) others.push(`${name}\n${ours}`);
      continue;
    }
    const theirs = each.lines?.map(normal).join("\n") ?? "refused";
    const same = ours.map(normal).join("\n") === theirs;
    if (same !== !Object.hasOwn(OTHERWISE, name)) {
      others.push(`${name}\n${ours.join("\n")}\n--- R:\n${theirs}`);
    }
  }
  assertEquals(others, []);
  assertEquals(all.length > 200, true, `${all.length}`);
});
