/**
 * Tests as tibbles: those of hypotheses, comparisons by Tukey, tables of tests.
 *
 * @module
 */
import * as language from "../../../language/values/value.ts";
import type { FrameValue, Value } from "../../values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { tibbleOfVectors } from "./rows.ts";

type Column = [name: string, value: language.Value];

const bare = (x: language.Value): language.Value =>
  language.isVector(x) ? language.withAttributes(x, null) : x;

function part(x: language.ListVector, name: string): language.Value | null {
  const found = x.values[(language.namesOf(x) ?? []).indexOf(name)];
  return found && found.type !== "NULL" ? found : null;
}

/** One element of a vector. */
function at(x: language.Value, i: number): language.Value {
  switch (x.type) {
    case "double":
      return language.double(x.values[i]!);
    case "integer":
      return language.integer(x.values[i]!);
    case "character":
      return language.text(x.values[i]!);
    default:
      return x;
  }
}

/** Tests whose degrees of freedom R counts in whole numbers. */
const COUNTED = /^(Pearson|Kruskal|F test to compare)/;

/** Degrees of freedom as R has them. */
function counted(x: language.Value, method: language.Value | null): language.Value {
  const whole = method?.type === "character" && COUNTED.test(method.values[0] ?? "");
  if (!whole || x.type !== "double" || x.values.some(Number.isNaN)) return x;
  return language.integers([...x.values], x.attributes);
}

const TWO_MEANS = new Set(["Welch Two Sample t-test", " Two Sample t-test"]);

function hypothesis(x: language.ListVector): Column[] {
  const columns: Column[] = [];
  const estimate = part(x, "estimate");
  const method = part(x, "method");
  const several = estimate ? language.lengthOf(estimate) : 0;
  if (estimate && several > 1) {
    const means = method?.type === "character" && TWO_MEANS.has(method.values[0] ?? "");
    if (means && estimate.type === "double") {
      columns.push(["estimate", language.double(estimate.values[0]! - estimate.values[1]!)]);
    }
    for (let i = 0; i < several; i++) columns.push([`estimate${i + 1}`, at(estimate, i)]);
  } else if (estimate) columns.push(["estimate", estimate]);
  const parameter = part(x, "parameter");
  const dfs = parameter ? language.lengthOf(parameter) : 0;
  if (parameter && dfs > 1) {
    (language.namesOf(parameter) ?? []).forEach((name, i) =>
      columns.push([
        (name ?? "").replace("denom", "den").replaceAll(" ", "."),
        counted(at(parameter, i), method),
      ])
    );
  }
  const statistic = part(x, "statistic");
  if (statistic) columns.push(["statistic", statistic]);
  const p = part(x, "p.value");
  if (p) columns.push(["p.value", bare(p)]);
  if (parameter && dfs === 1) columns.push(["parameter", counted(parameter, method)]);
  const interval = part(x, "conf.int");
  if (interval) {
    columns.push(["conf.low", at(bare(interval), 0)], ["conf.high", at(bare(interval), 1)]);
  }
  if (method) columns.push(["method", bare(method)]);
  const alternative = part(x, "alternative");
  if (alternative) columns.push(["alternative", bare(alternative)]);
  return columns;
}

function pairwise(x: language.ListVector): Column[] {
  const p = part(x, "p.value");
  if (p?.type !== "double") return [];
  const [rows, columns] = language.dimNamesOf(p) ?? [];
  const found: { a: string; b: string; p: number }[] = [];
  const n = rows?.length ?? 0;
  rows?.forEach((a, i) =>
    columns?.forEach((b, j) => {
      const value = p.values[j * n + i]!;
      if (!Number.isNaN(value)) found.push({ a: a ?? "", b: b ?? "", p: value });
    })
  );
  return [
    ["group1", language.characters(found.map((f) => f.a))],
    ["group2", language.characters(found.map((f) => f.b))],
    ["p.value", language.doubles(Float64Array.from(found, (f) => f.p))],
  ];
}

function tukey(x: language.ListVector): Column[] {
  const names = language.namesOf(x) ?? [];
  const rows = x.values.flatMap((table, t) => {
    if (table.type !== "double") return [];
    const labels = language.dimNamesOf(table)?.[0] ?? [];
    const n = labels.length;
    return labels.map((label, i) => ({
      term: names[t] ?? "",
      contrast: label ?? "",
      values: [0, 1, 2, 3].map((j) => table.values[j * n + i]!),
    }));
  });
  const column = (j: number): language.Value =>
    language.doubles(Float64Array.from(rows, (r) => r.values[j]!));
  return [
    ["term", language.characters(rows.map((r) => r.term))],
    ["contrast", language.characters(rows.map((r) => r.contrast))],
    ["null.value", language.doubles(new Float64Array(rows.length))],
    ["estimate", column(0)],
    ["conf.low", column(1)],
    ["conf.high", column(2)],
    ["adj.p.value", column(3)],
  ];
}

function power(x: language.ListVector): Column[] {
  const names = language.namesOf(x) ?? [];
  return x.values.flatMap((value, i): Column[] =>
    value.type === "double" ? [[names[i] ?? "", bare(value)]] : []
  );
}

/** broom's names of columns of tables of tests; others keep theirs. */
const NAMES: Readonly<Record<string, string>> = {
  Df: "df",
  "Sum Sq": "sumsq",
  "Mean Sq": "meansq",
  "F value": "statistic",
  "Pr(>F)": "p.value",
  "Res.Df": "df.residual",
  RSS: "rss",
  "Sum of Sq": "sumsq",
  Chisq: "statistic",
  "Chi Df": "df",
  "Chi.Df": "df",
  "LR Chisq": "statistic",
  "Pr(>Chisq)": "p.value",
  "Pr(>Chi)": "p.value",
  F: "statistic",
  loglik: "logLik",
};

const columnName = (name: string): string => NAMES[name] ?? name.replace(/[^A-Za-z0-9._]/g, ".");

/**
 * A table of tests.
 *
 * @param whole names of columns that R keeps as whole numbers
 */
function testColumns(
  frame: language.ListVector,
  terms: readonly string[],
  whole: ReadonlySet<string> = new Set(),
): Column[] {
  const names = language.namesOf(frame) ?? [];
  return [
    ["term", language.characters(terms.map((t) => t.trim()))],
    ...frame.values.map((column, j): Column => {
      const name = names[j] ?? "";
      if (!whole.has(name) || column.type !== "double") return [columnName(name), bare(column)];
      const values = Int32Array.from(
        column.values,
        (v) => Number.isNaN(v) ? language.NA_INTEGER : v,
      );
      return [columnName(name), language.integers(values)];
    }),
  ];
}

function rowTerms(frame: language.ListVector): readonly string[] {
  return language.rowNamesOf(frame) ??
    Array.from({ length: language.rowsOf(frame) }, (_, i) => String(i + 1));
}

/** The tibble of a list or table of one of R's classes; null of any other value. */
export function tidyClassed(value: Value): Value | null {
  const x = toLanguage(value);
  if (x.type !== "list") return null;
  if (language.inherits(x, "htest")) return tibbleOfVectors(hypothesis(x));
  if (language.inherits(x, "pairwise.htest")) return tibbleOfVectors(pairwise(x));
  if (language.inherits(x, "power.htest")) return tibbleOfVectors(power(x));
  if (language.inherits(x, "TukeyHSD")) return tibbleOfVectors(tukey(x));
  if (language.inherits(x, "anova")) return tibbleOfVectors(testColumns(x, rowTerms(x)));
  if (language.inherits(x, "summary.aov")) return tidySummary(x);
  if (language.inherits(x, "summary.aovlist")) return tidyStrata(x);
  return null;
}

/** `summary` of an analysis in one stratum. */
export function tidySummary(x: language.ListVector): Value {
  const [table] = x.values;
  return table?.type === "list"
    ? tibbleOfVectors(testColumns(table, rowTerms(table)))
    : tibbleOfVectors([]);
}

/** `summary` of an analysis in strata. */
export function tidyStrata(x: language.ListVector): Value {
  const tables = x.values.flatMap((s, i) => {
    const table = s.type === "list" ? s.values[0] : undefined;
    const name = (language.namesOf(x)?.[i] ?? "").replace(/^Error: /, "");
    return table?.type === "list" ? [{ name, table }] : [];
  });
  const columns = ["Df", "Sum Sq", "Mean Sq", "F value", "Pr(>F)"];
  const gathered = columns.map((name): Column => [
    columnName(name),
    language.doubles(Float64Array.from(tables.flatMap(({ table }) => {
      const own = part(table, name);
      return own?.type === "double"
        ? [...own.values]
        : new Array<number>(language.rowsOf(table)).fill(NaN);
    }))),
  ]);
  return tibbleOfVectors([
    [
      "stratum",
      language.characters(
        tables.flatMap(({ name, table }) => rowTerms(table).map(() => name)),
      ),
    ],
    [
      "term",
      language.characters(
        tables.flatMap(({ table }) => rowTerms(table).map((t) => t.trim())),
      ),
    ],
    ...gathered,
  ]);
}

/** A table of tests of a fit or a comparison of fits. */
export function tidyTable(
  frame: FrameValue,
  terms: readonly string[] | null,
  whole: readonly string[] = [],
): Value {
  const x = toLanguage(frame);
  if (x.type !== "list") return tibbleOfVectors([]);
  return tibbleOfVectors(testColumns(x, terms ?? rowTerms(x), new Set(whole)));
}
