/**
 * The bytes of a file as UTF-8: other encodings are turned into it, and files that are no text are
 * told by what they are.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { grouped, LIMITS } from "../../limits.ts";
import { TextPlaces } from "./text_places.ts";

/** What a file begins with, what it is, and what leads out. */
interface Kind {
  begins: string;
  what: string;
  hint: string;
}

const SHEET = "Save the sheet as CSV (UTF-8) and read that file";
const IN_R = "Write it as text in R: write.csv(x, file, row.names = FALSE)";
const UNPACK = "Unpack it, and read the file that is in it";

const KINDS: readonly Kind[] = [
  { begins: "PK\x03\x04", what: "a ZIP archive", hint: UNPACK },
  { begins: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", what: "an old Excel workbook (.xls)", hint: SHEET },
  { begins: "\x1f\x8b", what: "compressed (gzip, as .gz, .rds and .RData are)", hint: IN_R },
  { begins: "BZh", what: "compressed (bzip2)", hint: UNPACK },
  { begins: "\xfd7zXZ\0", what: "compressed (xz)", hint: UNPACK },
  { begins: "7z\xbc\xaf\x27\x1c", what: "a 7z archive", hint: UNPACK },
  { begins: "RDX2\n", what: "an R workspace (.RData)", hint: IN_R },
  { begins: "RDX3\n", what: "an R workspace (.RData)", hint: IN_R },
  { begins: "RDA2\n", what: "an R workspace (.RData)", hint: IN_R },
  { begins: "RDA3\n", what: "an R workspace (.RData)", hint: IN_R },
  { begins: "X\n\0\0\0", what: "an R object (.rds)", hint: IN_R },
  { begins: "SQLite format 3\0", what: "an SQLite database", hint: "Write a table of it as CSV" },
  { begins: "PAR1", what: "a Parquet file", hint: IN_R },
  { begins: "ARROW1", what: "an Arrow file", hint: IN_R },
  { begins: "$FL2", what: "an SPSS file (.sav)", hint: IN_R },
  { begins: "<stata_dta>", what: "a Stata file (.dta)", hint: IN_R },
  { begins: "%PDF-", what: "a PDF", hint: SHEET },
  { begins: "\x89PNG\r\n", what: "a picture (PNG)", hint: SHEET },
  { begins: "\xff\xd8\xff", what: "a picture (JPEG)", hint: SHEET },
  { begins: "{\\rtf", what: "a text with styles (RTF)", hint: "Save it as plain text" },
  {
    begins: "<!DOCTYPE",
    what: "a page of the web (HTML)",
    hint: "Download the file of data itself",
  },
  {
    begins: "<!doctype",
    what: "a page of the web (HTML)",
    hint: "Download the file of data itself",
  },
  { begins: "<html", what: "a page of the web (HTML)", hint: "Download the file of data itself" },
];

/**
 * The text as UTF-8, and the places in it.
 *
 * @throws {DiagnosticError} `not-a-table`, `not-utf8`, `nul-byte`, `too-large`, `unknown-encoding`
 */
export function readable(text: string | Uint8Array, encoding: string | null): TextPlaces {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  if (bytes.length > LIMITS.fileBytes.most) {
    fail(
      "too-large",
      `The file has ${bytes.length} bytes, and at most ${grouped(LIMITS.fileBytes.most)} are read`,
      {
        hint: "Take out columns and rows that the page does not need",
      },
    );
  }
  const kind = kindOf(bytes);
  if (kind) fail("not-a-table", `The file is ${kind.what}, not a table as text`, kind);
  const places = new TextPlaces(encoding === null ? bytes : decoded(bytes, encoding));
  refuseWideText(places);
  return places;
}

function kindOf(bytes: Uint8Array): { what: string; hint: string } | null {
  const head = String.fromCharCode(...bytes.subarray(0, 64));
  const kind = KINDS.find((k) => head.startsWith(k.begins));
  if (!kind) return null;
  const { what, hint } = kind;
  if (!head.startsWith("PK")) return { what, hint };
  // Workbooks are archives, too.
  const names = new TextDecoder("windows-1252").decode(bytes.subarray(0, 4096));
  if (names.includes("opendocument.spreadsheet")) {
    return { what: "an OpenDocument sheet (.ods)", hint: SHEET };
  }
  const whole = new TextDecoder("windows-1252").decode(bytes.subarray(-65536)) + names;
  if (whole.includes("xl/")) return { what: "an Excel workbook (.xlsx)", hint: SHEET };
  if (whole.includes("word/")) return { what: "a Word document (.docx)", hint: SHEET };
  return { what, hint };
}

/** UTF-16 and bytes 0 cannot be split into fields. */
function refuseWideText(places: TextPlaces): void {
  const { bytes } = places;
  const [first, second] = bytes;
  const little = first === 0xff && second === 0xfe;
  if (little || (first === 0xfe && second === 0xff)) wide(places, little);
  if (!places.survey.hasZero) return;
  const at = bytes.indexOf(0);
  let zeros = 0;
  const sample = bytes.subarray(0, 1000);
  for (const byte of sample) if (byte === 0) zeros++;
  if (3 * zeros > sample.length) wide(places, at % 2 === 1);
  places.fail(
    "nul-byte",
    at,
    at + 1,
    "A byte 0 stands in the text here",
    "The file is damaged, or no text: save it anew as CSV (UTF-8)",
  );
}

function wide(places: TextPlaces, little: boolean): never {
  const name = little ? "UTF-16LE" : "UTF-16BE";
  return places.fail(
    "not-utf8",
    0,
    2,
    "The file is UTF-16, not UTF-8",
    `Write fileEncoding = "${name}", or save it as UTF-8`,
  );
}

/** R's names of encodings that a decoder calls otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  "utf-8-bom": "utf-8",
  "ucs-2le": "utf-16le",
  "ucs-2be": "utf-16be",
  "latin-1": "latin1",
  "latin-9": "iso-8859-15",
  latin9: "iso-8859-15",
  mac: "macintosh",
  macroman: "macintosh",
};

function decoded(bytes: Uint8Array, encoding: string): Uint8Array {
  const asked = encoding.toLowerCase();
  let name = Object.hasOwn(NAMES, asked) ? NAMES[asked]! : asked;
  if (["", "unknown", "native.enc", "utf-8", "utf8", "ascii", "us-ascii"].includes(name)) {
    return bytes;
  }
  if (name === "utf-16" || name === "ucs-2") {
    name = bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-16le";
  }
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(name, { fatal: true });
  } catch {
    fail("unknown-encoding", `There is no encoding "${encoding}" here`, {
      hint: 'Write "latin1", "windows-1252", "UTF-16" or another of the web, or save as UTF-8',
    });
  }
  try {
    return new TextEncoder().encode(decoder.decode(bytes));
  } catch {
    return fail("not-in-encoding", `The file is not ${encoding}`, {
      hint: "Look up in which encoding it was saved",
    });
  }
}
