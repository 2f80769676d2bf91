/**
 * Coefficients of all levels, numbers of observations of terms, and standard errors of contrasts of an
 * analysis of variance: `dummy.coef replications se.contrast`.
 *
 * Source: Chambers & Hastie (1992), Statistical Models in S, chapter 5.
 *
 * @module
 */
import { meanResponse } from "../../../../model/response_rows.ts";
import { fail } from "../../../../diagnostic.ts";
import { greatest } from "../../../../lists.ts";
import { Table } from "../../../../data/table.ts";
import type { Column } from "../../../../data/column.ts";
import { projectionOn } from "../../../../math/algebra/projection.ts";
import type { FixedTerm, FixedVariable } from "../../../../model/fixed/fixed_design.ts";
import type { Fit } from "../../../../model/fit.ts";
import { expandTerms } from "../../../../model/formula/terms.ts";
import { parseFormula } from "../../../../model/formula/formula.ts";
import * as language from "../../../../language/values/value.ts";
import { formatNumbers } from "../../../../render/number/number_format.ts";
import { matrixLines } from "../../../../render/text/layout.ts";
import { deparse } from "../../../../syntax/deparse.ts";
import type { Call } from "../../../evaluation/call.ts";
import { tableScope } from "../../../values/mask.ts";
import { asItIs } from "../../../values/classed.ts";
import { displayed } from "../../../values/displayed.ts";
import { integer, list, numeric, type Value } from "../../../values/value.ts";
import { numbersOf, textsOf } from "../../../values/vector.ts";
import { isVector } from "../../../values/value.ts";
import { type Verb, verb } from "../../../evaluation/verb.ts";

/** Coefficients of a term, one for each combination of levels, the first factor's fastest. */
interface TermCoefficients {
  label: string;
  names: string[];
  values: number[];
}

/** Levels of a factor as they stand in the data, in a column of its source. */
function columnOfLevels(fit: Fit, variable: FixedVariable, texts: readonly string[]): Column {
  const [source] = variable.sources;
  const own = source === undefined ? undefined : fit.data.column(source);
  if (variable.sources.length !== 1 || !own) return refuseComputed(variable.label);
  if (own.kind === "numeric") {
    return { ...own, values: Float64Array.from(texts, Number) } as Column;
  }
  if (own.kind !== "factor") return refuseComputed(variable.label);
  return { ...own, codes: Int32Array.from(texts, (t) => own.levels.indexOf(t)) };
}

function refuseComputed(label: string): never {
  return fail("wrong-argument", `Coefficients of all levels are not made of ${label}`, {
    hint: "coef(m) has the coefficients of the model matrix",
  });
}

/** Rows of the model matrix at each combination of levels of a term, numbers being 1. */
function rowsAt(fit: Fit, term: FixedTerm): { names: string[]; rows: Float64Array[] } {
  const { variables } = fit.fixed;
  const factors = term.variables.flatMap((label) => {
    const own = variables.find((v) => v.label === label)!;
    return own.kind === "factor" ? [own] : [];
  });
  const size = factors.reduce((n, f) => n * f.levels.length, 1);
  const levelOf = (f: FixedVariable, at: number): string => {
    let rest = at;
    for (const g of factors) {
      if (g === f) return g.levels[rest % g.levels.length]!;
      rest = Math.floor(rest / g.levels.length);
    }
    return f.levels[0]!;
  };
  const columns = new Map<string, Column>();
  for (const v of variables) {
    if (v.kind === "factor") {
      const texts = Array.from({ length: size }, (_, at) => levelOf(v, at));
      columns.set(v.sources[0]!, columnOfLevels(fit, v, texts));
      continue;
    }
    const plain = v.sources.length === 1 && v.sources[0] === v.label;
    if (!plain && term.variables.includes(v.label)) refuseComputed(v.label);
    for (const source of v.sources) {
      const own = fit.data.column(source);
      if (own?.kind !== "numeric") return refuseComputed(v.label);
      if (columns.has(source)) continue;
      columns.set(source, { ...own, values: new Float64Array(size).fill(1) } as Column);
    }
  }
  for (const source of fit.fixed.offsetSources) {
    const own = fit.data.column(source);
    if (own?.kind === "numeric") {
      columns.set(source, { ...own, values: new Float64Array(size) } as Column);
    }
  }
  return {
    names: Array.from(
      { length: size },
      (_, at) => factors.map((f) => levelOf(f, at)).join(":"),
    ),
    rows: fit.fixed.rowsFor(new Table([...columns.values()])),
  };
}

/** All coefficients, given those of the columns of the model matrix. */
function fullCoefficients(fit: Fit, of: (column: number) => number): TermCoefficients[] {
  const rows: TermCoefficients[] = fit.fixed.intercept
    ? [{ label: "(Intercept)", names: [""], values: [of(0)] }]
    : [];
  for (const term of fit.fixed.terms) {
    const made = rowsAt(fit, term);
    rows.push({
      label: term.label,
      names: made.names,
      values: made.rows.map((row) =>
        term.columns.reduce((sum, j) => sum + (row[j] === 0 ? 0 : row[j]! * of(j)), 0)
      ),
    });
  }
  return rows;
}

/** As R prints them: a line of levels above a line of numbers. */
function coefficientLines(terms: readonly TermCoefficients[], title: string): string[] {
  const width = greatest(terms.map((t) => t.values.length));
  const rowNames: string[] = [];
  const cells: string[][] = [];
  const filled = (row: readonly string[]): string[] =>
    Array.from({ length: width }, (_, k) => row[k] ?? "");
  for (const { label, names, values } of terms) {
    const numbers = formatNumbers(values, { digits: 7 });
    rowNames.push(`${label}:   `);
    if (values.length > 1) {
      cells.push(filled(names));
      rowNames.push("");
    }
    cells.push(filled(numbers));
  }
  return [
    title,
    ...matrixLines({
      rowNames,
      columns: Array.from({ length: width }, (_, k) => ({
        name: "",
        cells: cells.map((row) => row[k]!),
        align: "right",
      })),
    }),
  ];
}

function partsOf(terms: readonly TermCoefficients[]): Value {
  return list(terms.map(({ label, names, values }) => ({
    name: label,
    value: numeric(values, names.length > 1 ? names : ["(Intercept)"]),
  })));
}

function dummyCoefficients(call: Call): Value {
  const { fit } = call.fit("object");
  if (!fit.leastSquares) {
    return call.wrong(
      "object",
      "an lm or an aov",
      call.value("object"),
      "emmeans() has means of levels",
    );
  }
  if (!fit.strata) {
    const terms = call.at(
      "object",
      () => fullCoefficients(fit, (j) => fit.coefficients[j]!.estimate ?? 0),
    );
    const items = partsOf(terms);
    return displayed(
      coefficientLines(terms, "Full coefficients are "),
      "coefficients of all levels",
      items.kind === "list"
        ? Object.fromEntries(items.items.map((i) => [i.name!, () => i.value]))
        : {},
    );
  }
  const mean = meanResponse(fit);
  const whole = fullCoefficients(fit, (j) => j === 0 ? mean : 0);
  const strata = fit.strata.map((s) => {
    const own = new Map(s.coefficients.map((c) => [c.column, c.estimate ?? 0]));
    const kept = new Set(s.coefficients.map((c) => fit.fixed.assign[c.column]!));
    const labels = new Set([...kept].map((t) => fit.fixed.terms[t - 1]?.label));
    const terms = fullCoefficients(fit, (j) => own.get(j) ?? 0)
      .filter((t) => t.label !== "(Intercept)" && labels.has(t.label));
    return { name: s.name, terms };
  });
  const head = (name: string): string => `     Error: ${name} `;
  return displayed(
    [
      "",
      ...coefficientLines(whole, head("(Intercept)")),
      ...strata.flatMap(({ name, terms }) =>
        terms.length === 0 ? [] : ["", ...coefficientLines(terms, head(name))]
      ),
    ],
    "coefficients of all levels",
    Object.fromEntries([
      ["(Intercept)", () => partsOf(whole)] as const,
      ...strata.map(({ name, terms }) => [name, () => partsOf(terms)] as const),
    ]),
  );
}

/** Of each row the cell of a term, from the texts of its factors. */
function keysOf(columns: readonly (readonly (string | null)[])[], n: number): (string | null)[] {
  return Array.from(
    { length: n },
    (_, i) => columns.some((c) => c[i] === null) ? null : columns.map((c) => c[i]).join("\u0001"),
  );
}

function replications(call: Call): Value {
  const given = call.value("formula");
  const data = given.kind === "frame" ? given.table : call.table("data");
  const formula = given.kind === "frame"
    ? null
    : given.kind === "formula"
    ? given.expr
    : call.wrong("formula", "a formula", given, "Write replications(~ A * B, data = d)");
  const isFactor = (name: string): boolean => {
    const column = data.column(name);
    return column !== undefined && column.kind !== "numeric";
  };
  const labels = formula
    ? call.at("formula", () => {
      const { fixed } = parseFormula(formula);
      return expandTerms(fixed, { columns: data.names }).terms.map((t) => t.label);
    })
    : data.names.filter(isFactor);
  const response = formula && formula.args.length === 2 ? deparse(formula.args[0]!.value!) : null;
  const scope = tableScope(data, call.scope);
  const texts = new Map<string, readonly (string | null)[] | null>();
  const textsNamed = (name: string): readonly (string | null)[] | null => {
    if (!texts.has(name)) {
      const column = data.column(name);
      const value = column ? scope.get(name) : undefined;
      texts.set(
        name,
        value && isVector(value) && value.kind !== "numeric" ? textsOf(value) : null,
      );
    }
    return texts.get(name)!;
  };
  const found = labels.filter((label) => label !== response).flatMap((label) => {
    const columns = label.split(":").map(textsNamed);
    if (columns.some((c) => c === null)) return [];
    const counts = new Map<string, number>();
    for (const key of keysOf(columns as (string | null)[][], data.nrow)) {
      if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return [{ label, counts: [...counts.values()], cells: [...counts] }];
  });
  if (found.length === 0) {
    fail("wrong-argument", "replications() counts levels of factors, and there are none", {
      span: call.spanOf("formula"),
      hint: "d$A <- factor(d$A) makes one",
    });
  }
  const even = (counts: readonly number[]): boolean => counts.every((c) => c === counts[0]);
  if (found.every((f) => even(f.counts))) {
    return integer(found.map((f) => f.counts[0]!), found.map((f) => f.label));
  }
  const uneven = found.find((f) => !even(f.counts) && f.label.includes(":"));
  if (uneven) {
    fail("wrong-argument", `The cells of ${uneven.label} have different numbers of rows`, {
      span: call.spanOf("formula"),
      hint: "table(d$A, d$B) and xtabs(~ A + B, d) count them",
    });
  }
  return asItIs(
    language.namedList(
      found.map(({ label, counts, cells }): [string, language.Value] => [
        label,
        even(counts) ? language.integer(counts[0]!) : tableOf(data, label, new Map(cells)),
      ]),
    ),
    "numbers of rows",
  );
}

/** Counts of one factor. */
function tableOf(data: Table, label: string, counts: ReadonlyMap<string, number>): language.Value {
  const column = data.column(label)!;
  const levels = column.kind === "factor" ? column.levels : [...counts.keys()].sort();
  return language.integers(
    levels.map((l) => counts.get(l) ?? 0),
    new Map<string, language.Value>([
      ["dim", language.integers([levels.length])],
      [
        "dimnames",
        language.listOf(
          [language.characters([...levels])],
          new Map([["names", language.characters([label])]]),
        ),
      ],
      ["class", language.text("table")],
    ]),
  );
}

/** The standard error of a contrast of means of groups of rows. */
function contrastError(call: Call): Value {
  const value = call.fit("object");
  const { fit } = value;
  if (!fit.leastSquares || fit.strata) {
    return call.wrong(
      "object",
      "an aov in one stratum",
      value,
      "contrast(emmeans(m, ~ Trt), …) has the standard errors of strata",
    );
  }
  const table = call.has("data") ? call.table("data") : value.data;
  const scope = tableScope(table, call.scope);
  const given = call.supplied("contrast.obj") ??
    fail("missing-argument", "se.contrast() needs contrast.obj", {
      span: call.span,
      hint: 'Write list(A == "1", A == "2")',
    });
  const groups = call.evaluate(given, scope);
  if (groups.kind !== "list") {
    return call.wrong(
      "contrast.obj",
      "a list of conditions",
      groups,
      'Write list(A == "1", A == "2")',
    );
  }
  const count = groups.items.length;
  const weights = call.has("coef")
    ? [...call.numbers("coef")]
    : count === 1
    ? [1]
    : count === 2
    ? [1, -1]
    : fail("missing-argument", `${count} groups need coef, one number for each`, {
      span: call.spanOf("contrast.obj"),
      hint: "Write coef = c(1, -0.5, -0.5)",
    });
  if (
    weights.length !== count || Math.abs(weights.reduce((a, b) => a + b, 0)) > 1e-7 && count > 1
  ) {
    call.wrong("coef", `${count} numbers whose sum is 0`, call.value("coef"));
  }
  const contrast = new Float64Array(fit.n);
  groups.items.forEach((item, g) => {
    const chosen = numbersOf(item.value);
    if (!chosen || chosen.length !== fit.n) {
      call.wrong("contrast.obj", `conditions of ${fit.n} rows`, item.value);
      return;
    }
    const size = chosen.reduce((a, b) => a + b, 0);
    chosen.forEach((v, i) => contrast[i]! += weights[g]! * v / size);
  });
  const { matrix, names, n } = fit.fixed;
  const space = projectionOn(names.map((_, j) => matrix.slice(j * n, (j + 1) * n)));
  const own = space.project(contrast);
  const square = own.reduce((sum, v) => sum + v * v, 0);
  return numeric([fit.sigma * Math.sqrt(square)]);
}

/** Full coefficients and counts. */
export const FULL_COEFFICIENTS: readonly Verb[] = [
  verb(
    "dummy.coef",
    "object, use.na!FALSE",
    "the coefficients of all levels of the factors of a model",
    dummyCoefficients,
  ),
  verb(
    "replications",
    "formula, data?, na.action~",
    "how many rows each level and each cell of some terms has",
    replications,
  ),
  verb(
    "se.contrast",
    "object, contrast.obj, coef?, data?",
    "the standard error of a contrast of means of groups of rows",
    contrastError,
  ),
];
