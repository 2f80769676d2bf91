/**
 * Comparisons.
 *
 * @module
 */

/** Whether a comparison holds. */
export function holds(operator: string, x: number, y: number): boolean {
  switch (operator) {
    case "==":
      return x === y;
    case "!=":
      return x !== y;
    case "<":
      return x < y;
    case ">":
      return x > y;
    case "<=":
      return x <= y;
    default:
      return x >= y;
  }
}
