/**
 * The auditor: holds a fit to the design it came from, and to its own data.
 *
 * @module
 */
import { fitOfUnits } from "../fitted/fit_of_units.ts";
import type { Fit } from "../../model/fit.ts";
import type { Table } from "../../data/table.ts";
import { otherParts, partOf } from "../fitted/all_parts.ts";
import { auditModel, auditRandom } from "./audit_model.ts";
import { auditStrata, auditUnits } from "./audit_units.ts";
import type { Design } from "../declared/design.ts";
import { type Finding, unacknowledged } from "./finding.ts";

/** Options of an audit. */
export interface AuditOptions {
  /** Codes of findings that the author knows of. */
  acknowledge?: readonly string[];
}

/**
 * Findings about a fit.
 *
 * @param design what was declared, or null
 * @param data the table that the model was fitted to, with the columns that it does not name; the
 * fit's own if left out
 *
 * @example
 * ```ts
 * import { audit, design, lm, tableFrom } from "@heddle/heddle";
 *
 * const rows = Array.from({ length: 24 }, (_, i) => i);
 * const data = tableFrom({
 *   Plot: rows.map((i) => `P${Math.floor(i / 2)}`),
 *   Trt: rows.map((i) => "ABC"[Math.floor(i / 2) % 3]!),
 *   y: rows.map((i) => (i * 7) % 11),
 * });
 * const d = design({
 *   units: "~ Plot/Sample",
 *   treatments: "~ Trt",
 *   levels: { Plot: 12, Sample: 2, Trt: 3 },
 *   allot: "Trt ~ Plot",
 * });
 * if (!(audit(lm("y ~ Trt", data), d, data)[0]?.code === "pseudo-replication")) throw new Error();
 * ```
 */
export function audit(
  fit: Fit,
  design: Design | null = null,
  data: Table | null = null,
  options: AuditOptions = {},
): Finding[] {
  const table = data ?? fit.data;
  const declared = design && concerns(design, fit) ? design : null;
  const ofUnits = fitOfUnits(fit);
  const units = declared ? auditStrata(ofUnits, declared, table) : [];
  const found = auditUnits(ofUnits, table).filter((f) =>
    !(f.code === "pseudo-replication" && declared !== null)
  );
  const all = [...units, ...found, ...auditModel(fit, declared), ...auditParts(fit, table)];
  return unacknowledged(distinct(all), options.acknowledge ?? []);
}

/**
 * Zeros of their own are a response like another: a treatment given to compartments is compared between
 * compartments there too. Random effects of every part may have no variance.
 */
function auditParts(fit: Fit, table: Table): Finding[] {
  return otherParts(fit).flatMap((name): Finding[] => {
    const part = partOf(fit, name)!;
    const { what, argument } = OF_PARTS[name];
    const units = name === "zero"
      ? auditUnits(part, table).filter((f) => f.code === "pseudo-replication")
      : [];
    return [...units, ...(part.mixed ? auditRandom(part.mixed) : [])].map((f) => ({
      ...f,
      subject: `${f.subject} in ${argument}`,
      message: `${what}: ${f.message}`,
      ...(f.hint === undefined
        ? {}
        : { hint: f.hint.replace(/^(?:Add|Fit \S+ with) (\(.*?\))/, `Add $1 to ${argument}`) }),
    }));
  });
}

const OF_PARTS = {
  zero: { what: "In the zeros of their own", argument: "ziformula" },
  dispersion: { what: "In the dispersion", argument: "dispformula" },
} as const;

/** Whether the fit is one of the design: it names at least one of its treatment factors. */
function concerns(design: Design, fit: Fit): boolean {
  const names = new Set(fit.fixed.variables.flatMap((v) => v.sources));
  const treatments = design.declaration.treatments.names;
  return treatments.length === 0 || treatments.some((name) => names.has(name));
}

function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((f) => {
    const key = `${f.code} ${f.subject}`;
    return seen.has(key) ? false : (seen.add(key), true);
  });
}
