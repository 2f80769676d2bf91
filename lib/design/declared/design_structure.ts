/**
 * The structure of a declared design: strata from the lattice of unit terms, treatment terms with
 * the stratum each lies in, all counts as polynomials in the factors' letters.
 *
 * Sources: Nelder (1965, Proc. R. Soc. A 283, 147–178) for simple block structures; Tjur (1984,
 * Int. Stat. Rev. 52, 33–81) for treatments and the strata they lie in; Brien & Bailey (2006, J.
 * R. Stat. Soc. B 68, 571–609) for allotment from one set of factors to another.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Note } from "../../note.ts";
import { type Declaration, holders } from "./declaration.ts";
import {
  byDegree,
  closedUnderIntersection,
  type FactorSet,
  members,
  nameOf,
  setOf,
  smallestHolding,
  stratumDf,
  within,
} from "../structure/lattice.ts";
import { chooseLetters, declaredOrder, type SymbolTable } from "../structure/factor_letters.ts";
import { type Polynomial, product, sum, symbol, valueOf } from "../structure/polynomial.ts";
import type { FixedSource, Stratum, Structure, UnitFactor } from "../structure/structure.ts";
import { levelsOf, unitOfTreatments } from "./unit_count.ts";

/** Derives the structure. @throws DiagnosticError `split-term`, `bad-symbol` */
export function designStructure(d: Declaration, symbols: SymbolTable): Structure {
  const { units, treatments } = d;
  const unitCounts = units.names.map((_, i) => unitFactorOf(d, i));
  const random = unitCounts.filter((u) => !treatments.names.includes(u.name));
  const letters = chooseLetters([
    ...treatments.names.map((name) => ({ name, role: "fixed" as const })),
    ...random.map((u) => ({
      name: u.name,
      role: "random" as const,
      counted: u.times > 1 || u.filledBy.length === 0,
      indexed: !u.identified,
    })),
  ], symbols);
  const count = (name: string): Polynomial => symbol(letters.get(name)!.count);
  const unitLevels = units.names.map((name, i) => {
    const { filledBy, times } = unitCounts[i]!;
    if (filledBy[0] === name) return count(name);
    const parts = filledBy.map(count);
    if (times > 1 || parts.length === 0) parts.push(count(name));
    return product(parts);
  });
  const { counts, meanings } = countsOf(d, unitCounts, letters);
  const strata = strataOf(d, unitLevels, counts);
  return {
    source: "design",
    observations: levelsOf(d, setOf(units.names.keys())),
    strata,
    fixed: fixedOf(d, strata, count, counts, symbols),
    counts,
    meanings,
    letters,
    fixedFactors: treatments.names,
    units: unitCounts,
    mean: true,
    balanced: true,
    notes: notesOf(d, strata),
  };
}

/** Unit factors that no other factor of the set lies in. */
function leaves(d: Declaration, set: FactorSet): number[] {
  const inner = members(set);
  return inner.filter((i) => !inner.some((j) => j !== i && holders(d.units, j) & (1 << i)));
}

/** Which treatments fill the levels of a unit factor: those allotted to a unit that it ends. */
function unitFactorOf(d: Declaration, place: number): UnitFactor {
  const name = d.units.names[place]!;
  const count = d.counts.get(name)!;
  const own = { name, within: members(holders(d.units, place)).map((i) => d.units.names[i]!) };
  if (d.treatments.names.includes(name)) {
    return { ...own, filledBy: [name], times: 1, identified: true };
  }
  const groups = new Map<FactorSet, string[]>();
  for (const treatment of d.treatments.names) {
    const unit = d.allotted.get(treatment)!;
    if (leaves(d, unit).includes(place)) {
      groups.set(unit, [...groups.get(unit) ?? [], treatment]);
    }
  }
  for (const unit of byDegree([...groups.keys()])) {
    const filledBy = groups.get(unit)!;
    const combinations = filledBy.reduce((n, t) => n * d.counts.get(t)!, 1);
    const alone = leaves(d, unit).length === 1;
    // of crossed units, such as subjects by periods, one alone holds every treatment: only rows and
    // columns that are as many as the treatments are counted by these
    if (count % combinations === 0 && combinations > 1 && (alone || count === combinations)) {
      const times = count / combinations;
      const identified = times === 1 && alone;
      return { ...own, filledBy, times, identified };
    }
  }
  return { ...own, filledBy: [], times: count, identified: false };
}

function countsOf(
  d: Declaration,
  unitCounts: readonly UnitFactor[],
  letters: Structure["letters"],
): { counts: Record<string, number>; meanings: Record<string, string> } {
  const counts: Record<string, number> = {};
  const meanings: Record<string, string> = {};
  for (const name of d.treatments.names) {
    counts[letters.get(name)!.count] = d.counts.get(name)!;
    meanings[letters.get(name)!.count] = name;
  }
  d.units.names.forEach((name, i) => {
    const letter = letters.get(name)!.count;
    if (letter === "" || d.treatments.names.includes(name)) return;
    const { filledBy, times } = unitCounts[i]!;
    counts[letter] = times;
    meanings[letter] = filledBy.length > 0 ? `${name} per ${filledBy.join(":")}` : name;
  });
  counts.N = levelsOf(d, setOf(d.units.names.keys()));
  meanings.N = "observations";
  return { counts, meanings };
}

/** Unit terms that carry a variance component: those that are no treatment term, and the lowest. */
function randomTerms(d: Declaration): FactorSet[] {
  const bottom = setOf(d.units.names.keys());
  const fixed = new Set(
    d.treatments.terms.map((t) => {
      const names = members(t).map((k) => d.treatments.names[k]!);
      return setOf(names.map((name) => d.units.names.indexOf(name)).map((i) => i < 0 ? 31 : i));
    }),
  );
  return byDegree([...d.units.terms.filter((t) => !fixed.has(t)), bottom]);
}

function strataOf(
  d: Declaration,
  unitLevels: readonly Polynomial[],
  counts: Record<string, number>,
): Stratum[] {
  const bottom = setOf(d.units.names.keys());
  const random = randomTerms(d);
  const sets = closedUnderIntersection(random);
  const levels = (set: FactorSet): Polynomial => product(members(set).map((i) => unitLevels[i]!));
  const df = stratumDf(sets, levels);
  return sets.map((set) => ({
    unit: nameOf(set, d.units.names),
    factors: members(set).map((i) => d.units.names[i]!),
    set,
    lowest: set === bottom,
    component: set === bottom
      ? "residual"
      : random.includes(set)
      ? nameOf(set, d.units.names)
      : null,
    levels: levels(set),
    levelCount: levelsOf(d, set),
    df: df.get(set)!,
    dfCount: valueOf(df.get(set)!, counts),
    finer: sets.flatMap((other, j) => within(set, other) ? [j] : []),
  }));
}

/**
 * Treatment terms in the order of rows. The space of a term is what it adds to the terms before it;
 * all of it must lie in one stratum.
 */
function fixedOf(
  d: Declaration,
  strata: readonly Stratum[],
  count: (name: string) => Polynomial,
  counts: Record<string, number>,
  symbols: SymbolTable,
): FixedSource[] {
  const { treatments } = d;
  const named = (set: FactorSet): string[] => members(set).map((k) => treatments.names[k]!);
  const sets = strata.map((s) => s.set);
  const stratumOf = (set: FactorSet): number =>
    sets.indexOf(smallestHolding(sets, unitOfTreatments(d, named(set)))!);
  const fixedBy = (set: FactorSet, unit: FactorSet): FactorSet =>
    setOf(members(set).filter((k) => within(d.allotted.get(treatments.names[k]!)!, unit)));
  const parts = treatments.terms.flatMap((t) => sets.map((unit) => fixedBy(t, unit)));
  const closed = closedUnderIntersection([...treatments.terms, ...parts]);
  const df = stratumDf(closed, (set) => product(named(set).map(count)));
  const open = new Set(closed);
  const rows = treatments.terms.map((term, i): FixedSource => {
    const own = [...open].filter((part) => within(part, term));
    own.forEach((part) => open.delete(part));
    const stratum = stratumOf(term);
    const label = treatments.labels[i]!;
    const elsewhere = own.find((part) => stratumOf(part) !== stratum);
    if (elsewhere !== undefined) {
      const unit = strata[stratumOf(elsewhere)]!.unit;
      const missing = nameOf(elsewhere, treatments.names);
      fail(
        "split-term",
        `Part of ${label} varies between ${unit} and part between ${strata[stratum]!.unit}`,
        { hint: `Add ${missing} to the treatments, for example ~ ${named(term).join("*")}` },
      );
    }
    const total = sum(own.map((part) => df.get(part)!));
    return {
      label,
      factors: named(term),
      set: term,
      df: total,
      dfCount: valueOf(total, counts),
      pieces: own,
      stratum,
    };
  });
  return inDeclaredOrder(rows, symbols);
}

/** Terms by degree; among those of one degree the order of the declared symbols decides. */
export function inDeclaredOrder(
  rows: readonly FixedSource[],
  symbols: SymbolTable,
): FixedSource[] {
  const names = [...new Set(rows.flatMap((r) => r.factors))].map((name) => ({ name }));
  const place = new Map(declaredOrder(names, symbols).map((f, i) => [f.name, i]));
  const key = (r: FixedSource): number[] =>
    r.factors.map((name) => place.get(name)!).sort((a, b) => a - b);
  return Object.keys(symbols).length === 0 ? [...rows] : [...rows].sort((a, b) => {
    if (a.factors.length !== b.factors.length) return a.factors.length - b.factors.length;
    const [p, q] = [key(a), key(b)];
    return p.map((v, i) => v - q[i]!).find((v) => v !== 0) ?? 0;
  });
}

function notesOf(d: Declaration, strata: readonly Stratum[]): Note[] {
  const bottom = setOf(d.units.names.keys());
  const notes: Note[] = [];
  if (!d.units.terms.includes(bottom)) {
    const unit = nameOf(bottom, d.units.names);
    notes.push({
      code: "implied-unit",
      text: `The units formula has no term for the observations; ${unit} is taken`,
      data: { unit },
    });
  }
  const silent = d.units.terms.filter((t) =>
    !strata.some((s) => s.set === t && s.component !== null)
  );
  for (const set of silent) {
    const unit = nameOf(set, d.units.names);
    notes.push({
      code: "fixed-unit",
      text: `${unit} is a treatment term too: its effects are fixed and it has no variance`,
      data: { unit },
    });
  }
  return notes;
}
