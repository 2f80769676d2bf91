/** Random structures of designs, for tests of what holds for any. */
import { assert } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import type { RandomStream } from "../../lib/math/distribution/random.ts";
import type { DesignSpec } from "../../lib/design/declared/declaration.ts";
import { type Design, design } from "../../lib/design/declared/design.ts";
import { planOf } from "../../lib/design/declared/plan.ts";

/** A random formula over the names: nesting and crossing mostly. */
function unitFormula(names: readonly string[], random: RandomStream): string {
  if (names.length === 1) return names[0]!;
  const cut = 1 + Math.floor(random.uniform() * (names.length - 1));
  const left = unitFormula(names.slice(0, cut), random);
  const right = unitFormula(names.slice(cut), random);
  const operator = pick(["/", "/", "/", "*", "*", ":", "+"], random);
  return `(${left})${operator}(${right})`;
}

function pick<T>(list: readonly T[], random: RandomStream): T {
  return list[Math.floor(random.uniform() * list.length)]!;
}

/** A random structure of up to four unit and three treatment factors, not always a possible one. */
export function randomSpec(random: RandomStream): DesignSpec {
  const unitNames = ["Farm", "Block", "Main", "Plot"].slice(
    0,
    1 + Math.floor(random.uniform() * 4),
  );
  const treatments = ["A", "B", "C"].slice(0, Math.floor(random.uniform() * 4));
  const levels: Record<string, number> = {};
  for (const name of unitNames) levels[name] = pick([2, 3, 4, 4, 6], random);
  for (const name of treatments) levels[name] = pick([2, 2, 3, 4], random);
  const both = unitNames.length > 1 && random.uniform() < 0.25 ? pick(unitNames, random) : null;
  const fixed = both ? [...treatments, both] : treatments;
  return {
    units: `~ ${unitFormula(unitNames, random)}`,
    treatments: `~ ${fixed.length === 0 ? "1" : fixed.join(random.uniform() < 0.8 ? "*" : "+")}`,
    levels,
    allot: treatments.map((name) => {
      const some = unitNames.filter(() => random.uniform() < 0.5);
      return `${name} ~ ${some.length === 0 ? pick(unitNames, random) : some.join(":")}`;
    }),
  };
}

/** The design, or null if the random declaration is none that could be laid out. */
export function possible(spec: DesignSpec): Design | null {
  const refusals = [
    "allotment-impossible",
    "counts-do-not-divide",
    "unknown-unit",
    "split-term",
    "needs-plan",
  ];
  try {
    const made = design(spec);
    if (made.observations > 150) return null;
    planOf(made);
    return made;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    for (const d of error.diagnostics) assert(refusals.includes(d.code), `${d.code}: ${d.message}`);
    return null;
  }
}
