/**
 * Scales: which values there are, and where they lie.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { logBreaks } from "./breaks.ts";
import type { Column, PlotSpec, ScaleSpec, Trans } from "./spec.ts";

export const IDENTITY: Trans = { name: "identity", to: (x) => x, from: (x) => x };

const logit = (p: number): number => Math.log(p / (1 - p));

/** Transformations by their name. */
export const TRANS: Readonly<Record<string, Trans>> = {
  identity: IDENTITY,
  log10: {
    name: "log10",
    to: Math.log10,
    from: (x) => 10 ** x,
    breaks: (a, b, n) => logBreaks(a, b, n, 10),
  },
  log2: {
    name: "log2",
    to: Math.log2,
    from: (x) => 2 ** x,
    breaks: (a, b, n) => logBreaks(a, b, n, 2),
  },
  log: {
    name: "log",
    to: Math.log,
    from: Math.exp,
    breaks: (a, b, n) => logBreaks(a, b, n, Math.E),
  },
  log1p: { name: "log1p", to: Math.log1p, from: Math.expm1 },
  exp: { name: "exp", to: Math.exp, from: Math.log, least: 0 },
  sqrt: { name: "sqrt", to: Math.sqrt, from: (x) => x * x, least: 0 },
  reverse: { name: "reverse", to: (x) => -x, from: (x) => -x },
  reciprocal: { name: "reciprocal", to: (x) => 1 / x, from: (x) => 1 / x },
  logit: { name: "logit", to: logit, from: (x) => 1 / (1 + Math.exp(-x)) },
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
    const own = c.levels.filter((_, i) => used.has(i) || (spec?.undropped === true && c.ordered));
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

/** Values along an axis, of all layers. */
const ALONG = {
  x: new Set(["x", "xmin", "xmax", "xend", "xintercept"]),
  y: new Set(["y", "ymin", "ymax", "yend", "yintercept", "lower", "middle", "upper"]),
};

/** The scale of an axis. */
export function positionScale(plot: PlotSpec, which: "x" | "y"): PositionScale {
  const spec: ScaleSpec = plot.scales.get(which) ?? { kind: "either" };
  const columns = plot.layers.flatMap((l) =>
    [...l.mapped].filter(([a]) => ALONG[which].has(a)).map(([, c]) => c)
  );
  const names = spec.kind !== "continuous" &&
    (columns.some((c) => c.kind === "names") || (spec.kind === "discrete" && columns.length > 0));
  const scale: PositionScale = {
    levels: names ? levelsOf(columns, spec) : null,
    trans: spec.trans ?? IDENTITY,
    time: columns.some((c) => c.kind === "numbers" && c.time === "date") ? "date" : "",
    spec,
  };
  if (!spec.limitsOf || names) return scale;
  const values = columns.flatMap((c) => c.kind === "numbers" ? Array.from(c.values) : [])
    .filter(Number.isFinite);
  return {
    ...scale,
    spec: { ...spec, limits: Array.from(spec.limitsOf([least(values), greatest(values)])) },
  };
}

/** A scale of colours, shapes, sizes, … */
export interface LookScale {
  aes: string;
  levels: string[] | null;
  /** Ends, as the transformation gives them. */
  range: [number, number];
  trans: Trans;
  spec: ScaleSpec;
  /** Whether values have told the range. */
  trained: boolean;
  time: "" | "date";
  /** Lines of this colour differ in their dashes too, since no sign tells them apart. */
  dashed?: boolean;
}

/** Kinds of layers that a sign or a word tells apart, whatever their colour. */
const SIGNED = new Set(["point", "pointrange", "text", "label"]);

/** Whether nothing but colours would tell a few lines apart. */
function toldByColour({ layers }: PlotSpec, scale: LookScale): boolean {
  const n = scale.levels?.length ?? 0;
  if (scale.aes !== "colour" || n < 2 || n > 6 || scale.spec.palette?.kind === "identity") {
    return false;
  }
  return !layers.some((l) =>
    l.mapped.has("linetype") ||
    SIGNED.has(l.geom) && l.mapped.has("colour") && !l.fixed.has("colour") && !l.fixed.has("shape")
  );
}

/** Scales of colours, shapes and the like by aesthetic. */
export function lookScales(plot: PlotSpec): Map<string, LookScale> {
  const scales = new Map<string, LookScale>();
  for (const aes of ["colour", "fill", "shape", "size", "linewidth", "linetype", "alpha"]) {
    const columns = plot.layers.flatMap((l) => l.mapped.get(aes) ?? []);
    const later = plot.layers.some((l) => l.after.has(aes));
    if (columns.length === 0 && !later) continue;
    const spec: ScaleSpec = plot.scales.get(aes) ?? { kind: "either" };
    const names = columns.some((c) => c.kind === "names");
    const trans = spec.trans ?? IDENTITY;
    const values = columns.flatMap((c) => c.kind === "numbers" ? Array.from(c.values) : [])
      .map(trans.to).filter(Number.isFinite);
    const range: [number, number] = values.length === 0
      ? [0, 1]
      : [least(values), greatest(values)];
    const limits = spec.limits ??
      (spec.limitsOf && values.length > 0
        ? Array.from(spec.limitsOf(range.map(trans.from) as [number, number]))
        : []);
    limits.forEach((l, i) =>
      typeof l === "number" && !Number.isNaN(l) ? range[i as 0 | 1] = trans.to(l) : 0
    );
    const scale: LookScale = {
      aes,
      levels: names ? levelsOf(columns, spec) : null,
      range,
      trans,
      spec,
      trained: values.length > 0,
      time: columns.some((c) => c.kind === "numbers" && c.time === "date") ? "date" : "",
    };
    if (toldByColour(plot, scale)) scale.dashed = true;
    scales.set(aes, scale);
  }
  return scales;
}
