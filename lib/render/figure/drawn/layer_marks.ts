/**
 * Marks of layers as shapes: what has one look is one element.
 *
 * @module
 */
import { PAPER } from "../grammar/palettes.ts";
import type { LayerMark, Look, Place } from "../grammar/types.ts";
import { painted } from "../painted.ts";
import type { PanelFrame } from "../panel.ts";
import { MANY_POINTS, manyPoints } from "../raster/many_points.ts";
import { greatest } from "../../../lists.ts";
import { type Glyph, glyphs, path, type Point, polyline, type Shape } from "../shapes.ts";
import { textShapes } from "./text_marks.ts";

type Attributes = Record<string, string | number>;

function stroked(look: Look, opacity = 1): Attributes {
  return {
    ...painted(look.stroke!, "stroke", opacity),
    "stroke-width": Number(look.width.toFixed(2)),
    ...(look.dash === "" ? {} : { "stroke-dasharray": look.dash }),
  };
}

/** A filled and bordered path: an area, or signs so small that their colour has to be seen by itself. */
export function filled(d: string, look: Look, what: "fill" | "sign" = "fill"): Shape[] {
  const pale = look.solid && look.fill && (look.fill.share ?? 1) < 1;
  return [
    ...(pale ? [path(d, { fill: PAPER, stroke: "none" })] : []),
    ...(look.fill ? [path(d, painted(look.fill, what, look.opacity))] : []),
    ...(look.stroke ? [path(d, stroked(look))] : []),
  ];
}

/** Signs that many points can have. */
const STAMPS = new Map<Glyph, "square" | "triangle" | "diamond">([
  ["square", "square"],
  ["triangle", "triangle"],
  ["diamond", "diamond"],
]);

/** A mark as shapes on its panel, over the marks that lie under it. */
export function markShapes(
  mark: LayerMark,
  frame: PanelFrame,
  under: readonly LayerMark[] = [],
): Shape[] {
  const at = ([x, y]: Place): Point => ({ x: frame.x(x), y: frame.y(y) });
  switch (mark.mark) {
    case "points": {
      const ink = mark.look.fill ?? mark.look.stroke;
      if (mark.at.length > MANY_POINTS && ink) {
        const kind = !mark.look.fill ? "ring" : STAMPS.get(mark.glyph) ?? "disc";
        const { radius, look: { opacity } } = mark;
        return manyPoints(mark.at.map(at), { kind, radius, width: 1.25, ink, opacity });
      }
      const glyph = mark.glyph === "ring" ? "circle" : mark.glyph;
      const look = { ...mark.look, width: 1.25 };
      return filled(glyphs(mark.at.map(at), glyph, mark.radius), look, "sign");
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
              stroked({ ...mark.look, dash: "" }, mark.look.opacity),
            ),
          ]
          : []),
      ];
    }
    case "areas":
      return filled(mark.areas.map((a) => `${polyline(a.map(at))}z`).join(""), mark.look);
    case "dots": {
      const { along, base, on, ratio } = mark;
      const scale = frame[along], other = along === "x" ? frame.y : frame.x;
      let radius = Math.abs(scale(mark.diameter) - scale(0)) / 2;
      if (base !== "own") {
        // the highest pile has to fit in
        const most = greatest(mark.at.map(([, k]) => Math.abs(k)), 0) + 0.5;
        const room = (frame.bottom - frame.top) / (base === "middle" ? 2 : 1);
        radius = Math.min(radius, room / (2 * (ratio * (most - 1) + 1)));
      }
      const line = along === "x" ? frame.bottom : frame.left;
      const at = mark.at.map(([v, k], i) => {
        const out = 2 * radius * (base === "edge" ? ratio * (k - 0.5) + 0.5 : ratio * k);
        const from = base === "own"
          ? other(on![i]!)
          : base === "middle"
          ? (frame.top + frame.bottom) / 2
          : line;
        return along === "x" ? { x: scale(v), y: from - out } : { x: from + out, y: scale(v) };
      });
      return filled(glyphs(at, "circle", radius), mark.look, "sign");
    }
    case "texts":
      return textShapes(mark, frame, under);
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
