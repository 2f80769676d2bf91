/** Numbers in R's digits; every expected text was printed by R 4.2.2. */
import { assertEquals } from "@std/assert";
import {
  formatGeneral,
  formatNumber,
  formatNumbers,
  formatPValues,
  round,
  signif,
  toFixed,
  toScientific,
  zapsmall,
} from "../../lib/render/number/number_format.ts";

Deno.test("format() finds common decimals, or powers of ten where they are shorter", () => {
  assertEquals(formatNumbers([850.7004, 896.5, 12360.853], { digits: 5 }), [
    "  850.7",
    "  896.5",
    "12360.9",
  ]);
  assertEquals(formatNumbers([1e5, 1]), ["1e+05", "1e+00"]);
  assertEquals(formatNumber(123456.789), "123456.8");
  assertEquals(formatNumbers([0.00012345, 123], { digits: 3 }), ["1.23e-04", "1.23e+02"]);
  assertEquals(formatNumber(99999.5, 5), "1e+05");
  assertEquals(formatNumber(9996, 3), "9996");
  assertEquals(formatNumber(1 / 3), "0.3333333");
  assertEquals(formatNumbers([null, 1.5, Infinity]), [" NA", "1.5", "Inf"]);
  assertEquals(formatNumber(2.5, 1), "2");
  assertEquals(formatNumber(0.15, 1), "0.1");
  assertEquals(formatNumber(1e-310), "1e-310");
  assertEquals(formatNumbers([1, 10, 100]), ["  1", " 10", "100"]);
});

Deno.test("round, signif and zapsmall", () => {
  const rounded = [[0.15, 1], [2.675, 2], [-2.5, 0], [0.5, 0], [1.005, 2], [
    12345.678,
    -2,
  ]] as const;
  assertEquals(rounded.map(([x, d]) => round(x, d)), [0.1, 2.67, -2, 0, 1, 12300]);
  assertEquals([123456, 0.00012345, -9.9996].map((x) => signif(x, 3)), [123000, 0.000123, -10]);
  assertEquals(zapsmall([850.7004, 12360.853, 1e-7], 5), [850.7, 12360.9, 0]);
});

Deno.test("formatC pads to one place more than its digits", () => {
  assertEquals([0.424, 98.99067, 8.07, 12345678, 1e-10].map((x) => formatGeneral(x, 4)), [
    "0.424",
    "98.99",
    " 8.07",
    "1.235e+07",
    "1e-10",
  ]);
});

Deno.test("format.pval joins what is alike and names what is too small", () => {
  assertEquals(formatPValues([3.441e-05, 0.0003483, 0.3509474], 4), [
    "3.441e-05",
    "0.0003483",
    "0.3509474",
  ]);
  assertEquals(formatPValues([1e-20, 0.5], 4), ["<2e-16", "0.5"]);
  assertEquals(formatPValues([1e-20], 4), ["< 2.2e-16"]);
  assertEquals(formatPValues([1e-20, 0.03, 2e-9], 3), ["<2e-16", "0.03", "2e-09"]);
});

Deno.test("halves go to the even neighbour, as in C", () => {
  assertEquals([toFixed(2.5, 0), toFixed(3.5, 0), toFixed(0.125, 2), toFixed(-1.5, 0)], [
    "2",
    "4",
    "0.12",
    "-2",
  ]);
  assertEquals(toScientific(123456, 3), "1.235e+05");
  assertEquals(toFixed(1e22, 1), "10000000000000000000000.0");
});

Deno.test("the noise of a computation does not decide a half", () => {
  // 6.875 computed in two ways; R prints 6.88 for one and 6.87 for the other.
  assertEquals(formatNumber(6.87499999999999, 3), "6.88");
  assertEquals(formatNumber(6.87500000000001, 3), "6.88");
});
