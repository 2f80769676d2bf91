/**
 * Keys: what colours, shapes, dashes and sizes mean.
 *
 * @module
 */
import { extendedBreaks, numberTexts } from "./breaks.ts";
import { looksOf } from "./looks.ts";
import { inkAt, type LookScale, textsOf } from "./scales.ts";
import type { LayerSpec, PlotSpec, Row } from "./spec.ts";
import type { Ink, LayerKey } from "./types.ts";

/** Layers that a key tells of. */
function tellers(plot: PlotSpec, aes: readonly string[]): LayerSpec[] {
  return plot.layers.filter((l) => l.key && aes.some((a) => l.mapped.has(a)));
}

function titleOf(plot: PlotSpec, scale: LookScale): string {
  if (plot.theme.noKeyTitle) return "";
  if (scale.spec.name !== undefined) return scale.spec.name ?? "";
  return plot.labels.get(scale.aes) ?? "";
}

/** Keys of all scales; scales that say the same share one. */
export function keysOf(plot: PlotSpec, looks: ReadonlyMap<string, LookScale>): LayerKey[] {
  const found = new Map<string, LookScale[]>();
  for (const scale of looks.values()) {
    if (scale.spec.hidden || tellers(plot, [scale.aes]).length === 0) continue;
    const id = JSON.stringify([titleOf(plot, scale), scale.levels]);
    found.set(id, [...found.get(id) ?? [], scale]);
  }
  return [...found.values()].flatMap((scales): LayerKey[] => {
    const [first] = scales as [LookScale];
    const aes = scales.map((s) => s.aes);
    const layers = tellers(plot, aes);
    const values = first.levels
      ? first.levels.map((_, i) => i + 1)
      : (first.spec.breaks?.map(Number) ?? extendedBreaks(first.range[0], first.range[1]))
        .filter((v) => v >= first.range[0] && v <= first.range[1]);
    const texts = first.levels
      ? textsOf(first.spec, first.levels)
      : first.spec.labels ?? numberTexts(values);
    const coloured = !first.levels && (first.aes === "colour" || first.aes === "fill");
    const entries = values.map((v, i) => {
      const row: Row = Object.fromEntries(aes.map((a) => [a, v]));
      const line = layers.find((l) => LINES.has(l.geom)),
        dot = layers.find((l) => DOTS.has(l.geom));
      const by = dot ?? layers[0]!;
      const seen = looksOf(by, { index: -1, ...row }, looks);
      return {
        text: texts[i] ?? "",
        look: {
          ...seen.look,
          opacity: Math.max(0.4, seen.look.opacity),
          ...(line && dot ? { dash: looksOf(line, { index: -1, ...row }, looks).look.dash } : {}),
        },
        glyph: dot ? seen.glyph : null,
        radius: Math.min(8, DOTS.has(by.geom) ? seen.radius : 4),
        line: line !== undefined,
        at: (v - first.range[0]) / (first.range[1] - first.range[0] || 1),
      };
    });
    const tones = coloured
      ? Array.from(
        { length: 24 },
        (_, k): Ink =>
          inkAt(first, first.range[0] + (first.range[1] - first.range[0]) * k / 23) ??
            { className: "" },
      )
      : null;
    return entries.length === 0 ? [] : [{ title: titleOf(plot, first), entries, tones }];
  });
}

const LINES = new Set([
  "line",
  "path",
  "step",
  "smooth",
  "errorbar",
  "linerange",
  "hline",
  "vline",
  "abline",
  "segment",
  "density",
]);
const DOTS = new Set(["point", "pointrange", "text", "label"]);
