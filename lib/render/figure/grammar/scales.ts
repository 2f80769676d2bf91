/**
 * Scales: which values there are, where they lie, and what they look like.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import type { Glyph } from "../shapes.ts";
import { dateBreaks, extendedBreaks, logBreaks, numberTexts } from "./breaks.ts";
import { inkOf, mixed, ownInk } from "./palettes.ts";
import type { Column, ScaleSpec, Trans } from "./spec.ts";
import type { Ink, LayerAxis } from "./types.ts";

export const IDENTITY: Trans = { name: "identity", to: (x) => x, from: (x) => x };

/** Transformations by their name. */
export const TRANS: Readonly<Record<string, Trans>> = {
  identity: IDENTITY,
  log10: { name: "log10", to: Math.log10, from: (x) => 10 ** x },
  log2: { name: "log2", to: Math.log2, from: (x) => 2 ** x },
  log: { name: "log", to: Math.log, from: Math.exp },
  sqrt: { name: "sqrt", to: Math.sqrt, from: (x) => x * x },
  reverse: { name: "reverse", to: (x) => -x, from: (x) => -x },
};

/** Names that occur, in their order: those of factors as they stand, others sorted. */
export function levelsOf(columns: readonly Column[], spec: ScaleSpec | undefined): string[] {
  const asked = spec?.limits;
  if (asked && asked.every((l) => typeof l === "string")) return asked.map(String);
  let found: string[] = [];
  let ordered = false;
  for (const c of columns) {
    if (c.kind !== "names") continue;
    const used = new Set(Array.from(c.codes));
    const own = c.levels.filter((_, i) => used.has(i));
    if (!c.ordered) own.sort((a, b) => a.localeCompare(b, "en", { numeric: false }));
    const fresh = own.filter((l) => !found.includes(l));
    if (fresh.length === 0) continue;
    const first = found.length === 0;
    found = [...found, ...fresh];
    ordered ||= c.ordered;
    if (!first && !ordered) found.sort((a, b) => a.localeCompare(b, "en"));
  }
  return found;
}

/** A scale of positions: names at 1, 2, …, or numbers on the scale that their transformation gives. */
export interface PositionScale {
  levels: string[] | null;
  trans: Trans;
  time: "" | "date";
  spec: ScaleSpec;
}

/** The axis over the values that a panel shows. */
export function axisOf(
  scale: PositionScale,
  values: readonly number[],
  zoom: [number, number] | null,
  expanded: boolean,
): LayerAxis {
  const { levels, trans, spec } = scale;
  let [low, high] = [least(values), greatest(values)];
  const limits = spec.limits ?? [];
  if (!levels) {
    const asked = limits.map((l) => typeof l === "number" ? trans.to(l) : NaN);
    if (trans.name === "reverse") asked.sort((a, b) => a - b);
    if (Number.isFinite(asked[0])) low = asked[0]!;
    if (Number.isFinite(asked[1])) high = asked[1]!;
  }
  if (!Number.isFinite(low) || !Number.isFinite(high)) [low, high] = [0, 1];
  if (zoom) {
    [low, high] = [trans.to(zoom[0]), trans.to(zoom[1])].sort((a, b) => a - b) as [number, number];
  }
  const range: [number, number] = [low, high];
  const [ml, al, mh, ah] = !expanded
    ? [0, 0, 0, 0]
    : spec.expand ?? (levels && !zoom ? [0, 0.6, 0, 0.6] : [0.05, 0, 0.05, 0]);
  const span = high - low;
  let domain: [number, number] = levels && !zoom
    ? [
      Math.min(1 - ml * levels.length - al, low),
      Math.max(levels.length + mh * levels.length + ah, high),
    ]
    : [low - ml * span - al, high + mh * span + ah];
  if (!(domain[1] > domain[0])) {
    domain = [low - (Math.abs(low) * 0.05 || 0.5), high + (Math.abs(high) * 0.05 || 0.5)];
  }
  return { domain, ticks: ticksOf(scale, range, domain), names: levels !== null, shown: true };
}

function ticksOf(scale: PositionScale, range: [number, number], domain: [number, number]) {
  const { levels, trans, spec } = scale;
  if (spec.breaks === null) return [];
  if (levels) {
    const asked = spec.breaks?.map(String);
    const shown = levels.map((name, i) => ({ at: i + 1, name })).filter((l) =>
      !asked || asked.includes(l.name)
    );
    const texts = textsOf(spec, shown.map((l) => l.name));
    return shown.map(({ at }, i) => ({ at, text: texts[i] ?? "" }));
  }
  const real: [number, number] = [trans.from(domain[0]), trans.from(domain[1])].sort((a, b) =>
    a - b
  ) as [number, number];
  let at: number[], texts: string[] | null = null;
  if (spec.breaks) at = spec.breaks.map(Number);
  else if (spec.breaksOf) {
    at = Array.from(spec.breaksOf([trans.from(range[0]), trans.from(range[1])]));
  } else if (scale.time === "date") ({ at, texts } = dateBreaks(real[0], real[1]));
  else if (trans.name.startsWith("log")) at = logBreaks(real[0], real[1]);
  else {
    const [a, b] = [trans.from(range[0]), trans.from(range[1])];
    at = extendedBreaks(Math.min(a, b), Math.max(a, b));
  }
  const given = spec.labels === null
    ? at.map(() => "")
    : spec.labels ?? (spec.labelsOf
      ? spec.labelsOf(at)
      : spec.labelsBy
      ? at.map((v) => spec.labelsBy!.get(String(v)) ?? String(v))
      : null);
  const words = given ?? texts ?? numberTexts(at);
  const room = 1e-9 * (domain[1] - domain[0]);
  return at.map((v, i) => ({ at: trans.to(v), text: words[i] ?? "" }))
    .filter((t) => t.at >= domain[0] - room && t.at <= domain[1] + room);
}

/** Texts of names on an axis or in a key. */
export function textsOf(spec: ScaleSpec, names: readonly string[]): string[] {
  if (spec.labels === null) return names.map(() => "");
  if (spec.labelsOf) return spec.labelsOf([...names]);
  if (spec.labelsBy) return names.map((n) => spec.labelsBy!.get(n) ?? n);
  if (spec.labels) return names.map((n, i) => spec.labels![i] ?? n);
  return [...names];
}

/** A scale of colours, shapes, sizes, … */
export interface LookScale {
  aes: string;
  levels: string[] | null;
  range: [number, number];
  spec: ScaleSpec;
}

/** The colour of a value: a code from 1 of a name, or a number. */
export function inkAt(scale: LookScale, value: number): Ink | null {
  const palette = scale.spec.palette ?? { kind: "own" as const };
  if (Number.isNaN(value)) return { className: "s6", share: 0.5 };
  if (scale.levels) {
    const k = value - 1;
    const name = scale.levels[k] ?? "";
    switch (palette.kind) {
      case "manual": {
        const at = palette.names ? palette.names.indexOf(name) : k;
        const said = palette.values[at];
        return said === undefined ? { className: "s6", share: 0.5 } : inkOf(said) ?? null;
      }
      case "colours": {
        if (!palette.between && scale.levels.length <= palette.colours.length) {
          return inkOf(palette.colours[k]!) ?? null;
        }
        return mixed(palette.colours, scale.levels.length < 2 ? 0 : k / (scale.levels.length - 1));
      }
      case "identity":
        return inkOf(name) ?? null;
      default:
        return ownInk(k);
    }
  }
  const [low, high] = scale.range;
  let share = high > low ? (value - low) / (high - low) : 0.5;
  if (scale.spec.midpoint !== undefined) {
    const reach = Math.max(high - scale.spec.midpoint, scale.spec.midpoint - low) || 1;
    share = 0.5 + (value - scale.spec.midpoint) / (2 * reach);
  }
  if (palette.kind === "colours") return mixed(palette.colours, share, palette.at);
  return { className: "s1", share: 0.12 + 0.88 * Math.max(0, Math.min(1, share)) };
}

const SHAPES: readonly Glyph[] = ["circle", "triangle", "square", "diamond", "cross", "ring"];
/** Shapes by R's number of a plotting character. */
const BY_NUMBER: Readonly<Record<number, Glyph>> = {
  0: "square",
  1: "ring",
  2: "triangle",
  3: "cross",
  4: "cross",
  5: "diamond",
  6: "triangle",
  7: "square",
  8: "cross",
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
  return /open|ring/.test(shape) ? "ring" : /cross|plus|asterisk/.test(shape) ? "cross" : "circle";
}

/** The shape of a code from 1. */
export function glyphAt(scale: LookScale, value: number): Glyph {
  const { palette } = scale.spec;
  if (palette?.kind === "manual") {
    const at = palette.names ? palette.names.indexOf(scale.levels?.[value - 1] ?? "") : value - 1;
    return glyphOf(palette.values[at] ?? "circle");
  }
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

export function dashAt(scale: LookScale, value: number): string {
  const { palette } = scale.spec;
  if (palette?.kind === "manual") {
    const at = palette.names ? palette.names.indexOf(scale.levels?.[value - 1] ?? "") : value - 1;
    return dashOf(palette.values[at] ?? "solid") ?? "";
  }
  return DASHES[(value - 1) % DASHES.length] ?? "";
}

/** A size, width or opacity of a value. */
export function sizeAt(scale: LookScale, value: number): number {
  const { palette } = scale.spec;
  const alpha = scale.aes === "alpha";
  if (palette?.kind === "manual" && scale.levels) {
    const at = palette.names ? palette.names.indexOf(scale.levels[value - 1] ?? "") : value - 1;
    return Number(palette.values[at] ?? 1);
  }
  if (palette?.kind === "identity") return value;
  const [low, high] = palette?.kind === "sizes"
    ? [palette.low, palette.high]
    : alpha
    ? [0.15, 1]
    : [1, 5];
  const [a, b] = scale.levels ? [1, Math.max(2, scale.levels.length)] : scale.range;
  const share = b > a ? Math.max(0, Math.min(1, (value - a) / (b - a))) : 0.5;
  return alpha || scale.levels ? low + (high - low) * share : low + (high - low) * Math.sqrt(share);
}
