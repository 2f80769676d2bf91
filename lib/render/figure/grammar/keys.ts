/**
 * Keys: what colours, shapes, dashes and sizes mean.
 *
 * @module
 */
import { least } from "../../../lists.ts";
import { textsOf, valuesOver } from "./axes.ts";
import type { Built } from "./computing.ts";
import { inkAt } from "./look_values.ts";
import { looksOf } from "./looks.ts";
import type { LookScale } from "./scales.ts";
import type { LayerSpec, PlotSpec, Row } from "./spec.ts";
import type { Ink, LayerKey } from "./types.ts";

const LINES = new Set(
  ("line path contour step smooth errorbar linerange pointrange hline vline abline segment curve density ribbon rug")
    .split(" "),
);
const DOTS = new Set(["point", "pointrange", "text", "label", "dotplot"]);
const AREAS = new Set(
  "bar boxplot violin ridges tile rect polygon ribbon area density crossbar hex".split(" "),
);

/** Whether a layer's look has an aesthetic. */
function shows({ geom, fixed }: LayerSpec, aes: string): boolean {
  if (aes === "fill") {
    return AREAS.has(geom) || geom === "smooth" || geom === "dotplot" || geom === "label" ||
      geom === "point" && /^2[1-5]$/.test(String(fixed.get("shape") ?? ""));
  }
  if (aes === "shape") return geom === "point" || geom === "pointrange";
  return geom !== "blank";
}

/** Layers that a key tells of. */
function tellers(plot: PlotSpec, aes: readonly string[]): LayerSpec[] {
  return plot.layers.filter((l) =>
    l.key && aes.some((a) => (l.mapped.has(a) || l.after.has(a)) && shows(l, a))
  );
}

function titleOf(plot: PlotSpec, scale: LookScale): string {
  if (plot.theme.noKeyTitle) return "";
  const { guide, name } = scale.spec;
  if (guide?.title !== undefined) return guide.title ?? "";
  if (name !== undefined) return name ?? "";
  return plot.labels.get(scale.aes) ?? "";
}

interface Entry {
  /** As the scale has it. */
  value: number;
  text: string;
}

/** Values of a scale and what they are called. */
export function entriesOf(scale: LookScale): Entry[] {
  const { levels, spec, trans, range } = scale;
  if (levels) {
    if (spec.breaks === null) return [];
    const asked = spec.breaks?.map(String);
    const shown = asked
      ? asked.flatMap((a) => levels.indexOf(a) < 0 ? [] : [levels.indexOf(a)])
      : levels.map((_, i) => i);
    const texts = textsOf(spec, shown.map((i) => levels[i]!));
    return shown.map((i, k) => ({ value: i + 1, text: texts[k] ?? "" }));
  }
  const real = range.map(trans.from).sort((a, b) => a - b) as [number, number];
  return valuesOver(scale, real).map(({ at, text }) => ({ value: trans.to(at), text }));
}

/** Keys of all scales; scales that say the same share one. */
export function keysOf(plot: PlotSpec, { looks }: Built): LayerKey[] {
  const found = new Map<string, LookScale[]>();
  for (const scale of looks.values()) {
    if (scale.spec.hidden || tellers(plot, [scale.aes]).length === 0) continue;
    const entries = entriesOf(scale).map((e) => e.text);
    const id = JSON.stringify([titleOf(plot, scale), scale.levels !== null, entries]);
    found.set(id, [...found.get(id) ?? [], scale]);
  }
  const order = (scales: LookScale[]): number =>
    least(scales.map((s) => s.spec.guide?.order ?? 99));
  return [...found.values()].sort((a, b) => order(a) - order(b))
    .flatMap((scales) => keyOf(plot, scales, looks));
}

function keyOf(
  plot: PlotSpec,
  scales: LookScale[],
  looks: ReadonlyMap<string, LookScale>,
): LayerKey[] {
  const first = scales[0]!, aes = scales.map((s) => s.aes);
  const guide = Object.assign({}, ...scales.map((s) => s.spec.guide ?? {})) as NonNullable<
    LookScale["spec"]["guide"]
  >;
  const layers = tellers(plot, aes);
  const values = entriesOf(first);
  if (values.length === 0) return [];
  const [low, high] = first.range;
  const coloured = !first.levels && !guide.swatches &&
    (first.aes === "colour" || first.aes === "fill");
  const area = layers.find((l) =>
    AREAS.has(l.geom) && (aes.includes("fill") || !LINES.has(l.geom))
  );
  const line = layers.find((l) => LINES.has(l.geom)), dot = layers.find((l) => DOTS.has(l.geom));
  const by = area && !dot ? area : dot ?? line ?? layers[0]!;
  const told = (layer: LayerSpec): LayerSpec =>
    guide.instead
      ? { ...layer, fixed: new Map<string, number | string>([...layer.fixed, ...guide.instead]) }
      : layer;
  const entries = values.map(({ value, text }): LayerKey["entries"][number] => {
    const row: Row = { index: -1, ...Object.fromEntries(aes.map((a) => [a, value])) };
    const seen = looksOf(told(by), row, looks);
    const drawnLine = line && !(area && !dot) ? looksOf(told(line), row, looks) : null;
    return {
      text,
      look: {
        ...seen.look,
        opacity: aes.includes("alpha") ? seen.look.opacity : Math.max(0.4, seen.look.opacity),
        dash: drawnLine ? drawnLine.look.dash : seen.look.dash,
        ...(drawnLine && !dot
          ? { stroke: drawnLine.look.stroke, width: drawnLine.look.width }
          : {}),
      },
      glyph: dot ? seen.glyph : null,
      radius: Math.min(9, DOTS.has(by.geom) && by.geom !== "text" ? seen.radius : 4),
      line: drawnLine !== null && drawnLine.look.stroke !== null,
      at: (value - low) / (high - low || 1),
    };
  });
  if (guide.reverse) entries.reverse();
  const wordless = guide.wordless === true || plot.theme.noKeyTexts === true;
  if (wordless) entries.forEach((e) => e.text = "");
  const along = guide.along ?? plot.theme.keysAlong;
  const tones = coloured ? tonesOf(first, values.map((v) => v.value), guide) : null;
  if (tones && guide.reverse) entries.forEach((e) => e.at = 1 - e.at);
  return [{
    title: titleOf(plot, first),
    entries,
    tones,
    ...(guide.rows ? { rows: guide.rows } : {}),
    ...(guide.columns ? { columns: guide.columns } : {}),
    ...(guide.byRow ? { byRow: true } : {}),
    ...(along ? { along } : {}),
  }];
}

/** Tones of a band: all of them, or one between two values each. */
function tonesOf(
  scale: LookScale,
  values: readonly number[],
  { steps, reverse }: { steps?: boolean; reverse?: boolean },
): Ink[] {
  const [low, high] = scale.range;
  const inner = values.filter((v) => v > low && v < high).sort((a, b) => a - b);
  const bounds = [low, ...inner, high];
  const tones = Array.from({ length: 24 }, (_, k): Ink => {
    const value = low + (high - low) * k / 23;
    const at = Math.max(1, bounds.findIndex((b) => value <= b));
    const shown = steps ? (bounds[at - 1]! + bounds[at]!) / 2 : value;
    return inkAt(scale, shown) ?? { className: "" };
  });
  return reverse ? tones.reverse() : tones;
}
