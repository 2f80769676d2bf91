/**
 * Thirty-one sheets, each read in eleven ways, as readxl 1.4.2 in R 4.2.2 reads them. `make.R` beside
 * the workbook writes both: names, kinds and values of all columns.
 */
import { assertEquals } from "@std/assert";
import type { Column } from "../../lib/data/column.ts";
import { sheetNames } from "../../lib/data/readers/sheet_cells.ts";
import { XLSX } from "../../lib/data/readers/binary.ts";
import type { SheetOptions } from "../../lib/data/readers/xlsx.ts";
import type { Table } from "../../lib/data/table.ts";

const folder = new URL("sheets/", import.meta.url);
const BYTES = Deno.readFileSync(new URL("all.xlsx", folder));

const WAYS: readonly (readonly [name: string, options: SheetOptions])[] = [
  ["plain", {}],
  ["col_names=FALSE", { header: false }],
  ["skip=1", { skip: 1 }],
  ["skip=2", { skip: 2 }],
  ["n_max=2", { mostRows: 2 }],
  ["range=A1:C3", { range: "A1:C3" }],
  ["range=B2:D4", { range: "B2:D4" }],
  ["na", { naStrings: ["", "NA", ".", "-", "n/a"] }],
  ["text", { types: ["text"] }],
  ["trim", { trim: false }],
  ["guess5", { guess: 5 }],
];

/** What R wrote of each sheet and way: lines `name | class | values`, and `rows n`. */
function recorded(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let own: string[] = [];
  for (const line of Deno.readTextFileSync(new URL("readxl.txt", folder)).trimEnd().split("\n")) {
    if (line.startsWith("## ")) found.set(line.slice(3), own = []);
    else own.push(line.trim());
  }
  return found;
}

function cellsOf(column: Column, isTime: boolean): (string | number)[] {
  switch (column.kind) {
    case "text":
      return Array.from(column.codes, (code) => code < 0 ? "NA" : column.dictionary[code]!);
    case "logical":
      return Array.from(column.values, (v) => v < 0 ? "NA" : v === 1 ? "TRUE" : "FALSE");
    case "numeric":
      return Array.from(column.values, (v) => Number.isNaN(v) ? "NA" : rounded(v, isTime));
    case "factor":
      throw new Error("A sheet has no factors");
  }
}

const rounded = (v: number, isTime: boolean): number =>
  isTime ? Math.round(v * 1000) / 1000 : Number(v.toPrecision(14));

function linesOf(table: Table): string[] {
  const times = table.notes.filter(({ code }) => code === "dates-as-numbers")
    .map(({ data }) => (data as { column: string }).column);
  const lines = table.columns.map((column) => {
    const isTime = times.includes(column.name);
    const kind = column.kind === "text" ? "character" : isTime ? "POSIXct" : column.kind;
    return `${column.name} | ${kind} | ${cellsOf(column, isTime).join(";")}`;
  });
  return [...lines, `rows ${table.nrow}`];
}

/** Numbers of R's record as they are compared. */
function comparable(line: string): string {
  const [name, kind, values] = line.split(" | ");
  if (kind !== "numeric" && kind !== "POSIXct") return line;
  const cells = values!.trim().split(";").map((text) =>
    text === "NA" ? text : rounded(Number(text), kind === "POSIXct")
  );
  return `${name} | ${kind} | ${cells.join(";")}`;
}

for (const sheet of await sheetNames(BYTES, "all.xlsx")) {
  Deno.test(`${sheet}: as readxl reads it`, async () => {
    const known = recorded();
    for (const [way, options] of WAYS) {
      const table = await XLSX.read(BYTES, { sheet, ...options });
      const right = known.get(`${sheet} :: ${way}`)!.map((line) => comparable(line).trim());
      assertEquals(linesOf(table).map((line) => line.trim()), right, way);
    }
  });
}
