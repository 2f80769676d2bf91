/**
 * Three tables side by side: the units, the treatments, and both together.
 *
 * @module
 */
import type { FisherRow, FisherTables } from "../../design/structure/fisher_tables.ts";
import { formatNumber } from "../number/number_format.ts";
import type { RenderOptions } from "../options.ts";
import { escapeHtml, typesetTerm } from "../typeset/typeset.ts";
import { symbolsHtml } from "./shell.ts";
import { boxed } from "./table.ts";

const PARTS = [["design", "Design"], ["treatments", "Treatments"], [
  "combined",
  "Combined",
]] as const;

/** The three tables as one, each with source, df in symbols and df in numbers. */
export function htmlFisher(tables: FisherTables, options: RenderOptions = {}): string {
  const label = options.captionId
    ? ` aria-labelledby="${escapeHtml(options.captionId)}"`
    : ` aria-label="Design, treatments and both together"`;
  const groups = PARTS.map(([, title]) =>
    `<th class="span" colspan="3" scope="colgroup"><span>${title}</span></th>`
  );
  const heads = PARTS.map(() =>
    `<th scope="col" class="l">Source</th><th scope="col">df</th><th scope="col">df</th>`
  );
  const rows = tables.lines.map((line) =>
    `<tr>${PARTS.map(([part]) => cells(line[part], options)).join("")}</tr>`
  );
  const table = `<table class="fisher"${label}>\n<thead><tr>${groups.join("")}</tr>\n<tr>${
    heads.join("")
  }</tr></thead>\n<tbody>\n${rows.join("\n")}\n</tbody>\n</table>`;
  return boxed(table, options) + legend(tables, options);
}

function cells(row: FisherRow | null, options: RenderOptions): string {
  if (!row) return `<td class="l"></td><td></td><td></td>`;
  const source = row.source.split(" | ").map((t) => typesetTerm(t, options.labels)).join(" | ");
  return `<td class="l">${escapeHtml(source)}</td><td class="sym m">${
    symbolsHtml(row.symbolic)
  }</td>` +
    `<td class="num">${formatNumber(row.df)}</td>`;
}

function legend(tables: FisherTables, options: RenderOptions): string {
  const counts = Object.entries(tables.symbols).map(([letter, count]) => {
    const meaning = tables.symbolMeanings[letter];
    const words = meaning ? ` ${escapeHtml(typesetTerm(meaning, options.labels))}` : "";
    return `<span class="m"><i>${letter}</i></span> = ${formatNumber(count)}${words}`;
  });
  return counts.length > 0 ? `\n<p class="foot">${counts.join(", ")}.</p>` : "";
}
