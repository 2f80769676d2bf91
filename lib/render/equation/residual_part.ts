/**
 * The covariance of residuals that have a structure, as a line of an equation and entries of its list.
 *
 * @module
 */
import type { CovarianceEstimate, Fit } from "../../model/fit.ts";
import type { ResidualStructure } from "../../model/covariance/residual_covariance.ts";
import { coreOf } from "../../model/mixed/core.ts";
import { formatNumber, signif } from "../number/number_format.ts";
import type { Notation } from "../../design/structure/notation.ts";
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
  "ar1 * ar1": "\\sigma^2",
  "arh1": `${TWO} \\rho^{${LAG}}`,
  "corAR1": `\\sigma^2 \\rho^{${LAG}}`,
  "corARMA": `\\sigma^2 \\rho_{${LAG}}`,
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

/** Of places with a range for each axis. */
const SCALED = "u_{tt'}";

function rightSide(name: string, axes: readonly string[], anisotropic: boolean): string {
  const latex = LATEX[name] ?? "\\sigma_{tt'}";
  const along = axes.map((axis) => ` \\rho_{${textLatex(axis)}}^{|\\Delta_{${textLatex(axis)}}|}`);
  return (anisotropic ? latex.replace(`${DISTANCE}/r`, SCALED) : latex) + along.join("");
}

/** A symbol of a right side, what it is of visits `at`, and the name by which its estimates begin. */
type Letter = readonly [symbol: string, meaning: (at: string) => string, begins: string];

const SIGMA_T: Letter = [
  "\\sigma_t",
  (at) => `standard deviation of residuals at ${at} $t$`,
  "var[",
];
const SIGMA: Letter = ["\\sigma^2", () => "variance of residuals", "sigma2"];
const RHO: Letter = ["\\rho", () => "correlation of residuals", "rho"];
const STEP: Letter = ["\\rho", (at) => `correlation of residuals one step of ${at} apart`, "rho"];
const UNIT: Letter = ["\\rho", () => "correlation of residuals one unit apart", "rho"];
const DISTANCES: Letter = ["d_{tt'}", () => "distance of the places $t$ and $t'$", ""];
const RANGE: Letter = ["r", () => "range of the correlation", "range"];
const PLACES: readonly Letter[] = [SIGMA, DISTANCES, RANGE];

/** What stands in a right side, by the structure's name. */
const LETTERS: Readonly<Record<string, readonly Letter[]>> = {
  ante1: [
    SIGMA_T,
    ["\\rho_k", (at) => `correlation of residuals at ${at} $k$ and the next`, "rho"],
  ],
  ar1: [SIGMA, STEP],
  "ar1 * ar1": [SIGMA],
  arh1: [SIGMA_T, STEP],
  corAR1: [SIGMA, STEP],
  corARMA: [
    SIGMA,
    [
      `\\rho_{${LAG}}`,
      (at) => `correlation of residuals $|t - t'|$ steps of ${at} apart, of an ARMA process`,
      "",
    ],
  ],
  corCompSymm: [SIGMA, RHO],
  corSymm: [SIGMA, ["\\rho_{tt'}", () => "correlation of residuals", "cor"]],
  cs: [
    ["\\sigma_{\\text{cs}}", () => "covariance of residuals", "cs_cov"],
    ["\\sigma^2", () => "what the variance of residuals has beyond it", "residual"],
  ],
  csh: [SIGMA_T, RHO],
  diag: [["\\sigma_t^2", (at) => `variance of residuals at ${at} $t$`, "var["]],
  exp: PLACES,
  gau: PLACES,
  id: [SIGMA],
  lin: PLACES,
  mat: [...PLACES, ["\\nu", () => "smoothness of the correlation", ""]],
  pow: [SIGMA, DISTANCES, UNIT],
  ratio: PLACES,
  sph: PLACES,
  toep: [[
    "\\sigma_{|t - t'|}",
    (at) => `covariance of residuals $|t - t'|$ steps of ${at} apart, $\\sigma_0 = \\sigma^2$`,
    "toep_cov_",
  ]],
  toeph: [
    SIGMA_T,
    [
      "\\rho_{|t - t'|}",
      (at) => `correlation of residuals $|t - t'|$ steps of ${at} apart`,
      "rho_",
    ],
  ],
  un: [["\\sigma_{tt'}", (at) => `covariance of residuals at ${at} $t$ and $t'$`, ""]],
  varIdent: [
    SIGMA_T,
    ["\\rho_{tt'}", () => "correlation of residuals", "rho"],
  ],
};

/** Coefficients of an ARMA process, by their letters. */
const PROCESS: Readonly<Record<string, string>> = {
  "\\phi": "coefficient of an earlier residual in the next",
  "\\theta": "coefficient of an earlier innovation in the next residual",
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
export function residualPart(
  fit: Fit | null,
  family: FamilyLatex,
  { factors }: Notation,
): ResidualPartLatex | null {
  const mixed = fit?.random;
  if (!mixed || mixed.residualStructure === null) return null;
  const { covariance: { structure }, problem: { built } } = coreOf(mixed);
  const { clause, visit, subject, by, variances, places } = built.frame.residual!;
  const groups = by ?? variances;
  const nugget = clause.options.nugget ? ` + \\sigma^2_{\\text{nugget}}${SAME}` : "";
  const own = groups ? `^{(${textLatex(groups.name)})}` : "";
  const stands = clause.kind.places === undefined ? "at" : "at the places";
  const labelled = (name: string): string => factors.find((f) => f.name === name)?.label ?? name;
  const at = visit.name === "" ? "its rows" : labelled(visit.name);
  const within = subject ? ` of one ${labelled(subject.name)}` : "";
  const where = structure!.visits.length === 1 || at === "" ? "" : `, ${stands} ${at} $t$ and $t'$`;
  const each = groups ? `, for each ${labelled(groups.name)}` : "";
  const function_ = FUNCTIONS[structure!.name];
  const parts = listed(mixed.covarianceParameters, structure!);
  const { axes } = places;
  const { anisotropic, nu } = clause.options;
  const field = structure!.name === "ar1 * ar1";
  const letters = [
    ...(LETTERS[structure!.name] ?? [])
      .filter(([symbol]) => !(anisotropic && (symbol === "r" || symbol === DISTANCE)))
      .map((l) => lettered(l, visit.name === "" ? "row" : at, parts, mixed.covarianceParameters)),
    ...field
      ? axes.map((axis) => ({
        symbol: `\\Delta_{${textLatex(axis)}}`,
        meaning: `steps of ${labelled(axis)} from place $t$ to $t'$`,
      }))
      : [],
    ...anisotropic
      ? [{ symbol: SCALED, meaning: "distance of the places $t$ and $t'$, each axis in its range" }]
      : [],
  ].map((entry) => entry.symbol === "\\nu" ? { ...entry, range: String(nu) } : entry);
  const parameters = [
    ...letters,
    ...nugget ? [nuggetEntry(parts)] : [],
    ...parts.filter((p) => letters.every((l) => l.symbol !== p.symbol) && !/nugget/.test(p.symbol))
      .map((p) => {
        const process = PROCESS[p.symbol.slice(0, -"_{1}".length)];
        if (structure!.name === "corARMA" && process) return { ...p, meaning: process };
        const axis = field ? axes.find((a) => p.symbol === `\\rho_{${textLatex(a)}}`) : undefined;
        return axis === undefined ? p : { ...p, meaning: STEP[1](labelled(axis)) };
      }),
  ];
  return {
    fitted: parts.flatMap(({ symbol, range }) =>
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
    line: `R${own}_{tt'} &= ${rightSide(structure!.name, field ? axes : [], anisotropic)}${nugget}`,
  };
}

interface Entry {
  symbol: string;
  meaning: string;
  range?: string;
}

/** A symbol with its estimate, or with the least and the largest of several. */
function lettered(
  [symbol, meaning, begins]: Letter,
  at: string,
  own: readonly Entry[],
  all: readonly CovarianceEstimate[],
): Entry {
  const known = own.find((p) => p.symbol === symbol);
  const entry = { symbol, meaning: meaning(at) };
  if (known?.range !== undefined) return { ...entry, range: known.range };
  const root = symbol === SIGMA_T[0] ? Math.sqrt : (x: number): number => x;
  const values = begins === ""
    ? []
    : all.flatMap(({ name, estimate }) =>
      name.startsWith(begins) && typeof estimate === "number" ? [root(estimate)] : []
    ).sort((a, b) => a - b);
  const [low, high] = [values[0], values.at(-1)].map((v) =>
    v === undefined ? undefined : formatNumber(signif(v, 4))
  );
  if (low === undefined) return entry;
  return { ...entry, range: low === high ? low : `${low} to ${high!}` };
}

/** The nugget, as its estimate is listed. */
function nuggetEntry(own: readonly Entry[]): Entry {
  const found = own.find((p) => /nugget/.test(p.symbol));
  return {
    ...found,
    symbol: "\\sigma^2_{\\text{nugget}}",
    meaning: "variance of residuals that no neighbour shares",
  };
}

/** The structure's own parameters, if they are few. */
function listed(
  all: readonly CovarianceEstimate[],
  { dispersion, parameters }: ResidualStructure,
): Entry[] {
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
