/**
 * The fixed terms of a fit as classifications of its observations.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import type { FixedVariable } from "../../model/fixed/fixed_design.ts";
import type { FactorSet } from "../structure/lattice.ts";
import { isHeld } from "../../model/formula/held.ts";
import { crossedAll, discrete, type Partition, partitionOf } from "../structure/partition.ts";

/** A variable within a term. */
export interface TermVariableUse {
  /** Index among the variables of the model. */
  place: number;
  variable: FixedVariable;
  /** Numeric columns; 0 for a factor. */
  columns: number;
}

/** A fixed term. */
export interface FittedTerm {
  label: string;
  /** Its number in `assign` of the model matrix: 1, 2 … */
  number: number;
  factors: string[];
  /** Over the variables of the model. */
  set: FactorSet;
  variables: TermVariableUse[];
  /** Estimable columns. */
  df: number;
  /** Observations that are alike in all its variables. */
  partition: Partition;
  /** Whether all its variables are factors. */
  categorical: boolean;
}

/** The observations that a variable does not tell apart. */
function variablePartition(v: FixedVariable, { data, n }: Fit): Partition {
  if (v.kind === "factor") return partitionOf(v.codes);
  // what was measured tells rows apart, and cells do not have what was measured
  if (v.sources.some((name) => isHeld(data.require(name)))) return discrete(n);
  const columns = v.values.map((values) => {
    const place = new Map<number, number>();
    return partitionOf(Int32Array.from(values, (x) => {
      if (!place.has(x)) place.set(x, place.size);
      return place.get(x)!;
    }));
  });
  return crossedAll(columns, n);
}

/** The fixed terms of a fit, in R's order. */
export function fittedTerms(fit: Fit): FittedTerm[] {
  const { fixed } = fit;
  const kept = new Set(fixed.kept);
  const partitions = fixed.variables.map((v) => variablePartition(v, fit));
  return fixed.terms.map((term, i) => {
    const places = term.variables.map((label) =>
      fixed.variables.findIndex((v) => v.label === label)
    );
    const variables = places.map((place): TermVariableUse => {
      const variable = fixed.variables[place]!;
      return { place, variable, columns: variable.values.length };
    });
    return {
      label: term.label,
      number: i + 1,
      factors: term.variables,
      set: places.reduce((set, place) => set | (1 << place), 0),
      variables,
      df: term.columns.filter((c) => kept.has(c)).length,
      partition: crossedAll(places.map((place) => partitions[place]!), fit.n),
      categorical: variables.every((v) => v.variable.kind === "factor"),
    };
  });
}
