/**
 * What a double leaves out of the decimal number it was written as.
 *
 * Data are decimals: 1000000000000.4 is not a double, and the nearest one is off by 2e-5. The
 * shortest decimal that reads as a given double is, for all numbers of up to 15 digits, the one that
 * was written; so what rounding took can be had back from the double itself.
 *
 * @module
 */
import { low, twoProduct } from "./double_double.ts";

const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/** The shortest decimal that reads as `value`, minus `value`; 0 where it cannot be told exactly. */
export function decimalRemainder(value: number): number {
  if (Number.isInteger(value) || value - value !== 0) return 0;
  const text = String(Math.abs(value));
  const point = text.indexOf(".");
  if (point < 0 || text.includes("e")) return 0;
  const places = text.length - point - 1;
  const digits = Number(text.slice(0, point) + text.slice(point + 1));
  if (places > 22 || digits > Number.MAX_SAFE_INTEGER) return 0;
  const scale = POWERS_OF_TEN[places]!;
  const product = twoProduct(Math.abs(value), scale);
  const rest = (digits - product - low.value) / scale;
  return value < 0 ? -rest : rest;
}

/** The remainders of many numbers. */
export function decimalRemainders(values: Float64Array): Float64Array {
  return values.map(decimalRemainder);
}
