/**
 * Texts of layers: where they lie, what they give way to, and the ink that can be read on what lies under
 * them.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { letterInk, PAPER } from "../grammar/palettes.ts";
import type { Ink, LayerMark, Place } from "../grammar/types.ts";
import { painted } from "../painted.ts";
import type { PanelFrame } from "../panel.ts";
import { label, path, pixel, type Point, type Shape, textWidth } from "../shapes.ts";
import { broken } from "./broken_lines.ts";

type Attributes = Record<string, string | number>;

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

/** The ground that a place lies on: what was drawn last of the areas about it. */
function groundAt(areas: readonly Ground[], { x, y }: Point): Ink | null {
  for (const { ring, ink, box } of areas) {
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
    let within = false;
    ring.forEach((p, i) => {
      const q = ring.at(i - 1)!;
      if (p.y > y !== q.y > y && x < (q.x - p.x) * (y - p.y) / (q.y - p.y) + p.x) within = !within;
    });
    if (within) return ink;
  }
  return null;
}

interface Ground {
  ring: Point[];
  box: Box;
  ink: Ink;
}

/** Areas under a mark, the uppermost first. */
function groundsOf(under: readonly LayerMark[], at: (p: Place) => Point): Ground[] {
  return under.flatMap((m): Ground[] => {
    if (m.mark !== "areas" || !m.look.fill) return [];
    const share = (m.look.fill.share ?? 1) * m.look.opacity;
    if (share < 0.4) return [];
    return m.areas.map((a): Ground => {
      const ring = a.map(at);
      return {
        ring,
        ink: { ...m.look.fill!, share },
        box: {
          left: least(ring.map((p) => p.x)),
          right: greatest(ring.map((p) => p.x)),
          top: least(ring.map((p) => p.y)),
          bottom: greatest(ring.map((p) => p.y)),
        },
      };
    });
  }).reverse();
}

/** A text in its lines: what is wider than its panel is broken. */
function linesIn(text: string, { size, angle }: Texts, { left, right }: PanelFrame): string[] {
  return angle === 0 ? broken(text, right - left, size) : text.split("\n");
}

/** Texts, each where there is room for it. */
export function textShapes(
  mark: Texts,
  frame: PanelFrame,
  under: readonly LayerMark[],
): Shape[] {
  const ink = mark.look.fill ?? { className: "s5" };
  const place = ([x, y]: Place): Point => ({ x: frame.x(x), y: frame.y(y) });
  // a text that nobody coloured stays readable on what lies under it, and so does one that is white as R's
  // pages are not
  const plain = (ink.className === "s5" || ink.colour === PAPER) && !mark.boxed;
  const grounds = plain ? groundsOf(under, place) : [];
  const rim = { stroke: PAPER, "stroke-width": 2.5, "paint-order": "stroke" };
  const inked = (at: Point): Attributes => {
    const ground = groundAt(grounds, at);
    return ground === null
      ? {
        ...painted(plain ? { className: "s5" } : ink, "sign", mark.look.opacity),
        ...(plain ? rim : {}),
      }
      : painted(letterInk(ground), "fill", mark.look.opacity);
  };
  const attributes: Attributes = {
    "font-size": Number(mark.size.toFixed(1)),
    ...(mark.bold ? { "font-weight": 600 } : {}),
    ...(mark.italic ? { "font-style": "italic" } : {}),
  };
  const points = mark.at.map(place);
  const around: Box[] = mark.moved
    ? points.map(({ x, y }) => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 }))
    : [];
  const taken: Box[] = [];
  // a box is wider than its text, and stands clear of the next
  const clear = mark.boxed && mark.moved ? { x: 6, y: 4 } : { x: 0, y: 0 };
  return mark.texts.flatMap((text, i): Shape[] => {
    let { x, y } = points[i]!, anchor = mark.anchor;
    const lines = linesIn(text, mark, frame);
    const wide = greatest(lines.map((l) => textWidth(l, mark.size))), tall = mark.size * 1.15;
    x += (mark.shift ?? 0) * wide;
    let left = anchor === "start" ? x : anchor === "end" ? x - wide : x - wide / 2;
    if (mark.angle === 0) {
      // what would leave the picture is drawn in
      const over = Math.max(0, left + wide - frame.right - 9), under = Math.max(0, -left + 2);
      x += under - over;
      left += under - over;
    }
    const box: Box = {
      left: left - 1 - clear.x,
      right: left + wide + 1 + clear.x,
      top: y + mark.size * (mark.drop - 0.5) - clear.y,
      bottom: y + mark.size * (mark.drop - 0.5) + tall * lines.length + clear.y,
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
    const bare: Box = {
      left: box.left + clear.x,
      right: box.right - clear.x,
      top: box.top + clear.y,
      bottom: box.bottom - clear.y,
    };
    const ground = mark.boxed ? [boxShape(bare, mark, turn)] : [];
    const own = inked({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });
    return [
      ...ground,
      ...lines.map((line, k) =>
        label(line, x, y + mark.size * (0.35 + mark.drop) + tall * k, {
          ...own,
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
    ...(look.stroke ? painted(look.stroke, "fill") : { fill: PAPER }),
    class: look.stroke?.className ?? "",
    stroke: "var(--edge,#7d8493)",
    "stroke-width": 0.75,
  });
}
