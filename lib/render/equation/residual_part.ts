/**
 * The covariance of residuals that have a structure, as a line of an equation and entries of its list.
 *
 * @module
 */
import type { CovarianceEstimate, Fit } from "../../model/fit.ts";
import type { ResidualStructure } from "../../model/covariance/residual_covariance.ts";
import { coreOf } from "../../model/mixed/core.ts";
import { formatNumber, signif } from "../number/number_format.ts";
import type { FamilyLatex } from "./families.ts";
import { textLatex } from "./symbols.ts";

/** 1 where it is one visit, else 0. */
const SAME = "\\,[t = t']";
const LAG = "|t - t'|";
const DISTANCE = "d_{tt'}";
const TWO = "\\sigma_t \\sigma_{t'}";

/** Right sides, by the structure's name. */
const LATEX: Readonly<Record<string, string>> = {
  "ante1": `${TWO} \\textstyle\\prod_{t \\le k < t'} \\rho_k`,
  "ar1": `\\sigma^2 \\rho^{${LAG}}`,
  "ar1 * ar1": "\\sigma^2 \\rho_1^{|\\Delta_1|} \\rho_2^{|\\Delta_2|}",
  "arh1": `${TWO} \\rho^{${LAG}}`,
  "corAR1": `\\sigma^2 \\rho^{${LAG}}`,
  "corCompSymm": "\\sigma^2 \\rho^{[t \\ne t']}",
  "corSymm": "\\sigma^2 \\rho_{tt'}",
  "cs": `\\sigma_{\\text{cs}} + \\sigma^2${SAME}`,
  "csh": `${TWO} \\rho^{[t \\ne t']}`,
  "diag": `\\sigma_t^2${SAME}`,
  "exp": `\\sigma^2 e^{-${DISTANCE}/r}`,
  "gau": `\\sigma^2 e^{-(${DISTANCE}/r)^2}`,
  "id": `\\sigma^2${SAME}`,
  "lin": `\\sigma^2 (1 - ${DISTANCE}/r)_+`,
  "mat": `\\sigma^2 M_\\nu(${DISTANCE}/r)`,
  "pow": `\\sigma^2 \\rho^{${DISTANCE}}`,
  "ratio": `\\sigma^2 / (1 + (${DISTANCE}/r)^2)`,
  "sph": `\\sigma^2 S(${DISTANCE}/r)`,
  "toep": `\\sigma_{${LAG}}`,
  "toeph": `${TWO} \\rho_{${LAG}}`,
  "un": "\\sigma_{tt'}",
  "varIdent": `${TWO} \\rho_{tt'}`,
};

/** What functions with a letter of their own are. */
const FUNCTIONS: Readonly<Record<string, { symbol: string; meaning: string }>> = {
  mat: { symbol: "M_\\nu", meaning: "Matérn's correlation function" },
  sph: { symbol: "S", meaning: "spherical correlation $1 - 3u/2 + u^3/2$, 0 from $u = 1$ on" },
};

/** More parameters than this are a table's, not a list's. */
const FEW = 4;

/** The residuals' part of an equation. */
export interface ResidualPartLatex {
  /** The normal distribution with a variance by visit. */
  readonly family: FamilyLatex;
  /** The covariance of two residuals of a subject. */
  readonly line: string;
  /** Estimates of its parameters, if they are few. */
  readonly fitted: readonly string[];
}

/** Of a fit whose residuals have a structure; null for others. */
export function residualPart(fit: Fit | null, family: FamilyLatex): ResidualPartLatex | null {
  const mixed = fit?.random;
  if (!mixed || mixed.residualStructure === null) return null;
  const { covariance: { structure }, problem: { built } } = coreOf(mixed);
  const { clause, visit, subject, by, variances } = built.frame.residual!;
  const groups = by ?? variances;
  const nugget = clause.options.nugget ? ` + \\sigma^2_{\\text{nugget}}${SAME}` : "";
  const own = groups ? `^{(${textLatex(groups.name)})}` : "";
  const places = clause.kind.places === undefined ? "at" : "at the places";
  const at = visit.name === "" ? "its rows" : `${visit.name}`;
  const within = subject ? ` of one ${subject.name}` : "";
  const where = structure!.visits.length === 1 || at === "" ? "" : `, ${places} ${at} $t$ and $t'$`;
  const each = groups ? `, for each ${groups.name}` : "";
  const function_ = FUNCTIONS[structure!.name];
  const parameters = listed(mixed.covarianceParameters, structure!);
  return {
    fitted: parameters.flatMap(({ symbol, range }) =>
      range === undefined ? [] : [`\\hat${symbol.startsWith("\\") ? "" : " "}${symbol} &= ${range}`]
    ),
    family: {
      ...family,
      distribution: (mean) => `N(${mean}, R${own}_{tt})`,
      scaled: false,
      parameters: [
        {
          symbol: `R${own}_{tt'}`,
          meaning: `covariance of two residuals${within}${where}${each}`,
        },
        ...(function_ ? [function_] : []),
        ...parameters,
      ],
    },
    line: `R${own}_{tt'} &= ${LATEX[structure!.name] ?? "\\sigma_{tt'}"}${nugget}`,
  };
}

/** The structure's own parameters, if they are few. */
function listed(
  all: readonly CovarianceEstimate[],
  { dispersion, parameters }: ResidualStructure,
): { symbol: string; meaning: string; range?: string }[] {
  if (parameters.length >= FEW) return [];
  return [dispersion, ...parameters].map(({ symbol, quantity, name }) => {
    const estimate = all.find((p) => p.name === name)?.estimate;
    return {
      symbol,
      meaning: `${quantity} of residuals`,
      ...(typeof estimate === "number" ? { range: formatNumber(signif(estimate, 4)) } : {}),
    };
  });
}
