/**
 * Vectors, remarks and equations as HTML.
 *
 * @module
 */
import { formatNumber } from "../number/number_format.ts";
import { mathematics } from "../typeset/mathematics.ts";
import type { RenderOptions } from "../options.ts";
import type { Shown, ShownEquation, ShownVector } from "../shown.ts";
import { textLines } from "../text/render_text.ts";
import { numberOf } from "../text/values.ts";
import { escapeHtml, typesetNumber } from "../typeset/typeset.ts";

/** Text as the console has it. */
export function htmlOutput(lines: readonly string[]): string {
  return `<pre class="out">${escapeHtml(lines.map((l) => l.trimEnd()).join("\n"))}</pre>`;
}

/** Equation in its box, with the list of its symbols. */
export function htmlEquation(shown: ShownEquation, options: RenderOptions = {}): string {
  const label = options.captionId
    ? `aria-labelledby="${escapeHtml(options.captionId)}"`
    : `aria-label="Equation"`;
  const list = shown.where.length > 0
    ? `\n${htmlWhereList(shown.where, ' aria-label="Symbols"')}`
    : "";
  return `<div class="scroll" tabindex="0" role="region" ${label}>` +
    `${mathematics(equationLatex(shown), { display: true })}</div>${list}`;
}

/** What the symbols of an equation mean; `attributes` are those of the list besides its class. */
export function htmlWhereList(where: ShownEquation["where"], attributes = ""): string {
  const entries = where.map((w) => {
    const term = w.term ? ` data-term="${escapeHtml(w.term)}"` : "";
    return `<div${term}><dt>${mathematics(w.symbol, { display: false })}</dt>` +
      `<dd>${meaningHtml(w.meaning)}</dd><dd>${w.range ? meaningHtml(w.range) : ""}</dd></div>`;
  });
  return `<dl class="where"${attributes}>\n${entries.join("\n")}\n</dl>`;
}

/** All lines of an equation in one aligned block. */
export function equationLatex(shown: ShownEquation): string {
  return `\\begin{aligned}\n${shown.lines.join(" \\\\\n")}\n\\end{aligned}`;
}

/** Words with formulas between dollar signs. */
function meaningHtml(text: string): string {
  return text.split(/(\$[^$]+\$)/).map((part) =>
    part.startsWith("$") && part.length > 2
      ? mathematics(part.slice(1, -1), { display: false })
      : escapeHtml(part)
  ).join("");
}

/**
 * A value in the middle of a sentence: R's digits, minus signs and powers of ten as in print.
 * Several values are joined by commas.
 *
 * @param shown A vector of any type, or a text; anything larger is given as R prints it.
 */
export function renderInline(shown: Shown): string {
  const words = escapeHtml(inlineText(shown));
  return isInline(shown) ? words : `<code>${words}</code>`;
}

/** Whether a value can stand in a sentence: a few words, a number, or several. */
export function isInline(shown: Shown): boolean {
  return shown.kind === "text" || shown.kind === "vector" ||
    shown.kind === "frame" && shown.columns.length === 1;
}

/** The words of a value in the middle of a sentence, in no format. */
export function inlineText(shown: Shown): string {
  if (shown.kind === "text") return shown.text;
  if (shown.kind === "vector") return inlineTexts(shown).join(", ");
  if (shown.kind === "frame" && shown.columns.length === 1 && shown.columns[0]) {
    const { type, values } = shown.columns[0];
    return inlineText({ kind: "vector", type, values, names: null });
  }
  return textLines(shown).join(" ").trim();
}

function inlineTexts(shown: ShownVector): string[] {
  return shown.values.map((v) => {
    if (v === null) return "NA";
    if (shown.type === "numeric" || shown.type === "integer") {
      return typesetNumber(formatNumber(numberOf(v))).replaceAll(" ", "\u00a0");
    }
    return shown.type === "logical" ? (v ? "TRUE" : "FALSE") : String(v);
  });
}
