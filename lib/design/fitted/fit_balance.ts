/**
 * Whether a fit's data are balanced, and its strata if they are: all classifications uniform,
 * orthogonal to each other, and every fixed term in one stratum.
 *
 * Source: Tjur (1984, Int. Stat. Rev. 52, 33–81), for orthogonality of factors and of the designs
 * they make.
 *
 * @module
 */
import type { FitParts, FitStrata } from "./fit_parts.ts";
import type { FittedTerm } from "./fit_terms.ts";
import {
  closedUnderIntersection,
  type FactorSet,
  members,
  nameOf,
  setOf,
  stratumDf,
  within,
} from "../structure/lattice.ts";
import {
  crossedAll,
  discrete,
  isFiner,
  isOrthogonal,
  isUniform,
  joined,
  type Partition,
} from "../structure/partition.ts";
import {
  add,
  constant,
  type Polynomial,
  product,
  symbol,
  valueOf,
} from "../structure/polynomial.ts";
import type { Stratum } from "../structure/structure.ts";

/** A classification of the observations by unit factors; the bit after them is the observation. */
export interface UnitSet {
  set: FactorSet;
  partition: Partition;
}

/** The strata of a fit to balanced data, or the reason why there are none. */
export function balancedStrata(
  parts: FitParts,
  count: (name: string) => Polynomial,
  counts: Readonly<Record<string, number>>,
): FitStrata | string {
  const { fit, terms, groups, factors } = parts;
  if (groups.some((g) => g.slopes.length > 0)) return "random-slopes";
  if (terms.some((t) => !t.categorical)) return "covariates";
  if (fit.weights) return "weights";
  const names = factors.map((f) => f.name);
  const own = groups.map((g) => setOf(g.factors.map((name) => names.indexOf(name))));
  const everything = setOf(names.keys()) | (1 << names.length);
  const units = closedUnderIntersection(own).map((set): UnitSet => ({
    set,
    partition: crossedAll(members(set).map((i) => factors[i]!.partition), fit.n),
  }));
  units.push({ set: everything, partition: discrete(fit.n) });
  if (!orthogonalUnits(units) || !orthogonalTerms(terms, fit.n)) return "unbalanced";
  const stratumOf = terms.map((t) => stratumHolding(t, units));
  if (!terms.every((t) => liesInOneStratum(t, units, terms))) return "unbalanced";
  const unitCounts: FitStrata["unitCounts"] = new Map();
  const levels = unitLevels(parts, units, count, unitCounts);
  const df = stratumDf(units.map((u) => u.set), levels);
  const numbers = { ...counts };
  // without an intercept the mean is part of the first term, and of the stratum that it lies in
  const meanIn = fit.fixed.intercept ? -1 : stratumOf[0] ?? units.length - 1;
  const sizes = stratumDf(
    units.map((u) => u.set),
    (set) => constant(units.find((u) => u.set === set)!.partition.classes),
  );
  const strata = units.map((unit, i): Stratum => {
    const lowest = unit.set === everything;
    const label = nameOf(unit.set & ~(1 << names.length), names);
    return {
      unit: lowest ? "Error" : label,
      factors: members(unit.set & ~(1 << names.length)).map((k) => names[k]!),
      set: unit.set,
      lowest,
      component: lowest ? "residual" : own.includes(unit.set) ? label : null,
      levels: levels(unit.set),
      levelCount: unit.partition.classes,
      df: i === meanIn ? add(df.get(unit.set)!, constant(1)) : df.get(unit.set)!,
      dfCount: valueOf(sizes.get(unit.set)!, numbers) + (i === meanIn ? 1 : 0),
      finer: units.flatMap((other, j) => j === i || within(unit.set, other.set) ? [j] : []),
    };
  });
  return { strata, stratumOf, unitCounts, notes: [] };
}

function orthogonalUnits(units: readonly UnitSet[]): boolean {
  return units.every((a, i) =>
    isUniform(a.partition) && units.slice(0, i).every((b) => {
      const meet = a.set & b.set;
      const known = units.find((u) => u.set === meet)?.partition.classes ?? 1;
      return isOrthogonal(a.partition, b.partition) &&
        joined(a.partition, b.partition).classes === known;
    })
  );
}

const combinations = (t: FittedTerm): number =>
  t.variables.reduce((n, v) => n * v.variable.levels.length, 1);

function orthogonalTerms(terms: readonly FittedTerm[], n: number): boolean {
  return terms.every((a, i) =>
    a.partition.classes === combinations(a) && isUniform(a.partition) &&
    terms.slice(0, i).every((b) => {
      const shared = a.variables.filter((v) => (b.set >> v.place) & 1);
      const classes = shared.reduce((k, v) => k * v.variable.levels.length, 1);
      return isOrthogonal(a.partition, b.partition) &&
        (n === 0 || joined(a.partition, b.partition).classes === classes);
    })
  );
}

/** The coarsest classification within whose classes the term does not vary. */
function stratumHolding(term: FittedTerm, units: readonly UnitSet[]): number {
  return units.findIndex((u) => isFiner(u.partition, term.partition));
}

/**
 * Whether the term is orthogonal to every classification except where it is a function of it: what
 * the two share must be a term of the model, which the term's own effects leave out.
 */
function liesInOneStratum(
  term: FittedTerm,
  units: readonly UnitSet[],
  terms: readonly FittedTerm[],
): boolean {
  return units.every(({ partition }) => {
    if (isFiner(partition, term.partition)) return true;
    if (!isOrthogonal(partition, term.partition)) return false;
    const shared = joined(partition, term.partition).classes;
    return shared === 1 ||
      terms.some((t) =>
        t !== term && within(t.set, term.set) && isFiner(partition, t.partition) &&
        t.partition.classes === shared
      );
  });
}

/**
 * Numbers of units in letters: a factor after those that hold it counts the treatments that fill it
 * and how often each comes. Numbers stand where the labels follow no such rule.
 */
export function unitLevels(
  parts: FitParts,
  units: readonly UnitSet[],
  count: (name: string) => Polynomial,
  unitCounts: FitStrata["unitCounts"],
): (set: FactorSet) => Polynomial {
  const names = parts.factors.map((f) => f.name);
  const bottom = 1 << names.length;
  const written = new Map<FactorSet, Polynomial>();
  for (const unit of units) {
    if (unit.set & bottom) {
      written.set(unit.set, symbol("N"));
      continue;
    }
    const factors: Polynomial[] = [];
    let outer = crossedAll([], parts.fit.n);
    let sayable = true;
    for (const i of members(unit.set)) {
      const inner = crossedAll([outer, parts.factors[i]!.partition], parts.fit.n);
      const factor = factorCount(parts, names[i]!, outer, inner, count, unitCounts);
      if (factor === null) sayable = false;
      else factors.push(factor);
      outer = inner;
    }
    written.set(unit.set, sayable ? product(factors) : constant(unit.partition.classes));
  }
  return (set) => written.get(set)!;
}

function factorCount(
  parts: FitParts,
  name: string,
  outer: Partition,
  inner: Partition,
  count: (name: string) => Polynomial,
  unitCounts: FitStrata["unitCounts"],
): Polynomial | null {
  const ratio = inner.classes / outer.classes;
  if (!Number.isInteger(ratio)) return null;
  const variables = parts.fit.fixed.variables;
  const same = variables.find((v) =>
    v.label === name || (v.kind === "factor" && v.sources.length === 1 && v.sources[0] === name)
  );
  if (same) return same.levels.length === ratio ? count(same.label) : null;
  const mains = parts.terms.filter((t) => t.variables.length === 1);
  const filling = mains.filter((t) =>
    isFiner(inner, t.partition) && joined(outer, t.partition).classes === 1
  );
  const combined = filling.reduce((n, t) => n * combinations(t), 1);
  const filled = combined > 1 && ratio % combined === 0;
  const filledBy = filled ? filling.map((t) => t.label) : [];
  const times = filled ? ratio / combined : ratio;
  const known = unitCounts.get(name);
  if (known && (known.times !== times || known.filledBy.join() !== filledBy.join())) return null;
  unitCounts.set(name, { times, filledBy });
  const letters = filledBy.map(count);
  return product(times === 1 && filled ? letters : [...letters, count(name)]);
}
