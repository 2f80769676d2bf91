/** Doubled precision, decimals and refined least squares. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { decimalRemainder } from "../../lib/math/algebra/decimal.ts";
import {
  addDoubled,
  divideDoubled,
  low,
  multiplyDoubled,
  twoProduct,
  twoSum,
} from "../../lib/math/algebra/double_double.ts";
import { leastSquares } from "../../lib/math/algebra/least_squares.ts";
import { qr } from "../../lib/math/algebra/qr.ts";
import { runs } from "../runs.ts";

/** A finite double as an exact fraction with a power of two for denominator: mantissa, exponent. */
function exact(x: number): { m: bigint; e: number } {
  let e = 0;
  let m = x;
  while (!Number.isInteger(m)) {
    m *= 2;
    e--;
  }
  return { m: BigInt(m), e };
}

const aligned = (parts: number[]): bigint => {
  const exacts = parts.map(exact);
  const least = Math.min(...exacts.map((p) => p.e));
  return exacts.reduce((sum, p) => sum + (p.m << BigInt(p.e - least)), 0n) << BigInt(least + 300);
};

const doubles = fc.double({ min: -1e12, max: 1e12, noNaN: true })
  .filter((v) => v === 0 || Math.abs(v) > 1e-12);

Deno.test("sums and products of two doubles are exact", () => {
  fc.assert(
    fc.property(doubles, doubles, (a, b) => {
      const sum = twoSum(a, b);
      assertEquals(aligned([sum, low.value]), aligned([a, b]));
      const product = twoProduct(a, b);
      const rest = low.value;
      const p = exact(a);
      const q = exact(b);
      assertEquals(
        aligned([product, rest]),
        (p.m * q.m) << BigInt(p.e + q.e + 300),
      );
    }),
    runs(500, 1),
  );
});

Deno.test("doubled arithmetic keeps thirty digits", () => {
  // (1/3) × 3 = 1 and 1/3 + 1/3 + 1/3 = 1 with nothing left
  const third = divideDoubled(1, 0, 3, 0);
  const thirdLow = low.value;
  const product = multiplyDoubled(third, thirdLow, 3, 0);
  assert(Math.abs(product - 1 + low.value) < 1e-31);
  const two = addDoubled(third, thirdLow, third, thirdLow);
  const sum = addDoubled(two, low.value, third, thirdLow);
  assert(Math.abs(sum - 1 + low.value) < 1e-31);
});

Deno.test("what a double leaves out of its decimal", () => {
  // 0.1 as a double is 0.1000000000000000055511151231257827…
  assertAlmostEquals(decimalRemainder(0.1), -5.551115123125783e-18, 1e-33);
  assertAlmostEquals(decimalRemainder(-0.1), 5.551115123125783e-18, 1e-33);
  // 1000000000000.4 is stored as 1000000000000.4000244140625
  assertEquals(decimalRemainder(1000000000000.4), -0.0000244140625);
  for (const whole of [0, 1, -7, 2 ** 60, 0.5, 1e300, Infinity, NaN]) {
    assertEquals(decimalRemainder(whole) + 0, 0);
  }
});

Deno.test("refinement solves an ill-conditioned system to the last digit", () => {
  // Läuchli's matrix: columns (1, h, 0) and (1, 0, h), solution (1, 2) of a consistent system
  const h = 2 ** -20;
  const matrix = Float64Array.of(1, h, 0, 1, 0, h);
  const { beta, residuals } = leastSquares({
    decomposition: qr(matrix, 3, 2),
    matrix,
    matrixLow: null,
    response: Float64Array.of(3, h, 2 * h),
    responseLow: new Float64Array(3),
    weights: Float64Array.of(1, 1, 1),
    ones: -1,
  });
  assertEquals(Array.from(beta), [1, 2]);
  assert(residuals.every((r) => Math.abs(r) < 1e-30));
});
