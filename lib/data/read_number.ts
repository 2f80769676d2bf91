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

const SPLITTER = 2 ** 27 + 1;

/** a·b − fl(a·b), exactly (Veltkamp's splitting). */
function productError(a: number, b: number, product: number): number {
  const s = SPLITTER * a;
  const ah = s - (s - a);
  const al = a - ah;
  const t = SPLITTER * b;
  const bh = t - (t - b);
  const bl = b - bh;
  return ((ah * bh - product) + ah * bl + al * bh) + al * bl;
}

/** Reads decimal numbers; blanks around them are passed over. */
export class NumberReader {
  /** The number read last. */
  value = 0;
  /** It was written with a leading zero, as `01` or `-007`. */
  leadingZero = false;
  private readonly decoder = new TextDecoder();
  private high = 0;
  private low = 0;
  private highDigits = 0;
  private lowDigits = 0;

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
    this.clear();
    let c = 0;
    for (; i < end && (c = bytes[i]!) >= 48 && c <= 57; i++) this.digit(c - 48);
    let digits = i - digitsFrom;
    this.leadingZero = digits > 1 && bytes[digitsFrom] === 48;
    let scale = 0;
    if (i < end && bytes[i] === 46) {
      const fractionFrom = ++i;
      for (; i < end && (c = bytes[i]!) >= 48 && c <= 57; i++) this.digit(c - 48);
      scale = fractionFrom - i;
      digits += i - fractionFrom;
    }
    if (digits === 0) return this.word(from, end);
    if (i < end && (bytes[i] === 101 || bytes[i] === 69)) {
      i++;
      const negative = bytes[i] === 45;
      if (negative || bytes[i] === 43) i++;
      const firstDigit = i;
      let exponent = 0;
      for (; i < end && (c = bytes[i]!) >= 48 && c <= 57; i++) {
        if (exponent < 100000) exponent = exponent * 10 + (c - 48);
      }
      if (i === firstDigit) return NOT_A_NUMBER;
      scale += negative ? -exponent : exponent;
    }
    if (i !== end) return NOT_A_NUMBER;
    const size = this.scaled(scale);
    this.value = size < 0
      ? Number(this.decoder.decode(bytes.subarray(from, end)))
      : sign === 45
      ? -size
      : size;
    return A_NUMBER;
  }

  private clear(): void {
    this.high = 0;
    this.low = 0;
    this.highDigits = 0;
    this.lowDigits = 0;
  }

  /** Takes one more digit of the mantissa: 15 in `high`, 15 in `low`. */
  private digit(d: number): void {
    if (this.highDigits < 15) {
      this.high = this.high * 10 + d;
      if (this.high > 0) this.highDigits++;
    } else {
      if (this.lowDigits < 15) this.low = this.low * 10 + d;
      this.lowDigits++;
    }
  }

  /**
   * The digits times 10^scale, correctly rounded; −1 if only the library's own reading is sure.
   * Up to 15 digits are exact, as are powers of ten to 10^22, so that one division rounds once;
   * longer ones are divided in doubled precision (Dekker 1971).
   */
  private scaled(scale: number): number {
    const { high, low, lowDigits } = this;
    if (scale < -22 || scale > 22) return high === 0 ? 0 : -1;
    if (lowDigits === 0) {
      return scale < 0 ? high / POWERS_OF_TEN[-scale]! : high * POWERS_OF_TEN[scale]!;
    }
    if (lowDigits > 15 || scale >= 0) return -1;
    const shift = POWERS_OF_TEN[lowDigits]!;
    const product = high * shift;
    const m = product + low;
    const rest = productError(high, shift, product) + ((product - m) + low);
    const power = POWERS_OF_TEN[-scale]!;
    const quotient = m / power;
    const back = quotient * power;
    const correction = ((m - back) - productError(quotient, power, back) + rest) / power;
    const doubt = quotient * 2 ** -98;
    const value = quotient + (correction - doubt);
    return value === quotient + (correction + doubt) ? value : -1;
  }

  private word(from: number, end: number): number {
    if (end - from < 3 || end - from > 4) return NOT_A_NUMBER;
    const word = this.decoder.decode(this.bytes.subarray(from, end));
    if (!Object.hasOwn(WORDS, word)) return NOT_A_NUMBER;
    this.value = WORDS[word]!;
    return A_NUMBER;
  }
}
