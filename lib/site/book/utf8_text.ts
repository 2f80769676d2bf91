/**
 * Bytes of a file as text. What is no UTF-8 is refused where it stands: read otherwise, `Bogotá`
 * would be published as `Bogot\uFFFD`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";

/**
 * The text of a file.
 *
 * @throws {DiagnosticError} `not-utf8` at the first byte that is none, `nul-byte`
 */
export function utf8Text(file: string, bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe || bytes[0] === 0xfe && bytes[1] === 0xff) {
    fail("not-utf8", "The file is UTF-16", { file, line: 1, column: 1, hint: "Save it as UTF-8" });
  }
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    const text = decoder.decode(bytes);
    const zero = text.indexOf("\0");
    if (zero >= 0) zeroByte(file, text, zero);
    return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const piece = bytes.subarray(start, end < 0 ? bytes.length : end);
    const column = firstBad(piece);
    if (column !== null) {
      const excerpt = new TextDecoder("windows-1252").decode(piece).trimEnd();
      fail("not-utf8", "The file is not UTF-8 here", {
        file,
        line,
        column,
        excerpt,
        hint: "Save it as UTF-8",
      });
    }
    start += piece.length + 1;
  }
  return fail("not-utf8", "The file is not UTF-8", { file, hint: "Save it as UTF-8" });
}

function zeroByte(file: string, text: string, at: number): never {
  const before = text.slice(0, at).split("\n");
  const line = before.at(-1)! + text.slice(at).split("\n")[0]!;
  return fail("nul-byte", "A byte 0 stands in the text here", {
    file,
    line: before.length,
    column: before.at(-1)!.length + 1,
    excerpt: line.replaceAll("\0", "\u2400").trimEnd(),
    hint: "The file is damaged, or no text: save it anew as UTF-8",
  });
}

/** Column (1-based) of the first character of a line that is none; null if all are. */
function firstBad(line: Uint8Array): number | null {
  const text = new TextDecoder().decode(line);
  const whole = new TextEncoder().encode(text);
  if (whole.length === line.length && whole.every((byte, i) => byte === line[i])) return null;
  const own = text.indexOf("\uFFFD");
  return own < 0 ? 1 : own + 1;
}
