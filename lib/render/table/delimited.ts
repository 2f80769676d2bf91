/**
 * Every table as CSV, JSON and LaTeX.
 *
 * @module
 */
import type { RenderOptions } from "../options.ts";
import type { Shown } from "../shown.ts";
import type { TableColumn, TableModel } from "./table_model.ts";
import { dataTableOf } from "../figure/data_table.ts";
import { fisherTable } from "../text/fisher.ts";
import { shellTable } from "./shell_table.ts";
import { tableOf } from "./tables.ts";
import { unmarked } from "../equation/symbols.ts";
import { equationLatex } from "../html/values.ts";
import { escapeLatex, typesetNumber } from "../typeset/typeset.ts";

/** The table of any value that has one: results, shells, and the data of figures. */
export function anyTableOf(shown: Shown, options: RenderOptions = {}): TableModel | null {
  if (shown.kind === "shell") return shellTable(shown.shell);
  if (shown.kind === "fisher-tables") return fisherTable(shown.tables);
  if (shown.kind === "figure") return dataTableOf(shown.data);
  if (shown.kind === "list") {
    const first = shown.items.map((i) => anyTableOf(i.value, options)).find((t) => t !== null);
    return first ?? null;
  }
  return tableOf(shown, options);
}

/** Columns by which the rows are grouped, put back before the others. */
function withGroups(model: TableModel): TableColumn[] {
  if (model.groups.every((g) => g.title === "")) return model.columns;
  const titles = new Map(model.groups.flatMap((g) => g.rows.map((i) => [i, g.title] as const)));
  const names = (model.groups[0]?.title ?? "").split(", ").map((t) => t.split(" = ")[0] ?? "");
  const rows = model.columns[0]?.values.length ?? 0;
  const made = names.map((name, k): TableColumn => {
    const values = Array.from({ length: rows }, (_, i) => {
      const part = (titles.get(i) ?? "").split(", ")[k] ?? "";
      return part.slice(name.length + 3);
    });
    return { name, head: name, kind: "label", values, cells: values };
  });
  return [...made, ...model.columns];
}

type Cell = number | string | boolean | null;

function csvField(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") {
    return Number.isFinite(value)
      ? String(value)
      : value > 0
      ? "Inf"
      : Number.isNaN(value)
      ? "NaN"
      : "-Inf";
  }
  const text = typeof value === "boolean" ? (value ? "TRUE" : "FALSE") : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The numbers of a table, unrounded, as comma-separated values under R's names; the empty text for
 * a value that is no table.
 *
 * @example
 * ```ts
 * import { anova, lm, renderCsv, tableFrom } from "@heddle/heddle";
 *
 * const plots = tableFrom(
 *   { diet: ["A", "A", "B", "B"], gain: [1.2, 1.4, 2.1, 2.2] },
 *   { factors: ["diet"] },
 * );
 * const csv = renderCsv({ kind: "anova", table: anova(lm("gain ~ diet", plots)) });
 * if (!(csv.startsWith("term,"))) throw new Error("the example fails");
 * ```
 */
export function renderCsv(shown: Shown): string {
  const model = anyTableOf(shown);
  if (!model) return "";
  const columns = withGroups(model);
  const rows = columns[0]?.values.length ?? 0;
  const lines = [columns.map((c) => csvField(c.name))];
  for (let i = 0; i < rows; i++) lines.push(columns.map((c) => csvField(c.values[i] ?? null)));
  return lines.map((l) => l.join(",") + "\n").join("");
}

/** The rows of a table as an array of objects under R's names, unrounded. */
export function renderJson(shown: Shown): string {
  const model = anyTableOf(shown);
  if (!model) return "[]\n";
  const columns = withGroups(model);
  const rows = Array.from(
    { length: columns[0]?.values.length ?? 0 },
    (_, i) =>
      Object.fromEntries(columns.map((c) => {
        const v = c.values[i] ?? null;
        return [c.name || "row", typeof v === "number" && !Number.isFinite(v) ? csvField(v) : v];
      })),
  );
  return JSON.stringify(rows, null, 2) + "\n";
}

/**
 * A table for a manuscript (package booktabs), or an equation.
 *
 * @example
 * ```ts
 * import { anova, lm, renderLatex, tableFrom } from "@heddle/heddle";
 *
 * const plots = tableFrom(
 *   { diet: ["A", "A", "B", "B"], gain: [1.2, 1.4, 2.1, 2.2] },
 *   { factors: ["diet"] },
 * );
 * const latex = renderLatex({ kind: "anova", table: anova(lm("gain ~ diet", plots)) });
 * if (!(latex.includes("\\toprule"))) throw new Error("the example fails");
 * ```
 */
export function renderLatex(shown: Shown, options: RenderOptions = {}): string {
  if (shown.kind === "equation") return `\\[\n${unmarked(equationLatex(shown))}\n\\]\n`;
  const model = anyTableOf(shown, options);
  return model ? latexTable(model) : "";
}

function latexCell(column: TableColumn, i: number): string {
  const text = column.cells[i] ?? "";
  if (column.kind !== "number" && column.kind !== "p") return escapeLatex(text);
  const set = typesetNumber(text);
  const power = set.match(/^(< )?(−?[\d.]+) × 10([⁰¹²³⁴-⁹⁻]+)$/);
  if (power) {
    const exponent = [...(power[3] ?? "")].map((c) => c === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c))
      .join("");
    return `$${power[1] ?? ""}${(power[2] ?? "").replace("−", "-")} \\times 10^{${exponent}}$`;
  }
  return /^[<−]/.test(set) ? `$${set.replace("−", "-")}$` : escapeLatex(set);
}

function latexTable(model: TableModel): string {
  const columns = model.columns;
  const align = columns.map((c) =>
    c.align?.[0] ?? (c.kind === "number" || c.kind === "p" ? "r" : "l")
  ).join("");
  const heads = columns.map((c) => {
    const head = escapeLatex(c.head).replaceAll("χ²", "$\\chi^2$");
    return c.italic ? `$${head}$` : head;
  });
  const body = model.groups.flatMap((group) => [
    ...(group.title === ""
      ? []
      : [`\\multicolumn{${columns.length}}{l}{\\textit{${escapeLatex(group.title)}}} \\\\`]),
    ...group.rows.map((i) => `${columns.map((c) => latexCell(c, i)).join(" & ")} \\\\`),
  ]);
  const notes = model.notes.map((n) =>
    `\\multicolumn{${columns.length}}{l}{\\footnotesize ${escapeLatex(n)}} \\\\`
  );
  return [
    `\\begin{tabular}{${align}}`,
    "\\toprule",
    `${heads.join(" & ")} \\\\`,
    "\\midrule",
    ...body,
    "\\bottomrule",
    ...notes,
    "\\end{tabular}",
    "",
  ].join("\n");
}
