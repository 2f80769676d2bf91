/**
 * A panel: a rectangle with two scales, and what is drawn on it.
 *
 * @module
 */
import { escapeHtml } from "../typeset.ts";
import { scaleOf, type ScaleSpec } from "./scale.ts";
import { pixel, type Shape } from "./shapes.ts";

export type { ScaleSpec } from "./scale.ts";

/** A rectangle with two scales. */
export interface PanelSpec {
  width: number;
  height: number;
  marginTop: number;
  marginRight: number;
  marginBottom: number;
  marginLeft: number;
  x: ScaleSpec;
  y: ScaleSpec;
}

/** Where things are on a panel, in pixels. */
export interface PanelFrame {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Position; the middle of the slot on a band. */
  x(value: string | number): number;
  y(value: string | number): number;
  /** Width of a slot of a band; 0 on other scales. */
  slotX: number;
  slotY: number;
}

/**
 * Draws a panel and gives the SVG inside it.
 *
 * @param draw what stands on the panel, given where its scales put things
 */
export function drawPanel(spec: PanelSpec, draw: (frame: PanelFrame) => Shape[]): string {
  return draw(frameOf(spec)).map(markup).join("");
}

function frameOf(spec: PanelSpec): PanelFrame {
  const left = spec.marginLeft, right = spec.width - spec.marginRight;
  const top = spec.marginTop, bottom = spec.height - spec.marginBottom;
  const x = scaleOf(spec.x, left, right);
  // Numbers grow upwards, names go downwards.
  const y = spec.y.type === "band" ? scaleOf(spec.y, top, bottom) : scaleOf(spec.y, bottom, top);
  return {
    left,
    right,
    top,
    bottom,
    x: (value) => x.at(value),
    y: (value) => y.at(value),
    slotX: x.slot,
    slotY: y.slot,
  };
}

/** A shape as SVG text, attributes in a fixed order. */
export function markup(shape: Shape): string {
  const attributes = Object.entries(shape.attributes).map(([name, value]) =>
    ` ${name}="${escapeHtml(typeof value === "number" ? pixel(value) : value)}"`
  ).join("");
  const inner = shape.text !== undefined
    ? escapeHtml(shape.text)
    : (shape.children ?? []).map(markup).join("");
  return inner === ""
    ? `<${shape.tag}${attributes}/>`
    : `<${shape.tag}${attributes}>${inner}</${shape.tag}>`;
}
