/**
 * One panel of a picture in layers: grid, texts of its axes, its words, its marks.
 *
 * @module
 */
import type { LayerAxis, LayerPanel, LayersFigure } from "../grammar/types.ts";
import { drawPanel, type PanelFrame, shapes } from "../panel.ts";
import { label, path, pixel, type Shape, textWidth } from "../shapes.ts";
import type { Stage } from "../stage.ts";
import { cutMark } from "./cut_marks.ts";
import { markShapes } from "./layer_marks.ts";
import { foldedStrip, type Placed, SMALL, STRIP_LINE, stripWidth } from "./layers_layout.ts";

/** A panel as markup, at its place. */
export function panelMarkup(
  placed: Placed,
  figure: LayersFigure,
  stage: Stage,
  above: number,
): string {
  const { panel } = placed;
  const inner = drawPanel(stage, {
    width: placed.left + placed.width + placed.right,
    height: placed.top + placed.height + placed.bottom,
    marginTop: placed.top,
    marginRight: placed.right,
    marginBottom: placed.bottom,
    marginLeft: placed.left,
    x: { type: "linear", domain: panel.x.domain },
    y: { type: "linear", domain: panel.y.domain },
  }, [
    shapes((frame) => [
      ...(figure.grid
        ? gridLines(panel, frame, figure.gridAlong)
        : figure.bare || figure.border
        ? []
        : [baseLines(frame)]),
      ...(figure.border ? [borderOf(frame)] : []),
      ...textsBeside(placed, frame),
      ...textsBelow(placed, frame),
      ...strips(placed, frame, figure.stripsLevel === true),
    ]),
    shapes((frame) => {
      const marks = panel.marks.map((m) => cutMark(m, panel));
      return marks.flatMap((m, i) => markShapes(m, frame, marks.slice(0, i)));
    }),
  ]);
  return `<g transform="translate(${pixel(placed.x)} ${pixel(above + placed.y)})">${inner}</g>`;
}

function gridLines(
  panel: LayerPanel,
  frame: PanelFrame,
  along: "x" | "y" | undefined,
): Shape[] {
  const lines = (axis: LayerAxis): LayerAxis["ticks"] => axis.names ? [] : axis.ticks;
  const across = along === "x"
    ? ""
    : lines(panel.y).map((t) =>
      `M${pixel(frame.left)} ${pixel(frame.y(t.at))}H${pixel(frame.right)}`
    ).join("");
  const up = along === "y"
    ? ""
    : lines(panel.x).map((t) =>
      `M${pixel(frame.x(t.at))} ${pixel(frame.top)}V${pixel(frame.bottom)}`
    ).join("");
  return across + up === "" ? [] : [path(across + up, { class: "grid", fill: "none" })];
}

function borderOf(frame: PanelFrame): Shape {
  return path(
    `M${pixel(frame.left)} ${pixel(frame.top)}H${pixel(frame.right)}V${pixel(frame.bottom)}H${
      pixel(frame.left)
    }z`,
    { class: "axis", fill: "none" },
  );
}

function baseLines(frame: PanelFrame): Shape {
  return path(
    `M${pixel(frame.left)} ${pixel(frame.top)}V${pixel(frame.bottom)}H${pixel(frame.right)}`,
    { class: "axis", fill: "none" },
  );
}

/** Texts one above the other: those that would touch the one before are left out. */
function column(
  ticks: LayerAxis["ticks"],
  frame: PanelFrame,
  x: number,
  anchor: "start" | "end",
  names: boolean,
): Shape[] {
  const out: Shape[] = [];
  let last = Infinity;
  for (const t of [...ticks].sort((a, b) => frame.y(b.at) - frame.y(a.at))) {
    const y = frame.y(t.at);
    if (t.text === "" || last - y < (names ? 9 : 13)) continue;
    last = y;
    out.push(
      label(t.text, x, y + 4.5, { "text-anchor": anchor, class: "soft", "font-size": SMALL }),
    );
  }
  return out;
}

function textsBeside({ panel, shows }: Placed, frame: PanelFrame): Shape[] {
  return [
    ...(shows.y ? column(panel.y.ticks, frame, frame.left - 7, "end", panel.y.names) : []),
    ...(shows.y2 ? column(panel.y.second!, frame, frame.right + 7, "start", panel.y.names) : []),
  ];
}

/** Texts side by side: those that would touch the one before are left out. */
function line(
  ticks: LayerAxis["ticks"],
  frame: PanelFrame,
  y: number,
  edge: number,
): Shape[] {
  const out: Shape[] = [];
  let last = -Infinity;
  for (const t of [...ticks].sort((a, b) => frame.x(a.at) - frame.x(b.at))) {
    const half = textWidth(t.text, SMALL) / 2;
    // what would leave the picture is drawn in
    const x = Math.min(frame.x(t.at), edge - half - 1);
    if (x - half < last + 7 || t.text === "") continue;
    last = x + half;
    t.text.split("\n").forEach((text, i) =>
      out.push(
        label(text, x, y + 14 * i, { "text-anchor": "middle", class: "soft", "font-size": SMALL }),
      )
    );
  }
  return out;
}

function textsBelow({ panel, shows, slant, right }: Placed, frame: PanelFrame): Shape[] {
  const edge = frame.right + Math.max(right, 8);
  const second = shows.x2 ? line(panel.x.second!, frame, frame.top - 7, edge) : [];
  if (!shows.x) return second;
  if (slant === 0) return [...second, ...line(panel.x.ticks, frame, frame.bottom + 17, edge)];
  const steep = Math.abs(slant);
  const out: Shape[] = [];
  let last = -Infinity;
  for (const t of [...panel.x.ticks].sort((a, b) => frame.x(a.at) - frame.x(b.at))) {
    const x = frame.x(t.at);
    if (x - last < 10 || t.text === "") continue;
    last = x;
    const [dx, dy] = steep > 80 ? [4.5, 10] : slant < 0 ? [-3, 13] : [3, 13];
    const [px, py] = [x + dx, frame.bottom + dy];
    out.push(label(t.text, px, py, {
      "text-anchor": slant < 0 ? "start" : "end",
      class: "soft",
      "font-size": SMALL,
      transform: `rotate(${slant < 0 ? steep : -steep} ${pixel(px)} ${pixel(py)})`,
    }));
  }
  return [...second, ...out];
}

function strips(
  { panel, left, right, bottom, shows }: Placed,
  frame: PanelFrame,
  level: boolean,
): Shape[] {
  const out: Shape[] = [];
  const look = { class: "s5", "font-size": SMALL, "font-weight": 600 };
  const across = (text: string, y: number): void => {
    const lines = foldedStrip(text, frame.right - frame.left);
    lines.forEach((line, i) =>
      out.push(
        label(
          cut(line, frame.right - frame.left),
          frame.left,
          y - (lines.length - 1 - i) * STRIP_LINE,
          look,
        ),
      )
    );
  };
  const beside = (text: string, x: number, turn: number): void => {
    const y = (frame.top + frame.bottom) / 2;
    out.push(label(cut(text, frame.bottom - frame.top), x, y, {
      ...look,
      "text-anchor": "middle",
      transform: `rotate(${turn} ${pixel(x)} ${pixel(y)})`,
    }));
  };
  if (panel.top !== "") across(panel.top, frame.top - 7 - (shows.x2 ? 20 : 0));
  if (panel.bottom) across(panel.bottom, frame.bottom + bottom - 5);
  if (panel.right !== "" && level) {
    const y = (frame.top + frame.bottom) / 2 + 5;
    out.push(label(cut(panel.right, right - 6), frame.right + 8, y, look));
  } else if (panel.right !== "") beside(panel.right, frame.right + 9, 90);
  if (panel.left) beside(panel.left, frame.left - left + 14, -90);
  return out;
}

function cut(text: string, width: number): string {
  if (stripWidth(text) <= width) return text;
  let short = text;
  while (short.length > 2 && stripWidth(`${short}…`) > width) short = short.slice(0, -1);
  return `${short}…`;
}
