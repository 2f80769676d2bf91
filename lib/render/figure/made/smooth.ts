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
  const xs = known.map((p) => p.x).sort((a, b) => a - b);
  const low = xs[0], high = xs[xs.length - 1];
  if (low === undefined || high === undefined || known.length < 8 || high <= low) return [];
  const near = Math.max(5, Math.ceil(span * known.length));
  return Array.from({ length: PLACES + 1 }, (_, k) => {
    const x = low + (high - low) * k / PLACES;
    return { x, y: localFit(known, x, near) };
  });
}

function localFit(points: readonly Point[], x: number, near: number): number {
  const distances = points.map((p) => Math.abs(p.x - x)).sort((a, b) => a - b);
  const reach = (distances[near - 1] ?? 0) * 1.0001 + 1e-12;
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
