/**
 * The noncentrality at which a test reaches a given power.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { requireProbability } from "./argument.ts";
import { pf, qf } from "./tails.ts";
import { chandrupatla } from "../root.ts";

/**
 * The noncentrality of F on (df1, df2) at which a test of level alpha has the given power: the root of
 * P(F > F_α; λ) = power. df2 may be infinite.
 *
 * @throws DiagnosticError `power-below-level` where power is not between alpha and 1.
 */
export function noncentralityOfF(
  power: number,
  df1: number,
  df2: number,
  alpha = 0.05,
): number {
  requirePower(power, alpha);
  const critical = qf(alpha, df1, df2, { upper: true });
  const root = rootOf((delta) => pf(critical, df1, df2, { ncp: delta * delta }), power);
  return root * root;
}

function requirePower(power: number, alpha: number): void {
  requireProbability("power", power);
  if (!(alpha > 0 && power >= alpha && power < 1)) {
    fail("power-below-level", `Power must lie between the level ${alpha} and 1, but is ${power}`, {
      hint: "Ask for a power such as 0.8",
    });
  }
}

/** The δ ≥ 0 at which the decreasing probability of missing an effect is 1 − power. */
function rootOf(missed: (delta: number) => number, power: number): number {
  const gap = (delta: number): number => missed(delta) - (1 - power);
  let low = 0;
  let atLow = gap(0);
  if (atLow <= 0) return 0;
  for (let high = 2; high < 1e6; high *= 2) {
    const atHigh = gap(high);
    if (atHigh <= 0) return chandrupatla(gap, low, atLow, high, atHigh);
    low = high;
    atLow = atHigh;
  }
  return fail("no-root", `No noncentrality gives power ${power}`);
}
