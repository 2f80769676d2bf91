/**
 * One plan that a design allows: which treatment sits on which unit, in standard order and not
 * randomised. Tests, simulation and pictures are made of it.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import type { Column } from "../../data/column.ts";
import { Table } from "../../data/table.ts";
import type { Declaration } from "./declaration.ts";
import type { Design } from "./design.ts";
import { type FactorSet, members, setOf, within } from "../structure/lattice.ts";
import {
  crossedAll,
  isOrthogonal,
  isUniform,
  joined,
  type Partition,
  partitionOf,
} from "../structure/partition.ts";
import { levelsOf } from "./unit_count.ts";

/** Level of every factor for every observation; unit factors are numbered within their parents. */
export type Plan = ReadonlyMap<string, Int32Array>;

/**
 * A plan of a design. Observations are in the order of the unit formula, the last factor fastest.
 *
 * @throws DiagnosticError `needs-plan` where cyclic rules find no balanced plan
 */
export function planOf(design: Design): Plan {
  const { declaration: d } = design;
  const plan = unitPlan(design);
  const used = new Map<FactorSet, number>();
  for (const group of groupsOf(d)) allot(d, group, plan, used);
  checkPlan(design, plan);
  return plan;
}

/** The units alone, in standard order. */
export function unitPlan(design: Design): Map<string, Int32Array> {
  const { declaration: d } = design;
  keepWithin(LIMITS.values, design.observations * d.units.names.length, "Cells of this plan", {
    hint: "Declare fewer levels of the units",
  });
  const plan = new Map<string, Int32Array>();
  let run = design.observations;
  for (const name of d.units.names) {
    const count = d.counts.get(name)!;
    run /= count;
    const every = run;
    plan.set(
      name,
      Int32Array.from({ length: design.observations }, (_, i) => Math.floor(i / every) % count),
    );
  }
  const used = new Map<FactorSet, number>();
  for (const group of groupsOf(d)) allot(d, group, plan, used);
  checkPlan(design, plan);
  return plan;
}

/**
 * A plan as a table of factors.
 *
 * @example
 * ```ts
 * import { design, planTable } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Plot",
 *   treatments: "~ Trt",
 *   levels: { Block: 4, Plot: 5, Trt: 5 },
 *   allot: "Trt ~ Plot",
 * });
 * if (!(planTable(d).names.join() === "Block,Plot,Trt")) throw new Error();
 * ```
 */
export function planTable(design: Design): Table {
  const plan = planOf(design);
  const columns = design.factors.map(({ name, levels }): Column => ({
    kind: "factor",
    name,
    codes: plan.get(name)!,
    levels,
    ordered: false,
  }));
  const order = [...design.declaration.units.names, ...design.declaration.treatments.names];
  return new Table([...new Set(order)].map((name) => columns.find((c) => c.name === name)!));
}

/** Treatment factors that are allotted together, as combinations. */
interface Group {
  unit: FactorSet;
  factors: string[];
  /** How many groups went to the same unit before. */
  turn: number;
}

/** Factors of one unit go as combinations if these fit into its parts; else one by one. */
function groupsOf(d: Declaration): Group[] {
  const byUnit = new Map<FactorSet, string[]>();
  for (const name of d.treatments.names) {
    if (d.units.names.includes(name)) continue;
    const unit = d.allotted.get(name)!;
    byUnit.set(unit, [...byUnit.get(unit) ?? [], name]);
  }
  return [...byUnit].flatMap(([unit, factors]) => {
    const total = factors.reduce((n, name) => n * d.counts.get(name)!, 1);
    const fits = partsOf(d, unit).every((part) => levelsOf(d, part) % total === 0);
    const groups = fits ? [factors] : factors.map((name) => [name]);
    return groups.map((list, turn): Group => ({ unit, factors: list, turn }));
  });
}

/** What is left of a unit term beside each of the largest coarser ones: Row and Column. */
function partsOf(d: Declaration, unit: FactorSet): FactorSet[] {
  const coarser = d.units.terms.filter((t) => t !== unit && within(t, unit));
  const largest = coarser.filter((t) => !coarser.some((o) => o !== t && within(t, o)));
  return largest.length === 0 ? [unit] : largest.map((t) => unit & ~t);
}

/**
 * The parts whose numbers are added to place a number of combinations: what all parts have in
 * common, if that is enough for all of them, else every part.
 */
function placingParts(d: Declaration, unit: FactorSet, combinations: number): FactorSet[] {
  const parts = partsOf(d, unit);
  const common = parts.reduce((a, b) => a & b);
  return common !== 0 && levelsOf(d, common) % combinations === 0 ? [common] : parts;
}

/** Sum of the parts' numbers, modulo the number of combinations: cyclic as in a Latin square. */
function allot(
  d: Declaration,
  group: Group,
  plan: Map<string, Int32Array>,
  used: Map<FactorSet, number>,
): void {
  const total = group.factors.reduce((n, name) => n * d.counts.get(name)!, 1);
  const n = [...plan.values()][0]?.length ?? 0;
  const position = new Float64Array(n);
  placingParts(d, group.unit, total).forEach((part, k) => {
    const before = used.get(part) ?? 1;
    const fits = levelsOf(d, part) % (before * total) === 0;
    const skip = fits ? before : 1;
    used.set(part, fits ? before * total : before);
    const times = k === 0 ? 1 : 1 + group.turn;
    const places = members(part).map((i) => d.units.names[i]!);
    for (let i = 0; i < n; i++) {
      const number = places.reduce((v, name) => v * d.counts.get(name)! + plan.get(name)![i]!, 0);
      position[i]! += times * Math.floor(number / skip);
    }
  });
  let rest = Float64Array.from(position, (v) => v % total);
  for (const name of group.factors) {
    const count = d.counts.get(name)!;
    plan.set(name, Int32Array.from(rest, (v) => v % count));
    rest = rest.map((v) => Math.floor(v / count));
  }
}

/** Every treatment term must be orthogonal to every unit term, and to every other one. */
function checkPlan(design: Design, plan: Plan): void {
  const { declaration: d, observations: n } = design;
  const parts = new Map([...plan].map(([name, codes]) => [name, partitionOf(codes)]));
  const all = (names: readonly string[]): Partition =>
    crossedAll(names.map((name) => parts.get(name)!), n);
  const units = d.units.terms.map((t) => members(t).map((i) => d.units.names[i]!));
  const terms = design.treatmentTerms.map((t) => t.factors);
  const within = (factors: readonly string[], unit: readonly string[]): string[] => {
    const set = setOf(unit.map((name) => d.units.names.indexOf(name)));
    return factors.filter((name) => (d.allotted.get(name)! & ~set) === 0);
  };
  const balanced = terms.every((factors, k) =>
    isComplete(all(factors), factors.reduce((size, name) => size * d.counts.get(name)!, 1)) &&
    units.every((unit) => agree(all(factors), all(unit), all(within(factors, unit)))) &&
    terms.slice(0, k).every((other) =>
      agree(all(factors), all(other), all(factors.filter((name) => other.includes(name))))
    )
  );
  if (balanced) return;
  fail("needs-plan", "No balanced plan of this design was found by cyclic rules", {
    hint: "Degrees of freedom and power do not need one",
  });
}

const isComplete = (p: Partition, combinations: number): boolean =>
  p.classes === combinations && isUniform(p);

const agree = (a: Partition, b: Partition, common: Partition): boolean =>
  isOrthogonal(a, b) && joined(a, b).classes === common.classes;
