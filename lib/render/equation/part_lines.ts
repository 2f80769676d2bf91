/**
 * Zeros of their own and a modelled dispersion in an equation: the distribution as a mixture, a line for
 * each part, and entries of the where-list.
 *
 * @module
 */
import type { Notation } from "../../design/structure/notation.ts";
import type { Fit, ModelPart } from "../../model/fit.ts";
import { formatNumber, signif } from "../number/number_format.ts";
import type { ShownEquation } from "../shown.ts";
import { typesetTerm } from "../typeset/typeset.ts";
import { type PartPredictor, type Predictor, randomTerms } from "./predictor.ts";
import { sigmaLatex } from "./random_part.ts";
import { below, textLatex } from "./symbols.ts";

type Entry = ShownEquation["where"][number];

/** The chance of a zero of its own. */
const ZERO = "\\psi";
const ZERO_INTERCEPT = "\\zeta_0";
const DISPERSION_INTERCEPT = "\\delta_0";

/** The dispersion's symbol with subscripts; null where it is one number. */
function dispersionSymbol(notation: Notation, { family, dispersion }: Predictor): string | null {
  if (!dispersion || !family.dispersion) return null;
  const sub = below(notation.subscripts);
  // σ² takes its subscripts below the square
  return family.dispersion.symbol.replace(/(\^2)?$/, (square) => `${sub}${square}`);
}

/** The distribution of an observation: the family's, or a mixture with zeros. */
export function distributionOf(notation: Notation, predictor: Predictor, mean: string): string {
  const other = dispersionSymbol(notation, predictor) ?? undefined;
  const own = predictor.family.distribution(mean, other);
  if (!predictor.zero) return own;
  const psi = `${ZERO}${below(notation.subscripts)}`;
  return `\\begin{cases} 0 & \\text{with probability } ${psi} \\\\ ` +
    `${own} & \\text{with probability } 1 - ${psi} \\end{cases}`;
}

const logit = (psi: string): string => `\\log\\frac{${psi}}{1 - ${psi}}`;

function sum({ intercept, fixed, random }: PartPredictor, letter: string): string {
  const terms = [
    ...(intercept ? [letter] : []),
    ...fixed.map((f) => f.latex),
    ...randomTerms(random),
  ];
  return terms.length > 0 ? terms.join(" + ") : "0";
}

/** A line for each part. */
export function partLines(notation: Notation, predictor: Predictor): string[] {
  const { zero, dispersion, family } = predictor;
  const psi = `${ZERO}${below(notation.subscripts)}`;
  const symbol = dispersionSymbol(notation, predictor);
  return [
    ...(zero ? [`${logit(psi)} &= ${sum(zero, ZERO_INTERCEPT)}`] : []),
    ...(dispersion && symbol
      ? [`${family.dispersion!.linear(symbol)} &= ${sum(dispersion, DISPERSION_INTERCEPT)}`]
      : []),
  ];
}

/** Signs and numbers of estimates, as they stand in a sum. */
function estimates({ fixed, beta }: ModelPart, predictor: PartPredictor | null): string {
  const terms = Array.from(fixed.kept, (j, k) => {
    const name = fixed.names[j]!;
    const size = formatNumber(signif(Math.abs(beta[k]!), 4));
    const of = name === "(Intercept)" ? "" : `\\,${textLatex(typesetTerm(name))}`;
    return `${beta[k]! < 0 ? "-" : "+"} ${size}${of}`;
  });
  const random = (predictor?.random ?? []).flatMap((p) => p.effects).map((e) => `+ ${e.symbol}`);
  return [...terms, ...random].join(" ").replace(/^\+ /, "").replace(/^- /, "-");
}

/** The estimated variances of random effects. */
function variances(predictor: PartPredictor | null): string[] {
  return (predictor?.random ?? []).flatMap((p) => p.effects).flatMap(({ sd, deviation }) =>
    sd === null
      ? []
      : [`\\hat${sigmaLatex(deviation, true)} &= ${formatNumber(signif(sd ** 2, 4))}`]
  );
}

/** The same with the estimates. */
export function fittedPartLines(fit: Fit, notation: Notation, predictor: Predictor): string[] {
  const sub = below(notation.subscripts);
  const { zeroPart, dispersionPart } = fit.marginal ?? { zeroPart: null, dispersionPart: null };
  const symbol = dispersionSymbol(notation, predictor);
  const hat = (latex: string): string => `\\hat${latex.startsWith("\\") ? "" : " "}${latex}`;
  return [
    ...(zeroPart
      ? [`${logit(`\\hat${ZERO}${sub}`)} &= ${estimates(zeroPart, predictor.zero)}`]
      : []),
    ...(dispersionPart && symbol
      ? [
        `${predictor.family.dispersion!.linear(hat(symbol))} &= ${
          estimates(dispersionPart, predictor.dispersion)
        }`,
      ]
      : []),
    ...variances(predictor.zero),
    ...variances(predictor.dispersion),
  ];
}

/** What the symbols of the parts mean; effects are worded by `effect`. */
export function partEntries(
  notation: Notation,
  predictor: Predictor,
  effect: (of: Predictor["fixed"][number]) => Entry,
): Entry[] {
  const { zero, dispersion, family } = predictor;
  const symbol = dispersionSymbol(notation, predictor);
  const of = (part: PartPredictor, what: string, letter: string): Entry[] => [
    ...(part.intercept ? [{ symbol: letter, meaning: `intercept of ${what}` }] : []),
    ...part.fixed.map((f) => {
      const entry = effect(f);
      return { ...entry, meaning: `${entry.meaning} on ${what}` };
    }),
  ];
  const [parameter] = family.parameters?.slice(-1) ?? [];
  return [
    ...(zero
      ? [
        {
          symbol: `${ZERO}${below(notation.subscripts)}`,
          meaning: "probability of a zero that is not of the distribution beside it",
        },
        ...of(zero, "the log-odds of such a zero", ZERO_INTERCEPT),
      ]
      : []),
    ...(dispersion && symbol
      ? [
        { symbol, meaning: parameter?.meaning ?? "variance of the observation" },
        ...of(dispersion, "its logarithm", DISPERSION_INTERCEPT),
      ]
      : []),
  ];
}
