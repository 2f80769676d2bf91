/**
 * Where a profile of the deviance has risen by so much: a root of ζ = ±√(rise), which is nearly straight,
 * by Newton's method between bounds. Nothing is interpolated.
 *
 * Source: D. M. Bates et al. (2015), J. Stat. Softw. 67(1), §5.1.
 *
 * @module
 */

import { tell } from "../progress.ts";

/** One profile: the minimum over the rest at a value, and its slope there. */
export interface Profile {
  /** Where the deviance is least. */
  estimate: number;
  /** First guess of the half-width at ζ = 1. */
  unit: number;
  /** Null outside the domain. */
  at(value: number): { deviance: number; slope: number } | null;
  /** Forgets the warm start. */
  restart(): void;
  /** The ends of the domain. */
  lowest: number;
  highest: number;
}

/** The value at which the profile has risen by `rise`, or the end of the domain if it never does. */
export function profileLimit(
  profile: Profile,
  minimum: number,
  rise: number,
  sign: -1 | 1,
  points: { value: number; zeta: number }[] = [],
): number {
  profile.restart();
  const goal = Math.sqrt(rise);
  const end = sign < 0 ? profile.lowest : profile.highest;
  let inside = profile.estimate; // ζ below the goal here
  let outside = end;
  let endKnown = !Number.isFinite(end);
  let value = profile.estimate + sign * goal * profile.unit;
  if ((value - end) * sign >= 0) value = (inside + end) / 2;
  for (let step = 0; step < 60; step++) {
    tell(() => `point ${step + 1} of the ${sign < 0 ? "lower" : "upper"} limit`);
    const here = profile.at(value);
    if (!here) {
      outside = value;
      endKnown = true;
      value = (inside + outside) / 2;
      if (Math.abs(outside - inside) <= 1e-10 * Math.abs(outside)) return outside;
      continue;
    }
    const zeta = Math.sqrt(Math.max(0, here.deviance - minimum));
    points.push({ value, zeta: sign * zeta });
    const miss = zeta - goal;
    if (Math.abs(miss) < 1e-9) return value;
    if (miss < 0) inside = value;
    else {
      outside = value;
      endKnown = true;
    }
    const slope = zeta > 1e-6 ? here.slope / (2 * zeta) : NaN;
    let next = value - miss / slope;
    if (Math.abs(next - value) <= 1e-9 * Math.abs(next - profile.estimate)) return next;
    const between = (next - inside) * sign > 0 && (next - outside) * sign < 0;
    if (!between) {
      if (!endKnown) { // the goal may not be reached before the end: look there once
        const last = profile.at(end);
        if (last && Math.sqrt(Math.max(0, last.deviance - minimum)) <= goal) return end;
        endKnown = true;
      }
      next = Number.isFinite(outside)
        ? (inside + outside) / 2
        : value + sign * 2 * Math.abs(value - profile.estimate);
    }
    value = next;
  }
  return value;
}
