/**
 * Keys that stand on a panel.
 *
 * @module
 */
import { addAll, greatest } from "../../../lists.ts";
import { filled } from "../drawn/layer_marks.ts";
import { hatching } from "./hatching.ts";
import { PAPER } from "../grammar/palettes.ts";
import type { Look } from "../grammar/types.ts";
import type { PanelFrame } from "../panel.ts";
import { label, path, pixel, type Shape, textWidth } from "../shapes.ts";
import { strokeOf } from "./marks.ts";
import { signLook, signPath } from "./signs.ts";
import type { KeyEntry, SheetKey, SheetScale } from "./types.ts";

const PAD = 8;

/** Width of what stands before the words. */
function leadOf(entries: readonly KeyEntry[]): number {
  if (entries.some((e) => e.line)) return 36;
  return entries.some((e) => e.sign || e.fill) ? 20 : 4;
}

/** The size of a key with where each entry stands in it. */
function measured(key: SheetKey) {
  const line = key.size * 1.4, lead = leadOf(key.entries);
  const columns = Math.max(1, Math.min(key.columns, key.entries.length));
  const rows = Math.ceil(key.entries.length / columns);
  const widths = Array.from({ length: columns }, (_, c) =>
    lead + 4 + greatest(
      key.entries.slice(c * rows, (c + 1) * rows).flatMap((e) =>
        e.text.split("\n").map((t) => textWidth(t, key.size))
      ),
      0,
    ) + 12);
  const title = key.title === "" ? 0 : line;
  const tall = key.entries.map((e) => e.text.split("\n").length);
  const heights = Array.from(
    { length: rows },
    (_, r) => line * greatest(tall.filter((_, i) => i % rows === r), 1),
  );
  const width = Math.max(
    widths.reduce((a, b) => a + b, 0) - 12,
    textWidth(key.title, key.size),
  ) + 2 * PAD;
  const height = title + heights.reduce((a, b) => a + b, 0) + 2 * PAD - 2;
  return { line, lead, rows, widths, heights, title, width, height };
}

/** Left and upper edge of a key. */
function cornerOf(key: SheetKey, frame: PanelFrame, width: number, height: number) {
  if (typeof key.at !== "string") return [frame.x(key.at[0]), frame.y(key.at[1])] as const;
  const dx = key.inset[0] * (frame.right - frame.left) + 6;
  const dy = key.inset[1] * (frame.bottom - frame.top) + 6;
  const { at } = key;
  const left = at.endsWith("left")
    ? frame.left + dx
    : at.endsWith("right")
    ? frame.right - dx - width
    : (frame.left + frame.right - width) / 2;
  const top = at.startsWith("top")
    ? frame.top + dy
    : at.startsWith("bottom")
    ? frame.bottom - dy - height
    : (frame.top + frame.bottom - height) / 2;
  return [left, top] as const;
}

function swatch(entry: KeyEntry, x: number, y: number, lead: number): Shape[] {
  const out: Shape[] = [];
  if (entry.fill) {
    addAll(out, filled(`M${pixel(x)} ${pixel(y - 6)}h14v12h-14z`, entry.fill));
  }
  if (entry.hatch) {
    const box = [[0, -6], [14, -6], [14, 6], [0, 6]].map(([dx, dy]) => ({
      x: x + dx!,
      y: y + dy!,
    }));
    const { density, angle, look } = entry.hatch;
    addAll(out, hatching([box], density, angle, strokeOf({ ...look, dash: "" })));
  }
  if (entry.line?.stroke) {
    out.push(path(`M${pixel(x)} ${pixel(y)}h${lead - 6}`, {
      ...strokeOf(entry.line),
      fill: "none",
    }));
  }
  if (entry.sign) {
    const { sign, radius, look } = entry.sign;
    const middle = x + (lead - 6) / 2;
    if (typeof sign === "string") {
      out.push(label(sign, middle, y + 5, { "text-anchor": "middle", class: "s5" }));
    } else {
      const own: Look = signLook(sign, look);
      addAll(out, filled(signPath([{ x: middle, y }], sign, radius), own, "sign"));
    }
  }
  return out;
}

/** Scales of a panel so wide that keys which stand beside what is drawn have room there. */
export function withRoomForKeys<S extends { x: SheetScale }>(
  keys: readonly SheetKey[],
  scales: readonly S[],
  width: number,
): S[] {
  const beside = keys.filter((k) => k.after !== undefined);
  if (beside.length === 0) return [...scales];
  return scales.map((scale, i) => {
    if (i > 0) return scale;
    const [from, to] = scale.x.domain;
    const ends = beside.map((k) => {
      const share = Math.min(0.6, (measured(k).width + 10) / width);
      return from + (k.after! - from) / (1 - share);
    });
    const end = greatest(ends, to);
    return { ...scale, x: { ...scale.x, domain: [from, end] } };
  });
}

/** A key on its panel. */
export function keyShapes(key: SheetKey, frame: PanelFrame): Shape[] {
  const { line, lead, rows, widths, heights, title, width, height } = measured(key);
  const [left, top] = cornerOf(key, frame, width, height);
  const out: Shape[] = key.box
    ? [
      path(`M${pixel(left)} ${pixel(top)}h${pixel(width)}v${pixel(height)}h-${pixel(width)}z`, {
        fill: PAPER,
        stroke: "currentColor",
        class: "s6",
        "stroke-width": 1,
      }),
    ]
    : [];
  if (title > 0) {
    out.push(label(key.title, left + width / 2, top + PAD + key.size * 0.9, {
      "text-anchor": "middle",
      class: "s5",
      "font-size": key.size,
    }));
  }
  key.entries.forEach((entry, i) => {
    const [c, r] = [Math.floor(i / rows), i % rows];
    const x = left + PAD + widths.slice(0, c).reduce((a, b) => a + b, 0);
    const y = top + PAD + title + heights.slice(0, r).reduce((a, b) => a + b, 0) + line / 2 - 1;
    addAll(out, swatch(entry, x, y, lead));
    entry.text.split("\n").forEach((t, k) =>
      out.push(
        label(t, x + lead + 4, y + key.size * 0.35 + k * line, {
          class: "s5",
          "font-size": key.size,
        }),
      )
    );
  });
  return out;
}
