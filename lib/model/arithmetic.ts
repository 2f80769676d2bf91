/**
 * Arithmetic and comparison of columns.
 *
 * @module
 */
import type { LogicalColumn, NumericColumn } from "../data/column.ts";
import { numericColumn, type Value } from "./value.ts";

/** `+ - * / %%` row by row; missing with anything is missing. */
export function elementwise(
  operator: "+" | "-" | "*" | "/" | "%%",
  left: NumericColumn,
  right: NumericColumn,
): NumericColumn {
  const a = left.values;
  const b = right.values;
  const out = new Float64Array(a.length);
  switch (operator) {
    case "+":
      for (let i = 0; i < out.length; i++) out[i] = a[i]! + b[i]!;
      break;
    case "-":
      for (let i = 0; i < out.length; i++) out[i] = a[i]! - b[i]!;
      break;
    case "*":
      for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!;
      break;
    case "/":
      for (let i = 0; i < out.length; i++) out[i] = a[i]! / b[i]!;
      break;
    case "%%":
      for (let i = 0; i < out.length; i++) out[i] = a[i]! - Math.floor(a[i]! / b[i]!) * b[i]!;
  }
  return numericColumn(out);
}

/** Powers row by row; whole powers up to 64 by multiplication. */
export function power(base: NumericColumn, exponent: NumericColumn): NumericColumn {
  const out = new Float64Array(base.values.length);
  for (let i = 0; i < out.length; i++) {
    const x = base.values[i]!;
    const k = exponent.values[i]!;
    out[i] = k === 2 ? x * x : k === 3 ? x * x * x : Math.pow(x, k);
  }
  return numericColumn(out);
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
