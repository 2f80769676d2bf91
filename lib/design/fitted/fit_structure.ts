/**
 * The structure of a fitted model: its random grouping factors give the strata, its fixed terms the
 * sources. In balanced data all follows from the lattice of factors, and in letters; else df are
 * ranks.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import { balancedStrata } from "./fit_balance.ts";
import { type FittedTerm, fittedTerms } from "./fit_terms.ts";
import { chooseLetters, type Lettered, type SymbolTable } from "../structure/factor_letters.ts";
import { inDeclaredOrder } from "../declared/design_structure.ts";
import {
  constant,
  type Polynomial,
  product,
  subtract,
  symbol,
  valueOf,
} from "../structure/polynomial.ts";
import { type GroupingFactor, randomGroups } from "./random_terms.ts";
import { rankedStrata } from "./fit_ranks.ts";
import type { FixedSource, Stratum, Structure, UnitFactor } from "../structure/structure.ts";
import type { FitParts, FitStrata } from "./fit_parts.ts";

const remembered = new WeakMap<Fit, Map<string, Structure>>();

/**
 * The structure of a fit.
 *
 * @param symbols letters of the factors; those declared with the data if left out
 */
export function fitStructure(fit: Fit, symbols?: SymbolTable): Structure {
  const table = symbols ?? fit.data.metadata.symbols ?? {};
  const known = remembered.get(fit) ?? new Map<string, Structure>();
  remembered.set(fit, known);
  const key = JSON.stringify(table);
  const structure = known.get(key) ?? derive(fit, table);
  known.set(key, structure);
  return structure;
}

function derive(fit: Fit, symbols: SymbolTable): Structure {
  const parts: FitParts = { fit, terms: fittedTerms(fit), ...randomGroups(fit) };
  const names = fixedNames(parts);
  const letters = chooseLetters(letteredFactors(parts), byLabel(symbols, fit));
  const count = (name: string): Polynomial => symbol(letters.get(names.get(name) ?? name)!.count);
  const counts: Record<string, number> = {};
  const meanings: Record<string, string> = {};
  for (const v of fit.fixed.variables) {
    if (v.kind !== "factor") continue;
    counts[letters.get(v.label)!.count] = v.levels.length;
    meanings[letters.get(v.label)!.count] = v.label;
  }
  counts.N = fit.n;
  meanings.N = "observations";
  const balanced = balancedStrata(parts, count, counts);
  const { strata, stratumOf, unitCounts, expected, notes } = typeof balanced === "string"
    ? rankedStrata(parts, balanced, count, counts)
    : balanced;
  for (const [name, { times, filledBy }] of unitCounts) {
    if (times === 1 && filledBy.length > 0) continue;
    counts[letters.get(name)!.count] = times;
    meanings[letters.get(name)!.count] = filledBy.length > 0
      ? `${name} per ${filledBy.join(":")}`
      : name;
  }
  const fixed = parts.terms.map((term, i): FixedSource => {
    const df = termDf(term, parts, count);
    const known = df !== null && valueOf(df, counts) === term.df;
    const { label, factors, set } = term;
    return {
      label,
      factors,
      set,
      df: known ? df : constant(term.df),
      dfCount: term.df,
      pieces: [set],
      stratum: stratumOf[i]!,
    };
  });
  return {
    source: "fit",
    observations: fit.n,
    strata,
    fixed: inDeclaredOrder(fixed, symbols),
    counts,
    meanings,
    letters: lettersByName(letters, names),
    fixedFactors: fit.fixed.variables.filter((v) => v.kind === "factor").map((v) => v.label),
    units: parts.factors.map((f) => unitFactorOf(f, parts, names, unitCounts)),
    mean: fit.fixed.intercept,
    balanced: typeof balanced !== "string",
    ...(expected ? { expected } : {}),
    ...fittedVariances(fit, strata),
    notes,
  };
}

/** The estimates under the names that the strata have for them. */
function fittedVariances(fit: Fit, strata: readonly Stratum[]): Pick<Structure, "fitted"> {
  if (!fit.mixed) return {};
  const inOrder = (name: string): string => name.split(":").sort().join(":");
  const fitted: Record<string, number> = {};
  for (const { group, term, variance } of fit.mixed.varianceComponents) {
    if (variance === null || (term !== "" && term !== "(Intercept)")) return {};
    const own = strata.find((s) => s.component !== null && inOrder(s.component) === inOrder(group));
    fitted[term === "" ? "residual" : own?.component ?? group] = variance;
  }
  return { fitted };
}

/** Letters under every name that a factor goes by: those of `factor(g)` for the group `g` too. */
function lettersByName<L>(
  letters: ReadonlyMap<string, L>,
  names: ReadonlyMap<string, string>,
): Map<string, L> {
  const out = new Map(letters);
  for (const [name, label] of names) {
    const own = letters.get(label);
    if (own && !out.has(name)) out.set(name, own);
  }
  return out;
}

/** Fixed factors by every name they go by: `nitro` too for `factor(nitro)`. */
function fixedNames(parts: FitParts): Map<string, string> {
  const out = new Map<string, string>();
  for (const v of parts.fit.fixed.variables) {
    if (v.kind !== "factor") continue;
    out.set(v.label, v.label);
    if (v.sources.length === 1 && !out.has(v.sources[0]!)) out.set(v.sources[0]!, v.label);
  }
  return out;
}

function unitFactorOf(
  factor: GroupingFactor,
  parts: FitParts,
  names: ReadonlyMap<string, string>,
  unitCounts: FitStrata["unitCounts"],
): UnitFactor {
  const { name } = factor;
  const having = parts.groups.filter((g) => g.factors.includes(name)).map((g) => g.factors);
  const shared = (having[0] ?? []).filter((other) => having.every((list) => list.includes(other)));
  const within = shared.filter((other) => other !== name);
  const same = names.get(name);
  if (same !== undefined) return { name, within, filledBy: [same], times: 1, identified: true };
  const count = unitCounts.get(name);
  if (!count) {
    const times = factor.partition.classes;
    return { name, within, filledBy: [], times, identified: false };
  }
  const { filledBy, times } = count;
  return { name, within, filledBy, times, identified: times === 1 && filledBy.length > 0 };
}

/** Symbols declared for a column are those of the factor made of it. */
function byLabel(symbols: SymbolTable, fit: Fit): SymbolTable {
  const labels = new Map(
    fit.fixed.variables.filter((v) => v.sources.length === 1 && !(v.label in symbols))
      .map((v) => [v.sources[0]!, v.label]),
  );
  return Object.fromEntries(
    Object.entries(symbols).map(([name, spec]) => [labels.get(name) ?? name, spec]),
  );
}

function letteredFactors(parts: FitParts): Lettered[] {
  const names = fixedNames(parts);
  const fixed = parts.fit.fixed.variables.map((v): Lettered => ({
    name: v.label,
    role: "fixed",
    counted: v.kind === "factor",
    ...(v.sources.length === 1 ? { word: v.sources[0]! } : {}),
  }));
  const random = parts.factors.filter((f) => !names.has(f.name))
    .map((f): Lettered => ({ name: f.name, role: "random" }));
  return [...fixed, ...random];
}

/**
 * The df of a term by R's rule: a factor counts its levels less 1 if the term without it is in the
 * model, else all its levels; a covariate counts its columns.
 */
function termDf(
  term: FittedTerm,
  parts: FitParts,
  count: (name: string) => Polynomial,
): Polynomial | null {
  const sets = new Set(parts.terms.map((t) => t.set));
  if (parts.fit.fixed.intercept) sets.add(0);
  return product(term.variables.map(({ place, variable, columns }) => {
    if (variable.kind === "numeric") return constant(columns);
    const levels = count(variable.label);
    return sets.has(term.set & ~(1 << place)) ? subtract(levels, constant(1)) : levels;
  }));
}
