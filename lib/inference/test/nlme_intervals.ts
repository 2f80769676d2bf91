/**
 * Intervals of all parameters of an `lme` or `gls`: t limits of the coefficients, and normal limits of the
 * covariance parameters on scales without bounds: logarithms of standard deviations and ranges,
 * log((1 + ρ)/(1 − ρ)) of correlations.
 *
 * @module
 */
import { asFactor } from "../../data/factor.ts";
import { isGeneral, type NlmeEffects } from "../../model/nlme_written.ts";
import { fail } from "../../diagnostic.ts";
import { checkLevel } from "../../math/distribution/argument.ts";
import { qnorm, qt } from "../../math/distribution/tails.ts";
import type { LinearMixedModel } from "../../model/fit.ts";
import { coreOf } from "../../model/mixed/core.ts";
import { strataOrder } from "../../model/repeated/strata_order.ts";
import { covariancesOfEstimates } from "../../model/mixed/covariance_estimates.ts";
import type { NlmeCorrelation, NlmeLevel, NlmeVarianceFunction } from "../../model/nlme_written.ts";
import { coefficientTests } from "./coefficient_tests.ts";

/** A row of a table of intervals. */
export interface NlmeInterval {
  name: string;
  lower: number;
  estimate: number;
  upper: number;
}

/** A table of intervals. */
export interface NlmeIntervals {
  kind: "fixed" | "random" | "correlation" | "variance" | "sigma";
  /** The grouping level of random effects. */
  level?: string;
  rows: NlmeInterval[];
}

/** A parameter on a scale without bounds. */
interface Scaled {
  value: number;
  /** Its slopes in the estimates of the covariance parameters, by their places. */
  slopes: ReadonlyMap<number, number>;
  back: (t: number) => number;
}

const log = (value: number, slopes: readonly (readonly [number, number])[]): Scaled => ({
  value: Math.log(value),
  slopes: new Map(slopes),
  back: Math.exp,
});

/** A correlation with its slopes. */
const between = (r: number, slopes: readonly (readonly [number, number])[]): Scaled => ({
  value: Math.log((1 + r) / (1 - r)),
  slopes: new Map(slopes.map(([k, s]) => [k, s * 2 / (1 - r * r)])),
  back: (t) => Math.tanh(t / 2),
});

/** A number that may be any, as it is. */
const plain = (value: number, k: number): Scaled => ({
  value,
  slopes: new Map([[k, 1]]),
  back: (t) => t,
});

/** A number between `low` and 1 with its slopes. */
const above = (
  low: number,
  r: number,
  slopes: readonly (readonly [number, number])[],
): Scaled => ({
  value: Math.log((r - low) / (1 - r)),
  slopes: new Map(slopes.map(([k, s]) => [k, s * (1 / (r - low) + 1 / (1 - r))])),
  back: (t) => 1 - (1 - low) / (1 + Math.exp(t)),
});

/**
 * Intervals, table by table.
 *
 * @throws DiagnosticError `bad-level`, `no-interval` where a parameter rests on its boundary
 */
export function nlmeIntervals(
  fit: LinearMixedModel,
  level: number,
  which: "all" | "fixed" | "var-cov",
): NlmeIntervals[] {
  const tail = (1 - checkLevel(level)) / 2;
  const tables: NlmeIntervals[] = which === "var-cov"
    ? []
    : [{ kind: "fixed", rows: fixedRows(fit, tail) }];
  return which === "fixed" ? tables : [...tables, ...new CovarianceIntervals(fit, tail).tables()];
}

function fixedRows(fit: LinearMixedModel, tail: number): NlmeInterval[] {
  return coefficientTests(fit, { ddf: fit.ddf.ofCoefficients }).flatMap((t): NlmeInterval[] => {
    if (t.estimate === null || t.standardError === null) return [];
    const half = qt(tail, t.df ?? Infinity, { upper: true }) * t.standardError;
    const { name, estimate } = t;
    return [{ name, lower: estimate - half, estimate, upper: estimate + half }];
  });
}

/**
 * Covariances of the estimates, those of the numbers of variance functions behind them: what the others
 * would have if these were known, and what they move with them.
 */
function covariancesOf(fit: LinearMixedModel): number[][] {
  const known = covariancesOfEstimates(coreOf(fit));
  const spread = fit.nlme?.variance?.spread?.();
  if (!spread) return known;
  const { covariance, slopes } = spread;
  const m = covariance.length;
  const size = known.length;
  // by number and place: the covariance of the number with the parameter
  const crossed = covariance.map((row) =>
    Array.from({ length: size }, (_, k) => row.reduce((sum, v, l) => sum + v * slopes[l]![k]!, 0))
  );
  const entry = (k: number, l: number): number => {
    if (k >= size && l >= size) return covariance[k - size]![l - size]!;
    if (k >= size) return crossed[k - size]![l]!;
    if (l >= size) return crossed[l - size]![k]!;
    return known[k]![l]! + slopes.reduce((sum, row, j) => sum + row[k]! * crossed[j]![l]!, 0);
  };
  return Array.from(
    { length: size + m },
    (_, k) => Array.from({ length: size + m }, (_, l) => entry(k, l)),
  );
}

class CovarianceIntervals {
  readonly #z: number;
  readonly #covariance: number[][];
  readonly #estimates: number[];
  readonly #places: ReadonlyMap<string, number>;

  constructor(private readonly fit: LinearMixedModel, tail: number) {
    const parameters = fit.covarianceParameters;
    this.#z = qnorm(tail, { upper: true });
    this.#covariance = covariancesOf(fit);
    this.#estimates = parameters.map((p) => p.estimate ?? NaN);
    this.#places = new Map(parameters.map((p, k) => [p.name, k]));
  }

  tables(): NlmeIntervals[] {
    const { nlme } = this.fit;
    const variances = nlme!.variance ? this.#varianceRows() : [];
    return [
      ...nlme!.levels.map((level): NlmeIntervals => ({
        kind: "random",
        level: level.name,
        rows: this.#randomRows(level),
      })),
      ...(nlme!.correlation
        ? [{ kind: "correlation" as const, rows: this.#correlationRows(nlme!.correlation) }]
        : []),
      ...(variances.length > 0 ? [{ kind: "variance" as const, rows: variances }] : []),
      { kind: "sigma", rows: [this.#sigma()] },
    ];
  }

  #row(name: string, { value, slopes, back }: Scaled): NlmeInterval {
    let variance = 0;
    for (const [k, a] of slopes) {
      for (const [l, b] of slopes) variance += a * b * this.#covariance[k]![l]!;
    }
    if (!(variance > 0)) {
      fail("no-interval", `${name} rests on its boundary, or the data cannot tell it`, {
        hint: 'which = "fixed" gives the intervals of the coefficients',
      });
    }
    const half = this.#z * Math.sqrt(variance);
    return { name, lower: back(value - half), estimate: back(value), upper: back(value + half) };
  }

  #place(name: string): number {
    const k = this.#places.get(name);
    return k ?? fail("no-interval", `There is no interval of ${name} here`, {
      hint: 'which = "fixed" gives the intervals of the coefficients',
    });
  }

  /** A variance as its standard deviation. */
  #deviation(k: number): Scaled {
    const v = this.#estimates[k]!;
    return log(Math.sqrt(v), [[k, 1 / (2 * v)]]);
  }

  #randomRows({ effects }: NlmeLevel): NlmeInterval[] {
    const [own, ...others] = effects;
    if (own?.common !== undefined && others.length === 0) return this.#symmetricRows(own);
    if (!own || others.length > 0 || own.levelsOf.length > 0) {
      fail("no-interval", "There are no intervals of blocked random effects here", {
        hint: 'which = "fixed" gives the intervals of the coefficients',
      });
    }
    const { group, structure } = own;
    const components = this.fit.varianceComponents
      .filter((c) => c.group.replace(/\.\d+$/, "") === group);
    const terms = components.map((c) => c.term);
    // effects without correlations are terms of their own, `Block`, `Block.1`, …
    const places = components.map(({ term, group: label }) =>
      this.#place(term === "(Intercept)" ? `var(${label})` : `var(${term}|${label})`)
    );
    const rows = terms.map((t, i) => this.#row(`sd(${t})`, this.#deviation(places[i]!)));
    if (!isGeneral(structure)) return rows;
    for (let j = 0; j < terms.length; j++) {
      for (let i = j + 1; i < terms.length; i++) {
        const [a, b] = [places[j]!, places[i]!];
        const c = this.#place(`cov(${terms[i]},${terms[j]}|${group})`);
        const [va, vb] = [this.#estimates[a]!, this.#estimates[b]!];
        const size = Math.sqrt(va * vb);
        const r = this.#estimates[c]! / size;
        const slopes = [[c, 1 / size], [a, -r / (2 * va)], [b, -r / (2 * vb)]] as const;
        rows.push(this.#row(`cor(${terms[j]},${terms[i]})`, between(r, slopes)));
      }
    }
    return rows;
  }

  /** Of effects with one variance and one covariance. */
  #symmetricRows({ group, common, levelsOf }: NlmeEffects): NlmeInterval[] {
    const [a, b] = [this.#place(`var(${group})`), this.#place(`var(${common})`)];
    const whole = this.#estimates[a]! + this.#estimates[b]!;
    const rho = this.#estimates[b]! / whole;
    const slope = 1 / (2 * whole);
    const size = levelsOf.reduce((n, name) => {
      const column = this.fit.data.column(name);
      return n * (column ? asFactor(column).levels.length : 1);
    }, 1);
    const shared = [[b, (1 - rho) / whole], [a, -rho / whole]] as const;
    return [
      this.#row("std. dev", log(Math.sqrt(whole), [[a, slope], [b, slope]])),
      this.#row("corr.", above(-1 / (size - 1), rho, shared)),
    ];
  }

  /** A coefficient that is its own partial correlation lies between −1 and 1, one of several anywhere. */
  #processRows(orders: readonly [number, number]): NlmeInterval[] {
    return orders.flatMap((order, side) =>
      Array.from({ length: order }, (_, i) => {
        const k = this.#place(`${side === 0 ? "phi" : "theta"}${i + 1}`);
        const value = this.#estimates[k]!;
        const name = `${side === 0 ? "Phi" : "Theta"}${i + 1}`;
        return this.#row(name, order === 1 ? between(value, [[k, 1]]) : plain(value, k));
      })
    );
  }

  #correlationRows({ word, orders }: NlmeCorrelation): NlmeInterval[] {
    if (orders) return this.#processRows(orders);
    if (word === "corSymm") {
      return [...this.#places].filter(([name]) => name.startsWith("rho["))
        .map(([name, k]) => {
          const [i = "", j = ""] = name.slice(4, -1).split(",");
          return { i, j, k };
        })
        .toSorted((a, b) => Number(a.j) - Number(b.j) || Number(a.i) - Number(b.i))
        .map(({ i, j, k }) => this.#row(`cor(${j},${i})`, between(this.#estimates[k]!, [[k, 1]])));
    }
    if (word === "corAR1") {
      const k = this.#place("rho");
      return [this.#row("Phi", between(this.#estimates[k]!, [[k, 1]]))];
    }
    if (word === "corCompSymm" || word === "corCAR1") {
      const k = this.#place("rho");
      const parameter = coreOf(this.fit).covariance.structure!.parameters.find((p) =>
        p.name === "rho"
      )!;
      const low = word === "corCAR1" ? 0 : parameter.lowest;
      return [
        this.#row(word === "corCAR1" ? "Phi" : "Rho", above(low, this.#estimates[k]!, [[k, 1]])),
      ];
    }
    if (!this.#places.has("range")) {
      fail("no-interval", `There are no intervals of the parameters of ${word} here`, {
        hint: 'which = "fixed" gives the intervals of the coefficients',
      });
    }
    const k = this.#place("range");
    const range = this.#row("range", log(this.#estimates[k]!, [[k, 1 / this.#estimates[k]!]]));
    const n = this.#places.get("nugget");
    if (n === undefined) return [range];
    const s = this.#place("sigma2");
    const total = this.#estimates[s]! + this.#estimates[n]!;
    const share = this.#estimates[n]! / total;
    const slopes = [[n, (1 - share) / total], [s, -share / total]] as const;
    return [range, this.#row("nugget", above(0, share, slopes))];
  }

  /** Places of the variances of the residuals, that of the first stratum before the others. */
  #strata(): { name: string; k: number }[] {
    const all = this.fit.covarianceParameters.flatMap((p, k) =>
      p.name.startsWith("sigma2") ? [{ name: p.group ?? "", k }] : []
    );
    const order = strataOrder(this.fit);
    if (!order) return all;
    return all.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  }

  /** Numbers of variance functions, or ratios of standard deviations to that of the first stratum. */
  #varianceRows(): NlmeInterval[] {
    const { functions } = this.fit.nlme!.variance!;
    if (functions.length > 0) return this.#functionRows(functions);
    const [first, ...others] = this.#strata();
    return others.map(({ name, k }) => {
      const [v, v1] = [this.#estimates[k]!, this.#estimates[first!.k]!];
      return this.#row(
        name,
        log(Math.sqrt(v / v1), [[k, 1 / (2 * v)], [first!.k, -1 / (2 * v1)]]),
      );
    });
  }

  /** Where the search of a number is of its logarithm, so are its limits. */
  #functionRows(functions: readonly NlmeVarianceFunction[]): NlmeInterval[] {
    let k = this.fit.covarianceParameters.length;
    return functions.flatMap(({ estimates, loose }, i) => {
      const own = estimates.slice(estimates.length - loose.length);
      const prefix = functions.length > 1 ? `${"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[i]}.` : "";
      return loose.map(([name, value], j) =>
        this.#row(prefix + name, {
          ...plain(value, k++),
          back: own[j]![1] === value ? (t) => t : Math.exp,
        })
      );
    });
  }

  #sigma(): NlmeInterval {
    const nugget = this.#places.get("nugget");
    if (nugget !== undefined) {
      // nlme's σ² is all of a row's variance, its nugget with it
      const own = this.#place("sigma2");
      const total = this.#estimates[own]! + this.#estimates[nugget]!;
      const slope = 1 / (2 * total);
      return this.#row("", log(Math.sqrt(total), [[own, slope], [nugget, slope]]));
    }
    const [first] = this.#strata();
    return this.#row("", this.#deviation(first ? first.k : this.#place("sigma2")));
  }
}
