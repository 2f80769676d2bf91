/**
 * Power before there are data: every term and contrast on the df of its own stratum.
 *
 * With orthogonal strata the F ratio of a term is noncentral F with ncp = SS(effects) / ξ, where SS
 * is over all observations and ξ the expected mean square of its error; the denominator's df are the
 * error's (Searle, Casella and McCulloch 1992, chapter 4), or Satterthwaite's where only a combination of
 * mean squares has that expectation. For one mean square this is exact for the ratio of mean
 * squares, whose components may come out below 0.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { checkAlpha } from "../../math/distribution/argument.ts";
import type { Note } from "../../note.ts";
import { pf, qf } from "../../math/distribution/tails.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { expandTerms } from "../../model/formula/terms.ts";
import { calleeName, operands } from "../../model/formula/formula.ts";
import { parseExpression } from "../../syntax/parse.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { Design } from "../declared/design.ts";
import { differencePattern, readMeans, sumOfSquares } from "./effects.ts";
import { denominatorOf } from "../fitted/error_term.ts";
import type { FixedSource } from "../structure/structure.ts";
import { readVariances, type Variances } from "./variance.ts";

/** What is assumed of the experiment. */
export interface PowerOptions {
  /** By unit term (`Block`, `Whole`, `Row:Column`); the lowest also `residual`. */
  variance: Readonly<Record<string, number>>;
  /** One mean for each treatment combination, first factor fastest. */
  means?: readonly number[];
  /** Two levels at ± differ/2, the others midway, averaged over other factors. */
  differ?: number;
  /** Terms, as labels or a formula; all if left out. */
  terms?: string | Expr | readonly string[];
  /** Level of the tests; 0.05. */
  alpha?: number;
}

/** Power of one test. Null where there is no error to test against. */
export interface PowerRow {
  /** The term. */
  term: string;
  /** df of the term. */
  numDf: number;
  /** df of its error; Satterthwaite's where mean squares are combined. */
  denDf: number | null;
  /** Noncentrality. */
  ncp: number | null;
  /** Probability of a significant F. */
  power: number | null;
}

/** Power of the terms of a design. */
export interface PowerTable {
  /** Tells it from other values. */
  kind: "power";
  /** One for each term. */
  rows: PowerRow[];
  /** Level of the tests. */
  alpha: number;
  /** Variances assumed, by component. */
  variance: Record<string, number>;
  /** The difference assumed; null where means were given. */
  differ: number | null;
  /** Terms without an error. */
  notes: Note[];
}

/**
 * Power of the F tests of a design.
 *
 * @throws DiagnosticError `missing-variance`, `unknown-variance`, `bad-means`, `no-effect`,
 * `unknown-term`, `bad-alpha`
 *
 * @example
 * ```ts
 * import { design, power } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Whole/Sub",
 *   treatments: "~ A*B",
 *   levels: { Block: 3, Whole: 3, Sub: 2, A: 3, B: 2 },
 *   allot: ["A ~ Whole", "B ~ Sub"],
 * });
 * const { rows } = power(d, {
 *   variance: { Whole: 0.2, residual: 1 },
 *   means: [10, 12, 12, 10, 10, 12],
 * });
 * if (!(rows[0]!.power!.toFixed(4) === "0.4141")) throw new Error();
 * ```
 */
export function power(design: Design, options: PowerOptions): PowerTable {
  const alpha = checkAlpha(options.alpha ?? 0.05);
  const variances = readVariances(design, options.variance);
  const values = options.means ? readMeans(design, options.means) : null;
  if (!values && options.differ === undefined) noEffect();
  const terms = termsAsked(design, options.terms);
  const rows = terms.map((term): PowerRow => {
    const pattern = values ?? differencePattern(design, term, options.differ!);
    return powerOf(design, term, sumOfSquares(design, term, pattern), variances, alpha);
  });
  return {
    kind: "power",
    rows,
    alpha,
    variance: Object.fromEntries(variances),
    differ: values ? null : options.differ!,
    notes: noErrorNotes(rows.flatMap((r) => r.power === null ? [r.term] : [])),
  };
}

/** Power of one term whose effects have the given sum of squares. */
function powerOf(
  design: Design,
  term: FixedSource,
  sumSq: number,
  variances: Variances,
  alpha: number,
): PowerRow {
  const numDf = term.dfCount;
  const error = denominatorOf(design, term, variances);
  if (!error) return { term: term.label, numDf, denDf: null, ncp: null, power: null };
  const ncp = sumSq / error.value;
  return {
    term: term.label,
    numDf,
    denDf: error.df,
    ncp,
    power: fPower(numDf, error.df, ncp, alpha),
  };
}

/** P(F′ > F_α) on the given df. */
export function fPower(numDf: number, denDf: number, ncp: number, alpha: number): number {
  const critical = qf(alpha, numDf, denDf, { upper: true });
  return pf(critical, numDf, denDf, { upper: true, ncp });
}

/**
 * The terms asked for, those without df left out.
 *
 * @throws DiagnosticError `unknown-term`
 */
export function termsAsked(design: Design, terms: PowerOptions["terms"]): FixedSource[] {
  const all = design.structure.fixed.filter((t) => t.dfCount > 0);
  if (terms === undefined) return all;
  const labels = labelsAsked(terms);
  return labels.map((label) => {
    const wanted = label.split(":").map((s) => s.trim()).sort().join(":");
    const found = all.find((t) => [...t.factors].sort().join(":") === wanted);
    if (found) return found;
    const names = all.map((t) => t.label);
    fail("unknown-term", `${label} is no treatment term of the design`, {
      hint: suggestion(label, names, "The terms are"),
    });
  });
}

/** Labels of terms that are asked for as labels or in a formula. */
export function labelsAsked(terms: NonNullable<PowerOptions["terms"]>): string[] {
  return Array.isArray(terms) ? terms as string[] : labelsIn(terms as string | Expr);
}

function labelsIn(source: string | Expr): string[] {
  const expr = typeof source === "string" ? parseExpression(source) : source;
  const right = expr.kind === "call" && calleeName(expr) === "~" ? operands(expr).at(-1)! : expr;
  return expandTerms(right).terms.map((t) => t.label);
}

/** Why there is no error. */
export const NOT_REPLICATED = "the units that got the treatments are not replicated";

/** Says that there is no effect to find. */
export function noEffect(): never {
  fail("no-effect", "Neither means nor a difference are given", {
    hint: "Give means, one for each treatment combination, or differ",
  });
}

/** The remark on terms that nothing tests. */
export function noErrorNotes(terms: readonly string[]): Note[] {
  const without = [...new Set(terms)];
  if (without.length === 0) return [];
  return [{
    code: "no-error",
    text: `There is no error to test ${without.join(" and ")} against: ${NOT_REPLICATED}`,
    data: { terms: without },
  }];
}
