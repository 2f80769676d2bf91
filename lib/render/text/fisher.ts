/**
 * Three tables side by side, as text.
 *
 * @module
 */
import type { FisherTables } from "../../design/structure/fisher_tables.ts";
import { formatNumber } from "../number/number_format.ts";
import { plainTable, type TableColumn, type TableModel } from "../table/table_model.ts";
import { matrixLines } from "./layout.ts";

const PARTS = ["design", "treatments", "combined"] as const;

/** The columns of the three tables: source, symbols and number of each. */
export function fisherTable(tables: FisherTables): TableModel {
  const columns = PARTS.flatMap((part): TableColumn[] => {
    const rows = tables.lines.map((l) => l[part]);
    const text = (name: string, head: string, values: string[]): TableColumn => ({
      name: `${part}.${name}`,
      head,
      kind: "label",
      values,
      cells: values,
    });
    return [
      text("source", "Source", rows.map((r) => r?.source ?? "")),
      text("symbolic", "df (symbols)", rows.map((r) => r?.symbolic ?? "")),
      {
        name: `${part}.df`,
        head: "df",
        kind: "number",
        values: rows.map((r) => r?.df ?? null),
        cells: rows.map((r) => r ? formatNumber(r.df) : ""),
      },
    ];
  });
  return plainTable(columns, { rowHeads: [] });
}

/** The tables side by side, sources led by the name of their table. */
export function fisherText(tables: FisherTables): string[] {
  const model = fisherTable(tables);
  const titles = ["Design", "Treatments", "Combined"];
  return matrixLines({
    rowNames: tables.lines.map(() => ""),
    columns: model.columns.map((c, k) => ({
      name: k % 3 === 0 ? titles[k / 3] ?? "" : "df",
      cells: c.cells,
      align: c.kind === "number" ? "right" : "left",
    })),
  }).map((l) => l.trimEnd());
}
