/**
 * Which factors are nested in which.
 *
 * Two facts make a factor A nested in a factor B:
 *
 * - *of the data*: every level of A that occurs does so with one level of B only, so that A divides
 *   the groups of B. Equivalently, there are as many pairs of levels as levels of A. Where each is
 *   so within the other, they name the same groups, and the one that is written first is the nested one;
 * - *of the formula*: A has no main effect, and in every term that holds A, B stands with it and is
 *   coded by all its levels, as in `B/A`. Since a variable of a term is coded by contrasts exactly
 *   where the rest of the term is in the model as well, B is coded by all its levels exactly where the
 *   rest is not. Where B is so in some of the terms only, A has effects across the levels of B.
 *
 * What is nested in B is nested in all that B is nested in. Factors that come out as each within the
 * other are cells of a table, as in `A:B`, and none of them is nested.
 *
 * @module
 */
import type { FixedDesign } from "../../model/fixed/fixed_design.ts";
import type { GridVariable, Nesting } from "./grid.ts";

/** Whether the first factor is within the second. */
type Within = (inner: string, outer: string) => boolean;

/** Nesting among the variables of a grid that stand at several values. */
export function findNesting(
  fixed: FixedDesign,
  variables: readonly GridVariable[],
  strides: Int32Array,
  weights: Float64Array,
): Nesting {
  const names = variables.filter((v) => v.values.length > 1).map((v) => v.name);
  if (names.length < 2) return new Map();
  const byData = withinByData(variables, strides, weights, names);
  const byFormula = withinByFormula(fixed, names);
  const within = new Map(names.map((inner) => [
    inner,
    new Set(names.filter((o) => o !== inner && (byData(inner, o) || byFormula(inner, o)))),
  ]));
  close(within);
  const strict = [...within].filter(([name, outer]) => outer.size > 0 && !outer.has(name));
  const ofData = (name: string): number => names.some((o) => o !== name && byData(name, o)) ? 1 : 0;
  strict.sort(([a], [b]) => ofData(b) - ofData(a));
  const nests = (name: string, among: Set<string>): number =>
    [...among].filter((other) => within.get(other)!.has(name)).length;
  return new Map(strict.map(([name, outer]) => {
    const rank = new Map([...outer].map((o) => [o, nests(o, outer)]));
    return [name, names.filter((n) => outer.has(n)).sort((a, b) => rank.get(b)! - rank.get(a)!)];
  }));
}

/** Makes a relation transitive: what nests a factor's nest nests the factor. */
function close(within: ReadonlyMap<string, Set<string>>): void {
  for (const [middle, outer] of within) {
    for (const further of within.values()) {
      if (further.has(middle)) { for (const o of outer) further.add(o); }
    }
  }
}

/** Nesting of the data: the levels of the one determine the levels of the other. */
function withinByData(
  variables: readonly GridVariable[],
  strides: Int32Array,
  weights: Float64Array,
  names: readonly string[],
): Within {
  const occupied: number[] = [];
  weights.forEach((weight, cell) => {
    if (weight > 0) occupied.push(cell);
  });
  const levels = new Map(names.map((name) => {
    const v = variables.findIndex((u) => u.name === name);
    const count = variables[v]!.values.length;
    return [name, { count, of: (cell: number) => Math.floor(cell / strides[v]!) % count }];
  }));
  const determines = (a: string, b: string): boolean => {
    const [x, y] = [levels.get(a)!, levels.get(b)!];
    const pairs = new Set(occupied.map((cell) => x.of(cell) * y.count + y.of(cell)));
    return pairs.size > 0 && pairs.size === new Set(occupied.map(x.of)).size;
  };
  return (inner, outer) =>
    determines(inner, outer) &&
    (names.indexOf(inner) < names.indexOf(outer) || !determines(outer, inner));
}

/** Nesting of the formula: no main effect, and the other coded by all its levels throughout. */
function withinByFormula(fixed: FixedDesign, names: readonly string[]): Within {
  const terms = fixed.terms.map((t) => new Set(t.variables.map((v) => sourceName(fixed, v))));
  const isTerm = (variables: readonly string[]): boolean =>
    variables.length === 0
      ? fixed.intercept
      : terms.some((t) => t.size === variables.length && variables.every((v) => t.has(v)));
  const byAllLevels = (term: ReadonlySet<string>, variable: string): boolean =>
    term.has(variable) && !isTerm([...term].filter((v) => v !== variable));
  const holding = new Map(names.map((name) => [name, terms.filter((t) => t.has(name))]));
  return (inner, outer) => {
    const own = holding.get(inner)!;
    return own.length > 0 && !isTerm([inner]) && own.every((term) => byAllLevels(term, outer));
  };
}

/** The grid's name of a formula variable: `factor(x)` is x. */
function sourceName(fixed: FixedDesign, label: string): string {
  const v = fixed.variables.find((f) => f.label === label);
  return v?.kind === "factor" && v.sources.length === 1 ? v.sources[0]! : label;
}
