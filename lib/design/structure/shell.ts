/**
 * The analysis-of-variance shell of a design or a fit: where every degree of freedom goes, what
 * each mean square expects, and which row tests which.
 *
 * Sources: Bailey (2008), Design of Comparative Experiments, chapters 8 and 10; Searle, Casella &
 * McCulloch (1992), Variance Components, chapter 4, for expected mean squares.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { hasNormalErrors } from "./mean_squares.ts";
import { type OtherPart, partOf } from "../fitted/all_parts.ts";
import { linkStructure } from "../fitted/link_structure.ts";
import type { Note } from "../../note.ts";
import type { Fit } from "../../model/fit.ts";
import type { AnovaShell, ShellRow, ShellStratum } from "./anova_shell.ts";
import type { Design } from "../declared/design.ts";
import {
  type Against,
  expectedMeanSquareText,
  noteTests,
  stratumName,
  testedAgainst,
  unitsAgainst,
} from "./tested_against.ts";
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
  /** Of which predictor of a fit: that of the mean (default), of zeros of their own, of the dispersion. */
  part?: "mean" | "zero" | "dispersion";
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
  const part = partAsked(source, options.part ?? "mean");
  const structure = hasNormalErrors(part)
    ? structureOf(part, options.symbols)
    : linkStructure(part as Fit, options.part ?? "mean", options.symbols);
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

/** The predictor that is asked for, as a model. */
function partAsked(source: Design | Fit, part: "mean" | OtherPart): Design | Fit {
  if (part === "mean") return source;
  const found = source.kind === "design" ? null : partOf(source, part);
  return found ?? fail("no-such-part", `There is no ${part} part to have a shell`, {
    hint: "ziformula and dispformula of glmmTMB() make parts beside the mean",
  });
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
    expectedMeanSquare: Object.keys(part.meanSquare).length === 0 && q === null
      ? ""
      : expectedMeanSquareText(part.meanSquare, q),
    meanSquare: part.meanSquare,
    ...against,
  };
}

function separateRows(structure: Structure): ShellRow[] {
  const untreated = structure.fixed.length === 0;
  return structure.strata.flatMap((stratum, i) => {
    const name = stratumName(structure, i);
    const known = !structure.distribution && (structure.balanced || stratum.lowest);
    const meanSquare = known ? meanSquareOf(structure, i) : {};
    const terms = fixedIn(structure, i).filter((t) => t.dfCount > 0);
    const left = errorDf(structure, i);
    const rows = terms.map((term) =>
      row(
        structure,
        { stratum: name, source: term.label, symbolic: { lead: term.df, minus: [] }, meanSquare },
        known ? term.label : null,
        testedAgainst(structure, term),
      )
    );
    if (left > 0) {
      const against = untreated ? unitsAgainst(structure, i) : {};
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
