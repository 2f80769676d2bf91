/**
 * Marks of layers as shapes: what has one look is one element.
 *
 * @module
 */
import type { LayerMark, Look, Place } from "../grammar/types.ts";
import { painted } from "../painted.ts";
import type { PanelFrame } from "../panel.ts";
import { MANY_POINTS, manyPoints } from "../raster/many_points.ts";
import { glyphs, label, path, pixel, type Point, polyline, type Shape } from "../shapes.ts";

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
  return [
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
      return [path(mark.lines.map((l) => polyline(l.map(at))).join(""), stroked(mark.look))];
    }
    case "areas":
      return filled(mark.areas.map((a) => `${polyline(a.map(at))}z`).join(""), mark.look);
    case "dots": {
      const radius = Math.abs(frame.x(mark.diameter) - frame.x(0)) / 2;
      const at = mark.at.map(([x, k]) => ({
        x: frame.x(x),
        y: frame.bottom - 2 * radius * (mark.ratio * (k - 0.5) + 0.5),
      }));
      return filled(glyphs(at, "circle", radius), mark.look);
    }
    case "texts": {
      const ink = mark.look.fill ?? { className: "s5" };
      const attributes: Attributes = {
        ...painted(ink, "fill", mark.look.opacity),
        "font-size": Number(mark.size.toFixed(1)),
        "text-anchor": mark.anchor,
      };
      return mark.texts.map((text, i) => {
        const { x, y } = at(mark.at[i]!);
        const down = y + mark.size * (0.35 + mark.drop);
        const turn = mark.angle === 0
          ? {}
          : { transform: `rotate(${-mark.angle} ${pixel(x)} ${pixel(y)})` };
        return label(text, x, down, { ...attributes, ...turn });
      });
    }
  }
}
