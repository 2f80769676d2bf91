/**
 * What stands on a panel as shapes.
 *
 * @module
 */
import { cutMark } from "../drawn/cut_marks.ts";
import { filled, markShapes } from "../drawn/layer_marks.ts";
import { painted } from "../painted.ts";
import type { Look, Place } from "../grammar/types.ts";
import type { PanelFrame } from "../panel.ts";
import { greatest } from "../../../lists.ts";
import { label, path, pixel, type Point, type Shape, textWidth } from "../shapes.ts";
import { endsOf, pointAt, within } from "./frame.ts";
import { MANY_POINTS, manyPoints } from "../raster/many_points.ts";
import { hatching } from "./hatching.ts";
import { isOpen, raysPath, signLook, signPath } from "./signs.ts";
import type {
  Arrows,
  Font,
  Links,
  Placed,
  Rug,
  SheetPanel,
  SheetScale,
  Signs,
  Words,
} from "./types.ts";

type Attributes = Record<string, string | number>;

/** Weight and slant of a text. */
export function fontOf(font: Font): Attributes {
  return {
    ...(font === 2 || font === 4 ? { "font-weight": 600 } : {}),
    ...(font === 3 || font === 4 ? { "font-style": "italic" } : {}),
  };
}

/** How the lines of a look are drawn. */
export function strokeOf(look: Look): Attributes {
  return {
    ...painted(look.stroke ?? { className: "s5" }, "stroke", look.opacity),
    "stroke-width": Number(look.width.toFixed(2)),
    ...(look.dash === "" ? {} : { "stroke-dasharray": look.dash }),
  };
}

function signShapes(mark: Signs, points: readonly Point[]): Shape[] {
  const { sign, radius, look, rays } = mark;
  const ink = look.stroke ?? look.fill;
  if (rays && ink) {
    return [path(raysPath(points, rays, radius), { ...strokeOf(look), fill: "none" })];
  }
  if (points.length > MANY_POINTS && ink) {
    const open = typeof sign === "number" && isOpen(sign);
    const kind = open ? "ring" : sign === 15 ? "square" : "disc";
    const { width, opacity } = look;
    return manyPoints(points, { kind, radius: sign === "." ? 0.8 : radius, width, ink, opacity });
  }
  if (typeof sign === "string") {
    if (!ink) return [];
    const size = radius * 3.6;
    const attributes = {
      ...painted(ink, "sign", look.opacity),
      "font-size": Number(size.toFixed(1)),
      "text-anchor": "middle",
    };
    return points.map(({ x, y }) => label(sign, x, y + size * 0.35, attributes));
  }
  const own = signLook(sign, look);
  return filled(signPath(points, sign, radius), own, "sign");
}

/** The least size of letters. */
const LEAST = 10;

/** Room that the longest of some texts needs at a size, with a little beside it. */
const roomOf = (texts: readonly string[], size: number): number =>
  greatest(texts.map((t) => textWidth(t, size)), 0) * 1.28 + 4;

/** The size at which texts stand in cells of a width, where they can be read. */
function sizeInCell(texts: readonly string[], width: number): number {
  return Math.max(LEAST, 15 * width / roomOf(texts, 15));
}

/** The least width of a panel whose cells hold what is written in them. */
export function leastWidth({ marks, scales }: SheetPanel): number {
  return greatest(
    marks.map(({ mark, on }) => {
      if (mark.mark !== "words" || mark.cell === undefined) return 0;
      const [low, high] = (scales[on] ?? scales[0]!).x.domain;
      return Math.abs(high - low) / mark.cell * roomOf(mark.texts, LEAST);
    }),
    0,
  );
}

const ANCHORS = ["start", "middle", "end"] as const;

/** Texts, each in as many lines as it has. */
export function wordShapes(mark: Words, points: readonly Point[]): Shape[] {
  const { size, angle, adjust, rise, shift, font, look } = mark;
  const ink = look.stroke ?? look.fill;
  if (!ink) return [];
  const anchor = ANCHORS[adjust < 0.25 ? 0 : adjust > 0.75 ? 2 : 1];
  const attributes: Attributes = {
    ...painted(ink, "sign", look.opacity),
    "font-size": Number(size.toFixed(1)),
    "text-anchor": anchor,
    ...fontOf(font),
  };
  return points.flatMap((point, i) => {
    const lines = mark.texts[i]!.split("\n");
    return lines.map((line, k) => {
      const x = point.x + shift;
      const y = point.y - rise * size + size * 0.35 +
        (k - (lines.length - 1) / 2) * size * 1.25;
      const turn = angle === 0
        ? {}
        : { transform: `rotate(${pixel(-angle)} ${pixel(point.x)} ${pixel(point.y)})` };
      return label(line, x, y, { ...attributes, ...turn });
    });
  });
}

function head(tip: Point, from: Point, length: number, degrees: number): string {
  const towards = Math.atan2(from.y - tip.y, from.x - tip.x);
  const end = (turn: number): string => {
    const a = towards + turn * Math.PI / 180;
    return `${pixel(tip.x + length * Math.cos(a))} ${pixel(tip.y + length * Math.sin(a))}`;
  };
  return `M${end(degrees)}L${pixel(tip.x)} ${pixel(tip.y)}L${end(-degrees)}`;
}

function arrowShapes(mark: Arrows, frame: PanelFrame): Shape[] {
  if (!mark.look.stroke) return [];
  const d = mark.lines.map(([a, b]) => {
    const [from, to] = [pointAt(frame, a), pointAt(frame, b)];
    if (![from.x, from.y, to.x, to.y].every(Number.isFinite)) return "";
    const shaft = `M${pixel(from.x)} ${pixel(from.y)}L${pixel(to.x)} ${pixel(to.y)}`;
    return shaft + (mark.heads[0] ? head(from, to, mark.length, mark.angle) : "") +
      (mark.heads[1] ? head(to, from, mark.length, mark.angle) : "");
  }).join("");
  return d === "" ? [] : [path(d, { ...strokeOf(mark.look), fill: "none" })];
}

/** Lines of which each ends a little before the places that it joins. */
function linkShapes(mark: Links, frame: PanelFrame, inside: (p: Place) => boolean): Shape[] {
  if (!mark.look.stroke) return [];
  const d = mark.lines.flatMap((line) =>
    line.slice(1).map((to, i) => {
      const from = line[i]!;
      if (!inside(from) || !inside(to)) return "";
      const [a, b] = [pointAt(frame, from), pointAt(frame, to)];
      const long = Math.hypot(b.x - a.x, b.y - a.y);
      if (long < 2 * mark.gap + 1) return "";
      const [dx, dy] = [(b.x - a.x) / long * mark.gap, (b.y - a.y) / long * mark.gap];
      return `M${pixel(a.x + dx)} ${pixel(a.y + dy)}L${pixel(b.x - dx)} ${pixel(b.y - dy)}`;
    })
  ).join("");
  return d === "" ? [] : [path(d, { ...strokeOf(mark.look), fill: "none" })];
}

function rugShapes(mark: Rug, frame: PanelFrame, scales: { x: SheetScale; y: SheetScale }) {
  const level = mark.side % 2 === 1;
  const [low, high] = endsOf(level ? scales.x : scales.y);
  const reach = mark.length * (level ? frame.bottom - frame.top : frame.right - frame.left);
  const inwards = mark.side === 1 || mark.side === 4 ? -reach : reach;
  const d = mark.at.filter((v) => v >= low && v <= high).map((v) =>
    level
      ? `M${pixel(frame.x(v))} ${pixel(mark.side === 1 ? frame.bottom : frame.top)}v${
        pixel(inwards)
      }`
      : `M${pixel(mark.side === 2 ? frame.left : frame.right)} ${pixel(frame.y(v))}h${
        pixel(inwards)
      }`
  ).join("");
  return d === "" ? [] : [path(d, { ...strokeOf(mark.look), fill: "none" })];
}

/** A thing on its panel. */
export function placedShapes(
  { mark, beyond }: Placed,
  frame: PanelFrame,
  scales: { x: SheetScale; y: SheetScale },
): Shape[] {
  const inside = beyond ? () => true : within(scales);
  switch (mark.mark) {
    case "signs":
      return signShapes(mark, mark.at.filter(inside).map((p) => pointAt(frame, p)));
    case "words": {
      const kept = mark.at.flatMap((p, i) => inside(p) ? [i] : []);
      const size = mark.cell === undefined
        ? mark.size
        : Math.min(mark.size, sizeInCell(mark.texts, Math.abs(frame.x(mark.cell) - frame.x(0))));
      const some = { ...mark, size, texts: kept.map((i) => mark.texts[i]!) };
      return wordShapes(some, kept.map((i) => pointAt(frame, mark.at[i]!)));
    }
    case "arrows": {
      const some = beyond
        ? mark.lines
        : mark.lines.filter(([a, b]) => within(scales)(a) || within(scales)(b));
      return arrowShapes({ ...mark, lines: some }, frame);
    }
    case "links":
      return linkShapes(mark, frame, inside);
    case "hatch": {
      const ends = { x: { domain: endsOf(scales.x) }, y: { domain: endsOf(scales.y) } };
      const whole = { mark: "areas" as const, areas: mark.areas, look: mark.look };
      const own = beyond ? whole : cutMark(whole, ends);
      if (own.mark !== "areas") return [];
      const rings = own.areas.map((ring) => ring.map((p) => pointAt(frame, p)));
      return hatching(rings, mark.density, mark.angle, strokeOf({ ...mark.look, dash: "" }));
    }
    case "rug":
      return rugShapes(mark, frame, scales);
    default: {
      const ends = { x: { domain: endsOf(scales.x) }, y: { domain: endsOf(scales.y) } };
      return markShapes(beyond ? mark : cutMark(mark, ends), frame);
    }
  }
}
