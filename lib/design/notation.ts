/**
 * The notation of a design or a fit: letters, subscripts and ranges. Equation, where-list, shell and
 * figures take their symbols from this one object, so that they cannot disagree.
 *
 * @module
 */
import type { Fit } from "../model/fit.ts";
import type { Design } from "./design.ts";
import { fitStructure } from "./fit_structure.ts";
import { declaredOrder, spareIndex, type SymbolTable } from "./letters.ts";
import type { Structure, UnitFactor } from "./structure.ts";
import { crossedAll } from "./partition.ts";
import { fittedTerms } from "./fit_terms.ts";
import { type RandomGroup, randomGroups } from "./random_terms.ts";

/** A factor with its letters. */
export interface NotationFactor {
  /** As in the formula. */
  name: string;
  /** In words, as declared with the data; else the name. */
  label: string;
  /** Whether its effects are fixed. */
  role: "fixed" | "random";
  /** Letter of its effects. */
  effect: string;
  /** Its subscript; empty where other factors' subscripts tell its level. */
  index: string;
  /** What the subscript runs to: a letter, or letters multiplied (`dn`); empty without one. */
  count: string;
  /** How many values the subscript takes. */
  levels: number;
  /** The values, where they have names. */
  levelNames: readonly string[];
  /** Factors within whose levels it is counted, for words such as "pen of diet i in room k". */
  within: readonly string[];
}

/** A term of the linear predictor. */
export interface NotationTerm {
  /** As R labels it (`Day:Trt`), a unit term (`Room:Pen`), or `Error`. */
  label: string;
  /** What kind of term it is. */
  kind: "fixed" | "covariate" | "random" | "residual";
  /** Its factors. */
  factors: readonly string[];
  /** Letters of the effect: `["D", "T"]` for (DT). */
  effect: readonly string[];
  /** Subscripts, in the order of the equation. */
  subscripts: readonly string[];
  /** Random terms: subscript of the variance, σ²_b; empty for the residual. */
  variance: string | null;
  /** Numeric variables that multiply the effect; random slopes too. */
  covariates: readonly string[];
  /** How many effects the term has; of the residual, observations. */
  levels: number;
}

/** Everything that equation and where-list need to name. */
export interface Notation {
  /** What it is the notation of. */
  source: "design" | "fit";
  /** The response in words; empty for a design. */
  response: string;
  /** Unit of the response; empty if none is declared. */
  responseUnit: string;
  /** Subscripts of an observation, the last one the repetition's if there is one. */
  subscripts: readonly string[];
  /** Factors that have a subscript, in the order of the equation. */
  factors: readonly NotationFactor[];
  /** What tells apart observations that are alike in all factors; null if nothing is needed. */
  repetition: { index: string; levels: number | null } | null;
  /** Fixed terms in the order of the equation, then random ones from coarse to fine, the residual last. */
  terms: readonly NotationTerm[];
  /** Whether there is a mean. */
  intercept: boolean;
  /** N. */
  observations: number;
  /** Letter → count, of all letters in use, N among them. */
  counts: Readonly<Record<string, number>>;
}

/** Options of a notation. */
export interface NotationOptions {
  /** Letters of a fit's factors, in the order in which they are to be named. */
  symbols?: SymbolTable;
}

/**
 * The notation of a design or a fit.
 *
 * @throws DiagnosticError `bad-symbol` for letters that cannot be
 *
 * @example
 * ```ts
 * import { design, notationOf } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Plot",
 *   treatments: "~ Trt",
 *   levels: { Block: 4, Plot: 5, Trt: 5 },
 *   allot: "Trt ~ Plot",
 * });
 * const { terms } = notationOf(d);
 * if (!(terms.map((t) => t.subscripts.join("")).join() === "i,j,ij")) throw new Error();
 * ```
 */
export function notationOf(source: Design | Fit, options: NotationOptions = {}): Notation {
  return source.kind === "design"
    ? designNotation(source)
    : fitNotation(source, options.symbols ?? source.data.metadata.symbols ?? {});
}

/** Subscripts of names, in the order of the equation. */
class Subscripts {
  private readonly order: readonly { name: string }[];
  private readonly structure: Structure;
  private readonly units: ReadonlyMap<string, UnitFactor>;

  constructor(structure: Structure, symbols: SymbolTable) {
    this.structure = structure;
    this.units = new Map(structure.units.map((u) => [u.name, u]));
    const names = [...structure.fixedFactors, ...structure.units.map((u) => u.name)];
    this.order = declaredOrder([...new Set(names)].map((name) => ({ name })), symbols);
  }

  /** Factors that have a subscript, in order. */
  indexed(): string[] {
    return this.order.map((f) => f.name).filter((name) => this.ownIndex(name) !== "");
  }

  ownIndex(name: string): string {
    const unit = this.units.get(name);
    if (unit?.identified && !(unit.filledBy.length === 1 && unit.filledBy[0] === name)) return "";
    return this.structure.letters.get(name)?.index ?? "";
  }

  /** Subscripts that tell the level of each of the factors. */
  of(names: readonly string[]): string[] {
    const wanted = new Set<string>();
    for (const name of names) {
      wanted.add(name);
      const unit = this.units.get(name);
      // a Latin square's rows are as many as the treatments, but a treatment does not tell its row
      if (unit && (unit.identified || unit.times > 1)) unit.filledBy.forEach((f) => wanted.add(f));
    }
    return this.order.map((f) => f.name).filter((name) => wanted.has(name))
      .map((name) => this.ownIndex(name)).filter((index) => index !== "");
  }
}

function designNotation(design: Design): Notation {
  const { structure, symbols } = design;
  const subscripts = new Subscripts(structure, symbols);
  const factors = new Map(design.factors.map((f) => [f.name, f]));
  const own = unitFactors(structure);
  const named = subscripts.indexed().map((name): NotationFactor => {
    const factor = factors.get(name)!;
    const unit = own.get(name);
    const letters = structure.letters.get(name)!;
    const random = factor.role === "unit";
    const times = random ? unit!.times : factor.count;
    const whole = times === factor.count;
    return {
      name,
      label: name,
      role: random ? "random" : "fixed",
      effect: letters.effect,
      index: letters.index,
      count: letters.count || countText(structure, unit!),
      levels: letters.count === "" ? factor.count : times,
      levelNames: whole || letters.count === "" ? factor.levels : [],
      within: random ? [...(unit!.times > 1 ? unit!.filledBy : []), ...unit!.within] : [],
    };
  });
  return {
    source: "design",
    response: "",
    responseUnit: "",
    subscripts: subscripts.indexed().map((name) => subscripts.ownIndex(name)),
    factors: named,
    repetition: null,
    terms: [...fixedTerms(structure, subscripts), ...randomTerms(structure, subscripts, null)],
    intercept: true,
    observations: design.observations,
    counts: structure.counts,
  };
}

const unitFactors = (structure: Structure): Map<string, UnitFactor> =>
  new Map(structure.units.map((u) => [u.name, u]));

/** Letters multiplied: how many levels the treatments that fill a unit have. */
function countText(structure: Structure, unit: UnitFactor): string {
  return unit.filledBy.map((name) => structure.letters.get(name)!.count).sort().join("");
}

function fixedTerms(structure: Structure, subscripts: Subscripts): NotationTerm[] {
  return structure.fixed.map((term) => ({
    label: term.label,
    kind: "fixed",
    factors: term.factors,
    effect: inOrder(term.factors, subscripts).map((name) => structure.letters.get(name)!.effect),
    subscripts: subscripts.of(term.factors),
    variance: null,
    covariates: [],
    levels: term.factors.reduce(
      (n, name) => n * (structure.counts[structure.letters.get(name)!.count] ?? 1),
      1,
    ),
  }));
}

/** Names in the order in which the equation has them. */
function inOrder(names: readonly string[], subscripts: Subscripts): string[] {
  const order = subscripts.indexed();
  return [...names].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** Random terms and the residual, whose subscript may end with that of the repetition. */
function randomTerms(
  structure: Structure,
  subscripts: Subscripts,
  repetition: string | null,
): NotationTerm[] {
  return structure.strata.filter((s) => s.component !== null).map((stratum) => {
    const effect = effectOf(stratum.factors, structure);
    const all = subscripts.indexed().map((name) => subscripts.ownIndex(name));
    if (stratum.lowest) {
      return {
        label: "Error",
        kind: "residual",
        factors: stratum.factors,
        effect: ["ε"],
        subscripts: repetition === null ? all : [...all, repetition],
        variance: "",
        covariates: [],
        levels: stratum.levelCount,
      };
    }
    return {
      label: stratum.unit,
      kind: "random",
      factors: stratum.factors,
      effect,
      subscripts: subscripts.of(stratum.factors),
      variance: effect.join(""),
      covariates: [],
      levels: stratum.levelCount,
    };
  });
}

/**
 * Letters of a random effect: those of the factors that no other one lies in, which is one factor
 * mostly; where that is a fixed factor too (a variety's plots in a block), those of all.
 */
export function effectOf(factors: readonly string[], structure: Structure): string[] {
  const units = unitFactors(structure);
  const isFixed = (name: string): boolean => structure.fixedFactors.includes(name);
  const holds = (outer: string, inner: string): boolean =>
    units.get(inner)?.within.includes(outer) === true &&
    (units.get(outer)?.within.includes(inner) !== true || (isFixed(outer) && !isFixed(inner)));
  const leaves = factors.filter((name) => !factors.some((other) => holds(name, other)));
  const chosen = leaves.some(isFixed) ? factors : leaves;
  return chosen.map((name) => structure.letters.get(name)!.effect);
}

function fitNotation(fit: Fit, symbols: SymbolTable): Notation {
  const structure = fitStructure(fit, symbols);
  const subscripts = new Subscripts(structure, symbols);
  const metadata = fit.data.metadata;
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
    response: metadata.labels?.[fit.response] ?? fit.response,
    responseUnit: metadata.units?.[fit.response] ?? "",
    subscripts: repetition ? [...all, repetition.index] : all,
    factors,
    repetition,
    terms: [...fitFixedTerms(fit, structure, subscripts), ...random],
    intercept: fit.fixed.intercept,
    observations: fit.n,
    counts: structure.counts,
  };
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
