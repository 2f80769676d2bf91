/**
 * The formats in which a book is written besides its site, one a line.
 *
 * @module
 */
import { imported } from "../later.ts";
import type { Book } from "./book.ts";
import type { Drawn, Writer } from "./writer.ts";

/** What a file holds. */
export type FileContent = string | Uint8Array;

/** What a format may ask for besides the pages. */
export interface FormatContext {
  book: Book;
  /** Pictures that were drawn of figures. */
  drawn: Drawn;
  /** A file that a page shows, by its address there; null if there is none. */
  file(output: string, address: string): FileContent | null;
}

/** A format. */
export interface Format {
  /** Ending of its files, without a dot. */
  ending: string;
  /** A writer for one page, or for those of a whole book one after another. */
  writer(context: FormatContext): Writer<FileContent | Promise<FileContent>>;
}

/** The name of a format. */
export type FormatName = "text";

/** Each format by its name, loaded when it is asked for. */
export const FORMATS: Readonly<Record<FormatName, () => Promise<Format>>> = {
  text: async () => {
    const { TextWriter } = await imported<typeof import("./text/text_writer.ts")>(
      "./text/text_writer.ts",
      import.meta,
    );
    return { ending: "txt", writer: () => new TextWriter() };
  },
};

/** The names of the formats. */
export function formatNames(): FormatName[] {
  return Object.keys(FORMATS) as FormatName[];
}

/** What `--to` may name; a site, `html`, is always built. */
export const TARGETS: readonly ("html" | FormatName)[] = ["html", ...formatNames()];
