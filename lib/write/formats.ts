/**
 * The formats in which a book is written besides its site, one a line.
 *
 * @module
 */
import type { Drawn, Writer } from "./writer.ts";

/** What a format may ask for besides the pages. */
export interface FormatContext {
  /** Pictures that were drawn of figures. */
  drawn: Drawn;
  /** Files of the book, by their paths: pictures of the author's. */
  files: ReadonlyMap<string, string | Uint8Array>;
}

/** A format. */
export interface Format {
  /** Ending of its files, without a dot. */
  ending: string;
  /** A writer for one page, or for those of a whole book one after another. */
  writer(context: FormatContext): Writer<string | Uint8Array>;
}

/** The name of a format. */
export type FormatName = "text";

/** Each format by its name, loaded when it is asked for. */
export const FORMATS: Readonly<Record<FormatName, () => Promise<Format>>> = {
  text: async () => {
    const { TextWriter } = await import("./text/text_writer.ts");
    return { ending: "txt", writer: () => new TextWriter() };
  },
};

/** The names of the formats. */
export function formatNames(): FormatName[] {
  return Object.keys(FORMATS) as FormatName[];
}
