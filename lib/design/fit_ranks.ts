/**
 * The strata of a fit to unbalanced data, or of one with covariates or random slopes: each random
 * term has the df that its columns add to those before it and to the fixed effects.
 *
 * @module
 */
import type { Note } from "../note.ts";
import type { FitParts, FitStrata } from "./fit_structure.ts";
import type { FittedTerm } from "./fit_terms.ts";
import { isFiner, type Partition, sizes } from "./partition.ts";
import { constant, symbol } from "./polynomial.ts";
import { type Block, MOST_COLUMNS, rankIncrements } from "./rank_by_block.ts";
import type { RandomGroup } from "./random_terms.ts";
import type { Stratum } from "./structure.ts";

/** One random term: an intercept or a slope by group. */
interface RandomPiece {
  label: string;
  factors: string[];
  partition: Partition;
  slope: RandomGroup["slopes"][number] | null;
  block: Block;
}

const REASONS: Record<string, string> = {
  "unbalanced": "The data are unbalanced",
  "covariates": "The model has covariates",
  "random-slopes": "The model has random slopes",
  "weights": "The observations are weighted",
};

/** Strata with df from ranks. */
export function rankedStrata(parts: FitParts, reason: string): FitStrata {
  const { fit, terms, groups } = parts;
  const pieces = [...groups].sort((a, b) => a.factors.length - b.factors.length)
    .flatMap(piecesOf);
  const kept = [...fit.fixed.kept];
  const { matrix } = fit.fixed;
  const fixedBlock: Block = {
    columns: kept.length,
    row: (i, put) => kept.forEach((c, k) => put(k, matrix[c * fit.n + i]!)),
  };
  const added = pieces.length === 0
    ? [fit.rank]
    : rankIncrements([fixedBlock, ...pieces.map((p) => p.block)], fit.n);
  const stratumOf = terms.map((term) => {
    const holding = pieces.findIndex((piece) => varies(term, piece));
    return holding < 0 ? pieces.length : holding;
  });
  const errors = added?.slice(1) ?? countedErrors(pieces, terms, stratumOf);
  const left = fit.n - fit.rank - errors.reduce((a, b) => a + b, 0);
  const inStratum = (i: number): number =>
    terms.reduce((n, t, k) => stratumOf[k] === i ? n + t.df : n, 0);
  const strata = pieces.map((piece, i): Stratum => ({
    unit: piece.label,
    factors: piece.factors,
    set: 1 << i,
    lowest: false,
    component: piece.label,
    levels: constant(piece.partition.classes),
    levelCount: piece.partition.classes,
    df: constant(errors[i]! + inStratum(i)),
    dfCount: errors[i]! + inStratum(i),
    finer: [i, pieces.length],
  }));
  strata.push({
    unit: "Error",
    factors: [],
    set: (1 << (pieces.length + 1)) - 1,
    lowest: true,
    component: "residual",
    levels: symbol("N"),
    levelCount: fit.n,
    df: constant(left + inStratum(pieces.length)),
    dfCount: left + inStratum(pieces.length),
    finer: [pieces.length],
  });
  return {
    strata,
    stratumOf,
    unitCounts: new Map(),
    notes: notesOf(parts, reason, added === null),
  };
}

function notesOf(parts: FitParts, reason: string, counted: boolean): Note[] {
  const mixed = parts.groups.length > 0;
  const notes: Note[] = [{
    code: reason,
    text: `${REASONS[reason] ?? REASONS.unbalanced!}: df are ranks` +
      (mixed ? ", and no mean square is an exact denominator." : "."),
    data: { reason },
  }];
  if (counted) {
    notes.push({
      code: "df-counted",
      text: `More than ${MOST_COLUMNS} columns: df of random terms are counts of groups.`,
    });
  }
  return notes;
}

function piecesOf(group: RandomGroup): RandomPiece[] {
  const { partition, factors } = group;
  const label = factors.join(":");
  const out: RandomPiece[] = [];
  if (group.intercept) {
    const block: Block = {
      columns: partition.classes,
      row: (i, put) => put(partition.codes[i]!, 1),
    };
    out.push({ label, factors, partition, slope: null, block });
  }
  for (const slope of group.slopes) {
    const width = slope.columns.length;
    const block: Block = {
      columns: partition.classes * width,
      row: (i, put) =>
        slope.columns.forEach((column, k) => {
          if (column[i] !== 0) put(partition.codes[i]! * width + k, column[i]!);
        }),
    };
    out.push({ label: `${label}:${slope.label}`, factors, partition, slope, block });
  }
  return out;
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
