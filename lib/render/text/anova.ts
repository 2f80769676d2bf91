/**
 * Tests of a model's terms as R prints them: the headings and columns of `Anova`, of `anova` of an
 * `lm`, and of `anova` of an `lmer` with df.
 *
 * @module
 */
import type { AnovaRow, AnovaTable } from "../../inference/test/anova_table.ts";
import type { Ddf } from "../../inference/df/ddf.ts";
import { CLASSES } from "../classes/classes.ts";
import { responseLines } from "../classes/common.ts";
import type { TestColumn } from "../classes/layout.ts";
import { formatNumbers, round, zapsmall } from "../number/number_format.ts";
import { anovaLines } from "./coefficients.ts";
import { matrixLines, namedVectorLines, vectorLines } from "./layout.ts";

const ROMAN = { 1: "I", 2: "II", 3: "III" } as const;

/** A column of an analysis of variance, by R's name. */
export interface AnovaColumn {
  name: string;
  values: (number | null)[];
}

/** How a df method is written in a heading. */
export const METHOD_NAMES: Record<Ddf, string> = {
  "kenward-roger": "Kenward-Roger",
  "kenward-roger-linear": "Kenward-Roger (linear)",
  "kenward-roger-2": "Kenward-Roger (2009)",
  "satterthwaite": "Satterthwaite",
  "containment": "containment",
  "inner-outer": "inner-outer",
  "between-within": "between-within",
  "residual": "residual",
  "asymptotic": "asymptotic",
  "given": "given",
};

/** Lines that stand above the table. */
export function anovaHeading(table: AnovaTable): string[] {
  const type = ROMAN[table.type];
  const method = METHOD_NAMES[table.ddf];
  if (table.layout === "lmerTest") {
    return [`Type ${type} Analysis of Variance Table with ${method}'s method`];
  }
  if (table.layout === "lme4") return ["Analysis of Variance Table"];
  if (table.layout === "nlme") {
    return table.kind === "gls" ? [`Denom. DF: ${table.rows[0]?.denDf} `] : [];
  }
  const { tests, sequence } = CLASSES[table.kind];
  if (table.layout === "stats") return sequence.heading(table);
  const remarks = tests.remarks?.(table.test) ?? [];
  const response = tests.nameless ? [] : responseLines(table);
  return [tests.heading(type, table.test, method), ...response, ...remarks];
}

/** What one test is of, as nlme prints it. */
function jointLines(joint: NonNullable<AnovaTable["joint"]>, behind: boolean): string[] {
  const indent = behind ? " " : "";
  if ("terms" in joint) return [`${indent}F-test for: ${joint.terms.join(", ")} `];
  const { names, columns, weights } = joint;
  const heading = `${indent}F-test for linear combination(s)`;
  const cells = formatNumbers(zapsmall(weights.flat()));
  if (weights.length === 1) {
    return [
      heading,
      ...(columns.length === 1 ? vectorLines(cells, "right") : namedVectorLines(columns, cells)),
    ];
  }
  return [
    heading,
    ...matrixLines({
      rowNames: [...names],
      columns: columns.map((name, j) => ({
        name,
        cells: formatNumbers(zapsmall(weights.map((row) => row[j]!))),
        align: "right" as const,
      })),
    }),
  ];
}

/** The columns of a table in R's order and under R's names. */
export function anovaColumns(table: AnovaTable): AnovaColumn[] {
  const column = (name: string, value: (row: AnovaRow) => number | null | undefined) => ({
    name,
    values: table.rows.map((row) => value(row) ?? null),
  });
  const sumSq = column("Sum Sq", (r) => r.sumSq);
  const meanSq = column("Mean Sq", (r) => r.meanSq ?? meanSquare(r));
  const fValue = column("F value", (r) => r.statistic);
  const p = column("Pr(>F)", (r) => r.pValue);
  if (table.layout === "lmerTest") {
    // residuals with a structure have no sums of squares
    const has = table.rows.length === 0 || table.rows.some((r) => typeof r.sumSq === "number");
    const squares = has ? [sumSq, meanSq] : [];
    return [
      ...squares,
      column("NumDF", (r) => r.numDf),
      column("DenDF", (r) => r.denDf ?? (table.ddf === "asymptotic" ? Infinity : null)),
      fValue,
      p,
    ];
  }
  if (table.layout === "nlme") {
    return [
      column("numDF", (r) => r.numDf),
      ...(table.kind === "gls" ? [] : [column("denDF", (r) => r.denDf)]),
      column("F-value", (r) => r.statistic),
      column("p-value", (r) => r.pValue),
    ];
  }
  if (table.layout === "lme4") {
    return [column("npar", (r) => r.numDf), sumSq, meanSq, fValue];
  }
  const columns: Record<TestColumn, AnovaColumn> = {
    sumSq,
    meanSq,
    df: column("Df", (r) => r.numDf),
    "df or none": column("Df", (r) => r.deviance === undefined && r.numDf === 0 ? null : r.numDf),
    "F value": fValue,
    "F values": column("F values", (r) => r.statistic),
    F: column("F", (r) => r.statistic),
    "Df.res": column("Df.res", (r) => r.denDf),
    Chisq: column("Chisq", (r) => r.statistic),
    "LR Chisq": column("LR Chisq", (r) => r.statistic),
    Deviance: column("Deviance", (r) => r.deviance),
    "Resid. Df": column("Resid. Df", (r) => r.residualDf),
    "Resid. Dev": column("Resid. Dev", (r) => r.residualDeviance),
    "Pr(>F)": p,
    "Pr(>Chisq)": column("Pr(>Chisq)", (r) => r.pValue),
    "Pr(>Chi)": column("Pr(>Chi)", (r) => r.pValue),
  };
  const { tests, sequence } = CLASSES[table.kind];
  const names = table.layout === "stats" && table.test !== "Chisq"
    ? sequence.columns(table)
    : tests.columns(table.test, table.type);
  return names.map((name) => columns[name]);
}

/** nlme's own layout: F to seven digits of the largest, p to four decimals. */
function nlmeLines(table: AnovaTable): string[] {
  return matrixLines({
    rowNames: table.rows.map((r, i) => table.joint ? String(i + 1) : r.term),
    columns: anovaColumns(table).map(({ name, values }) => ({
      name,
      cells: name === "p-value"
        ? fourDecimals(values)
        : formatNumbers(name === "F-value" ? zapsmall(values) : values),
      align: "right" as const,
    })),
  });
}

/** p-values rounded to four decimals, `<.0001` for what would be 0. */
export function fourDecimals(values: readonly (number | null)[]): string[] {
  const cells = formatNumbers(values.map((p) => p === null ? null : round(p, 4)));
  return cells.map((cell, i) => values[i] !== null && round(values[i]!, 4) === 0 ? "<.0001" : cell);
}

function meanSquare(row: AnovaRow): number | null {
  return row.sumSq === undefined || row.sumSq === null || row.numDf === 0
    ? null
    : row.sumSq / row.numDf;
}

/** The table as R prints it; `anova` of an `lm` leaves out terms without a df of their own. */
export function anovaText(table: AnovaTable, digits?: number, stars?: boolean): string[] {
  if (table.layout === "nlme") {
    const joint = table.joint ? jointLines(table.joint, table.kind === "gls") : [];
    return [...anovaHeading(table), ...joint, ...nlmeLines(table)];
  }
  const shown = table.layout === "stats" && !CLASSES[table.kind].sequence.showsEmpty
    ? { ...table, rows: table.rows.filter((r) => r.numDf > 0) }
    : table;
  return [
    ...anovaHeading(shown),
    ...anovaLines(shown.rows.map((r) => r.term), anovaColumns(shown), digits, stars),
  ];
}
