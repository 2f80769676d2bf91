/**
 * Whether an allotment can be made so that every treatment is orthogonal to every unit: in each
 * unit the combinations that vary within it must come equally often.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import type { Declaration } from "./declaration.ts";
import { members, nameOf, within } from "../structure/lattice.ts";
import { combinationsOf, levelsOf, unitOfTreatments } from "./unit_count.ts";

/** @throws DiagnosticError `allotment-impossible`, `counts-do-not-divide` */
export function checkAllotment(d: Declaration): void {
  const faults = new Map<string, Diagnostic>();
  const { treatments } = d;
  const places = treatments.terms.map((t) => members(t));
  for (const [i, term] of places.entries()) {
    const factors = term.map((k) => treatments.names[k]!);
    for (const unit of [...d.units.terms].reverse().concat(0)) {
      checkWithin(d, factors, unit, faults);
    }
    for (const other of places.slice(0, i)) {
      const both = [...new Set([...other, ...term])].map((k) => treatments.names[k]!);
      checkWithin(d, both, 0, faults);
    }
  }
  if (faults.size > 0) throw new DiagnosticError([...faults.values()]);
}

/** Within each `unit`, the factors that it does not fix must come in all combinations alike. */
function checkWithin(
  d: Declaration,
  factors: readonly string[],
  unit: number,
  faults: Map<string, Diagnostic>,
): void {
  const varying = factors.filter((name) => !within(d.allotted.get(name)!, unit));
  if (varying.length === 0) return;
  const given = unitOfTreatments(d, varying);
  const units = levelsOf(d, given | unit) / levelsOf(d, unit);
  const combinations = combinationsOf(d, varying);
  if (units % combinations === 0) return;
  const label = varying.join(":");
  if (faults.has(label)) return;
  const name = nameOf(given & ~unit, d.units.names);
  const where = unit === 0 ? "" : ` in each ${nameOf(unit, d.units.names)}`;
  const few = units < combinations;
  const what = varying.length === 1 ? "levels" : "combinations";
  faults.set(label, {
    code: few ? "allotment-impossible" : "counts-do-not-divide",
    severity: "error",
    message: few
      ? `${units} ${name}${where} cannot hold ${combinations} ${what} of ${label}`
      : `${combinations} ${what} of ${label} cannot come equally often on ${units} ${name}${where}`,
    hint: `The number of ${name}${where} must be a multiple of ${combinations}; ` +
      "designs with incomplete blocks need a plan of which treatment sits where",
  });
}
