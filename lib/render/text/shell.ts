/**
 * The skeleton of an analysis of variance as plain text.
 *
 * @module
 */
import { againstText, type AnovaShell } from "../../design/structure/anova_shell.ts";
import { formatNumber } from "../number/number_format.ts";
import { matrixLines } from "./layout.ts";

/** Rows with their stratum, df in symbols and numbers, expected mean square and error line. */
export function shellText(shell: AnovaShell): string[] {
  const lines = matrixLines({
    rowNames: shell.rows.map((r) => r.source),
    columns: [
      { name: "Stratum", cells: shell.rows.map((r) => r.stratum), align: "left" },
      { name: "df", cells: shell.rows.map((r) => r.symbolic), align: "right" },
      { name: "", cells: shell.rows.map((r) => `= ${formatNumber(r.df)}`), align: "left" },
      ...(shell.rows.some((r) => r.expectedMeanSquare !== "")
        ? [{
          name: " E(MS)",
          cells: shell.rows.map((r) => ` ${r.expectedMeanSquare}`),
          align: "left" as const,
        }]
        : []),
      {
        name: " Tested against",
        cells: shell.rows.map((r) => ` ${againstText(r)}`),
        align: "left",
      },
    ],
  });
  return [
    ...lines.map((l) => l.trimEnd()),
    ...symbolLines(shell),
    ...shell.notes.map((n) => n.text),
  ];
}

function symbolLines(shell: AnovaShell): string[] {
  const symbols = Object.entries(shell.symbols).map(([letter, count]) => {
    const meaning = shell.symbolMeanings[letter];
    return `${letter} = ${formatNumber(count)}${meaning ? ` (${meaning})` : ""}`;
  });
  return symbols.length > 0 ? ["", `where ${symbols.join(", ")}`] : [];
}
