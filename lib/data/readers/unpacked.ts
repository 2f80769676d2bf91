/**
 * Bytes out of a file that is compressed by gzip, bzip2 or xz.
 *
 * @module
 */
import { DiagnosticError, fail } from "../../diagnostic.ts";
import { grouped, LIMITS } from "../../limits.ts";

/**
 * What a compressed file holds; bytes that are not compressed are handed back as they are. A file that
 * unpacks to more than a file may have is left before memory is used for it.
 *
 * @throws {DiagnosticError} `damaged-file`, `too-large`
 */
export async function unpacked(bytes: Uint8Array, what: string): Promise<Uint8Array> {
  const begins = (...signs: number[]): boolean => signs.every((sign, i) => bytes[i] === sign);
  if (begins(0x42, 0x5a, 0x68)) return await bunzipped(bytes, what);
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  if (begins(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)) {
    const { default: { XzReadableStream } } = await import("xz-decompress");
    return await collected(new XzReadableStream(packed), what);
  }
  if (!begins(0x1f, 0x8b)) return bytes;
  return await collected(packed.pipeThrough(new DecompressionStream("gzip")), what);
}

/** The pieces of a growing file, as one. */
class Pieces {
  readonly #chunks: Uint8Array[] = [];
  length = 0;

  constructor(private readonly what: string) {}

  add(chunk: Uint8Array): void {
    this.length += chunk.length;
    if (this.length > LIMITS.unpackedBytes.most) {
      fail(
        "too-large",
        `${this.what} unpacks to more than ${
          grouped(LIMITS.unpackedBytes.most)
        } bytes, which are the most`,
        { hint: "Unpack it, or take out columns and rows that the page does not need" },
      );
    }
    this.#chunks.push(chunk);
  }

  whole(): Uint8Array {
    const whole = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }

  damaged(): never {
    return fail(
      "damaged-file",
      `${this.what} is damaged: it can be unpacked as far as byte ${this.length} and no further`,
      { hint: "It broke off or was changed: copy it again, or save it anew" },
    );
  }
}

async function collected(stream: ReadableStream<Uint8Array>, what: string): Promise<Uint8Array> {
  const pieces = new Pieces(what);
  const reader = stream.getReader();
  for (;;) {
    let read: ReadableStreamReadResult<Uint8Array>;
    try {
      read = await reader.read();
    } catch {
      return pieces.damaged();
    }
    if (read.done) return pieces.whole();
    try {
      // some reuse their memory
      pieces.add(read.value.slice());
    } catch (error) {
      await reader.cancel();
      throw error;
    }
  }
}

/** What is used of `seek-bzip`, which ships no types. */
interface Bzip {
  decode(
    input: Uint8Array,
    output: { writeByte(byte: number): void },
    multistream: boolean,
  ): void;
}

async function bunzipped(bytes: Uint8Array, what: string): Promise<Uint8Array> {
  const { default: bzip } = await import("seek-bzip") as { default: Bzip };
  const pieces = new Pieces(what);
  const chunk = new Uint8Array(65_536);
  let at = 0;
  const flush = (): void => {
    pieces.add(chunk.slice(0, at));
    at = 0;
  };
  try {
    bzip.decode(bytes, {
      writeByte(byte) {
        if (at === chunk.length) flush();
        chunk[at++] = byte;
      },
    }, true);
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    return pieces.damaged();
  }
  flush();
  return pieces.whole();
}
