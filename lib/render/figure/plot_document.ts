/**
 * The plotting library with its document: the only file that knows either. Plot lays a panel out
 * (scales, margins) and holds the marks; the marks themselves are written by us, because a path for
 * fifty points is a twentieth of fifty circles.
 *
 * @module
 */
import type * as PlotModule from "@observablehq/plot";
import { fail } from "../../diagnostic.ts";
import { escapeHtml } from "../typeset.ts";
import { pixel, type Shape } from "./shapes.ts";

/** A scale of one axis. */
export interface ScaleSpec {
  /** `point`: names at equal distances, in the middle of their slots. */
  type: "linear" | "band" | "log";
  domain: readonly (string | number)[];
}

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

interface PlotDocument {
  plot: typeof PlotModule;
  document: Document;
}

let loaded: PlotDocument | null = null;

/** Loads the plotting library; must have been awaited before a figure is drawn. */
export async function loadPlot(): Promise<void> {
  if (loaded) return;
  const [plot, { parseHTML }] = await Promise.all([
    import("@observablehq/plot"),
    import("linkedom/worker"),
  ]);
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  loaded = { plot, document: document as unknown as Document };
}

type PositionScale = ((value: string | number) => number) & { bandwidth?: () => number };

const SVG = "http://www.w3.org/2000/svg";

/**
 * Draws a panel and gives the SVG inside it.
 *
 * @param draw what stands on the panel, given where its scales put things
 */
export function drawPanel(spec: PanelSpec, draw: (frame: PanelFrame) => Shape[]): string {
  if (!loaded) fail("figures-not-loaded", "A figure was asked for before the library was loaded");
  const { plot, document } = loaded;
  const shapes: Shape[] = [];
  const mark: PlotModule.RenderFunction = (_index, scales, _values, _dimensions, context) => {
    shapes.push(...draw(frameOf(spec, scales.x as PositionScale, scales.y as PositionScale)));
    const g = context.document.createElementNS(SVG, "g");
    return g as unknown as SVGElement;
  };
  const { x, y, ...box } = spec;
  plot.plot({
    ...box,
    document,
    className: "figure",
    axis: null,
    x: { type: x.type, domain: [...x.domain], padding: 0 },
    y: { type: y.type, domain: [...y.domain], padding: 0 },
    marks: [mark],
  });
  return shapes.map(markup).join("");
}

function frameOf(spec: PanelSpec, x: PositionScale, y: PositionScale): PanelFrame {
  const slotX = x.bandwidth?.() ?? 0, slotY = y.bandwidth?.() ?? 0;
  return {
    left: spec.marginLeft,
    right: spec.width - spec.marginRight,
    top: spec.marginTop,
    bottom: spec.height - spec.marginBottom,
    x: (value) => x(value) + slotX / 2,
    y: (value) => y(value) + slotY / 2,
    slotX,
    slotY,
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
