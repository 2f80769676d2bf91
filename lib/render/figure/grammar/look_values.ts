/**
 * What values look like: colours, shapes, dashes, sizes.
 *
 * @module
 */
import type { Glyph } from "../shapes.ts";
import { valuesOver } from "./axes.ts";
import { inkOf, mixed, ownInk } from "./palettes.ts";
import type { LookScale } from "./scales.ts";
import type { Ink } from "./types.ts";

function missingInk({ spec }: LookScale): Ink | null {
  return spec.missing === undefined ? { className: "s6", share: 0.5 } : inkOf(spec.missing) ?? null;
}

/** The entry of a value among those that an author names. */
function named(scale: LookScale, value: number): string | undefined {
  const { palette } = scale.spec;
  if (palette?.kind !== "manual") return undefined;
  const at = palette.names ? palette.names.indexOf(scale.levels?.[value - 1] ?? "") : value - 1;
  return palette.values[at];
}

/** Ends and breaks of classes. */
function classesOf({ spec, trans, range, time }: LookScale): number[] {
  const real = range.map(trans.from).sort((a, b) => a - b) as [number, number];
  const at = valuesOver({ spec, trans, time }, real).map((t) => trans.to(t.at));
  const [low, high] = range;
  return [low, ...at.filter((v) => v > low && v < high).sort((a, b) => a - b), high];
}

/** The colour of a value: a code from 1 of a name, or a number as the transformation gives it. */
export function inkAt(scale: LookScale, value: number): Ink | null {
  const palette = scale.spec.palette ?? { kind: "own" as const };
  if (Number.isNaN(value)) return missingInk(scale);
  if (scale.levels) {
    const k = value - 1;
    switch (palette.kind) {
      case "manual": {
        const said = named(scale, value);
        return said === undefined ? missingInk(scale) : inkOf(said) ?? null;
      }
      case "counted": {
        const said = palette.of(scale.levels.length)[k];
        return said === undefined ? missingInk(scale) : inkOf(said) ?? null;
      }
      case "colours":
        return mixed(palette.colours, scale.levels.length < 2 ? 0 : k / (scale.levels.length - 1));
      case "identity":
        return inkOf(scale.levels[k] ?? "") ?? null;
      default:
        return ownInk(k);
    }
  }
  const classes = scale.spec.binned ? classesOf(scale) : null;
  const [low, high] = scale.range;
  if (!scale.spec.keep && !scale.spec.squish && (value < low || value > high)) {
    return missingInk(scale);
  }
  const k = classes ? Math.max(1, classes.findIndex((c) => value <= c)) : 0;
  const shown = classes ? (classes[k - 1]! + classes[k]!) / 2 : value;
  let share = high > low ? (shown - low) / (high - low) : 0.5;
  if (scale.spec.midpoint !== undefined) {
    const middle = scale.trans.to(scale.spec.midpoint);
    const reach = Math.max(high - middle, middle - low) || 1;
    share = 0.5 + (shown - middle) / (2 * reach);
  }
  if (palette.kind === "colours") return mixed(palette.colours, share, palette.at);
  if (palette.kind === "counted" && classes) {
    return inkOf(palette.of(classes.length - 1)[k - 1] ?? "") ?? null;
  }
  if (palette.kind === "counted") return mixed(palette.of(7), share);
  // the palest line or point has to be seen by itself, the palest of areas beside the others
  const least = scale.aes === "colour" ? 0.45 : 0.12;
  return { className: "s1", share: least + (1 - least) * Math.max(0, Math.min(1, share)) };
}

const SHAPES: readonly Glyph[] = ["circle", "triangle", "square", "diamond", "cross", "ring"];
/** Shapes by R's number of a plotting character. */
const BY_NUMBER: Readonly<Record<number, Glyph>> = {
  0: "square",
  1: "ring",
  2: "triangle",
  3: "cross",
  4: "times",
  5: "diamond",
  6: "triangle",
  7: "square",
  8: "times",
  15: "square",
  16: "circle",
  17: "triangle",
  18: "diamond",
  19: "circle",
  20: "circle",
  21: "circle",
  22: "square",
  23: "diamond",
  24: "triangle",
  25: "triangle",
};

/** A shape by R's number or name. */
export function glyphOf(shape: number | string): Glyph {
  if (typeof shape === "number") return BY_NUMBER[shape] ?? "circle";
  if (/^\d+$/.test(shape)) return BY_NUMBER[Number(shape)] ?? "circle";
  for (const g of ["square", "triangle", "diamond"] as const) if (shape.includes(g)) return g;
  if (shape === "x" || shape === "times") return "times";
  return /open|ring/.test(shape) ? "ring" : /cross|plus|asterisk/.test(shape) ? "cross" : "circle";
}

/** The shape of a code from 1. */
export function glyphAt(scale: LookScale, value: number): Glyph {
  if (scale.spec.palette?.kind === "manual") return glyphOf(named(scale, value) ?? "circle");
  return SHAPES[(value - 1) % SHAPES.length] ?? "circle";
}

const DASHES: readonly string[] = ["", "6 4", "2 3", "2 3 7 3", "10 4", "2 2 5 2"];
const DASH_NAMES = ["blank", "solid", "dashed", "dotted", "dotdash", "longdash", "twodash"];

/** A dash by R's name or number; null for no line. */
export function dashOf(type: number | string): string | null {
  const k = typeof type === "number"
    ? type
    : /^\d$/.test(type)
    ? Number(type)
    : DASH_NAMES.indexOf(type);
  if (k === 0) return null;
  if (typeof type === "string" && /^[1-9a-f]{2,8}$/i.test(type)) {
    return [...type].map((c) => parseInt(c, 16) * 1.5).join(" ");
  }
  return DASHES[(k < 1 ? 1 : k) - 1] ?? "";
}

/** Shapes of points that colours alone would tell apart: whole ones, which show as much of their colour. */
const COLOURED: readonly Glyph[] = ["circle", "square", "triangle", "diamond"];

/** The shape of a point whose colour is the `value`th name of a scale. */
export function glyphOfColour({ levels, spec }: LookScale, value: number | undefined): Glyph {
  const told = levels && spec.palette?.kind !== "identity" && value !== undefined && value >= 1;
  return told ? COLOURED[(value - 1) % COLOURED.length]! : "circle";
}

/** The dashes of lines that colours alone would tell apart, the palest last. */
const OF_COLOURS: readonly string[] = [0, 1, 3, 4, 5, 2].map((k) => DASHES[k]!);

/** The dash of a line whose colour is the `value`th name of a scale. */
export function dashOfColour(value: number): string {
  return value >= 1 ? OF_COLOURS[(value - 1) % OF_COLOURS.length]! : "";
}

/** The dash of a code from 1; null for no line. */
export function dashAt(scale: LookScale, value: number): string | null {
  if (scale.spec.palette?.kind === "manual") return dashOf(named(scale, value) ?? "solid");
  return DASHES[(value - 1) % DASHES.length] ?? "";
}

/** Sizes, widths and opacities of what is named, and of numbers, as ggplot2 has them. */
const ENDS: Readonly<Record<string, { names: [number, number]; numbers: [number, number] }>> = {
  size: { names: [2, 6], numbers: [1, 6] },
  linewidth: { names: [2, 6], numbers: [1, 6] },
  alpha: { names: [0.1, 1], numbers: [0.1, 1] },
};

/** A size, width or opacity of a value. */
export function sizeAt(scale: LookScale, value: number): number {
  const { palette } = scale.spec;
  if (palette?.kind === "manual" && scale.levels) return Number(named(scale, value) ?? 1);
  if (palette?.kind === "identity") return value;
  const usual = ENDS[scale.aes] ?? ENDS.size!;
  const [low, high] = palette?.kind === "sizes"
    ? [palette.low, palette.high]
    : scale.levels
    ? usual.names
    : usual.numbers;
  const [a, b] = scale.levels ? [1, Math.max(2, scale.levels.length)] : scale.range;
  const share = b > a ? Math.max(0, Math.min(1, (value - a) / (b - a))) : 0.5;
  if (scale.aes !== "size") return low + (high - low) * share;
  return scale.levels
    ? Math.sqrt(low * low + (high * high - low * low) * share)
    : low + (high - low) * Math.sqrt(share);
}
