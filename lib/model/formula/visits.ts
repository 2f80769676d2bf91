/**
 * The visits of the subjects whose residuals have a structure: which there are, and what may not be.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import type { FactorColumn } from "../../data/column.ts";
import type { Note } from "../../note.ts";
import type { Places } from "../covariance/residual/place_correlations.ts";
import type { ResidualClause } from "./residual_clause.ts";

/** A residual covariance on data. */
export interface ResidualPart {
  readonly clause: ResidualClause;
  /** Levels in use only, in R's order. */
  readonly visit: FactorColumn;
  /** Coordinates of the visits, if these are places. */
  readonly places: Places;
  /** Null if every row is by itself, or all belong together. */
  readonly subject: FactorColumn | null;
  /** Groups of subjects with parameters of their own. */
  readonly by: FactorColumn | null;
  /** Groups of rows with variances of their own. */
  readonly variances: FactorColumn | null;
}

/**
 * Refuses visits that say nothing and subjects with two rows at one visit; where subjects are correlated
 * within and each pair of visits has a covariance of its own, every pair has to occur.
 *
 * @param rows where each row stands in the data; null for all
 * @throws DiagnosticError `one-visit`, `repeated-visit`, `repeated-place`, `visits-apart`, `by-varies`
 */
export function checkVisits(part: ResidualPart, rows: Int32Array | null): void {
  const { clause, visit, subject } = part;
  const span: Span = { start: clause.start, end: clause.end };
  checkGroups(part, span);
  if (visit.levels.length < 2 && !clause.kind.visitless) {
    fail("one-visit", `${clause.text}: ${visit.name} has one level in the rows used`, {
      span,
      hint: "A structure needs two visits at least; leave residual out",
    });
  }
  if (clause.together) checkPlaces(part, rows, span);
  if (!subject || clause.visits.length === 0 || clause.inSequence) return;
  const count = visit.levels.length;
  const met = new Uint8Array(count * count);
  const seen = new Map<number, Map<number, number>>();
  const row = (i: number): number => (rows ? rows[i]! : i) + 1;
  subject.codes.forEach((s, r) => {
    const own = seen.get(s) ?? new Map<number, number>();
    if (own.size === 0) seen.set(s, own);
    const v = visit.codes[r]!;
    const before = own.get(v);
    if (before !== undefined) {
      fail(
        clause.kind.places ? "repeated-place" : "repeated-visit",
        `${subject.name} ${subject.levels[s]} has two rows at ${visit.name} ${
          visit.levels[v]
        }: rows ${row(before)} and ${row(r)} of the data`,
        {
          span,
          hint: clause.kind.places
            ? PLACE_HINT
            : "A subject has one row a visit; name what else tells subjects apart, as Room:Pen",
        },
      );
    }
    for (const other of own.keys()) met[other * count + v] = met[v * count + other] = 1;
    own.set(v, r);
  });
  if (!clause.kind.everyPair) return;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      if (met[i * count + j]) continue;
      fail(
        "visits-apart",
        `No ${subject.name} has rows at both ${visit.name} ${visit.levels[j]} and ${
          visit.levels[i]
        }, so that their covariance cannot be estimated`,
        { span, hint: "Ask for diag, or look at the column that names the subjects" },
      );
    }
  }
}

const PLACE_HINT =
  "Rows at one place need a nugget, nugget = TRUE, or a subject that tells them apart";

/** All rows are one subject's: no two of them may lie at one place. */
function checkPlaces(
  { visit, clause }: ResidualPart,
  rows: Int32Array | null,
  span: Span,
): void {
  const first = new Int32Array(visit.levels.length).fill(-1);
  visit.codes.forEach((v, r) => {
    if (first[v] === -1) {
      first[v] = r;
      return;
    }
    const [a, b] = [first[v]!, r].map((i) => (rows ? rows[i]! : i) + 1);
    fail(
      "repeated-place",
      `${clause.text}: rows ${a} and ${b} of the data lie both at ${visit.levels[v]}`,
      { span, hint: PLACE_HINT },
    );
  });
}

/** Groups with parameters of their own are groups of whole subjects, two at least. */
function checkGroups({ clause, subject, by }: ResidualPart, span: Span): void {
  if (!by) return;
  if (by.levels.length < 2) {
    fail("one-group", `${clause.text}: ${by.name} has one level in the rows used`, {
      span,
      hint: "Leave by out",
    });
  }
  if (clause.together) {
    fail("by-varies", `${clause.text}: all rows are one subject's, and ${by.name} parts them`, {
      span,
      hint: `Name subjects that lie within ${by.name}, as | site`,
    });
  }
  if (!subject) return;
  const own = new Int32Array(subject.levels.length).fill(-1);
  subject.codes.forEach((s, r) => {
    if (own[s] === -1) own[s] = by.codes[r]!;
    if (own[s] === by.codes[r]) return;
    fail(
      "by-varies",
      `${subject.name} ${subject.levels[s]} has rows of ${by.name} ${
        by.levels[own[s]!]
      } and of ${by.name} ${by.levels[by.codes[r]!]}`,
      { span, hint: "Groups with a covariance of their own are groups of whole subjects" },
    );
  });
}

/** Remarks on visits whose order matters: in which they were taken, and that they are not alike apart. */
export function visitNotes({ clause, visit }: ResidualPart): Note[] {
  if (!clause.kind.inOrder) return [];
  const { levels } = visit;
  const parts = levels.map((l) => /^(\D*?)(-?\d+(?:\.\d+)?)(\D*)$/.exec(l));
  const [first] = parts;
  // numbers say something of order where all else in the labels is alike
  if (!parts.every((p) => p && p[1] === first![1] && p[3] === first![3])) return [];
  const number = parts.map((p) => Number(p![2]));
  const steps = number.slice(1).map((x, i) => x - number[i]!);
  if (steps.some((s) => s <= 0)) {
    return [{
      code: "visit-order",
      text: `${clause.text}: the visits follow each other as ${
        levels.join(", ")
      }, which is not the order of their numbers; factor(${visit.name}, levels = …) gives another`,
      data: { levels },
    }];
  }
  if (steps.every((s) => Math.abs(s - steps[0]!) <= 1e-9 * Math.abs(steps[0]!))) return [];
  return [{
    code: "unequal-spacing",
    text: `${clause.text}: the visits ${
      levels.join(", ")
    } are not equally spaced, and the structure takes them as if they were`,
    data: { levels },
  }];
}
