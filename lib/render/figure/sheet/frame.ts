/**
 * Where a panel and its scales lie on the sheet.
 *
 * @module
 */
import type { Place } from "../grammar/types.ts";
import type { PanelFrame } from "../panel.ts";
import type { Point } from "../shapes.ts";
import type { SheetPanel, SheetScale } from "./types.ts";

/** A rectangle on the sheet, in pixels. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A scale whose ends leave room for equal units. */
function widened({ domain, log }: SheetScale, factor: number): SheetScale {
  const [low, high] = domain;
  const middle = (low + high) / 2, half = (high - low) * factor / 2;
  return { domain: [middle - half, middle + half], log };
}

/** The scales of a panel as they fit its box: a ratio of units lengthens one of them. */
export function fitted(panel: SheetPanel, box: Box): { x: SheetScale; y: SheetScale }[] {
  const { ratio } = panel;
  if (ratio === null) return panel.scales;
  return panel.scales.map(({ x, y }) => {
    const across = (box.right - box.left) / Math.abs(x.domain[1] - x.domain[0]);
    const up = (box.bottom - box.top) / Math.abs(y.domain[1] - y.domain[0]);
    const excess = up / (across * ratio);
    return excess > 1 ? { x, y: widened(y, excess) } : { x: widened(x, 1 / excess), y };
  });
}

/** A panel's box with its scales. */
export function frameOf(box: Box, { x, y }: { x: SheetScale; y: SheetScale }): PanelFrame {
  const along = (domain: readonly [number, number], from: number, to: number) => {
    const step = (to - from) / (domain[1] - domain[0]);
    return (v: string | number): number => from + (Number(v) - domain[0]) * step;
  };
  return {
    ...box,
    x: along(x.domain, box.left, box.right),
    y: along(y.domain, box.bottom, box.top),
    slotX: 0,
    slotY: 0,
  };
}

/** A value as it lies on a scale. */
export function onScale(scale: SheetScale, value: number): number {
  return scale.log ? Math.log10(value) : value;
}

/** The ends of a scale, the lower first, with room for what lies on them. */
export function endsOf({ domain }: SheetScale): [number, number] {
  return domain[0] <= domain[1] ? [domain[0], domain[1]] : [domain[1], domain[0]];
}

/** Whether a place lies on a panel. */
export function within(scales: { x: SheetScale; y: SheetScale }): (place: Place) => boolean {
  const [x, y] = [endsOf(scales.x), endsOf(scales.y)];
  const [rx, ry] = [1e-9 * (x[1] - x[0]), 1e-9 * (y[1] - y[0])];
  return ([a, b]) => a >= x[0] - rx && a <= x[1] + rx && b >= y[0] - ry && b <= y[1] + ry;
}

/** A place in pixels. */
export function pointAt(frame: PanelFrame, [x, y]: Place): Point {
  return { x: frame.x(x), y: frame.y(y) };
}
