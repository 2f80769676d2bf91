/**
 * Power of a design whose observations are correlated within units: a residual covariance with given
 * parameters beside the components of coarser units.
 *
 * @module
 */
import { Table } from "../../data/table.ts";
import type { Ddf } from "../../model/ddf.ts";
import { buildModel } from "../../model/fixed/build.ts";
import { parseResidual } from "../../model/formula/residual_clause.ts";
import { mixedProblem } from "../../model/mixed/problem.ts";
import { scatteredValues } from "../../model/mixed/refits/exemplary_fit.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { Design } from "../declared/design.ts";
import { planTable } from "../declared/plan.ts";
import { assumedValues, powerAt } from "./fit_power.ts";
import { componentNamed } from "./variance.ts";
import { type PowerOptions, type PowerTable, termsAsked } from "./power.ts";

/** What is assumed of an experiment with correlated observations. */
export interface StructuredPowerOptions extends PowerOptions {
  /** The covariance of the observations of one unit: `ar1(Day | Room:Pen)`. */
  residual: string | Expr;
  /** Denominator df; Kenward and Roger's if left out. */
  ddf?: Ddf;
}

/**
 * Power of the tests of a design with a covariance of residuals. `variance` gives, beside those of
 * units that are coarser than its subjects, its parameters: `residual` (the variance, or the first of
 * them) and the others by the names that a fit has for them (`rho`, `un[2,1]`). The subjects
 * themselves have a component as well if `variance` names them.
 *
 * @throws DiagnosticError `residual-structure` and what `power` and `fitPower` throw
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { design, power, structuredPower } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Pen/Day",
 *   treatments: "~ Trt*Day",
 *   levels: { Pen: 8, Day: 3, Trt: 2 },
 *   allot: ["Trt ~ Pen", "Day ~ Day"],
 * });
 * const means = [10, 12, 10, 12, 10, 14];
 * // a common correlation of 1/3 is that of pens with half the variance of days in them
 * const residual = "cs(Day | Pen)";
 * const a = structuredPower(d, { variance: { residual: 2, cs_cov: 1 }, residual, means });
 * const b = power(d, { variance: { Pen: 1, residual: 2 }, means });
 * a.rows.forEach((row, i) => assertAlmostEquals(row.power!, b.rows[i]!.power!, 1e-9));
 * ```
 */
export function structuredPower(design: Design, options: StructuredPowerOptions): PowerTable {
  const { variance, terms, residual, ...rest } = options;
  const asked = termsAsked(design, terms);
  const clause = parseResidual(residual);
  const plan = planTable(design);
  const response = freshName(plan.names);
  const named = componentsNamed(design, variance);
  const subject = clause.subject?.factors.map(deparse) ?? [];
  const units = unitsBeside(design, subject, named);
  const random = units.map((unit) => ` + (1 | ${unit})`).join("");
  const table = new Table([
    ...plan.columns,
    { kind: "numeric", name: response, values: scatteredValues(plan.nrow) },
  ]);
  const built = buildModel(`${response} ${design.treatments}${random}`, table, {
    residual: clause,
  });
  const problem = mixedProblem(built, built.frame.response!.values);
  const assumed = assumedValues(problem, named, () => undefined);
  return powerAt(problem, assumed, {
    ...rest,
    ...(terms === undefined ? {} : { terms: asked.map((t) => t.label) }),
  });
}

/** Variances by the names that the model has: `var(Room:Pen)` for `Pen`. */
function componentsNamed(
  design: Design,
  variance: Readonly<Record<string, number>>,
): Record<string, number> {
  const entries = Object.entries(variance).map(([name, value]): [string, number] => {
    const component = componentNamed(design, name);
    if (component === null) return [name, value];
    return [component === "residual" ? component : `var(${component})`, value];
  });
  return Object.fromEntries(entries);
}

/**
 * Unit terms with a component of their own. The covariance within subjects stands for that of the
 * subjects and of what is within them, unless a variance is given for it.
 */
function unitsBeside(
  design: Design,
  subject: readonly string[],
  given: Readonly<Record<string, number>>,
): string[] {
  return design.unitTerms.filter((unit) => !unit.observational).filter(({ term, factors }) =>
    `var(${term})` in given || subject.length === 0 || !subject.every((s) => factors.includes(s))
  ).map(({ term }) => term);
}

/** A name for the response that no factor has. */
function freshName(taken: readonly string[]): string {
  let name = "response";
  while (taken.includes(name)) name += "_";
  return name;
}
