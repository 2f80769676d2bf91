/**
 * Tables of means and effects of an analysis of variance, `model.tables`, and numbers of observations
 * of its terms, `replications`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { LinearModel } from "../../../model/fit.ts";
import type { FixedTerm, FixedVariable } from "../../../model/fixed/fixed_design.ts";
import { projectionsOf } from "../../../model/linear/projections.ts";
import * as language from "../../../language/values/value.ts";
import type { Call } from "../../evaluation/call.ts";
import { asItIs, classed, numbersOrMissing } from "../../values/classed.ts";
import type { Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { aovArgument } from "./aov.ts";

/** The cells of a term: its factors, and the cell of each row, the first factor's levels fastest. */
interface TermCells {
  label: string;
  factors: readonly FixedVariable[];
  codes: Int32Array;
  size: number;
}

/** Means by cell of a term, with the number of rows of each. */
export interface TermTable {
  label: string;
  factors: readonly FixedVariable[];
  values: Float64Array;
  counts: Float64Array;
}

function cellsOf(fit: LinearModel, term: FixedTerm): TermCells | null {
  const factors = term.variables.flatMap((v) => {
    const own = fit.fixed.variables.find((f) => f.label === v);
    return own?.kind === "factor" ? [own] : [];
  });
  if (factors.length < term.variables.length) return null;
  const codes = new Int32Array(fit.n);
  let size = 1;
  for (const f of factors) {
    for (let i = 0; i < fit.n; i++) codes[i]! += f.codes[i]! * size;
    size *= f.levels.length;
  }
  return { label: term.label, factors, codes, size };
}

/** Tables of the terms of factors alone: means of the sum of the parts that are in them. */
export function termTables(fit: LinearModel, type: "means" | "effects"): TermTable[] {
  const { mean, terms } = projectionsOf(fit);
  return fit.fixed.terms.flatMap((term) => {
    const cells = cellsOf(fit, term);
    if (!cells || !terms.has(term.label)) return [];
    const within = new Set(term.variables);
    const parts = type === "effects" ? [terms.get(term.label)!] : [
      mean,
      ...fit.fixed.terms.filter((t) => t.variables.every((v) => within.has(v)))
        .flatMap((t) => terms.get(t.label) ?? []),
    ];
    const values = new Float64Array(cells.size);
    const counts = new Float64Array(cells.size);
    cells.codes.forEach((c, i) => {
      counts[c]!++;
      for (const part of parts) values[c]! += part[i]!;
    });
    return [{
      label: term.label,
      factors: cells.factors,
      values: values.map((v, c) => v / counts[c]!),
      counts,
    }];
  });
}

/** Whether every cell of a table has as many rows as the others. */
export function isEven({ counts }: TermTable): boolean {
  return counts.every((n) => n === counts[0]);
}

function shaped(
  table: TermTable,
  values: Float64Array,
  ...classes: string[]
): language.DoubleVector {
  const sides = language.listOf(
    table.factors.map((f) => language.characters([...f.levels])),
    new Map([["names", language.characters(table.factors.map((f) => f.label))]]),
  );
  const made = language.doubles(
    values,
    new Map<string, language.Value>([
      ["dim", language.integers(table.factors.map((f) => f.levels.length))],
      ["dimnames", sides],
    ]),
  );
  return classes.length > 0 ? classed(made, ...classes) : made;
}

/** Numbers of rows by term: one of each where they are even, else tables. */
function countsOf(tables: readonly TermTable[]): language.Value {
  const names = tables.map((t) => t.label);
  if (tables.every(isEven)) {
    return language.withNames(language.integers(tables.map((t) => t.counts[0]!)), names);
  }
  return language.withNames(
    language.listOf(
      tables.map((t) => isEven(t) ? language.integer(t.counts[0]!) : shaped(t, t.counts)),
    ),
    names,
  );
}

function chosen(call: Call, tables: readonly TermTable[]): readonly TermTable[] {
  if (!call.has("cterms")) return tables;
  return call.texts("cterms").map((name) =>
    tables.find((t) => t.label === name) ??
      fail("wrong-argument", `${name} is no term of factors in the analysis`, {
        span: call.spanOf("cterms"),
        hint: `Its terms are ${tables.map((t) => t.label).join(", ")}`,
      })
  );
}

/** The residual mean square that a term is tested against. */
function errorOf(fit: LinearModel, label: string): number {
  if (!fit.strata) return fit.residualSumSq / fit.residualDf;
  const own = fit.strata.find((s) => s.terms.some((t) => t.label === label));
  return own && own.residualDf > 0 ? own.residualSumSq / own.residualDf : NaN;
}

function errors(
  call: Call,
  fit: LinearModel,
  type: "means" | "effects",
  tables: readonly TermTable[],
): language.Value | null {
  if (!call.flag("se", false)) return null;
  if (!tables.every(isEven)) {
    call.note("unbalanced", "Design is unbalanced: its tables have no common standard errors");
    return null;
  }
  if (fit.strata && type === "means") {
    call.note(
      "no-standard-errors",
      "model.tables() has no standard errors of means of an analysis in strata; " +
        "emmeans(m, ~ Trt) has",
    );
    return null;
  }
  const factor = type === "means" ? 2 : 1;
  return language.withNames(
    numbersOrMissing(
      tables.map((t) => Math.sqrt(factor * errorOf(fit, t.label) / t.counts[0]!)),
    ),
    tables.map((t) => t.label),
  );
}

function requireOrthogonal(call: Call, fit: LinearModel): void {
  if (!fit.strata || !("balanced" in fit) || fit.balanced === true) return;
  fail("not-orthogonal", "The terms of this analysis lie in several strata", {
    span: call.spanOf("x"),
    hint: "lmer() with emmeans() takes the strata together",
  });
}

function modelTables(call: Call): Value {
  const { fit } = aovArgument(call, "x");
  requireOrthogonal(call, fit);
  const type = call.choice("type", ["effects", "means"] as const, "effects");
  if (fit.fixed.variables.some((v) => v.kind === "numeric")) {
    fail("wrong-argument", "Tables of means are of models whose terms are factors", {
      span: call.spanOf("x"),
      hint: "emmeans(m, ~ Trt) has means at the mean of a covariate",
    });
  }
  const tables = chosen(call, termTables(fit, type));
  const { mean } = projectionsOf(fit);
  const grand = mean.reduce((a, b) => a + b, 0) / fit.n;
  const shownTables: [string, language.Value][] = tables.map((t) => [
    t.label,
    shaped(t, t.values, "mtable"),
  ]);
  const whole: [string, language.Value][] = type === "means"
    ? [["Grand mean", language.double(grand)], ...shownTables]
    : shownTables;
  const counts = countsOf(tables);
  const se = errors(call, fit, type, tables);
  const list = language.namedList([
    ["tables", language.namedList(whole)],
    ["n", counts],
    ...(se ? [["se", se] as const] : []),
  ]);
  return asItIs(
    language.withAttribute(
      classed(list, "tables_aov", "list.of"),
      "type",
      language.text(type),
    ),
    "tables of means",
  );
}

/** Verbs of tables of means. */
export const MODEL_TABLES: readonly Verb[] = [
  verb(
    "model.tables",
    "x, type?, se?, cterms?",
    "tables of means or effects of an analysis of variance",
    modelTables,
  ),
];
