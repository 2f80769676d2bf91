/**
 * Which factors are nested in which, found from the data and the model.
 *
 * @module
 */
import type { FixedDesign } from "../model/fixed_design.ts";
import type { GridVariable } from "./reference_grid.ts";

/** For each nested factor, the factors that it is nested in. */
export type Nesting = ReadonlyMap<string, readonly string[]>;

/**
 * Finds nesting. A is nested in B if each level of A occurs with one level of B only (among cells
 * with observations), or if A has no main effect and stands only in terms where B is coded by all
 * its levels, as in `B/A`. Names are compared whole, never by parts.
 */
export function findNesting(
  fixed: FixedDesign,
  variables: readonly GridVariable[],
  strides: Int32Array,
  weights: Float64Array,
): Nesting {
  const several = variables.map((_, i) => i).filter((i) => variables[i]!.values.length > 1);
  if (several.length < 2) return new Map();
  const nests = new Map<string, string[]>();
  for (const a of several) {
    const name = variables[a]!.name;
    const found = several.filter((b) =>
      b !== a && !nests.get(variables[b]!.name)?.includes(name) &&
      occursWithOne(variables, strides, weights, a, b)
    );
    if (found.length > 0) nests.set(name, found.map((b) => variables[b]!.name));
  }
  addModelNesting(fixed, several.map((i) => variables[i]!.name), nests);
  return closed(nests);
}

/** Whether each level of variable a occurs with at most one of variable b. */
function occursWithOne(
  variables: readonly GridVariable[],
  strides: Int32Array,
  weights: Float64Array,
  a: number,
  b: number,
): boolean {
  const na = variables[a]!.values.length;
  const nb = variables[b]!.values.length;
  const seen = new Int32Array(na).fill(-1);
  let any = false;
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i]! > 0)) continue;
    any = true;
    const x = Math.floor(i / strides[a]!) % na;
    const y = Math.floor(i / strides[b]!) % nb;
    if (seen[x]! >= 0 && seen[x] !== y) return false;
    seen[x] = y;
  }
  return any;
}

/** The grid's name of a formula variable: `factor(x)` is x. */
function sourceName(fixed: FixedDesign, label: string): string {
  const v = fixed.variables.find((f) => f.label === label);
  return v?.kind === "factor" && v.sources.length === 1 ? v.sources[0]! : label;
}

function addModelNesting(fixed: FixedDesign, names: string[], nests: Map<string, string[]>): void {
  const terms = fixed.terms.map((t) => t.variables.map((v) => sourceName(fixed, v)));
  const key = (set: readonly string[]): string => [...set].sort().join("\u0000");
  const present = new Set(terms.map(key));
  // R's `factors` attribute: coded by contrasts if the margin without the variable is in the model
  const byContrasts = (term: string[], v: string): boolean => {
    const margin = term.filter((u) => u !== v);
    return margin.length === 0 ? fixed.intercept : present.has(key(margin));
  };
  for (const name of names) {
    const own = terms.filter((t) => t.includes(name));
    if (own.length === 0 || own.some((t) => t.length === 1)) continue;
    let columns = own.filter((t) => byContrasts(t, name));
    if (columns.length === 0) columns = own;
    const sets = columns.map((t) =>
      t.filter((v) => v !== name && names.includes(v) && !byContrasts(t, v))
    );
    const smallest = sets.filter((s) =>
      !sets.some((o) => o !== s && o.length < s.length && o.every((v) => s.includes(v)))
    );
    const found = [...new Set(smallest.flat())];
    if (found.length > 0) nests.set(name, [...new Set([...nests.get(name) ?? [], ...found])]);
  }
}

/** Adds what the nesting factors are themselves nested in; drops what is nested in itself. */
function closed(nests: Map<string, string[]>): Nesting {
  for (const [name, outer] of nests) {
    nests.set(name, [...new Set([...outer.flatMap((o) => nests.get(o) ?? []), ...outer])]);
  }
  for (const [name, outer] of [...nests]) if (outer.includes(name)) nests.delete(name);
  return nests;
}
