/**
 * The strata of a fit to unbalanced data, or of one with covariates or random slopes: each random
 * term has the df that its columns add to those before it and to the fixed effects.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import { expectedMeanSquares, type FixedColumns } from "./fit_expectations.ts";
import type { FitParts, FitStrata } from "./fit_parts.ts";
import type { FittedTerm } from "./fit_terms.ts";
import { isFiner, type Partition, sizes } from "../structure/partition.ts";
import {
  constant,
  multiply,
  type Polynomial,
  subtract,
  sum,
  symbol,
  valueOf,
} from "../structure/polynomial.ts";
import { type FactorSet, setOf, within } from "../structure/lattice.ts";
import { unitLevels } from "./fit_balance.ts";
import type { Fit } from "../../model/fit.ts";
import { type Block, indicatorBlock, MOST_COLUMNS, rankIncrements } from "./rank_by_block.ts";
import { hasNormalErrors } from "../structure/mean_squares.ts";
import type { RandomGroup } from "./random_terms.ts";
import type { ExpectedMeanSquares, Stratum } from "../structure/structure.ts";

/** One random term: an intercept or a slope by group. */
interface RandomPiece {
  label: string;
  factors: string[];
  partition: Partition;
  slope: RandomGroup["slopes"][number] | null;
  block: Block;
  /** Its grouping factors, and a bit of its own for a slope. */
  set: FactorSet;
  group: FactorSet;
}

const REASONS: Record<string, string> = {
  "unbalanced": "The data are unbalanced",
  "covariates": "The model has covariates",
  "random-slopes": "The model has random slopes",
  "weights": "The observations are weighted",
};

/** Strata with df from ranks, in letters where these have the same value. */
export function rankedStrata(
  parts: FitParts,
  reason: string,
  count: (name: string) => Polynomial,
  counts: Readonly<Record<string, number>>,
): FitStrata {
  const { fit, terms } = parts;
  const pieces = piecesOf(parts);
  const blocks = pieces.map((p) => p.block);
  const all = fixedBlock(fit, [...fit.fixed.kept]);
  const added = pieces.length === 0 ? [fit.rank] : rankIncrements([all, ...blocks], fit.n);
  const stratumOf = terms.map((term) => stratumHolding(term, parts, pieces));
  const errors = added?.slice(1) ?? countedErrors(pieces, terms, stratumOf);
  const left = fit.n - fit.rank - errors.reduce((a, b) => a + b, 0);
  const inStratum = (i: number): number =>
    terms.reduce((n, t, k) => stratumOf[k] === i ? n + t.df : n, 0);
  const unitCounts: FitStrata["unitCounts"] = new Map();
  const levels = lettersOf(parts, pieces, count, unitCounts);
  const known = { ...counts, ...lettered(unitCounts, count) };
  const strata: Stratum[] = [];
  pieces.forEach((piece, i) => {
    const dfCount = errors[i]! + inStratum(i);
    const coarser = strata.filter((s) => within(s.set, piece.set)).map((s) => s.df);
    const mean = piece.slope ? [] : [constant(1)];
    const width = constant(piece.slope ? piece.slope.columns.length : 1);
    const beside = piece.slope ? [] : coarser;
    const written = subtract(multiply(levels(piece), width), sum([...mean, ...beside]));
    strata.push({
      unit: piece.label,
      factors: piece.factors,
      set: piece.set,
      lowest: false,
      component: piece.label,
      levels: levels(piece),
      levelCount: piece.partition.classes,
      df: valueOf(written, known) === dfCount ? written : constant(dfCount),
      dfCount,
      finer: [i, pieces.length],
    });
  });
  strata.push({
    unit: "Error",
    factors: parts.factors.map((f) => f.name),
    set: -1,
    lowest: true,
    component: "residual",
    levels: symbol("N"),
    levelCount: fit.n,
    df: constant(left + inStratum(pieces.length)),
    dfCount: left + inStratum(pieces.length),
    finer: [pieces.length],
  });
  const expected = expectationsOf(parts, pieces, all);
  return { strata, stratumOf, unitCounts, expected, notes: notesOf(parts, reason, added === null) };
}

/** Columns of the model matrix as a block; rows of one cell are the same. */
export function fixedBlock(fit: Fit, columns: readonly number[]): Block {
  const { cells, cellMatrix } = fit.fixed;
  const entries = Array.from({ length: cells.count }, (_, cell) =>
    columns.flatMap((c, k) => {
      const value = cellMatrix[c * cells.count + cell]!;
      return value === 0 ? [] : [{ k, value }];
    }));
  return {
    columns: columns.length,
    row: (i, put) => {
      for (const { k, value } of entries[cells.of ? cells.of[i]! : i]!) put(k, value);
    },
  };
}

/** Up to so many columns a term's stratum is found by ranks; beyond, by what is constant in it. */
const MOST_RANKED = 400;

/**
 * The coarsest random term whose columns, with the terms marginal to it, hold those of the term;
 * the place after the last for the residual.
 */
function stratumHolding(
  term: FittedTerm,
  parts: FitParts,
  pieces: readonly RandomPiece[],
): number {
  const holding = pieces.findIndex((piece) => holds(piece, term, parts));
  return holding < 0 ? pieces.length : holding;
}

/** Whether a random term's columns, with the terms marginal to it, hold those of a fixed term. */
function holds(piece: RandomPiece, term: FittedTerm, parts: FitParts): boolean {
  const { fit } = parts;
  const kept = [...fit.fixed.kept];
  const mine = kept.filter((c) => fit.fixed.assign[c] === term.number);
  if (mine.length === 0) return false;
  const marginal = parts.terms.filter((t) => t !== term && within(t.set, term.set));
  const numbers = new Set([0, ...marginal.map((t) => t.number)]);
  const others = fixedBlock(fit, kept.filter((c) => numbers.has(fit.fixed.assign[c]!)));
  const wide = piece.slope ? piece.block.columns : 0;
  if (kept.length + wide > MOST_RANKED) return varies(term, piece);
  const added = rankIncrements([others, piece.block, fixedBlock(fit, mine)], fit.n);
  return added !== null && added[2] === 0;
}

/**
 * Expected mean squares; a fixed term is adjusted for the terms that do not hold it, fixed and
 * random. With slopes the covariances of their effects are in them too, and there are none.
 */
function expectationsOf(
  parts: FitParts,
  pieces: readonly RandomPiece[],
  all: Block,
): ExpectedMeanSquares | null {
  const { fit, terms } = parts;
  if (pieces.length === 0 || pieces.some((p) => p.slope)) return null;
  const kept = [...fit.fixed.kept];
  const fixed = terms.map((term): FixedColumns => {
    const above = new Set(
      terms.filter((t) => within(term.set, t.set)).map((t) => t.number),
    );
    const beside = kept.filter((c) => !above.has(fit.fixed.assign[c]!));
    const own = kept.filter((c) => fit.fixed.assign[c] === term.number);
    const others = pieces.filter((p) => !holds(p, term, parts)).map((p) => p.block);
    return {
      label: term.label,
      own: fixedBlock(fit, own),
      others: [fixedBlock(fit, beside), ...others],
    };
  });
  return expectedMeanSquares(all, fixed, pieces, fit.n, fit.weights ?? null);
}

/** Numbers of units in letters. */
function lettersOf(
  parts: FitParts,
  pieces: readonly RandomPiece[],
  count: (name: string) => Polynomial,
  unitCounts: FitStrata["unitCounts"],
): (piece: RandomPiece) => Polynomial {
  const units = pieces.map(({ group, partition }) => ({ set: group, partition }));
  const levels = unitLevels(parts, units, count, unitCounts);
  return (piece) => levels(piece.group);
}

/** What the letters of unit factors count. */
function lettered(
  unitCounts: FitStrata["unitCounts"],
  count: (name: string) => Polynomial,
): Record<string, number> {
  return Object.fromEntries(
    [...unitCounts].map(([name, { times }]) => [[...count(name).keys()][0]!, times]),
  );
}

function notesOf(parts: FitParts, reason: string, counted: boolean): Note[] {
  const mixed = parts.groups.length > 0 && hasNormalErrors(parts.fit);
  const notes: Note[] = [{
    code: reason,
    text: `${REASONS[reason] ?? REASONS.unbalanced!}: df are ranks` +
      (mixed ? ", and tests against a mean square are approximate" : ""),
    data: { reason },
  }];
  if (counted) {
    notes.push({
      code: "df-counted",
      text: `More than ${MOST_COLUMNS} columns: df of random terms are counts of groups`,
    });
  }
  return notes;
}

/** Random terms from coarse to fine, intercepts and slopes apart. */
function piecesOf(parts: FitParts): RandomPiece[] {
  const names = parts.factors.map((f) => f.name);
  const sorted = [...parts.groups].sort((a, b) => a.factors.length - b.factors.length);
  let next = names.length + 1;
  return sorted.flatMap((term) => {
    const { partition, factors } = term;
    const label = factors.join(":");
    const group = setOf(factors.map((name) => names.indexOf(name)));
    const base = { factors, partition, group };
    const out: RandomPiece[] = [];
    if (term.intercept) {
      out.push({ ...base, label, slope: null, block: indicatorBlock(partition), set: group });
    }
    for (const slope of term.slopes) {
      const width = slope.columns.length;
      const block: Block = {
        columns: partition.classes * width,
        row: (i, put) =>
          slope.columns.forEach((column, k) => {
            if (column[i] !== 0) put(partition.codes[i]! * width + k, column[i]!);
          }),
      };
      const set = group | (1 << next++);
      out.push({ ...base, label: `${label}:${slope.label}`, slope, block, set });
    }
    return out;
  });
}

/** Whether the term varies only between the groups of a random term, or with its slope. */
function varies(term: FittedTerm, piece: RandomPiece): boolean {
  if (!piece.slope) return isFiner(piece.partition, term.partition);
  const slope = piece.slope.label.split(":");
  if (!slope.every((name) => term.factors.includes(name))) return false;
  return term.variables.every(({ variable }) => {
    if (slope.includes(variable.label)) return true;
    const { codes, levels } = variable;
    return variable.kind === "factor" &&
      isFiner(piece.partition, { codes, classes: levels.length });
  });
}

/** Groups less what coarser terms and the fixed terms of the stratum take, not less than 0. */
function countedErrors(
  pieces: readonly RandomPiece[],
  terms: readonly FittedTerm[],
  stratumOf: readonly number[],
): number[] {
  const totals: number[] = [];
  return pieces.map((piece, i) => {
    const coarser = pieces.slice(0, i).reduce(
      (n, other, k) => isFiner(piece.partition, other.partition) ? n + totals[k]! : n,
      1,
    );
    const used = sizes(piece.partition).length - coarser;
    totals.push(used);
    const fixed = terms.reduce((n, t, k) => stratumOf[k] === i ? n + t.df : n, 0);
    return Math.max(0, used - fixed);
  });
}
