/**
 * Bytes of a page of any age as text: UTF-8, else what Windows wrote.
 *
 * @module
 */

/** The text, and what there is to say of it. */
export function decodedText(bytes: Uint8Array): { text: string; note: string | null } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: new TextDecoder("utf-16le").decode(bytes), note: "was UTF-16 and is UTF-8 now" };
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return { text: new TextDecoder("utf-16be").decode(bytes), note: "was UTF-16 and is UTF-8 now" };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), note: null };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return {
      text: new TextDecoder("windows-1252").decode(bytes),
      note: "was no UTF-8, was read as Windows-1252, and is UTF-8 now",
    };
  }
}
