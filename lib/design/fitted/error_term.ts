/**
 * What a mean square is tested against: one line of the analysis where one has its expectation
 * without its own source, else a combination of lines that has it, else nothing.
 *
 * A combination Σ cₖ MSₖ is taken for χ² with Satterthwaite's df, (Σ cₖξₖ)² / Σ (cₖξₖ)²/νₖ, for
 * ξₖ = E(MSₖ).
 *
 * Source: Satterthwaite (1946, Biometrics Bull. 2, 110–114); Searle, Casella & McCulloch (1992),
 * Variance Components, section 4.5.
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import type { Design } from "../declared/design.ts";
import { errorDf, type FixedSource, meanSquareOf, type Structure } from "../structure/structure.ts";
import { expectedErrorOf, type Variances } from "../planning/variance.ts";

/** A share of the error line of a stratum. */
export interface ErrorPart {
  /** Its stratum. */
  stratum: number;
  /** What its mean square is multiplied by. */
  coefficient: number;
}

/** A linear function of mean squares with what is expected of it. */
export interface Synthesis {
  /** Its expectation. */
  value: number;
  /** Satterthwaite's df. */
  df: number;
}

/** Coefficients of variance components in an expectation. */
type Expectation = Readonly<Record<string, number>>;

/** Differences of coefficients below this share of the largest are rounding. */
const EQUAL = 1e-8;

/** More lines than so many are not combined. */
const MOST_LINES = 12;

/** The expected mean square of a stratum's error, that of unbalanced data too where it is known. */
export function lineExpectation(structure: Structure, stratum: number): Expectation | null {
  if (structure.balanced) return meanSquareOf(structure, stratum);
  return structure.expected?.strata[stratum] ?? null;
}

/** What a fixed term is tested against; null where no lines make a test. */
export function errorTermOf(structure: Structure, term: FixedSource): ErrorPart[] | null {
  const own: ErrorPart[] = [{ stratum: term.stratum, coefficient: 1 }];
  const left = errorDf(structure, term.stratum) > 0;
  if (structure.balanced) {
    return left ? own : combined(structure, meanSquareOf(structure, term.stratum));
  }
  const wanted = structure.expected?.fixed.get(term.label);
  const line = lineExpectation(structure, term.stratum);
  if (!wanted || !line) return left ? own : null;
  const share = least(Object.keys(wanted).map((name) => (line[name] ?? 0) / wanted[name]!));
  // a line that holds half or less of a component is no denominator while a combination is
  return left && share > 0.5
    ? own
    : combined(structure, wanted) ?? (left && share > 0 ? own : null);
}

/** What tests whether the units of a stratum vary; null where no lines make a test. */
export function errorTermOfUnits(structure: Structure, stratum: number): ErrorPart[] | null {
  const { component, lowest } = structure.strata[stratum]!;
  const line = lineExpectation(structure, stratum);
  if (component === null || lowest || !line) return null;
  const wanted = { ...line };
  delete wanted[component];
  return combined(structure, wanted, stratum);
}

/** The fewest lines that together have the expectation. */
function combined(
  structure: Structure,
  wanted: Expectation,
  without: number = -1,
): ErrorPart[] | null {
  const lines = structure.strata.flatMap((_, i) => {
    const expectation = lineExpectation(structure, i);
    return i !== without && expectation && errorDf(structure, i) > 0 ? [{ i, expectation }] : [];
  }).slice(-MOST_LINES);
  const names = [
    ...new Set([wanted, ...lines.map((l) => l.expectation)].flatMap((e) => Object.keys(e))),
  ];
  const target = names.map((name) => wanted[name] ?? 0);
  const columns = lines.map((l) => names.map((name) => l.expectation[name] ?? 0));
  for (const chosen of subsets(lines.length)) {
    const solution = solved(chosen.map((k) => columns[k]!), target);
    if (solution) {
      return chosen.map((k, j) => ({ stratum: lines[k]!.i, coefficient: solution[j]! }));
    }
  }
  return null;
}

/** Subsets of places, small ones first. */
function subsets(count: number): number[][] {
  const all = Array.from(
    { length: (1 << count) - 1 },
    (_, m) => Array.from({ length: count }, (_, k) => k).filter((k) => (m + 1) & (1 << k)),
  );
  return all.sort((a, b) => a.length - b.length);
}

/** Coefficients with which the columns make the target exactly; null if they do not. */
function solved(columns: readonly number[][], target: readonly number[]): number[] | null {
  const size = greatest(target.map(Math.abs), 1e-300);
  const rows = target.map((t, i) => [...columns.map((c) => c[i]!), t]);
  const n = columns.length;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k; i < rows.length; i++) {
      if (Math.abs(rows[i]![k]!) > Math.abs(rows[best]?.[k] ?? 0)) best = i;
    }
    const pivot = rows[best];
    if (!pivot || Math.abs(pivot[k]!) <= EQUAL) return null;
    [rows[k], rows[best]] = [pivot, rows[k]!];
    rows.forEach((row, i) => {
      if (i === k) return;
      const times = row[k]! / pivot[k]!;
      for (let j = k; j <= n; j++) row[j]! -= times * pivot[j]!;
    });
  }
  if (rows.slice(n).some((row) => Math.abs(row[n]!) > EQUAL * size)) return null;
  const found = rows.slice(0, n).map((row, k) => tidy(row[n]! / row[k]!));
  return found.some((c) => Math.abs(c) <= EQUAL) ? null : found;
}

/** Whole where it is whole but for rounding. */
function tidy(x: number): number {
  const whole = Math.round(x);
  return Math.abs(x - whole) <= EQUAL ? whole : x;
}

/** Whether the parts are one line as it stands. */
export function isOneLine(parts: readonly ErrorPart[]): boolean {
  return parts.length === 1 && parts[0]!.coefficient === 1;
}

/** Expectation and Satterthwaite's df of a combination of mean squares. */
export function satterthwaite(
  parts: readonly { coefficient: number; meanSquare: number; df: number }[],
): Synthesis {
  const each = parts.map((p) => ({ value: p.coefficient * p.meanSquare, df: p.df }));
  const value = each.reduce((total, e) => total + e.value, 0);
  if (each.length === 1) return { value, df: each[0]!.df };
  return { value, df: value ** 2 / each.reduce((total, e) => total + e.value ** 2 / e.df, 0) };
}

/** Expectation and df of a combination of the lines of a design under assumed variances. */
export function synthesisOf(
  design: Design,
  parts: readonly ErrorPart[],
  variances: Variances,
): Synthesis {
  return satterthwaite(parts.map(({ stratum, coefficient }) => ({
    coefficient,
    meanSquare: expectedErrorOf(design, stratum, variances),
    df: errorDf(design.structure, stratum),
  })));
}

/**
 * What a term of a design is tested against under assumed variances; null where nothing is.
 *
 * @throws DiagnosticError `missing-variance`
 */
export function denominatorOf(
  design: Design,
  term: FixedSource,
  variances: Variances,
): Synthesis | null {
  const parts = errorTermOf(design.structure, term);
  return parts && synthesisOf(design, parts, variances);
}
