/**
 * Columns of a file of Parquet as R has them by arrow's `read_parquet()`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import type { Note } from "../../note.ts";
import type { Column } from "../column.ts";
import type { SchemaElement } from "./parquet_library.ts";
import type { ColumnPage } from "./parquet_pages.ts";

/** What values of a column are. */
export type ParquetKind = "truth" | "number" | "day" | "time" | "text";

/** What a column is asked to be. */
export interface ColumnAsked {
  element: SchemaElement;
  rows: number;
  /** A factor, and whether its levels have an order. */
  factor: { ordered: boolean } | null;
  what: string;
}

/** What the values of a column are; a fault where R would have no vector of them. */
export function kindOf({ element, what }: Pick<ColumnAsked, "element" | "what">): ParquetKind {
  const { type, converted_type: converted, logical_type: logical, name } = element;
  const refuse = (is: string): never =>
    fail("not-a-column", `Column ${name} of ${what} is ${is}`, {
      hint: `Leave it out: read_parquet(file, col_select = -${JSON.stringify(name)})`,
    });
  if (logical?.type === "FLOAT16" || logical?.type === "UUID") refuse(`of type ${logical.type}`);
  if (logical?.type === "TIME" || /^TIME_/.test(converted ?? "")) refuse("times of day");
  if (converted === "BSON" || converted === "INTERVAL") refuse(`of type ${converted}`);
  switch (type) {
    case "BOOLEAN":
      return "truth";
    case "INT96":
      return "time";
    case "INT32":
    case "INT64":
      if (converted === "DATE" || logical?.type === "DATE") return "day";
      return logical?.type === "TIMESTAMP" || /^TIMESTAMP/.test(converted ?? "")
        ? "time"
        : "number";
    case "FLOAT":
    case "DOUBLE":
      return "number";
    case "BYTE_ARRAY":
    case "FIXED_LEN_BYTE_ARRAY":
      if (converted === "DECIMAL" || logical?.type === "DECIMAL") return "number";
      return /^(UTF8|ENUM|JSON)$/.test(converted ?? "") ||
          /^(STRING|ENUM|JSON)$/.test(logical?.type ?? "")
        ? "text"
        : refuse("of bytes, which are no text");
    default:
      return refuse("a group of columns");
  }
}

/** The column that pages make. */
export function columnOf(
  asked: ColumnAsked,
  pages: Iterable<ColumnPage>,
  notes: Note[],
): Column {
  const kind = kindOf(asked);
  return kind === "text" ? textsOf(asked, pages) : numbersOf(asked, kind, pages, notes);
}

/** Calls `take` with each row that has a value: its place, and the value or its index. */
function eachValue(
  pages: Iterable<ColumnPage>,
  begin: (page: ColumnPage) => (row: number, value: unknown) => void,
): void {
  let row = 0;
  for (const page of pages) {
    const take = begin(page);
    const { present, values, count } = page;
    for (let i = 0, k = 0; i < count; i++) {
      if (present === null || present[i] === 1) take(row + i, values[k++]);
    }
    row += count;
  }
}

function numbersOf(
  { element, rows, what }: ColumnAsked,
  kind: Exclude<ParquetKind, "text">,
  pages: Iterable<ColumnPage>,
  notes: Note[],
): Column {
  const { name } = element;
  const number = numberIn(element);
  const values = new Float64Array(rows).fill(NaN);
  let nan = 0;
  eachValue(pages, ({ coded, dictionary }) => {
    const known = coded && dictionary ? Array.from(dictionary, number) : null;
    return (row, value) => {
      const own = known ? known[value as number] : number(value);
      if (own === undefined) damaged(what, name);
      if (Number.isNaN(own)) nan++;
      values[row] = own;
    };
  });
  if (nan > 0) {
    notes.push({
      code: "nan-as-missing",
      text: `${name} holds NaN ${nan === 1 ? "once" : `${nan} times`}, which is missing here`,
      data: { column: name },
    });
  }
  if (kind === "truth") {
    const truths = Int8Array.from(values, (value) => Number.isNaN(value) ? -1 : value);
    return { kind: "logical", name, values: truths };
  }
  if (kind === "day" || kind === "time") {
    const adjusted = element.logical_type?.type === "TIMESTAMP" &&
      element.logical_type.isAdjustedToUTC;
    const counted = kind === "day" ? "days" : "seconds";
    notes.push({
      code: "dates-as-numbers",
      text: `${name} is read as ${counted} since 1 January 1970, as a model in R takes it`,
      data: {
        column: name,
        class: kind === "day" ? "Date" : "POSIXct",
        ...(kind === "time" && adjusted ? { zone: "UTC" } : {}),
      },
    });
    return { kind: "numeric", name, values };
  }
  const whole = isWhole(element) && values.every((value) => !(Math.abs(value) > 2 ** 31 - 1));
  if (isWhole(element) && values.some((value) => Math.abs(value) >= 2 ** 53)) {
    notes.push({
      code: "rounded-integers",
      text: `${name} has whole numbers beyond 2^53, which are rounded`,
      data: { column: name },
    });
  }
  return { kind: "numeric", name, values, ...(whole ? { integer: true } : {}) };
}

function isWhole(
  { type, converted_type: converted, logical_type: logical }: SchemaElement,
): boolean {
  return (type === "INT32" || type === "INT64") && converted !== "DECIMAL" &&
    logical?.type !== "DECIMAL";
}

const DAY = 86_400;

/** A value of the file as a number. */
function numberIn(element: SchemaElement): (value: unknown) => number {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (type === "BOOLEAN") return (value) => value === true || value === 1 ? 1 : 0;
  if (type === "INT96") {
    // Nanoseconds of the day below the Julian day.
    return (value) => {
      const both = value as bigint;
      const nanoseconds = BigInt.asUintN(64, both);
      const days = Number(both >> 64n) - 2_440_588;
      return days * DAY + Number(nanoseconds) / 1e9;
    };
  }
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") {
    const unit = 10 ** (element.scale ?? (logical?.type === "DECIMAL" ? logical.scale : 0));
    return (value) => Number(value instanceof Uint8Array ? bigOf(value) : value as number) / unit;
  }
  const unsigned = /^UINT_/.test(converted ?? "") ||
    logical?.type === "INTEGER" && !logical.isSigned;
  const unit = unitOf(element);
  if (type === "INT64") {
    return (value) => Number(unsigned ? BigInt.asUintN(64, value as bigint) : value) / unit;
  }
  if (unsigned) return (value) => (value as number) >>> 0;
  return (value) => (value as number) / unit;
}

/** What one second, or one of whatever it is, is counted as. */
function unitOf({ converted_type: converted, logical_type: logical }: SchemaElement): number {
  if (logical?.type === "TIMESTAMP") {
    return { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 }[logical.unit];
  }
  return converted === "TIMESTAMP_MILLIS" ? 1e3 : converted === "TIMESTAMP_MICROS" ? 1e6 : 1;
}

/** A whole number in bytes, the greatest first, with its sign. */
function bigOf(bytes: Uint8Array): bigint {
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return BigInt.asIntN(8 * bytes.length, value);
}

function damaged(what: string, name: string): never {
  return fail(
    "damaged-file",
    `${what} is damaged: column ${name} names what its dictionary has not`,
    {
      hint: "Write it anew: write_parquet(x, file)",
    },
  );
}

function textsOf(
  { element, rows, factor, what }: ColumnAsked,
  pages: Iterable<ColumnPage>,
): Column {
  const { name } = element;
  const places = new Map<string, number>();
  const codes = new Int32Array(rows).fill(-1);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const placeOf = (bytes: unknown): number => {
    let text: string;
    try {
      text = decoder.decode(bytes as Uint8Array);
    } catch {
      return fail("not-utf8", `Column ${name} of ${what} holds what is no text in UTF-8`, {
        hint: "Write it anew: write_parquet(x, file)",
      });
    }
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  };
  eachValue(pages, ({ coded, dictionary }) => {
    // The levels of a factor are the dictionary, those that do not occur among them.
    const known = coded && dictionary ? Array.from(dictionary, placeOf) : null;
    return (row, value) => {
      const place = known ? known[value as number] : placeOf(value);
      codes[row] = place ?? damaged(what, name);
    };
  });
  const dictionary = [...places.keys()];
  if (factor === null) return { kind: "text", name, codes, dictionary };
  keepWithin(LIMITS.factorLevels, dictionary.length, `Levels of ${name} in ${what}`, {
    hint: "A column that names rows is no factor",
  });
  return { kind: "factor", name, codes, levels: dictionary, ordered: factor.ordered };
}
