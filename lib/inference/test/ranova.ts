/**
 * Tests of random terms: what the likelihood loses when one is left out.
 *
 * @module
 */
import { heldSource, isHeld } from "../../model/formula/held.ts";
import { fail } from "../../diagnostic.ts";
import type { Table } from "../../data/table.ts";
import { pchisq } from "../../math/distribution/tails.ts";
import type { LinearMixedModel } from "../../model/fit.ts";
import { type Formula, type RandomTerm, writtenGroup } from "../../model/formula/formula.ts";
import { lm } from "../../model/linear/lm.ts";
import { fitMixed } from "../../model/mixed/lmer.ts";
import { lostVariances } from "../../model/covariance/lost_variances.ts";
import { likelihoodRatio } from "../../model/likelihood_ratio.ts";
import { deparse, deparseName } from "../../syntax/deparse.ts";
import { separateTerms } from "../../model/formula/separate_terms.ts";
import { expandTerms } from "../../model/formula/terms.ts";
import { boundaryNote } from "./remarks.ts";
import type { Comparison, ComparisonRow } from "./comparison.ts";
import { coreOf } from "../../model/mixed/core.ts";

/** Name for the column that hands prior weights to a refit. */
const WEIGHTS = ".weights";

/**
 * The model as R's `update` rewrites it: terms of degree one with the random ones among them, then
 * the higher terms; offsets and a missing intercept stand at the end.
 */
function simplifiedFormula(fit: LinearMixedModel, formula: Formula): string {
  const { terms, intercept } = fit.fixed;
  const label = (high: boolean): string[] =>
    terms.filter((t) => (t.variables.length > 1) === high).map((t) => t.label);
  const offsets = expandTerms(formula.fixed, {
    response: formula.response,
    columns: fit.data.names,
  }).offsets.map((e) => `offset(${deparse(e)})`);
  const random = formula.random.flatMap(separateTerms).map(termText);
  const right = [...label(false), ...random, ...label(true), ...offsets].join(" + ");
  return `${formula.responseLabel} ~ ${right}${intercept ? "" : " - 1"}`;
}

/** A way to make the random part smaller. */
interface Reduction {
  /** As lmerTest writes it: `(1 | Block)`, `Days in (Days | Subject)`. */
  label: string;
  /** Random terms that are left, as text. */
  left: string[];
}

const termText = (t: RandomTerm): string => `(${deparse(t.left)} | ${writtenGroup(t.group)})`;

const isFactor = (name: string, data: Table): boolean => {
  const column = data.column(name);
  return column !== undefined && column.kind !== "numeric";
};

/**
 * `(1 | g)` goes; of `(x + z | g)` each of x, z goes by itself, unless another term contains it;
 * `||` is several terms.
 */
function reductions(formula: Formula, data: Table): Reduction[] {
  const random = formula.random.flatMap(separateTerms);
  return random.flatMap((term, i): Reduction[] => {
    const others = random.filter((_, j) => j !== i).map(termText);
    const inner = expandTerms(term.left);
    if (inner.terms.length === 0) {
      return [{ label: termText(term), left: others }];
    }
    const droppable = inner.terms.filter((t) =>
      !inner.terms.some((u) => u !== t && t.variables.every((v) => u.variables.includes(v)))
    );
    return droppable.map((gone): Reduction => {
      const stay = inner.terms.filter((t) => t !== gone).map((t) => t.label);
      // an indicator of each level: their sum, the intercept, is what remains of them
      const levels = stay.length === 0 && !inner.intercept &&
        gone.variables.some((v) => isFactor(inner.variables[v]!.label, data));
      if (levels) stay.push("1");
      const one = inner.intercept ? "1" : "0";
      const rest = stay.length > 0 || inner.intercept
        ? [`(${(levels ? stay : [one, ...stay]).join(" + ")} | ${writtenGroup(term.group)})`]
        : [];
      return { label: `${gone.label} in ${termText(term)}`, left: [...others, ...rest] };
    });
  });
}

/** Log-likelihood (restricted for a REML fit) of the same fixed effects with fewer random terms. */
function reducedFit(
  fit: LinearMixedModel,
  formula: Formula,
  left: readonly string[],
): { logLik: number; parameters: number } {
  // weights of cells have a column that knows them
  const held = heldSource(fit.data)?.weights ?? null;
  const column = fit.data.columns.find((c) => isHeld(c) && c.held.name === held);
  const data = fit.weights && !column
    ? fit.data.with({ kind: "numeric", name: WEIGHTS, values: fit.weights })
    : fit.data;
  const weights = fit.weights ? { weights: column ? deparseName(column.name) : WEIGHTS } : {};
  const fixed = `${formula.responseLabel} ~ ${deparse(formula.fixed)}`;
  const contrasts = Object.fromEntries(
    fit.fixed.variables.flatMap((v) => v.coding ? [[v.label, v.coding]] : []),
  );
  const residual = coreOf(fit).problem.built.frame.residual?.clause;
  if (left.length > 0 || residual) {
    const smaller = fitMixed([fixed, ...left].join(" + "), data, {
      ...weights,
      ...(residual ? { residual } : {}),
      contrasts,
      reml: fit.reml,
    });
    return { logLik: smaller.logLik, parameters: smaller.parameters };
  }
  const plain = lm(fixed, data, { ...weights, contrasts });
  const parameters = plain.rank + 1;
  if (!fit.reml) return { logLik: plain.logLik, parameters };
  const { n, rank, residualSumSq } = plain;
  const { factor, rows } = plain.decomposition;
  let logDet = 0;
  for (let k = 0; k < rank; k++) logDet += 2 * Math.log(Math.abs(factor[k * rows + k]!));
  const logWeights = fit.weights ? fit.weights.reduce((s, w) => s + Math.log(w), 0) : 0;
  const f = n - rank;
  const criterion = f * (1 + Math.log(2 * Math.PI * residualSumSq / f)) + logDet - logWeights;
  return { logLik: -criterion / 2, parameters };
}

/**
 * Likelihood-ratio tests of the random terms, one at a time, as lmerTest's `ranova`: χ² with as many
 * df as parameters go. The note has the p-values of the mixture that holds where a variance is tested
 * against 0, the boundary of its range (Self and Liang 1987, J. Am. Stat. Assoc. 82, 605–610).
 *
 * @throws DiagnosticError `no-random-terms` of a model of residuals alone
 * @example
 * ```ts
 * import { lmer, ranova, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({
 *   y: [11, 14, 20, 25, 16, 15],
 *   Trt: [..."ABABAB"],
 *   Block: [..."112233"],
 * });
 * const { rows } = ranova(lmer("y ~ Trt + (1 | Block)", data));
 * if (rows[1]!.name !== "(1 | Block)") throw new Error();
 * ```
 */
export function ranova(fit: LinearMixedModel): Comparison {
  const formula = fit.parsed;
  if (formula.random.length === 0) {
    fail("no-random-terms", "The model has no random terms to test", {
      hint: "anova(m1, m2) compares two structures of the residuals",
    });
  }
  const full: ComparisonRow = {
    name: "<none>",
    parameters: fit.parameters,
    logLik: fit.logLik,
    aic: fit.aic,
    statistic: null,
    df: null,
    pValue: null,
  };
  const mixture: Record<string, number> = {};
  const rows = reductions(formula, fit.data).map(({ label, left }): ComparisonRow => {
    const { logLik, parameters } = reducedFit(fit, formula, left);
    const df = fit.parameters - parameters;
    const statistic = likelihoodRatio(fit.logLik, logLik);
    const pValue = pchisq(statistic, df, { upper: true });
    const below = df === 1 ? (statistic === 0 ? 1 : 0) : pchisq(statistic, df - 1, { upper: true });
    // a term that the likelihood does not depend on has no test
    const idle = coreOf(fit).identifiability.directions.length > 0 &&
      statistic <= 1e-8 * (1 + Math.abs(fit.logLik));
    if (idle) {
      return {
        name: label,
        parameters,
        logLik,
        aic: 2 * parameters - 2 * logLik,
        statistic: null,
        df: null,
        pValue: null,
      };
    }
    mixture[label] = (pValue + below) / 2;
    return {
      name: label,
      parameters,
      logLik,
      aic: 2 * parameters - 2 * logLik,
      statistic,
      df,
      pValue,
    };
  });
  return {
    kind: "comparison",
    of: "random-terms",
    data: null,
    models: [{ name: "full", formula: simplifiedFormula(fit, formula) }],
    rows: [full, ...rows],
    notes: [
      ...lostVariances(fit),
      ...(Object.keys(mixture).length > 0 ? [boundaryNote(mixture)] : []),
    ],
  };
}
