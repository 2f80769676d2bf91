/**
 * What makes something else than a table of the bytes of a file: a text, objects of R.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { keepWithin, type Limit, LIMITS } from "../../limits.ts";
import { unpacked } from "./unpacked.ts";

/** Decodes one kind of file. */
export interface Decoder<T> {
  /** The kind of file, as messages have it. */
  readonly name: string;
  /**
   * What the file holds; `file` is its path in the book.
   *
   * @throws {DiagnosticError} whatever is wrong with the file
   */
  decode(bytes: Uint8Array, file: string): Promise<T>;
}

/** A text and the file that it stands in. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
}

/** Statements in a file: text in UTF-8. */
export const SCRIPT: Decoder<TextFile> = {
  name: "statements",
  decode: async (bytes, file) => ({ file, text: await textOf(bytes, file, LIMITS.page) }),
};

/** A text in UTF-8, its lines ended by LF. @throws {DiagnosticError} `not-utf8` and the limit's code */
export async function textOf(bytes: Uint8Array, file: string, limit: Limit): Promise<string> {
  keepWithin(limit, bytes.length, `Bytes of "${file}"`, { hint: "Divide the file" });
  const plain = await unpacked(bytes, `"${file}"`);
  keepWithin(limit, plain.length, `Bytes of "${file}"`, { hint: "Divide the file" });
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(plain);
    if (!text.includes("\0")) return text.replace(/\r\n?/g, "\n");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return fail("not-utf8", `"${file}" is no text in UTF-8`, { hint: "Save it as text in UTF-8" });
}
