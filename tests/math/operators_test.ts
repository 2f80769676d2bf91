/** R's arithmetic of two numbers; the values are those that R 4.2.2 prints with 17 digits. */
import { assertEquals } from "@std/assert";
import { type ArithmeticOperator, OPERATORS } from "../../lib/math/operators.ts";

const [inf, none] = [Infinity, NaN];

const CASES: readonly [number, ArithmeticOperator, number, number][] = [
  [1, "%/%", 0.1, 9],
  [1, "%/%", 0.2, 4],
  [7.5, "%/%", -0.3, -26],
  [3, "%/%", -0.3, -11],
  [2147483647, "%/%", 0.2, 10737418234],
  [5, "%/%", 2, 2],
  [-5, "%/%", 2, -3],
  [5, "%/%", 0, inf],
  [0, "%/%", 0, none],
  [1, "%/%", -inf, -1],
  [-1, "%/%", inf, -1],
  [1, "%/%", inf, 0],
  [inf, "%/%", 2, inf],
  [-2, "%/%", none, none],
  [5, "%%", 2, 1],
  [-5, "%%", 2, 1],
  [5, "%%", -2, -1],
  [5.5, "%%", 0.2, 0.0999999999999997],
  [5, "%%", inf, 5],
  [-5, "%%", inf, inf],
  [inf, "%%", 2, none],
  [5, "%%", 0, none],
  [1, "^", none, 1],
  [none, "^", 0, 1],
  [-8, "^", 1 / 3, none],
  [-2, "^", inf, none],
  [-0.3, "^", -inf, none],
  [-inf, "^", 0.2, none],
  [-inf, "^", 3, -inf],
  [-inf, "^", 2, inf],
  [-inf, "^", -1, 0],
  [2, "^", inf, inf],
  [0.5, "^", inf, 0],
  [1, "/", 0, inf],
  [0.1, "+", 0.2, 0.30000000000000004],
];

Deno.test("operators on two numbers are R's", () => {
  for (const [a, operator, b, expected] of CASES) {
    const value = OPERATORS[operator](a, b);
    assertEquals(value + 0, expected, `${a} ${operator} ${b}`);
  }
});

Deno.test("a quotient and its remainder make the number again, exactly", () => {
  for (const [a, b] of [[1, 0.1], [5.5, 0.2], [-7.25, 0.3], [1e10, 0.2], [1e300, 7]] as const) {
    const remainder = OPERATORS["%%"](a, b);
    assertEquals(remainder >= 0 && remainder < b, true);
    if (Math.abs(a / b) > 2 ** 31) continue;
    const whole = OPERATORS["%/%"](a, b);
    assertEquals(Math.abs(whole * b + remainder - a) < 1e-14 * Math.abs(a), true, `${a} ${b}`);
  }
  // The remainder of 10^10 divided by the double 0.2 is 10^10 − 49999999999 × 0.2, exactly.
  assertEquals(OPERATORS["%%"](1e10, 0.2), 0.1999994448884877);
});
