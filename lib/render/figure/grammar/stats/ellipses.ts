/**
 * Ellipses that hold a share of points: of the normal distribution, of a multivariate t (Fox and Weisberg 2011),
 * or circles about the middle.
 *
 * @module
 */
import { qf } from "../../../../math/distribution/f_distribution.ts";
import type { Row, StatContext } from "../spec.ts";

interface Spread {
  middle: [number, number];
  /** Variances and covariance: xx, xy, yy. */
  shape: [number, number, number];
}

/** Weighted middle. */
function middleOf(
  x: readonly number[],
  y: readonly number[],
  w: readonly number[],
): [number, number] {
  const sum = w.reduce((s, v) => s + v, 0);
  const of = (v: readonly number[]): number => v.reduce((s, a, i) => s + a * w[i]!, 0) / sum;
  return [of(x), of(y)];
}

/** Sums of weighted squares and products about a middle, over a divisor. */
function shapeOf(
  x: readonly number[],
  y: readonly number[],
  w: readonly number[],
  [mx, my]: [number, number],
  divisor: number,
): [number, number, number] {
  let [xx, xy, yy] = [0, 0, 0];
  x.forEach((v, i) => {
    const [a, b] = [v - mx, y[i]! - my];
    xx += w[i]! * a * a;
    xy += w[i]! * a * b;
    yy += w[i]! * b * b;
  });
  return [xx / divisor, xy / divisor, yy / divisor];
}

/** Location and scatter of a t distribution with 5 degrees of freedom (Kent, Tyler and Vardi 1994). */
function tSpread(x: readonly number[], y: readonly number[]): Spread {
  const n = x.length, nu = 5, p = 2;
  let w = x.map(() => 1);
  let middle = middleOf(x, y, w), about = middle;
  for (let k = 0; k < 25; k++) {
    const before = w, total = w.reduce((s, v) => s + v, 0);
    const [xx, xy, yy] = shapeOf(x, y, w, middle, total);
    const det = xx * yy - xy * xy;
    w = x.map((v, i) => {
      const [a, b] = [v - middle[0], y[i]! - middle[1]];
      return (nu + p) / (nu + (yy * a * a - 2 * xy * a * b + xx * b * b) / det);
    });
    about = middle;
    middle = middleOf(x, y, w);
    if (w.every((v, i) => Math.abs(v - before[i]!) < 0.01)) break;
  }
  // as in R, the scatter is about the middle of the step before
  return { middle, shape: shapeOf(x, y, w, about, n) };
}

export function ellipse(rows: Row[], { layer }: StatContext): Row[] {
  const { params } = layer;
  const x = rows.map((r) => r.x!), y = rows.map((r) => r.y!), n = x.length;
  if (n < 4) {
    layer.note("few-values", "A group of fewer than four points has no ellipse");
    return [];
  }
  const level = typeof params.level === "number" ? params.level : 0.95;
  const segments = typeof params.segments === "number" ? params.segments : 51;
  const ones = x.map(() => 1), plain = middleOf(x, y, ones);
  const { middle, shape: [xx, xy, yy] } = params.type === "norm" || params.type === "euclid"
    ? { middle: plain, shape: shapeOf(x, y, ones, plain, n - 1) }
    : tSpread(x, y);
  const least = Math.sqrt(Math.min(xx, yy));
  // the upper factor of Cholesky of the shape, which the unit circle is multiplied by
  const [a, b, c] = params.type === "euclid"
    ? [least, 0, least]
    : [Math.sqrt(xx), xy / Math.sqrt(xx), Math.sqrt(yy - xy * xy / xx)];
  const radius = params.type === "euclid"
    ? level / Math.max(a, b, c)
    : Math.sqrt(2 * qf(level, 2, n - 1));
  return Array.from({ length: segments + 1 }, (_, k): Row => {
    const t = k * 2 * Math.PI / segments;
    const [u, v] = [Math.cos(t), Math.sin(t)];
    return { x: middle[0] + radius * u * a, y: middle[1] + radius * (u * b + v * c) };
  });
}
