/**
 * Which means a contrast is among: groups of rows, their labels, and the linear functions that
 * coefficients make of them.
 *
 * @module
 */
import { numberText } from "../../data/factor.ts";
import { fail } from "../../diagnostic.ts";
import { suggestion } from "../../syntax/nearest.ts";
import type { Means } from "../means/viewed_means.ts";
import { CombinedFunctions, type Weights } from "./weights.ts";

/** A row's variables with their values. */
export type At = Record<string, string | number>;

/** Throws `unknown-variable` with what might have been meant. */
export function unknownVariable(name: string, all: readonly string[]): never {
  fail("unknown-variable", `${name} is no variable of these means`, {
    hint: suggestion(name, all, "They have"),
  });
}

const list = (v: string | readonly string[]): readonly string[] =>
  typeof v === "string" ? v.split(/\s*,\s*/).filter((s) => s !== "") : v;

/**
 * The `by` variables in force: those asked for, the complement of `simple`, or the means' own.
 *
 * @throws DiagnosticError `unknown-variable`
 */
export function groupsBy(
  means: Means,
  options: {
    by?: string | readonly string[] | null | undefined;
    simple?: string | readonly string[] | undefined;
  },
): string[] {
  const all = [...means.factors, ...means.by];
  const known = (names: readonly string[]): readonly string[] => {
    for (const n of names) {
      if (!all.includes(n)) unknownVariable(n, all);
    }
    return names;
  };
  if (options.simple !== undefined) {
    const simple = known(list(options.simple));
    return all.filter((v) => !simple.includes(v));
  }
  if (options.by === undefined) return means.by;
  if (options.by === null) return [];
  return [...known(list(options.by))];
}

/** Indices of rows by group, groups in order of appearance. */
export function groupRows(means: Means, by: readonly string[]): number[][] {
  if (by.length === 0) return [means.rows.map((_, i) => i)];
  const groups = new Map<string, number[]>();
  means.rows.forEach((row, i) => {
    const key = by.map((v) => row.at[v]).join("\u0000");
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  return [...groups.values()];
}

/** Some of the variables. */
export const pick = (at: At, names: readonly string[]): At =>
  Object.fromEntries(names.map((n) => [n, at[n]!]));

/** Whether a level is a number or reads as one. */
export const isNumeric = (v: string | number): boolean =>
  typeof v === "number" || (v.trim() !== "" && Number.isFinite(Number(v)));

/** A level as text, numbers with R's fifteen digits. */
export const text = (v: string | number): string => typeof v === "number" ? numberText(v) : v;

/** Levels joined by blanks; a level that is a number is preceded by its factor's name. */
export function labelOf(
  at: At,
  variables: readonly string[],
  numeric: readonly string[],
): string {
  return variables.map((v) => (numeric.includes(v) ? v : "") + text(at[v]!)).join(" ");
}

/** Linear functions of contrasts; a mean of no cells (NaN) counts only where its weight is not 0. */
export function combined(
  means: Means,
  rows: readonly number[],
  coefficients: readonly Weights[],
): { functions: CombinedFunctions; known: number[] } {
  const known = coefficients.map(({ at, value }) => {
    let offset = 0;
    for (let k = 0; k < at.length; k++) offset += value[k]! * means.known[rows[at[k]!]!]!;
    return offset;
  });
  const base = rows.map((r) => means.linearFull[r]!);
  return { functions: new CombinedFunctions(base, coefficients), known };
}
