/**
 * Subscripts and random terms of a notation, alike for designs and fits.
 *
 * @module
 */
import { declaredOrder, type SymbolTable } from "./factor_letters.ts";
import type { NotationTerm } from "./notation_parts.ts";
import type { Structure, UnitFactor } from "./structure.ts";

/** Subscripts of names, in the order of the equation. */
export class Subscripts {
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

  /** The subscript of a factor; empty where other factors' subscripts tell its level. */
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

/** Unit factors by name. */
export const unitFactors = (structure: Structure): Map<string, UnitFactor> =>
  new Map(structure.units.map((u) => [u.name, u]));

/** Names in the order in which the equation has them. */
export function inOrder(names: readonly string[], subscripts: Subscripts): string[] {
  const order = subscripts.indexed();
  return [...names].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** Random terms and the residual, whose subscript may end with that of the repetition. */
export function randomTerms(
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
