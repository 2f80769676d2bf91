/**
 * Boxes: hinges, whiskers, notches, and what lies beyond.
 *
 * @module
 */
import { greatest, least } from "../../../../lists.ts";
import { quantile7 } from "../../../../math/smoothing/kernel_density.ts";
import type { Row, StatContext } from "../spec.ts";

const number = (v: unknown): number | null => typeof v === "number" ? v : null;

/** Hinges, whiskers and what lies beyond, of one sample. */
export function boxOf(values: readonly number[], coef = 1.5) {
  const sorted = [...values].sort((a, b) => a - b);
  const [lower, middle, upper] = [0.25, 0.5, 0.75].map((p) => quantile7(sorted, p)) as [
    number,
    number,
    number,
  ];
  const reach = coef * (upper - lower);
  const inside = coef === 0
    ? sorted
    : sorted.filter((v) => v >= lower - reach && v <= upper + reach);
  const beyond = sorted.filter((v) => v < lower - reach || v > upper + reach);
  return {
    lower,
    middle,
    upper,
    // whiskers end at the hinges at least, where no value lies beyond them within reach
    ymin: Math.min(lower, inside[0] ?? lower),
    ymax: Math.max(upper, inside.at(-1) ?? upper),
    outliers: coef === 0 ? [] : beyond,
  };
}

export function box(rows: Row[], { layer, resolution }: StatContext): Row[] {
  const xs = rows.map((r) => r.x!);
  const spread = greatest(xs) - least(xs);
  const width = number(layer.params.width) ?? (spread > 0 ? 0.9 * spread : 0.75 * resolution);
  const x = (least(xs) + greatest(xs)) / 2;
  const { outliers, ...five } = boxOf(rows.map((r) => r.y!), number(layer.params.coef) ?? 1.5);
  const notch = 1.58 * (five.upper - five.lower) / Math.sqrt(rows.length);
  return [
    {
      x,
      width,
      ...five,
      notchlower: five.middle - notch,
      notchupper: five.middle + notch,
      relvarwidth: Math.sqrt(rows.length),
    },
    ...outliers.map((y): Row => ({ x, width, outlier: 1, y, ymin: y, ymax: y })),
  ];
}
