/**
 * What the blocks of a page came to, as plain data: a page can be shown again from it where the
 * data are not.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import type { Note } from "../../note.ts";
import type { Shown, ShownFrame } from "../../render/shown.ts";

/** One shown value. */
export interface StoredItem {
  value: Shown;
  part?: string;
  caption?: string;
  /** Of a `plot` fence: the tables that its code names. */
  data?: { name: string; table: ShownFrame }[];
}

/** Why something in a block failed. */
export interface StoredFault {
  code: string;
  message: string;
  hint?: string;
  /** Functions, arguments (`cld(delta=)`) or syntax that were not known. */
  missing?: string[];
  /** Where it stands, from the block's beginning in its file; the beginning itself where it is not in this file. */
  span: Span;
  /** The line of another file that it stands in, such as that of a function of another page. */
  elsewhere?: { file: string; line: number };
}

/** What one block came to. */
export interface StoredBlock {
  kind: "model" | "plot" | "inline";
  /** The block's code, so that values are not shown under another text. */
  code: string;
  shown: StoredItem[];
  notes: Note[];
  r: string;
  /** Of a block that R alone runs: which R made what it shows, and on which day. */
  computed?: { r: string; on: string };
  /** Something in it failed, or depends on what failed. */
  failed: boolean;
  /** What failed of itself; absent where nothing did. */
  faults?: StoredFault[];
}

/** A file of data that a page read. */
export interface StoredData {
  /** Relative to the book's root. */
  file: string;
  rows: number;
}

/** All blocks of a page, in order, and what a page says of its data. */
export interface PageValues {
  blocks: StoredBlock[];
  data: StoredData[];
  /** Words for columns, where the book's numbers are a journal's. */
  labels: Record<string, string>;
}

/**
 * The values as they are after a journey through JSON. Every page is woven from these and never
 * from the values themselves, so that a page that is built again from its JSON is the same page.
 */
export function throughJson(values: PageValues): PageValues {
  return JSON.parse(JSON.stringify(values)) as PageValues;
}
