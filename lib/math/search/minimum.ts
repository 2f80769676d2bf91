/**
 * The least value of a function of one variable: Brent (1973), Algorithms for Minimization without
 * Derivatives, chapter 5 (`localmin`), golden sections with parabolas through three points.
 *
 * @module
 */

/** Where the function is least, and its value there. */
export interface Minimum {
  readonly x: number;
  readonly value: number;
}

const GOLDEN = (3 - Math.sqrt(5)) / 2;

/** The least value between `from` and `to`, found to within `tolerance`. */
export function minimumWithin(
  f: (x: number) => number,
  from: number,
  to: number,
  tolerance: number,
): Minimum {
  const eps = Math.sqrt(Number.EPSILON);
  let [a, b] = [from, to];
  let v = a + GOLDEN * (b - a);
  let [w, x] = [v, v];
  let [d, e] = [0, 0];
  let fx = f(x);
  let [fv, fw] = [fx, fx];
  const third = tolerance / 3;
  for (;;) {
    const middle = (a + b) * 0.5;
    const near = eps * Math.abs(x) + third;
    const twice = near * 2;
    if (Math.abs(x - middle) <= twice - (b - a) * 0.5) return { x, value: fx };
    let [p, q, r] = [0, 0, 0];
    if (Math.abs(e) > near) {
      r = (x - w) * (fx - fv);
      q = (x - v) * (fx - fw);
      p = (x - v) * q - (x - w) * r;
      q = (q - r) * 2;
      if (q > 0) p = -p;
      else q = -q;
      r = e;
      e = d;
    }
    let u: number;
    if (Math.abs(p) >= Math.abs(q * 0.5 * r) || p <= q * (a - x) || p >= q * (b - x)) {
      e = x < middle ? b - x : a - x;
      d = GOLDEN * e;
    } else {
      d = p / q;
      u = x + d;
      if (u - a < twice || b - u < twice) d = x >= middle ? -near : near;
    }
    u = Math.abs(d) >= near ? x + d : d > 0 ? x + near : x - near;
    const fu = f(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, w, x] = [w, x, u];
      [fv, fw, fx] = [fw, fx, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) {
        [v, fv] = [w, fw];
        [w, fw] = [u, fu];
      } else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
}
