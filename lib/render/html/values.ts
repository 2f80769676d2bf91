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
  const where = shown.where.map((w) => {
    const term = w.term ? ` data-term="${escapeHtml(w.term)}"` : "";
    return `<div${term}><dt>${mathematics(w.symbol, { display: false })}</dt>` +
      `<dd>${meaningHtml(w.meaning)}</dd><dd>${w.range ? meaningHtml(w.range) : ""}</dd></div>`;
  });
  const list = where.length > 0
    ? `\n<dl class="where" aria-label="Symbols">\n${where.join("\n")}\n</dl>`
    : "";
  return `<div class="scroll" tabindex="0" role="region" ${label}>` +
    `${mathematics(equationLatex(shown), { display: true })}</div>${list}`;
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
  if (shown.kind === "text") return escapeHtml(shown.text);
  if (shown.kind === "vector") return escapeHtml(inlineTexts(shown).join(", "));
  if (shown.kind === "frame" && shown.columns.length === 1 && shown.columns[0]) {
    const { type, values } = shown.columns[0];
    return renderInline({ kind: "vector", type, values, names: null });
  }
  return `<code>${escapeHtml(textLines(shown).join(" ").trim())}</code>`;
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
