/**
 * Hypergeometric numbers: algorithms HIN and H2PE of Kachitvichyanukul & Schmeiser (1985), "Computer
 * generation of hypergeometric random variates", J. Stat. Comput. Simul. 22, 127–145.
 *
 * @module
 */
import type { MersenneTwister } from "./mersenne_twister.ts";

/** log n!: exact up to 7, then Stirling's formula with two terms. */
function logFactorial(n: number): number {
  if (n <= 7) return LOG_FACTORIALS[Math.max(0, n)]!;
  return (n + 0.5) * Math.log(n) - n + 0.0833333333333333 / n - 0.00277777777777778 / n / n / n +
    0.9189385332;
}
const LOG_FACTORIALS = [
  0,
  0,
  0.69314718055994530941723212145817,
  1.79175946922805500081247735838070,
  3.17805383034794561964694160129705,
  4.78749174278204599424770093452324,
  6.57925121201010099506017829290394,
  8.52516136106541430016553103634712,
];

/** White ones among k drawn from an urn of `white` and `black`. */
export function hypergeometric(
  chance: MersenneTwister,
  white: number,
  black: number,
  drawn: number,
): number {
  const all = white + black;
  const n1 = Math.min(white, black);
  const n2 = Math.max(white, black);
  const many = drawn >= all / 2;
  const k = many ? all - drawn : drawn;
  const x = fewer(chance, n1, n2, k);
  if (many) return white > black ? drawn - black + x : white - x;
  return white > black ? drawn - x : x;
}

/** With the rarer colour first, and at most half of all drawn. */
function fewer(chance: MersenneTwister, n1: number, n2: number, k: number): number {
  const mode = Math.trunc((k + 1) * (n1 + 1) / (n1 + n2 + 2));
  const least = Math.max(0, k - n2);
  const most = Math.min(n1, k);
  if (least === most) return most;
  return mode - least < 10
    ? inversion(chance, n1, n2, k, least, most)
    : rejection(chance, n1, n2, k, least, most, mode);
}

const SCALE = 1e25;
const LOG_SCALE = 57.5646273248511421;

function inversion(
  chance: MersenneTwister,
  n1: number,
  n2: number,
  k: number,
  least: number,
  most: number,
): number {
  const n = n1 + n2;
  const log = k < n2
    ? logFactorial(n2) + logFactorial(n - k) - logFactorial(n2 - k) - logFactorial(n)
    : logFactorial(n1) + logFactorial(k) - logFactorial(k - n2) - logFactorial(n);
  const first = Math.exp(log + LOG_SCALE);
  for (;;) {
    let x = least;
    let p = first;
    let u = chance.uniform() * SCALE;
    while (u > p && x <= most) {
      u -= p;
      p *= (n1 - x) * (k - x);
      x++;
      p = p / x / (n2 - k + x);
    }
    if (x <= most) return x;
  }
}

function rejection(
  chance: MersenneTwister,
  n1: number,
  n2: number,
  k: number,
  least: number,
  most: number,
  m: number,
): number {
  const n = n1 + n2;
  const ways = (x: number): number =>
    logFactorial(x) + logFactorial(n1 - x) + logFactorial(k - x) + logFactorial(n2 - k + x);
  const s = Math.sqrt((n - k) * k * n1 * n2 / (n - 1) / n / n);
  const d = Math.trunc(1.5 * s) + 0.5;
  const left = m - d + 0.5;
  const right = m + d + 0.5;
  const top = ways(m);
  const leftHeight = Math.exp(top - ways(left));
  const rightHeight = Math.exp(top - ways(right - 1));
  const leftRate = -Math.log(left * (n2 - k + left) / (n1 - left + 1) / (k - left + 1));
  const rightRate = -Math.log((n1 - right + 1) * (k - right + 1) / right / (n2 - k + right));
  const p1 = d + d;
  const p2 = p1 + leftHeight / leftRate;
  const p3 = p2 + rightHeight / rightRate;
  for (;;) {
    const u = chance.uniform() * p3;
    let v = chance.uniform();
    let x: number;
    if (u < p1) x = Math.trunc(left + u);
    else if (u <= p2) {
      x = Math.trunc(left + Math.log(v) / leftRate);
      if (x < least) continue;
      v *= (u - p1) * leftRate;
    } else {
      x = Math.trunc(right - Math.log(v) / rightRate);
      if (x > most) continue;
      v *= (u - p2) * rightRate;
    }
    const taken = m < 100 || x <= 50
      ? v <= ratioToMode(x, m, n1, n2, k)
      : squeezed(Math.log(v), x, m, n1, n2, k) ?? Math.log(v) <= top - ways(x);
    if (taken) return x;
  }
}

/** The probability of x over that of the mode, by recursion. */
function ratioToMode(x: number, m: number, n1: number, n2: number, k: number): number {
  let f = 1;
  for (let i = m + 1; i <= x; i++) f = f * (n1 - i + 1) * (k - i + 1) / (n2 - k + i) / i;
  for (let i = x + 1; i <= m; i++) f = f * i * (n2 - k + i) / (n1 - i + 1) / (k - i + 1);
  return f;
}

/** Whether bounds of the logarithm decide already; null if they do not. */
function squeezed(
  log: number,
  x: number,
  m: number,
  n1: number,
  n2: number,
  k: number,
): boolean | null {
  const away = x - m;
  const rest = n2 - k + x + 1;
  const g = (n1 - x + 1) * (k - x + 1) / ((x + 1) * rest) - 1;
  const cubic = (r: number): number => r * (1 + r * (-0.5 + r / 3));
  const high = cubic(g);
  const low = high - 0.25 * g ** 4 / (g < 0 ? 1 + g : 1);
  const terms: [number, number][] = [
    [m + 0.5, -away / (x + 1)],
    [n1 - m + 0.5, away / (n1 - x + 1)],
    [k - m + 0.5, away / (k - x + 1)],
    [n2 - k + m + 0.5, -away / rest],
  ];
  const above = terms.reduce((sum, [w, r]) => sum + w * cubic(r), 0) + x * high - m * low + 0.0034;
  if (log > above) return false;
  const fourth = terms.reduce((sum, [w, r]) => sum + w * r ** 4 / (r < 0 ? 1 + r : 1), 0);
  return log < above - 0.25 * fourth + (x + m) * (low - high) - 0.0078 ? true : null;
}
