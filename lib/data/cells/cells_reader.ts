/**
 * Cells files: the moments in them, and rows that have these.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { NumericColumn } from "../column.ts";
import { namesOf } from "../column_names.ts";
import { type DelimitedOptions, parseHeader, parseTable } from "../parse_table.ts";
import type { TableFacts } from "../readers/table_reader.ts";
import { declareFactors } from "../table_from.ts";
import type { Table } from "../table.ts";
import {
  type CellMoments,
  CELLS_MARK,
  type NumberMoments,
  type ProductMoments,
  type WeightMoments,
} from "./cell_moments.ts";
import { bodyHash } from "./cells_text.ts";
import { restoredRows } from "./restored_rows.ts";

/** A cells file taken apart. */
export interface CellsFile {
  /** What is known of the rows. */
  readonly cells: CellMoments;
  /** The lines of the head by their names, `# ` and the name left out. */
  readonly head: ReadonlyMap<string, readonly string[]>;
  /** The table in it, with the lines of the head before. */
  readonly table: Table;
  /** Lines of the head. */
  readonly headLines: number;
}

/**
 * The table that stands for the rows of a cells file: as many rows, the factors as they would be read
 * from the rows, and columns of numbers that are `held`.
 *
 * @throws {DiagnosticError} `bad-cells`, `changed-cells`, `bad-option`, and as `parseTable`
 */
export async function readCells(
  bytes: Uint8Array,
  options: DelimitedOptions & TableFacts,
): Promise<Table> {
  refuseOtherText(options);
  const { cells, table, headLines } = await parseCells(bytes, options);
  const all = [...cells.by, ...cells.numbers, ...cells.weights ? [cells.weights] : []];
  const raw = all.map(({ name }) => name);
  const names = namesOf(raw, options.naming ?? "distinct");
  const named = new Map(raw.map((name, i) => [name, names[i]!]));
  const made = (name: string): string => named.get(name) ?? name;
  const restored = restoredRows(cells, {
    file: options.file ?? null,
    named: made,
    lineOf: (cell) => headLines + 2 + cell,
  });
  const { factors = [], levels = {}, ordered = [] } = options;
  const declared = declareFactors(restored.withNotes(table.notes), {
    factors: factors.map(made),
    levels: Object.fromEntries(Object.entries(levels).map(([name, own]) => [made(name), own])),
    ordered: ordered.map(made),
  });
  for (const column of declared.columns) {
    const before = restored.column(column.name);
    if (before?.kind === "numeric" && before.held && column.kind !== "numeric") {
      fail("needs-rows", `${column.name} has no levels in a cells file`, {
        hint: "A factor is named where the cells are made: heddle cells … --by",
      });
    }
  }
  return declared;
}

/** Names by which a description may call the columns of a cells file. */
export function cellsNames(bytes: Uint8Array, options: DelimitedOptions): string[] {
  const { head, body } = headOf(bytes, undefined);
  const header = parseHeader(body);
  const by = byOf(head);
  const raw = [
    ...by,
    ...header.filter((name) => name.endsWith(".ss")).map((name) => name.slice(0, -3)),
    ...header.filter((name) => name.endsWith(".log")).map((name) => name.slice(0, -4)),
  ];
  return [...new Set([...namesOf(raw, options.naming ?? "distinct"), ...raw])];
}

/**
 * A cells file taken apart, its numbers looked at.
 *
 * @throws {DiagnosticError} `bad-cells`, `changed-cells`, and as `parseTable`
 */
export async function parseCells(bytes: Uint8Array, { file }: TableFacts): Promise<CellsFile> {
  const { head, body, text, lines } = headOf(bytes, file);
  const [hash] = head.get("hash") ?? [];
  if (hash !== undefined && hash !== await bodyHash(body)) {
    fail("changed-cells", `The table in ${called(file)} is not the one that was written`, {
      hint: "Write it again with heddle cells; nothing in such a file is to be changed",
    });
  }
  const names = parseHeader(body);
  const by = byOf(head);
  const unknown = by.find((name) => !names.includes(name));
  if (unknown !== undefined) wrong(file, `it has no column ${unknown}`);
  const others = names.filter((name) => !by.includes(name));
  const table = parseTable(text, {
    skip: lines,
    numeric: others,
    ...(file === undefined ? {} : { file }),
  });
  return { cells: momentsOf(table, by, head, file), head, table, headLines: lines };
}

interface Head {
  head: Map<string, string[]>;
  body: string;
  text: string;
  lines: number;
}

function headOf(bytes: Uint8Array, file: string | undefined): Head {
  const text = new TextDecoder().decode(bytes);
  const head = new Map<string, string[]>();
  let [at, lines] = [0, 0];
  while (text[at] === "#") {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end < 0 ? text.length : end).replace(/\r$/, "");
    const [, name, value] = /^# (\w+):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) head.set(name, [...head.get(name) ?? [], value!]);
    if (lines++ === 0 && line !== `${CELLS_MARK}1`) {
      wrong(file, `its first line is "${line}", and this version reads "${CELLS_MARK}1"`);
    }
    at = end < 0 ? text.length : end + 1;
  }
  return { head, body: text.slice(at), text, lines };
}

function byOf(head: ReadonlyMap<string, readonly string[]>): string[] {
  const [line] = head.get("by") ?? [];
  return line === undefined || line === "" ? [] : parseHeader(`${line.replaceAll(/,\s+/g, ",")}\n`);
}

const called = (file: string | undefined): string => file === undefined ? "the file" : `"${file}"`;

function wrong(file: string | undefined, what: string): never {
  return fail("bad-cells", `${called(file)} is no cells file that can be read: ${what}`, {
    hint: "Write it with heddle cells, or with heddle sources",
  });
}

/** Options of text that a cells file does not have: it has its own. */
function refuseOtherText(options: DelimitedOptions): void {
  const { delimiter = ",", decimal = ".", skip = 0, header = true, mostRows, columnNames } =
    options;
  const own = delimiter === "," && decimal === "." && skip === 0 && header !== false &&
    mostRows === undefined && columnNames === undefined && !options.rowNames;
  if (own) return;
  fail("bad-option", "A cells file is read as it is, without options of text", {
    hint: 'Write read.csv("NAME.cells.csv") and nothing more',
  });
}

function momentsOf(
  table: Table,
  by: readonly string[],
  head: ReadonlyMap<string, readonly string[]>,
  file: string | undefined,
): CellMoments {
  const { names } = table;
  const values = (name: string): Float64Array => {
    const column = table.column(name);
    if (!column) wrong(file, `it has no column ${name}`);
    return (column as NumericColumn).values; // they were declared to be numbers
  };
  const others = names.filter((name) => !by.includes(name));
  const numbered = others.filter((name) => name.endsWith(".ss")).map((name) => name.slice(0, -3));
  const origins = originsOf(head, file);
  const numbers = numbered.map((name): NumberMoments => ({
    name,
    origin: origins.get(name) ?? 0,
    n: values(`${name}.n`),
    mean: values(`${name}.mean`),
    ss: values(`${name}.ss`),
    ...(others.includes(`${name}.avg`) ? { average: values(`${name}.avg`) } : {}),
  }));
  const products: ProductMoments[] = [];
  const read = new Set([
    "n",
    ...numbered.flatMap((y) => [`${y}.n`, `${y}.mean`, `${y}.ss`, `${y}.avg`]),
  ]);
  numbered.forEach((x, i) => {
    for (const y of numbered.slice(i + 1)) {
      const name = [`${x}.${y}.cp`, `${y}.${x}.cp`].find((cp) => others.includes(cp));
      if (name === undefined) continue;
      read.add(name);
      products.push({ x, y, cp: values(name) });
    }
  });
  const weights = weightsOf(others, values, read);
  const unknown = others.find((name) => !read.has(name));
  if (unknown !== undefined) wrong(file, `nobody knows what its column ${unknown} is`);
  if (numbers.length === 0) wrong(file, "it has no column of numbers");
  return { by: by.map((name) => table.require(name)), n: values("n"), numbers, products, weights };
}

function weightsOf(
  others: readonly string[],
  values: (name: string) => Float64Array,
  read: Set<string>,
): WeightMoments | null {
  const log = others.find((name) => name.endsWith(".log") && !read.has(name));
  if (log === undefined) return null;
  const name = log.slice(0, -4);
  read.add(log).add(`${name}.sum`);
  return { name, sum: values(`${name}.sum`), log: values(log) };
}

function originsOf(
  head: ReadonlyMap<string, readonly string[]>,
  file: string | undefined,
): Map<string, number> {
  return new Map((head.get("origin") ?? []).map((line): [string, number] => {
    const at = line.lastIndexOf(" = ");
    const value = Number(line.slice(at + 3));
    if (at < 0 || !Number.isFinite(value)) wrong(file, `"# origin: ${line}" is no origin`);
    return [line.slice(0, at), value];
  }));
}
