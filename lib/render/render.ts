/**
 * How values look: HTML, text, CSV, JSON and LaTeX of everything that a page can show.
 *
 * @module
 */
import { dataSummaryOf } from "./figure/data_table.ts";
import { loadStage } from "./figure/document.ts";
import { htmlFigure } from "./figure/figure.ts";
import { htmlFisher } from "./html/fisher.ts";
import { htmlMarkup } from "./html/markup.ts";
import { htmlEquation, htmlOutput } from "./html/values.ts";
import { htmlShell } from "./html/shell.ts";
import { htmlTable } from "./html/table.ts";
import { loadMathematics } from "./typeset/mathematics.ts";
import type { RenderOptions } from "./options.ts";
import type { Shown, ShownList } from "./shown.ts";
import { anyTableOf } from "./table/delimited.ts";
import type { TableModel } from "./table/table_model.ts";
import { summaryParts, tableOf } from "./table/tables.ts";
import { textLines } from "./text/render_text.ts";
import { vectorText } from "./text/values.ts";
import { escapeHtml } from "./typeset/typeset.ts";

export type { RenderOptions } from "./options.ts";
export { placement, presentation } from "./presentation.ts";
export type { Placement, Presentation } from "./presentation.ts";
export { inlineText, isInline, renderInline } from "./html/values.ts";
export { renderText } from "./text/render_text.ts";
export { equationLatex } from "./html/values.ts";
export { renderCsv, renderJson, renderLatex } from "./table/delimited.ts";
export { renderSvg } from "./figure/figure.ts";
export { termKey } from "./typeset/typeset.ts";

/** Whether a value, or one within it, is of a kind. */
function holds(shown: Shown, kinds: readonly Shown["kind"][]): boolean {
  if (kinds.includes(shown.kind)) return true;
  return shown.kind === "list" && shown.items.some((i) => holds(i.value, kinds));
}

/**
 * Loads what the rendering of these values needs: the typesetting library for equations, Observable
 * Plot for figures. To be awaited once before `renderHtml`.
 *
 * @param options `figures: false` where figures are drawn elsewhere.
 *
 * @example
 * ```ts
 * import { equation, lm, prepareRendering, renderHtml, tableFrom } from "@heddle/heddle";
 *
 * const plots = tableFrom(
 *   { diet: ["A", "A", "B", "B"], gain: [1.2, 1.4, 2.1, 2.2] },
 *   { factors: ["diet"] },
 * );
 * const e = equation(lm("gain ~ diet", plots));
 * await prepareRendering([e]);
 * if (!(renderHtml(e).includes("<math"))) throw new Error("the example fails");
 * ```
 */
export async function prepareRendering(
  values: readonly Shown[],
  options: { figures?: boolean } = {},
): Promise<void> {
  const any = (kind: Shown["kind"]): boolean => values.some((v) => holds(v, [kind]));
  await Promise.all([
    any("equation") ? loadMathematics() : undefined,
    options.figures !== false && any("figure") ? loadStage() : undefined,
  ]);
}

/**
 * A value as HTML: the content alone, without caption, number, tools or outer box. Equations and
 * figures need `await prepareRendering([value])` before.
 *
 * @param shown Any value of a page.
 * @param options How the book wants it.
 *
 * @example
 * ```ts
 * import { anova, lm, renderHtml, tableFrom } from "@heddle/heddle";
 *
 * const plots = tableFrom(
 *   { diet: ["A", "A", "B", "B"], gain: [1.2, 1.4, 2.1, 2.2] },
 *   { factors: ["diet"] },
 * );
 * const table = anova(lm("gain ~ diet", plots), { type: 2 });
 * const html = renderHtml({ kind: "anova", table });
 * if (!(html.startsWith("<table"))) throw new Error("the example fails");
 * ```
 */
export function renderHtml(shown: Shown, options: RenderOptions = {}): string {
  switch (shown.kind) {
    case "vector":
      return htmlOutput(vectorText(shown, shown.digits ?? options.digits));
    case "text":
    case "pictures":
      return htmlOutput(textLines(shown));
    case "equation":
      return htmlEquation(shown, options);
    case "shell":
      return htmlShell(shown.shell, options);
    case "fisher-tables":
      return htmlFisher(shown.tables, options);
    case "figure":
      return htmlFigure(shown);
    case "markup":
      return htmlMarkup(shown.markup, options);
    case "list":
      return listHtml(shown, options);
    default: {
      if (shown.kind === "summary") return summaryHtml(shown, options);
      const model = tableOf(shown, options);
      return model ? htmlTable(model, options) : htmlOutput(textLines(shown));
    }
  }
}

/** A piece of a result with its name above. */
function part(name: string, html: string): string {
  return `<div class="part"><p class="part-name">${escapeHtml(name)}</p>\n${html}</div>`;
}

/** The table of coefficients has the place and the caption; those of other parts their names. */
function summaryHtml(shown: Extract<Shown, { kind: "summary" }>, options: RenderOptions): string {
  const { box, head } = options;
  return summaryParts(shown, options, {}).map(({ name, table }) => {
    const main = name === "" || name === "Fixed effects";
    const own: RenderOptions = { name, ...(box && { box }), ...(head && { head }) };
    const html = htmlTable(table, main ? options : own);
    return name === "" ? html : part(name, html);
  }).join("\n");
}

/**
 * Every table that a value is shown as, in their order on the page; none for what is no table, and
 * for a picture. A shell and Fisher's tables are given with their symbols as plain text.
 */
export function tablesOf(
  shown: Shown,
  options: RenderOptions = {},
): { name: string; table: TableModel }[] {
  if (shown.kind === "list") {
    return shown.items.flatMap(({ name, value }) =>
      tablesOf(value, options).map((each) => ({ ...each, name: each.name || name }))
    );
  }
  if (shown.kind === "figure") return [];
  if (shown.kind === "summary") return summaryParts(shown, options, {});
  const table = anyTableOf(shown, options);
  return table ? [{ name: "", table }] : [];
}

function listHtml(shown: ShownList, options: RenderOptions): string {
  return shown.items.map((item, i) => {
    const own: RenderOptions = { ...options };
    if (i > 0) {
      delete own.captionId;
      own.name = item.name;
    }
    if (options.id) own.id = `${options.id}-${i + 1}`;
    const name = escapeHtml(item.name);
    return `<div class="part"><p class="part-name">${name}</p>\n${
      renderHtml(item.value, own)
    }</div>`;
  }).join("\n");
}

/** The data of a figure (or of any table) as a plain HTML table. */
export function renderDataTable(shown: Shown, options: RenderOptions = {}): string {
  const model = (shown.kind === "figure" ? dataSummaryOf(shown.data) : null) ??
    anyTableOf(shown, options);
  return model ? htmlTable({ ...model, intervals: null, notes: [] }, options) : "";
}
