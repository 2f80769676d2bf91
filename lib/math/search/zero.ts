/**
 * A zero of a function between two places where its signs differ: Brent (1973), Algorithms for
 * Minimization without Derivatives, chapter 4 (`zeroin`).
 *
 * @module
 */

/** A zero, the steps it took, and how far off it may be. */
export interface Zero {
  readonly x: number;
  /** Steps; −1 if there were not enough of them. */
  readonly steps: number;
  readonly precision: number;
}

/** The zero between a and b with the values fa and fb there. */
export function zeroBetween(
  f: (x: number) => number,
  a: number,
  b: number,
  fa: number,
  fb: number,
  tolerance: number,
  most: number,
): Zero {
  if (fa === 0) return { x: a, steps: 0, precision: 0 };
  if (fb === 0) return { x: b, steps: 0, precision: 0 };
  let [c, fc] = [a, fa];
  for (let left = most + 1; left > 0; left--) {
    const before = b - a;
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const near = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    let step = (c - b) / 2;
    if (Math.abs(step) <= near || fb === 0) {
      return { x: b, steps: most + 1 - left, precision: Math.abs(c - b) };
    }
    if (Math.abs(before) >= near && Math.abs(fa) > Math.abs(fb)) {
      const cb = c - b;
      let p: number;
      let q: number;
      if (a === c) {
        const t1 = fb / fa;
        p = cb * t1;
        q = 1 - t1;
      } else {
        const [t, t1, t2] = [fa / fc, fb / fc, fb / fa];
        p = t2 * (cb * t * (t - t1) - (b - a) * (t1 - 1));
        q = (t - 1) * (t1 - 1) * (t2 - 1);
      }
      if (p > 0) q = -q;
      else p = -p;
      if (p < 0.75 * cb * q - Math.abs(near * q) / 2 && p < Math.abs(before * q / 2)) step = p / q;
    }
    if (Math.abs(step) < near) step = step > 0 ? near : -near;
    [a, fa] = [b, fb];
    b += step;
    fb = f(b);
    if (fb > 0 && fc > 0 || fb < 0 && fc < 0) [c, fc] = [a, fa];
  }
  return { x: b, steps: -1, precision: Math.abs(c - b) };
}
