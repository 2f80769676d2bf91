/**
 * One model with several structures of its residuals, side by side.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { LinearMixedModel } from "../fit.ts";
import type { BuiltModel } from "../fixed/build.ts";
import { modelFrame } from "../formula/frame.ts";
import { parseResidual, type ResidualClause } from "../formula/residual_clause.ts";
import { coreOf } from "../mixed/core.ts";
import { fitProblem } from "../mixed/fit.ts";
import { mixedProblem } from "../mixed/problem.ts";
import { residualDesign } from "../mixed/residual/residual_design.ts";
import { checkStructure } from "../mixed/residual/structure_faults.ts";

/** Information criteria; smaller is better. */
export interface InformationCriteria {
  /** Akaike's. */
  aic: number;
  /** Akaike's for few data (Hurvich and Tsai 1989, Biometrika 76, 297–307). */
  aicc: number;
  /** Schwarz's. */
  bic: number;
}

/** A structure and how well it fits. */
export interface StructureRow extends InformationCriteria {
  /** As it was asked for. */
  structure: string;
  /** Coefficients and covariance parameters. */
  parameters: number;
  /** −2 log likelihood, restricted if the fit is by REML. */
  criterion: number;
  /**
   * As SAS counts: under REML covariance parameters alone, n − p rows for AICc, and the number of
   * independent subjects for BIC.
   */
  sas: InformationCriteria;
}

/**
 * Fits a model with each of several structures of its residuals, to the same rows and by the same
 * criterion. `aic`, `aicc` and `bic` count as R does: all parameters and all rows.
 *
 * @param structures `"cs"`, which takes visits and subjects from the fit's own structure, or in full
 * `"cs(Day | Pen)"`
 * @throws DiagnosticError `residual-structure`; and what fitting one of them does
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { compareStructures, lmer, tableFrom } from "@heddle/heddle";
 *
 * const y = [3, 4, 6, 5, 2, 4, 4, 7, 3, 6, 5, 8, 4, 5, 5, 6, 1, 3, 5, 4];
 * const data = tableFrom({
 *   y,
 *   Day: y.map((_, i) => i % 4),
 *   Pen: y.map((_, i) => `p${Math.floor(i / 4)}`),
 * });
 * const fit = lmer("y ~ 1", data, { residual: "ar1(Day | Pen)" });
 * const rows = compareStructures(fit, ["id", "cs", "ar1"]);
 * assertEquals(rows.map((r) => r.parameters), [2, 3, 3]);
 * ```
 */
export function compareStructures(
  fit: LinearMixedModel,
  structures: readonly string[],
): StructureRow[] {
  return structures.map((structure) => {
    const built = withStructure(fit, structure);
    const made = fitProblem(mixedProblem(built, built.frame.response!.values), { reml: fit.reml });
    checkStructure(made, built);
    return {
      structure,
      parameters: made.parameters,
      criterion: made.criterion,
      ...criteria(made.criterion, made.parameters, made.n, made.n),
      sas: asSas(made, built),
    };
  });
}

function criteria(
  criterion: number,
  k: number,
  n: number,
  units: number,
): InformationCriteria {
  return {
    aic: criterion + 2 * k,
    aicc: n > k + 1 ? criterion + 2 * k * n / (n - k - 1) : Infinity,
    bic: criterion + k * Math.log(units),
  };
}

function asSas(fit: LinearMixedModel, built: BuiltModel): InformationCriteria {
  const q = fit.parameters - fit.rank;
  const [k, n] = fit.reml ? [q, fit.n - fit.rank] : [fit.parameters, fit.n];
  return criteria(fit.criterion, k, n, independentParts(built));
}

/** Number of sets of rows between which V is 0: rows that share a subject or a group are in one. */
function independentParts(built: BuiltModel): number {
  const { n } = built.frame;
  const design = residualDesign(built);
  const factors = [
    ...(design ? [{ codes: design.subject, count: design.subjects }] : []),
    ...built.random.map(({ group }) => ({ codes: group.codes, count: group.levels.length })),
  ];
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  for (const { codes, count } of factors) {
    const first = new Int32Array(count).fill(-1);
    codes.forEach((code, r) => {
      if (first[code] === -1) first[code] = r;
      parent[root(r)] = root(first[code]!);
    });
  }
  return parent.reduce((sum, p, i) => sum + (p === i ? 1 : 0), 0);
}

/** The fit's model with another structure. */
function withStructure(fit: LinearMixedModel, structure: string): BuiltModel {
  const { built } = coreOf(fit).problem;
  const { formula, frame } = built;
  const text = /^[a-z0-9]+$/.test(structure)
    ? completed(structure, frame.residual?.clause)
    : structure;
  const { residual, n } = modelFrame(formula, frame.data, { residual: parseResidual(text) });
  if (n !== frame.n) {
    fail("residual-structure", `${structure} is not defined for all rows of the fit`, {
      hint: "Structures are compared on the same rows; leave rows without a visit out of all",
    });
  }
  return { ...built, frame: { ...frame, residual } };
}

/** A structure by its word, over the places of the fit's own. */
function completed(word: string, clause: ResidualClause | undefined): string {
  if (word === "id" && !clause?.by) return word;
  if (!clause) {
    fail("residual-structure", `${word} does not say which rows are one subject's`, {
      hint: "Write it in full, as un(Day | Pen): the fit has no structure to take that from",
    });
  }
  const visits = clause.visits.map(deparse).join(", ");
  const subject = clause.subject ? ` | ${clause.subject.factors.map(deparse).join(":")}` : "";
  const by = clause.by ? `, by = ${deparse(clause.by)}` : "";
  return `${word}(${visits}${subject}${by})`;
}
