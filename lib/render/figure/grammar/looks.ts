/**
 * The looks of rows: what is mapped goes through its scale, what is set stands as it was set, the rest is
 * as the kind of layer has it.
 *
 * @module
 */
import type { Seen } from "./geoms/marks.ts";
import type { Glyph } from "../shapes.ts";
import { inkOf } from "./palettes.ts";
import {
  dashAt,
  dashOf,
  dashOfColour,
  glyphAt,
  glyphOf,
  glyphOfColour,
  inkAt,
  sizeAt,
} from "./look_values.ts";
import type { LookScale } from "./scales.ts";
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
  bar: { stroke: null, fill: { className: "s1", share: 0.9 }, width: 1, opacity: 1 },
  boxplot: { stroke: DARK, fill: { className: "s1", share: 0.14 }, width: 1.25, opacity: 1 },
  violin: { stroke: DARK, fill: { className: "s1", share: 0.14 }, width: 1.25, opacity: 1 },
  ridges: { stroke: DARK, fill: { className: "s1", share: 0.3 }, width: 1.25, opacity: 1 },
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
  hex: { stroke: null, fill: { className: "s1", share: 0.5 }, width: 1, opacity: 1 },
  dotplot: { stroke: null, fill: DARK, width: 1, opacity: 1 },
  contour: { stroke: INK, fill: null, width: 1.25, opacity: 1 },
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

/** Kinds of layers that are lines, which colours alone would tell apart. */
const DASHED = new Set("line path step smooth density hline vline abline curve".split(" "));

function dashFor(
  layer: LayerSpec,
  row: Row,
  looks: ReadonlyMap<string, LookScale>,
): string | null {
  const set = layer.fixed.get("linetype");
  if (set !== undefined) return dashOf(set);
  const scale = looks.get("linetype"), value = row.linetype;
  if (scale && value !== undefined) return dashAt(scale, value);
  const colours = looks.get("colour"), code = row.colour;
  const told = colours?.dashed && DASHED.has(layer.geom) && !layer.fixed.has("colour") &&
    !layer.mapped.has("fill");
  return told && code !== undefined ? dashOfColour(code) : "";
}

/** Shapes that are drawn as a line about nothing, and those that have a border and an area. */
const OPEN = new Set(["0", "1", "2", "5", "6"]);
const BORDERED = new Set(["21", "22", "23", "24", "25"]);

/** The shape of a row: what is drawn, and how it is filled. */
function shapeFor(
  layer: LayerSpec,
  row: Row,
  looks: ReadonlyMap<string, LookScale>,
): { glyph: Glyph; filled: "whole" | "open" | "bordered" } {
  const set = layer.fixed.get("shape"), scale = looks.get("shape");
  const palette = scale?.spec.palette;
  const level = scale?.levels?.[(row.shape ?? 0) - 1] ?? "";
  const said = set ??
    (palette?.kind === "manual" && scale && row.shape !== undefined
      ? palette.values[palette.names ? palette.names.indexOf(level) : row.shape - 1]
      : undefined);
  const glyph = said !== undefined
    ? glyphOf(said)
    : scale && row.shape !== undefined
    ? glyphAt(scale, row.shape)
    : POINTS.has(layer.geom) && looks.has("colour") && !layer.fixed.has("colour")
    ? glyphOfColour(looks.get("colour")!, row.colour)
    : "circle";
  const word = String(said ?? "");
  if (OPEN.has(word) || /open$/.test(word) || glyph === "ring") {
    return { glyph: glyph === "ring" ? "circle" : glyph, filled: "open" };
  }
  return { glyph, filled: BORDERED.has(word) || /filled$/.test(word) ? "bordered" : "whole" };
}

/** Looks of what lies beyond a box, where they are told. */
function beyondBox(layer: LayerSpec, seen: Seen): Seen {
  const { params } = layer;
  const text = (name: string): string | null =>
    typeof params[name] === "string" ? params[name] as string : null;
  const number = (name: string): number | null =>
    typeof params[name] === "number" ? params[name] as number : null;
  const ink = text("outlier.colour") ?? text("outlier.color"), fill = text("outlier.fill");
  const shape = params["outlier.shape"];
  const glyph = typeof shape === "number" || typeof shape === "string" ? glyphOf(shape) : "circle";
  const open = OPEN.has(String(shape ?? "")) || glyph === "ring";
  const colour = ink === null ? seen.look.stroke : inkOf(ink) ?? null;
  return {
    ...seen,
    glyph: glyph === "ring" ? "circle" : glyph,
    radius: (number("outlier.size") ?? 1.1) * 1.9 + 0.2,
    look: {
      ...seen.look,
      fill: open ? null : fill === null ? colour : inkOf(fill) ?? null,
      stroke: open || fill !== null ? colour : null,
      opacity: number("outlier.alpha") ?? 1,
    },
  };
}

/** Kinds of layers whose pale fills let no line of the grid through. */
const SOLID = new Set(["bar", "tile", "hex", "boxplot", "violin", "ridges"]);

/** Kinds of layers whose areas let what is drawn over them be seen. */
const PALER = new Set(["boxplot", "violin", "bar", "ridges"]);

/** A row with its look. */
export function looksOf(layer: LayerSpec, row: Row, looks: ReadonlyMap<string, LookScale>): Seen {
  const usual = USUAL[layer.geom] ?? LINE;
  const colour = inkFor(layer, row, "colour", looks, usual.stroke);
  const dash = dashFor(layer, row, looks);
  const alpha = numberFor(layer, row, "alpha", looks);
  const size = numberFor(layer, row, "size", looks);
  const width = numberFor(layer, row, "linewidth", looks) ??
    (POINTS.has(layer.geom) || TEXTS.has(layer.geom) ? null : size);
  const { glyph, filled } = shapeFor(layer, row, looks);
  let fill = inkFor(layer, row, "fill", looks, usual.fill);
  let stroke = dash === null ? null : colour;
  let border: number | null = null;
  if (layer.geom === "point") {
    if (filled === "bordered") fill ??= null;
    else fill = filled === "open" ? null : colour;
    stroke = filled === "whole" ? null : colour;
    const given = numberFor(layer, row, "stroke", looks);
    if (given !== null) border = given * 2;
  } else if (layer.geom === "pointrange") {
    if (filled !== "bordered") fill = filled === "open" ? null : colour;
  } else if (TEXTS.has(layer.geom)) {
    fill = colour;
    stroke = layer.geom === "label" ? inkFor(layer, row, "fill", looks, null) : null;
  } else if (
    PALER.has(layer.geom) && layer.mapped.has("fill") && fill?.className && alpha === null
  ) fill = { ...fill, share: (fill.share ?? 1) * 0.75 };
  // what an author says of the opacity is all of it
  if (alpha !== null && fill !== null && fill === usual.fill) fill = { ...fill, share: 1 };
  const look: Look = {
    stroke,
    fill,
    width: border ?? (width === null ? usual.width : Math.max(0.3, width * 2.2)),
    dash: dash ?? "",
    opacity: alpha ?? usual.opacity,
    ...(alpha === null && SOLID.has(layer.geom) ? { solid: true } : {}),
  };
  const seen: Seen = { row, look, glyph, text: wordOf(layer, row), radius: radiusOf(layer, size) };
  return row.outlier === 1 ? beyondBox(layer, seen) : seen;
}

function wordOf(layer: LayerSpec, row: Row): string {
  const label = layer.fixed.get("label"), made = layer.after.has("label") ? row.label : undefined;
  if (made !== undefined) return textOf(made);
  if (label !== undefined) return typeof label === "number" ? textOf(label) : label;
  const column = layer.mapped.get("label");
  if (!column) return "";
  return column.kind === "names"
    ? column.levels[column.codes[row.index!]!] ?? ""
    : textOf(column.values[row.index!] ?? NaN);
}

function radiusOf(layer: LayerSpec, size: number | null): number {
  if (TEXTS.has(layer.geom)) return Math.max(8, (size ?? 3.88) * 3.5);
  if (layer.geom !== "pointrange") return Math.max(0.8, (size ?? 1.5) * 1.9 + 0.4);
  const factor = typeof layer.params.fatten === "number" ? layer.params.fatten / 4 : 1;
  return Math.max(0.8, ((size ?? 0.5) * 4 * 1.9 + 0.4) * factor);
}

function textOf(v: number): string {
  return Number.isNaN(v) ? "" : String(Number(v.toPrecision(7))).replace("-", "\u2212");
}
