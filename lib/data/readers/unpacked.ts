/**
 * Bytes out of a gzip file.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { grouped, LIMITS } from "../../limits.ts";

/**
 * What a gzip file holds; bytes that are none are handed back as they are. A file that unpacks to
 * more than a file may have is left before memory is used for it.
 *
 * @throws {DiagnosticError} `damaged-file`, `too-large`
 */
export async function unpacked(bytes: Uint8Array, what: string): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream()
    .pipeThrough(new DecompressionStream("gzip"));
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    let read: ReadableStreamReadResult<Uint8Array>;
    try {
      read = await reader.read();
    } catch {
      return fail(
        "damaged-file",
        `${what} is damaged: it can be unpacked as far as byte ${length} and no further`,
        { hint: "It broke off or was changed: copy it again, or save it anew" },
      );
    }
    if (read.done) break;
    length += read.value.length;
    if (length > LIMITS.fileBytes.most) {
      await reader.cancel();
      fail(
        "too-large",
        `${what} unpacks to more than ${grouped(LIMITS.fileBytes.most)} bytes, which are the most`,
        { hint: "Take out columns and rows that the page does not need" },
      );
    }
    chunks.push(read.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
