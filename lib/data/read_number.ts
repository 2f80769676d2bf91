/**
 * Numbers from bytes, correctly rounded.
 *
 * @module
 */

/** What `NumberReader.read` gives for what is no number. */
export const NOT_A_NUMBER = 0;
const A_NUMBER = 1;

const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
const WORDS: Record<string, number> = {
  Inf: Infinity,
  inf: Infinity,
  "+Inf": Infinity,
  "-Inf": -Infinity,
  "-inf": -Infinity,
  NaN: NaN,
};

/** Reads decimal numbers; blanks around them are passed over. */
export class NumberReader {
  /** The number read last. */
  value = 0;
  /** It was written with a leading zero, as `01` or `-007`. */
  leadingZero = false;
  private readonly decoder = new TextDecoder();

  constructor(private readonly bytes: Uint8Array) {}

  /** Reads the field `[start, end)`; `NOT_A_NUMBER` if it is none. */
  read(start: number, end: number): number {
    const { bytes } = this;
    let i = start;
    while (i < end && (bytes[i] === 32 || bytes[i] === 9)) i++;
    while (end > i && (bytes[end - 1] === 32 || bytes[end - 1] === 9)) end--;
    const from = i;
    const sign = bytes[i];
    if (sign === 45 || sign === 43) i++;
    const digitsFrom = i;
    let mantissa = 0;
    let digits = 0;
    let c = 0;
    for (; i < end && (c = bytes[i]!) >= 48 && c <= 57; i++) {
      mantissa = mantissa * 10 + (c - 48);
      digits++;
    }
    this.leadingZero = digits > 1 && bytes[digitsFrom] === 48;
    let scale = 0;
    if (i < end && bytes[i] === 46) {
      for (i++; i < end && (c = bytes[i]!) >= 48 && c <= 57; i++) {
        mantissa = mantissa * 10 + (c - 48);
        digits++;
        scale--;
      }
    }
    if (digits === 0) return this.word(from, end);
    if (i < end && (bytes[i] === 101 || bytes[i] === 69)) {
      const exponentFrom = ++i;
      const negative = bytes[i] === 45;
      if (negative || bytes[i] === 43) i++;
      const firstDigit = i;
      let exponent = 0;
      for (; i < end && (c = bytes[i]!) >= 48 && c <= 57; i++) {
        if (exponent < 100000) exponent = exponent * 10 + (c - 48);
      }
      if (i === firstDigit || i === exponentFrom) return NOT_A_NUMBER;
      scale += negative ? -exponent : exponent;
    }
    if (i !== end) return NOT_A_NUMBER;
    this.value = this.scaled(mantissa, scale, sign === 45, from, end);
    return A_NUMBER;
  }

  /** Exact where mantissa and power of ten are; the library's reading elsewhere. */
  private scaled(
    mantissa: number,
    scale: number,
    negative: boolean,
    from: number,
    end: number,
  ): number {
    if (mantissa <= Number.MAX_SAFE_INTEGER && scale >= -22 && scale <= 22) {
      const value = scale < 0
        ? mantissa / POWERS_OF_TEN[-scale]!
        : mantissa * POWERS_OF_TEN[scale]!;
      return negative ? -value : value;
    }
    return Number(this.decoder.decode(this.bytes.subarray(from, end)));
  }

  private word(from: number, end: number): number {
    if (end - from < 3 || end - from > 4) return NOT_A_NUMBER;
    const word = this.decoder.decode(this.bytes.subarray(from, end));
    if (!Object.hasOwn(WORDS, word)) return NOT_A_NUMBER;
    this.value = WORDS[word]!;
    return A_NUMBER;
  }
}
