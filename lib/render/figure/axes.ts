/**
 * Grids and labels of axes: no frame, no tick marks, about five round values.
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import { formatNumbers } from "../number/number_format.ts";
import { areApart, niceTicks } from "../number/ticks.ts";
import { typesetNumber } from "../typeset/typeset.ts";
import type { Layer } from "./panel.ts";
import { textWidth } from "./shapes.ts";
import type { Plot } from "./stage.ts";

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
  let low = least(known), high = greatest(known);
  if (known.length === 0) [low, high] = [0, 1];
  if (!areApart(low, high)) {
    [low, high] = [low - Math.abs(low || 1) / 2, high + Math.abs(high || 1) / 2];
  }
  const room = (high - low) * 0.03;
  const domain: [number, number] = [low - room, high + room];
  const { ticks } = niceTicks(domain[0], domain[1], count);
  return { domain, ticks, texts: tickTexts(ticks) };
}

/** Ticks in one format, as in print. */
function tickTexts(ticks: readonly number[]): string[] {
  return formatNumbers(ticks).map((t) => typesetNumber(t));
}

/** Room that the texts of a vertical axis need. */
export function axisRoom(texts: readonly string[]): number {
  return Math.max(34, Math.ceil(greatest(texts.map((t) => textWidth(t)), 0) + 14));
}

/** Grid lines are told from data by the stylesheet alone. */
const GRID = { className: "grid", stroke: "currentColor", strokeOpacity: 1 };

/** Horizontal grid lines with their values at the left. */
export function gridY(plot: Plot, axis: NumericAxis): Layer[] {
  return [
    plot.gridY(axis.ticks, GRID),
    plot.axisY(axis.ticks, { ...LABELS, className: "soft", tickFormat: textOf(axis) }),
  ];
}

/** Vertical grid lines with their values below. */
export function gridX(plot: Plot, axis: NumericAxis): Layer[] {
  return [
    plot.gridX(axis.ticks, GRID),
    plot.axisX(axis.ticks, { ...LABELS, className: "soft", tickFormat: textOf(axis) }),
  ];
}

/** Values beside an axis: no marks of ticks, no title (it stands above the picture). */
const LABELS = { tickSize: 0, tickPadding: 10, label: null };

function textOf(axis: NumericAxis): (value: number) => string {
  return (value) => axis.texts[axis.ticks.indexOf(value)] ?? "";
}

/** A faint line across a panel where a value means nothing happens. */
export function referenceLine(
  plot: Plot,
  direction: "x" | "y",
  value: number,
  dashed = false,
): Layer {
  const options = {
    className: "axis",
    stroke: "currentColor",
    strokeWidth: 1.25,
    ...(dashed ? { strokeDasharray: "4 3" } : {}),
  };
  return direction === "x" ? plot.ruleX([value], options) : plot.ruleY([value], options);
}

/** How names below a band of slots are set: level, or slanted where they are too wide. */
export interface NameLayout {
  slanted: boolean;
  /** Room below the panel. */
  room: number;
}

/** Whether names fit side by side into slots of this width. */
export function nameLayout(names: readonly string[], slot: number): NameLayout {
  const widest = greatest(names.map((t) => textWidth(t)), 0);
  const slanted = widest > slot - 6;
  return { slanted, room: slanted ? Math.min(110, 26 + widest * 0.62) : 34 };
}

/** Names in the middle of their slots. */
export function namesX(plot: Plot, names: readonly string[], layout: NameLayout): Layer {
  const slant = layout.slanted ? { tickRotate: -38, textAnchor: "end" as const, dx: 4 } : {};
  return plot.axisX(names, { tickSize: 0, tickPadding: 14, label: null, ...slant });
}
