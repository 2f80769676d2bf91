/**
 * Numbers from bytes, correctly rounded.
 *
 * @module
 */

/** What `NumberReader.read` gives for what is no number. */
export const NOT_A_NUMBER = 0;
const A_NUMBER = 1;
const POINT = 46;
const X = 120;
/** Bytes of a number that is no plain decimal. */
const LONGEST_WORD = 40;

/** 10⁰ to 10²², which are exact. */
export const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
/** Words that are numbers in R. */
const UNDEFINED = /^[-+]?(?:nan|NaN)$/;
const INFINITE = /^[-+]?inf(?:inity)?$/i;
/** The same in its package readr. */
const WORD_IN_READR = /^[-+]?(?:nan|NaN|inf|Inf|INF)$/;
/** Whole numbers, fractions and powers of two by sixteens. */
const HEXADECIMAL = /^([-+]?)0[xX]([0-9a-fA-F]+)(?:\.([0-9a-fA-F]+))?(?:[pP]([-+]?\d*))?$/;
/** Groups of three digits with a mark between them; what follows is an ordinary number. */
const GROUPED = /^[-+]?\d{1,3}(?:M\d{3})+(?:P\d*)?(?:[eE][-+]?\d+)?$/;

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
  private readonly grouping: string;
  private high = 0;
  private low = 0;
  private highDigits = 0;
  private lowDigits = 0;

  /**
   * @param decimal the byte of the decimal sign
   * @param rules R's: hexadecimal numbers; or those of its package readr: marks of thousands
   * @param blanks whether blanks around a number are passed over
   */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly decimal: number = POINT,
    private readonly rules: "r" | "readr" = "r",
    private readonly blanks: boolean = true,
  ) {
    this.grouping = rules === "r" ? "" : decimal === POINT ? "," : ".";
  }

  /** Reads the field `[start, end)`; `NOT_A_NUMBER` if it is none. */
  read(start: number, end: number): number {
    return this.short(start, end) ? A_NUMBER : this.any(start, end);
  }

  /** Reads the number that most fields hold: a sign, at most 15 digits and a decimal sign. */
  private short(start: number, end: number): boolean {
    const { bytes, decimal } = this;
    const sign = bytes[start]!;
    const from = sign === 45 || sign === 43 ? start + 1 : start;
    if (end - from > 16) return false;
    let i = from;
    let digit = 0;
    let mantissa = 0;
    for (; i < end && (digit = bytes[i]! - 48) >= 0 && digit <= 9; i++) {
      mantissa = 10 * mantissa + digit;
    }
    const wholes = i - from;
    if (i < end && bytes[i] === decimal) i++;
    const fractionFrom = i;
    for (; i < end && (digit = bytes[i]! - 48) >= 0 && digit <= 9; i++) {
      mantissa = 10 * mantissa + digit;
    }
    const decimals = i - fractionFrom;
    const digits = wholes + decimals;
    if (i < end || digits === 0 || digits > 15) return false;
    const size = decimals === 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals]!;
    this.value = sign === 45 ? -size : size;
    this.leadingZero = wholes > 1 && bytes[from] === 48 &&
      (this.rules === "r" || from === start);
    return true;
  }

  private any(start: number, end: number): number {
    const { bytes } = this;
    let i = start;
    if (this.blanks) {
      while (i < end && (bytes[i] === 32 || bytes[i] === 9)) i++;
      while (end > i && (bytes[end - 1] === 32 || bytes[end - 1] === 9)) end--;
    }
    const from = i;
    const sign = bytes[i];
    if (sign === 45 || sign === 43) i++;
    const digitsFrom = i;
    this.clear();
    i = this.digits(i, end);
    let digits = i - digitsFrom;
    // For readr 01 is a text, and -01 a number.
    this.leadingZero = digits > 1 && bytes[digitsFrom] === 48 &&
      (this.rules === "r" || digitsFrom === from);
    let scale = 0;
    if (i < end && bytes[i] === this.decimal) {
      const fractionFrom = ++i;
      i = this.digits(i, end);
      scale = fractionFrom - i;
      digits += i - fractionFrom;
    }
    if (digits === 0) return this.word(from, end);
    if (i < end && digits === 1 && this.high === 0 && (bytes[i]! | 32) === X) {
      return this.word(from, end);
    }
    if (i < end && (bytes[i] === 101 || bytes[i] === 69)) {
      i++;
      const negative = bytes[i] === 45;
      if (negative || bytes[i] === 43) i++;
      let exponent = 0;
      let c = 0;
      for (; i < end && (c = bytes[i]!) >= 48 && c <= 57; i++) {
        if (exponent < 100000) exponent = exponent * 10 + (c - 48);
      }
      scale += negative ? -exponent : exponent;
    }
    if (i !== end) return this.grouping === "" ? NOT_A_NUMBER : this.grouped(from, end);
    const size = this.scaled(scale);
    this.value = size < 0
      ? Number(this.text(from, end).replace(/[eE][-+]?$/, ""))
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

  /** Takes the digits from a place on, 15 in `high` and 15 in `low`; gives where they end. */
  private digits(from: number, end: number): number {
    const { bytes } = this;
    let { high, low, highDigits, lowDigits } = this;
    let i = from;
    for (; i < end; i++) {
      const d = bytes[i]! - 48;
      if (d < 0 || d > 9) break;
      if (highDigits < 15) {
        high = high * 10 + d;
        if (high > 0) highDigits++;
      } else {
        if (lowDigits < 15) low = low * 10 + d;
        lowDigits++;
      }
    }
    this.high = high;
    this.low = low;
    this.highDigits = highDigits;
    this.lowDigits = lowDigits;
    return i;
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
    if (end - from < 3 || end - from > LONGEST_WORD) return NOT_A_NUMBER;
    const word = this.text(from, end);
    if (this.rules === "readr" && !WORD_IN_READR.test(word)) return NOT_A_NUMBER;
    if (UNDEFINED.test(word)) this.value = NaN;
    else if (INFINITE.test(word)) this.value = word.startsWith("-") ? -Infinity : Infinity;
    else {
      const parts = HEXADECIMAL.exec(word);
      if (!parts) return NOT_A_NUMBER;
      const [, sign, whole = "", fraction = "", power = ""] = parts;
      const size = parseInt(whole + fraction, 16) * 2 ** (Number(power) - 4 * fraction.length);
      this.value = sign === "-" ? -size : size;
    }
    return A_NUMBER;
  }

  /** A number such as 1,509.5. */
  private grouped(from: number, end: number): number {
    if (end - from > LONGEST_WORD) return NOT_A_NUMBER;
    const written = this.decoder.decode(this.bytes.subarray(from, end));
    const decimal = String.fromCharCode(this.decimal);
    const pattern = GROUPED.source.replace("M", `\\${this.grouping}`).replace("P", `\\${decimal}`);
    if (!new RegExp(pattern).test(written)) return NOT_A_NUMBER;
    this.value = Number(written.replaceAll(this.grouping, "").replace(decimal, "."));
    return A_NUMBER;
  }

  /** A number's text with a decimal point, whatever sign it is written with. */
  private text(from: number, end: number): string {
    const text = this.decoder.decode(this.bytes.subarray(from, end));
    return this.decimal === POINT ? text : text.replace(String.fromCharCode(this.decimal), ".");
  }
}
