/** Numbers in R's digits; every expected text was printed by R 4.2.2. */
import { assertEquals } from "@std/assert";
import { randomFrom } from "../long/random.ts";
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

/** `%.df` of a number by whole numbers: x = m · 2^e, and a half goes to the even neighbour. */
function exactFixed(x: number, decimals: number): string {
  let e = 0, m = Math.abs(x);
  while (!Number.isInteger(m)) {
    m *= 2;
    e++;
  }
  const [above, below] = [BigInt(m) * 10n ** BigInt(decimals), 1n << BigInt(e)];
  const [whole, rest] = [above / below, above % below];
  const up = 2n * rest > below || (2n * rest === below && whole % 2n === 1n);
  const digits = (whole + (up ? 1n : 0n)).toString().padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  return (x < 0 ? "-" : "") + digits.slice(0, cut) + (decimals > 0 ? `.${digits.slice(cut)}` : "");
}

Deno.test("a fixed number of decimals is exact, halves and what lies beside them among others", () => {
  const random = randomFrom(20261128);
  const kinds = [
    () => random() * 10 ** Math.floor(random() * 12 - 5),
    () => Math.round(random() * 4000) / 16,
    () => (Math.floor(random() * 1000) + 0.5) / 10 ** Math.floor(random() * 6),
    // large enough that a half is more than a double's last place
    () => 2 ** Math.floor(40 + random() * 12) * (1 + random()),
  ];
  for (let i = 0; i < 20_000; i++) {
    const x = kinds[i % kinds.length]!() * (i % 3 === 0 ? -1 : 1);
    const decimals = Math.floor(random() * 16);
    if (x !== 0) assertEquals(toFixed(x, decimals), exactFixed(x, decimals));
  }
});

Deno.test("significant digits of a settled number: a half is decided by what stands behind it", () => {
  // 0.15 is 0.1499999999999999944, 0.25 and 6.875 are halves, 1.005 is 1.00499999999999989
  const one = [0.15, 0.25, 0.35, 2.5, 3.5, 0.45, 0.55].map((x) => formatNumber(x, 1));
  assertEquals(one, ["0.1", "0.2", "0.3", "2", "4", "0.5", "0.6"]);
  const three = [6.875, 6.885, 1.005, 99.95, 9.995, 0.0012345, 123450].map((x) =>
    formatNumber(x, 3)
  );
  assertEquals(three, ["6.88", "6.88", "1", "100", "9.99", "0.00123", "123450"]);
});
