/**
 * Grids and labels of axes: no frame, no tick marks, about five round values.
 *
 * @module
 */
import { formatNumbers } from "../number_format.ts";
import { niceTicks } from "../ticks.ts";
import { typesetNumber } from "../typeset.ts";
import type { PanelFrame } from "./panel.ts";
import { group, label, path, segments, type Shape, textWidth } from "./shapes.ts";

/** A numeric axis: the range that is drawn and its ticks with their texts. */
export interface NumericAxis {
  domain: [number, number];
  ticks: number[];
  texts: string[];
}

/**
 * An axis that holds all values with a little room at its ends.
 *
 * @param include Values that the axis must show besides, e.g. 0.
 */
export function axisFor(
  values: readonly (number | null)[],
  count = 5,
  include: readonly number[] = [],
): NumericAxis {
  const known = [...values, ...include].filter((v): v is number =>
    v !== null && Number.isFinite(v)
  );
  let low = Math.min(...known), high = Math.max(...known);
  if (known.length === 0) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - Math.abs(low || 1) / 2, high + Math.abs(high || 1) / 2];
  const room = (high - low) * 0.03;
  const domain: [number, number] = [low - room, high + room];
  const { ticks } = niceTicks(domain[0], domain[1], count);
  return { domain, ticks, texts: tickTexts(ticks) };
}

/** Ticks in one format, as in print. */
export function tickTexts(ticks: readonly number[]): string[] {
  return formatNumbers(ticks).map((t) => typesetNumber(t));
}

/** Room that the texts of a vertical axis need. */
export function axisRoom(texts: readonly string[]): number {
  return Math.max(34, Math.ceil(Math.max(0, ...texts.map((t) => textWidth(t))) + 14));
}

/** Horizontal grid lines with their values at the left. */
export function gridY(frame: PanelFrame, axis: NumericAxis): Shape[] {
  const lines = segments(axis.ticks.map((t) => [
    { x: frame.left, y: frame.y(t) },
    { x: frame.right, y: frame.y(t) },
  ]));
  return [
    path(lines, { class: "grid" }),
    group(
      axis.ticks.map((t, i) => label(axis.texts[i] ?? "", frame.left - 10, frame.y(t) + 5)),
      { class: "soft", "text-anchor": "end" },
    ),
  ];
}

/** Vertical grid lines with their values below. */
export function gridX(frame: PanelFrame, axis: NumericAxis): Shape[] {
  const lines = segments(axis.ticks.map((t) => [
    { x: frame.x(t), y: frame.top },
    { x: frame.x(t), y: frame.bottom },
  ]));
  return [
    path(lines, { class: "grid" }),
    group(
      axis.ticks.map((t, i) => label(axis.texts[i] ?? "", frame.x(t), frame.bottom + 22)),
      { class: "soft", "text-anchor": "middle" },
    ),
  ];
}

/** How names below a band of slots are set: level, or slanted where they are too wide. */
export interface NameLayout {
  slanted: boolean;
  /** Room below the panel. */
  room: number;
}

/** Whether names fit side by side into slots of this width. */
export function nameLayout(names: readonly string[], slot: number): NameLayout {
  const widest = Math.max(0, ...names.map((t) => textWidth(t)));
  const slanted = widest > slot - 6;
  return { slanted, room: slanted ? Math.min(110, 26 + widest * 0.62) : 34 };
}

/** Names in the middle of their slots. */
export function namesX(frame: PanelFrame, names: readonly string[], layout: NameLayout): Shape {
  const y = frame.bottom + (layout.slanted ? 16 : 26);
  if (!layout.slanted) {
    return group(names.map((n) => label(n, frame.x(n), y)), { "text-anchor": "middle" });
  }
  return group(
    names.map((n) => {
      const x = frame.x(n) + 4;
      return label(n, x, y, { transform: `rotate(-38 ${Math.round(x)} ${Math.round(y)})` });
    }),
    { "text-anchor": "end" },
  );
}
