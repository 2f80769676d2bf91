/**
 * Verbs of pbkrtest that set a mixed model beside one with fewer fixed effects: `KRmodcomp SATmodcomp
 * PBmodcomp vcovAdj getKR`.
 *
 * Sources: Kenward & Roger (1997), Biometrics 53, 983–997; Halekoh & Højsgaard (2014), J. Stat. Softw.
 * 59 (9), sections 3 and 4.
 *
 * @module
 */
import { duringCount } from "../../../progress.ts";
import { fail } from "../../../diagnostic.ts";
import { denominatorDf } from "../../../inference/df/denominator_df.ts";
import { responsesOf } from "../../../inference/test/normal_draws.ts";
import { extendBasis } from "../../../math/algebra/orthonormal.ts";
import { projectionOn } from "../../../math/algebra/projection.ts";
import { pchisq, pf } from "../../../math/distribution/tails.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import { type CoefficientColumn, coefficientLines } from "../../../render/text/coefficients.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { displayed } from "../../values/displayed.ts";
import { type DisplayValue, type FitValue, numeric, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { independent, rowsOfL } from "../lmerTest/contest.ts";
import { chanceFor } from "../lme4/chance_for.ts";
import { linearMixedArgument } from "../lme4/pieces.ts";
import { refitted } from "../stats/refitting.ts";
import { formulaOfFit } from "../stats/update.ts";
import { updatedFormula } from "../../../model/formula/updated.ts";

const verb = verbOf("pbkrtest");

/** The smaller model: a fit, or functions of the larger one's coefficients. */
interface Smaller {
  rows: Float64Array[];
  fit: LinearMixedModel | null;
  /** Lines that say what it is. */
  words: readonly string[];
}

/** Estimable columns of a fit's model matrix. */
function columnsOf({ fixed }: LinearMixedModel): Float64Array[] {
  const { matrix, kept, n } = fixed;
  return Array.from(kept, (j) => matrix.slice(j * n, (j + 1) * n));
}

/**
 * Functions of the coefficients that are 0 exactly where the means are those of a smaller model.
 *
 * @throws DiagnosticError `not-nested`
 */
function restriction(call: Call, large: LinearMixedModel, small: LinearMixedModel): Float64Array[] {
  const x = columnsOf(large);
  const y = columnsOf(small);
  if (large.n !== small.n) {
    fail("compare-rows", `The models have ${large.n} and ${small.n} rows`, {
      span: call.spanOf("smallModel"),
      hint: "Drop the rows with missing values before fitting, so that both use the same",
    });
  }
  const space = projectionOn(x);
  const inner = projectionOn(y);
  for (const column of y) {
    const own = space.project(column);
    const left = own.reduce((sum, v, i) => sum + (v - column[i]!) ** 2, 0);
    const size = column.reduce((sum, v) => sum + v * v, 0);
    if (left > 1e-10 * size) {
      fail("not-nested", "The smaller model has means that the larger one has not", {
        span: call.spanOf("smallModel"),
        hint: "Give the model with more terms first",
      });
    }
  }
  // L'b = X'(I - P)Xb spans the functions that vanish in the smaller model
  const rest = x.map((column) => {
    const own = inner.project(column);
    return column.map((v, i) => v - own[i]!);
  });
  const basis: Float64Array[] = [];
  for (const column of rest) {
    const row = Float64Array.from(x, (c) => c.reduce((sum, v, i) => sum + v * column[i]!, 0));
    const size = Math.sqrt(row.reduce((sum, v) => sum + v * v, 0));
    if (size > 1e-8) extendBasis(basis, row, 1e-8);
  }
  return basis;
}

function smallerOf(call: Call, value: FitValue, large: LinearMixedModel): Smaller {
  const given = call.value("smallModel");
  if (given.kind === "matrix" || given.kind === "numeric") {
    const rows = independent(rowsOfL(call, "smallModel", large.rank));
    return { rows, fit: null, words: ["L = ", ...rows.map((r) => ` ${[...r].join(" ")}`)] };
  }
  const small = given.kind === "formula"
    ? refitted(call, "smallModel", value, updatedFormula(formulaOfFit(value), given.expr))
    : given;
  if (small.kind !== "fit" || !small.fit.random) {
    return call.wrong("smallModel", "a mixed model, a formula or a matrix", given);
  }
  const rows = restriction(call, large, small.fit.random);
  if (rows.length === 0) {
    fail("same-model", "Both models have the same fixed effects", {
      span: call.spanOf("smallModel"),
      hint: "ranova(m) tests random terms",
    });
  }
  return { rows, fit: small.fit.random, words: [`small : ${deparse(formulaOfFit(small))}`] };
}

const headOf = (value: FitValue, smaller: Smaller): string[] => [
  `large : ${deparse(formulaOfFit(value))}`,
  ...smaller.words,
];

function column(
  name: string,
  role: CoefficientColumn["role"],
  values: readonly (number | null)[],
): CoefficientColumn {
  return { name, role, values };
}

function kenwardRoger(call: Call): Value {
  const value = call.fit("largeModel");
  const large = linearMixedArgument(call, "largeModel");
  const smaller = smallerOf(call, value, large);
  const method = call.at("largeModel", () => denominatorDf(large, "kenward-roger"));
  const { statistic, numDf, denDf, scale } = method.fTest(smaller.rows);
  const unscaled = statistic / scale;
  const p = pf(statistic, numDf, denDf, { upper: true });
  const pUnscaled = pf(unscaled, numDf, denDf, { upper: true });
  const head = headOf(value, smaller);
  const lines = (rows: readonly ("Ftest" | "FtestU")[]): string[] => {
    const of = (a: number | null, b: number | null) => rows.map((r) => r === "Ftest" ? a : b);
    return coefficientLines([...rows], [
      column("stat", "statistic", of(statistic, unscaled)),
      column("ndf", "statistic", of(numDf, numDf)),
      column("ddf", "statistic", of(denDf, denDf)),
      column("F.scaling", "plain", of(scale, null)),
      column("p.value", "p", of(p, pUnscaled)),
    ], { digits: 5, missing: "" });
  };
  const parts: DisplayValue["parts"] = {
    ndf: () => numeric([numDf]),
    ddf: () => numeric([denDf]),
    Fstat: () => numeric([statistic]),
    "p.value": () => numeric([p]),
    "F.scaling": () => numeric([scale]),
    FstatU: () => numeric([unscaled]),
    "p.valueU": () => numeric([pUnscaled]),
  };
  const what = "a test by Kenward and Roger";
  return {
    ...displayed([...head, ...lines([scale > 0.2 ? "Ftest" : "FtestU"])], what, parts),
    generics: {
      summary: () => displayed([...head, ...lines(["Ftest", "FtestU"])], what, parts),
    },
  };
}

function satterthwaite(call: Call): Value {
  const value = call.fit("largeModel");
  const large = linearMixedArgument(call, "largeModel");
  const smaller = smallerOf(call, value, large);
  const method = call.at("largeModel", () => denominatorDf(large, "satterthwaite"));
  const { statistic, numDf, denDf } = method.fTest(smaller.rows);
  const p = pf(statistic, numDf, denDf, { upper: true });
  return displayed(
    [
      ...headOf(value, smaller),
      ...coefficientLines(["[1,]"], [
        column("statistic", "coefficient", [statistic]),
        column("ndf", "coefficient", [numDf]),
        column("ddf", "statistic", [denDf]),
        column("p.value", "p", [p]),
      ], { digits: 5 }),
    ],
    "a test by Satterthwaite",
    {
      statistic: () => numeric([statistic]),
      ndf: () => numeric([numDf]),
      ddf: () => numeric([denDf]),
      "p.value": () => numeric([p]),
    },
  );
}

function bootstrap(call: Call): Value {
  const value = call.fit("largeModel");
  const given = linearMixedArgument(call, "largeModel");
  const smaller = smallerOf(call, value, given);
  if (!smaller.fit) {
    fail("wrong-argument", "PBmodcomp() draws from a smaller model, and a matrix is none", {
      span: call.spanOf("smallModel"),
      hint: "Give the fit without the terms, or a formula: ~ . - x",
    });
  }
  const nsim = call.number("nsim", 1000);
  const large = given.reml ? given.refit({ reml: false }) : given;
  const small = smaller.fit.reml ? smaller.fit.refit({ reml: false }) : smaller.fit;
  const ratio = (a: LinearMixedModel, b: LinearMixedModel): number => 2 * (a.logLik - b.logLik);
  const observed = ratio(large, small);
  const df = smaller.rows.length + large.parameters - large.rank - small.parameters + small.rank;
  const ref = call.at("smallModel", () => responsesOf(small, nsim, chanceFor(call))).map((y, k) =>
    duringCount(
      k,
      nsim,
      "draws refitted",
      () => ratio(large.refit({ response: y }), small.refit({ response: y })),
    )
  );
  const positive = ref.filter((v) => v > 0);
  const extreme = positive.filter((v) => v > observed).length;
  const pChi = pchisq(observed, df, { upper: true });
  const pBoot = (1 + extreme) / (1 + positive.length);
  const head = [
    `Bootstrap test; samples: ${nsim}; extremes: ${extreme};`,
    ...(positive.length < nsim
      ? [`Requested samples: ${nsim} Used samples: ${positive.length} Extremes: ${extreme}`]
      : []),
    `large : ${deparse(formulaOfFit(value))}`,
    ...smaller.words.map((w) => w.replace(/^small : /, "")),
  ];
  const parts: DisplayValue["parts"] = {
    LRT: () => numeric([observed]),
    "p.value": () => numeric([pBoot]),
    ref: () => numeric(ref),
    "n.extreme": () => numeric([extreme]),
  };
  const made = displayed(
    [
      ...head,
      ...coefficientLines(["LRT", "PBtest"], [
        column("stat", "statistic", [observed, observed]),
        column("df", "plain", [df, null]),
        column("p.value", "p", [pChi, pBoot]),
      ], { digits: 5, missing: "" }),
    ],
    "a test by bootstrap",
    parts,
  );
  return {
    ...made,
    generics: {
      summary: () =>
        displayed(
          [...head, ...moments(observed, df, positive, pChi, pBoot), ""],
          "a test by bootstrap",
          parts,
        ),
    },
  };
}

/** The reference distribution by its first two moments. */
function moments(
  observed: number,
  df: number,
  draws: readonly number[],
  pChi: number,
  pBoot: number,
): string[] {
  const n = draws.length;
  const mean = draws.reduce((a, b) => a + b, 0) / n;
  const variance = draws.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1);
  const bartlett = df * observed / mean;
  const ddf = 2 * mean / (mean - 1);
  const pGamma = pchisq(2 * observed * mean / variance, 2 * mean ** 2 / variance, { upper: true });
  return coefficientLines(["LRT", "PBtest", "Gamma", "Bartlett", "F"], [
    column("stat", "statistic", [observed, observed, observed, bartlett, observed / df]),
    column("df", "coefficient", [df, null, null, df, df]),
    column("ddf", "coefficient", [null, null, null, null, ddf]),
    column("p.value", "p", [
      pChi,
      pBoot,
      pGamma,
      pchisq(bartlett, df, { upper: true }),
      ddf > 0 ? pf(observed / df, df, ddf, { upper: true }) : null,
    ]),
  ], { digits: 5, missing: "" });
}

function adjusted(call: Call): Value {
  const fit = linearMixedArgument(call, "object");
  const { covariance } = call.at("object", () => denominatorDf(fit, "kenward-roger"));
  const names = Array.from(fit.fixed.kept, (j) => fit.fixed.names[j]!);
  const p = fit.rank;
  return {
    kind: "matrix",
    rowNames: names,
    columnNames: names,
    values: names.map((_, i) => covariance.slice(i * p, (i + 1) * p)),
  };
}

function ofTest(call: Call): Value {
  const value = call.value("object");
  const name = call.text("name");
  const parts = value.kind === "display" && value.what === "a test by Kenward and Roger"
    ? value.parts
    : call.wrong("object", "what KRmodcomp() gives", value);
  return parts[name]?.() ??
    fail("unknown-part", `There is no part named ${name}`, {
      span: call.spanOf("name"),
      hint: `Its parts are ${Object.keys(parts).join(", ")}`,
    });
}

/** Tests of fixed effects by two models. */
export const MODEL_COMPARISON: readonly Verb[] = [
  verb(
    "KRmodcomp",
    "largeModel, smallModel, betaH!0, details~",
    "Kenward and Roger's F test of what one mixed model has more than another",
    kenwardRoger,
  ),
  verb(
    "SATmodcomp",
    "largeModel, smallModel, betaH!0, details~, eps!",
    "an F test of what one mixed model has more than another, with Satterthwaite's df",
    satterthwaite,
  ),
  verb(
    "PBmodcomp",
    "largeModel, smallModel, nsim?, ref!NULL, seed?, cl~, details~",
    "a likelihood ratio test of two mixed models, its p-value by draws from the smaller",
    bootstrap,
  ),
  verb(
    "vcovAdj",
    "object, details~",
    "Kenward and Roger's covariances of the fixed effects",
    adjusted,
  ),
  verb("getKR", "object, name", "a number of KRmodcomp", ofTest),
];
