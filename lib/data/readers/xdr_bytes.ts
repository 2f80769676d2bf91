/**
 * Bytes in the order of XDR: big-endian numbers and lengths, none of which is believed before the
 * bytes that it announces are there.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { grouped, keepWithin, LIMITS } from "../../limits.ts";

/** Reads numbers and texts one after another; `what` is the file in messages. */
export class XdrBytes {
  /** The byte that is read next. */
  at = 0;
  /** How many bytes there are. */
  readonly end: number;
  readonly #view: DataView;
  readonly #decoders = new Map<string, TextDecoder>();

  constructor(readonly bytes: Uint8Array, private readonly what: string) {
    this.end = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Throws `damaged-file` with a byte. */
  damaged(why: string, at = this.at): never {
    return fail("damaged-file", `${this.what} is damaged at byte ${at}: ${why}`, {
      hint: "Save it anew in R: saveRDS(x, file)",
    });
  }

  /** Passes over `n` bytes; where they begin. */
  take(n: number): number {
    const { at, end } = this;
    if (n > end - at) this.damaged("it breaks off", end);
    this.at = at + n;
    return at;
  }

  /** A whole number of 32 bits. */
  int(): number {
    return this.#view.getInt32(this.take(4));
  }

  /** A number of elements of at least `width` bytes each, which must still be there. */
  length(width: number): number {
    const { at } = this;
    const n = this.int();
    // A vector of more than 2^31 elements has its length in two numbers.
    if (n === -1) this.refuseRows((this.int() >>> 0) * 2 ** 32 + (this.int() >>> 0));
    if (n < 0) this.damaged(`${n} is no length`, at);
    if (n * width > this.end - this.at) {
      this.damaged(`${grouped(n)} elements are announced, and it breaks off`, at);
    }
    if (width > 1) this.refuseRows(n);
    return n;
  }

  /** Refuses a vector that is longer than a table may have rows. */
  refuseRows(n: number): void {
    keepWithin(LIMITS.fileRows, n, `Elements of a vector in ${this.what}`, {
      hint: "Take out columns and rows that the page does not need",
    });
  }

  /** The length of a text; −1 if it is missing. */
  textLength(): number {
    const { at } = this;
    const n = this.int();
    if (n < -1 || n > this.end - this.at || n > LIMITS.fieldBytes.most) this.#refuseText(n, at);
    return n;
  }

  #refuseText(n: number, at: number): void {
    if (n < -1) this.damaged(`${n} is no length`, at);
    if (n > this.end - this.at) this.damaged("a text breaks off", at);
    keepWithin(LIMITS.fieldBytes, n, `Bytes of a text in ${this.what}`, {
      hint: "Take out the column",
    });
  }

  /** Whole numbers, their count before them. */
  ints(): Int32Array {
    const n = this.length(4);
    const at = this.take(4 * n);
    const values = new Int32Array(n);
    for (let i = 0; i < n; i++) values[i] = this.#view.getInt32(at + 4 * i);
    return values;
  }

  /** Numbers, their count before them; `nan` has a 1 where one is R's NaN and not missing. */
  doubles(): { values: Float64Array; nan?: Uint8Array } {
    const n = this.length(8);
    const at = this.take(8 * n);
    const values = new Float64Array(n);
    let nan: Uint8Array | undefined;
    for (let i = 0; i < n; i++) {
      const value = this.#view.getFloat64(at + 8 * i);
      values[i] = value;
      // what is missing is a NaN that ends in 1954
      if (Number.isNaN(value) && this.#view.getInt32(at + 8 * i + 4) !== 1954) {
        nan ??= new Uint8Array(n);
        nan[i] = 1;
      }
    }
    return nan ? { values, nan } : { values };
  }

  /** `n` bytes as the letters that they are; no more than a name has. */
  ascii(n: number): string {
    const at = this.take(n);
    return String.fromCharCode(...this.bytes.subarray(at, at + Math.min(n, 100)));
  }

  /** Bytes `[from, to)` as a text. */
  text(from: number, to: number, encoding: string): string {
    try {
      let decoder = this.#decoders.get(encoding);
      if (!decoder) {
        decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
        this.#decoders.set(encoding, decoder);
      }
      return decoder.decode(this.bytes.subarray(from, to));
    } catch {
      return this.damaged(`a text is not ${encoding}`, from);
    }
  }
}
