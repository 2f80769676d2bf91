/**
 * What makes something else than a table of the bytes of a file: a text, objects of R.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";

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
  decode(bytes, file) {
    return Promise.resolve().then(() => {
      keepWithin(LIMITS.page, bytes.length, `Bytes of "${file}"`, { hint: "Divide the file" });
      try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
        if (!text.includes("\0")) return { file, text: text.replace(/\r\n?/g, "\n") };
      } catch {
        // said below
      }
      return fail("not-utf8", `"${file}" is no text in UTF-8`, {
        hint: "Save it as text in UTF-8",
      });
    });
  },
};
