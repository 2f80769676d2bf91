/**
 * Axes of a panel: how much room they take, and their shapes.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { painted } from "../painted.ts";
import type { PanelFrame } from "../panel.ts";
import { label, path, pixel, type Shape, textWidth } from "../shapes.ts";
import { endsOf, onScale } from "./frame.ts";
import { strokeOf } from "./marks.ts";
import { ticksOf, tickTexts } from "./ticks.ts";
import type { SheetAxis, SheetPanel, SheetScale } from "./types.ts";

/** Height of a line of a margin. */
export const LINE = 17;
const TICK = 5;

/** A tick as it lies on its scale. */
interface Tick {
  at: number;
  text: string;
}

const isLevel = (axis: SheetAxis): boolean => axis.side % 2 === 1;

function scaleOf(
  axis: SheetAxis,
  scales: readonly { x: SheetScale; y: SheetScale }[],
): SheetScale {
  const own = scales[axis.on] ?? scales[0]!;
  return isLevel(axis) ? own.x : own.y;
}

/** Ticks of an axis that lie within its ends; on a small panel there are fewer. */
export function ticksIn(axis: SheetAxis, scale: SheetScale, length: number): Tick[] {
  const few = isLevel(axis) ? length < 150 : length < 100;
  const values = axis.at ?? ticksOf(scale, few ? 3 : 5);
  const texts = axis.labels ?? tickTexts(values, scale.log);
  const [low, high] = endsOf(scale);
  const room = 1e-7 * (high - low);
  return values.map((v, i): Tick => ({ at: onScale(scale, v), text: texts[i] ?? "" }))
    .filter((t) => t.at >= low - room && t.at <= high + room);
}

/** How the texts of an axis stand. */
type Standing = "along" | "across" | "slanted";

function standing(axis: SheetAxis, ticks: readonly Tick[], place: (v: number) => number): Standing {
  if (!isLevel(axis)) return axis.across === false ? "along" : "across";
  if (axis.across !== null) return axis.across ? "across" : "along";
  if (!axis.names) return "along";
  const shown = ticks.filter((t) => t.text !== "").map((t) => ({
    x: place(t.at),
    half: widest(t.text, axis.size) / 2,
  })).sort((a, b) => a.x - b.x);
  const meets = shown.some((t, i) =>
    i > 0 && t.x - t.half < shown[i - 1]!.x + shown[i - 1]!.half + 4
  );
  return meets ? "slanted" : "along";
}

function widest(text: string, size: number): number {
  return greatest(text.split("\n").map((t) => textWidth(t, size)), 0);
}

/** How far an axis reaches out of its panel. */
export function depthOf(axis: SheetAxis, panel: SheetPanel, length: number): number {
  if (axis.crosses !== null) return 0;
  const scale = scaleOf(axis, panel.scales);
  const [low, high] = scale.domain;
  const ticks = ticksIn(axis, scale, length);
  const how = standing(axis, ticks, (v) => (v - low) / (high - low) * length);
  const long = greatest(ticks.map((t) => widest(t.text, axis.size)), 0);
  const lines = greatest(ticks.map((t) => t.text.split("\n").length), 0);
  const tall = ticks.every((t) => t.text === "") ? 0 : axis.size * 1.25 * lines;
  const mark = axis.ticks ? TICK : 0;
  const texts = long === 0
    ? 0
    : how === "along"
    ? tall + 5
    : how === "slanted"
    ? long * 0.64 + axis.size * 0.8 + 3
    : long * 1.06 + 8;
  return mark + texts + axis.out * LINE;
}

/** Where the line of an axis is, in pixels. */
function baseOf(axis: SheetAxis, frame: PanelFrame, scales: { x: SheetScale; y: SheetScale }) {
  const out = axis.out * LINE;
  const level = isLevel(axis);
  if (axis.crosses !== null) {
    return level
      ? frame.y(onScale(scales.y, axis.crosses))
      : frame.x(onScale(scales.x, axis.crosses));
  }
  switch (axis.side) {
    case 1:
      return frame.bottom + out;
    case 2:
      return frame.left - out;
    case 3:
      return frame.top - out;
    case 4:
      return frame.right + out;
  }
}

/** The line of an axis with its ticks and texts. */
export function axisShapes(
  axis: SheetAxis,
  frame: PanelFrame,
  scales: readonly { x: SheetScale; y: SheetScale }[],
): Shape[] {
  const scale = scaleOf(axis, scales);
  const level = isLevel(axis);
  const base = baseOf(axis, frame, scales[axis.on] ?? scales[0]!);
  const outwards = axis.side === 1 || axis.side === 4 ? 1 : -1;
  const length = level ? frame.right - frame.left : frame.bottom - frame.top;
  const ticks = ticksIn(axis, scale, length);
  const place = level ? frame.x : frame.y;
  const out: Shape[] = [];
  if (axis.line && ticks.length > 0) {
    const along = ticks.map((t) => place(t.at));
    const [from, to] = [least(along), greatest(along)];
    const line = level
      ? `M${pixel(from)} ${pixel(base)}H${pixel(to)}`
      : `M${pixel(base)} ${pixel(from)}V${pixel(to)}`;
    const marks = !axis.ticks
      ? ""
      : along.map((v) =>
        level
          ? `M${pixel(v)} ${pixel(base)}v${outwards * TICK}`
          : `M${pixel(base)} ${pixel(v)}h${outwards * TICK}`
      ).join("");
    const own = axis.look.stroke?.className === "s5"
      ? { class: "axis", "stroke-width": 1.1 }
      : strokeOf(axis.look);
    out.push(path(line + marks, { ...own, fill: "none" }));
  }
  const how = standing(axis, ticks, place);
  return [...out, ...textShapes(axis, ticks, place, base, outwards, how)];
}

function textShapes(
  axis: SheetAxis,
  ticks: readonly Tick[],
  place: (v: number) => number,
  base: number,
  outwards: number,
  how: Standing,
): Shape[] {
  const { size } = axis;
  const level = isLevel(axis);
  const ink = axis.look.stroke ?? { className: "s5" };
  const look = { ...painted(ink, "sign"), "font-size": size };
  const gap = (axis.ticks ? TICK : 0) + 4;
  const out: Shape[] = [];
  let last = -Infinity;
  for (const t of [...ticks].sort((a, b) => place(a.at) - place(b.at))) {
    if (t.text === "") continue;
    const at = place(t.at), half = widest(t.text, size) / 2;
    const turned = (x: number, y: number, degrees: number, anchor: string): Shape =>
      label(t.text, x, y, {
        ...look,
        "text-anchor": anchor,
        transform: `rotate(${degrees} ${pixel(x)} ${pixel(y)})`,
      });
    if (how === "along") {
      // numbers that would touch the one before are left out
      if (at - half < last + 4 && !axis.names) continue;
      last = at + half;
      if (!level) {
        out.push(
          turned(base + outwards * gap + (outwards > 0 ? size * 0.75 : 0), at, -90, "middle"),
        );
        continue;
      }
      const lines = t.text.split("\n");
      lines.forEach((line, k) => {
        const down = outwards > 0
          ? base + gap + size * (0.85 + 1.25 * k)
          : base - gap - size * 1.25 * (lines.length - 1 - k);
        out.push(label(line, at, down, { ...look, "text-anchor": "middle" }));
      });
    } else if (level) {
      if (how === "slanted") {
        out.push(turned(at + 4, base + gap + size * 0.7, -40, "end"));
      } else {
        if (at - size / 2 < last) continue;
        last = at + size / 2;
        const anchor = outwards > 0 ? "end" : "start";
        out.push(turned(at + size * 0.35, base + outwards * gap, -90, anchor));
      }
    } else {
      if (at - size * 0.55 < last && !axis.names) continue;
      last = at + size * 0.55;
      const lines = t.text.split("\n");
      lines.forEach((line, k) =>
        out.push(label(
          line,
          base + outwards * gap,
          at + size * 0.35 + (k - (lines.length - 1) / 2) * size * 1.2,
          { ...look, "text-anchor": outwards > 0 ? "start" : "end" },
        ))
      );
    }
  }
  return out;
}
