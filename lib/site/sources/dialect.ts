/**
 * How engines of SQL spell the few things in which they differ, and how a name or a text gets into a
 * statement without ever being read as a part of it.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";

/** An engine's spelling. */
export interface Dialect {
  /** As `--dialect` has it. */
  readonly name: DialectName;
  /** A name of a table or a column. */
  readonly quoted: (name: string) => string;
  /** A constant text. */
  readonly text: (value: string) => string;
  /** The type of a double. */
  readonly double: string;
  /** The type of a text. */
  readonly varchar: string;
}

/** Engines whose SQL is known. */
export type DialectName = "postgres" | "duckdb" | "spark" | "bigquery" | "snowflake";

/** A sign twice within itself is the sign. */
const doubled = (sign: string) => (value: string): string =>
  `${sign}${value.replaceAll(sign, sign + sign)}${sign}`;

/** A text in which a backslash has a meaning: that and the quote stand behind one. */
const escaped = (sign: string) => (value: string): string =>
  `${sign}${
    value.replaceAll("\\", "\\\\").replaceAll(sign, `\\${sign}`).replaceAll("\n", "\\n")
      .replaceAll("\r", "\\r")
  }${sign}`;

/** SQL as its standard has it; PostgreSQL is told to hold to it (`standard_conforming_strings`). */
const STANDARD = { quoted: doubled('"'), double: "DOUBLE PRECISION", varchar: "VARCHAR" };

/** By name. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  postgres: { name: "postgres", ...STANDARD, text: doubled("'") },
  duckdb: { name: "duckdb", ...STANDARD, text: doubled("'"), double: "DOUBLE" },
  spark: {
    name: "spark",
    quoted: doubled("`"),
    text: escaped("'"),
    double: "DOUBLE",
    varchar: "STRING",
  },
  bigquery: {
    name: "bigquery",
    quoted: escaped("`"),
    text: escaped("'"),
    double: "FLOAT64",
    varchar: "STRING",
  },
  // A backslash in a constant has a meaning in Snowflake besides the doubled quote.
  snowflake: { name: "snowflake", ...STANDARD, text: escaped("'"), double: "DOUBLE" },
};

/** Names of dialects. */
export const DIALECT_NAMES = Object.keys(DIALECTS) as readonly DialectName[];

/**
 * A name as a statement has it.
 *
 * @throws {DiagnosticError} `bad-name`: an engine would end the statement there
 */
export function quoted(dialect: Dialect, name: string): string {
  if (name === "" || name.includes("\0")) {
    fail("bad-name", `${JSON.stringify(name)} is no name of a table or a column`);
  }
  return dialect.quoted(name);
}

/** A column of the rows, which every statement calls `t`. */
export function column(dialect: Dialect, name: string): string {
  return `t.${quoted(dialect, name)}`;
}

/** A constant text as a statement has it. */
export function literal(dialect: Dialect, value: string): string {
  if (value.includes("\0")) fail("bad-name", "A text in a statement holds no character of code 0");
  return dialect.text(value);
}

/**
 * A number as a statement has it: in digits, so that a column of whole numbers or of decimals stays one,
 * or with an exponent where there are too many.
 */
export function constant(value: number): string {
  const text = String(value);
  const digits = text.includes("e") || Number.isInteger(value) && !Number.isSafeInteger(value)
    ? value.toExponential()
    : text;
  return value < 0 ? `(${digits})` : digits;
}
