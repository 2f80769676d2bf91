/**
 * The results ledger, `results.lock.json` beside `book.yml`: every model and every value of a book by
 * its numbers, with digests of what they follow from and of the values that are stored for pages.
 *
 * @module
 */
import type { LedgerNumber } from "./recorded_model.ts";

/** The file of the ledger, in the folder of the book. */
export const LEDGER = "results.lock.json";

/** The folder of the values that it names, in the folder of the book. */
export const VALUES = "results.values";

/** The form of the file; another number is another form. */
export const FORM = 1;

/** A model. */
export interface LedgerModel {
  call: string;
  /** Digest of all that it follows from: code, options, data, pages. */
  key: string;
  /** Digest of the rows and columns that it was fitted to. */
  data: string;
  n: number;
  df: string;
  criterion: Record<string, LedgerNumber>;
  variances: Record<string, LedgerNumber>;
  /** Estimate and standard error. */
  estimates: Record<string, LedgerNumber[]>;
}

/** Numbers in rows. */
export interface LedgerTable {
  /** Names of the numbers of each row. */
  columns?: string[];
  numbers?: Record<string, LedgerNumber[]>;
}

/** A value that a page shows. */
export interface LedgerValue extends LedgerTable {
  kind: string;
  key: string;
  /** Digest of the value as it is stored; absent of one that is withheld. */
  hash?: string;
  /** It holds rows of data. */
  rows?: true;
  /** Which R computed it, of a block that R alone runs. */
  r?: string;
  /** Of a value with several tables. */
  parts?: Record<string, LedgerTable>;
}

/** A page. */
export interface LedgerPage {
  /** Digest of its stored values; their file is named by it. */
  hash: string;
  /** Digests of its blocks, code and options. */
  blocks: string[];
  /** Pages whose values it takes. */
  uses?: string[];
  /** Digests of the files of data that were read. */
  data: Record<string, string>;
  /** Those that the site publishes, and which are stored with the values. */
  published?: string[];
  models: Record<string, LedgerModel>;
  values: Record<string, LedgerValue>;
}

/** A book. */
export interface Ledger {
  ledger: number;
  versions: Record<string, string>;
  /** False where values that hold rows of data are withheld. */
  "publish-data": boolean;
  pages: Record<string, LedgerPage>;
}

/** The text of a ledger: sorted, indented, a list of numbers in one line. */
export function ledgerText(ledger: Ledger): string {
  return `${written(ledger, "")}\n`;
}

function written(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) {
    const texts = value.some((each) => typeof each === "string" && each.length > 8);
    if (!texts) return `[${value.map((each) => JSON.stringify(each)).join(", ")}]`;
    return block("[", value.map((each) => JSON.stringify(each)), "]", indent);
  }
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const lines = entries.map(([key, inner]) =>
    `${JSON.stringify(key)}: ${written(inner, `${indent}  `)}`
  );
  return block("{", lines, "}", indent);
}

function block(open: string, lines: readonly string[], close: string, indent: string): string {
  if (lines.length === 0) return open + close;
  return `${open}\n${lines.map((line) => `${indent}  ${line}`).join(",\n")}\n${indent}${close}`;
}

/** Where the values of a page are stored: only a page of the book and a digest make a path. */
export function valuesPath(output: string, hash: string): string {
  return `${VALUES}/${output.replace(/\.html$/, "")}.${hash.slice(0, 16)}.json`;
}

/** Where a file of data is stored that the site publishes. */
export function dataPath(file: string, hash: string): string {
  return `${VALUES}/${file.replace(/(\.[^./]*)?$/, `.${hash.slice(0, 16)}$1`)}`;
}
