/**
 * Values as tones over two directions: correlations between observations, a column over a field.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { formatNumber, formatNumbers, signif } from "../../number/number_format.ts";
import { typesetNumber } from "../../typeset/typeset.ts";
import { quantityTitle } from "../data_table.ts";
import { type Picture, type Size, TEXT_WIDTH } from "../picture.ts";
import { drawPanel, type PanelFrame, shapes } from "../panel.ts";
import { group, label, path, pixel, type Shape, textWidth } from "../shapes.ts";
import type { CorrelationFigure, FieldFigure } from "../types.ts";

/** Six tones from pale to deep, by opacity. */
export const TONES = [0.08, 0.22, 0.38, 0.56, 0.76, 1];

/** Which tone a value has. */
type ToneOf = (value: number) => number;

/** A cell with the share (0 to 1) of the deepest tone. */
interface Cell {
  column: string;
  row: string;
  share: number;
}

/** Cells of one tone as one path of squares. */
function toned(
  cells: readonly Cell[],
  frame: PanelFrame,
  gap: number,
  tones: ToneOf = toneOf,
): Shape[] {
  return TONES.map((opacity, tone) => {
    const own = cells.filter((c) => tones(c.share) === tone);
    const w = Math.max(0.5, frame.slotX - gap), h = Math.max(0.5, frame.slotY - gap);
    const d = own.map((c) =>
      `M${pixel(frame.x(c.column) - w / 2)} ${pixel(frame.y(c.row) - h / 2)}h${pixel(w)}v${
        pixel(h)
      }h-${pixel(w)}z`
    ).join("");
    return { d, opacity };
  }).filter((t) => t.d !== "").map((t) => path(t.d, { opacity: t.opacity }));
}

/** Tone of a share; a share of exactly 1 is the deepest. */
export function toneOf(share: number): number {
  return Math.max(0, Math.min(TONES.length - 1, Math.floor(share * TONES.length)));
}

/** Correlations between the observations of one or more units, in the order of the data. */
export function drawCorrelation(data: CorrelationFigure, size: Size): Picture {
  const n = data.labels.length;
  const width = size.width ?? TEXT_WIDTH;
  const names = data.labels.map((_, i) => String(i));
  const widest = greatest(data.labels.map((t) => textWidth(t, 13)));
  const readable = n <= 24;
  const marginLeft = readable ? widest + 12 : 8;
  const side = Math.min(440, width - marginLeft - 110);
  // below as well, where the names have room beside each other
  const below = readable && widest <= side / n - 4;
  const marginBottom = below ? 28 : 8;
  const height = size.height ?? side + 8 + marginBottom;
  const cells = data.matrix.flatMap((row, i) =>
    row.flatMap((value, j) =>
      Math.abs(value) < 1e-12 ? [] : [{ row: String(i), column: String(j), share: Math.abs(value) }]
    )
  );
  const tones = tonesOf(data.matrix);
  const inner = drawPanel(size.stage, {
    width,
    height,
    marginTop: 8,
    marginRight: width - marginLeft - side,
    marginBottom,
    marginLeft,
    x: { type: "band", domain: names },
    y: { type: "band", domain: names },
  }, [shapes((frame) => [
    group(toned(cells, frame, n > 60 ? 0 : 1, tones), { class: "s1", fill: "currentColor" }),
    ...(readable ? [rowLabels(data.labels, frame)] : []),
    ...(below ? [columnLabels(data.labels, frame)] : []),
    ...toneKey(toneEntries(data.matrix, tones), frame),
  ])]);
  return { width, height, inner, title: "", series: [], raw: null };
}

function rowLabels(labels: readonly string[], frame: PanelFrame): Shape {
  return group(
    labels.map((t, i) => label(t, frame.left - 8, frame.y(String(i)) + 4)),
    { "text-anchor": "end", "font-size": 13, class: "soft" },
  );
}

function columnLabels(labels: readonly string[], frame: PanelFrame): Shape {
  return group(
    labels.map((t, i) => label(t, frame.x(String(i)), frame.bottom + 18)),
    { "text-anchor": "middle", "font-size": 13, class: "soft" },
  );
}

const rounded = (value: number): number => Number(Math.abs(value).toFixed(3));

/** Values that are no 0, the largest first, to three decimals. */
function sizesOf(matrix: readonly (readonly number[])[]): number[] {
  const sizes = matrix.flat().filter((v) => Math.abs(v) > 1e-12).map(rounded);
  return [...new Set(sizes)].sort((a, b) => b - a);
}

const byValue: ToneOf = (value) => toneOf(value * 0.999);

/** Tones by value; of a few values that would share one, by rank, so that each has its own. */
function tonesOf(matrix: readonly (readonly number[])[]): ToneOf {
  const sizes = sizesOf(matrix);
  const apart = new Set(sizes.map(byValue)).size === sizes.length;
  if (apart || sizes.length > TONES.length) return byValue;
  return (value) => TONES.length - 1 - sizes.indexOf(rounded(value));
}

/** Entries of the key: the values themselves if they are few, else the range of each tone. */
function toneEntries(
  matrix: readonly (readonly number[])[],
  tones: ToneOf,
): { tone: number; text: string }[] {
  const sizes = sizesOf(matrix);
  if (sizes.length <= TONES.length) {
    const texts = formatNumbers(sizes, { digits: 3 });
    return sizes.map((v, k) => ({ tone: tones(v), text: typesetNumber(texts[k] ?? "") }));
  }
  const used = [...new Set(sizes.map(tones))].sort((a, b) => b - a);
  const bound = (k: number): string => formatNumber(signif(k / TONES.length, 2));
  return used.map((tone) => ({ tone, text: `${bound(tone)} to ${bound(tone + 1)}` }));
}

function toneKey(entries: readonly { tone: number; text: string }[], frame: PanelFrame): Shape[] {
  return entries.flatMap(({ tone, text }, k) => {
    const y = frame.top + 6 + 26 * k;
    return [
      path(`M${pixel(frame.right + 16)} ${pixel(y)}h14v14h-14z`, {
        class: "s1 ink",
        opacity: TONES[tone] ?? 1,
      }),
      label(text, frame.right + 38, y + 12),
    ];
  });
}

/** A column over the rows and columns of a field, with the treatments in their plots. */
export function drawField(data: FieldFigure, size: Size): Picture {
  const rows = distinct(data.plots.map((p) => p.row));
  const columns = distinct(data.plots.map((p) => p.column));
  const known = data.plots.map((p) => p.value).filter((v): v is number => v !== null);
  const low = least(known), high = greatest(known);
  const width = size.width ?? TEXT_WIDTH;
  const pitch = Math.min(64, (width - 60) / columns.length);
  const height = size.height ?? Math.round(Math.min(pitch, 48) * rows.length + 82);
  const share = (v: number): number => high > low ? (v - low) / (high - low) * 0.999 : 0.5;
  const cells = data.plots.flatMap((p) =>
    p.value === null
      ? []
      : [{ row: String(p.row), column: String(p.column), share: share(p.value) }]
  );
  const inner = drawPanel(size.stage, {
    width,
    height,
    marginTop: 26,
    marginRight: Math.max(12, width - 60 - pitch * columns.length),
    marginBottom: 54,
    marginLeft: 48,
    x: { type: "band", domain: columns.map(String) },
    y: { type: "band", domain: rows.map(String) },
  }, [shapes((frame) => [
    group(toned(cells, frame, 2), { class: "s1", fill: "currentColor" }),
    ...missingPlots(data, frame),
    treatmentNames(data, frame, share),
    ...fieldAxes(rows, columns, data, frame),
  ])]);
  const range = [low, high].map((v) => typesetNumber(formatNumber(signif(v, 3))));
  return {
    width,
    height,
    inner,
    title: `${quantityTitle(data.value)}: pale ${range[0]}, deep ${range[1]}`,
    series: [],
    raw: null,
  };
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

function missingPlots(data: FieldFigure, frame: PanelFrame): Shape[] {
  const d = data.plots.filter((p) => p.value === null).map((p) => {
    const x = frame.x(String(p.column)), y = frame.y(String(p.row));
    return `M${pixel(x - 5)} ${pixel(y - 5)}l10 10m0-10l-10 10`;
  }).join("");
  return d === "" ? [] : [path(d, { class: "axis", "stroke-width": 1.25, fill: "none" })];
}

/** Treatments on their plots, in paper colour where the tone is deep. */
function treatmentNames(
  data: FieldFigure,
  frame: PanelFrame,
  share: (v: number) => number,
): Shape {
  const texts = data.plots.filter((p) => p.treatment !== "").map((p) => {
    const deep = p.value !== null && toneOf(share(p.value)) >= 4;
    return label(p.treatment, frame.x(String(p.column)), frame.y(String(p.row)) + 5, {
      ...(deep ? { class: "on-deep" } : {}),
    });
  });
  const widest = greatest(data.plots.map((p) => textWidth(p.treatment, 13)), 0);
  return widest > frame.slotX - 2
    ? group([])
    : group(texts, { "text-anchor": "middle", "font-size": 13 });
}

function fieldAxes(
  rows: readonly number[],
  columns: readonly number[],
  data: FieldFigure,
  frame: PanelFrame,
): Shape[] {
  return [
    group(columns.map((c) => label(String(c), frame.x(String(c)), frame.bottom + 20)), {
      class: "soft",
      "text-anchor": "middle",
    }),
    group(rows.map((r) => label(String(r), frame.left - 10, frame.y(String(r)) + 5)), {
      class: "soft",
      "text-anchor": "end",
    }),
    label(data.column, frame.right, frame.bottom + 44, { class: "soft", "text-anchor": "end" }),
    label(data.row, 0, frame.top - 9, { class: "soft" }),
  ];
}
