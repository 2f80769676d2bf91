/**
 * Models compared: F tests of nested linear models, likelihood-ratio tests of the others.
 *
 * Sources: Searle (1971), Linear Models, section 3.6, for F; Pinheiro & Bates (2000),
 * Mixed-Effects Models in S and S-PLUS, section 2.4.1, for likelihood ratios, and why those of
 * restricted likelihoods compare only fits with the same fixed effects.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { pchisq, pf } from "../../math/distribution/tails.ts";
import type { Fit, GeneralizedLinearModel, LinearModel } from "../../model/fit.ts";
import { likelihoodRatio } from "../../model/likelihood_ratio.ts";
import type { Note } from "../../note.ts";
import { boundaryNote, countedOnceNotes, refittedNote, unlikeRestrictedNote } from "./remarks.ts";

/** One model (or random term left out) in a comparison. */
export interface ComparisonRow {
  /** Name of the model, or the random term left out (`<none>` for the full model). */
  name: string;
  /** Number of parameters. */
  parameters?: number;
  /** Of the criterion compared. */
  aic?: number;
  /** Of the criterion compared. */
  bic?: number;
  /** Log-likelihood; restricted for random terms of a REML fit. */
  logLik?: number;
  /** −2 log-likelihood; the residual deviance of a generalized linear model. */
  deviance?: number;
  /** Size of a negative binomial distribution. */
  size?: number;
  /** Of a linear model. */
  residualDf?: number;
  /** Of a linear model. */
  residualSumSq?: number;
  /** What the residual sum of squares fell by. */
  sumSq?: number | null;
  /** What the deviance fell by, χ² or F against the row before (random terms: against the full model). */
  statistic: number | null;
  /** F of what the deviance fell by, where it was asked for. */
  fValue?: number;
  /** Difference in parameters. */
  df: number | null;
  /** Upper tail probability. */
  pValue: number | null;
}

/** A comparison of models. */
export interface Comparison {
  /** Always `comparison`. */
  kind: "comparison";
  /** What is compared. */
  of: "likelihood-ratio" | "sum-of-squares" | "deviance" | "random-terms";
  /** Whose layout it has, where that is not lme4's. */
  layout?: "glmmTMB" | "nlme" | "glm.nb";
  /** Name of the data as written, if known. */
  data: string | null;
  /** Deparsed formulas; for `random-terms` one entry, the full model. */
  models: { name: string; formula: string }[];
  /** One for each model or term. */
  rows: ComparisonRow[];
  /** Refits, and the boundary of a variance. */
  notes: Note[];
}

/**
 * Compares models of the same response and rows, as R's `anova(m1, m2, …)`.
 *
 * Linear models are compared by F, in the order given, against the mean square of the largest. If a
 * mixed model is among them all are compared by their likelihood, smallest first; REML fits are
 * refitted by ML, for restricted likelihoods of different fixed effects do not compare.
 *
 * @throws DiagnosticError `compare-one`, `compare-rows`, `compare-response`
 * @example
 * ```ts
 * import { compareModels, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const { rows } = compareModels(lm("y ~ 1", data), lm("y ~ Trt", data));
 * if (Math.abs(rows[1]!.statistic! - 18) > 1e-9) throw new Error();
 * ```
 */
export function compareModels(...fits: Fit[]): Comparison {
  return compareNamed(fits);
}

/** The same with the names of the models as their author wrote them. */
export function compareNamed(
  fits: readonly Fit[],
  names?: readonly string[],
  options: { refit?: boolean; tested?: boolean; byF?: boolean } = {},
): Comparison {
  const [first] = fits;
  if (!first || fits.length < 2) {
    fail("compare-one", "A comparison needs two models or more", {
      hint: "Write anova(m1, m2)",
    });
  }
  for (const fit of fits) {
    if (fit.n !== first.n) {
      fail("compare-rows", `The models were fitted to ${first.n} and to ${fit.n} rows`, {
        hint: "Drop the rows with missing values before fitting, so that all models use the same",
      });
    }
    if (fit.response !== first.response) {
      fail("compare-response", `The models have responses ${first.response} and ${fit.response}`, {
        hint: "Compare fits of one response to the same rows",
      });
    }
  }
  const family = fits.find((f) => f.family.name !== first.family.name)?.family;
  // likelihoods with all constants compare whatever the distributions of the same counts
  const sized = fits.every((f) => f.generalized?.size);
  if (family && !sized && !fits.every((f) => f.marginal)) {
    fail("compare-family", `The models are of families ${first.family.name} and ${family.name}`, {
      hint: "Compare fits of one family",
    });
  }
  if (fits.some((f) => f.marginal?.pseudo)) {
    fail(
      "no-likelihood",
      "Pseudo-likelihoods are of pseudo-data, each fit's own: they do not compare",
      {
        hint: "Fit the models with glmer or glmmTMB, whose likelihoods do",
      },
    );
  }
  const named = fits.map((fit, i) => ({ name: names?.[i] ?? String(i + 1), fit }));
  const linear = named.flatMap(({ name, fit: { leastSquares } }) =>
    leastSquares ? [{ name, fit: leastSquares }] : []
  );
  const generalized = named.flatMap(({ name, fit: { generalized } }) =>
    generalized ? [{ name, fit: generalized }] : []
  );
  if (sized) return bySizedLikelihood(generalized);
  if (generalized.length === named.length) return byDeviance(generalized, options);
  if (first.random?.nlme) return asNlme(named, options.tested ?? true);
  return linear.length === named.length
    ? bySumOfSquares(linear)
    : byLikelihood(options.refit === false ? sameCriterion(named) : likelihoods(named));
}

interface Named<F extends Fit> {
  name: string;
  fit: F;
}

const modelsOf = (named: readonly Named<Fit>[]): Comparison["models"] =>
  named.map(({ name, fit }) => ({ name, formula: writtenModel(fit) }));

/** The formula, and what else tells one model from another. */
const writtenModel = ({ formula, residualStructure, marginal }: Fit): string => {
  if (marginal?.kind === "glmmTMB") {
    const { zero, dispersion } = marginal.partFormulas;
    return `${formula}, zi=${zero ?? "~0"}, disp=${dispersion ?? "~1"}`;
  }
  return residualStructure === null ? formula : `${formula}, residual = ${residualStructure}`;
};

function bySumOfSquares(named: readonly Named<LinearModel>[]): Comparison {
  const largest = named.reduce((a, b) => b.fit.residualDf < a.fit.residualDf ? b : a).fit;
  const scale = largest.residualSumSq / largest.residualDf;
  const rows = named.map(({ name, fit }, i): ComparisonRow => {
    const row: ComparisonRow = {
      name,
      residualDf: fit.residualDf,
      residualSumSq: fit.residualSumSq,
      sumSq: null,
      statistic: null,
      df: null,
      pValue: null,
    };
    const before = named[i - 1]?.fit;
    if (!before) return row;
    row.df = before.residualDf - fit.residualDf;
    row.sumSq = before.residualSumSq - fit.residualSumSq;
    const statistic = row.sumSq / row.df / scale;
    if (row.df !== 0 && statistic >= 0) {
      row.statistic = statistic;
      row.pValue = pf(statistic, Math.abs(row.df), largest.residualDf, { upper: true });
    }
    return row;
  });
  return {
    kind: "comparison",
    of: "sum-of-squares",
    data: null,
    models: modelsOf(named),
    rows,
    notes: [],
  };
}

/** In the order given, as R; over the scale of the largest model. */
function byDeviance(
  named: readonly Named<GeneralizedLinearModel>[],
  { tested = true, byF = false }: { tested?: boolean; byF?: boolean },
): Comparison {
  const largest = named.reduce((a, b) => b.fit.residualDf < a.fit.residualDf ? b : a).fit;
  const scale = largest.dispersion.value;
  const rows = named.map(({ name, fit }, i): ComparisonRow => {
    const { residualDf, deviance } = fit;
    const row = { name, residualDf, deviance, statistic: null, df: null, pValue: null };
    const before = named[i - 1]?.fit;
    if (!before) return row;
    const df = before.residualDf - residualDf;
    const statistic = before.deviance - deviance;
    const size = statistic * Math.sign(df);
    if (!tested || df === 0 || !(size >= 0)) return { ...row, df, statistic };
    const ratio = size / scale;
    if (!byF) {
      return { ...row, df, statistic, pValue: pchisq(ratio, Math.abs(df), { upper: true }) };
    }
    const fValue = ratio / Math.abs(df);
    const pValue = pf(fValue, Math.abs(df), largest.residualDf, { upper: true });
    return { ...row, df, statistic, fValue, pValue };
  });
  return {
    kind: "comparison",
    of: "deviance",
    data: null,
    models: modelsOf(named),
    rows,
    notes: [],
  };
}

/** As MASS: negative binomial models by their likelihoods, the smallest first, each with its own size. */
function bySizedLikelihood(given: readonly Named<GeneralizedLinearModel>[]): Comparison {
  const named = given.toSorted((a, b) => b.fit.residualDf - a.fit.residualDf);
  const rows = named.map(({ name, fit }, i): ComparisonRow => {
    const { residualDf, logLik } = fit;
    const row = { name, size: fit.size!.value, residualDf, logLik };
    const before = named[i - 1]?.fit;
    if (!before) return { ...row, statistic: null, df: null, pValue: null };
    const df = before.residualDf - residualDf;
    const statistic = 2 * (logLik - before.logLik);
    return { ...row, statistic, df, pValue: pchisq(statistic, df, { upper: true }) };
  });
  return {
    kind: "comparison",
    of: "likelihood-ratio",
    layout: "glm.nb",
    data: null,
    models: modelsOf(named),
    rows,
    notes: [],
  };
}

const byReml = (fit: Fit): boolean => fit.likelihood.method === "REML";

/** Models with the fits by maximum likelihood, and how many had to be made. */
interface Likelihoods {
  models: Named<Fit>[];
  refitted: number;
}

function likelihoods(given: readonly Named<Fit>[]): Likelihoods {
  return {
    models: given.map(({ name, fit }) => ({
      name,
      fit: fit.likelihood.unrestricted(),
    })),
    refitted: given.filter(({ fit }) => byReml(fit)).length,
  };
}

/** Models as they were fitted; restricted likelihoods compare where the fixed effects are the same. */
function sameCriterion(given: readonly Named<Fit>[]): Likelihoods {
  const first = given[0]!.fit;
  const same = given.every(({ fit }) =>
    byReml(fit) === byReml(first) &&
    (!byReml(fit) || fit.fixed.names.join("\u0000") === first.fixed.names.join("\u0000"))
  );
  if (!same) {
    fail("compare-criteria", "These models have likelihoods that do not compare", {
      hint: "Fits by REML need the same fixed effects; leave refit = FALSE out",
    });
  }
  return { models: [...given], refitted: 0 };
}

function byLikelihood({ models, refitted }: Likelihoods): Comparison {
  const named = models.toSorted((a, b) => parametersOf(a.fit) - parametersOf(b.fit));
  const rows = named.map(({ name, fit }, i): ComparisonRow => {
    const row: ComparisonRow = {
      name,
      parameters: parametersOf(fit),
      aic: fit.aic,
      bic: fit.bic,
      logLik: fit.logLik,
      deviance: -2 * fit.logLik,
      statistic: null,
      df: null,
      pValue: null,
    };
    const before = named[i - 1]?.fit;
    if (!before) return row;
    row.df = parametersOf(fit) - parametersOf(before);
    row.statistic = likelihoodRatio(fit.logLik, before.logLik);
    if (row.df > 0) row.pValue = pchisq(row.statistic, row.df, { upper: true });
    return row;
  });
  const notes: Note[] = [];
  if (refitted > 0) {
    notes.push(refittedNote(refitted));
  }
  const random = named.map(({ fit }) => randomParameters(fit));
  if (random.some((r, i) => i > 0 && r > random[i - 1]!)) notes.push(boundaryNote());
  return {
    kind: "comparison",
    of: "likelihood-ratio",
    ...(models.every(({ fit }) => fit.kind === "glmmTMB") ? { layout: "glmmTMB" as const } : {}),
    data: null,
    models: modelsOf(named),
    rows,
    notes,
  };
}

/**
 * In nlme's manner: as they were fitted, in the order given, each against the one before where they differ
 * in the number of parameters.
 */
function asNlme(named: readonly Named<Fit>[], tested: boolean): Comparison {
  const [first] = named;
  if (!named.every(({ fit }) => fit.random && byReml(fit) === byReml(first!.fit))) {
    fail("compare-criteria", "These models have likelihoods that do not compare", {
      hint: 'Fit all with lme() or gls() by one method; method = "ML" for different fixed effects',
    });
  }
  const rows = named.map(({ name, fit }, i): ComparisonRow => {
    const { aic, bic, logLik } = fit;
    const row = { name, parameters: parametersOf(fit), aic, bic, logLik };
    const before = named[i - 1]?.fit;
    const df = before ? parametersOf(fit) - parametersOf(before) : 0;
    // a parameter that two parts of a model stand for makes no model larger
    const apart = before && askedFor(fit) !== askedFor(before);
    if (!tested || !before || df === 0 || !apart) {
      return { ...row, statistic: null, df: null, pValue: null };
    }
    const statistic = 2 * Math.abs(logLik - before.logLik);
    return { ...row, statistic, df, pValue: pchisq(statistic, Math.abs(df), { upper: true }) };
  });
  const columns = (fit: Fit): string => fit.fixed.names.join("\u0000");
  const differ = named.some(({ fit }) => columns(fit) !== columns(first!.fit));
  return {
    kind: "comparison",
    of: "likelihood-ratio",
    layout: "nlme",
    data: null,
    models: modelsOf(named),
    rows,
    notes: [
      ...(differ && byReml(first!.fit) ? [unlikeRestrictedNote()] : []),
      ...countedOnceNotes(named.filter(({ fit }) => isFolded(fit)).map(({ name }) => name)),
    ],
  };
}

/** Whether a covariance was asked for twice: by the residuals and by the random effects of their groups. */
const isFolded = (fit: Fit): boolean => fit.notes.some(({ code }) => code === "same-covariance");

/** Parameters that were asked for, those among them that say the same. */
const askedFor = (fit: Fit): number => parametersOf(fit) + (isFolded(fit) ? 1 : 0);

/** Coefficients, elements of θ, and σ. */
const parametersOf = (fit: Fit): number => fit.likelihood.parameters;

/** Entries of the covariance matrices of random effects. */
const randomParameters = (fit: Fit): number =>
  (fit.mixed?.varianceComponents ?? []).filter((c) => c.group !== "Residual")
    .reduce((sum, c) => sum + 1 + c.correlations.length, 0);
