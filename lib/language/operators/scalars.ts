/**
 * Operators on two single numbers: what loops do most.
 *
 * @module
 */
import { power } from "../../math/operators.ts";
import { doubles, integers, logicals, NA_INTEGER, type Value } from "../values/value.ts";

/** A single number that is not missing; NaN of anything else. */
export function single(x: Value): number {
  if (x.type === "double") return x.values.length === 1 ? x.values[0]! : NaN;
  if (x.type !== "integer" || x.values.length !== 1) return NaN;
  return x.values[0] === NA_INTEGER ? NaN : x.values[0]!;
}

/** Two whole numbers; null where the result is too large, or no whole number. */
export function scalarWhole(operator: string, a: number, b: number): Value | null {
  let value: number;
  switch (operator) {
    case "+":
      value = a + b;
      break;
    case "-":
      value = a - b;
      break;
    case "*":
      value = a * b;
      break;
    case "/":
    case "^":
    case "%%":
    case "%/%":
    case ":":
      return null;
    default:
      return scalar(operator, a, b);
  }
  return Math.abs(value) <= 2147483647 ? integers([value]) : null;
}

/** Two numbers; null where a mark for NaN is needed, which the long way makes. */
export function scalar(operator: string, a: number, b: number): Value | null {
  let value: number;
  switch (operator) {
    case "+":
      value = a + b;
      break;
    case "-":
      value = a - b;
      break;
    case "*":
      value = a * b;
      break;
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
    default:
      return null;
  }
  return value === value ? doubles([value]) : null;
}
