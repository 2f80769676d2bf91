/**
 * The linear predictor in symbols: fixed terms, covariates, random effects.
 *
 * @module
 */
import type { Notation, NotationTerm } from "../../design/structure/notation.ts";
import type { Fit } from "../../model/fit.ts";
import { type CovariateSymbol, type RandomPart, randomParts } from "./random_part.ts";
import { below, letterLatex, marked, symbolLatex, textLatex } from "./symbols.ts";

/** Forms of an equation of one model. */
export type EquationForm = "conditional" | "additive" | "matrix";

/** A numeric variable with its symbol. */
export interface Covariate {
  name: string;
  symbol: string;
  words: string;
  unit: string;
}

/** The parts from which lines and where-list are written. */
export interface Predictor {
  form: EquationForm;
  /** The response with its subscripts; transformed if the model's is. */
  response: string;
  /** The response in words. */
  responseWords: string;
  fixed: { term: NotationTerm; symbol: string; latex: string }[];
  covariates: Covariate[];
  random: RandomPart[];
}

const TRANSFORMS: Record<string, string> = {
  log: "\\log ",
  log2: "\\log_2 ",
  log10: "\\log_{10} ",
  sqrt: "\\sqrt",
  exp: "\\exp ",
};

/** The response as it is modelled: `y_{ij}`, `\log y_{ij}`. */
function responseOf(notation: Notation, fit: Fit | null): { latex: string; words: string } {
  const y = `y${below(notation.subscripts)}`;
  const match = fit?.response.match(/^(log|log2|log10|sqrt|exp)\((.*)\)$/);
  const transform = match ? TRANSFORMS[match[1] ?? ""] : undefined;
  if (!match || !transform) return { latex: y, words: notation.response };
  const inner = match[2] ?? "";
  const words = fit?.data.metadata.labels?.[inner] ?? inner;
  return { latex: transform === "\\sqrt" ? `\\sqrt{${y}}` : `${transform}${y}`, words };
}

/** Letters of covariates: x, z, w, or x₁, x₂ … where there are many. */
function covariatesOf(notation: Notation, fit: Fit | null): Covariate[] {
  const names = [...new Set(notation.terms.flatMap((t) => t.covariates))];
  const metadata = fit?.data.metadata;
  return names.map((name, i) => {
    const letter = names.length === 1 ? "x" : names.length <= 3 ? "xzw"[i]! : "x";
    const number = names.length <= 3 ? "" : String(i + 1);
    const indices = notation.subscripts;
    return {
      name,
      symbol: `${letter}${below(indices, number === "" ? "" : `${number},`)}`,
      words: metadata?.labels?.[name] ?? name,
      unit: metadata?.units?.[name] ?? "",
    };
  });
}

/** Parts of the predictor of a design or a fit. */
export function predictorOf(notation: Notation, fit: Fit | null, form: EquationForm): Predictor {
  const covariates = covariatesOf(notation, fit);
  const used = new Set<string>();
  const covariate: CovariateSymbol = (name) => {
    used.add(name);
    const known = covariates.find((c) => c.name === name);
    if (known) return { symbol: known.symbol, indicator: false };
    return { symbol: `\\mathbf{1}_{${textLatex(name)}}`, indicator: true };
  };
  const slopes = notation.terms.filter((t) => t.kind === "covariate");
  const fixed = notation.terms.filter((t) => t.kind === "fixed" || t.kind === "covariate").map(
    (term) => {
      const number = term.kind === "covariate" && slopes.length > 1
        ? String(slopes.indexOf(term) + 1)
        : "";
      const symbol = symbolLatex(term, number);
      const times = term.covariates.map((c) => ` ${covariate(c).symbol}`).join("");
      return { term, symbol, latex: marked(`${symbol}${times}`, term.label) };
    },
  );
  const { latex, words } = responseOf(notation, fit);
  const random = randomParts(notation, fit, covariate);
  return {
    form,
    response: latex,
    responseWords: words,
    fixed,
    covariates: covariates.filter((c) => used.has(c.name)),
    random,
  };
}

/** The sum of all effects, intercept first. */
export function predictorSum(notation: Notation, predictor: Predictor): string[] {
  const random = predictor.random.flatMap((p) =>
    p.effects.map((e) => marked(`${e.symbol}${e.times ? ` ${e.times}` : ""}`, p.term))
  );
  const terms = [
    ...(notation.intercept ? ["\\eta_0"] : []),
    ...predictor.fixed.map((f) => f.latex),
    ...random,
  ];
  return terms.length > 0 ? terms : ["0"];
}

/** Letter of the residual with its subscripts. */
export function residualLatex(notation: Notation): string {
  return `${letterLatex("ε")}${below(notation.subscripts)}`;
}

/** What the observations are conditional on: `b_k, p_{kl}`. */
export function conditionLatex(predictor: Predictor): string {
  return predictor.random.flatMap((p) => p.effects.map((e) => e.symbol)).join(", ");
}
