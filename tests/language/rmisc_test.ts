/**
 * Words of Rmisc, which is not among the packages beside which the other statements are recorded. The
 * numbers are what R's `tapply` gives of these data with `mean(v)`, `sd(v)`, `s <- sd(v) / sqrt(n)` and
 * `s * qt(0.975, n - 1)`, n the values counted.
 */
import { assertEquals } from "@std/assert";
import { session } from "./compare.ts";

const DATA =
  'd <- data.frame(g = c("b", "a", "b", "a", "b"), h = factor(c(1, 1, 2, 2, 2)), y = c(1.5, 2, 3, NA, 6))';

const PRINTED: readonly (readonly [code: string, lines: readonly string[]])[] = [
  ['summarySE(d, measurevar = "y", groupvars = "g", na.rm = TRUE)', [
    "  g N   y       sd       se       ci",
    "1 a 1 2.0       NA       NA       NA",
    "2 b 3 3.5 2.291288 1.322876 5.691875",
  ]],
  ['summarySE(d, "y", c("g", "h"))', [
    "  g h N   y      sd  se       ci",
    "1 a 1 1 2.0      NA  NA       NA",
    "2 a 2 1  NA      NA  NA       NA",
    "3 b 1 1 1.5      NA  NA       NA",
    "4 b 2 2 4.5 2.12132 1.5 19.05931",
  ]],
];

Deno.test("summarySE has counts, means and their errors by groups", () => {
  const run = session();
  assertEquals(run(DATA).fault, null);
  for (const [code, lines] of PRINTED) {
    const made = run(code);
    assertEquals([made.out.trimEnd().split("\n"), made.fault], [[...lines], null]);
  }
  assertEquals(
    run('summarySE(d, "y", "k")').fault,
    'The data have no column "k" (Known are g, h, y)',
  );
  assertEquals(run('summarySE(d, "y", 1)').fault?.includes("groupvars"), true);
});
