/**
 * Doubled precision: a number as the unevaluated sum of two doubles, about 32 digits
 * (Dekker 1971, Numer. Math. 18, 224–242; Knuth, TAOCP 2, 4.2.2).
 *
 * The functions write their low part into a shared cell, `low.value`: no allocation in loops.
 *
 * @module
 */

/** Where the last operation left the low part of its result. */
export const low: { value: number } = { value: 0 };

/** 2²⁷ + 1: splits a double into two halves of 26 bits. */
const SPLITTER = 134217729;

/** a + b exactly: the rounded sum, its error in `low.value`. */
export function twoSum(a: number, b: number): number {
  const sum = a + b;
  const back = sum - a;
  low.value = (a - (sum - back)) + (b - back);
  return sum;
}

/** a × b exactly (|a|, |b| < 1e300): the rounded product, its error in `low.value`. */
export function twoProduct(a: number, b: number): number {
  const product = a * b;
  let t = SPLITTER * a;
  const aHigh = t - (t - a);
  const aLow = a - aHigh;
  t = SPLITTER * b;
  const bHigh = t - (t - b);
  const bLow = b - bHigh;
  low.value = ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
  return product;
}

/** (a + aLow) + (b + bLow), normalised. */
export function addDoubled(a: number, aLow: number, b: number, bLow: number): number {
  const sum = twoSum(a, b);
  const rest = low.value + aLow + bLow;
  const high = sum + rest;
  low.value = rest - (high - sum);
  return high;
}

/** (a + aLow) × (b + bLow), normalised. */
export function multiplyDoubled(a: number, aLow: number, b: number, bLow: number): number {
  const product = twoProduct(a, b);
  const rest = low.value + (a * bLow + aLow * b);
  const high = product + rest;
  low.value = rest - (high - product);
  return high;
}

/** (a + aLow) / (b + bLow), normalised. */
export function divideDoubled(a: number, aLow: number, b: number, bLow: number): number {
  const first = a / b;
  const product = multiplyDoubled(first, 0, b, bLow);
  const remainder = addDoubled(a, aLow, -product, -low.value);
  const second = (remainder + low.value) / b;
  const high = first + second;
  low.value = second - (high - first);
  return high;
}
