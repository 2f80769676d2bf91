/**
 * Densities of groups that stand above each other (`ggridges`): one bandwidth and one scale of heights for
 * all groups of a panel.
 *
 * @module
 */
import { addAll, greatest, least } from "../../../../lists.ts";
import { RULES } from "../../../../math/smoothing/bandwidths.ts";
import { kernelDensity, KERNELS, quantile7 } from "../../../../math/smoothing/kernel_density.ts";
import type { LayerSpec, Row, StatContext } from "../spec.ts";

const number = (v: unknown): number | null => typeof v === "number" ? v : null;

/** Which quantiles of a group are asked for: of a number of parts, or by their shares. */
function sharesIn({ params }: LayerSpec): number[] {
  const given = params.quantiles ?? 4;
  if (Array.isArray(given)) return given.filter((p) => p >= 0 && p <= 1);
  const k = Number(given);
  if (k < 1) return [k];
  return Array.from({ length: Math.floor(k) - 1 }, (_, i) => (i + 1) / k);
}

/** A value between the places of a line; that of its ends beyond them. */
function between(x: readonly number[], y: readonly number[], at: number): number {
  const step = (x.at(-1)! - x[0]!) / (x.length - 1);
  const k = Math.min(x.length - 2, Math.max(0, Math.floor((at - x[0]!) / step)));
  const t = Math.min(1, Math.max(0, (at - x[k]!) / (x[k + 1]! - x[k]!)));
  return y[k]! + t * (y[k + 1]! - y[k]!);
}

/** The mean of the bandwidths of the groups. */
function jointWidth(groups: readonly (readonly number[])[]): number {
  const widths = groups.filter((v) => v.length > 1).map((v) => RULES.nrd0!(v) ?? NaN)
    .filter(Number.isFinite);
  return widths.reduce((s, v) => s + v, 0) / widths.length;
}

/** Lines of density over the places of their groups, the quantiles of each as rows marked `vline`. */
export function ridges(groups: readonly [number, Row[]][], { layer }: StatContext): Row[] {
  const { params } = layer;
  const known = groups.map(([group, rows]) =>
    [group, rows.filter((r) => Number.isFinite(r.x))] as const
  );
  const bandwidth = number(params.bandwidth) ??
    jointWidth(known.map(([, r]) => r.map((v) => v.x!)));
  const all = known.flatMap(([, rows]) => rows.map((r) => r.x!));
  if (all.length === 0 || !(bandwidth > 0)) return [];
  const from = number(params.from) ?? least(all) - 3 * bandwidth;
  const to = number(params.to) ?? greatest(all) + 3 * bandwidth;
  const shares = sharesIn(layer);
  const out: Row[] = [];
  for (const [group, rows] of known) {
    if (rows.length < 3) {
      layer.note("few-values", "A group of fewer than three values has no ridge");
      continue;
    }
    const values = rows.map((r) => r.x!), { x: _, ...kept } = rows[0]!;
    const { x, y } = kernelDensity(values, {
      bandwidth,
      kernel: KERNELS.gaussian!,
      count: number(params.n) ?? 512,
      from,
      to,
      weights: values.map(() => 1 / values.length),
    });
    const most = greatest(y), sorted = [...values].sort((a, b) => a - b);
    const ends = shares.map((p) => quantile7(sorted, p));
    let sum = 0;
    const made = (place: number, density: number): Row => ({
      ...kept,
      group,
      x: place,
      density,
      ndensity: density / most,
      height: density,
      quantile: ends.filter((q) => q < place).length + 1,
    });
    x.forEach((place, i) => {
      if (i > 0) sum += y[i - 1]! * (place - x[i - 1]!);
      out.push({ ...made(place, y[i]!), ecdf: sum });
    });
    if (params.quantile_lines === true) {
      addAll(out, ends.map((q) => ({ ...made(q, between(x, y, q)), vline: 1 })));
    }
  }
  return out;
}

/** Heights over the places of ridges: the tallest reaches `scale` times the way to the next. */
export function ridgeHeights(rows: readonly Row[], { params, stat }: LayerSpec): Row[] {
  const places = [...new Set(rows.map((r) => r.y!))];
  const most = greatest(rows.map((r) => r.height ?? 0), 0);
  const apart = places.length < 2
    ? 1
    : (greatest(places) - least(places)) / ((places.length - 1) * most);
  // heights that are given lie on the scale of y
  const scale = stat === "ridges"
    ? apart * (number(params.scale) ?? 1.8)
    : number(params.scale) ?? 1;
  const cut = stat === "ridges"
    ? most * (number(params.rel_min_height) ?? 0)
    : number(params.min_height) ?? 0;
  return rows.map((r): Row => ({
    ...r,
    ymin: r.y!,
    ymax: (r.height ?? 0) >= cut ? r.y! + scale * r.height! : NaN,
  }));
}
