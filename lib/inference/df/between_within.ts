/**
 * Between-within df (SAS/STAT, PROC MIXED, DDFM=BETWITHIN; the mmrm package's rule for columns).
 *
 * A column of X is within subjects if it varies within some subject. Between-subject columns have
 * S − b − 1 df (−1 for the intercept), within-subject ones n − S − w: S subjects, b and w columns.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { LinearMixedModel } from "../../model/fit.ts";
import { leastInvolved } from "./containment.ts";
import type { DdfMethod } from "./ddf.ts";
import { waldMethod } from "./residual_df.ts";
import { coreOf } from "../../model/mixed/core.ts";

/**
 * Between-within df of a fit. Subjects are those of the residuals' structure or the levels of the
 * grouping factor with the most levels; a function of several coefficients has the least of their df.
 *
 * @throws DiagnosticError `no-subjects` if the residuals' structure names none
 */
export function betweenWithin(fit: LinearMixedModel): DdfMethod {
  const { fixed } = fit;
  const { built } = coreOf(fit).problem;
  const { residual } = built.frame;
  const groups = residual
    ? residual.subject ? [residual.subject] : []
    : built.random.map((r) => r.group);
  const [subject] = groups.toSorted((a, b) => b.levels.length - a.levels.length);
  if (!subject) {
    fail(
      "no-subjects",
      `Between-within df need subjects, and ${fit.residualStructure} names none`,
      {
        hint: "Name them, as in diag(Day | Pen), or take another df method",
      },
    );
  }
  // cells may hold rows of several subjects of a residual structure
  const rows = residual ? Int32Array.from({ length: fit.n }, (_, i) => i) : built.cells().first;
  const m = rows.length;
  const x = fixed.rowsAt(rows);
  const within = Uint8Array.from(fixed.kept, (j) => {
    const seen = new Float64Array(subject.levels.length).fill(NaN);
    for (let i = 0; i < m; i++) {
      const s = subject.codes[rows[i]!]!;
      const value = x[j * m + i]!;
      if (Number.isNaN(seen[s]!)) seen[s] = value;
      else if (seen[s] !== value) return 1;
    }
    return 0;
  });
  const subjects = subject.levels.length;
  const w = within.reduce((s, v) => s + v, 0);
  const intercept = fixed.intercept ? 1 : 0;
  const b = within.length - w - intercept;
  const between = Math.max(1, subjects - b - intercept);
  const inner = Math.max(1, fit.n - subjects - w);
  const byColumn = Float64Array.from(within, (v) => v ? inner : between);
  return waldMethod(fit, "between-within", (l) => leastInvolved(l, byColumn, between));
}
