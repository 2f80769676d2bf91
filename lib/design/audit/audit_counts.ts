/**
 * Rule: a number that an author states, as in "15 pens per treatment", must be the data's or the
 * design's.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import type { Table } from "../../data/table.ts";
import { classification, completeRows, modelColumns, plural } from "./audit_data.ts";
import type { Design } from "../declared/design.ts";
import { type Finding, finding } from "./finding.ts";
import { crossed, crossedAll, isFiner, type Partition } from "../structure/partition.ts";

/** NUMBER + unit + per + treatment. */
export interface StatedCount {
  count: number;
  /** `pens`. */
  unit: string;
  /** `treatment`, `diet`. */
  per: string;
}

/** What a count can be held to. */
export interface CountSource {
  fit: Fit;
  data: Table;
}

const GENERIC =
  /^(?:(?:dietary|experimental|factorial)\s+)?(?:treatments?|treatment combinations?)$/i;
const ROWS = /^(?:observations?|records?|measurements?|data points?)$/i;

/**
 * The finding about a stated count, or null: where it agrees with some fit's data or design, and
 * where its words name nothing of them.
 */
export function auditCount(
  stated: StatedCount,
  sources: readonly CountSource[],
  designs: readonly Design[],
): Finding | null {
  const found = [
    ...designs.flatMap((d) => countsInDesign(stated, d)),
    ...sources.flatMap((s) => countsInData(stated, s)),
  ];
  if (found.length === 0 || found.some((f) => f.count === stated.count)) return null;
  const { count, what } = found[0]!;
  const said = `${stated.count} ${stated.unit} per ${stated.per}`;
  return finding(
    "stated-count",
    said,
    `${said} are stated; ${what} ${count}`,
    `Write ${count}, or acknowledge: stated-count`,
  );
}

interface FoundCount {
  count: number;
  what: string;
}

const same = (word: string, name: string): boolean => {
  const [w, n] = [word.toLowerCase(), name.toLowerCase()];
  return w === n || w === plural(n) || plural(w) === n;
};

function countsInDesign(stated: StatedCount, design: Design): FoundCount[] {
  const unit = design.unitTerms.find((u) => same(stated.unit, u.factors.at(-1)!));
  if (!unit) return [];
  return design.treatmentTerms
    .filter((t) => GENERIC.test(stated.per) || t.factors.some((f) => same(stated.per, f)))
    .filter((t) => t.unit === unit.term)
    .map((t) => ({ count: t.replication, what: "the design has" }));
}

function countsInData(stated: StatedCount, { fit, data }: CountSource): FoundCount[] {
  const columns = modelColumns(fit);
  const named = [...columns.response, ...columns.fixed, ...columns.groups.flat()];
  const rows = completeRows(data, named);
  const labels = data.metadata.labels ?? {};
  const columnFor = (word: string): string | undefined =>
    rows.names.find((name) => same(word, name) || same(word, labels[name] ?? name));
  const units = unitsNamed(stated.unit, rows, columnFor, columns.groups);
  if (units.length === 0) return [];
  return units.flatMap((unit): FoundCount[] => {
    const levels = GENERIC.test(stated.per)
      ? treatmentsOf(fit, rows, unit)
      : [columnFor(stated.per)].flatMap((name) =>
        name === undefined ? [] : classification(rows, [name]) ?? []
      );
    return levels.flatMap((level) => {
      const count = uniformCount(unit, level);
      return count === null ? [] : [{ count, what: "the data have" }];
    });
  });
}

/** Units by a word: rows, or the classes of a column, with those of the groups that hold it. */
function unitsNamed(
  word: string,
  rows: Table,
  columnFor: (word: string) => string | undefined,
  groups: readonly string[][],
): Partition[] {
  if (ROWS.test(word)) {
    const codes = Int32Array.from({ length: rows.nrow }, (_, i) => i);
    return [{ codes, classes: rows.nrow }];
  }
  const name = columnFor(word);
  const own = name === undefined ? null : classification(rows, [name]);
  if (!own) return [];
  const holding = groups.filter((g) => !g.includes(name!))
    .flatMap((g) => classification(rows, g) ?? [])
    .filter((g) => !isFiner(own, g));
  return [own, ...holding.map((g) => crossed(g, own))];
}

/** Fixed factors, and their combination, that do not change within a unit. */
function treatmentsOf(fit: Fit, rows: Table, unit: Partition): Partition[] {
  const factors = fit.fixed.variables.filter((v) => v.kind === "factor")
    .flatMap((v) => classification(rows, v.sources) ?? [])
    .filter((p) => isFiner(unit, p) && p.classes < unit.classes);
  return factors.length > 1 ? [...factors, crossedAll(factors, rows.nrow)] : factors;
}

/** Distinct units in each class, or null if classes differ. */
function uniformCount(unit: Partition, level: Partition): number | null {
  const seen = Array.from({ length: level.classes }, () => new Set<number>());
  for (let i = 0; i < unit.codes.length; i++) seen[level.codes[i]!]!.add(unit.codes[i]!);
  const first = seen[0]?.size ?? 0;
  return first > 0 && seen.every((s) => s.size === first) ? first : null;
}
