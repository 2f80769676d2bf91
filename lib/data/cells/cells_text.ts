/**
 * Cells as the text of a file: a head of lines that begin with `#`, then a table as CSV.
 *
 * The same cells are the same bytes, whatever order they come in: rows are sorted by their factors,
 * numbers have the fewest digits that read back as the same double.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Column, FactorColumn } from "../column.ts";
import { asFactor } from "../factor.ts";
import { cell } from "../table.ts";
import { type CellMoments, CELLS_MARK, type CellsFacts } from "./cell_moments.ts";

/**
 * The text of a cells file.
 *
 * @throws {DiagnosticError} `bad-level` for a level that reads as a missing value; `duplicate-column`
 */
export async function cellsText(cells: CellMoments, facts: CellsFacts): Promise<string> {
  const body = bodyOf(cells);
  const rows = cells.n.reduce((sum, n) => sum + n, 0);
  const lines = [
    `${CELLS_MARK}1`,
    `# by: ${cells.by.map(({ name }) => listed(name)).join(", ")}`,
    ...cells.numbers.filter(({ origin }) => origin !== 0)
      .map(({ name, origin }) => `# origin: ${name} = ${origin}`),
    `# from: ${oneLine(facts.from)}`,
    `# rows: ${rows}`,
    ...(facts.min === null ? [] : [`# min: ${facts.min}`]),
    ...(facts.statement === undefined ? [] : [`# statement: ${oneLine(facts.statement)}`]),
    ...(facts.taken === undefined ? [] : [`# taken: ${facts.taken}`]),
    `# hash: ${await bodyHash(body)}`,
  ];
  return `${lines.join("\n")}\n${body}`;
}

/** SHA-256 of the table of a cells file, in hexadecimal; line ends count as LF. */
export async function bodyHash(body: string): Promise<string> {
  const bytes = new TextEncoder().encode(body.replaceAll("\r\n", "\n"));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** A name in a list: in quotes if it could be read otherwise. */
function listed(name: string): string {
  return /[",\r\n]|^\s|\s$/.test(name) ? quoted(name) : name;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function field(text: string): string {
  return /[",\r\n#']|^\s|\s$/.test(text) ? quoted(text) : text;
}

/** A number in its fewest digits; none where there is none. */
const number = (value: number): string => Number.isNaN(value) ? "" : String(value);

interface Written {
  readonly name: string;
  text(cell: number): string;
}

const numbers = (name: string, values: Float64Array): Written => ({
  name,
  text: (c) => number(values[c]!),
});

function bodyOf(cells: CellMoments): string {
  const columns: Written[] = [
    ...cells.by.map((column): Written => ({
      name: column.name,
      text: (c) => levelText(column, c),
    })),
    numbers("n", cells.n),
    ...cells.numbers.flatMap(({ name, n, mean, ss, average }) => [
      numbers(`${name}.n`, n),
      numbers(`${name}.mean`, mean),
      numbers(`${name}.ss`, ss),
      ...(average ? [numbers(`${name}.avg`, average)] : []),
    ]),
    ...cells.products.map(({ x, y, cp }) => numbers(`${x}.${y}.cp`, cp)),
    ...(cells.weights
      ? [
        numbers(`${cells.weights.name}.sum`, cells.weights.sum),
        numbers(`${cells.weights.name}.log`, cells.weights.log),
      ]
      : []),
  ];
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    fail("duplicate-column", `A cells file would have two columns named ${twice}`, {
      hint: "Give the factor or the column of numbers another name",
    });
  }
  const lines = [names.map(field).join(",")];
  for (const c of sorted(cells)) lines.push(columns.map((column) => column.text(c)).join(","));
  return `${lines.join("\n")}\n`;
}

function levelText(column: Column, c: number): string {
  const value = cell(column, c);
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return String(value);
  if (value === "" || value === "NA") {
    fail(
      "bad-level",
      `${column.name} has a level ${JSON.stringify(value)}, which reads as missing`,
      {
        hint: "Give that level another name in the data",
      },
    );
  }
  return field(value);
}

/** Cells by their factors, level by level in R's order; then those with more numbers first. */
function sorted({ by, n, numbers }: CellMoments): number[] {
  const factors = by.map((column): FactorColumn => asFactor(column));
  const rank = (f: FactorColumn, c: number): number => f.codes[c]! < 0 ? Infinity : f.codes[c]!;
  return Array.from(n, (_, c) => c).sort((a, b) => {
    for (const f of factors) {
      const [x, y] = [rank(f, a), rank(f, b)];
      if (x !== y) return x < y ? -1 : 1;
    }
    for (const { n: present } of numbers) {
      const [x, y] = [present[a]! > 0, present[b]! > 0];
      if (x !== y) return x ? -1 : 1;
    }
    return a - b;
  });
}
