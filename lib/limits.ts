/**
 * How much is too much. Each limit is told with the count and a way out before memory or time is
 * spent on what lies beyond it; the manual's page on limits lists them all, and a test compares.
 *
 * @module
 */
import { type Diagnostic, fail } from "./diagnostic.ts";

/** One limit. */
export interface Limit {
  /** The most that is taken. */
  readonly most: number;
  /** The code of the fault beyond it. */
  readonly code: string;
  /** What is counted, as the manual has it. */
  readonly of: string;
}

/** All limits by name, in the order of the manual. */
export const LIMITS = {
  terms: { most: 50_000, code: "too-many-terms", of: "terms of a formula" },
  products: {
    most: 5_000_000,
    code: "too-many-terms",
    of: "products formed in working out a formula",
  },
  formula: { most: 200_000, code: "too-long", of: "names and operators of a formula" },
  columns: { most: 100_000, code: "too-many-columns", of: "columns of a model matrix" },
  levels: { most: 10_000, code: "too-many-columns", of: "levels of a fixed factor" },
  cells: {
    most: 150_000_000,
    code: "too-many-columns",
    of: "different rows × columns of a model matrix",
  },
  work: {
    most: 200_000_000_000,
    code: "too-many-columns",
    of: "different rows × columns × rank of a model matrix",
  },
  designLevels: { most: 100_000, code: "too-many-levels", of: "levels of a factor of a design" },
  // everything after the parser works by recursion
  depth: { most: 1000, code: "too-deep", of: "operators one after another in an expression" },
  nesting: { most: 300, code: "too-deep", of: "brackets inside each other" },
  values: { most: 10_000_000, code: "too-long", of: "elements of a vector, cells of a table" },
  shown: {
    most: 99_999,
    code: "cut-short",
    of: "elements or cells that are shown of a value: the rest is left out with a remark",
  },
  characters: { most: 10_000_000, code: "too-long", of: "characters of a vector of texts" },
  steps: { most: 20_000_000, code: "too-long", of: "operations and calls that a block makes" },
  seconds: { most: 60, code: "too-long", of: "seconds that a block takes" },
  calls: { most: 250, code: "too-deep", of: "functions of a page that call each other" },
  fileBytes: { most: 2 ** 30, code: "too-large", of: "bytes of a file of data" },
  fileRows: { most: 20_000_000, code: "too-large", of: "rows of a file of data" },
  fileColumns: { most: 50_000, code: "too-large", of: "columns of a file of data" },
  fileCells: { most: 100_000_000, code: "too-large", of: "rows × columns of a file of data" },
  fieldBytes: { most: 1_000_000, code: "too-large", of: "bytes of one field of a file of data" },
  fileObjects: {
    most: 1_000_000,
    code: "too-large",
    of: "objects in a file of R, columns and their attributes",
  },
  sheetBytes: { most: 100_000_000, code: "too-large", of: "bytes that a workbook unpacks to" },
  unpackedBytes: {
    most: 300_000_000,
    code: "too-large",
    of: "bytes that a compressed file of data unpacks to",
  },
  parquetBytes: {
    most: 300_000_000,
    code: "too-large",
    of: "bytes that the columns of a file of Parquet unpack to",
  },
  sourceCells: {
    most: 1_000_000,
    code: "too-many-cells",
    of: "cells that are asked of a source",
  },
  factorLevels: {
    most: 1_000_000,
    code: "too-large",
    of: "levels of a column of a file that is declared a factor",
  },
  page: { most: 5_000_000, code: "too-long", of: "characters of a page" },
  markdownCells: { most: 100_000, code: "too-long", of: "cells of a table written in Markdown" },
  mathematics: { most: 20_000, code: "too-long", of: "characters of one formula of mathematics" },
  footnotes: { most: 20_000, code: "too-many-notes", of: "footnotes of a page" },
  textReferences: {
    most: 10_000,
    code: "too-long",
    of: "text references set on a page, those within others counted",
  },
  labels: { most: 20_000, code: "too-many-labels", of: "labels of a book" },
  bibliography: {
    most: 10_000_000,
    code: "too-long",
    of: "characters of a bibliography with its abbreviations written out",
  },
} as const satisfies Record<string, Limit>;

/** A count as people read it: `50,000`. */
export function grouped(count: number): string {
  if (!(count < 1e15)) return String(Number(count.toPrecision(3)));
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Throws the limit's fault if the count lies beyond it; `what` is the subject of the sentence. */
export function keepWithin(
  limit: Limit,
  count: number,
  what: string,
  rest: Omit<Partial<Diagnostic>, "code" | "message">,
): void {
  if (count <= limit.most) return;
  fail(limit.code, `${what}: ${grouped(count)}, and ${grouped(limit.most)} are the most`, rest);
}
