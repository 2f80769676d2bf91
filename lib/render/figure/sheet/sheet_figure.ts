/**
 * Sheets of base graphics as pictures: panels in their grid, margins as wide as what stands in them.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { broken } from "../drawn/broken_lines.ts";
import { textMarkup } from "../drawn/layers_figure.ts";
import { keyBlock } from "../drawn/layer_keys.ts";
import { painted } from "../painted.ts";
import { type Picture, type Size, TEXT_WIDTH } from "../picture.ts";
import { group, label, path, pixel, type Shape } from "../shapes.ts";
import { axisShapes, depthOf, LINE } from "./axes.ts";
import { type Box, fitted, frameOf, onScale } from "./frame.ts";
import { keyShapes, withRoomForKeys } from "./keys.ts";
import { fontOf, leastWidth, placedShapes, strokeOf } from "./marks.ts";
import type { BoxType, MarginText, SheetFigure, SheetPanel, SheetScale, Side } from "./types.ts";
import { ticksOf } from "./ticks.ts";

/** Room on the sides of a panel, in pixels. */
type Margins = Record<Side, number>;

/** Panels in fewer columns where they would be too narrow. */
function reflowed(figure: SheetFigure, width: number): SheetFigure {
  const { panels, widths } = figure;
  // the words of a panel have room, and so has its axis
  const needed = greatest(panels.map((p) => leastWidth(p) + 30), 0);
  const fits = Math.max(1, Math.floor(width / Math.max(165, needed)));
  const plain = panels.every((p) => p.rows === 1 && p.columns === 1 && !p.tight);
  const titled = figure.outer.every((t) => t.side === 3 && t.kind === "title");
  if (widths.length <= fits || !plain || !titled) return figure;
  const ordered = [...panels].sort((a, b) => a.row - b.row || a.column - b.column);
  return {
    ...figure,
    widths: Array.from({ length: fits }, () => 1),
    heights: Array.from({ length: Math.ceil(panels.length / fits) }, () => 1),
    panels: ordered.map((p, i) => ({ ...p, row: Math.floor(i / fits), column: i % fits })),
  };
}

function heightOf({ panels, widths, heights, shape }: SheetFigure, width: number): number {
  const rows = heights.length;
  if (shape !== undefined) {
    const wide = width / widths.length - 20;
    return Math.min(1400, rows * (Math.min(560, wide * shape) + 50));
  }
  if (panels.some((p) => p.tight)) return Math.min(width, 640);
  if (panels.length === 1 && panels[0]!.ratio !== null) return Math.min(width * 0.85, 520);
  if (rows === 1) return widths.length === 1 ? Math.min(400, width * 0.85) : 300;
  return rows * (rows === 2 ? 275 : 220);
}

/** Room that words on a side need beyond its axes. */
function wordsDepth(
  texts: readonly MarginText[],
  side: Side,
  axes: number,
  { width, length }: { width: number; length: number },
): number {
  const own = texts.filter((t) => t.side === side && t.text !== "");
  const labels = own.filter((t) => t.kind === "label" && t.line === null);
  let depth = axes;
  for (const t of own) if (t.line !== null) depth = Math.max(depth, (t.line + 1) * LINE + 4);
  const lines = greatest(labels.map((t) => linesOf(t, length).length), 0);
  if (lines > 0) depth = Math.max(depth, axes + 6 + lines * (labels[0]!.size + 3));
  for (const t of own) {
    if (t.line !== null || t.kind === "label") continue;
    if (t.kind === "title") depth += linesOf(t, width).length * (t.size + 4) + 6;
    if (t.kind === "subtitle") depth += t.size + 6;
  }
  return depth;
}

/** A title or a label in lines that fit. */
function linesOf(t: MarginText, length: number): string[] {
  if (t.line !== null || t.kind === "subtitle") return t.text.split("\n");
  return broken(t.text, Math.max(80, length), t.kind === "title" ? t.size * 1.08 : t.size);
}

/** Room about the box of a panel that is about so large. */
function marginsOf(panel: SheetPanel, width: number, height: number): Margins {
  const depth = (side: Side): number =>
    greatest(
      panel.axes.filter((a) => a.side === side).map((a) =>
        depthOf(a, panel, side % 2 === 1 ? width : height)
      ),
      0,
    );
  const least = panel.tight ? 3 : 8;
  const of = (side: Side): number =>
    Math.max(
      least,
      wordsDepth(panel.margins, side, depth(side), {
        width,
        length: side % 2 === 1 ? width : height,
      }),
    );
  return { 1: of(1), 2: of(2), 3: of(3), 4: of(4) };
}

/** Where the parts of a length begin and end. */
function parts(shares: readonly number[], from: number, to: number): [number, number][] {
  const whole = shares.reduce((a, b) => a + b, 0);
  let at = from;
  return shares.map((s) => {
    const end = at + (to - from) * s / whole;
    const part: [number, number] = [at, end];
    at = end;
    return part;
  });
}

function marginShapes(
  texts: readonly MarginText[],
  box: Box,
  axes: Record<Side, number>,
  scales: { x: SheetScale; y: SheetScale } | null,
): Shape[] {
  const frame = scales && frameOf(box, scales);
  // a title stands above what is written at the top, a subtitle below what is written at the foot
  const reach: Record<Side, number> = { ...axes };
  for (const t of texts) {
    if (t.text === "") continue;
    if (t.line !== null) reach[t.side] = Math.max(reach[t.side], (t.line + 1) * LINE + 2);
    else if (t.kind === "label") {
      reach[t.side] = Math.max(
        reach[t.side],
        axes[t.side] + 4 +
          linesOf(t, t.side % 2 === 1 ? box.right - box.left : box.bottom - box.top).length *
            (t.size + 3),
      );
    }
  }
  return texts.flatMap((t): Shape[] => {
    const ink = t.look.stroke;
    if (!ink || t.text === "") return [];
    const level = t.side % 2 === 1;
    const along = t.at !== null && frame && scales
      ? (level ? frame.x(onScale(scales.x, t.at)) : frame.y(onScale(scales.y, t.at)))
      : level
      ? box.left + t.adjust * (box.right - box.left)
      : box.bottom - t.adjust * (box.bottom - box.top);
    const anchor = t.adjust < 0.25 ? "start" : t.adjust > 0.75 ? "end" : "middle";
    const look = {
      ...painted(ink, "sign"),
      "font-size": t.size,
      "text-anchor": t.at !== null ? "middle" : anchor,
      ...fontOf(t.font),
    };
    const lines = linesOf(t, level ? box.right - box.left : box.bottom - box.top);
    return lines.map((line, k) => {
      const back = lines.length - 1 - k;
      const step = t.size + (t.kind === "title" ? 4 : 3);
      const away = t.line !== null
        ? t.line * LINE + 5
        : t.kind === "label"
        ? axes[t.side] + 6
        : reach[t.side] + 7;
      switch (t.side) {
        case 1:
          return label(line, along, box.bottom + away + t.size * 0.8 + k * step, look);
        case 3:
          return label(line, along, box.top - away - back * step, look);
        case 2:
          return upright(line, box.left - away - back * step, along, look);
        case 4:
          return upright(line, box.right + away + t.size * 0.8 + k * step, along, look);
      }
    });
  });
}

function upright(
  text: string,
  x: number,
  y: number,
  look: Record<string, string | number>,
): Shape {
  return label(text, x, y, { ...look, transform: `rotate(-90 ${pixel(x)} ${pixel(y)})` });
}

/** Sides of each kind of box: below, left, above, right. */
const SIDES: Readonly<Record<BoxType, string>> = {
  o: "1234",
  l: "12",
  "7": "34",
  c: "123",
  u: "124",
  "]": "134",
  n: "",
};

function boxShape(box: Box, type: BoxType): Shape[] {
  const sides = SIDES[type];
  if (sides === "") return [];
  const [l, r, t, b] = [box.left, box.right, box.top, box.bottom].map(pixel);
  const d = sides === "1234" ? `M${l} ${t}H${r}V${b}H${l}z` : [
    sides.includes("1") ? `M${l} ${b}H${r}` : "",
    sides.includes("2") ? `M${l} ${t}V${b}` : "",
    sides.includes("3") ? `M${l} ${t}H${r}` : "",
    sides.includes("4") ? `M${r} ${t}V${b}` : "",
  ].join("");
  return [path(d, { class: "axis", "stroke-width": 1.1, fill: "none" })];
}

function gridShapes(panel: SheetPanel, box: Box, scales: { x: SheetScale; y: SheetScale }) {
  const frame = frameOf(box, scales);
  return panel.grid.map(({ x, y, look }) => {
    const up = (x ?? ticksOf(scales.x)).map((v) =>
      `M${pixel(frame.x(onScale(scales.x, v)))} ${pixel(box.top)}V${pixel(box.bottom)}`
    );
    const across = (y ?? ticksOf(scales.y)).map((v) =>
      `M${pixel(box.left)} ${pixel(frame.y(onScale(scales.y, v)))}H${pixel(box.right)}`
    );
    return path([...up, ...across].join(""), { ...strokeOf(look), fill: "none" });
  });
}

function panelShapes(panel: SheetPanel, box: Box): Shape[] {
  const scales = withRoomForKeys(panel.keys, fitted(panel, box), box.right - box.left);
  const first = scales[0]!;
  const depth = (side: Side): number =>
    greatest(
      panel.axes.filter((a) => a.side === side).map((a) =>
        depthOf(
          a,
          { ...panel, scales },
          side % 2 === 1 ? box.right - box.left : box.bottom - box.top,
        )
      ),
      0,
    );
  const axes: Record<Side, number> = { 1: depth(1), 2: depth(2), 3: depth(3), 4: depth(4) };
  return [
    ...gridShapes(panel, box, first),
    ...panel.marks.flatMap((m) => {
      const own = scales[m.on] ?? first;
      return placedShapes(m, frameOf(box, own), own);
    }),
    ...boxShape(box, panel.box),
    ...panel.axes.flatMap((a) => axisShapes(a, frameOf(box, scales[a.on] ?? first), scales)),
    ...marginShapes(panel.margins, box, axes, first),
    ...panel.keys.flatMap((k) => keyShapes(k, frameOf(box, first))),
  ];
}

/** A sheet as a picture. */
export function drawSheet(asked: SheetFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH;
  const figure = reflowed(asked, width);
  const legends = keyBlock(figure.legends ?? [], width, false);
  const height = size.height ?? heightOf(figure, width) + legends.height;
  const none: Record<Side, number> = { 1: 0, 2: 0, 3: 0, 4: 0 };
  const outer = (side: Side): number =>
    wordsDepth(figure.outer, side, 0, {
      width,
      length: side % 2 === 1 ? width : height,
    });
  const whole: Box = {
    left: outer(2),
    right: width - outer(4),
    top: outer(3) + legends.height,
    bottom: height - outer(1),
  };
  const columns = parts(figure.widths, whole.left, whole.right);
  const rows = parts(figure.heights, whole.top, whole.bottom);
  const regions = figure.panels.map((panel): Box => ({
    left: columns[panel.column]![0],
    right: columns[panel.column + panel.columns - 1]![1],
    top: rows[panel.row]![0],
    bottom: rows[panel.row + panel.rows - 1]![1],
  }));
  const margins = figure.panels.map((panel, i) => {
    const { left, right, top, bottom } = regions[i]!;
    return marginsOf(panel, (right - left) * 0.82, (bottom - top) * 0.7);
  });
  // boxes of one row, and of one column, stand in line
  const alike = (i: number, side: Side): number => {
    const own = figure.panels[i]!;
    return greatest(
      margins.filter((_, j) => {
        const other = figure.panels[j]!;
        return side % 2 === 1
          ? other.row + other.rows === own.row + own.rows && other.row === own.row
          : other.column === own.column && other.columns === own.columns;
      }).map((m) => m[side]),
    );
  };
  const boxes = figure.panels.map((panel, i): Box => {
    const region = regions[i]!;
    const gap = figure.panels.length > 1 && !panel.tight ? 5 : 0;
    return {
      left: region.left + alike(i, 2) + gap,
      right: Math.max(region.left + alike(i, 2) + 30, region.right - alike(i, 4) - gap),
      top: region.top + alike(i, 3) + gap,
      bottom: Math.max(region.top + alike(i, 3) + 30, region.bottom - alike(i, 1) - gap),
    };
  });
  const inner = [
    ...figure.panels.flatMap((panel, i) => panelShapes(panel, boxes[i]!)),
    ...marginShapes(figure.outer, { ...whole, top: outer(3) }, none, null),
    ...(legends.height > 0
      ? [group(legends.shapes, { transform: `translate(0 ${pixel(outer(3))})` })]
      : []),
  ];
  return {
    width,
    height,
    inner: `<g text-anchor="start">${textMarkup(inner)}</g>`,
    title: "",
    series: [],
    raw: null,
  };
}
