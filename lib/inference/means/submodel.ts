/**
 * Means by a part of a model's terms: what they would be if the others were left out, estimated on the
 * fitted values of the whole.
 *
 * With S = X'WX, the columns r of the part and its coefficients (X_r'WX_r)⁻¹X_r'WX β̂, a function l
 * becomes l_r S_rr⁻¹ S_r (Lenth 2022, emmeans's vignette of models).
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import {
  choleskySmall,
  inverseFromCholesky,
  solveCholesky,
} from "../../math/algebra/triangular.ts";
import type { Fit } from "../../model/fit.ts";
import { expandTerms } from "../../model/formula/terms.ts";
import { updatedFormula } from "../../model/formula/updated.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { submodelNote } from "../estimate/remarks.ts";
import type { Note } from "../../note.ts";

/**
 * A formula of the terms to keep; the terms of a table's own factors (`minimal`); or the largest of these,
 * freed of what does not contain it (`type2`).
 */
export type Submodel = Expr | "minimal" | "type2";

/** How functions of the whole model become those of a part. */
export interface SubmodelFunctions {
  of(full: Float64Array): Float64Array;
  note: Note;
}

/** Places of the terms of a part among the model's. */
function partOf(fit: Fit, submodel: Submodel, factors: readonly string[]): number[] {
  const { terms } = fit.fixed;
  if (typeof submodel === "string") {
    return terms.flatMap((t, k) => t.variables.every((v) => factors.includes(v)) ? [k] : []);
  }
  const updated = updatedFormula(fit.parsed.expr, submodel);
  const { terms: found, variables } = expandTerms((updated as CallExpr).args.at(-1)!.value!);
  const asked = found.map((t) => t.variables.map((v) => variables[v]!.label));
  return terms.flatMap((t, k) =>
    asked.some((a) => a.length === t.variables.length && a.every((v) => t.variables.includes(v)))
      ? [k]
      : []
  );
}

/**
 * How functions become those of a part of the model.
 *
 * @param factors of the table of means
 * @throws DiagnosticError `no-submodel` of models with random effects, or whose columns depend on others
 */
export function submodelFunctions(
  fit: Fit,
  submodel: Submodel,
  factors: readonly string[],
): SubmodelFunctions {
  const { fixed } = fit;
  const { kept, assign, terms } = fixed;
  if (fit.mixed || fit.random || fit.strata || kept.length < fixed.names.length) {
    const why = kept.length < fixed.names.length
      ? "A model whose columns depend on each other"
      : "A model with random effects or a structure of its residuals";
    return fail("no-submodel", `${why} has no part of its terms here`, {
      hint: "Fit the smaller model",
    });
  }
  const p = kept.length;
  const factor = choleskySmall(fit.covariance, p);
  if (!factor) {
    return fail("no-submodel", "The covariance of the coefficients has no inverse", {
      hint: "Fit the smaller model",
    });
  }
  const s = inverseFromCholesky(factor, p);
  const part = partOf(fit, submodel, factors);
  const included = submodel === "type2" ? part.slice(-1) : part;
  const inPart = (j: number): boolean =>
    included.includes(assign[j]! - 1) || (submodel !== "type2" && assign[j] === 0);
  const own = terms[included[0] ?? -1]?.variables ?? [];
  const freedOf = (j: number): boolean => {
    if (submodel !== "type2" || inPart(j)) return false;
    const others = assign[j] === 0 ? [] : terms[assign[j]! - 1]!.variables;
    return assign[j] === 0 || !own.every((v) => others.includes(v));
  };
  const columns = Array.from({ length: p }, (_, j) => j);
  const r = columns.filter(inPart);
  const zero = columns.filter(freedOf);
  const cross = adjusted(s, p, r, zero);
  const block = new Float64Array(r.length ** 2);
  r.forEach((_, a) => r.forEach((j, b) => block[a * r.length + b] = cross[a]![j]!));
  const solved = choleskySmall(block, r.length);
  if (r.length > 0 && !solved) {
    return fail("no-submodel", "What is left of those terms has no inverse", {
      hint: "Fit the smaller model",
    });
  }
  return {
    of(full) {
      const weights = Float64Array.from(r, (j) => full[j]!);
      if (solved) solveCholesky(solved, r.length, weights);
      const out = new Float64Array(p);
      r.forEach((_, a) => {
        for (let j = 0; j < p; j++) out[j]! += weights[a]! * cross[a]![j]!;
      });
      for (const j of zero) out[j] = 0;
      return out;
    },
    note: submodelNote(included.map((k) => terms[k]!.label)),
  };
}

/** Rows r of S, those of the columns `zero` swept out of them. */
function adjusted(
  s: Float64Array,
  p: number,
  r: readonly number[],
  zero: readonly number[],
): Float64Array[] {
  const rows = r.map((i) => s.slice(i * p, (i + 1) * p));
  if (zero.length === 0) return rows;
  const q = zero.length;
  const block = new Float64Array(q * q);
  zero.forEach((i, a) => zero.forEach((j, b) => block[a * q + b] = s[i * p + j]!));
  const factor = choleskySmall(block, q)!;
  return rows.map((row) => {
    const weights = Float64Array.from(zero, (j) => row[j]!);
    solveCholesky(factor, q, weights);
    return row.map((x, j) => x - zero.reduce((sum, i, a) => sum + weights[a]! * s[i * p + j]!, 0));
  });
}
