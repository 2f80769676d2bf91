/**
 * How a book wants its results shown.
 *
 * @module
 */

/** Options of every rendering. */
export interface RenderOptions {
  /** `r`: R's digits and notes (default). `journal`: p with four decimals, notes as sentences. */
  numbers?: "r" | "journal";
  /** Id of the element that holds the caption; the table is labelled by it. */
  captionId?: string;
  /** Name of a table that has no caption of its own. */
  name?: string;
  /** Prefix of every id inside the markup. */
  id?: string;
  /** Significant digits, as R's `print(x, digits = …)`; R's own rules if left out. */
  digits?: number;
  /** Significance stars and their legend. */
  stars?: boolean;
  /** Stands before every id in markup that an author's code gave. */
  prefix?: string;
  /** What each table is set in, given its markup: a box that scrolls. */
  box?: (table: string) => string;
  /** Markup of the words of a head where they are not plain; null for those that are. */
  head?: (words: string) => string | null;
  /** Words for factors, e.g. `{ Trt: "Diet" }`. */
  labels?: Readonly<Record<string, string>>;
}
