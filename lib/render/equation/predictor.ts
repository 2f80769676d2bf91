/**
 * The linear predictor in symbols: fixed terms, covariates, random effects.
 *
 * @module
 */
import type { Notation, NotationTerm } from "../../design/structure/notation.ts";
import { type OtherPart, partOf } from "../../design/fitted/all_parts.ts";
import type { Fit } from "../../model/fit.ts";
import { expandTerms } from "../../model/formula/terms.ts";
import { deparse } from "../../syntax/deparse.ts";
import { type FamilyLatex, familyLatex, type LinkLatex, linkLatex } from "./families.ts";
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
  /** Known parts of the predictor. */
  offsets: { symbol: string; latex: string; words: string; unit: string }[];
  random: RandomPart[];
  /** The log-odds of a zero of its own; null where there is no such part. */
  zero: PartPredictor | null;
  /** The predictor of the dispersion; null where it is not modelled. */
  dispersion: PartPredictor | null;
  family: FamilyLatex;
  link: LinkLatex;
}

/** The predictor of a part beside the mean. */
export interface PartPredictor {
  intercept: boolean;
  fixed: Predictor["fixed"];
  random: RandomPart[];
}

const TRANSFORMS: ReadonlyMap<string, string> = new Map([
  ["log", "\\log "],
  ["log2", "\\log_2 "],
  ["log10", "\\log_{10} "],
  ["sqrt", "\\sqrt"],
  ["exp", "\\exp "],
]);

/** The response as it is modelled: `y_{ij}`, `\log y_{ij}`. */
function responseOf(notation: Notation, fit: Fit | null): { latex: string; words: string } {
  const y = `y${below(notation.subscripts)}`;
  const applied = fit?.responseForm.applied;
  const transform = applied && TRANSFORMS.get(applied.name);
  if (!applied || !transform) return { latex: y, words: notation.response };
  const words = fit.data.metadata.labels?.[applied.argument] ?? applied.argument;
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

/** What an offset adds to the predictor: known columns, without coefficients. */
function offsetsOf(notation: Notation, fit: Fit | null): Predictor["offsets"] {
  if (!fit) return [];
  const sub = below(notation.subscripts);
  const { offsets } = expandTerms(fit.parsed.fixed, {
    response: fit.parsed.response,
    columns: fit.data.names,
  });
  return offsets.map((expr, i) => {
    const log = /^log\(([\p{L}\p{N}._]+)\)$/u.exec(deparse(expr));
    const column = expr.kind === "name" ? expr.name : log?.[1];
    const number = offsets.length > 1 ? String(i + 1) : "";
    const symbol = column === undefined
      ? `o${below(notation.subscripts, number)}`
      : `${textLatex(column)}${sub}`;
    const words = column === undefined
      ? deparse(expr)
      : fit.data.metadata.labels?.[column] ?? column;
    const unit = column === undefined ? "" : fit.data.metadata.units?.[column] ?? "";
    return { symbol, latex: log ? `\\log ${symbol}` : symbol, words, unit };
  });
}

/**
 * Fixed terms of a model or of a part of it, which a sign above tells from those of the mean; all of a
 * notation without a fit.
 */
function fixedEffects(
  notation: Notation,
  of: Pick<Fit, "fixed"> | null,
  covariate: CovariateSymbol,
  sign: string,
): Predictor["fixed"] {
  const own = of && new Set(of.fixed.terms.map((t) => t.label));
  const terms = notation.terms.filter((t) =>
    (t.kind === "fixed" || t.kind === "covariate") && (own?.has(t.label) ?? true)
  );
  const slopes = terms.filter((t) => t.kind === "covariate");
  return terms.map((term) => {
    const number = term.kind === "covariate" && slopes.length > 1
      ? String(slopes.indexOf(term) + 1)
      : "";
    const symbol = `${symbolLatex(term, number)}${sign === "" ? "" : `^{(${sign})}`}`;
    const times = term.covariates.map((c) => ` ${covariate(c).symbol}`).join("");
    return { term, symbol, latex: marked(`${symbol}${times}`, term.label) };
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
  const fixed = fixedEffects(notation, fit, covariate, "");
  const { latex, words } = responseOf(notation, fit);
  const random = randomParts(notation, fit, covariate);
  const written = (name: OtherPart, sign: string): PartPredictor | null => {
    const part = fit && partOf(fit, name);
    return part && {
      intercept: part.fixed.intercept,
      fixed: fixedEffects(notation, part, covariate, sign),
      random: randomParts(notation, part, covariate, sign),
    };
  };
  const zero = written("zero", "z");
  const dispersion = written("dispersion", "d");
  return {
    zero,
    dispersion,
    form,
    response: latex,
    responseWords: words,
    fixed,
    covariates: covariates.filter((c) => used.has(c.name)),
    offsets: offsetsOf(notation, fit),
    random,
    family: familyLatex(fit),
    link: linkLatex(fit),
  };
}

/** Random effects as they stand in a sum. */
export function randomTerms(parts: readonly RandomPart[]): string[] {
  return parts.flatMap((p) =>
    p.effects.map((e) => marked(`${e.symbol}${e.times ? ` ${e.times}` : ""}`, p.term))
  );
}

/** The random effects of all predictors, the mean's first. */
export function allRandom({ random, zero, dispersion }: Predictor): RandomPart[] {
  return [...random, ...zero?.random ?? [], ...dispersion?.random ?? []];
}

/** The sum of all effects, intercept first. */
export function predictorSum(notation: Notation, predictor: Predictor): string[] {
  const random = randomTerms(predictor.random);
  const terms = [
    ...(notation.intercept ? ["\\eta_0"] : []),
    ...predictor.fixed.map((f) => f.latex),
    ...predictor.offsets.map((o) => o.latex),
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
  return allRandom(predictor).flatMap((p) => p.effects.map((e) => e.symbol)).join(", ");
}
