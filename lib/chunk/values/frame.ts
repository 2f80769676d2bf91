/**
 * What `as.data.frame` gives in R of a value: the same columns under the same names.
 *
 * @module
 */
import { refuseCells } from "./held.ts";
import { showsLimits, showsTests } from "../../inference/estimate/view.ts";
import { addAll, greatest } from "../../lists.ts";
import type { Column } from "../../data/column.ts";
import { columnFrom, textColumn } from "../../data/table_from.ts";
import { Table } from "../../data/table.ts";
import type { AnovaTable } from "../../inference/test/anova_table.ts";
import { anovaColumns } from "../../render/text/anova.ts";
import type { ContrastTable } from "../../inference/contrast/contrast_table.ts";
import type { MeansTable } from "../../inference/means/means_grid.ts";
import { againstText, type AnovaShell } from "../../design/structure/anova_shell.ts";
import {
  frame,
  type FrameValue,
  isVector,
  type MatrixValue,
  type NumericValue,
  type Value,
  type VectorValue,
} from "./value.ts";
import { lengthOf, namesOf, toColumn } from "./vector.ts";

type Numbers = readonly (number | null | undefined)[];

/** A column of numbers, missing where there is none. */
export function numberColumn(name: string, values: Numbers): Column {
  return { kind: "numeric", name, values: Float64Array.from(values, (v) => v ?? NaN) };
}

/** Texts as a factor whose levels stand in order of appearance. */
export function factorColumn(name: string, values: readonly string[]): Column {
  const levels = [...new Set(values)];
  const place = new Map(levels.map((level, i) => [level, i]));
  const codes = Int32Array.from(values, (v) => place.get(v)!);
  return { kind: "factor", name, codes, levels, ordered: false };
}

/** The frame of a value, or null if there is none. */
export function asFrame(value: Value): FrameValue | null {
  switch (value.kind) {
    case "frame":
      return value;
    case "means":
      return frame(new Table(meansColumns(value.grid)));
    case "contrasts":
      return frame(new Table(contrastColumns(value.table)));
    case "anova":
      return anovaFrame(value.table);
    case "shell":
      return shellFrame(value.shell);
    case "matrix":
      return matrixFrame(value);
    case "display":
      return value.frame?.() ?? null;
    case "captioned":
      return asFrame(value.value);
    case "list":
      return value.whole?.() ?? listFrame(value.items);
    case "numeric":
      return value.counted === undefined ? vectorFrame(value) : countsFrame(value.counted, value);
    default:
      refuseCells(value, "This");
      return isVector(value) ? vectorFrame(value) : null;
  }
}

function vectorFrame(value: VectorValue): FrameValue {
  return frame(new Table([toColumn("x", value, lengthOf(value))]), namesOf(value));
}

/** A grid's variables as columns: texts as factors in grid order, numbers as numbers. */
export function gridColumns(
  names: readonly string[],
  rows: readonly Readonly<Record<string, string | number>>[],
): Column[] {
  return names.map((name) => {
    const values = rows.map((row) => row[name] ?? "");
    return values.every((v) => typeof v === "number")
      ? numberColumn(name, values)
      : factorColumn(name, values.map(String));
  });
}

function meansColumns(means: MeansTable): Column[] {
  const { rows } = means;
  const names = [...new Set([...means.factors, ...means.by])];
  const asymptotic = means.ddf === "asymptotic";
  const columns = [
    ...gridColumns(names, rows.map((r) => r.at)),
    numberColumn(means.estimateName, rows.map((r) => r.estimate)),
    numberColumn("SE", rows.map((r) => r.standardError)),
    numberColumn("df", rows.map((r) => asymptotic && !r.nonEstimable ? Infinity : r.df)),
  ];
  const { show } = means;
  if (showsLimits(show)) addAll(columns, limitColumns(rows, asymptotic));
  if (showsTests(show)) addAll(columns, testColumns(rows, asymptotic));
  return columns;
}

function limitColumns(
  rows: readonly { lower: number | null; upper: number | null }[],
  asymptotic: boolean,
): Column[] {
  return [
    numberColumn(asymptotic ? "asymp.LCL" : "lower.CL", rows.map((r) => r.lower)),
    numberColumn(asymptotic ? "asymp.UCL" : "upper.CL", rows.map((r) => r.upper)),
  ];
}

function testColumns(
  rows: readonly { statistic?: number | null; pValue?: number | null }[],
  asymptotic: boolean,
): Column[] {
  return [
    numberColumn(asymptotic ? "z.ratio" : "t.ratio", rows.map((r) => r.statistic)),
    numberColumn("p.value", rows.map((r) => r.pValue)),
  ];
}

function contrastColumns(table: ContrastTable): Column[] {
  const { rows } = table;
  const asymptotic = table.ddf === "asymptotic";
  const parts = Object.keys(rows[0]?.parts ?? {});
  const columns = [
    ...(parts.length > 0
      ? parts.map((part) => factorColumn(part, rows.map((r) => r.parts?.[part] ?? "")))
      : [textColumn(table.label ?? "contrast", rows.map((r) => r.contrast))]),
    ...gridColumns(table.by, rows.map((r) => r.by ?? {})),
    numberColumn(table.estimateName, rows.map((r) => r.estimate)),
    numberColumn("SE", rows.map((r) => r.standardError)),
    numberColumn("df", rows.map((r) => asymptotic && !r.nonEstimable ? Infinity : r.df)),
  ];
  if (showsLimits(table.show)) addAll(columns, limitColumns(rows, asymptotic));
  if (showsTests(table.show)) addAll(columns, testColumns(rows, asymptotic));
  return columns;
}

function anovaFrame(table: AnovaTable): FrameValue {
  const columns = anovaColumns(table).map(({ name, values }) => numberColumn(name, values));
  return frame(new Table(columns), table.rows.map((r) => r.term));
}

function shellFrame(shell: AnovaShell): FrameValue {
  const { rows } = shell;
  return frame(
    new Table([
      textColumn("stratum", rows.map((r) => r.stratum)),
      textColumn("source", rows.map((r) => r.source)),
      textColumn("symbolic", rows.map((r) => r.symbolic)),
      numberColumn("df", rows.map((r) => r.df)),
      textColumn("ems", rows.map((r) => r.expectedMeanSquare)),
      textColumn("tested.against", rows.map((r) => againstText(r) || null)),
    ]),
  );
}

function matrixFrame(matrix: MatrixValue): FrameValue {
  if (matrix.counted) return crossedFrame(matrix.counted, matrix);
  const { rowNames, columnNames, values } = matrix;
  const columns = Array.from(
    { length: values[0]?.length ?? columnNames.length },
    (_, j) => numberColumn(columnNames[j] ?? `V${j + 1}`, values.map((row) => row[j]!)),
  );
  return frame(new Table(columns, { nrow: values.length }), rowNames.length > 0 ? rowNames : null);
}

/** Counts by one factor: a row for each level. */
function countsFrame(counted: string, counts: NumericValue): FrameValue {
  const levels = counts.names ?? [];
  return frame(
    new Table([
      factorColumn(counted || "Var1", levels),
      { kind: "numeric", name: "Freq", values: counts.values, integer: counts.integer },
    ]),
  );
}

/** Counts by two factors: a row for each pair of levels, the first factor running fastest. */
function crossedFrame(counted: readonly [string, string], counts: MatrixValue): FrameValue {
  const { rowNames, columnNames, values } = counts;
  return frame(
    new Table([
      factorColumn(counted[0] || "Var1", columnNames.flatMap(() => rowNames)),
      factorColumn(counted[1] || "Var2", columnNames.flatMap((c) => rowNames.map(() => c))),
      numberColumn("Freq", columnNames.flatMap((_, j) => values.map((row) => row[j]!))),
    ]),
  );
}

/** Vectors of equal length, each with a name. */
function listFrame(items: readonly { name: string | null; value: Value }[]): FrameValue | null {
  const n = greatest(items.map((i) => lengthOf(i.value)), 0);
  if (!items.every((i) => isVector(i.value) && lengthOf(i.value) > 0)) return null;
  if (items.some((i) => n % lengthOf(i.value) !== 0)) return null;
  const columns = items.map((i, k) => toColumn(i.name ?? `V${k + 1}`, i.value, n));
  return new Set(columns.map((c) => c.name)).size === columns.length
    ? frame(new Table(columns))
    : null;
}

/** A frame of plain values. */
export function frameOf(
  columns: Readonly<Record<string, readonly (string | number | boolean | null)[]>>,
  rowNames: readonly string[] | null = null,
): FrameValue {
  return frame(
    new Table(Object.entries(columns).map(([name, values]) => columnFrom(name, values))),
    rowNames,
  );
}
