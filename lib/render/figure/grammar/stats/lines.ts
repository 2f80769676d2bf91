/**
 * Lines through clouds of points by least squares, and their generalized kin: columns of a design, and
 * predictions with their standard errors.
 *
 * @module
 */
import { greatest } from "../../../../lists.ts";
import { fail } from "../../../../diagnostic.ts";
import { narrowPseudoInverse } from "../../../../math/smoothing/narrow_pseudo_inverse.ts";
import { pnorm, qnorm } from "../../../../math/distribution/normal.ts";

/** The columns of a design at places, made for some values of x. */
export type Design = (x: readonly number[]) => (places: readonly number[]) => number[][];

/** A fitted line. */
export interface FittedLine {
  /** Degrees of freedom of the residuals. */
  df: number;
  /** Values and standard errors on the scale of the linear predictor. */
  at(places: readonly number[]): { value: number; se: number }[];
}

/** What is singular beyond this is left out, as in R. */
const TOLERANCE = 1e-7;

function weighted(columns: readonly number[][], weights: readonly number[]) {
  const root = weights.map(Math.sqrt);
  const inverse = narrowPseudoInverse(
    columns.map((c) => Float64Array.from(c, (v, i) => v * root[i]!)),
    TOLERANCE,
  );
  return { ...inverse, root };
}

function predictions(rows: readonly Float64Array[], beta: readonly number[], sigma: number) {
  return (columns: readonly number[][]): { value: number; se: number }[] =>
    Array.from({ length: columns[0]?.length ?? 0 }, (_, place) => {
      let value = 0;
      const spread = new Float64Array(rows[0]!.length);
      columns.forEach((c, k) => {
        value += c[place]! * beta[k]!;
        for (let i = 0; i < spread.length; i++) spread[i]! += c[place]! * rows[k]![i]!;
      });
      return { value, se: sigma * Math.sqrt(spread.reduce((s, v) => s + v * v, 0)) };
    });
}

const dot = (a: ArrayLike<number>, b: readonly number[]): number => {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** A line by least squares. */
export function straightLine(
  x: readonly number[],
  y: readonly number[],
  design: Design,
  weights: readonly number[] = x.map(() => 1),
): FittedLine {
  const own = design(x), columns = own(x);
  const { rows, rank, root } = weighted(columns, weights);
  const beta = rows.map((r) => dot(r, y.map((v, i) => v * root[i]!)));
  const df = x.length - rank;
  let rss = 0;
  y.forEach((v, i) =>
    rss += weights[i]! * (v - columns.reduce((s, c, k) => s + c[i]! * beta[k]!, 0)) ** 2
  );
  const predict = predictions(rows, beta, Math.sqrt(rss / df));
  return { df, at: (places) => predict(own(places)) };
}

/** A link: the mean of a linear predictor, and its slope. */
export interface Link {
  to(mu: number): number;
  from(eta: number): number;
  slope(eta: number): number;
}

const logistic = (eta: number): number => 1 / (1 + Math.exp(-eta));
const normal = (x: number): number => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);

/** Links by name. */
export const LINKS: Readonly<Record<string, Link>> = {
  identity: { to: (m) => m, from: (e) => e, slope: () => 1 },
  log: { to: Math.log, from: Math.exp, slope: Math.exp },
  inverse: { to: (m) => 1 / m, from: (e) => 1 / e, slope: (e) => -1 / (e * e) },
  sqrt: { to: Math.sqrt, from: (e) => e * e, slope: (e) => 2 * e },
  logit: {
    to: (m) => Math.log(m / (1 - m)),
    from: logistic,
    slope: (e) => logistic(e) * logistic(-e),
  },
  probit: { to: (m) => qnorm(m), from: (e) => pnorm(e), slope: normal },
  cloglog: {
    to: (m) => Math.log(-Math.log(1 - m)),
    from: (e) => -Math.expm1(-Math.exp(e)),
    slope: (e) => Math.exp(e - Math.exp(e)),
  },
};

/** Laws by name: the variance of a mean, a first mean, the link of R, whether the spread is known. */
export const LAWS: Readonly<
  Record<
    string,
    { variance(mu: number): number; first(y: number): number; link: string; known: boolean }
  >
> = {
  gaussian: { variance: () => 1, first: (y) => y, link: "identity", known: false },
  binomial: {
    variance: (m) => m * (1 - m),
    first: (y) => (y + 0.5) / 2,
    link: "logit",
    known: true,
  },
  poisson: { variance: (m) => m, first: (y) => y + 0.1, link: "log", known: true },
  Gamma: { variance: (m) => m * m, first: (y) => y, link: "inverse", known: false },
};

/** A generalized line by weighted least squares, repeated (Nelder and Wedderburn 1972). */
export function generalizedLine(
  x: readonly number[],
  y: readonly number[],
  design: Design,
  { law, link }: { law: string; link: string },
): FittedLine {
  const { variance, first, known } = LAWS[law]!, { to, from, slope } = LINKS[link]!;
  if (law === "binomial" && y.some((v) => v < 0 || v > 1)) {
    fail("wrong-argument", "A binomial line goes through values from 0 to 1");
  }
  const own = design(x), columns = own(x);
  let eta = y.map((v) => to(first(v))), beta: number[] = [];
  let step = weighted(columns, y.map(() => 1));
  for (let round = 0; round < 50; round++) {
    const mu = eta.map(from), slopes = eta.map(slope);
    const weights = mu.map((m, i) => slopes[i]! ** 2 / variance(m));
    const target = y.map((v, i) => eta[i]! + (v - mu[i]!) / slopes[i]!);
    step = weighted(columns, weights);
    const { rows, root } = step;
    const next = rows.map((r) => dot(r, target.map((v, i) => v * root[i]!)));
    const moved = next.reduce((s, b, k) => Math.max(s, Math.abs(b - (beta[k] ?? Infinity))), 0);
    beta = next;
    eta = y.map((_, i) => columns.reduce((s, c, k) => s + c[i]! * beta[k]!, 0));
    if (moved < 1e-10 * greatest(beta.map(Math.abs), 1)) break;
  }
  const df = x.length - step.rank;
  const pearson = y.reduce((s, v, i) => {
    const m = from(eta[i]!);
    return s + (v - m) ** 2 / variance(m);
  }, 0);
  const predict = predictions(step.rows, beta, known ? 1 : Math.sqrt(pearson / df));
  return { df, at: (places) => predict(own(places)) };
}

/** Powers of x up to a degree, as polynomials that are orthogonal over x (Forsythe 1957). */
export function polynomials(degree: number): Design {
  return (x) => {
    const norms = [x.length], alphas: number[] = [];
    let before: number[] | null = null, last = x.map(() => 1);
    for (let k = 0; k < degree; k++) {
      const alpha = last.reduce((s, v, i) => s + v * v * x[i]!, 0) / norms[k]!;
      const beta = before ? norms[k]! / norms[k - 1]! : 0, older: number[] | null = before;
      alphas.push(alpha);
      const next = last.map((v, i) => (x[i]! - alpha) * v - beta * (older?.[i] ?? 0));
      norms.push(next.reduce((s, v) => s + v * v, 0));
      before = last;
      last = next;
    }
    return (places) => {
      const columns = [places.map(() => 1)];
      for (let k = 0; k < degree; k++) {
        const beta = k > 0 ? norms[k]! / norms[k - 1]! : 0;
        columns.push(
          places.map((p, i) =>
            (p - alphas[k]!) * columns[k]![i]! - beta * (columns[k - 1]?.[i] ?? 0)
          ),
        );
      }
      return columns.slice(1);
    };
  };
}
