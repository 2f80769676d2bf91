/**
 * A table as HTML: right-aligned numbers whose points stand under each other, heads with scopes,
 * row groups, notes below, intervals drawn by the stylesheet.
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import { formatNumbers } from "../number/number_format.ts";
import type { RenderOptions } from "../options.ts";
import type { TableColumn, TableModel } from "../table/table_model.ts";
import { escapeHtml, typesetNumber } from "../typeset/typeset.ts";
import { areApart, niceTicks } from "../number/ticks.ts";

/** An axis for intervals: where it begins, how long it is, and its ticks. */
interface IntervalAxis {
  from: number;
  span: number;
  ticks: number[];
  step: number;
}

/** A table with its notes, without caption. */
export function htmlTable(model: TableModel, options: RenderOptions = {}): string {
  const axis = model.intervals ? intervalAxis(model) : null;
  const classes = axis ? ` class="means"` : "";
  const style = axis
    ? ` style="--from:${axis.from};--span:${axis.span};--first:${
      axis.ticks[0]
    };--step:${axis.step}"`
    : "";
  const label = options.captionId
    ? ` aria-labelledby="${escapeHtml(options.captionId)}"`
    : options.name
    ? ` aria-label="${escapeHtml(options.name)}"`
    : "";
  const table = `<table${classes}${label}${style}>\n${head(model, axis, options)}\n${
    body(model, axis, options)
  }\n</table>`;
  return boxed(table, options) + notesHtml(model.notes);
}

/** A table in the box that it is to stand in. */
export function boxed(table: string, { box }: RenderOptions): string {
  return box ? box(table) : table;
}

/** Words of a head, which may be more than plain. */
function headWords(words: string, options: RenderOptions): string {
  return options.head?.(words) ?? escapeHtml(words);
}

/** Notes, one a line. */
export function notesHtml(
  notes: readonly string[],
  write: (note: string) => string = escapeHtml,
): string {
  return notes.length > 0
    ? `\n<p class="foot">${notes.map((note) => write(note)).join("<br>\n")}</p>`
    : "";
}

function shownColumns(model: TableModel): { column: TableColumn; index: number }[] {
  return model.columns.map((column, index) => ({ column, index }));
}

function headText(column: TableColumn, options: RenderOptions): string {
  return column.italic
    ? `<span class="m"><i>${escapeHtml(column.head)}</i></span>`
    : headWords(column.head, options);
}

function head(model: TableModel, axis: IntervalAxis | null, options: RenderOptions): string {
  const cells: string[] = [];
  const columns = shownColumns(model);
  for (let k = 0; k < columns.length; k++) {
    const column = columns[k]!.column;
    const span = model.spans.find((s) => s.from === column.name);
    if (span) {
      const words = headWords(span.head, options);
      cells.push(`<th class="lohi" colspan="2" scope="colgroup">${words}</th>`);
      k++;
      continue;
    }
    const left = sideOf(column) === "" ? "" : ` class="${sideOf(column)}"`;
    const text = headText(column, options);
    cells.push(text === "" ? `<td${left}></td>` : `<th scope="col"${left}>${text}</th>`);
  }
  if (axis) cells.push(axisHead(axis));
  const above = [...model.above].reverse().map((heads) => headsAbove(heads, options));
  return `<thead>${above.join("")}<tr>${cells.join("")}</tr></thead>`;
}

/** A row of heads above those of the columns. */
function headsAbove(heads: TableModel["above"][number], options: RenderOptions): string {
  const cells = heads.map(({ head, width }) =>
    head.trim() === ""
      ? `<td colspan="${width}"></td>`
      : `<th class="lohi" colspan="${width}" scope="colgroup">${headWords(head, options)}</th>`
  );
  return `<tr>${cells.join("")}</tr>`;
}

/** The class of a column whose words do not stand to the right. */
function sideOf({ kind, align }: TableColumn): string {
  if (align) return { left: "l", center: "c", right: "" }[align];
  return kind === "number" || kind === "p" ? "" : "l";
}

function axisHead(axis: IntervalAxis): string {
  const texts = formatNumbers(axis.ticks).map((t) => typesetNumber(t));
  const marks = axis.ticks.map((t, i) =>
    `<span aria-hidden="true" style="left:${percent((t - axis.from) / axis.span)}">${
      texts[i]
    }</span>`
  );
  return `<th class="iv" scope="col">${marks.join("")}<b class="vh">Interval, drawn</b></th>`;
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(3))}%`;
}

function body(model: TableModel, axis: IntervalAxis | null, options: RenderOptions): string {
  const pads = model.columns.map(padding);
  const width = model.columns.length + (axis ? 1 : 0);
  return model.groups.map((group) => {
    const title = group.title === ""
      ? ""
      : `<tr class="by"><th colspan="${width}" scope="rowgroup">${
        headWords(group.title, options)
      }</th></tr>\n`;
    const rows = group.rows.map((i) => row(model, i, pads, axis, options));
    return `<tbody>\n${title}${rows.join("\n")}\n</tbody>`;
  }).join("\n");
}

function row(
  model: TableModel,
  i: number,
  pads: string[][],
  axis: IntervalAxis | null,
  options: RenderOptions,
): string {
  const term = model.terms[i] ? ` data-term="${escapeHtml(model.terms[i] ?? "")}"` : "";
  const cells = model.columns.map((column, k) => {
    if (model.rowHeads.includes(column.name)) {
      const numeric = column.kind === "number";
      const text = column.cells[i] ?? "";
      const side = sideOf(column) === "" ? "" : ` class="${sideOf(column)}"`;
      // A cell without words heads nothing.
      if (text.trim() === "") return `<td${side}></td>`;
      const words = numeric ? escapeHtml(typesetNumber(text)) : headWords(text, options);
      return `<th scope="row"${side}>${words}</th>`;
    }
    return cell(model, column, i, pads[k]?.[i] ?? "");
  });
  if (axis) cells.push(intervalCell(model, i, axis));
  return `<tr${term}>${cells.join("")}</tr>`;
}

function cell(model: TableModel, column: TableColumn, i: number, pad: string): string {
  const classes: string[] = [];
  const value = column.values[i];
  if (column.kind === "p" && typeof value === "number" && value < 0.05) classes.push("strong");
  if (column.kind === "letters") classes.push("l", "letters");
  else if (sideOf(column) !== "") classes.push(sideOf(column));
  if (model.spans.some((s) => s.from === column.name || s.to === column.name)) classes.push("lohi");
  const text = column.kind === "number" || column.kind === "p"
    ? typesetNumber(column.cells[i] ?? "")
    : column.cells[i] ?? "";
  const classText = classes.length > 0 ? ` class="${classes.join(" ")}"` : "";
  const padText = pad === "" ? "" : ` data-pad="${pad}"`;
  const lead = column.kind === "letters" ? leadingLetters(String(value ?? "")) : "";
  return `<td${classText}${padText}${lead}>${escapeHtml(text)}</td>`;
}

/** Letters of a compact display stand each at its own place: the ones before are drawn invisible. */
function leadingLetters(letters: string): string {
  const text = letters.replace(/^ /, "");
  const blanks = text.length - text.trimStart().length;
  return blanks === 0 ? "" : ` data-lead="${"abcdefghijklmnopqrstuvwxyz".slice(0, blanks)}"`;
}

/** The digits that a cell lacks to line up with the longest fraction of its column. */
function padding(column: TableColumn): string[] {
  const points = column.kind === "number" || column.kind === "p";
  // points stand under each other where numbers stand to the right
  if (!points || sideOf(column) !== "") return column.cells.map(() => "");
  const decimals = column.cells.map((t) => {
    const plain = t.trim().match(/^-?\d+(?:\.(\d+))?$/);
    return plain ? (plain[1] ?? "").length : -1;
  });
  const most = greatest(decimals, 0);
  return decimals.map((d) =>
    d < 0 || d === most ? "" : (d === 0 ? "." : "") + "0".repeat(most - d)
  );
}

/** An axis that holds all intervals, with three or four round ticks. */
function intervalAxis(model: TableModel): IntervalAxis | null {
  const drawn = model.intervals;
  if (!drawn) return null;
  const ends = [...drawn.lower, ...drawn.upper, ...drawn.middle]
    .filter((x): x is number => x !== null && Number.isFinite(x));
  const low = least(ends), high = greatest(ends);
  if (ends.length < 2 || !areApart(low, high)) return null;
  // More room at the left, where the numbers of the interval stand close by.
  const from = low - (high - low) * 0.12, to = high + (high - low) * 0.04;
  const edge = (to - from) * 0.07;
  const { ticks, step } = niceTicks(from + edge, to - edge, 3);
  const tidy = (x: number): number => Number(x.toPrecision(6));
  return { from: tidy(from), span: tidy(to - from), ticks, step };
}

function intervalCell(model: TableModel, i: number, axis: IntervalAxis): string {
  const drawn = model.intervals;
  const middle = drawn?.middle[i], low = drawn?.lower[i], high = drawn?.upper[i];
  const known = [middle, low, high].every((x) => typeof x === "number" && Number.isFinite(x));
  if (!drawn || !known) return `<td class="iv"></td>`;
  // A thousandth of the axis is finer than a pixel: more digits would only weigh.
  const places = Math.max(0, 3 - Math.floor(Math.log10(axis.span)));
  const tidy = (x: number | null | undefined): string => String(Number((x ?? 0).toFixed(places)));
  const se = drawn.standardError[i] ?? null;
  const style = `--mu:${tidy(middle)};--s:${tidy(se)};--lo:${tidy(low)};--hi:${tidy(high)}`;
  const band = se === null ? "" : `<i class="se"></i>`;
  return `<td class="iv" style="${style}"><i class="ci"></i>${band}<i class="pt"></i></td>`;
}
