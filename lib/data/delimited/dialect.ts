/**
 * How a text is split into fields.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";

const LF = 10;
const CR = 13;
const TAB = 9;
const BLANK = 32;

/** What an author says of how a text is split. */
export interface DialectOptions {
  /** One ASCII character between two fields; an empty text means any blanks. Default: a comma. */
  delimiter?: string;
  /** Between the whole and the decimal part of a number. Default: a point. */
  decimal?: string;
  /** Characters that may enclose a field; none if empty. Default: `"`. */
  quotes?: string;
  /** What follows this character to the end of its line is passed over. Default: nothing. */
  comment?: string;
  /**
   * As in R's own readers, a quotation mark within a field opens and closes a part of it, and blanks
   * outside of quotes belong to the field; else it is a letter, and such blanks are passed over.
   */
  quotesWithin?: boolean;
  /** Blanks around texts are taken off: of those that are not quoted, or of all. Default `none`. */
  strip?: "none" | "unquoted" | "all";
}

/** The same by bytes. */
export interface Dialect {
  /** Between two fields; −1 if blanks and tabs are. */
  delimiter: number;
  decimal: number;
  /** −1 if there are no comments. */
  comment: number;
  /** By byte: 1 if it ends a field that is not quoted. */
  stops: Uint8Array;
  /** By byte: 1 if a field that begins with it is looked at closely: blanks and quotes. */
  special: Uint8Array;
  /** By byte: 1 if it may open a quoted field. */
  quotes: Uint8Array;
  /** See `DialectOptions`. */
  quotesWithin: boolean;
  /** Blanks outside of quotes belong to the field. */
  keepsBlanks: boolean;
}

/** @throws {DiagnosticError} `bad-delimiter` */
export function dialectOf(options: DialectOptions): Dialect {
  const { delimiter = ",", decimal = ".", quotes = '"', comment = "" } = options;
  const quoted = [...quotes].map((q) => byteOf(q, "A quotation mark"));
  const blanks = delimiter === "";
  const between = blanks ? -1 : byteOf(delimiter, "The delimiter");
  const point = byteOf(decimal, "The decimal sign");
  const remark = comment === "" ? -1 : byteOf(comment, "The sign of a comment");
  const signs = [between, remark].filter((sign) => sign >= 0);
  if (quoted.some((quote) => signs.includes(quote)) || (between >= 0 && between === remark)) {
    unlike("Delimiter, quotation mark and comment must differ", "Write , or ; between fields");
  }
  const stops = new Uint8Array(256);
  for (const stop of blanks ? [BLANK, TAB, LF, CR, remark] : [between, LF, CR, remark]) {
    if (stop >= 0) stops[stop] = 1;
  }
  const special = new Uint8Array(256);
  for (const c of [BLANK, TAB, ...quoted]) special[c] = 1;
  const opens = new Uint8Array(256);
  // Where blanks part the fields, R has quotes at the beginning of a field only.
  const quotesWithin = options.quotesWithin === true && !blanks;
  for (const quote of quoted) {
    opens[quote] = 1;
    if (quotesWithin) stops[quote] = 1;
  }
  const keepsBlanks = quotesWithin && (options.strip ?? "none") === "none";
  return {
    ...{ delimiter: between, decimal: point, comment: remark },
    ...{ stops, special, quotes: opens, quotesWithin, keepsBlanks },
  };
}

function byteOf(text: string, what: string): number {
  const code = text.charCodeAt(0);
  if (text.length !== 1 || code > 126 || (code < BLANK && code !== TAB)) {
    unlike(`${what} must be one ASCII character`, "Write a character such as , ; or a tab");
  }
  return code;
}

function unlike(message: string, hint: string): never {
  return fail("bad-delimiter", message, { hint });
}
