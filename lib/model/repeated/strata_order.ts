/**
 * The order of the strata of `varIdent`: nlme takes the first for 1 that it meets in its rows, and sorts these
 * by their groups before.
 *
 * @module
 */
import { asFactor } from "../../data/factor.ts";
import type { LinearMixedModel } from "../fit.ts";
import { coreOf } from "../mixed/core.ts";

/** Levels of the strata as nlme meets them; null where there are none, or no column has them. */
export function strataOrder(fit: LinearMixedModel): string[] | null {
  const strata = fit.nlme?.variance?.strata;
  const column = strata?.kind === "name" ? fit.data.column(strata.name) : null;
  if (!column) return null;
  const { codes, levels } = asFactor(column);
  const keys = sortedBy(fit);
  const rows = Array.from(codes.keys()).sort((a, b) => {
    for (const key of keys) if (key[a] !== key[b]) return key[a]! - key[b]!;
    return a - b;
  });
  return [...new Set(rows.map((i) => codes[i]!))].map((code) => levels[code]!);
}

/** Codes by which the rows are sorted, the outermost first: those of random effects, or of correlations. */
function sortedBy(fit: LinearMixedModel): readonly ArrayLike<number>[] {
  const { levels, correlation } = fit.nlme!;
  const factors = levels.at(-1)?.factors ?? [];
  if (factors.length > 0) {
    return factors.flatMap((expr) => {
      const column = expr.kind === "name" ? fit.data.column(expr.name) : null;
      return column ? [asFactor(column).codes] : [];
    });
  }
  const subject = correlation ? coreOf(fit).problem.built.frame.residual?.subject : null;
  return subject ? [subject.codes] : [];
}
