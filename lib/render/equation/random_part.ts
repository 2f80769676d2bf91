/**
 * The random part of an equation: which effects a group has, how they are written in the predictor,
 * and their distribution.
 *
 * @module
 */
import type { Notation, NotationTerm } from "../../design/structure/notation.ts";
import type { Fit, MixedEffects, VarianceComponent } from "../../model/fit.ts";
import { parseFormula } from "../../model/formula/formula.ts";
import { deparse } from "../../syntax/deparse.ts";
import { below, effectLatex } from "./symbols.ts";

/** One effect of a group: its intercept or a slope. */
export interface RandomEffectPart {
  symbol: string;
  /** LaTeX of what multiplies it in the predictor; empty for an intercept. */
  times: string;
  /** Whether it is multiplied by an indicator of a level instead of a covariate. */
  indicator: boolean;
  /** `(Intercept)` or the name of a column. */
  column: string;
  /** Subscript of its standard deviation. */
  deviation: string;
  /** Estimate, of a fit. */
  sd: number | null;
  correlations: (number | null)[];
}

/** Effects drawn together: a single one, or a vector with a covariance matrix. */
export interface RandomPart {
  /** Unit term, R's way from coarse to fine: `Block:Variety`. */
  term: string;
  factors: readonly string[];
  subscripts: readonly string[];
  levels: number;
  effects: RandomEffectPart[];
  /** Of which predictor it is, where that is not the mean's: `z`, `d`. */
  sign: string;
}

/** How a covariate is written: a symbol with its subscripts. */
export type CovariateSymbol = (column: string) => { symbol: string; indicator: boolean };

/**
 * The random parts of a design, a fit or a part of it, in the order of the equation; `sign` tells those of
 * a part beside the mean.
 */
export function randomParts(
  notation: Notation,
  fit: Pick<Fit, "mixed"> | null,
  covariate: CovariateSymbol,
  sign = "",
): RandomPart[] {
  if (!fit) return notation.terms.filter((t) => t.kind === "random").map(interceptPart);
  if (!fit.mixed) return [];
  const found = fittedParts(notation, fit.mixed, covariate).map((part) => withSign(part, sign));
  const order = notation.terms.filter((t) => t.kind === "random").map((t) => t.label);
  const rank = (p: RandomPart): number => {
    const place = order.indexOf(p.term);
    return place < 0 ? order.length : place;
  };
  return found.sort((a, b) => rank(a) - rank(b));
}

/** Effects of a predictor beside the mean's, told apart as its fixed effects are. */
function withSign(part: RandomPart, sign: string): RandomPart {
  if (sign === "") return part;
  const effects = part.effects.map((e) => ({
    ...e,
    symbol: `${e.symbol}^{(${sign})}`,
    deviation: `${e.deviation},${sign}`,
  }));
  return { ...part, effects, sign };
}

function interceptPart(term: NotationTerm): RandomPart {
  const symbol = effectLatex(term.effect) + below(term.subscripts);
  const deviation = term.variance ?? "";
  return {
    term: term.label,
    factors: term.factors,
    subscripts: term.subscripts,
    levels: term.levels,
    effects: [{
      symbol,
      times: "",
      indicator: false,
      column: "(Intercept)",
      deviation,
      sd: null,
      correlations: [],
    }],
    sign: "",
  };
}

/** Factors of each group as lme4 names it (without the `.1` of a second term on a factor). */
function groupFactors(fit: Fit): Map<string, string[]> {
  return new Map(
    parseFormula(fit.formula).random.map((r) => [
      r.group.name,
      r.group.factors.map((f) => deparse(f)),
    ]),
  );
}

function fittedParts(
  notation: Notation,
  fit: MixedEffects,
  covariate: CovariateSymbol,
): RandomPart[] {
  const factorsOf = groupFactors(fit);
  // of residuals with a structure each visit, and each parameter, has a row
  const rows = fit.varianceComponents.filter((c) =>
    c.term !== "" && (c.group !== "Residual" || factorsOf.has(c.group))
  );
  const parts: RandomPart[] = [];
  const used = new Map<string, number>();
  let i = 0;
  while (i < rows.length) {
    const group = rows[i]!.group;
    let end = i + 1;
    while (end < rows.length && rows[end]!.group === group && rows[end]!.correlations.length) end++;
    const name = factorsOf.has(group) ? group : group.replace(/\.\d+$/, "");
    const factors = factorsOf.get(name) ?? [name];
    parts.push(
      vectorPart(notation, factors, rows.slice(i, end), covariate, used, several(rows, name)),
    );
    i = end;
  }
  return parts;
}

/** Whether a group has more than one effect, so that each needs a number. */
function several(rows: readonly VarianceComponent[], name: string): boolean {
  return rows.filter((r) => r.group === name || r.group.replace(/\.\d+$/, "") === name).length > 1;
}

function vectorPart(
  notation: Notation,
  factors: readonly string[],
  rows: readonly VarianceComponent[],
  covariate: CovariateSymbol,
  used: Map<string, number>,
  numbered: boolean,
): RandomPart {
  const key = [...factors].sort().join();
  const term = termOf(notation, factors);
  // The notation may number an intercept and its slopes already: numbers are given here.
  const subscripts = (term?.subscripts ?? []).filter((s) => !/^\d+$/.test(s));
  const letters = term?.effect ?? ["b"];
  return {
    term: term?.label ?? factors.join(":"),
    factors,
    subscripts,
    levels: term?.levels ?? 0,
    sign: "",
    effects: rows.map((row): RandomEffectPart => {
      const number = used.get(key) ?? (row.term === "(Intercept)" ? 0 : numbered ? 0 : 1);
      used.set(key, number + 1);
      const digit = numbered || row.term !== "(Intercept)" ? String(number) : "";
      const times = row.term === "(Intercept)" ? null : covariate(row.term);
      return {
        symbol: effectLatex(letters) + below(subscripts, digit),
        times: times?.symbol ?? "",
        indicator: times?.indicator ?? false,
        column: row.term,
        deviation: letters.join("") + digit,
        sd: row.sd,
        correlations: row.correlations,
      };
    }),
  };
}

/** The notation of a group: the random term whose factors are the same. */
function termOf(notation: Notation, factors: readonly string[]): NotationTerm | undefined {
  const random = notation.terms.filter((t) => t.kind === "random");
  const same = (t: NotationTerm): boolean =>
    t.factors.length === factors.length && factors.every((f) => t.factors.includes(f));
  return random.find((t) => t.covariates.length === 0 && same(t)) ?? random.find(same) ??
    random.find((t) => factors.every((f) => t.factors.includes(f)));
}

/** σ with its subscript: `\sigma_b^2`, `\sigma_{b0}`. */
export function sigmaLatex(deviation: string, squared: boolean): string {
  const sub = deviation.length === 0
    ? ""
    : deviation.length === 1
    ? `_${deviation}`
    : `_{${deviation}}`;
  return `\\sigma${sub}${squared ? "^2" : ""}`;
}

/** The distribution of a part: `b_k &\sim N(0, \sigma_b^2)`, or a vector with its matrix. */
export function distributionLatex(part: RandomPart): string {
  const [first] = part.effects;
  if (part.effects.length === 1 && first) {
    return `${first.symbol} &\\sim N(0, ${sigmaLatex(first.deviation, true)})`;
  }
  const vector = part.effects.map((e) => e.symbol).join(" \\\\ ");
  const zeros = part.effects.map(() => "0").join(" \\\\ ");
  return `\\begin{pmatrix} ${vector} \\end{pmatrix} &\\sim N\\left(` +
    `\\begin{pmatrix} ${zeros} \\end{pmatrix}, ${covarianceLatex(part)}\\right)`;
}

/** A correlation; of two effects there is one, and it needs no subscripts. */
export function rhoLatex({ effects, sign }: RandomPart, subscripts: string): string {
  const sub = effects.length === 2 ? "" : `_{${subscripts}}`;
  return `\\rho${sub}${sign === "" ? "" : `^{(${sign})}`}`;
}

/** The covariance matrix of a vector of effects in standard deviations and correlations. */
function covarianceLatex(part: RandomPart): string {
  const rows = part.effects.map((a, i) =>
    part.effects.map((b, j) => {
      if (i === j) return sigmaLatex(a.deviation, true);
      const [low, high] = i < j ? [a, b] : [b, a];
      const rho = rhoLatex(part, `${Math.min(i, j)}${Math.max(i, j)}`);
      return `${rho}${sigmaLatex(low.deviation, false)}${sigmaLatex(high.deviation, false)}`;
    }).join(" & ")
  );
  return `\\begin{pmatrix} ${rows.join(" \\\\ ")} \\end{pmatrix}`;
}
