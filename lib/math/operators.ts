/**
 * R's arithmetic of two numbers. Where a remainder or a whole quotient is asked for, it is the exact
 * one of the two doubles: `1 %/% 0.1` is 9, since the double 0.1 is more than a tenth.
 *
 * @module
 */

/** The operators on two numbers. */
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "^" | "%%" | "%/%";

/** What each operator gives. */
export const OPERATORS: Readonly<Record<ArithmeticOperator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": power,
  "%%": modulo,
  "%/%": quotient,
};

/** Whether there is such an operator. */
export function isArithmetic(operator: string): operator is ArithmeticOperator {
  return Object.hasOwn(OPERATORS, operator);
}

/** `1^NA` and `NA^0` are 1; what is below zero has no power that is infinite, or no whole number. */
export function power(a: number, b: number): number {
  if (b === 2) return a * a;
  if (a === 1 || b === 0) return 1;
  if (a < 0 && !Number.isFinite(b)) return NaN;
  if (a === -Infinity && !Number.isInteger(b)) return NaN;
  return a ** b;
}

/** The remainder has the sign of the divisor. */
function modulo(a: number, b: number): number {
  if (b === 0) return NaN;
  const remainder = a % b;
  return remainder !== 0 && (remainder < 0) !== (b < 0) ? remainder + b : remainder;
}

/** How often `b` goes into `a`, rounded down. */
function quotient(a: number, b: number): number {
  if (!Number.isFinite(a) || Number.isNaN(b) || b === 0) return Math.floor(a / b);
  if (!Number.isFinite(b)) return a !== 0 && (a < 0) !== (b < 0) ? -1 : a / b;
  return Math.round((a - modulo(a, b)) / b);
}
