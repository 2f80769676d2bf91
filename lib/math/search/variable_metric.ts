/**
 * The least value of a smooth function of several variables: the variable metric method of Broyden,
 * Fletcher, Goldfarb and Shanno in the form of Nash (1990), Compact Numerical Methods for Computers,
 * algorithm 21.
 *
 * @module
 */
import type { Objective, Search, SearchOptions } from "./simplex.ts";

const SHORTER = 0.2;
const ACCEPTED = 1e-4;
/** Two numbers are alike if they are alike once this is added to both. */
const ALIKE = 10;

/** Derivatives by differences to both sides. */
export function differences(f: Objective, step: number): (x: readonly number[]) => number[] {
  return (x) =>
    x.map((v, i) => {
      const moved = [...x];
      moved[i] = v + step;
      const above = f(moved);
      moved[i] = v - step;
      return (above - f(moved)) / (2 * step);
    });
}

export function variableMetricMinimum(
  start: readonly number[],
  f: Objective,
  gradient: (x: readonly number[]) => number[],
  { relative, absolute, most }: SearchOptions,
): Search {
  const n = start.length;
  const x = [...start];
  let least = f(x);
  let [calls, gradients, rounds] = [1, 1, 1];
  let g = gradient(x);
  let restarted = gradients;
  /** The inverse of the curvature, its lower triangle. */
  const metric = x.map((_, i) => x.map((_, j) => i === j ? 1 : 0));
  const times = (v: readonly number[]): number[] =>
    v.map((_, i) => v.reduce((s, w, j) => s + metric[Math.max(i, j)]![Math.min(i, j)]! * w, 0));
  for (;;) {
    if (restarted === gradients) {
      metric.forEach((row, i) => row.forEach((_, j) => row[j] = i === j ? 1 : 0));
    }
    const before = [...x];
    let direction = times(g).map((v) => -v);
    const slope = direction.reduce((s, v, i) => s + v * g[i]!, 0);
    let still: number;
    if (slope < 0) {
      let length = 1;
      let value = least;
      for (;;) {
        still = 0;
        for (let i = 0; i < n; i++) {
          x[i] = before[i]! + length * direction[i]!;
          if (ALIKE + before[i]! === ALIKE + x[i]!) still++;
        }
        if (still === n) break;
        value = f(x);
        calls++;
        if (Number.isFinite(value) && value <= least + slope * length * ACCEPTED) break;
        length *= SHORTER;
      }
      const enough = value > absolute &&
        Math.abs(value - least) > relative * (Math.abs(least) + relative);
      if (!enough) {
        still = n;
        least = value;
      }
      if (still < n) {
        least = value;
        const earlier = g;
        g = gradient(x);
        gradients++;
        rounds++;
        direction = direction.map((v) => length * v);
        if (!update(metric, times, direction, g.map((v, i) => v - earlier[i]!))) {
          restarted = gradients;
        }
      } else if (restarted < gradients) {
        still = 0;
        restarted = gradients;
      }
    } else {
      still = restarted === gradients ? n : 0;
      restarted = gradients;
    }
    if (rounds >= most) break;
    if (gradients - restarted > 2 * n) restarted = gradients;
    if (still === n && restarted === gradients) break;
  }
  return { x, value: least, calls, gradients, fault: rounds < most ? 0 : 1 };
}

/** Learns the curvature along a step; false where there is none. */
function update(
  metric: number[][],
  times: (v: readonly number[]) => number[],
  step: readonly number[],
  change: readonly number[],
): boolean {
  const d1 = step.reduce((s, v, i) => s + v * change[i]!, 0);
  if (!(d1 > 0)) return false;
  const moved = times(change);
  const d2 = 1 + moved.reduce((s, v, i) => s + v * change[i]!, 0) / d1;
  metric.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      row[j]! += (d2 * step[i]! * step[j]! - step[i]! * moved[j]! - moved[i]! * step[j]!) / d1;
    }
  });
  return true;
}
