/**
 * The facts of an `lme` or `gls` that its text is made of.
 *
 * @module
 */
import { asFactor } from "../data/factor.ts";
import type { LinearMixedModel, VarianceComponent } from "../model/fit.ts";
import type { NlmeEffects, NlmeLevel, NlmeWritten } from "../model/nlme_written.ts";
import { deparse } from "../syntax/deparse.ts";
import { strataOrder } from "../model/repeated/strata_order.ts";
import type { ShownEffects, ShownNlme, ShownStructure } from "./shown_nlme.ts";

/** nlme's names of correlations, and of their parameters. */
const CORRELATIONS: Readonly<Record<string, { title: string; parameter: string }>> = {
  corAR1: { title: "AR(1)", parameter: "Phi" },
  corARMA: { title: "ARMA", parameter: "" },
  corCAR1: { title: "Continuous AR(1)", parameter: "Phi" },
  corCompSymm: { title: "Compound symmetry", parameter: "Rho" },
  corExp: { title: "Exponential spatial correlation", parameter: "range" },
  corGaus: { title: "Gaussian spatial correlation", parameter: "range" },
  corLin: { title: "Linear spatial correlation", parameter: "range" },
  corRatio: { title: "Rational quadratic spatial correlation", parameter: "range" },
  corSpher: { title: "Spherical spatial correlation", parameter: "range" },
  corSymm: { title: "General", parameter: "" },
};

/** What is shown of a fit in nlme's terms; null of any other. */
export function nlmeFacts(fit: LinearMixedModel): ShownNlme | null {
  const { nlme: written } = fit;
  if (!written) return null;
  const residual = fit.varianceComponents.filter((c) => c.group === "Residual");
  const variances = strataOf(fit, residual.filter((c) => c.sd !== null && !c.quantity));
  const nugget = residual.find((c) => c.term === "nugget");
  const { aic, bic, logLik } = fit;
  return {
    fixed: deparse(written.fixed),
    levels: written.levels.map((level, i) => ({
      name: level.name,
      count: countOf(fit, level),
      effects: level.effects.map((e) => effectsOf(fit, written.levels.slice(0, i + 1), e)),
    })),
    correlation: correlationOf(written, residual),
    ...varianceOf(written, variances),
    // nlme's σ² is all of a row's variance, its nugget with it
    sigma: Math.sqrt((variances[0]?.[1] ?? NaN) ** 2 + (nugget?.variance ?? 0)),
    aic,
    bic,
    logLik,
  };
}

/** Variance functions, the first of several apart. */
function varianceOf(
  { variance }: NlmeWritten,
  strata: readonly [string, number][],
): Pick<ShownNlme, "variance" | "furtherVariances"> {
  if (!variance) return { variance: null };
  const [first, ...more] = variance.functions.map(({ title, formula, estimates }) => ({
    title,
    formula,
    estimates: estimates.map(([name, v]): [string, number] => [name, v]),
  }));
  if (first) return { variance: first, ...(more.length > 0 ? { furtherVariances: more } : {}) };
  return {
    variance: {
      title: "Different standard deviations per stratum",
      formula: variance.formula,
      estimates: strata.map(([name, sd]) => [name, sd / strata[0]![1]]),
    },
  };
}

/** Standard deviations of the strata, the one that nlme takes for 1 first. */
function strataOf(
  fit: LinearMixedModel,
  rows: readonly VarianceComponent[],
): [string, number][] {
  const all = rows.filter((r) => r.term !== "nugget").map((r): [string, number] => [r.term, r.sd!]);
  const order = strataOrder(fit);
  if (!order) return all;
  return all.toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

function correlationOf(
  { correlation }: NlmeWritten,
  residual: readonly VarianceComponent[],
): ShownStructure | null {
  const known = correlation ? CORRELATIONS[correlation.word] : undefined;
  if (!correlation || !known) return null;
  const values = residual.flatMap((c) => c.quantity ? [{ ...c.quantity, term: c.term }] : []);
  const { formula, orders } = correlation;
  const { parameter } = known;
  const title = orders ? `${known.title}(${orders.join(",")})` : known.title;
  if (correlation.word === "corSymm") {
    return { title, formula, estimates: [], matrix: triangle(values) };
  }
  const whole = residual.find((c) => c.term === "");
  const nugget = residual.find((c) => c.term === "nugget");
  const total = (whole?.variance ?? 0) + (nugget?.variance ?? 0);
  return {
    title,
    formula,
    estimates: [
      ...values.map(({ value }, k): [string, number] => [
        orders ? armaName(k, orders[0]) : parameter,
        value,
      ]),
      ...(nugget ? [["nugget", (nugget.variance ?? 0) / total] as [string, number]] : []),
    ],
  };
}

/** A coefficient of `corARMA` as nlme names it. */
const armaName = (k: number, p: number): string => k < p ? `Phi${k + 1}` : `Theta${k - p + 1}`;

/** `rho[2,1]`, `rho[3,1]` … as the lower triangle that they are. */
function triangle(
  values: readonly { term: string; value: number }[],
): { names: string[]; values: number[][] } {
  const at = new Map(values.map((v) => [v.term, v.value]));
  const names = [...new Set(values.flatMap(({ term }) => term.slice(4, -1).split(",")))].toSorted(
    (a, b) => Number(a) - Number(b),
  );
  return {
    names,
    values: names.map((row, i) => names.slice(0, i).map((c) => at.get(`rho[${row},${c}]`) ?? NaN)),
  };
}

function effectsOf(
  fit: LinearMixedModel,
  levels: readonly NlmeLevel[],
  { formula, structure, group, levelsOf, common }: NlmeEffects,
): ShownEffects {
  const place = levels.map((l) => l.name).toReversed().join(" %in% ");
  const own = fit.varianceComponents.filter((c) => c.group.replace(/\.\d+$/, "") === group);
  const terms = levelsOf.length > 0 ? combinedLevels(fit, levelsOf) : null;
  const [first] = own;
  const shared = fit.varianceComponents.find((c) => c.group === common)?.variance ?? 0;
  const whole = (first?.variance ?? 0) + shared;
  return {
    formula: `${formula} | ${place}`,
    matrix: `${structure}(${formula.replace(/^~/, "")})`,
    structure,
    rows: terms && first
      ? terms.map((term, k) => ({
        term,
        variance: whole,
        sd: Math.sqrt(whole),
        correlations: common === undefined ? [] : Array<number>(k).fill(shared / whole),
      }))
      : own.length === 0
      ? [{ term: "(Intercept)", variance: 0, sd: 0, correlations: [] }]
      : own.map(({ term, variance, sd, correlations }) => ({
        term,
        variance,
        sd,
        correlations: [...correlations],
      })),
  };
}

/** `rep1:V2` …, the first variable's levels varying fastest, as columns of a model matrix. */
function combinedLevels(fit: LinearMixedModel, variables: readonly string[]): string[] {
  return variables.reduce<string[]>((before, name) => {
    const column = fit.data.column(name);
    const levels = column ? asFactor(column).levels.map((l) => `${name}${l}`) : [name];
    return before.length === 0 ? levels : levels.flatMap((l) => before.map((b) => `${b}:${l}`));
  }, []);
}

function countOf(fit: LinearMixedModel, { factors, effects }: NlmeLevel): number {
  if (factors.length === 0) return 1;
  const own = fit.groups.find((g) => g.name === effects[0]?.group && !effects[0].levelsOf.length);
  if (own) return own.levels;
  const columns = factors.map((f) => fit.data.column(deparse(f)));
  const codes = columns.flatMap((c) => c ? [asFactor(c).codes] : []);
  return new Set(Array.from({ length: fit.n }, (_, i) => codes.map((c) => c[i]).join(","))).size;
}
