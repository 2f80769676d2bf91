/**
 * Power of the tests of a model whose covariances are given: of a fit, at its estimates or at others.
 *
 * A term's noncentrality is what its F statistic times its df would be if the estimates were the means
 * and the covariances assumed, on the denominator df of the method. Where strata are orthogonal Kenward
 * and Roger's df are those of the strata, and the power is that of `power.ts`; elsewhere it is an
 * approximation, as the test is.
 *
 * Sources: R. G. O'Brien and K. E. Muller (1993), Unified power analysis for t-tests through
 * multivariate hypotheses, in L. K. Edwards (ed.), Applied Analysis of Variance in Behavioral Science;
 * for mixed models W. W. Stroup (2002), J. Agric. Biol. Environ. Stat. 7, 491–511.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError, fail } from "../../diagnostic.ts";
import { denominatorDf } from "../../inference/df/denominator_df.ts";
import { referenceGrid } from "../../inference/means/reference_grid.ts";
import { sasHypotheses } from "../../inference/test/hypothesis_sas.ts";
import { waldStatistic } from "../../math/algebra/linear_functions.ts";
import { dot } from "../../math/algebra/products.ts";
import { pseudoInverse } from "../../math/algebra/spectral.ts";
import { checkAlpha } from "../../math/distribution/argument.ts";
import { pointOf } from "../../model/covariance/parameter_units.ts";
import type { Ddf } from "../../model/ddf.ts";
import type { Fit, LinearMixedModel } from "../../model/fit.ts";
import { coreOf } from "../../model/mixed/core.ts";
import type { MixedProblem } from "../../model/mixed/problem.ts";
import { exemplaryFit } from "../../model/mixed/refits/exemplary_fit.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { type Combinations, differenceOver, meansOver } from "./effects.ts";
import { fPower, noEffect, type PowerRow, type PowerTable } from "./power.ts";

/** What is assumed beside the model. */
export interface FitPowerOptions {
  /** Covariance parameters by name, as `covarianceParameters` has them; the estimates if left out. */
  variance?: Readonly<Record<string, number>>;
  /** One mean for each combination of the factors, the first fastest. */
  means?: readonly number[];
  /** Two levels at ± differ/2, the others midway, averaged over other factors. */
  differ?: number;
  /** Labels of terms; all of factors if left out. */
  terms?: readonly string[];
  /** Level of the tests; 0.05. */
  alpha?: number;
  /** Denominator df; Kenward and Roger's if left out. */
  ddf?: Ddf;
}

/** df that follow from the model and its covariances, and not from what the data happened to be. */
const PLANNED: readonly Ddf[] = [
  "kenward-roger",
  "kenward-roger-linear",
  "containment",
  "between-within",
  "inner-outer",
  "residual",
];

/**
 * Power of the Type III tests of a fitted normal model.
 *
 * @throws DiagnosticError `power-needs-normal`, `power-estimated-weights`, `power-covariates`,
 * `empty-cells`, `unknown-variance`, `bad-variance`, `bad-means`, `no-effect`, `unknown-term`,
 * `no-such-df`, `bad-alpha`
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { fitPower, lmer, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({
 *   y: [11, 14, 20, 25, 16, 15],
 *   Trt: ["A", "B", "A", "B", "A", "B"],
 *   Block: ["1", "1", "2", "2", "3", "3"],
 * });
 * const fit = lmer("y ~ Trt + (1 | Block)", data);
 * const { rows: [row] } = fitPower(fit, { variance: { sigma2: 4 }, differ: 6 });
 * assertAlmostEquals(row!.ncp!, 6 ** 2 / (2 * 4 / 3), 1e-6);
 * assertAlmostEquals(row!.denDf!, 2, 1e-6);
 * ```
 */
export function fitPower(fit: Fit, options: FitPowerOptions): PowerTable {
  if (fit.random && fit.random.core.engine === "mixed") {
    if (!fit.ddf.methods.includes("kenward-roger")) estimatedWeights(fit);
    const { problem } = coreOf(fit.random);
    const assumed = assumedValues(problem, options.variance ?? {}, estimatesOf(fit.random));
    return powerAt(problem, assumed, options);
  }
  const linear = fit.leastSquares;
  if (!linear) {
    fail("power-needs-normal", `Power is not computed for ${fit.described.called}`, {
      hint: "It is for designs and for fits of a normal response; else simulate",
    });
  }
  const variance = { ...options.variance };
  const own = variance["residual"] ?? variance["sigma2"] ?? linear.sigma ** 2;
  delete variance["residual"];
  delete variance["sigma2"];
  const [unknown] = Object.keys(variance);
  if (unknown !== undefined) unknownVariance(unknown, ["residual"]);
  if (!(own > 0) || !Number.isFinite(own)) badVariance("residual", own);
  const ratio = own / linear.sigma ** 2;
  const covariance = linear.covariance.map((v) => v * ratio);
  return tableOf(linear, options, {
    assumed: { residual: own },
    ddf: "residual",
    test: (rows, beta) => ({
      ncp: waldStatistic({ rows, estimates: beta, covariance }),
      denDf: linear.residualDf,
    }),
  });
}

function estimatedWeights(fit: Fit): never {
  fail("power-estimated-weights", `The weights of ${fit.described.called} are estimates`, {
    hint:
      "Power is computed where covariances do not depend on the means: take varIdent or no weights",
  });
}

/** Covariance parameters with their names; σ² or what stands for it last. */
interface Assumed {
  names: readonly string[];
  values: number[];
}

function estimatesOf(fit: LinearMixedModel): (name: string) => number {
  const known = new Map(fit.covarianceParameters.map((p) => [p.name, p.estimate ?? 0]));
  return (name) => known.get(name)!;
}

/** What else an author may call a parameter: `residual`, and the group of an intercept. */
function alsoCalled(names: readonly string[], own: string): string {
  if (/^residual$/i.test(own)) return names.at(-1)!;
  return names.find((name) => name === own || name === `var(${own})`) ?? own;
}

/**
 * Every covariance parameter of a problem: those named, and else what `otherwise` knows.
 *
 * @throws DiagnosticError `unknown-variance`, `bad-variance`, `missing-variance`
 */
export function assumedValues(
  problem: MixedProblem,
  variance: Readonly<Record<string, number>>,
  otherwise: (name: string) => number | undefined,
): Assumed {
  const names = problem.covariance.parameters.map((p) => p.name);
  const given = new Map<string, number>();
  for (const [own, value] of Object.entries(variance)) {
    const name = alsoCalled(names, own);
    if (!names.includes(name)) unknownVariance(own, names);
    if (!Number.isFinite(value)) badVariance(own, value);
    given.set(name, value);
  }
  const missing = names.filter((name) => !given.has(name) && otherwise(name) === undefined);
  if (missing.length > 0) {
    const shown = missing.map((name) => name === names.at(-1) ? "residual" : name);
    const asked = shown.map((name) => `${written(name)} = …`).join(", ");
    throw new DiagnosticError({
      code: "missing-variance",
      severity: "error",
      message: `The covariances need ${shown.join(" and ")}`,
      hint: `Add ${asked} to variance`,
    });
  }
  return { names, values: names.map((name) => given.get(name) ?? otherwise(name)!) };
}

/** A name as an author has to write it before `=`. */
const written = (name: string): string => /^[A-Za-z.][\w.]*$/.test(name) ? name : `"${name}"`;

function unknownVariance(name: string, names: readonly string[]): never {
  fail("unknown-variance", `${name} is no covariance parameter of the model`, {
    hint: suggestion(name, names, "They are"),
  });
}

function badVariance(name: string, value: number): never {
  const fault: Diagnostic = {
    code: "bad-variance",
    severity: "error",
    message: `${name} is ${value}`,
    hint: "A variance is a number above 0",
  };
  throw new DiagnosticError(fault);
}

/**
 * Power of the tests of a model with all its covariance parameters given.
 *
 * @throws DiagnosticError `bad-variance` if they make no covariance matrix, and what `fitPower` throws
 */
export function powerAt(
  problem: MixedProblem,
  { names, values }: Assumed,
  options: FitPowerOptions,
): PowerTable {
  const ddf = options.ddf ?? "kenward-roger";
  if (!PLANNED.includes(ddf)) {
    fail("no-such-df", `Power is not computed on ${ddf} degrees of freedom`, {
      hint: `They depend on the data. Choose one of ${PLANNED.join(", ")}`,
    });
  }
  const point = pointOf(problem, values);
  if (!point) {
    const assumed = names.map((name, k) => `${name} = ${values[k]}`).join(", ");
    fail("bad-variance", `With ${assumed} there is no covariance matrix`, {
      hint: "A covariance matrix is positive definite: correlations lie between −1 and 1",
    });
  }
  const fit = exemplaryFit(problem, point);
  const { held } = coreOf(fit).identifiability;
  const [confounded] = held.filter((k) => values[k] !== 0);
  if (confounded !== undefined) {
    fail("confounded-variance", `The data of this design cannot tell ${names[confounded]}`, {
      hint: "Its units are those of another component: leave one of them out",
    });
  }
  const method = denominatorDf(fit, ddf);
  return tableOf(fit, options, {
    assumed: Object.fromEntries(names.map((name, k) => [name, values[k]!])),
    ddf,
    test: (rows, beta) => {
      const { denDf, scale } = method.fTest(rows);
      const { covariance } = method;
      return { ncp: scale * waldStatistic({ rows, estimates: beta, covariance }), denDf };
    },
  });
}

/** How a term is tested. */
interface Tested {
  assumed: Record<string, number>;
  ddf: Ddf;
  test(rows: readonly Float64Array[], beta: Float64Array): { ncp: number; denDf: number };
}

function tableOf(fit: Fit, options: FitPowerOptions, tested: Tested): PowerTable {
  const alpha = checkAlpha(options.alpha ?? 0.05);
  if (!options.means && options.differ === undefined) noEffect();
  const grid = factorGrid(fit);
  const means = options.means ? meansOver(grid, options.means) : null;
  const places = new Map(
    fit.fixed.terms.map((t) => [t.label, t.variables.map((v) => grid.labels.indexOf(v))]),
  );
  const ofFactors = sasHypotheses(fit, 3).filter(({ term, rows }) =>
    rows.length > 0 && places.has(term) && !places.get(term)!.includes(-1)
  );
  const asked = options.terms?.map((label) => {
    const wanted = label.split(":").map((s) => s.trim()).sort().join(":");
    const found = ofFactors.find((h) => h.term.split(":").sort().join(":") === wanted);
    if (found) return found;
    fail("unknown-term", `${label} is no term of factors of the model`, {
      hint: suggestion(label, ofFactors.map((h) => h.term), "The terms are"),
    });
  }) ?? ofFactors;
  const rows = asked.map(({ term, rows }): PowerRow => {
    const pattern = means ?? differenceOver(grid, places.get(term)!, options.differ!);
    const { ncp, denDf } = tested.test(rows, coefficientsFor(grid, pattern));
    if (!(denDf > 0) || !Number.isFinite(ncp)) {
      return { term, numDf: rows.length, denDf: null, ncp: null, power: null };
    }
    return { term, numDf: rows.length, denDf, ncp, power: fPower(rows.length, denDf, ncp, alpha) };
  });
  return {
    kind: "power",
    rows,
    alpha,
    variance: tested.assumed,
    differ: means ? null : options.differ!,
    notes: [{
      code: "power-at",
      text: `Power of Type III F tests on ${
        tested.ddf.replace("kenward-roger", "Kenward-Roger")
      } degrees of freedom, with ${
        Object.entries(tested.assumed).map(([name, v]) => `${name} = ${Number(v.toPrecision(4))}`)
          .join(", ")
      }`,
      data: { ddf: tested.ddf, variance: tested.assumed },
    }],
  };
}

/** The combinations of the factors of a model, and the coefficients of means over them. */
interface FactorGrid extends Combinations {
  /** Labels of the factors as the formula has them. */
  labels: readonly string[];
  /** Coefficients (the least ones that do it) from means, rank × size, row-major. */
  inverse: Float64Array;
}

/** @throws DiagnosticError `power-covariates`, `empty-cells` */
function factorGrid(fit: Fit): FactorGrid {
  const { fixed } = fit;
  const numeric = new Set(fixed.variables.flatMap((v) => v.kind === "factor" ? [] : [v.label]));
  const mixed = fixed.terms.find((t) =>
    t.variables.some((v) => numeric.has(v)) && t.variables.some((v) => !numeric.has(v))
  );
  if (mixed) {
    fail("power-covariates", `In ${mixed.label} differences depend on where a covariate stands`, {
      hint: "Power is computed for factors; leave the interaction with the covariate out",
    });
  }
  const { variables, size, rows, weights } = referenceGrid(fit, {
    at: Object.fromEntries(
      fixed.variables.filter((v) => v.kind !== "factor").flatMap((v) => v.sources)
        .map((source) => [source, [1]]),
    ),
  });
  if (weights.some((w) => w === 0)) {
    fail("empty-cells", "Some combinations of the factors are not in the data", {
      hint: "Power is computed where each combination has data; make one factor of them",
    });
  }
  const factors = variables.filter((v) => v.values.length > 1 || v.counted);
  const labels = factors.map((f) =>
    fixed.variables.find((v) => v.kind === "factor" && v.sources.includes(f.name))?.label ?? f.name
  );
  const kept = Array.from(fixed.kept);
  const column = kept.map((k) => {
    const term = fixed.assign[k]!;
    return term === 0 || !fixed.terms[term - 1]!.variables.some((v) => numeric.has(v));
  });
  const p = kept.length;
  const x = new Float64Array(size * p);
  rows.forEach((row, i) => kept.forEach((k, j) => x[i * p + j] = column[j] ? row[k]! : 0));
  return {
    names: factors.map((f) => f.name),
    labels,
    counts: factors.map((f) => f.values.length),
    size,
    inverse: pseudoInverse(x, size, p),
  };
}

/** The coefficients of means over a grid. */
function coefficientsFor({ inverse, size }: FactorGrid, means: Float64Array): Float64Array {
  return Float64Array.from(
    { length: inverse.length / size },
    (_, j) => dot(inverse.subarray(j * size, (j + 1) * size), means),
  );
}
