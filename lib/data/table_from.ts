/**
 * Tables from arrays.
 *
 * @module
 */
import { fail } from "../diagnostic.ts";
import type { Note } from "../note.ts";
import type { Column, TextColumn } from "./column.ts";
import { asFactor, numberText } from "./factor.ts";
import { grouped, LIMITS } from "../limits.ts";
import type { DeclaredFactors } from "./declared_factors.ts";
import { Table, unknownColumn } from "./table.ts";

/** Values of one column, missing ones null. */
export type CellValues = readonly (string | number | boolean | null | undefined)[];

/**
 * A table from arrays of equal length. A column with a text in it is text; `null` is missing.
 *
 * @throws {DiagnosticError} `unequal-columns`; `unknown-column` for a declared name that is none;
 * `not-columns`, `bad-value`.
 * @example
 * ```ts
 * import { tableFrom } from "@heddle/heddle";
 *
 * const table = tableFrom({ y: [1, 2, null], Trt: ["A", "B", "A"] }, { factors: ["Trt"] });
 * if (table.nrow !== 3) throw new Error();
 * ```
 */
export function tableFrom(
  columns: Readonly<Record<string, CellValues>>,
  options: DeclaredFactors = {},
): Table {
  if (typeof columns !== "object" || columns === null || Array.isArray(columns)) {
    fail("not-columns", "tableFrom takes arrays by column name", {
      hint: 'Write tableFrom({ y: [1, 2], Trt: ["A", "B"] })',
    });
  }
  const made = Object.entries(columns).map(([name, values]) => {
    if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
      fail("not-columns", `Column ${name} is no array`, { hint: "Give one value for each row" });
    }
    return columnFrom(name, Array.from(values as CellValues));
  });
  return declareFactors(new Table(made), options);
}

/** A column from values: text if one is text, logical if all are, else numbers. */
export function columnFrom(name: string, values: CellValues): Column {
  const n = values.length;
  let [texts, numbers, logicals] = [0, 0, 0];
  for (const value of values) {
    if (typeof value === "string") texts++;
    else if (typeof value === "number") numbers++;
    else if (typeof value === "boolean") logicals++;
    else if (value !== null && value !== undefined) {
      fail("bad-value", `Column ${name} has a value that is no number, text or truth value`, {
        hint: "Write null for a missing value",
      });
    }
  }
  if (texts > 0) return textColumn(name, values.map((v) => textOf(v)));
  if (numbers === 0 && (logicals > 0 || n > 0)) {
    const code = (v: CellValues[number]) => v === true ? 1 : v === false ? 0 : -1;
    return { kind: "logical", name, values: Int8Array.from(values, code) };
  }
  const number = (v: CellValues[number]) => v === null || v === undefined ? NaN : Number(v);
  return { kind: "numeric", name, values: Float64Array.from(values, number) };
}

function textOf(value: CellValues[number]): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return Number.isNaN(value) ? null : numberText(value);
  return typeof value === "boolean" ? (value ? "TRUE" : "FALSE") : value;
}

/** A column of text, dictionary-encoded. */
export function textColumn(name: string, values: readonly (string | null)[]): Column {
  const place = new Map<string, number>();
  const dictionary: string[] = [];
  const codes = new Int32Array(values.length);
  values.forEach((value, i) => {
    if (value === null) {
      codes[i] = -1;
      return;
    }
    let code = place.get(value);
    if (code === undefined) {
      code = dictionary.push(value) - 1;
      place.set(value, code);
    }
    codes[i] = code;
  });
  return { kind: "text", name, codes, dictionary };
}

function refuseLevels({ name, dictionary }: TextColumn): void {
  if (dictionary.length <= LIMITS.factorLevels.most) return;
  fail(
    "too-large",
    `${name} would be a factor of ${dictionary.length} levels, and at most ${
      grouped(LIMITS.factorLevels.most)
    } are made`,
    { hint: "A column that names rows is no factor" },
  );
}

/**
 * The table with the declared columns made factors; notes say which values were no level.
 *
 * @throws {DiagnosticError} `unknown-column`.
 */
export function declareFactors(table: Table, options: DeclaredFactors): Table {
  const levels = new Map(Object.entries(options.levels ?? {}));
  const ordered = new Set(options.ordered ?? []);
  const names = new Set([...(options.factors ?? []), ...levels.keys(), ...ordered]);
  for (const name of names) if (!table.column(name)) unknownColumn(name, table.names);
  const notes: Note[] = [...table.notes];
  const columns = table.columns.map((column) => {
    if (!names.has(column.name)) return column;
    if (column.kind === "text") refuseLevels(column);
    const given = levels.get(column.name);
    return asFactor(column, {
      notes,
      ...(given ? { levels: given } : {}),
      ...(ordered.has(column.name) ? { ordered: true } : {}),
    });
  });
  return new Table(columns, { nrow: table.nrow, notes, metadata: table.metadata });
}

/** A table as it was read, with the declared columns made factors; how it was read stays known. */
export function withFactors(read: Table, options: DeclaredFactors): Table {
  const { columns, nrow, notes, metadata } = declareFactors(read, options);
  const { factors = [], levels = {}, ordered = [] } = options;
  const origin = read.origin ?? { columns: read.columns, rowNames: null, text: null };
  return new Table(columns, {
    ...{ nrow, notes, metadata },
    origin: { ...origin, factors: { factors, levels, ordered } },
  });
}
