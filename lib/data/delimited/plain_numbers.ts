/**
 * Numbers that are read where their fields are found, while the bytes are at hand: a sign, at most 15 digits, a
 * decimal sign. A column of anything else is left to those who look at it as a whole.
 *
 * @module
 */
import type { PlainColumn } from "./column_source.ts";
import type { Dialect } from "./dialect.ts";
import { POWERS_OF_TEN } from "./read_number.ts";

/** Where R's type integer ends. */
export const LARGEST_INTEGER = 2 ** 31 - 1;

/** So many digits are an integer of 32 bits. */
const NEAR = 9;

/** Fields of other kinds that a column may have, besides one in so many of its rows. */
const FEW = 64;
const SHARE = 16;

/** The numbers of a text, column by column. */
export class PlainNumbers {
  readonly values: Float64Array[];
  /** By column: 1 as long as nearly all of its fields are such numbers. */
  readonly open: Uint8Array;
  /** By column: rows whose fields are none. */
  readonly others: number[][];
  /** By column: 1 if all of its numbers are written with digits alone and are integers of R. */
  readonly whole: Uint8Array;
  /** By column: the first row whose number is written with a leading zero, as `01`; −1 if there is none. */
  readonly leadingZero: Int32Array;
  /** By column: how many of its fields are such numbers. */
  readonly count: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #decimal: number;
  readonly #signed: boolean;

  /**
   * @param columns How many there are.
   * @param most Rows that there are at most.
   * @param signed Whether a leading zero counts behind a sign as well: R's rule.
   */
  constructor(
    bytes: Uint8Array,
    { decimal, delimiter }: Dialect,
    columns: number,
    most: number,
    signed: boolean,
  ) {
    this.#bytes = bytes;
    this.#decimal = decimal === delimiter ? -1 : decimal;
    this.#signed = signed;
    this.values = Array.from({ length: columns }, () => new Float64Array(most));
    this.others = this.values.map(() => []);
    this.open = new Uint8Array(columns).fill(1);
    this.whole = new Uint8Array(columns).fill(1);
    this.leadingZero = new Int32Array(columns).fill(-1);
    this.count = new Int32Array(columns);
  }

  /**
   * Reads the number that begins at a place.
   *
   * @returns where it ends; −1 if there is no such number
   */
  read(from: number, row: number, j: number): number {
    const bytes = this.#bytes;
    const n = bytes.length;
    let i = from;
    const sign = i < n ? bytes[i]! : 0;
    if (sign === 45 || sign === 43) i++;
    const first = i;
    let digit = 0;
    // the first nine digits are a machine's integer, which takes a third of the time
    let near = 0;
    let stop = Math.min(n, first + NEAR);
    for (; i < stop && (digit = bytes[i]! - 48) >= 0 && digit <= 9; i++) {
      near = (10 * near + digit) | 0;
    }
    let mantissa = near;
    for (; i < n && (digit = bytes[i]! - 48) >= 0 && digit <= 9; i++) {
      mantissa = 10 * mantissa + digit;
    }
    const wholes = i - first;
    let value = mantissa;
    let digits = wholes;
    if (i < n && bytes[i] === this.#decimal) {
      const behind = ++i;
      if (wholes < NEAR) {
        stop = Math.min(n, behind + NEAR - wholes);
        for (; i < stop && (digit = bytes[i]! - 48) >= 0 && digit <= 9; i++) {
          near = (10 * near + digit) | 0;
        }
        mantissa = near;
      }
      for (; i < n && (digit = bytes[i]! - 48) >= 0 && digit <= 9; i++) {
        mantissa = 10 * mantissa + digit;
      }
      const decimals = i - behind;
      digits += decimals;
      if (digits > 15) return -1;
      value = decimals === 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals]!;
      this.whole[j] = 0;
    } else if (mantissa > LARGEST_INTEGER) this.whole[j] = 0;
    if (digits === 0 || digits > 15) return -1;
    if (wholes > 1 && bytes[first] === 48 && this.leadingZero[j]! < 0) {
      this.#noteZero(from, first, row, j);
    }
    this.values[j]![row] = sign === 45 ? -value : value;
    this.count[j]!++;
    return i;
  }

  #noteZero(from: number, first: number, row: number, j: number): void {
    if (this.#signed || from === first) this.leadingZero[j] = row;
  }

  /** Takes a field that was found otherwise. */
  take(start: number, end: number, row: number, j: number): void {
    const behind = this.read(start, row, j);
    if (behind === end && end > start) return;
    if (behind > 0) this.takeBack(row, j);
    this.pass(row, j);
  }

  /** What was read last of a column was the beginning of something else. */
  takeBack(row: number, j: number): void {
    this.count[j]!--;
    if (this.leadingZero[j] === row) this.leadingZero[j] = -1;
  }

  /** A column; null if it is none of numbers. */
  column(j: number, rows: number): PlainColumn | null {
    if (this.open[j] === 0 || this.count[j] === 0) return null;
    const values = this.values[j]!;
    return {
      // a little too long is not worth a copy
      values: values.length > 1.1 * rows ? values.slice(0, rows) : values.subarray(0, rows),
      count: this.count[j]!,
      others: this.others[j]!,
      whole: this.whole[j] === 1,
      leadingZero: this.leadingZero[j]!,
    };
  }

  /** Takes a field that is no such number. */
  pass(row: number, j: number): void {
    const others = this.others[j]!;
    if (others.push(row) > FEW + row / SHARE) {
      this.open[j] = 0;
      others.length = 0;
    }
  }
}
