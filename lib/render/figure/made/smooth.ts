/**
 * A smooth curve through a cloud of points.
 *
 * @module
 */
import type { Point } from "../shapes.ts";

/** At so many places the curve is computed. */
const PLACES = 40;

/**
 * Locally linear regression with tricube weights over the nearest two thirds of the points
 * (Cleveland 1979, without its robustness steps).
 */
export function smooth(points: readonly Point[], span = 2 / 3): Point[] {
  const known = points.filter((p) => Number.isFinite(p.x) && Number.isFinite(p.y));
  const xs = Float64Array.from(known, (p) => p.x).sort();
  const low = xs[0], high = xs[xs.length - 1];
  if (low === undefined || high === undefined || known.length < 8 || high <= low) return [];
  const near = Math.max(5, Math.ceil(span * known.length));
  // The nearest of sorted places stand together, and the first of them moves to the right with x.
  let first = 0;
  return Array.from({ length: PLACES + 1 }, (_, k) => {
    const x = low + (high - low) * k / PLACES;
    while (first + near < xs.length && xs[first + near]! - x < x - xs[first]!) first++;
    const reach = Math.max(x - xs[first]!, xs[first + near - 1]! - x);
    return { x, y: localFit(known, x, reach * 1.0001 + 1e-12) };
  });
}

/** The line at a place through the points within a reach of it. */
function localFit(points: readonly Point[], x: number, reach: number): number {
  let w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0;
  for (const p of points) {
    const d = Math.abs(p.x - x) / reach;
    if (d >= 1) continue;
    const weight = (1 - d ** 3) ** 3;
    const dx = p.x - x;
    w += weight;
    wx += weight * dx;
    wy += weight * p.y;
    wxx += weight * dx * dx;
    wxy += weight * dx * p.y;
  }
  const det = w * wxx - wx * wx;
  // All near points at one place: their mean.
  return Math.abs(det) < 1e-12 * w * (wxx + 1e-300) ? wy / w : (wxx * wy - wx * wxy) / det;
}
