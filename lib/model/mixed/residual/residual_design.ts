/**
 * From what was asked of the residuals to their structure on data.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { structureOf, variancesByGroup } from "../../covariance/residual/structures.ts";
import type { BuiltModel } from "../../fixed/build.ts";
import type { ResidualStructure } from "../../covariance/residual_covariance.ts";
import type { MixedGroup } from "../../covariance/random_structure.ts";

/** The rows by subject and visit, and the structure of a subject's residuals. */
export interface ResidualDesign {
  readonly structure: ResidualStructure;
  readonly subject: Int32Array;
  readonly visit: Int32Array;
  readonly subjects: number;
}

/**
 * The structure that a model asks for, on its rows; null if it asks for none.
 *
 * @throws DiagnosticError `residual-structure-weights`, `too-many-covariances`
 */
export function residualDesign({ frame, fixed }: BuiltModel): ResidualDesign | null {
  const { residual, weights, n } = frame;
  if (!residual) return null;
  const { clause, visit, subject, places, variances } = residual;
  const by = variances ?? residual.by;
  const span = { start: clause.start, end: clause.end };
  if (weights && !clause.weighed) {
    fail("residual-structure-weights", `${clause.text} is not available with prior weights`, {
      span,
      hint: "Leave weights out, or residual",
    });
  }
  const over = { ...places, visits: visit.levels };
  const structure = variances
    ? variancesByGroup(clause.kind, over, clause.options, variances.levels)
    : structureOf(
      clause.kind,
      over,
      clause.options,
      by && { labels: by.levels, common: clause.common },
    );
  const count = structure.parameters.length + 1;
  const left = n - fixed.kept.length;
  if (count >= left) {
    fail(
      "too-many-covariances",
      `${clause.text} has ${count} covariance parameters, and ${n} rows leave ${
        Math.max(0, left)
      } degrees of freedom`,
      { span, hint: "Take a structure with fewer parameters, such as diag" },
    );
  }
  const inner = visit.levels.length;
  const apart = !subject && !clause.together;
  return {
    structure,
    subject: subject?.codes ?? Int32Array.from({ length: n }, (_, i) => apart ? i : 0),
    visit: by ? visit.codes.map((v, r) => by.codes[r]! * inner + v) : visit.codes,
    subjects: subject ? subject.levels.length : apart ? n : 1,
  };
}

/** Whether every subject belongs to one level of every group, so that no two levels meet in one. */
export function nestsSubjects(
  groups: readonly MixedGroup[],
  { subject, subjects }: ResidualDesign,
): boolean {
  return groups.every(({ codes }) => {
    const level = new Int32Array(subjects).fill(-1);
    return codes.every((code, r) => {
      const s = subject[r]!;
      if (level[s] === -1) level[s] = code;
      return level[s] === code;
    });
  });
}
