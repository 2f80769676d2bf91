/**
 * The looks of rows: what is mapped goes through its scale, what is set stands as it was set, the rest is
 * as the kind of layer has it.
 *
 * @module
 */
import type { Seen } from "./geoms.ts";
import { inkOf } from "./palettes.ts";
import { dashAt, dashOf, glyphAt, glyphOf, inkAt, type LookScale, sizeAt } from "./scales.ts";
import type { LayerSpec, Row } from "./spec.ts";
import type { Ink, Look } from "./types.ts";

const INK: Ink = { className: "s1" };
const DARK: Ink = { className: "s5" };
const SOFT: Ink = { className: "s6" };

interface Usual {
  stroke: Ink | null;
  fill: Ink | null;
  width: number;
  opacity: number;
}

/** How layers look without being told. */
const USUAL: Readonly<Record<string, Usual>> = {
  point: { stroke: DARK, fill: null, width: 1, opacity: 0.9 },
  bar: { stroke: null, fill: { className: "s1", share: 0.75 }, width: 1, opacity: 1 },
  boxplot: { stroke: DARK, fill: { className: "s1", share: 0.14 }, width: 1.25, opacity: 1 },
  violin: { stroke: DARK, fill: { className: "s1", share: 0.14 }, width: 1.25, opacity: 1 },
  tile: { stroke: null, fill: { className: "s1", share: 0.5 }, width: 1, opacity: 1 },
  rect: { stroke: null, fill: { className: "s6", share: 0.35 }, width: 1, opacity: 1 },
  polygon: { stroke: null, fill: { className: "s6", share: 0.35 }, width: 1, opacity: 1 },
  ribbon: { stroke: null, fill: { className: "s6", share: 0.3 }, width: 1, opacity: 1 },
  area: { stroke: null, fill: { className: "s6", share: 0.4 }, width: 1.5, opacity: 1 },
  density: { stroke: DARK, fill: null, width: 1.5, opacity: 1 },
  crossbar: { stroke: DARK, fill: null, width: 1.25, opacity: 1 },
  smooth: { stroke: INK, fill: SOFT, width: 2, opacity: 1 },
  text: { stroke: DARK, fill: DARK, width: 1, opacity: 1 },
  label: { stroke: DARK, fill: DARK, width: 1, opacity: 1 },
  rug: { stroke: DARK, fill: null, width: 1, opacity: 1 },
};
const LINE: Usual = { stroke: DARK, fill: null, width: 1.5, opacity: 1 };
const TEXTS = new Set(["text", "label"]);
const POINTS = new Set(["point", "pointrange"]);

function inkFor(
  layer: LayerSpec,
  row: Row,
  aes: string,
  looks: ReadonlyMap<string, LookScale>,
  usual: Ink | null,
): Ink | null {
  const set = layer.fixed.get(aes);
  if (set !== undefined) return inkOf(String(set)) ?? null;
  const scale = looks.get(aes), value = row[aes];
  return scale && value !== undefined ? inkAt(scale, value) : usual;
}

function numberFor(
  layer: LayerSpec,
  row: Row,
  aes: string,
  looks: ReadonlyMap<string, LookScale>,
): number | null {
  const set = layer.fixed.get(aes);
  if (set !== undefined) return Number(set);
  const scale = looks.get(aes), value = row[aes];
  if (value === undefined) return null;
  return scale ? sizeAt(scale, value) : value;
}

function dashFor(layer: LayerSpec, row: Row, looks: ReadonlyMap<string, LookScale>): string | null {
  const set = layer.fixed.get("linetype");
  if (set !== undefined) return dashOf(set);
  const scale = looks.get("linetype"), value = row.linetype;
  return scale && value !== undefined ? dashAt(scale, value) : "";
}

/** A row with its look. */
export function looksOf(layer: LayerSpec, row: Row, looks: ReadonlyMap<string, LookScale>): Seen {
  const usual = USUAL[layer.geom] ?? LINE;
  const colour = inkFor(layer, row, "colour", looks, usual.stroke);
  const dash = dashFor(layer, row, looks);
  const alpha = numberFor(layer, row, "alpha", looks);
  const size = numberFor(layer, row, "size", looks);
  const width = numberFor(layer, row, "linewidth", looks) ??
    (POINTS.has(layer.geom) || TEXTS.has(layer.geom) ? null : size);
  const shape = layer.fixed.get("shape");
  const scale = looks.get("shape");
  const glyph = shape !== undefined
    ? glyphOf(shape)
    : scale && row.shape !== undefined
    ? glyphAt(scale, row.shape)
    : "circle";
  let fill = inkFor(layer, row, "fill", looks, usual.fill);
  let stroke = dash === null ? null : colour;
  if (layer.geom === "point") {
    const filled = typeof shape === "number" && shape >= 21 && shape <= 25;
    if (!filled) fill = colour;
    else fill ??= colour;
    stroke = filled || glyph === "ring" ? colour : null;
    if (glyph === "ring") fill = null;
  } else if (layer.geom === "pointrange") fill = colour;
  else if (TEXTS.has(layer.geom)) [fill, stroke] = [colour, null];
  else if ((layer.geom === "boxplot" || layer.geom === "violin") && layer.mapped.has("fill")) {
    fill = fill && { ...fill, share: (fill.share ?? 1) * 0.75 };
  }
  const look: Look = {
    stroke,
    fill,
    width: width === null ? usual.width : Math.max(0.3, width * 2.2),
    dash: dash ?? "",
    opacity: alpha ?? usual.opacity,
  };
  const column = layer.mapped.get("label"), label = layer.fixed.get("label");
  const text = label !== undefined
    ? String(label)
    : column?.kind === "names"
    ? column.levels[column.codes[row.index!]!] ?? ""
    : column
    ? textOf(column.values[row.index!] ?? NaN)
    : "";
  return {
    row,
    look,
    glyph,
    text,
    radius: TEXTS.has(layer.geom)
      ? Math.max(8, (size ?? 3.88) * 3.5)
      : Math.max(0.8, (size ?? (layer.geom === "pointrange" ? 2 : 1.5)) * 1.9 + 0.4),
  };
}

function textOf(v: number): string {
  return Number.isNaN(v) ? "" : String(Number(v.toPrecision(7))).replace("-", "\u2212");
}
