/**
 * The visits of the subjects whose residuals have a structure: which there are, and what may not be.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import type { FactorColumn } from "../../data/column.ts";
import type { Note } from "../../note.ts";
import type { ResidualClause } from "./residual_clause.ts";

/** A residual covariance on data. */
export interface ResidualPart {
  readonly clause: ResidualClause;
  /** Levels in use only, in R's order. */
  readonly visit: FactorColumn;
  /** Null if every row is by itself. */
  readonly subject: FactorColumn | null;
}

/**
 * Refuses visits that say nothing and subjects with two rows at one visit; where subjects are correlated
 * within and each pair of visits has a covariance of its own, every pair has to occur.
 *
 * @param rows where each row stands in the data; null for all
 * @throws DiagnosticError `one-visit`, `repeated-visit`, `visits-apart`
 */
export function checkVisits(part: ResidualPart, rows: Int32Array | null): void {
  const { clause, visit, subject } = part;
  const span: Span = { start: clause.start, end: clause.end };
  if (visit.levels.length < 2) {
    fail("one-visit", `${clause.text}: ${visit.name} has one level in the rows used`, {
      span,
      hint: "A structure needs two visits at least; leave residual out",
    });
  }
  if (!subject) return;
  const count = visit.levels.length;
  const met = new Uint8Array(count * count);
  const seen = new Map<number, Map<number, number>>();
  subject.codes.forEach((s, r) => {
    const own = seen.get(s) ?? new Map<number, number>();
    if (own.size === 0) seen.set(s, own);
    const v = visit.codes[r]!;
    const before = own.get(v);
    if (before !== undefined) {
      const place = (i: number): number => (rows ? rows[i]! : i) + 1;
      fail(
        "repeated-visit",
        `${subject.name} ${subject.levels[s]} has two rows at ${visit.name} ${
          visit.levels[v]
        }: rows ${place(before)} and ${place(r)} of the data`,
        {
          span,
          hint: "A subject has one row a visit; name what else tells subjects apart, as Room:Pen",
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
