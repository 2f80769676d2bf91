/**
 * The notation of a fit: its letters, in the order that the data's metadata declare.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import { fitStructure } from "./fit_structure.ts";
import { fittedTerms } from "./fit_terms.ts";
import { spareIndex, type SymbolTable } from "../structure/factor_letters.ts";
import type { Notation, NotationFactor, NotationTerm } from "../structure/notation_parts.ts";
import { inOrder, randomTerms, Subscripts, unitFactors } from "../structure/notation_terms.ts";
import { crossedAll } from "../structure/partition.ts";
import { type RandomGroup, randomGroups } from "./random_terms.ts";
import type { Structure } from "../structure/structure.ts";

/**
 * The notation of a fit.
 *
 * @param symbols letters of its factors, in the order in which they are to be named
 * @throws DiagnosticError `bad-symbol` for letters that cannot be
 */
export function fitNotation(fit: Fit, symbols: SymbolTable): Notation {
  const structure = fitStructure(fit, symbols);
  const subscripts = new Subscripts(structure, symbols);
  const metadata = fit.data.metadata;
  const response = responseColumn(fit);
  const used = subscripts.indexed();
  const repetition = repetitionOf(fit, used.map((name) => subscripts.ownIndex(name)));
  const factors = used.map((name) => fitFactor(name, fit, structure));
  const groups = randomGroups(fit).groups;
  const labels = new Map(
    groups.flatMap((g) =>
      g.slopes.map((s): [string, string] => [`${g.factors.join(":")}:${s.label}`, s.label])
    ),
  );
  const random = randomTerms(structure, subscripts, repetition?.index ?? null)
    .map((t) => withSlopes(t, labels, groups));
  const all = used.map((name) => subscripts.ownIndex(name));
  return {
    source: "fit",
    response: metadata.labels?.[response] ?? response,
    responseUnit: metadata.units?.[response] ?? "",
    subscripts: repetition ? [...all, repetition.index] : all,
    factors,
    repetition,
    terms: [...fitFixedTerms(fit, structure, subscripts), ...random],
    intercept: fit.fixed.intercept,
    observations: fit.n,
    counts: structure.counts,
  };
}

/** What was counted: of `cbind(successes, failures)` the successes. */
function responseColumn({ response, responseForm, parsed }: Fit): string {
  const { response: expr } = parsed;
  if (responseForm.shape !== "successes-and-failures" || expr?.kind !== "call") return response;
  const first = expr.args[0]?.value;
  return first?.kind === "name" ? first.name : response;
}

/** An intercept and its slopes have one letter, told apart by a number: b_{0i}, b_{1i}. */
function withSlopes(
  term: NotationTerm,
  labels: ReadonlyMap<string, string>,
  groups: readonly RandomGroup[],
): NotationTerm {
  const group = groups.find((g) => g.factors.join(":") === term.factors.join(":"));
  if (term.kind !== "random" || !group || group.slopes.length === 0) return term;
  const slope = labels.get(term.label);
  const number = slope === undefined ? 0 : 1 + group.slopes.findIndex((s) => s.label === slope);
  return {
    ...term,
    subscripts: [String(number), ...term.subscripts],
    variance: `${term.variance}${number}`,
    covariates: slope === undefined ? [] : [slope],
  };
}

function fitFactor(name: string, fit: Fit, structure: Structure): NotationFactor {
  const variable = fit.fixed.variables.find((v) => v.label === name);
  const unit = unitFactors(structure).get(name);
  const letters = structure.letters.get(name)!;
  const column = fit.data.column(name);
  const whole = !unit || unit.filledBy.length === 0;
  const names = variable?.levels ??
    (whole && column?.kind === "factor" ? column.levels : []);
  const source = variable?.sources.length === 1 ? variable.sources[0]! : name;
  const labels = fit.data.metadata.labels ?? {};
  return {
    name,
    label: labels[name] ?? labels[source] ?? source,
    role: variable ? "fixed" : "random",
    effect: letters.effect,
    index: letters.index,
    count: letters.count,
    levels: variable ? variable.levels.length : unit!.times,
    levelNames: !variable && unit?.within.length ? [] : names,
    within: unit && !variable ? [...(unit.times > 1 ? unit.filledBy : []), ...unit.within] : [],
  };
}

/** The subscript that tells apart what all factors together leave together. */
function repetitionOf(fit: Fit, taken: readonly string[]): Notation["repetition"] {
  const parts = [
    ...fittedTerms(fit).filter((t) => t.variables.length === 1 && t.categorical)
      .map((t) => t.partition),
    ...randomGroups(fit).factors.map((f) => f.partition),
  ];
  const cells = crossedAll(parts, fit.n).classes;
  if (cells === fit.n) return null;
  const times = fit.n / cells;
  return { index: spareIndex(new Set(taken)), levels: Number.isInteger(times) ? times : null };
}

function fitFixedTerms(fit: Fit, structure: Structure, subscripts: Subscripts): NotationTerm[] {
  const kinds = new Map(fit.fixed.variables.map((v) => [v.label, v]));
  return structure.fixed.map((term) => {
    const covariates = term.factors.filter((name) => kinds.get(name)?.kind === "numeric");
    const factors = inOrder(term.factors.filter((name) => !covariates.includes(name)), subscripts);
    return {
      label: term.label,
      kind: covariates.length > 0 ? "covariate" : "fixed",
      factors,
      effect: covariates.length > 0
        ? ["β"]
        : factors.map((name) => structure.letters.get(name)!.effect),
      subscripts: subscripts.of(factors),
      variance: null,
      covariates,
      levels: factors.reduce((n, name) => n * kinds.get(name)!.levels.length, 1),
    };
  });
}
