/**
 * Arithmetic and comparison of columns.
 *
 * @module
 */
import type { LogicalColumn } from "../../data/column.ts";
import { decimalRemainders } from "../../math/algebra/decimal.ts";
import {
  addDoubled,
  divideDoubled,
  low,
  multiplyDoubled,
} from "../../math/algebra/double_double.ts";
import { type ArithmeticOperator, OPERATORS } from "../../math/operators.ts";
import { numericColumn, type PreciseColumn, type Value } from "./value.ts";

/** The operators that are computed in doubled precision, and the remainder. */
type ElementwiseOperator = Exclude<ArithmeticOperator, "^" | "%/%">;

/** One operation in doubled precision; the low part of the result is left in `low`. */
function doubled(
  operator: ElementwiseOperator,
  a: number,
  al: number,
  b: number,
  bl: number,
): number {
  switch (operator) {
    case "+":
      return addDoubled(a, al, b, bl);
    case "-":
      return addDoubled(a, al, -b, -bl);
    case "*":
      return multiplyDoubled(a, al, b, bl);
    case "/":
      return divideDoubled(a, al, b, bl);
    case "%%":
      low.value = 0;
      return OPERATORS["%%"](a, b);
  }
}

/** Fills a column from a function that leaves the low part of each value in `low`. */
function filled(n: number, valueAt: (i: number) => number): PreciseColumn {
  const values = new Float64Array(n);
  const lows = new Float64Array(n);
  let inexact = false;
  for (let i = 0; i < n; i++) {
    const value = valueAt(i);
    values[i] = value;
    const rest = low.value;
    if (rest === 0) continue;
    // infinite or missing: there is no low part to speak of
    if (rest - rest !== 0) continue;
    lows[i] = rest;
    inexact = true;
  }
  return inexact ? { kind: "numeric", name: "", values, low: lows } : numericColumn(values);
}

/**
 * `+ - * / %%` row by row; missing with anything is missing. What rounding takes from a result is
 * kept beside it, for the refinement of least squares.
 */
export function elementwise(
  operator: ElementwiseOperator,
  left: PreciseColumn,
  right: PreciseColumn,
): PreciseColumn {
  const a = left.values;
  const b = right.values;
  return filled(a.length, (i) => {
    const exact = doubled(operator, a[i]!, left.low?.[i] ?? 0, b[i]!, right.low?.[i] ?? 0);
    if (exact - exact === 0) return exact;
    low.value = 0; // infinite, or no number
    return OPERATORS[operator](a[i]!, b[i]!);
  });
}

/** With more rows than this, powers are formed in plain doubles: many rows need no such care. */
export const PRECISE_ROWS = 1e5;

/** x^k for a whole k from 1 to 64, of the decimals that were written, in doubled precision. */
export function wholePower(x: PreciseColumn, k: number): PreciseColumn {
  if (k === 1) return x;
  const n = x.values.length;
  if (n > PRECISE_ROWS) return numericColumn(x.values.map((v) => Math.pow(v, k)));
  const lows = x.low ?? decimalRemainders(x.values);
  return filled(n, (i) => {
    const base = x.values[i]!;
    const baseLow = lows[i]!;
    let high = base;
    let rest = baseLow;
    for (let j = 1; j < k; j++) {
      high = multiplyDoubled(high, rest, base, baseLow);
      rest = low.value;
    }
    if (high - high === 0) return high;
    low.value = 0;
    return Math.pow(base, k);
  });
}

/** Powers row by row. */
export function power(base: PreciseColumn, exponent: PreciseColumn): PreciseColumn {
  const k = exponent.values[0] ?? 0;
  const uniform = Number.isInteger(k) && k >= 1 && k <= 64 && exponent.values.every((v) => v === k);
  if (uniform) return wholePower(base, k);
  return numericColumn(base.values.map((x, i) => OPERATORS["^"](x, exponent.values[i]!)));
}

type Cell = number | string | null;

/** Reads a value row by row as number or text; null where missing. */
function reader(value: Value): ((i: number) => Cell) | null {
  switch (value.kind) {
    case "numeric":
      return (i) => Number.isNaN(value.values[i]!) ? null : value.values[i]!;
    case "logical":
      return (i) => value.values[i]! < 0 ? null : value.values[i]!;
    case "factor":
      return (i) => value.codes[i]! < 0 ? null : value.levels[value.codes[i]!]!;
    case "text":
      return (i) => value.codes[i]! < 0 ? null : value.dictionary[value.codes[i]!]!;
    case "constant": {
      const only = value.values[0] ?? null;
      return value.values.length === 1
        ? () => typeof only === "boolean" ? Number(only) : only
        : null;
    }
    case "matrix":
      return null;
  }
}

const comparisons: Record<string, (a: number | string, b: number | string) => boolean> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** `== != < <= > >= & | ! %in%` row by row; null if the operator is none of these. */
export function compare(operator: string, args: readonly Value[], n: number): LogicalColumn | null {
  const values = new Int8Array(n);
  const result: LogicalColumn = { kind: "logical", name: "", values };
  const left = reader(args[0]!);
  if (!left) return null;
  if (operator === "!" && args.length === 1) {
    for (let i = 0; i < n; i++) {
      const a = left(i);
      values[i] = a === null ? -1 : a ? 0 : 1;
    }
    return result;
  }
  if (args.length !== 2) return null;
  if (operator === "%in%" && args[1]!.kind === "constant") {
    const set = new Set(args[1]!.values.map(String));
    for (let i = 0; i < n; i++) values[i] = set.has(String(left(i) ?? "NA")) ? 1 : 0;
    return result;
  }
  const right = reader(args[1]!);
  if (!right) return null;
  const test = comparisons[operator];
  if (test) {
    for (let i = 0; i < n; i++) values[i] = compared(left(i), right(i), test);
    return result;
  }
  if (operator !== "&" && operator !== "|") return null;
  for (let i = 0; i < n; i++) values[i] = conjunction(operator, left(i), right(i));
  return result;
}

/** A number compared with text is compared as text, as in R. */
function compared(
  a: Cell,
  b: Cell,
  test: (a: number | string, b: number | string) => boolean,
): number {
  if (a === null || b === null) return -1;
  const same = typeof a === typeof b;
  return test(same ? a : String(a), same ? b : String(b)) ? 1 : 0;
}

function conjunction(operator: "&" | "|", a: Cell, b: Cell): number {
  const decisive = operator === "&" ? 0 : 1;
  const of = (x: Cell): number => x === null ? -1 : x ? 1 : 0;
  if (of(a) === decisive || of(b) === decisive) return decisive;
  return of(a) < 0 || of(b) < 0 ? -1 : 1 - decisive;
}
