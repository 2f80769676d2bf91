/**
 * A summary of a fit as plain data.
 *
 * @module
 */
import type { CoefficientTest } from "../inference/test/coefficient_tests.ts";
import { pf, pnorm } from "../math/distribution/tails.ts";
import type {
  Coefficient,
  Fit,
  GeneralizedLinearModel,
  GeneralizedMixedModel,
  LinearMixedModel,
  LinearModel,
  PartRandom,
} from "../model/fit.ts";
import { heldSource } from "../model/formula/held.ts";
import { quantile } from "./figure/made/quantile_line.ts";
import { nlmeFacts } from "./nlme_facts.ts";
import { mmrmFacts } from "./shown_mmrm.ts";
import type { PartComponents, ShownSummary } from "./shown.ts";

/**
 * Residuals by which a fit is judged: weighted, for a mixed model in units of σ; those of the deviance
 * for a generalized linear model.
 */
function judgedResiduals(fit: Fit): number[] {
  if (fit.residualStructure !== null || fit.marginal) return [...fit.standardizedResiduals];
  if (fit.generalized) return fit.generalized.residualsOf("deviance");
  const scale = fit.random ? 1 / fit.sigma : 1;
  return fit.residuals.map((r, i) => r * scale * Math.sqrt(fit.weights?.[i] ?? 1));
}

/** Correlations from a covariance matrix. */
export function correlationOf(vcov: readonly (readonly number[])[]): number[][] {
  const size = vcov.map((row, i) => Math.sqrt(row[i] ?? NaN));
  return vcov.map((row, i) => row.map((v, j) => i === j ? 1 : v / (size[i]! * size[j]!)));
}

/** Rows that were left out because a value was missing, if the fit says so. */
function missingRows(fit: Fit): number {
  const note = fit.notes.find((n) => n.code === "dropped-rows");
  const data = note?.data as { dropped?: unknown } | undefined;
  return typeof data?.dropped === "number" ? data.dropped : 0;
}

/**
 * What `summary` shows of a fit.
 *
 * @param tests Tests of the coefficients, by whatever df method; the method is the caller's to name.
 */
export function summaryOf(
  fit: Fit,
  tests: readonly CoefficientTest[],
  ddf: string = fit.ddf.ofCoefficients,
): ShownSummary {
  const sorted = heldSource(fit.data) ? null : judgedResiduals(fit).sort((a, b) => a - b);
  const missing = missingRows(fit);
  return {
    kind: "summary",
    model: fit.kind,
    formula: fit.formula,
    ddf,
    coefficients: tests.map((t) => ({ ...t })),
    n: fit.n,
    sigma: fit.sigma,
    ...(fit.residualStructure === null ? {} : { residual: fit.residualStructure }),
    residualDf: fit.residualDf,
    residualQuartiles: sorted ? [0, 0.25, 0.5, 0.75, 1].map((p) => quantile(sorted, p)) : null,
    notes: [...fit.notes],
    ...(missing > 0 ? { missing } : {}),
    ...NO_FACTS,
    ...(fit.leastSquares ? linearFacts(fit.leastSquares) : {}),
    ...(fit.random ? mixedFacts(fit.random) : {}),
    ...(fit.generalized ? deviances(fit.generalized) : {}),
    ...(fit.marginal ? marginalFacts(fit.marginal) : {}),
  };
}

/** What a fit itself shows: its estimates, without standard errors and tests. */
export function briefOf(fit: Fit): ShownSummary {
  const tests = fit.coefficients.map(({ name, estimate }): CoefficientTest => ({
    name,
    estimate,
    standardError: null,
    df: null,
    statistic: null,
    pValue: null,
  }));
  const { correlation: _, ...shown } = summaryOf(fit, tests);
  return { ...shown, brief: true };
}

type ClassFacts = Pick<
  ShownSummary,
  "reml" | "criterion" | "components" | "groups" | "rSquared" | "adjustedRSquared" | "overallF"
>;

/** What a class that has none of them says. */
const NO_FACTS: ClassFacts = {
  reml: null,
  criterion: null,
  components: null,
  groups: null,
  rSquared: null,
  adjustedRSquared: null,
  overallF: null,
};

function linearFacts(fit: LinearModel): Partial<ShownSummary> {
  const f = fit.overallF;
  return {
    rSquared: f ? fit.rSquared : null,
    adjustedRSquared: f ? fit.adjustedRSquared : null,
    overallF: f && { ...f, pValue: pf(f.statistic, f.numDf, f.denDf, { upper: true }) },
    ...(fit.weights ? { weights: "weights" } : {}),
    ...(fit.residualDf <= 5 && !heldSource(fit.data) ? { residuals: judgedResiduals(fit) } : {}),
  };
}

function mixedFacts(fit: LinearMixedModel): Partial<ShownSummary> {
  const nlme = nlmeFacts(fit);
  return {
    ...(nlme ? { nlme } : {}),
    ...(fit.mmrm ? { mmrm: mmrmFacts(fit)! } : {}),
    reml: fit.reml,
    criterion: fit.criterion,
    components: fit.varianceComponents.map((c) => ({ ...c, correlations: [...c.correlations] })),
    groups: fit.groups.map((g) => ({ ...g })),
    ...(fit.coefficients.every((c) => c.aliased || c.standardError !== null)
      ? { correlation: correlationOf(fit.vcov) }
      : {}),
    ...(fit.weights ? { weights: "weights" } : {}),
    ...(fit.reml ? {} : {
      information: {
        aic: fit.aic,
        bic: fit.bic,
        logLik: fit.logLik,
        deviance: fit.criterion,
        residualDf: fit.n - fit.parameters,
      },
    }),
  };
}

function deviances(fit: GeneralizedLinearModel): Partial<ShownSummary> {
  return {
    deviances: {
      residual: fit.deviance,
      null: fit.nullDeviance,
      nullDf: fit.nullDf,
      aic: fit.aic,
      family: fit.family.name,
      link: fit.family.link,
      iterations: fit.iterations,
      ...(fit.dispersion.known === "estimated" ? { dispersion: fit.dispersion.value } : {}),
      ...(fit.size ? { size: { ...fit.size, logLik: fit.logLik } } : {}),
    },
    ...(fit.weights ? { weights: "weights" } : {}),
    ...(fit.residualDf <= 5 ? { residuals: judgedResiduals(fit) } : {}),
  };
}

/** z tests of the coefficients of another predictor. */
function zTests(coefficients: readonly Coefficient[]): CoefficientTest[] {
  return coefficients.map(({ name, estimate, standardError }) => {
    const statistic = estimate === null || standardError === null ? null : estimate / standardError;
    const pValue = statistic === null ? null : 2 * pnorm(Math.abs(statistic), { upper: true });
    return { name, estimate, standardError, df: Infinity, statistic, pValue };
  });
}

function partComponents(part: PartRandom | null): PartComponents | null {
  return part && {
    components: part.varianceComponents.map((c) => ({ ...c, correlations: [...c.correlations] })),
    groups: part.groups.map((g) => ({ ...g })),
  };
}

function marginalFacts(fit: GeneralizedMixedModel): Partial<ShownSummary> {
  const { family, integral, dispersion } = fit;
  return {
    reml: fit.reml,
    criterion: fit.criterion ?? -2 * fit.logLik,
    components: fit.varianceComponents.map((c) => ({ ...c, correlations: [...c.correlations] })),
    groups: fit.groups.map((g) => ({ ...g })),
    marginal: {
      family: family.name,
      link: family.link,
      method: integral.method,
      nodes: integral.nodes,
      zero: fit.partFormulas.zero,
      dispersionFormula: fit.partFormulas.dispersion,
      dispersion: dispersion.known === "estimated" ? dispersion.value : null,
      familyParameter: fit.familyParameter,
      zeroInflation: zTests(fit.zeroInflation),
      dispersionModel: zTests(fit.dispersionModel),
      zeroRandom: partComponents(fit.partRandom.zero),
      dispersionRandom: partComponents(fit.partRandom.dispersion),
    },
    ...(fit.coefficients.every((c) => c.aliased || c.standardError !== null)
      ? { correlation: correlationOf(fit.vcov) }
      : {}),
    ...(fit.weights ? { weights: "weights" } : {}),
    ...(fit.pseudo ? {} : {
      information: {
        aic: fit.aic,
        bic: fit.bic,
        logLik: fit.logLik,
        deviance: -2 * fit.logLik,
        residualDf: fit.likelihood.residualDf,
      },
    }),
  };
}
