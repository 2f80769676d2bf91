/**
 * `fitdistr` of MASS: distributions by maximum likelihood.
 *
 * Source: Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions, for the densities.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { greatest } from "../../../lists.ts";
import { logGamma } from "../../../math/distribution/special.ts";
import { lu, solveLU } from "../../../math/algebra/lu.ts";
import { simplexMinimum } from "../../../math/search/simplex.ts";
import { formatNumbers } from "../../../render/number/number_format.ts";
import { matrixLines } from "../../../render/text/layout.ts";
import type { Call } from "../../evaluation/call.ts";
import { displayed } from "../../values/displayed.ts";
import { integer, type MatrixValue, numeric, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";

/** A distribution whose likelihood has no greatest value in closed form. */
interface Density {
  names: readonly string[];
  log(x: number, at: readonly number[]): number;
  start(x: ArrayLike<number>): number[];
  /** What values it has. */
  has(x: number): boolean;
}

const mean = (x: ArrayLike<number>): number => Array.from(x).reduce((a, b) => a + b, 0) / x.length;
const variance = (x: ArrayLike<number>): number => {
  const m = mean(x);
  return Array.from(x).reduce((sum, v) => sum + (v - m) ** 2, 0) / (x.length - 1);
};

function quantile(x: ArrayLike<number>, p: number): number {
  const sorted = Float64Array.from(x).sort();
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
}

const middle = (x: ArrayLike<number>): number[] => [
  quantile(x, 0.5),
  (quantile(x, 0.75) - quantile(x, 0.25)) / 2,
];

const DENSITIES: Readonly<Record<string, Density>> = {
  gamma: {
    names: ["shape", "rate"],
    log: (x, [a, r]) => a! * Math.log(r!) - logGamma(a!) + (a! - 1) * Math.log(x) - r! * x,
    start: (x) => [mean(x) ** 2 / variance(x), mean(x) / variance(x)],
    has: (x) => x > 0,
  },
  weibull: {
    names: ["shape", "scale"],
    log: (x, [a, b]) => Math.log(a! / b!) + (a! - 1) * Math.log(x / b!) - (x / b!) ** a!,
    start: (x) => {
      const logs = Float64Array.from(x, Math.log);
      const shape = 1.2 / Math.sqrt(variance(logs));
      return [shape, Math.exp(mean(logs) + 0.572 / shape)];
    },
    has: (x) => x > 0,
  },
  logistic: {
    names: ["location", "scale"],
    log: (x, [m, s]) => {
      const z = -Math.abs((x - m!) / s!);
      return z - Math.log(s!) - 2 * Math.log1p(Math.exp(z));
    },
    start: middle,
    has: () => true,
  },
  cauchy: {
    names: ["location", "scale"],
    log: (x, [m, s]) => -Math.log(Math.PI * s! * (1 + ((x - m!) / s!) ** 2)),
    start: middle,
    has: () => true,
  },
  "negative binomial": {
    names: ["size", "mu"],
    log: (x, [k, m]) =>
      logGamma(x + k!) - logGamma(k!) - logGamma(x + 1) + k! * Math.log(k! / (k! + m!)) +
      (x === 0 ? 0 : x * Math.log(m! / (k! + m!))),
    start: (x) => {
      const [m, v] = [mean(x), variance(x)];
      return [v > m ? m * m / (v - m) : 100, m];
    },
    has: (x) => x >= 0 && Number.isInteger(x),
  },
};

/** Estimates with their covariances. */
interface Found {
  names: readonly string[];
  estimates: number[];
  covariance: number[][];
  logLik: number;
}

/** Distributions whose greatest likelihood is known. */
function known(name: string, x: Float64Array): Found | null {
  const n = x.length;
  const m = mean(x);
  const sum = (f: (v: number) => number): number => x.reduce((s, v) => s + f(v), 0);
  const one = (own: string, estimate: number, se: number, log: (v: number) => number): Found => ({
    names: [own],
    estimates: [estimate],
    covariance: [[se * se]],
    logLik: sum(log),
  });
  const normal = (values: Float64Array, names: readonly string[], jacobian: number): Found => {
    const centre = mean(values);
    const sd = Math.sqrt(variance(values) * (n - 1) / n);
    const logLik = -n / 2 * (Math.log(2 * Math.PI * sd * sd) + 1) - jacobian;
    return {
      names,
      estimates: [centre, sd],
      covariance: [[sd * sd / n, 0], [0, sd * sd / (2 * n)]],
      logLik,
    };
  };
  switch (name) {
    case "normal":
      return normal(x, ["mean", "sd"], 0);
    case "lognormal":
    case "log-normal":
      return normal(x.map(Math.log), ["meanlog", "sdlog"], sum(Math.log));
    case "poisson":
      return one("lambda", m, Math.sqrt(m / n), (v) => v * Math.log(m) - m - logGamma(v + 1));
    case "exponential":
      return one("rate", 1 / m, 1 / m / Math.sqrt(n), (v) => -Math.log(m) - v / m);
    case "geometric": {
      const p = 1 / (1 + m);
      return one("prob", p, p * Math.sqrt((1 - p) / n), (v) => Math.log(p) + v * Math.log1p(-p));
    }
    default:
      return null;
  }
}

/** The greatest likelihood by a search, then Newton's method on central differences. */
function searched(density: Density, x: Float64Array): Found {
  const loss = (at: readonly number[]): number => {
    let total = 0;
    for (const v of x) total -= density.log(v, at);
    return Number.isFinite(total) ? total : Infinity;
  };
  let at = [
    ...simplexMinimum(density.start(x), loss, { relative: 1e-8, absolute: -Infinity, most: 2000 })
      .x,
  ];
  const p = at.length;
  const moved = (by: readonly [number, number][]): number => {
    const to = [...at];
    for (const [k, step] of by) to[k]! += step;
    return loss(to);
  };
  const hessianAt = (): number[][] => {
    const h = at.map((v) => 1e-4 * Math.max(Math.abs(v), 1e-3));
    return at.map((_, i) =>
      at.map((_, j) =>
        i === j
          ? (moved([[i, h[i]!]]) - 2 * loss(at) + moved([[i, -h[i]!]])) / h[i]! ** 2
          : (moved([[i, h[i]!], [j, h[j]!]]) - moved([[i, h[i]!], [j, -h[j]!]]) -
            moved([[i, -h[i]!], [j, h[j]!]]) + moved([[i, -h[i]!], [j, -h[j]!]])) /
            (4 * h[i]! * h[j]!)
      )
    );
  };
  for (let step = 0; step < 20; step++) {
    const h = at.map((v) => 1e-5 * Math.max(Math.abs(v), 1e-3));
    const change = Float64Array.from(
      at,
      (_, k) => (moved([[k, h[k]!]]) - moved([[k, -h[k]!]])) / (2 * h[k]!),
    );
    solveLU(lu(hessianAt().flat(), p), change);
    const to = at.map((v, k) => v - change[k]!);
    if (!(loss(to) <= loss(at) + 1e-9)) break;
    const size = greatest(at.map((v, k) => Math.abs(change[k]!) / Math.max(1e-12, Math.abs(v))));
    at = to;
    if (size < 1e-10) break;
  }
  const factor = lu(hessianAt().flat(), p);
  const covariance = at.map((_, j) => {
    const column = Float64Array.from(at, (_, i) => i === j ? 1 : 0);
    solveLU(factor, column);
    return [...column];
  });
  return { names: density.names, estimates: at, covariance, logLik: -loss(at) };
}

function fitDistribution(call: Call): Value {
  const x = Float64Array.from(call.numbers("x"));
  if (x.length === 0 || x.some((v) => !Number.isFinite(v))) {
    fail("wrong-argument", "fitdistr() takes numbers without missing ones", {
      span: call.spanOf("x"),
      hint: "na.omit(x) leaves the missing ones out",
    });
  }
  const name = call.text("densfun").toLowerCase();
  const density = Object.hasOwn(DENSITIES, name) ? DENSITIES[name]! : null;
  const positive = ["lognormal", "log-normal"].includes(name);
  const counted = ["poisson", "geometric"].includes(name);
  const has = density?.has ??
    ((v: number) =>
      positive
        ? v > 0
        : counted
        ? v >= 0 && Number.isInteger(v)
        : name !== "exponential" || v >= 0);
  if (x.some((v) => !has(v))) {
    fail("wrong-argument", `x has values that no ${name} distribution has`, {
      span: call.spanOf("x"),
      hint: "range(x) shows them",
    });
  }
  const found = known(name, x) ?? (density ? call.at("x", () => searched(density, x)) : null);
  if (!found) {
    return fail("wrong-argument", `fitdistr() knows no distribution "${name}"`, {
      span: call.spanOf("densfun"),
      hint:
        "normal, lognormal, poisson, exponential, geometric, gamma, weibull, logistic, cauchy and " +
        "negative binomial go",
    });
  }
  const { names, estimates, covariance, logLik } = found;
  const errors = covariance.map((row, k) => Math.sqrt(row[k]!));
  // both rows of all columns are written alike
  const cells = formatNumbers(estimates.flatMap((e, k) => [e, errors[k]!]), { digits: 7 });
  const columns = names.map((head, k) => {
    const [estimate, error] = [` ${cells[2 * k]}`, `(${cells[2 * k + 1]})`];
    const half = Math.floor((error.length - head.length) / 2);
    const left = `${" ".repeat(Math.max(0, Math.min(6, half)))} ${head}`;
    const rest = Math.floor((error.length - left.length) / 2);
    return {
      name: `${left} ${" ".repeat(Math.max(0, Math.min(6, rest)))}`,
      cells: [estimate, error],
      align: "left" as const,
    };
  });
  const matrix: MatrixValue = {
    kind: "matrix",
    rowNames: names,
    columnNames: names,
    values: covariance.map((row) => Float64Array.from(row)),
  };
  return displayed(
    matrixLines({ rowNames: ["", ""], columns }),
    "a distribution",
    {
      estimate: () => numeric(estimates, names),
      coefficients: () => numeric(estimates, names),
      sd: () => numeric(errors, names),
      vcov: () => matrix,
      loglik: () => numeric([logLik]),
      n: () => integer([x.length]),
    },
  );
}

/** Distributions by maximum likelihood. */
export const FITDISTR: Verb = verbOf("MASS")(
  "fitdistr",
  "x, densfun, start!, lower!, upper!",
  "parameters of a distribution by maximum likelihood",
  fitDistribution,
);
