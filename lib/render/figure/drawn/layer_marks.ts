/**
 * Marks of layers as shapes: what has one look is one element.
 *
 * @module
 */
import type { Ink, LayerMark, Look, Place } from "../grammar/types.ts";
import type { PanelFrame } from "../panel.ts";
import { glyphs, label, path, pixel, type Point, polyline, type Shape } from "../shapes.ts";

type Attributes = Record<string, string | number>;

/** An ink as attributes of what is painted with it. */
export function painted(ink: Ink, what: "fill" | "stroke", opacity = 1): Attributes {
  const share = (ink.share ?? 1) * opacity;
  return {
    ...(ink.className === "" ? {} : { class: ink.className }),
    [what]: ink.colour ?? "currentColor",
    ...(what === "fill" ? { stroke: "none" } : { fill: "none" }),
    ...(share < 1 ? { [`${what}-opacity`]: Number(share.toFixed(2)) } : {}),
  };
}

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
