/**
 * How tightly R's operators bind (R's `?Syntax`, and the grammar it stands for).
 *
 * @module
 */

/** How a row of operators groups: `a - b - c` left, `a ^ b ^ c` right, `a < b < c` not at all. */
export type Grouping = "left" | "right" | "none";

/** Binding power and grouping of an operator between two operands. */
export interface Binding {
  power: number;
  grouping: Grouping;
}

/** Binding powers by name, rising. */
export const POWER = {
  help: 1,
  equals: 2,
  assign: 3,
  assignRight: 4,
  tilde: 5,
  or: 6,
  and: 7,
  not: 8,
  compare: 9,
  sum: 10,
  product: 11,
  special: 12,
  range: 13,
  sign: 14,
  power: 15,
  component: 16,
  call: 17,
  namespace: 18,
} as const;

const BINARY: Record<string, Binding> = {};
function define(operators: string, power: number, grouping: Grouping): void {
  for (const operator of operators.split(" ")) BINARY[operator] = { power, grouping };
}
define("?", POWER.help, "left");
define("=", POWER.equals, "right");
define("<- <<- :=", POWER.assign, "right");
define("-> ->>", POWER.assignRight, "left");
define("~", POWER.tilde, "left");
define("| ||", POWER.or, "left");
define("& &&", POWER.and, "left");
define("== != < > <= >=", POWER.compare, "none");
define("+ -", POWER.sum, "left");
define("* /", POWER.product, "left");
define("|>", POWER.special, "left");
define(":", POWER.range, "left");
define("^", POWER.power, "right");
define("$ @", POWER.component, "left");
define(":: :::", POWER.namespace, "left");

const SPECIAL: Binding = { power: POWER.special, grouping: "left" };

/** The binding of an operator between operands, or null if it is none. */
export function binaryBinding(operator: string): Binding | null {
  if (operator[0] === "%") return SPECIAL;
  return Object.hasOwn(BINARY, operator) ? BINARY[operator]! : null;
}

/** The binding power of an operator before its operand, or null if it is none. */
export function unaryPower(operator: string): number | null {
  switch (operator) {
    case "-":
    case "+":
      return POWER.sign;
    case "!":
      return POWER.not;
    case "~":
      return POWER.tilde;
    case "?":
      return POWER.help;
    default:
      return null;
  }
}
