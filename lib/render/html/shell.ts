/**
 * The skeleton of an analysis of variance as HTML: a group of rows for each stratum, df in symbols
 * beside df in numbers, mean squares with equal terms under each other, and an arrow from each
 * tested source to its error line.
 *
 * @module
 */
import { plural } from "../../design/structure/plural.ts";
import { againstText, type AnovaShell, type ShellRow } from "../../design/structure/anova_shell.ts";
import { formatNumber, formatNumbers } from "../number/number_format.ts";
import type { RenderOptions } from "../options.ts";
import { shellRems } from "../table/shell_width.ts";
import { escapeHtml, termKey, typesetTerm } from "../typeset/typeset.ts";
import { sentence } from "../words/remarks.ts";
import { boxed, notesHtml } from "./table.ts";

/** What the writing of a row needs of the whole. */
interface Layout {
  shell: AnovaShell;
  options: RenderOptions;
  /** Variance components from the lowest up, `residual` first. */
  components: string[];
  /** Sub-column (from 1) in which Q stands. */
  fixedColumn: number;
  columns: number;
}

/** A shell that asks for more rems has no room to give its columns widths of their own. */
const BROAD = 50;

/** A shell with its legend, without caption. */
export function htmlShell(shell: AnovaShell, options: RenderOptions = {}): string {
  const layout = layoutOf(shell, options);
  const label = options.captionId ? ` aria-labelledby="${escapeHtml(options.captionId)}"` : "";
  const groups = strataOf(shell).map((s) => group(s, layout));
  const broad = shellRems(shell) > BROAD ? " broad" : "";
  const table =
    `<table class="shell${broad}" role="table"${label} style="--ems:${layout.columns}">\n` +
    `${head(layout)}\n${groups.join("\n")}\n${total(layout)}\n</table>`;
  return boxed(table, options) + legend(layout);
}

function layoutOf(shell: AnovaShell, options: RenderOptions): Layout {
  const seen = new Set<string>();
  // The lowest stratum knows one component only; read from there, each stratum adds its own.
  const rows = [...shell.rows].sort((a, b) =>
    Object.keys(a.meanSquare).length - Object.keys(b.meanSquare).length
  );
  for (const row of rows) {
    const names = Object.keys(row.meanSquare);
    const order = names.includes("residual")
      ? ["residual", ...names.filter((n) => n !== "residual")]
      : names;
    for (const name of order) seen.add(name);
  }
  const components = [...seen];
  // Q shares the last sub-column with the highest component unless a row has both.
  const last = components[components.length - 1] ?? "";
  const both = components.length === 1 ||
    shell.rows.some((r) => isTested(r) && (r.meanSquare[last] ?? 0) !== 0);
  const fixedColumn = both ? components.length + 1 : components.length;
  return {
    shell,
    options,
    components,
    fixedColumn,
    columns: Math.max(fixedColumn, components.length),
  };
}

function isTested(row: ShellRow): boolean {
  return /Q\(/.test(row.expectedMeanSquare);
}

/** A source of treatments; without mean squares, what is tested is one. */
function isTreatment(row: ShellRow, shell: AnovaShell): boolean {
  if (isTested(row)) return true;
  const measured = shell.rows.some((r) => r.expectedMeanSquare !== "");
  return !measured && (row.testedAgainst !== undefined || row.untested === true);
}

interface Stratum {
  name: string;
  rows: ShellRow[];
}

function strataOf(shell: AnovaShell): Stratum[] {
  const strata: Stratum[] = [];
  for (const row of shell.rows) {
    if (row.source === "Total") continue;
    const last = strata[strata.length - 1];
    if (last && last.name === row.stratum) last.rows.push(row);
    else strata.push({ name: row.stratum, rows: [row] });
  }
  return strata;
}

function head(layout: Layout): string {
  const th = (text: string, rest: string): string => `<th role="columnheader" ${rest}>${text}</th>`;
  return `<thead role="rowgroup"><tr role="row">${th("Source", `scope="col"`)}` +
    th("Degrees of freedom", `colspan="2" scope="colgroup"`) +
    (layout.columns > 0
      ? th("Expected mean square", `class="e e1" colspan="${layout.columns}" scope="colgroup"`)
      : "") +
    `${th("Test", `class="l" colspan="2" scope="colgroup"`)}</tr></thead>`;
}

function group(stratum: Stratum, layout: Layout): string {
  const lanes = lanesOf(stratum.rows);
  const rows = stratum.rows.map((r, i) => row(r, lanes[i] ?? "", layout));
  const title = stratumName(stratum.name, layout);
  const lead = title === "" ? "" : `${band(stratum, title, layout)}\n`;
  return `<tbody role="rowgroup">\n${lead}${rows.join("\n")}\n</tbody>`;
}

function band(stratum: Stratum, title: string, layout: Layout): string {
  const depth = strataOf(layout.shell).findIndex((s) => s.name === stratum.name);
  const count = layout.shell.units?.find((unit) => unit.stratum === stratum.name)?.units;
  const units = count === undefined
    ? ""
    : escapeHtml(`${formatNumber(count)} ${unitWords(stratum.name, count, layout)}`);
  return `<tr class="band" role="row"><th role="rowheader" colspan="${3 + layout.columns}" ` +
    `scope="rowgroup">${squares(depth, strataOf(layout.shell).length)}${
      escapeHtml(title)
    }</th><td role="cell" colspan="2">${units}</td></tr>`;
}

/** Parts of a unit term if it lies in the units of the rest: Pen in Room; else null. */
function nestedUnit(name: string, layout: Layout): { inner: string; outer: string[] } | null {
  const parts = name.split(":");
  const inner = parts[parts.length - 1] ?? name;
  const outer = parts.slice(0, -1);
  const treatment = layout.shell.rows.some((r) =>
    isTreatment(r, layout.shell) && r.source === inner
  );
  const strata = strataOf(layout.shell).map((s) => s.name);
  if (treatment || outer.length === 0 || !strata.includes(outer.join(":"))) return null;
  return { inner, outer };
}

/**
 * A stratum in words: `Pen within Room`, `Row × Column`; what is left in the lowest, which has no
 * name where it is the only one.
 */
function stratumName(name: string, layout: Layout): string {
  const word = (part: string): string => layout.options.labels?.[part] ?? part;
  const strata = strataOf(layout.shell).map((s) => s.name);
  if (name !== "Error") {
    const nested = nestedUnit(name, layout);
    return nested
      ? `${word(nested.inner)} within ${nested.outer.map(word).join(" × ")}`
      : typesetTerm(name, layout.options.labels);
  }
  if (strata.length === 1) return "";
  const finest = strata[strata.length - 2] ?? "";
  const chain = strata.slice(0, -1).every((s) =>
    s.split(":").every((p) => finest.split(":").includes(p))
  );
  const inner = nestedUnit(finest, layout)?.inner;
  return chain
    ? `Within ${inner ? word(inner) : typesetTerm(finest, layout.options.labels)}`
    : "Residual";
}

/** What the units of a stratum are called, many of them unless there is one. */
function unitWords(name: string, count: number, layout: Layout): string {
  if (name === "Error") return count === 1 ? "observation" : "observations";
  const inner = nestedUnit(name, layout)?.inner ?? (name.includes(":") ? null : name);
  if (inner === null) return count === 1 ? "unit" : "units";
  const word = layout.options.labels?.[inner] ?? inner;
  return count === 1 ? word : plural(word);
}

/** Nested squares; the one of this stratum is the strong one. */
function squares(depth: number, count: number): string {
  const shown = Math.min(count, 3);
  const strong = Math.min(depth, shown - 1);
  const paths = Array.from({ length: shown }, (_, k) => {
    const inset = 1.5 + (k * 13) / (2 * shown), side = 16 - 2 * inset;
    const path = `M${trim(inset)} ${trim(inset)}h${trim(side)}v${trim(side)}h-${trim(side)}z`;
    return k === strong
      ? `<path stroke-width="2.4" d="${path}"/>`
      : `<path d="${path}" opacity=".45"/>`;
  });
  return `<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">` +
    `${paths.join("")}</svg>`;
}

function trim(x: number): string {
  return String(Number(x.toFixed(2)));
}

/** Marks of the arrow lane: out of a tested source, past those below it, into its error line. */
function lanesOf(rows: readonly ShellRow[]): string[] {
  const targets = rows.map((r) => rows.findIndex((e) => e.source === r.testedAgainst));
  return rows.map((_, i) => {
    const out = (targets[i] ?? -1) > i ? `<i class="out"></i>` : "";
    const passing = targets.some((t, j) => j < i && t > i);
    const into = targets.some((t, j) => j < i && t === i);
    return `${passing ? `<i class="via"></i>` : ""}${out}${into ? `<i class="in"></i>` : ""}`;
  });
}

function row(item: ShellRow, lane: string, layout: Layout): string {
  const error = isError(item, layout.shell);
  const classes = error && layout.shell.rows.some((r) => r.testedAgainst === item.source)
    ? ` class="err"`
    : "";
  const key = termKey(item.source);
  const name = error ? errorName(item, layout) : typesetTerm(item.source, layout.options.labels);
  return `<tr role="row"${classes} data-term="${escapeHtml(key)}">` +
    `<th role="rowheader" scope="row">${escapeHtml(name)}</th>${degrees(item)}` +
    `${meanSquares(item, layout)}<td role="cell" class="lane">${lane}</td>` +
    `<td role="cell" class="test">${test(item, layout)}</td></tr>`;
}

function isError(item: ShellRow, shell: AnovaShell): boolean {
  return !isTreatment(item, shell) && (item.source === "Error" || item.source === item.stratum ||
    shell.rows.some((r) => r.testedAgainst === item.source));
}

function errorName(item: ShellRow, layout: Layout): string {
  const used = layout.shell.rows.some((r) => r.testedAgainst === item.source);
  if (item.source === "Error") return "Error";
  const inner = nestedUnit(item.source, layout)?.inner;
  const name = typesetTerm(inner ?? item.source, layout.options.labels);
  return used ? `Error: ${name}` : name;
}

function degrees(item: ShellRow): string {
  return `<td role="cell" class="sym m">${symbolsHtml(item.symbolic)}</td>` +
    `<td role="cell" class="num">${formatNumber(item.df)}</td>`;
}

/** `(d-1)(t-1)` with italic letters and spaced signs. A sum may break before a sign. */
export function symbolsHtml(symbolic: string): string {
  return outerTerms(symbolic.replace(/\s+/g, "")).map((term, i) => {
    const text = termHtml(term).trimStart();
    return `${i > 0 ? " " : ""}${text.includes("(") ? `<span class="nb">${text}</span>` : text}`;
  }).join("");
}

/** Terms of a sum, each but the first with its sign; what stands in brackets is of one term. */
function outerTerms(symbolic: string): string[] {
  const terms: string[] = [""];
  let depth = 0;
  for (const sign of symbolic) {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    if (depth === 0 && (sign === "-" || sign === "+") && terms.at(-1) !== "") terms.push("");
    terms[terms.length - 1] += sign;
  }
  return terms;
}

function termHtml(term: string): string {
  return term.replace(
    /[A-Za-z]+|[-+]/g,
    (t) => t === "-" ? " −\u00a0" : t === "+" ? " +\u00a0" : `<i>${t}</i>`,
  );
}

function meanSquares(item: ShellRow, layout: Layout): string {
  const cells: string[] = [];
  for (let k = 1; k <= layout.columns; k++) {
    const component = layout.components[k - 1];
    const share = component === undefined ? 0 : item.meanSquare[component] ?? 0;
    if (share !== 0 && component !== undefined) {
      const sign = k === 1 ? "" : "+ ";
      cells.push(
        `<td role="cell" class="e e${k} m">${sign}${times(share)}${
          variance(component, layout)
        }</td>`,
      );
    } else if (k === layout.fixedColumn && isTested(item)) {
      cells.push(`<td role="cell" class="e e${k} q m">+ ${quadratic(item)}</td>`);
    } else {
      cells.push(`<td role="cell" class="e e${k}"></td>`);
    }
  }
  return cells.join("");
}

function times(share: number): string {
  return share === 1 ? "" : formatNumbers([share], { digits: 4 })[0] ?? "";
}

function variance(component: string, layout: Layout): string {
  if (component === "residual") return `<i>σ</i><sup>2</sup>`;
  const letters = layout.shell.units?.find((unit) => unit.component === component)?.letters;
  const below = letters
    ? `<i>${escapeHtml(letters)}</i>`
    : escapeHtml(typesetTerm(component).replaceAll(" × ", ":"));
  return `<i>σ</i><span class="k"><sup>2</sup><sub>${below}</sub></span>`;
}

function quadratic(item: ShellRow): string {
  const inner = item.expectedMeanSquare.match(/Q\((.*)\)\s*$/)?.[1] ?? item.source;
  return `<i>Q</i>(${escapeHtml(typesetTerm(inner))})`;
}

function test(item: ShellRow, layout: Layout): string {
  const error = layout.shell.rows.find((r) => r.source === item.testedAgainst);
  if (item.synthesised) {
    // the combination stands in the remark below: it is wider than any column
    return `approx.<span class="vh"> tested against ${escapeHtml(againstText(item))}</span>`;
  }
  if (!error) return escapeHtml(againstText(item));
  const words = error.source === "Error"
    ? "error"
    : typesetTerm(error.source, layout.options.labels);
  return `<span class="m"><i>F</i><sub>${formatNumber(item.df)}, ${formatNumber(error.df)}</sub>` +
    `</span><span class="vh"> tested against ${escapeHtml(words)}</span>`;
}

function total(layout: Layout): string {
  const item = layout.shell.rows.find((r) => r.source === "Total");
  if (!item) return "";
  const blank = Array.from(
    { length: layout.columns },
    (_, k) => `<td role="cell" class="e e${k + 1}"></td>`,
  );
  return `<tbody role="rowgroup" class="sum"><tr role="row"><th role="rowheader" scope="row">Total` +
    `</th>${degrees(item)}${blank.join("")}<td role="cell"></td><td role="cell"></td></tr></tbody>`;
}

/** What each letter counts, what Q means, and remarks. */
function legend(layout: Layout): string {
  const { shell, options } = layout;
  const counts = Object.entries(shell.symbols).filter(([letter]) => letterUsed(letter, shell)).map(
    ([letter, count]) => {
      const meaning = shell.symbolMeanings[letter];
      const words = meaning ? ` ${escapeHtml(typesetTerm(meaning, options.labels))}` : "";
      return `<span class="m"><i>${letter}</i></span> = ${formatNumber(count)}${words}`;
    },
  );
  const fixed = shell.rows.some(isTested)
    ? [`<span class="m"><i>Q</i></span>(·) is zero when the effects in it are`]
    : [];
  const sentences = [counts.join(", "), variances(layout), ...fixed].filter((t) => t !== "");
  const foot = sentences.length > 0 ? `\n<p class="foot">${sentences.join(". ")}.</p>` : "";
  return foot + notesHtml(shell.notes.map((n) => sentence(n.text)), noteHtml);
}

/** A remark, its variances with their units below. */
function noteHtml(text: string): string {
  return text.split(/(σ²_\{[^}]*\})/).map((part, index) =>
    index % 2 === 1 ? `σ²<sub>${escapeHtml(part.slice(4, -1))}</sub>` : escapeHtml(part)
  ).join("");
}

/** What the letters of the variances stand for. */
function variances(layout: Layout): string {
  const named = (layout.shell.units ?? []).filter((u) =>
    u.component !== null && u.letters !== "" && layout.components.includes(u.component)
  );
  return named.map((u, i) => {
    const symbol = `<span class="m">${variance(u.component ?? "", layout)}</span>`;
    const words = between(u.stratum, layout);
    return i === 0 ? `${symbol} is the variance between ${words}` : `${symbol} between ${words}`;
  }).join(", ");
}

/** The units of a stratum as what a variance is between: `Pens within Room`, `Block × Variety`. */
function between(name: string, layout: Layout): string {
  const nested = nestedUnit(name, layout);
  const word = (part: string): string => layout.options.labels?.[part] ?? part;
  const many = unitWords(name, 2, layout);
  if (nested) return escapeHtml(`${many} within ${nested.outer.map(word).join(" × ")}`);
  return escapeHtml(name.includes(":") ? typesetTerm(name, layout.options.labels) : many);
}

function letterUsed(letter: string, shell: AnovaShell): boolean {
  return shell.rows.some((r) => r.symbolic.includes(letter));
}
