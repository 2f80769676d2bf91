/**
 * Checks of numbers that a caller gives: a wrong one is a diagnostic, never a silent NaN.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";

/** Every named value is a number (infinite ones too). */
export function requireNumber(name: string, values: Record<string, number>): void {
  for (const key in values) {
    if (typeof values[key] !== "number" || Number.isNaN(values[key])) {
      fail("not-a-number", `${name}: \`${key}\` is not a number`);
    }
  }
}

/** Every named value is a number above 0; infinity is allowed. */
export function requirePositive(name: string, values: Record<string, number>): void {
  for (const key in values) {
    const value = values[key]!;
    if (!(value > 0)) {
      fail("not-positive", `${name}: \`${key}\` must be above 0, but is ${value}`);
    }
  }
}

/** The confidence level, a probability strictly between 0 and 1, or else `bad-level` is thrown. */
export function checkLevel(level: number): number {
  if (level > 0 && level < 1) return level;
  return fail("bad-level", `A confidence level of ${level} is not between 0 and 1`, {
    hint: "Write level = 0.95",
  });
}

/** The significance level, strictly between 0 and 1, or else `bad-alpha` is thrown. */
export function checkAlpha(alpha: number): number {
  if (alpha > 0 && alpha < 1) return alpha;
  return fail("bad-alpha", `A significance level of ${alpha} is not between 0 and 1`, {
    hint: "Write alpha = 0.05",
  });
}

/** 0 ≤ p ≤ 1. */
export function requireProbability(name: string, p: number): void {
  if (!(p >= 0 && p <= 1)) {
    fail("not-a-probability", `${name}: \`p\` must lie between 0 and 1, but is ${p}`);
  }
}

/** A finite noncentrality, at least `least`. */
export function requireNoncentrality(name: string, ncp: number, least: number): void {
  if (!(ncp >= least && Math.abs(ncp) < Infinity)) {
    const range = least === 0 ? "a finite number, 0 or more" : "a finite number";
    fail("bad-noncentrality", `${name}: \`ncp\` must be ${range}, but is ${ncp}`);
  }
}
