/**
 * The notation of a design or a fit: letters, subscripts and ranges. Equation, where-list, shell and
 * figures take their symbols from this one object, so that they cannot disagree.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import type { Design } from "../declared/design.ts";
import { fitNotation } from "../fitted/fit_notation.ts";
import type { SymbolTable } from "./factor_letters.ts";
import type { Notation, NotationFactor, NotationTerm } from "./notation_parts.ts";
import { inOrder, randomTerms, Subscripts, unitFactors } from "./notation_terms.ts";
import type { Structure, UnitFactor } from "./structure.ts";

export type { Notation, NotationFactor, NotationTerm } from "./notation_parts.ts";

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
