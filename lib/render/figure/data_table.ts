/**
 * The numbers of a figure as a table, for readers who cannot see it and for downloads.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { formatNumbers } from "../number/number_format.ts";
import { plainTable, type TableColumn, type TableModel } from "../table/table_model.ts";
import { plainLabel } from "./marked_words.ts";
import type { ArrangedFigure } from "./grammar/types.ts";
import type { FigureData, MeansFigure, Quantity, StripFigure } from "./types.ts";

function text(label: string, values: readonly (string | null)[]): TableColumn {
  const name = plainLabel(label);
  return {
    name,
    head: name,
    kind: "label",
    values: [...values],
    cells: values.map((v) => v ?? ""),
  };
}

/** @param decimals where all values are of one size; else so many that the smallest has five digits */
function numbers(
  label: string,
  values: readonly (number | null)[],
  decimals?: number,
): TableColumn {
  const name = plainLabel(label);
  let cells: string[] | null = null;
  return {
    name,
    head: name,
    kind: "number",
    values: [...values],
    // a file to take away has the values and not their words
    get cells() {
      return cells ??= decimals === undefined
        ? formatNumbers(values, { digits: 5 }).map((t) => t.trim() === "NA" ? "" : t.trim())
        : values.map((v) => v === null || Number.isNaN(v) ? "" : v.toFixed(decimals));
    },
  };
}

/** A quantity with its unit in brackets, as it stands in a sentence. */
export function quantityWords(quantity: Quantity): string {
  return quantity.unit ? `${quantity.label} (${quantity.unit})` : quantity.label;
}

/** The same at the beginning of a line: words begin with a capital, symbols stay as they are. */
export function quantityTitle(quantity: Quantity): string {
  const words = quantityWords(quantity);
  return /^[a-z]+(\s|$)/.test(words) ? words[0]!.toUpperCase() + words.slice(1) : words;
}

/** The table behind any figure. */
export function dataTableOf(data: FigureData): TableModel {
  const columns = columnsOf(data);
  const heads = columns.filter((c) => c.kind === "label").map((c) => c.name);
  return plainTable(columns, { rowHeads: heads.slice(0, 2) });
}

/** From so many rows on the table behind a figure is a summary; the file to take away has them all. */
export const MANY_ROWS = 2000;

/** Where a share of sorted numbers lies (Hyndman and Fan's seventh definition, R's usual one). */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1), k = Math.floor(at);
  return sorted[k]! + (at - k) * ((sorted[k + 1] ?? sorted[k]!) - sorted[k]!);
}

/** A line for each column of a long table: how many values, and how they lie. */
export function dataSummaryOf(data: FigureData): TableModel | null {
  const columns = columnsOf(data);
  if ((columns[0]?.values.length ?? 0) <= MANY_ROWS) return null;
  const sorted = columns.map((c) =>
    c.kind === "number"
      ? c.values.filter((v): v is number => typeof v === "number" && Number.isFinite(v))
        .sort((a, b) => a - b)
      : null
  );
  const of = (f: (x: readonly number[]) => number) =>
    sorted.map((x) => x && x.length > 0 ? f(x) : null);
  return plainTable([
    text("column", columns.map((c) => c.name)),
    numbers("values", columns.map((c, i) => sorted[i]?.length ?? c.values.length)),
    numbers("different", columns.map((c) => new Set(c.values).size)),
    numbers("least", of((x) => x[0]!)),
    numbers("lower quartile", of((x) => quantile(x, 0.25))),
    numbers("median", of((x) => quantile(x, 0.5))),
    numbers("mean", of((x) => x.reduce((a, b) => a + b, 0) / x.length)),
    numbers("upper quartile", of((x) => quantile(x, 0.75))),
    numbers("greatest", of((x) => x.at(-1)!)),
  ], { rowHeads: ["column"] });
}

function columnsOf(data: FigureData): TableColumn[] {
  switch (data.figure) {
    case "means":
    case "interaction":
      return meansColumns(data);
    case "residuals":
      return [
        numbers("fitted", data.fitted),
        numbers("standardized", data.standardized, 4),
        ...(data.group
          ? [text(data.group.name, data.group.codes.map((c) => data.group?.levels[c] ?? null))]
          : []),
      ];
    case "qq":
      return [numbers(quantityWords(data.sample), data.values)];
    case "scatter":
      return [
        numbers(quantityWords(data.x), data.points.map((p) => p.x)),
        numbers(quantityWords(data.y), data.points.map((p) => p.y)),
      ];
    case "shrinkage":
      return [
        text(data.group, data.rows.map((r) => r.level)),
        numbers("estimate", data.rows.map((r) => r.estimate)),
        numbers("SE", data.rows.map((r) => r.standardError)),
        ...(data.rows.some((r) => r.raw !== null)
          ? [numbers("without shrinkage", data.rows.map((r) => r.raw))]
          : []),
      ];
    case "components":
      return [
        text("component", data.rows.map((r) => r.name)),
        numbers("sd", data.rows.map((r) => r.sd)),
        numbers("lower", data.rows.map((r) => r.lower)),
        numbers("upper", data.rows.map((r) => r.upper)),
      ];
    case "correlation":
      return [
        text("observation", data.labels),
        ...data.labels.map((label, j) => numbers(label, data.matrix.map((r) => r[j] ?? null))),
      ];
    case "covariance":
      return [
        text("observation", data.labels),
        ...data.labels.map((label, j) =>
          text(label, data.cells.map((row) => kindWords(data.kinds[row[j] ?? -1])))
        ),
      ];
    case "pairs":
      return [
        ...(data.rows.some((r) => r.by !== "") ? [text("by", data.rows.map((r) => r.by))] : []),
        text("contrast", data.rows.map((r) => r.contrast)),
        numbers("estimate", data.rows.map((r) => r.estimate)),
        numbers("lower", data.rows.map((r) => r.lower)),
        numbers("upper", data.rows.map((r) => r.upper)),
        numbers("p.value", data.rows.map((r) => r.pValue)),
      ];
    case "field":
      return [
        numbers(data.row, data.plots.map((p) => p.row)),
        numbers(data.column, data.plots.map((p) => p.column)),
        text("treatment", data.plots.map((p) => p.treatment)),
        numbers(quantityWords(data.value), data.plots.map((p) => p.value)),
      ];
    case "profile": {
      const rows = data.parameters.flatMap((p) => p.points.map((q) => ({ name: p.name, ...q })));
      return [
        text("parameter", rows.map((r) => r.name)),
        numbers("value", rows.map((r) => r.value)),
        numbers("zeta", rows.map((r) => r.zeta)),
      ];
    }
    case "power": {
      const rows = data.curves.flatMap((c) => c.points.map((q) => ({ name: c.name, ...q })));
      return [
        text("term", rows.map((r) => r.name)),
        numbers(quantityWords(data.x), rows.map((r) => r.x)),
        numbers("power", rows.map((r) => r.power)),
      ];
    }
    case "layers":
    case "sheet":
      return data.table.map(({ name, numbers: values, texts }) =>
        values ? numbers(name, values) : text(name, texts ?? [])
      );
    case "arranged":
      return arrangedColumns(data, "");
    case "simulated":
      return [
        ...(data.against ? [numbers(data.against.label, data.against.values)] : []),
        ...(data.quantiles || data.against || data.outside
          ? [numbers("scaled residual", data.scaled)]
          : []),
        ...(data.among ?? []).map((one) => numbers(one.label, one.simulated)),
      ];
    case "strip":
      return stripColumns(data);
  }
}

/** Columns of all pictures, each with the mark or the number of its own. */
function arrangedColumns(data: ArrangedFigure, above: string): TableColumn[] {
  const all = data.parts.flatMap(({ figure }, i): TableColumn[] => {
    if (!figure) return [];
    const own = figure.figure === "layers" && figure.tag ? figure.tag : String(i + 1);
    const mark = above === "" ? own : `${above}.${own}`;
    return figure.figure === "arranged"
      ? arrangedColumns(figure, mark)
      : columnsOf(figure).map((c) => ({
        ...c,
        name: `${mark}: ${c.name}`,
        head: `${mark}: ${c.head}`,
      }));
  });
  const most = greatest(all.map((c) => c.values.length), 0);
  return all.map((c) => {
    const lacking = most - c.values.length;
    return {
      ...c,
      values: [...c.values, ...new Array<null>(lacking).fill(null)],
      cells: [...c.cells, ...new Array<string>(lacking).fill("")],
    } as TableColumn;
  });
}

/** What two observations share, in words. */
function kindWords(kind: { components: string[] } | undefined): string {
  return !kind || kind.components.length === 0 ? "nothing" : kind.components.join(" + ");
}

function meansColumns(data: MeansFigure): TableColumn[] {
  const rows = data.series.flatMap((s) =>
    s.rows.map((r, i) => ({ series: s.name, letters: s.letters?.[i] ?? "", ...r }))
  );
  const many = data.series.length > 1;
  return [
    ...(many ? [text(data.seriesName || "series", rows.map((r) => r.series))] : []),
    text(data.factor, rows.map((r) => r.level)),
    numbers("mean", rows.map((r) => r.mean)),
    numbers("SE", rows.map((r) => r.standardError)),
    numbers("lower", rows.map((r) => r.lower)),
    numbers("upper", rows.map((r) => r.upper)),
    ...(rows.some((r) => r.letters !== "")
      ? [text("letters", rows.map((r) => r.letters.trim()))]
      : []),
  ];
}

function stripColumns(data: StripFigure): TableColumn[] {
  const cells = data.groups.flatMap((g) =>
    g.columns.flatMap((c) =>
      c.values.map((value, i) => ({
        group: g.name,
        unit: c.unit,
        treatment: c.treatment,
        row: data.rows[i] ?? "",
        value,
      }))
    )
  );
  return [
    text("group", cells.map((c) => c.group)),
    text(data.unit, cells.map((c) => c.unit)),
    text("treatment", cells.map((c) => c.treatment)),
    ...(data.rows.length > 1 ? [text(data.row, cells.map((c) => c.row))] : []),
    numbers(quantityWords(data.value), cells.map((c) => c.value)),
  ];
}
