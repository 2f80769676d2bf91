/**
 * What passes between a page and its evaluation: blocks in, shown values out.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import type { OutsideValue } from "../bridge/made_by_r.ts";

/** One option of a block; `span` is in the file. */
export interface BlockOption {
  value: unknown;
  span: Span;
}

/** A place in a file, 1-based. */
export interface Place {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  excerpt: string;
}

/** A fence or an inline value, in the order of the page. */
export interface PageBlock {
  kind: "model" | "plot" | "inline";
  /** The body without `#|` lines; of an inline value the expression alone. */
  source: string;
  /** Of a block that R alone runs: what its names hold. */
  outside?: ReadonlyMap<string, OutsideValue>;
  /** Known options by name, checked for their shape. */
  options: Readonly<Record<string, BlockOption>>;
  /** Where a piece of `source` stands in the file. */
  place(span: Span): Place;
  /** Where a piece of the file (an option) stands. */
  placeInFile(span: Span): Place;
}
