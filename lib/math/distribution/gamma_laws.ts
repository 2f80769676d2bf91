/**
 * The gamma and beta laws and their kin: χ², Student's t, F, and the studentized range.
 *
 * @module
 */
import { pchisq, pgamma, qchisq } from "./chi_squared.ts";
import { pbeta, pf, pt, qbeta, qf, qt } from "./f_distribution.ts";
import { type BetaPoint, betaPoint, logBetaFactor, logBetaTail } from "./incomplete_beta.ts";
import { logGammaFactor, logGammaTail } from "./incomplete_gamma.ts";
import { type Law, logTailOf } from "./law.ts";
import { NORMAL } from "./simple_laws.ts";
import { ptukey, qtukey } from "./studentized_range.ts";

/** Parameters: shape and scale. */
export const GAMMA: Law = {
  valid: ([shape, scale]) => shape! >= 0 && scale! > 0,
  logDensity: (x, [shape, scale]) => {
    if (x < 0) return -Infinity;
    if (shape === 0) return x === 0 ? Infinity : -Infinity;
    if (x === 0) return shape! < 1 ? Infinity : shape === 1 ? -Math.log(scale!) : -Infinity;
    return logGammaFactor(shape!, x / scale!) - Math.log(x);
  },
  tail: (x, [shape, scale], upper) => {
    if (x <= 0) return upper === (shape !== 0 || x < 0) ? 1 : 0;
    if (shape === 0) return upper ? 0 : 1;
    return pgamma(x, shape!, { rate: 1 / scale!, upper });
  },
  logTail: (x, [shape, scale], upper) => {
    if (x <= 0 || shape === 0 || x === Infinity) {
      return Math.log(GAMMA.tail(x, [shape!, scale!], upper));
    }
    return logGammaTail(shape!, x / scale!, upper);
  },
  quantile: (p, [shape, scale], upper) =>
    shape === 0 ? 0 : scale! * qchisq(p, 2 * shape!, { upper }) / 2,
};

/** Parameters: degrees of freedom, noncentrality. */
export const CHI_SQUARED: Law = {
  valid: ([df, ncp]) => df! >= 0 && Number.isFinite(ncp) && ncp! >= 0,
  logDensity: (x, [df]) => GAMMA.logDensity!(x, [df! / 2, 2]),
  tail: (x, [df, ncp], upper) =>
    ncp === 0 ? GAMMA.tail(x, [df! / 2, 2], upper) : pchisq(x, df!, { ncp: ncp!, upper }),
  logTail: (x, [df, ncp], upper) =>
    ncp === 0
      ? GAMMA.logTail!(x, [df! / 2, 2], upper)
      : Math.log(pchisq(x, df!, { ncp: ncp!, upper })),
  quantile: (p, [df, ncp], upper) => df === 0 ? 0 : qchisq(p, df!, { ncp: ncp!, upper }),
};

/** Parameters: two shapes. */
export const BETA: Law = {
  valid: ([a, b]) => a! > 0 && b! > 0,
  logDensity: (x, [a, b]) => {
    if (x < 0 || x > 1) return -Infinity;
    if (x === 0) return a! < 1 ? Infinity : a! > 1 ? -Infinity : Math.log(b!);
    if (x === 1) return b! < 1 ? Infinity : b! > 1 ? -Infinity : Math.log(a!);
    return logBetaFactor(betaPoint(x, 1 - x, a!, b!), a!, b!) - Math.log(x) - Math.log1p(-x);
  },
  tail: (x, [a, b], upper) => pbeta(x, a!, b!, { upper }),
  logTail: (x, [a, b], upper) => {
    if (x <= 0 || x >= 1) return Math.log(pbeta(x, a!, b!, { upper }));
    return logBetaTail(betaPoint(x, 1 - x, a!, b!), a!, b!, upper);
  },
  quantile: (p, [a, b], upper) => qbeta(p, a!, b!, { upper }),
};

/** The point of Beta(df1 / 2, df2 / 2) at a value of F; `ratio` is that value. */
function pointOf(ratio: number, a: number, b: number): BetaPoint {
  const odds = ratio * (a / b);
  return { x: odds / (1 + odds), y: 1 / (1 + odds), ratio, excess: ratio - 1 };
}

/** Parameters: two degrees of freedom, noncentrality. */
export const F: Law = {
  valid: ([df1, df2, ncp]) => df1! > 0 && df2! > 0 && Number.isFinite(ncp) && ncp! >= 0,
  logDensity: (x, [df1, df2]) => {
    if (x < 0) return -Infinity;
    if (x === 0) return df1! > 2 ? -Infinity : df1 === 2 ? 0 : Infinity;
    if (df2 === Infinity) {
      return df1 === Infinity
        ? (x === 1 ? Infinity : -Infinity)
        : Math.log(df1!) + GAMMA.logDensity!(x * df1!, [df1! / 2, 2]);
    }
    if (df1 === Infinity) {
      return Math.log(df2!) - 2 * Math.log(x) + GAMMA.logDensity!(df2! / x, [df2! / 2, 2]);
    }
    return logBetaFactor(pointOf(x, df1! / 2, df2! / 2), df1! / 2, df2! / 2) - Math.log(x);
  },
  tail: (x, [df1, df2, ncp], upper) => pf(x, df1!, df2!, { ncp: ncp!, upper }),
  logTail: (x, [df1, df2, ncp], upper) => {
    if (x <= 0 || ncp! > 0 || !Number.isFinite(x + df1! + df2!)) {
      const tail = pf(x, df1!, df2!, { ncp: ncp!, upper });
      return tail > 0.5
        ? Math.log1p(-pf(x, df1!, df2!, { ncp: ncp!, upper: !upper }))
        : Math.log(tail);
    }
    return logBetaTail(pointOf(x, df1! / 2, df2! / 2), df1! / 2, df2! / 2, upper);
  },
  quantile: (p, [df1, df2, ncp], upper) => qf(p, df1!, df2!, { ncp: ncp!, upper }),
};

/** The density as a difference of two tails (Johnson, Kotz & Balakrishnan 1995, section 31.3). */
function logNoncentralStudent(x: number, df: number, ncp: number): number {
  const upper = x > ncp;
  const wider = pt(x * Math.sqrt(1 + 2 / df), df + 2, { ncp, upper });
  return Math.log(df) - Math.log(Math.abs(x)) +
    Math.log(Math.abs(wider - pt(x, df, { ncp, upper })));
}

/** Parameters: degrees of freedom, noncentrality. */
export const STUDENT: Law = {
  valid: ([df, ncp]) => df! > 0 && Number.isFinite(ncp),
  logDensity: (x, [df, ncp = 0]) => {
    if (df === Infinity) return NORMAL.logDensity!(x, [ncp, 1]);
    if (x === 0) return logStudentTop(df!) - ncp * ncp / 2;
    if (ncp !== 0) return logNoncentralStudent(x, df!, ncp);
    const log = logBetaFactor(pointOf(x * x, 0.5, df! / 2), 0.5, df! / 2);
    return log - Math.log(Math.abs(x));
  },
  tail: (x, [df, ncp], upper) => pt(x, df!, { ncp: ncp!, upper }),
  logTail: (x, [df, ncp], upper) => {
    if (ncp !== 0 || df === Infinity || !Number.isFinite(x) || (x > 0) !== upper || x === 0) {
      return logTailOf({ ...STUDENT, logTail: undefined! }, x, [df!, ncp!], upper);
    }
    return logBetaTail(pointOf(x * x, 0.5, df! / 2), 0.5, df! / 2, true) - Math.LN2;
  },
  quantile: (p, [df, ncp], upper) => qt(p, df!, { ncp: ncp!, upper }),
};

/** log of the density of t at 0: the limit of x → 0. */
function logStudentTop(df: number): number {
  const small = 1e-150;
  return logBetaFactor(pointOf(small * small, 0.5, df / 2), 0.5, df / 2) - Math.log(small);
}

/** Parameters: means, degrees of freedom, ranges. */
export const STUDENTIZED_RANGE: Law = {
  valid: ([means, df, ranges]) => means! >= 2 && df! >= 2 && ranges! >= 1,
  tail: (x, [means, df, ranges], upper) => ptukey(x, means!, df!, { ranges: ranges!, upper }),
  quantile: (p, [means, df, ranges], upper) => qtukey(p, means!, df!, { ranges: ranges!, upper }),
};
