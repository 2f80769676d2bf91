/**
 * A panel drawn by Observable Plot: scales, grid, axes and lines are its marks; what has many points
 * is a function mark that writes one path, a twentieth of fifty circles.
 *
 * @module
 */
import type { Markish, RenderFunction } from "@observablehq/plot";
import type { Shape } from "./shapes.ts";
import type { Stage } from "./stage.ts";

/** A scale of one axis. */
export interface ScaleSpec {
  /** `band`: names at equal distances, each in the middle of its slot. */
  type: "linear" | "band";
  /** Ends of the range, or the names in order. */
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

/** Shapes of our own, made once the scales are known. */
export interface OwnShapes {
  draw: (frame: PanelFrame) => Shape[];
}

/** Shapes of our own as a layer between Plot's marks. */
export function shapes(draw: (frame: PanelFrame) => Shape[]): OwnShapes {
  return { draw };
}

/** A layer of a panel: a mark of Plot's, or shapes of our own. */
export type Layer = Markish | OwnShapes;

/** Draws the layers, the first at the bottom, and gives the SVG inside the panel. */
export function drawPanel(stage: Stage, spec: PanelSpec, layers: readonly Layer[]): string {
  const { x, y, ...box } = spec;
  const svg = stage.plot.plot({
    ...box,
    document: stage.document,
    className: "figure",
    axis: null,
    x: { type: x.type, domain: [...x.domain], padding: 0 },
    y: { type: y.type, domain: [...y.domain], padding: 0 },
    marks: layers.map((layer) => isOwn(layer) ? functionMark(spec, layer) : layer),
  });
  // The library writes what differs from its root element, where text is centred.
  return `<g text-anchor="middle">${compact(svg.innerHTML)}</g>`;
}

function isOwn(layer: Layer): layer is OwnShapes {
  return typeof layer === "object" && layer !== null && "draw" in layer;
}

function functionMark(spec: PanelSpec, layer: OwnShapes): RenderFunction {
  return (_index, scales, _values, _dimensions, { document }) => {
    const frame = frameOf(spec, scales.x as PositionScale, scales.y as PositionScale);
    const children = layer.draw(frame).map((shape) => node(shape, document));
    const g = document.createElementNS(SVG, "g") as unknown as SVGElement;
    g.setAttribute("text-anchor", "start");
    for (const child of children) g.append(child);
    return g;
  };
}

const SVG = "http://www.w3.org/2000/svg";

type PositionScale = ((value: string | number) => number) & { bandwidth?: () => number };

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

/** A number with two decimals at most. */
function hundredth(x: number): string {
  return String(Number(x.toFixed(2)) + 0);
}

/** A shape as an element of the document. */
function node(shape: Shape, document: Document): Element {
  const element = document.createElementNS(SVG, shape.tag);
  for (const [name, value] of Object.entries(shape.attributes)) {
    element.setAttribute(name, typeof value === "number" ? hundredth(value) : value);
  }
  if (shape.text !== undefined) element.textContent = shape.text;
  for (const child of shape.children ?? []) element.append(node(child, document));
  return element;
}

/**
 * SVG without what a page has already: the library's style, labels for parts of a picture that is
 * read as a whole, digits that nobody sees.
 */
function compact(svg: string): string {
  return svg.replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/ aria-(?:label|hidden)="[^"]*"/g, "")
    .replace(
      /<[^>]+>/g,
      (tag) => tag.replace(/-?\d+\.\d+(?:e-?\d+)?/g, (n) => hundredth(Number(n))),
    )
    .replace(/ \/>/g, "/>");
}
