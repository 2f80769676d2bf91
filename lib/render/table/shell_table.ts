/**
 * The skeleton of an analysis of variance as a plain table, for CSV and LaTeX.
 *
 * @module
 */
import { againstText, type AnovaShell } from "../../design/structure/anova_shell.ts";
import { formatNumbers } from "../number/number_format.ts";
import { plainTable, type TableColumn, type TableModel } from "./table_model.ts";
import { typesetTerm } from "../typeset/typeset.ts";

/** Rows with stratum, source, df in symbols and number, expected mean square and error line. */
export function shellTable(shell: AnovaShell): TableModel {
  const text = (name: string, head: string, values: string[], cells = values): TableColumn => ({
    name,
    head,
    kind: "label",
    values,
    cells,
  });
  const sources = shell.rows.map((r) => r.source);
  const df = shell.rows.map((r) => r.df);
  return plainTable([
    text("source", "Source", sources, sources.map((s) => typesetTerm(s))),
    text("stratum", "Stratum", shell.rows.map((r) => r.stratum)),
    text("symbolic", "df (symbols)", shell.rows.map((r) => r.symbolic)),
    {
      name: "df",
      head: "df",
      kind: "number",
      values: df,
      cells: formatNumbers(df).map((t) => t.trim()),
    },
    ...(shell.rows.some((r) => r.expectedMeanSquare !== "")
      ? [text(
        "expected.mean.square",
        "Expected mean square",
        shell.rows.map((r) => r.expectedMeanSquare),
      )]
      : []),
    text("tested.against", "Tested against", shell.rows.map((r) => againstText(r))),
  ], { rowHeads: ["source"] });
}
