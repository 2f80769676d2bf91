/** Comparisons with reference values. */
import { assert, assertEquals } from "@std/assert";
import type { EstimateRow, EstimateTest } from "../../lib/inference/estimate/estimate_table.ts";

/** Largest difference relative to the size of a number, or of 1. */
export function near(
  actual: ArrayLike<number | null | undefined>,
  expected: ArrayLike<number | null>,
  tolerance: number,
  what: string,
): void {
  assertEquals(actual.length, expected.length, what);
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i], expected[i]];
    if (e === null) continue;
    const difference = Math.abs(a! - e!) / Math.max(1, Math.abs(e!));
    assert(
      difference <= tolerance,
      `${what} [${i}]: ${a} is not ${e} (${difference.toExponential(1)})`,
    );
  }
}

type Expected = Record<string, string | number | null>;

/** Estimates, standard errors, limits and p beside emmeans's. */
export function sameEstimates(
  rows: readonly (EstimateRow & Partial<EstimateTest>)[],
  expected: readonly Expected[],
  what: string,
): void {
  const names = ["emmean", "response", "prob", "rate", "estimate", "ratio", "odds.ratio"];
  rows.forEach((row, i) => {
    const e = expected[i]!;
    const estimate = names.map((n) => e[n]).find((v) => typeof v === "number") as number;
    near([row.estimate, row.standardError], [estimate, e.SE as number], 1e-7, what);
    const lower = (e["asymp.LCL"] ?? e["lower.CL"]) as number;
    const upper = (e["asymp.UCL"] ?? e["upper.CL"]) as number;
    near([row.lower, row.upper], [lower, upper], 1e-6, `${what}: limits`);
    if (row.pValue !== undefined && e["p.value"] !== undefined) {
      near([row.pValue], [e["p.value"] as number], 1e-6, `${what}: p`);
    }
  });
}
