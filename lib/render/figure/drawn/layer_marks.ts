/**
 * Marks of layers as shapes: what has one look is one element.
 *
 * @module
 */
import type { LayerMark, Look, Place } from "../grammar/types.ts";
import { painted } from "../painted.ts";
import type { PanelFrame } from "../panel.ts";
import { MANY_POINTS, manyPoints } from "../raster/many_points.ts";
import { greatest } from "../../../lists.ts";
import {
  glyphs,
  label,
  path,
  pixel,
  type Point,
  polyline,
  type Shape,
  textWidth,
} from "../shapes.ts";

type Attributes = Record<string, string | number>;

function stroked(look: Look, opacity = 1): Attributes {
  return {
    ...painted(look.stroke!, "stroke", opacity),
    "stroke-width": Number(look.width.toFixed(2)),
    ...(look.dash === "" ? {} : { "stroke-dasharray": look.dash }),
  };
}

/** A filled and bordered path. */
export function filled(d: string, look: Look): Shape[] {
  const pale = look.solid && look.fill && (look.fill.share ?? 1) < 1;
  return [
    ...(pale ? [path(d, { fill: "var(--paper,#fdfdfc)", stroke: "none" })] : []),
    ...(look.fill ? [path(d, painted(look.fill, "fill", look.opacity))] : []),
    ...(look.stroke ? [path(d, stroked(look))] : []),
  ];
}

/** A mark as shapes on its panel. */
export function markShapes(mark: LayerMark, frame: PanelFrame): Shape[] {
  const at = ([x, y]: Place): Point => ({ x: frame.x(x), y: frame.y(y) });
  switch (mark.mark) {
    case "points": {
      const ink = mark.look.fill ?? mark.look.stroke;
      if (mark.at.length > MANY_POINTS && ink) {
        const kind = !mark.look.fill ? "ring" : mark.glyph === "square" ? "square" : "disc";
        const { radius, look: { opacity } } = mark;
        return manyPoints(mark.at.map(at), { kind, radius, width: 1.25, ink, opacity });
      }
      const glyph = mark.glyph === "ring" ? "circle" : mark.glyph;
      return filled(glyphs(mark.at.map(at), glyph, mark.radius), { ...mark.look, width: 1.25 });
    }
    case "lines": {
      if (!mark.look.stroke) return [];
      const lines = mark.lines.map((l) => l.map(at));
      return [
        path(lines.map((l) => polyline(l)).join(""), stroked(mark.look, mark.look.opacity)),
        ...(mark.arrow
          ? [
            path(
              lines.map((l) => heads(l, mark.arrow!)).join(""),
              stroked({ ...mark.look, dash: "" }),
            ),
          ]
          : []),
      ];
    }
    case "areas":
      return filled(mark.areas.map((a) => `${polyline(a.map(at))}z`).join(""), mark.look);
    case "dots": {
      // the highest pile has to fit in
      const most = greatest(mark.at.map(([, k]) => k), 0) + 0.5;
      const radius = Math.min(
        Math.abs(frame.x(mark.diameter) - frame.x(0)) / 2,
        (frame.bottom - frame.top) / (2 * (mark.ratio * (most - 1) + 1)),
      );
      const at = mark.at.map(([x, k]) => ({
        x: frame.x(x),
        y: frame.bottom - 2 * radius * (mark.ratio * (k - 0.5) + 0.5),
      }));
      return filled(glyphs(at, "circle", radius), mark.look);
    }
    case "texts":
      return textShapes(mark, frame);
  }
}

/** Two strokes at an end of a line. */
function heads(line: readonly Point[], ends: "last" | "first" | "both"): string {
  const head = (tip: Point, from: Point): string => {
    const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
    const arm = (turn: number): Point => ({
      x: tip.x - 9 * Math.cos(angle + turn),
      y: tip.y - 9 * Math.sin(angle + turn),
    });
    return polyline([arm(0.45), tip, arm(-0.45)]);
  };
  const [first, second] = line, last = line.at(-1), before = line.at(-2);
  if (!first || !second || !last || !before) return "";
  return (ends === "first" ? "" : head(last, before)) +
    (ends === "last" ? "" : head(first, second));
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

type Texts = Extract<LayerMark, { mark: "texts" }>;

/** The first place about a point at which a text lies on no other, from near to far. */
function freePlace(own: Box, taken: readonly Box[], step: number): { dx: number; dy: number } {
  for (let ring = 0; ring < 12; ring++) {
    for (let k = 0; k < (ring === 0 ? 1 : 12); k++) {
      const angle = -Math.PI / 2 + k * Math.PI / 6;
      const [dx, dy] = [ring * step * 1.6 * Math.cos(angle), ring * step * Math.sin(angle)];
      const moved = {
        left: own.left + dx,
        right: own.right + dx,
        top: own.top + dy,
        bottom: own.bottom + dy,
      };
      if (!taken.some((t) => meet(t, moved))) return { dx, dy };
    }
  }
  return { dx: 0, dy: 0 };
}

function textShapes(mark: Texts, frame: PanelFrame): Shape[] {
  const ink = mark.look.fill ?? { className: "s5" };
  const attributes: Attributes = {
    ...painted(ink, "fill", mark.look.opacity),
    "font-size": Number(mark.size.toFixed(1)),
    ...(mark.bold ? { "font-weight": 600 } : {}),
    ...(mark.italic ? { "font-style": "italic" } : {}),
    // a text that nobody coloured stays readable on what lies under it
    ...(ink.className === "s5" && !mark.boxed
      ? { stroke: "var(--paper,#fdfdfc)", "stroke-width": 2.5, "paint-order": "stroke" }
      : {}),
  };
  const points = mark.at.map(([x, y]) => ({ x: frame.x(x), y: frame.y(y) }));
  const around: Box[] = mark.moved
    ? points.map(({ x, y }) => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 }))
    : [];
  const taken: Box[] = [];
  return mark.texts.flatMap((text, i): Shape[] => {
    let { x, y } = points[i]!, anchor = mark.anchor;
    const lines = text.split("\n");
    const wide = greatest(lines.map((l) => textWidth(l, mark.size))), tall = mark.size * 1.15;
    let left = anchor === "start" ? x : anchor === "end" ? x - wide : x - wide / 2;
    if (mark.angle === 0) {
      // what would leave the picture is drawn in
      const over = Math.max(0, left + wide - frame.right - 9), under = Math.max(0, -left + 2);
      x += under - over;
      left += under - over;
    }
    const box: Box = {
      left: left - 1,
      right: left + wide + 1,
      top: y + mark.size * (mark.drop - 0.5),
      bottom: y + mark.size * (mark.drop - 0.5) + tall * lines.length,
    };
    if (mark.moved) {
      const { dx, dy } = freePlace(box, [...taken, ...around], mark.size * 0.7);
      [x, y] = [x + dx, y + dy];
      for (const side of ["left", "right"] as const) box[side] += dx;
      for (const side of ["top", "bottom"] as const) box[side] += dy;
    } else if (mark.apart && taken.some((t) => meet(t, box))) return [];
    taken.push(box);
    anchor = mark.anchor;
    const turn = mark.angle === 0
      ? {}
      : { transform: `rotate(${-mark.angle} ${pixel(x)} ${pixel(y)})` };
    const ground = mark.boxed ? [boxShape(box, mark, turn)] : [];
    return [
      ...ground,
      ...lines.map((line, k) =>
        label(line, x, y + mark.size * (0.35 + mark.drop) + tall * k, {
          ...attributes,
          "text-anchor": anchor,
          ...turn,
        })
      ),
    ];
  });
}

/** The ground of a text in a box. */
function boxShape(box: Box, { look }: Texts, turn: Attributes): Shape {
  const [x, y] = [box.left - 4, box.top - 2];
  const [w, h] = [box.right - box.left + 8, box.bottom - box.top + 4];
  return path(`M${pixel(x)} ${pixel(y)}h${pixel(w)}v${pixel(h)}h-${pixel(w)}z`, {
    ...turn,
    ...(look.stroke ? painted(look.stroke, "fill") : { fill: "var(--paper,#fdfdfc)" }),
    class: look.stroke?.className ?? "",
    stroke: "var(--edge,#7d8493)",
    "stroke-width": 0.75,
  });
}
