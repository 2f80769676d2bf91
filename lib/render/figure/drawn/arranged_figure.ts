/**
 * Pictures beside and below each other: each is drawn at the size of its place; where there is no room
 * beside, they go below each other.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { PAPER } from "../grammar/palettes.ts";
import type { ArrangedFigure, ArrangedPart } from "../grammar/types.ts";
import { type Picture, type Size, TEXT_WIDTH } from "../picture.ts";
import { label, path, pixel, type Shape } from "../shapes.ts";
import { broken } from "./broken_lines.ts";
import { keyBlock } from "./layer_keys.ts";
import { drawLayers, textMarkup } from "./layers_figure.ts";

const GAP = 14;
/** The least width of a picture beside another. */
const LEAST = 170;

function drawPart(part: ArrangedPart["figure"], size: Size): Picture | null {
  if (!part) return null;
  return part.figure === "layers" ? drawLayers(part, size) : drawArranged(part, size);
}

/** Columns under each other, in the order of the pictures. */
function stacked(parts: readonly ArrangedPart[]): ArrangedPart[] {
  return parts.filter((p) => p.figure !== null).map(({ figure }, row): ArrangedPart => ({
    figure,
    row,
    column: 0,
    rows: 1,
    columns: 1,
  }));
}

/** A small picture on the one of its place, on a ground of its own. */
function insetMarkup(
  { figure, inset }: ArrangedPart,
  under: Picture & { x: number; y: number },
  size: Size,
): string {
  const all = { left: 0, right: under.width, top: 0, bottom: under.height };
  const { left, right, top, bottom } = inset!.on === "panel" ? under.within ?? all : all;
  const [w, h] = [right - left, bottom - top];
  const width = w * (inset!.right - inset!.left), height = h * (inset!.top - inset!.bottom);
  const picture = drawPart(figure, { ...size, width, height });
  if (!picture) return "";
  const x = under.x + left + w * inset!.left, y = under.y + top + h * (1 - inset!.top);
  const ground = path(`M0 0h${pixel(width)}v${pixel(height)}h-${pixel(width)}z`, { fill: PAPER });
  return `<g transform="translate(${pixel(x)} ${pixel(y)})">${
    textMarkup([ground])
  }${picture.inner}</g>`;
}

function shared(total: number, parts: readonly number[] | null, n: number): number[] {
  const own = Array.from({ length: n }, (_, i) => parts ? parts[i % parts.length] ?? 1 : 1);
  const sum = own.reduce((s, v) => s + v, 0);
  return own.map((v) => total * v / sum);
}

const sum = (list: readonly number[], from: number, to: number): number =>
  list.slice(from, to).reduce((s, v) => s + v, 0);

/** Heights of rows: what the pictures of each take by themselves, or parts of what there is. */
function rowHeights(
  parts: readonly ArrangedPart[],
  figure: ArrangedFigure,
  rows: number,
  height: number | null,
  own: (part: ArrangedPart) => number,
): number[] {
  const gaps = GAP * (rows - 1);
  if (height !== null) return shared(Math.max(80 * rows, height - gaps), figure.heights, rows);
  const natural = Array.from(
    { length: rows },
    (_, r) => greatest(parts.filter((p) => p.row === r && p.rows === 1).map(own), 120),
  );
  if (!figure.heights) return natural;
  return shared(natural.reduce((s, v) => s + v, 0), figure.heights, rows);
}

/** Pictures beside and below each other. */
export function drawArranged(figure: ArrangedFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH;
  const heads: Shape[] = [];
  let above = 0;
  const add = (text: string, points: number, attributes: Record<string, string | number>): void => {
    for (const line of text === "" ? [] : broken(text, width, points)) {
      above += points + 6;
      heads.push(label(line, 0, above - 4, { "font-size": points, ...attributes }));
    }
  };
  add(figure.title, 18, { class: "s5", "font-weight": 600 });
  add(figure.subtitle, 14, { class: "s6" });
  const keys = keyBlock(figure.keys, width, false);
  const below = figure.keysAt === "bottom";
  const keysY = above;
  if (!below) above += keys.height;
  if (above > 0) above += 6;
  const columns = greatest(figure.parts.map((p) => p.column + p.columns), 1);
  const narrow = (width - GAP * (columns - 1)) / columns < LEAST ||
    figure.parts.some((p) => p.inset && (p.inset.right - p.inset.left) * width / columns < LEAST);
  const placed = narrow ? stacked(figure.parts) : figure.parts;
  const parts = placed.filter((p) => !p.inset);
  const across = narrow ? 1 : columns;
  const rows = greatest(parts.map((p) => p.row + p.rows), 1);
  const foot = (below ? keys.height + 6 : 0) + (figure.caption === "" ? 0 : 22);
  const widths = shared(
    width - GAP * (across - 1),
    across === columns ? figure.widths : null,
    across,
  );
  const wide = (p: ArrangedPart): number =>
    sum(widths, p.column, p.column + p.columns) + GAP * (p.columns - 1);
  const heights = rowHeights(
    parts,
    across === columns ? figure : { ...figure, heights: null },
    rows,
    size.height === null || narrow ? null : size.height - above - foot,
    (p) => drawPart(p.figure, { ...size, width: wide(p), height: null })?.height ?? 0,
  );
  const drawn: (Picture & { x: number; y: number })[] = [];
  const body = parts.map((p) => {
    const tall = sum(heights, p.row, p.row + p.rows) + GAP * (p.rows - 1);
    const picture = drawPart(p.figure, { ...size, width: wide(p), height: tall });
    if (!picture) return "";
    const x = sum(widths, 0, p.column) + GAP * p.column;
    const y = above + sum(heights, 0, p.row) + GAP * p.row;
    drawn.push({ ...picture, x, y });
    return `<g transform="translate(${pixel(x)} ${pixel(y)})">${picture.inner}</g>`;
  }).join("");
  const small = placed.filter((p) => p.inset && drawn[0])
    .map((p) => insetMarkup(p, drawn[0]!, size)).join("");
  let bottom = above + sum(heights, 0, rows) + GAP * (rows - 1);
  const keysAt = below ? bottom + 6 : keysY;
  if (below) bottom += keys.height + 6;
  if (figure.caption !== "") {
    bottom += 22;
    heads.push(
      label(figure.caption, width, bottom - 5, {
        "text-anchor": "end",
        class: "s6",
        "font-size": 13,
      }),
    );
  }
  const block = keys.height === 0
    ? ""
    : `<g transform="translate(0 ${pixel(keysAt)})">${textMarkup(keys.shapes)}</g>`;
  return {
    width,
    height: bottom,
    inner: `${textMarkup(heads)}${block}${body}${small}`,
    title: "",
    series: [],
    raw: null,
  };
}
