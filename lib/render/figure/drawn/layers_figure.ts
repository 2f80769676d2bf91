/**
 * Pictures in layers: panels with their axes, the words about them, and their keys.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import type { LayerAxis, LayerPanel, LayersFigure } from "../grammar/types.ts";
import { drawPanel, type PanelFrame, shapes } from "../panel.ts";
import { type Picture, type Size, TEXT_WIDTH } from "../picture.ts";
import { label, path, pixel, type Shape, textWidth } from "../shapes.ts";
import { cutMark } from "./cut_marks.ts";
import { keyBlock } from "./layer_keys.ts";
import { markShapes } from "./layer_marks.ts";

const SMALL = 13;
const GAP = 18;

/** Where things are on the picture. */
interface Layout {
  columns: number;
  rows: number;
  /** Room for the texts of axes. */
  left: number;
  bottom: number;
  width: number;
  height: number;
  strip: number;
  right: number;
  slanted: boolean;
}

/** A picture in layers. */
export function drawLayers(figure: LayersFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH;
  const panels = wrapped(figure, width);
  const side = figure.keysAt === "right" && width > 500 && figure.keys.length > 0;
  const keys = keyBlock(figure.keys, side ? 150 : width, side);
  const inner = side ? width - keys.width - 16 : width;
  const heads = headLines(figure, inner);
  const above = heads.height + (side || figure.keysAt === "bottom" ? 0 : keys.height);
  const layout = layoutOf(figure, panels, inner, size.height === null ? null : size.height - above);
  const body = panels.map((p) => panelMarkup(p, layout, figure, size, above)).join("");
  const gridHeight = layout.rows * (layout.strip + layout.height + layout.bottom) +
    (layout.rows - 1) * 8;
  let bottom = above + gridHeight;
  const foot: Shape[] = [];
  if (figure.x !== "") {
    bottom += 20;
    foot.push(
      label(figure.x, inner - layout.right, bottom - 4, { "text-anchor": "end", class: "s6" }),
    );
  }
  if (figure.keysAt === "bottom" && keys.height > 0) bottom += keys.height + 4;
  if (figure.caption !== "") {
    bottom += 20;
    foot.push(
      label(figure.caption, inner, bottom - 4, {
        "text-anchor": "end",
        class: "s6",
        "font-size": SMALL,
      }),
    );
  }
  const height = Math.max(bottom + 6, side ? above + keys.height + 10 : 0);
  const keyY = figure.keysAt === "bottom" && !side
    ? bottom - keys.height - (figure.caption === "" ? 0 : 20)
    : side
    ? above + 10
    : heads.height;
  const keyX = side ? inner + 16 : 0;
  const words = textMarkup([...heads.shapes, ...foot]);
  return {
    width,
    height,
    inner: `${words}<g transform="translate(${pixel(keyX)} ${pixel(keyY)})">${
      textMarkup(keys.shapes)
    }</g>${body}`,
    title: "",
    series: [],
    raw: null,
  };
}

/** Panels side by side go below each other where there is no room. */
function wrapped(figure: LayersFigure, width: number): LayerPanel[] {
  const columns = greatest(figure.panels.map((p) => p.column), 0) + 1;
  const fits = Math.max(1, Math.floor(width / 150));
  const grid = figure.panels.some((p) => p.right !== "") ||
    figure.panels.some((p) => p.row > 0 && p.top === "");
  if (columns <= fits || grid) return figure.panels;
  return figure.panels.map((p, i) => ({ ...p, row: Math.floor(i / fits), column: i % fits }));
}

function headLines(figure: LayersFigure, width: number): { shapes: Shape[]; height: number } {
  const shapes: Shape[] = [];
  let y = 0;
  const add = (text: string, size: number, attributes: Record<string, string | number>): void => {
    for (const line of broken(text, width, size)) {
      y += size + 6;
      shapes.push(label(line, 0, y - 4, { "font-size": size, ...attributes }));
    }
  };
  if (figure.title !== "") add(figure.title, 17, { class: "s5", "font-weight": 600 });
  if (figure.subtitle !== "") add(figure.subtitle, 14, { class: "s6" });
  if (figure.y !== "") add(figure.y, 15, { class: "s5" });
  return { shapes, height: y + (y > 0 ? 4 : 0) };
}

/** A text in lines that fit. */
export function broken(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const piece of text.split("\n")) {
    let line = "";
    for (const word of piece.split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (line !== "" && textWidth(longer, size) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    lines.push(line);
  }
  return lines;
}

function layoutOf(
  figure: LayersFigure,
  panels: readonly LayerPanel[],
  width: number,
  height: number | null,
): Layout {
  const columns = greatest(panels.map((p) => p.column), 0) + 1,
    rows = greatest(panels.map((p) => p.row), 0) + 1;
  const texts = panels.flatMap((p) => p.y.shown ? p.y.ticks.map((t) => t.text) : []);
  const left = texts.length === 0 ? 8 : Math.min(
    width * 0.4,
    Math.max(26, greatest(texts.map((t) => textWidth(t, SMALL + 1)), 0) + 12),
  );
  const strip = panels.some((p) => p.top !== "") ? 22 : 10;
  const right = panels.some((p) => p.right !== "") ? 24 : 10;
  const own = (width - right - left * columns) / columns -
    (columns > 1 ? GAP * (columns - 1) / columns : 0);
  const panelWidth = Math.max(40, own);
  const wide = panels.some((p) => p.x.names && tooWide(p.x, panelWidth));
  const slanted = figure.angle === null ? wide : figure.angle !== 0;
  const widest = greatest(
    panels.flatMap((p) => p.x.shown ? p.x.ticks.map((t) => textWidth(t.text, SMALL)) : []),
    0,
  );
  const turn = Math.abs(figure.angle ?? 40) * Math.PI / 180;
  const bottom = !panels.some((p) => p.x.shown)
    ? 6
    : slanted
    ? Math.min(130, 18 + widest * Math.sin(turn))
    : 26;
  let tall = height === null
    ? (rows === 1 ? 300 : rows === 2 ? 210 : 160)
    : Math.max(60, height / rows - strip - bottom - 8);
  let across = panelWidth;
  const first = panels[0];
  if (figure.ratio !== null && first) {
    const span = (a: LayerAxis): number => a.domain[1] - a.domain[0];
    tall = across * figure.ratio * span(first.y) / span(first.x);
    if (tall > 520) [across, tall] = [across * 520 / tall, 520];
  }
  return { columns, rows, left, bottom, width: across, height: tall, strip, right, slanted };
}

function tooWide(axis: LayerAxis, width: number): boolean {
  const slot = width / Math.max(1, axis.domain[1] - axis.domain[0]);
  return axis.ticks.some((t) => textWidth(t.text, SMALL) > slot - 4);
}

function panelMarkup(
  panel: LayerPanel,
  layout: Layout,
  figure: LayersFigure,
  size: Size,
  above: number,
): string {
  const x = panel.column * (layout.left + layout.width + GAP);
  const y = above + panel.row * (layout.strip + layout.height + layout.bottom + 8);
  const inner = drawPanel(size.stage, {
    width: layout.left + layout.width + layout.right,
    height: layout.strip + layout.height + layout.bottom,
    marginTop: layout.strip,
    marginRight: layout.right,
    marginBottom: layout.bottom,
    marginLeft: layout.left,
    x: { type: "linear", domain: panel.x.domain },
    y: { type: "linear", domain: panel.y.domain },
  }, [
    shapes((frame) => [
      ...(figure.grid ? gridLines(panel, frame) : [baseLines(frame)]),
      ...axisTexts(panel, frame, layout, figure),
      ...strips(panel, frame),
    ]),
    shapes((frame) => panel.marks.flatMap((m) => markShapes(cutMark(m, panel), frame))),
  ]);
  return `<g transform="translate(${pixel(x)} ${pixel(y)})">${inner}</g>`;
}

function gridLines(panel: LayerPanel, frame: PanelFrame): Shape[] {
  const across = panel.y.names
    ? ""
    : panel.y.ticks.map((t) =>
      `M${pixel(frame.left)} ${pixel(frame.y(t.at))}H${pixel(frame.right)}`
    ).join("");
  const up = panel.x.names
    ? ""
    : panel.x.ticks.map((t) =>
      `M${pixel(frame.x(t.at))} ${pixel(frame.top)}V${pixel(frame.bottom)}`
    ).join("");
  return across + up === "" ? [] : [path(across + up, { class: "grid", fill: "none" })];
}

function baseLines(frame: PanelFrame): Shape {
  return path(
    `M${pixel(frame.left)} ${pixel(frame.top)}V${pixel(frame.bottom)}H${pixel(frame.right)}`,
    { class: "axis", fill: "none" },
  );
}

function axisTexts(
  panel: LayerPanel,
  frame: PanelFrame,
  layout: Layout,
  figure: LayersFigure,
): Shape[] {
  const out: Shape[] = [];
  if (panel.y.shown) {
    for (const t of panel.y.ticks) {
      out.push(
        label(t.text, frame.left - 7, frame.y(t.at) + 4.5, {
          "text-anchor": "end",
          class: "soft",
          "font-size": SMALL,
        }),
      );
    }
  }
  if (!panel.x.shown) return out;
  let last = -Infinity;
  for (const t of [...panel.x.ticks].sort((a, b) => a.at - b.at)) {
    const x = frame.x(t.at), y = frame.bottom + 17, half = textWidth(t.text, SMALL) / 2;
    const steep = figure.angle ?? 40;
    if (layout.slanted) {
      out.push(label(t.text, x + 3, frame.bottom + 13, {
        "text-anchor": "end",
        class: "soft",
        "font-size": SMALL,
        transform: `rotate(${-Math.abs(steep)} ${pixel(x + 3)} ${pixel(frame.bottom + 13)})`,
      }));
      continue;
    }
    // texts that would touch the one before are left out
    if (x - half < last + 3 || t.text === "") continue;
    last = x + half;
    out.push(label(t.text, x, y, { "text-anchor": "middle", class: "soft", "font-size": SMALL }));
  }
  return out;
}

function strips(panel: LayerPanel, frame: PanelFrame): Shape[] {
  const out: Shape[] = [];
  if (panel.top !== "") {
    out.push(
      label(cut(panel.top, frame.right - frame.left), frame.left, frame.top - 7, {
        class: "s5",
        "font-size": SMALL,
        "font-weight": 600,
      }),
    );
  }
  if (panel.right !== "") {
    const [x, y] = [frame.right + 9, (frame.top + frame.bottom) / 2];
    out.push(label(cut(panel.right, frame.bottom - frame.top), x, y, {
      class: "s5",
      "font-size": SMALL,
      "font-weight": 600,
      "text-anchor": "middle",
      transform: `rotate(90 ${pixel(x)} ${pixel(y)})`,
    }));
  }
  return out;
}

function cut(text: string, width: number): string {
  if (textWidth(text, SMALL) <= width) return text;
  let short = text;
  while (short.length > 2 && textWidth(`${short}…`, SMALL) > width) short = short.slice(0, -1);
  return `${short}…`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ENTITIES[c]!);

/** Shapes as markup. */
export function textMarkup(list: readonly Shape[]): string {
  return list.map((s): string => {
    const attributes = Object.entries(s.attributes).map(([k, v]) => ` ${k}="${escaped(String(v))}"`)
      .join("");
    const content = (s.text === undefined ? "" : escaped(s.text)) + textMarkup(s.children ?? []);
    return content === ""
      ? `<${s.tag}${attributes}/>`
      : `<${s.tag}${attributes}>${content}</${s.tag}>`;
  }).join("");
}
