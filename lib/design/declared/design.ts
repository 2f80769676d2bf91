/**
 * A designed experiment before there are data: what its units are, how they hang together, and
 * which unit each treatment was given to. Everything else follows by algebra on the sets of factors;
 * no design is known by its name or shape.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import { checkAllotment } from "./allotment_check.ts";
import { type Declaration, type DesignSpec, readDeclaration } from "./declaration.ts";
import { designStructure } from "./design_structure.ts";
import { members, nameOf, setOf } from "../structure/lattice.ts";
import type { SymbolTable } from "../structure/factor_letters.ts";
import { levelsOf, unitOfTreatments } from "./unit_count.ts";
import type { Structure } from "../structure/structure.ts";

/** A factor of a design. */
export interface DesignFactor {
  /** As declared. */
  name: string;
  /** In which formula it stands. */
  role: "unit" | "treatment" | "both";
  /** Number of levels; of a nested unit factor within its parent. */
  count: number;
  /** Names of its levels. */
  levels: readonly string[];
  /** Unit factors that it lies in. */
  within: string[];
}

/** A classification of the observations by units. */
export interface UnitTerm {
  /** `Block:Whole`. */
  term: string;
  /** Its unit factors. */
  factors: string[];
  /** How many such units there are. */
  count: number;
  /** Whether this is what is observed. */
  observational: boolean;
}

/** A treatment term with its experimental unit. */
export interface TreatmentTerm {
  /** `A:B`. */
  term: string;
  /** Its treatment factors. */
  factors: string[];
  /** Number of combinations of its factors' levels. */
  combinations: number;
  /** The unit term whose units it was allotted to: the experimental unit. */
  unit: string;
  /** Experimental units for each combination. */
  replication: number;
}

/** A declared experiment and what follows from it. */
export interface Design {
  /** Tells a design from a fit. */
  readonly kind: "design";
  /** As R deparses it: `~Block/Whole/Sub`. */
  readonly units: string;
  /** As R deparses it: `~A * B`. */
  readonly treatments: string;
  /** Treatment factor → unit term. */
  readonly allotments: Readonly<Record<string, string>>;
  /** Treatment factors, then unit factors. */
  readonly factors: readonly DesignFactor[];
  /** Unit terms from coarse to fine; the last is observed. */
  readonly unitTerms: readonly UnitTerm[];
  /** Treatment terms in the order of the formula. */
  readonly treatmentTerms: readonly TreatmentTerm[];
  /** Number of observational units. */
  readonly observations: number;
  /** The unit that is observed: `Room:Pen:Day`. */
  readonly observationalUnit: string;
  /** Letters that the author declared. */
  readonly symbols: SymbolTable;
  /** Remarks, such as a unit that the formula implies. */
  readonly notes: readonly Note[];
  /** As the author declared it. */
  readonly spec: DesignSpec;
  /** The declaration read and checked. */
  readonly declaration: Declaration;
  /** Strata, variance components and the stratum of each treatment term. */
  readonly structure: Structure;
}

/**
 * Declares an experiment.
 *
 * @param spec units, treatments, numbers of levels (within the parent for a nested unit factor) and
 * allotment
 * @throws DiagnosticError with every fault: names that are unknown, levels that are missing, an
 * allotment that cannot be (`allotment-impossible`), counts that do not divide
 * (`counts-do-not-divide`), a term that lies in two strata (`split-term`)
 *
 * @example
 * ```ts
 * import { design } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Whole/Sub",
 *   treatments: "~ A*B",
 *   levels: { Block: 4, Whole: 3, Sub: 2, A: 3, B: 2 },
 *   allot: ["A ~ Whole", "B ~ Sub"],
 * });
 * if (!(d.observations === 24)) throw new Error();
 * if (!(d.treatmentTerms[0]?.unit === "Block:Whole")) throw new Error();
 * ```
 */
export function design(spec: DesignSpec): Design {
  const declaration = readDeclaration(spec);
  checkAllotment(declaration);
  const symbols = spec.symbols ?? {};
  const structure = designStructure(declaration, symbols);
  const { units, treatments } = declaration;
  const bottom = setOf(units.names.keys());
  const observationalUnit = nameOf(bottom, units.names);
  return {
    kind: "design",
    units: units.text,
    treatments: treatments.text,
    allotments: Object.fromEntries(
      [...declaration.allotted].map(([name, set]) => [name, nameOf(set, units.names)]),
    ),
    factors: factorsOf(declaration),
    unitTerms: unitTermsOf(declaration),
    treatmentTerms: treatmentTermsOf(declaration),
    observations: structure.observations,
    observationalUnit,
    symbols,
    notes: structure.notes,
    spec,
    declaration,
    structure,
  };
}

function factorsOf(d: Declaration): DesignFactor[] {
  const names = [...new Set([...d.treatments.names, ...d.units.names])];
  return names.map((name) => {
    const place = d.units.names.indexOf(name);
    const treatment = d.treatments.names.includes(name);
    const having = place < 0 ? [] : d.units.terms.filter((t) => t & (1 << place));
    const shared = having.length === 0 ? 0 : having.reduce((a, b) => a & b) & ~(1 << place);
    return {
      name,
      role: place < 0 ? "treatment" : treatment ? "both" : "unit",
      count: d.counts.get(name)!,
      levels: d.levelNames.get(name)!,
      within: members(shared).map((i) => d.units.names[i]!),
    };
  });
}

function unitTermsOf(d: Declaration): UnitTerm[] {
  const bottom = setOf(d.units.names.keys());
  const sets = d.units.terms.includes(bottom) ? d.units.terms : [...d.units.terms, bottom];
  return sets.map((set) => ({
    term: nameOf(set, d.units.names),
    factors: members(set).map((i) => d.units.names[i]!),
    count: levelsOf(d, set),
    observational: set === bottom,
  }));
}

function treatmentTermsOf(d: Declaration): TreatmentTerm[] {
  return d.treatments.terms.map((term, i) => {
    const factors = members(term).map((k) => d.treatments.names[k]!);
    const unit = unitOfTreatments(d, factors);
    const combinations = factors.reduce((n, name) => n * d.counts.get(name)!, 1);
    return {
      term: d.treatments.labels[i]!,
      factors,
      combinations,
      unit: nameOf(unit, d.units.names),
      replication: levelsOf(d, unit) / combinations,
    };
  });
}
