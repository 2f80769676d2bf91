/**
 * Operators on two single numbers: what loops do most.
 *
 * @module
 */
import { power } from "../../math/operators.ts";
import { doubles, integers, logicals, NA_INTEGER, type Value } from "../values/value.ts";

/** What leads from whole numbers to others, or to several. */
const LEAVES = ["/", "^", "%%", "%/%", ":"];

/** A single number that is not missing; NaN of anything else. */
export function single(x: Value): number {
  if (x.type === "double") return x.values.length === 1 ? x.values[0]! : NaN;
  if (x.type !== "integer" || x.values.length !== 1) return NaN;
  return x.values[0] === NA_INTEGER ? NaN : x.values[0]!;
}

/** A sum, difference or product; null for any other operator. */
function whole(operator: string, a: number, b: number): number | null {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    default:
      return null;
  }
}

/** Two whole numbers; null where the result is too large, or no whole number. */
export function scalarWhole(operator: string, a: number, b: number): Value | null {
  const value = whole(operator, a, b);
  if (value === null) return LEAVES.includes(operator) ? null : scalar(operator, a, b);
  return Math.abs(value) <= 2147483647 ? integers([value]) : null;
}

/** Two numbers; null where a mark for NaN is needed, which the long way makes. */
export function scalar(operator: string, a: number, b: number): Value | null {
  let value = whole(operator, a, b);
  switch (operator) {
    case "/":
      value = a / b;
      break;
    case "^":
      value = power(a, b);
      break;
    case "<":
      return a === a && b === b ? logicals([a < b ? 1 : 0]) : null;
    case ">":
      return a === a && b === b ? logicals([a > b ? 1 : 0]) : null;
    case "<=":
      return a === a && b === b ? logicals([a <= b ? 1 : 0]) : null;
    case ">=":
      return a === a && b === b ? logicals([a >= b ? 1 : 0]) : null;
    case "==":
      return a === a && b === b ? logicals([a === b ? 1 : 0]) : null;
    case "!=":
      return a === a && b === b ? logicals([a === b ? 0 : 1]) : null;
  }
  return value !== null && value === value ? doubles([value]) : null;
}
