/**
 * The data of a figure that a `plot` fence drew, for those who want the numbers.
 *
 * @module
 */
import type { ShownFrame } from "../../render/shown.ts";

/** A table is shown up to so many rows; the rest is in the page's values. */
const MOST_ROWS = 2000;

/** Those of a page's values that are tables; an emmeans list gives one for each of its parts. */
export function plotTables(
  values: Readonly<Record<string, unknown>>,
): { name: string; table: ShownFrame }[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const table = frame(value);
    if (table) return [{ name, table }];
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    return Object.entries(value).flatMap(([part, inner]) => {
      const own = frame(inner);
      return own ? [{ name: `${name}$${part}`, table: own }] : [];
    });
  });
}

/** An array of flat objects as a table; null for anything else. */
function frame(value: unknown): ShownFrame | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_ROWS) return null;
  const rows = value as unknown[];
  const first = rows[0];
  if (typeof first !== "object" || first === null || Array.isArray(first)) return null;
  const columns = Object.keys(first).map((name): ShownFrame["columns"][number] => {
    const cells = rows.map((row) => cell((row as Record<string, unknown>)[name]));
    const known = cells.filter((each) => each !== null);
    const numeric = known.every((each) => typeof each === "number");
    return {
      name,
      type: numeric ? "numeric" : "character",
      values: numeric ? cells : cells.map((each) => each === null ? null : String(each)),
    };
  });
  return { kind: "frame", columns, rowNames: null, notes: [] };
}

function cell(value: unknown): number | string | boolean | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "string" || typeof value === "boolean" ? value : null;
}
