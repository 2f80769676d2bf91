/**
 * The analysis-of-variance shell of a design or a fit: where every degree of freedom goes, what
 * each mean square expects, and which row tests which.
 *
 * Sources: Bailey (2008), Design of Comparative Experiments, chapters 8 and 10; Searle, Casella &
 * McCulloch (1992), Variance Components, chapter 4, for expected mean squares.
 *
 * @module
 */
import { requireMeanSquares } from "./mean_squares.ts";
import type { Note } from "../../note.ts";
import type { Fit } from "../../model/fit.ts";
import type { AnovaShell, ShellRow, ShellStratum, SynthesisedError } from "./anova_shell.ts";
import type { Design } from "../declared/design.ts";
import {
  type ErrorPart,
  errorTermOf,
  errorTermOfUnits,
  isOneLine,
  lineExpectation,
  satterthwaite,
} from "../fitted/error_term.ts";
import { within } from "./lattice.ts";
import { unitStructure } from "../fitted/fit_of_units.ts";
import type { SymbolTable } from "./factor_letters.ts";
import { effectOf } from "./notation_terms.ts";
import { symbol } from "./polynomial.ts";
import { errorDf, fixedIn, type FixedSource, meanSquareOf, type Structure } from "./structure.ts";
import {
  evaluateSymbolic,
  grouped,
  numberSymbolic,
  type Part,
  remainder,
  type Symbolic,
  symbolicText,
} from "./symbolic.ts";

/** Options of a shell. */
export interface ShellOptions {
  /** `separate` (default): every stratum its own error; `pooled`: one error for all treatments. */
  strata?: "separate" | "pooled";
  /** Letters for a fit's factors; a design has its own. */
  symbols?: SymbolTable;
}

/** The structure of a design or a fit. */
export function structureOf(source: Design | Fit, symbols?: SymbolTable): Structure {
  return source.kind === "design" ? source.structure : unitStructure(source, symbols);
}

/**
 * The shell of a design or a fit.
 *
 * Rows go by stratum, coarse to fine: the treatment terms in it, then its error, named by the unit
 * term or `Error` for the lowest. Rows with 0 df are left out; `Total` is last.
 *
 * @example
 * ```ts
 * import { anovaShell, design } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Plot",
 *   treatments: "~ Trt",
 *   levels: { Block: 4, Plot: 5, Trt: 5 },
 *   allot: "Trt ~ Plot",
 * });
 * const { rows } = anovaShell(d);
 * if (!(rows.map((r) => r.df).join() === "3,4,12,19")) throw new Error();
 * if (!(rows[2]?.symbolic === "(b-1)(t-1)")) throw new Error();
 * ```
 */
export function anovaShell(source: Design | Fit, options: ShellOptions = {}): AnovaShell {
  requireMeanSquares(source, "shell");
  const structure = structureOf(source, options.symbols);
  const strata = options.strata ?? "separate";
  const notes = [...structure.notes];
  const rows = strata === "pooled" ? pooledRows(structure, notes) : separateRows(structure);
  noteTests(structure, rows, notes);
  rows.push(totalRow(structure));
  const symbols = usedSymbols(structure, rows);
  return {
    rows,
    symbols: symbols.counts,
    symbolMeanings: symbols.meanings,
    strata,
    units: unitsOf(structure),
    balanced: structure.balanced,
    notes,
  };
}

/** Strata with their numbers of units and the letters of their variances. */
function unitsOf(structure: Structure): ShellStratum[] {
  return structure.strata.map((stratum, i) => ({
    stratum: stratumName(structure, i),
    units: stratum.levelCount,
    component: stratum.component,
    letters: stratum.lowest || stratum.component === null
      ? ""
      : effectOf(stratum.factors, structure).join(""),
  }));
}

/** A row before its number has been evaluated. */
function row(
  structure: Structure,
  part: { stratum: string; source: string; symbolic: Symbolic; meanSquare: Record<string, number> },
  q: string | null,
  against: Against,
): ShellRow {
  const text = symbolicText(part.symbolic);
  return {
    stratum: part.stratum,
    source: part.source,
    symbolic: text,
    df: evaluateSymbolic(text, structure.counts),
    expectedMeanSquare: expectedMeanSquareText(part.meanSquare, q),
    meanSquare: part.meanSquare,
    ...against,
  };
}

/** `σ² + 2σ²_{Blk:Main} + Q(A)`. */
function expectedMeanSquareText(
  meanSquare: Readonly<Record<string, number>>,
  q: string | null,
): string {
  const terms = Object.entries(meanSquare).map(([name, coefficient]) => {
    const value = Number.isInteger(coefficient) ? coefficient : Number(coefficient.toPrecision(4));
    const symbolText = name === "residual" ? "σ²" : `σ²_{${name}}`;
    return value === 1 ? symbolText : `${value}${symbolText}`;
  });
  if (q !== null) terms.push(`Q(${q})`);
  return terms.join(" + ");
}

const stratumName = (structure: Structure, i: number): string =>
  structure.strata[i]!.lowest ? "Error" : structure.strata[i]!.unit;

function separateRows(structure: Structure): ShellRow[] {
  const untreated = structure.fixed.length === 0;
  return structure.strata.flatMap((stratum, i) => {
    const name = stratumName(structure, i);
    const meanSquare = structure.balanced || stratum.lowest ? meanSquareOf(structure, i) : {};
    const terms = fixedIn(structure, i).filter((t) => t.dfCount > 0);
    const left = errorDf(structure, i);
    const rows = terms.map((term) =>
      row(
        structure,
        { stratum: name, source: term.label, symbolic: { lead: term.df, minus: [] }, meanSquare },
        structure.balanced || stratum.lowest ? term.label : null,
        againstOf(structure, errorTermOf(structure, term)) ?? { untested: true },
      )
    );
    if (left > 0) {
      const against = untreated ? againstOf(structure, errorTermOfUnits(structure, i)) ?? {} : {};
      rows.push(row(
        structure,
        { stratum: name, source: name, symbolic: errorSymbolic(structure, i), meanSquare },
        null,
        against,
      ));
    }
    return rows;
  });
}

/** How a row says what it is tested against. */
type Against = Pick<ShellRow, "testedAgainst" | "synthesised" | "untested">;

function againstOf(structure: Structure, parts: readonly ErrorPart[] | null): Against | null {
  if (!parts) return null;
  if (isOneLine(parts)) return { testedAgainst: stratumName(structure, parts[0]!.stratum) };
  const each = parts.map(({ stratum, coefficient }) => ({
    source: stratumName(structure, stratum),
    coefficient,
    df: errorDf(structure, stratum),
  })).sort((a, b) => Math.sign(b.coefficient) - Math.sign(a.coefficient));
  const text = signed(each.map((p) => ({ ...p, name: `MS(${p.source})` })));
  const squares = each.map((p) => `${squared(p.coefficient)}MS(${p.source})²/${p.df}`);
  const expected: Record<string, number> = {};
  for (const { stratum, coefficient } of parts) {
    for (const [name, k] of Object.entries(lineExpectation(structure, stratum)!)) {
      expected[name] = (expected[name] ?? 0) + coefficient * k;
    }
  }
  for (const name of Object.keys(expected)) {
    if (Math.abs(expected[name]!) < 1e-8) delete expected[name];
  }
  return {
    synthesised: {
      parts: each,
      text,
      expectedMeanSquare: expectedMeanSquareText(expected, null),
      df: `(${text})² / (${squares.join(" + ")})`,
      ...fittedDf(structure, parts),
    },
  };
}

/** Satterthwaite's df by the variances of the fit. */
function fittedDf(
  structure: Structure,
  parts: readonly ErrorPart[],
): Pick<SynthesisedError, "fittedDf"> {
  const { fitted } = structure;
  if (!fitted) return {};
  const lines = parts.map(({ stratum, coefficient }) => ({
    coefficient,
    meanSquare: Object.entries(lineExpectation(structure, stratum) ?? {})
      .reduce((sum, [name, k]) => sum + k * (fitted[name] ?? NaN), 0),
    df: errorDf(structure, stratum),
  }));
  const { df } = satterthwaite(lines);
  return Number.isFinite(df) ? { fittedDf: df } : {};
}

function signed(parts: readonly { name: string; coefficient: number }[]): string {
  return parts.map(({ name, coefficient }, i) => {
    const size = Number(Math.abs(coefficient).toPrecision(4));
    const sign = coefficient < 0 ? "− " : i === 0 ? "" : "+ ";
    return `${sign}${size === 1 ? "" : `${size} `}${name}`;
  }).join(" ");
}

function squared(coefficient: number): string {
  const size = Number((coefficient ** 2).toPrecision(4));
  return size === 1 ? "" : `${size} `;
}

/** Remarks on rows without an exact test. */
function noteTests(structure: Structure, rows: readonly ShellRow[], notes: Note[]): void {
  for (const { source, synthesised } of rows) {
    if (!synthesised) continue;
    notes.push({
      code: "no-exact-test",
      text: `${source} has no exact test: it is tested approximately against ` +
        `${synthesised.text}, which expects ${synthesised.expectedMeanSquare}, on ` +
        `${synthesised.df} df (Satterthwaite)${
          synthesised.fittedDf === undefined
            ? ""
            : `, which the fitted variances make ${Number(synthesised.fittedDf.toPrecision(4))}`
        }`,
      data: {
        source,
        parts: synthesised.parts.map((p) => p.source),
        ...(synthesised.fittedDf === undefined ? {} : { df: synthesised.fittedDf }),
      },
    });
  }
  const untested = rows.filter((r) => r.untested).map((r) => r.source);
  if (untested.length === 0) return;
  notes.push({
    code: "no-test",
    text: `${untested.join(" and ")} ${untested.length > 1 ? "have" : "has"} no test: ` +
      (structure.balanced
        ? "no mean squares have the expectation that the denominator needs"
        : "no replicated units are left to tell the effects from"),
    data: { terms: untested },
  });
}

const partsOf = (terms: readonly FixedSource[]): Part[] =>
  terms.filter((t) => t.df.size > 0).map(({ set, df }) => ({ set, df }));

/** The error of a stratum: its df less those of the treatments in it. */
function errorSymbolic(structure: Structure, i: number): Symbolic {
  const stratum = structure.strata[i]!;
  const terms = fixedIn(structure, i);
  if (!stratum.lowest || structure.source === "design") {
    return numbered(structure, remainder(stratum.df, partsOf(terms)), errorDf(structure, i));
  }
  const coarser = structure.strata.filter((_, j) => j !== i);
  return numbered(structure, fromObservations(structure, terms, coarser), errorDf(structure, i));
}

/** The expression if it has the value, else the value: unbalanced data follow no formula. */
function numbered(structure: Structure, symbolic: Symbolic, value: number): Symbolic {
  return evaluateSymbolic(symbolicText(symbolic), structure.counts) === value
    ? symbolic
    : numberSymbolic(value);
}

/**
 * N less what is fitted: `N-dt-(r-1)`. The mean goes with the fixed terms where that makes a simple
 * product, else with the strata: `N-pr-d(t-1)`.
 */
export function fromObservations(
  structure: Structure,
  terms: readonly FixedSource[],
  coarser: readonly { set: number; df: Structure["strata"][number]["df"] }[],
): Symbolic {
  const fixed = partsOf(terms);
  const units = coarser.filter((s) => s.df.size > 0).map(({ set, df }) => ({ set, df }));
  const withMean = fixed.length > 0 && structure.fixed.length === terms.length;
  const groups = withMean || units.length === 0
    ? [...grouped(fixed, structure.mean), ...grouped(units, false)]
    : [...grouped(units, structure.mean), ...grouped(fixed, false)];
  return { lead: symbol("N"), minus: groups };
}

/** The strata whose rows stand alone when all errors below the treatments become one. */
function keptStrata(structure: Structure): number[] {
  const treated = structure.strata.flatMap((s, i) =>
    fixedIn(structure, i).some((t) => t.dfCount > 0) ? [s.set] : []
  );
  return structure.strata.flatMap((s, i) => {
    const pooled = s.lowest || treated.some((t) => within(t, s.set));
    return pooled ? [] : [i];
  });
}

function pooledRows(structure: Structure, notes: Note[]): ShellRow[] {
  const kept = keptStrata(structure);
  const single = { residual: 1 };
  const rows = kept.filter((i) => structure.strata[i]!.dfCount > 0).map((i) => {
    const own = structure.strata[i]!;
    const meanSquare: Record<string, number> = { ...single };
    for (const j of [...kept].reverse()) {
      const other = structure.strata[j]!;
      if (own.finer.includes(j) && other.component !== null) {
        meanSquare[other.component] = structure.observations / other.levelCount;
      }
    }
    const symbolic = { lead: own.df, minus: [] };
    return row(
      structure,
      {
        stratum: own.unit,
        source: own.unit,
        symbolic,
        meanSquare: structure.balanced ? meanSquare : {},
      },
      null,
      {},
    );
  });
  const coarser = kept.map((i) => structure.strata[i]!);
  const left = pooledErrorDf(structure, kept);
  const symbolic = numbered(structure, fromObservations(structure, structure.fixed, coarser), left);
  const error: Against = left > 0 ? { testedAgainst: "Error" } : { untested: true };
  const part = { stratum: "Error", meanSquare: single };
  for (const term of structure.fixed.filter((t) => t.dfCount > 0)) {
    const lead = { lead: term.df, minus: [] };
    rows.push(row(structure, { ...part, source: term.label, symbolic: lead }, term.label, error));
  }
  if (left > 0) {
    rows.push(row(structure, { ...part, source: "Error", symbolic }, null, {}));
  }
  notePooled(structure, kept, notes);
  return rows;
}

function pooledErrorDf(structure: Structure, kept: readonly number[]): number {
  const total = structure.observations - (structure.mean ? 1 : 0);
  const units = kept.reduce((n, i) => n + structure.strata[i]!.dfCount, 0);
  return total - units - structure.fixed.reduce((n, t) => n + t.dfCount, 0);
}

function notePooled(structure: Structure, kept: readonly number[], notes: Note[]): void {
  const pooled = structure.strata
    .filter((s, i) => !kept.includes(i) && !s.lowest && s.component !== null)
    .map((s) => s.unit);
  if (pooled.length === 0) return;
  notes.push({
    code: "pooled-strata",
    text: `One error for all: right only if ${pooled.join(" and ")} did not vary`,
    data: { units: pooled },
  });
}

function totalRow(structure: Structure): ShellRow {
  return {
    stratum: "Total",
    source: "Total",
    symbolic: structure.mean ? "N-1" : "N",
    df: structure.observations - (structure.mean ? 1 : 0),
    expectedMeanSquare: "",
    meanSquare: {},
  };
}

/** The letters that the rows use, and N. */
function usedSymbols(
  structure: Structure,
  rows: readonly ShellRow[],
): { counts: Record<string, number>; meanings: Record<string, string> } {
  const used = new Set(rows.flatMap((r) => [...r.symbolic]).filter((c) => /[A-Za-z]/.test(c)));
  const counts: Record<string, number> = {};
  const meanings: Record<string, string> = {};
  for (const [letter, count] of Object.entries(structure.counts)) {
    if (!used.has(letter)) continue;
    counts[letter] = count;
    meanings[letter] = structure.meanings[letter]!;
  }
  return { counts, meanings };
}
