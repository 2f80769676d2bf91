/**
 * What is made of an analysis of variance: tables of tests and coefficients.
 *
 * @module
 */
import { meanResponse } from "../../../model/response_rows.ts";
import { greatest } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import type { LinearModel, Stratum } from "../../../model/fit.ts";
import { pf } from "../../../math/distribution/f_distribution.ts";
import * as language from "../../../language/values/value.ts";
import type { Call } from "../../evaluation/call.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { anovaFrame, asItIs, classed } from "../../values/classed.ts";
import {
  type FitValue,
  isVector,
  type ListValue,
  numeric,
  type Value,
} from "../../values/value.ts";
import { numbersOf } from "../../values/vector.ts";
import { coefficientsOf } from "../../evaluation/parts.ts";
import { missingText } from "../../evaluation/aov_text.ts";

/** A row of the table: a term, or a part of one. */
interface Row {
  name: string;
  sumSq: number;
  df: number;
}

/** Columns of the model that a part of a term has, by names of parts. */
type Split = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

/** What an analysis needs for its table. */
interface Source {
  fit: LinearModel;
  /** Squares of effects by column. */
  squares: ReadonlyMap<number, number>;
  residualDf: number;
  residualSumSq: number;
}

function splitOf(call: Call, fit: LinearModel): Split {
  const given = call.optional("split");
  if (!given || given.kind === "null") return new Map();
  const wrong = (text: string): never =>
    fail("wrong-argument", text, {
      span: call.spanOf("split"),
      hint: "Write split = list(Trt = list(linear = 1, quadratic = 2))",
    });
  if (given.kind !== "list") return wrong("summary() takes a list of lists as split");
  return new Map(given.items.map(({ name, value }) => {
    const factor = fit.fixed.terms.find((t) => t.label === name);
    if (name === null || !factor) return wrong(`split has ${name}, which is no term of the model`);
    const parts = value.kind === "list" ? value.items : isVector(value) ? partsOf(value) : null;
    if (!parts) return wrong(`split of ${name} is no list of numbers`);
    return [
      name,
      new Map(parts.map((part) => {
        const places = numbersOf(part.value);
        const df = factor.columns.length;
        if (part.name === null || !places || places.some((p) => !(p >= 1 && p <= df))) {
          return wrong(`Parts of ${name} have names and numbers from 1 to ${df}`);
        }
        return [part.name, Array.from(places, (p) => p - 1)];
      })),
    ];
  }));
}

/** `c(L = 1, Q = 2)` says the same as a list. */
function partsOf(value: Value): ListValue["items"] {
  if (value.kind !== "numeric" || !value.names) return [];
  return value.names.map((name, i) => ({ name, value: numeric([value.values[i]!]) }));
}

/** Of each column of a term the place among the columns of each of its variables. */
function placesWithin(fit: LinearModel, term: number): Map<string, number>[] {
  const { terms } = fit.fixed;
  const { variables, columns } = terms[term]!;
  const widths = variables.map((v) => {
    const own = terms.find((t) => t.label === v);
    return own ? own.columns.length : null;
  });
  const size = widths.reduce<number | null>((a, w) => a === null || w === null ? null : a * w, 1);
  if (size !== columns.length) return columns.map(() => new Map());
  return columns.map((_, k) => {
    let rest = k;
    return new Map(variables.map((v, i) => {
      const place = rest % widths[i]!;
      rest = Math.floor(rest / widths[i]!);
      return [v, place];
    }));
  });
}

/** The parts of a term by the parts of its factors. */
function partRows(source: Source, term: number, split: Split, expand: boolean): Row[] {
  const { label, variables, columns } = source.fit.fixed.terms[term]!;
  if (variables.length > 1 && !expand) return [];
  const own = variables.filter((v) => split.has(v));
  if (own.length === 0) return [];
  const places = placesWithin(source.fit, term);
  let combinations: { names: string[]; holds: (k: number) => boolean }[] = [
    { names: [], holds: () => true },
  ];
  // the first factor's parts change fastest
  for (const v of [...own].reverse()) {
    combinations = combinations.flatMap((c) =>
      [...split.get(v)!].map(([name, at]) => ({
        names: [name, ...c.names],
        holds: (k: number) => c.holds(k) && at.includes(places[k]!.get(v) ?? -1),
      }))
    );
  }
  return combinations.map(({ names, holds }) => {
    const squares = columns.flatMap((column, k) =>
      holds(k) && source.squares.has(column) ? [source.squares.get(column)!] : []
    );
    return {
      name: `  ${label}: ${names.join(".")}`,
      sumSq: squares.reduce((a, b) => a + b, 0),
      df: squares.length,
    };
  }).filter((row) => row.df > 0);
}

function termRows(source: Source, split: Split, expand: boolean, intercept: boolean): Row[] {
  const { fixed } = source.fit;
  const rowOf = (name: string, number: number): Row => {
    const own = [...source.squares].filter(([column]) => fixed.assign[column] === number);
    return { name, sumSq: own.reduce((s, [, v]) => s + v, 0), df: own.length };
  };
  return [
    ...(intercept && fixed.intercept ? [rowOf("(Intercept)", 0)] : []),
    ...fixed.terms.flatMap(({ label }, t) => {
      const row = rowOf(label, t + 1);
      return row.df === 0 ? [] : [row, ...partRows(source, t, split, expand)];
    }),
  ];
}

/** The table of tests of one stratum. */
function tableOf(source: Source, rows: readonly Row[], width: number): language.ListVector {
  const { residualDf, residualSumSq } = source;
  const error = residualSumSq / residualDf;
  const all = residualDf > 0
    ? [...rows, { name: "Residuals", sumSq: residualSumSq, df: residualDf }]
    : rows;
  const names = all.map((r) => r.name.padEnd(greatest([width, ...all.map((a) => a.name.length)])));
  const meanSq = all.map((r) => r.sumSq / r.df);
  const tested = all.map((r, i) =>
    residualDf > 0 && r.name !== "Residuals" && error > 0 ? meanSq[i]! / error : null
  );
  return anovaFrame(names, [
    ["Df", all.map((r) => r.df)],
    ["Sum Sq", all.map((r) => r.sumSq)],
    ["Mean Sq", meanSq],
    ...(residualDf > 0
      ? [
        ["F value", tested] as const,
        [
          "Pr(>F)",
          tested.map((f, i) => f === null ? null : pf(f, all[i]!.df, residualDf, { upper: true })),
        ] as const,
      ]
      : []),
  ]);
}

function summaryList(table: language.ListVector, missing: string | null): language.ListVector {
  const list = classed(language.listOf([table]), "summary.aov", "listof");
  return missing === null ? list : language.withAttribute(list, "missing", language.text(missing));
}

function sourceOf(fit: LinearModel): Source {
  const squares = new Map(Array.from(fit.fixed.kept, (c, k) => [c, fit.effects[k]! ** 2]));
  const { residualDf, residualSumSq } = fit;
  return { fit, squares, residualDf, residualSumSq };
}

/** `summary` of an analysis of variance. */
export function aovSummary(call: Call, { fit: given }: FitValue): Value {
  const fit = given.leastSquares!;
  const split = splitOf(call, fit);
  const expand = call.flag("expand.split", true);
  const intercept = call.flag("intercept", false);
  if (fit.strata) {
    const tables = fit.strata.map((stratum) => {
      const source = { fit, ...stratumSource(stratum) };
      return summaryList(tableOf(source, termRows(source, split, expand, false), 0), null);
    });
    const list = language.withNames(
      language.listOf(tables),
      fit.strata.map((s) => `Error: ${s.name}`),
    );
    return asItIs(classed(list, "summary.aovlist"), "an analysis of variance");
  }
  const source = sourceOf(fit);
  const width = fit.fixed.intercept ? "(Intercept)".length : 0;
  const table = tableOf(source, termRows(source, split, expand, intercept), width);
  return asItIs(summaryList(table, missingText(fit)), "an analysis of variance");
}

function stratumSource(stratum: Stratum): Omit<Source, "fit"> {
  const { squares, residualDf, residualSumSq } = stratum;
  return { squares, residualDf, residualSumSq };
}

/** `coef`: what can be estimated, of an analysis in strata by stratum. */
export function aovCoefficients(fit: LinearModel): Value {
  const { names } = fit.fixed;
  if (!fit.strata) {
    const own = coefficientsOf(fit);
    if (own.kind !== "numeric") return own;
    const kept = [...own.values.keys()].filter((i) => !fit.coefficients[i]!.aliased);
    return numeric(kept.map((i) => own.values[i]!), kept.map((i) => own.names![i]!));
  }
  const mean = meanResponse(fit);
  const parts = fit.strata.map(({ coefficients }) => {
    const kept = coefficients.filter((c) => c.estimate !== null);
    return toLanguage(
      kept.length === 0
        ? numeric([])
        : numeric(kept.map((c) => c.estimate!), kept.map((c) => names[c.column]!)),
    );
  });
  const all = [toLanguage(numeric([mean], ["(Intercept)"])), ...parts];
  const list = language.withNames(language.listOf(all), [
    "(Intercept)",
    ...fit.strata.map((s) => s.name),
  ]);
  return asItIs(classed(list, "listof"), "coefficients by stratum");
}
