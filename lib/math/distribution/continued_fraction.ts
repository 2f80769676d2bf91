/**
 * Continued fractions by the modified Lentz algorithm.
 *
 * Source: Lentz (1976), Appl. Opt. 15, 668–671; Thompson & Barnett (1986), J. Comput. Phys. 64,
 * 490–509, for the least number that stands for 0.
 *
 * @module
 */

/** A partial numerator and denominator. */
export interface FractionTerm {
  numerator: number;
  denominator: number;
}

const TINY = 1e-300;
const MOST = 20000;

/**
 * b₀ + a₁/(b₁ + a₂/(b₂ + …)).
 *
 * @param term writes aₙ and bₙ, for n = 1, 2 …
 */
export function continuedFraction(
  b0: number,
  term: (n: number, out: FractionTerm) => void,
): number {
  const out: FractionTerm = { numerator: 0, denominator: 0 };
  let f = b0 === 0 ? TINY : b0;
  let c = f;
  let d = 0;
  for (let n = 1; n < MOST; n++) {
    term(n, out);
    const { numerator, denominator } = out;
    d = denominator + numerator * d;
    if (d === 0) d = TINY;
    d = 1 / d;
    c = denominator + numerator / c;
    if (c === 0) c = TINY;
    const change = c * d;
    f *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return f;
}
