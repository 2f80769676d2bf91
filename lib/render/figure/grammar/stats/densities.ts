/**
 * Densities of values along x, and violins of values along y.
 *
 * @module
 */
import { greatest, least } from "../../../../lists.ts";
import { RULES } from "../../../../math/smoothing/bandwidths.ts";
import { kernelDensity, KERNELS } from "../../../../math/smoothing/kernel_density.ts";
import type { LayerSpec, Row, StatContext } from "../spec.ts";

const number = (v: unknown): number | null => typeof v === "number" ? v : null;

function kernelOf({ params }: LayerSpec): (x: number) => number {
  return KERNELS[typeof params.kernel === "string" ? params.kernel : "gaussian"]!;
}

function widthOf(layer: LayerSpec, values: readonly number[]): number {
  const { params } = layer;
  const said = params.bw;
  const adjust = number(params.adjust) ?? 1;
  const given = number(said);
  if (given !== null) return given * adjust;
  const found = RULES[typeof said === "string" ? said.toLowerCase() : "nrd0"]!(values);
  if (found === null) {
    layer.note(
      "few-values",
      "The rule finds no width for a sample that sparse: the usual one is taken",
    );
  }
  return (found ?? RULES.nrd0!(values)!) * adjust;
}

export function density(rows: Row[], { layer, range }: StatContext): Row[] {
  const values = rows.map((r) => r.x!);
  if (values.length < 2) {
    layer.note("few-values", "A group of fewer than two values has no density");
    return [];
  }
  const [from, to] = layer.params.trim === true ? [least(values), greatest(values)] : range;
  const given = rows.map((r) => r.weight ?? 1), total = given.reduce((s, v) => s + v, 0);
  const { x, y } = kernelDensity(values, {
    bandwidth: widthOf(layer, values),
    kernel: kernelOf(layer),
    count: number(layer.params.n) ?? 512,
    from,
    to,
    weights: given.map((v) => v / total),
  });
  const most = greatest(y), n = values.length;
  return x.map((place, i): Row => ({
    x: place,
    y: y[i]!,
    density: y[i]!,
    count: y[i]! * n,
    scaled: y[i]! / most,
    ndensity: y[i]! / most,
    n,
  }));
}

export function violin(rows: Row[], { layer, resolution }: StatContext): Row[] {
  const values = rows.map((r) => r.y!);
  if (values.length < 2) {
    if (values.length === 1) {
      layer.note("few-values", "A group of fewer than two values has no violin");
    }
    return [];
  }
  const xs = rows.map((r) => r.x!);
  const spread = greatest(xs) - least(xs);
  const width = number(layer.params.width) ?? (spread > 0 ? 0.9 * spread : 0.9 * resolution);
  const bw = widthOf(layer, values);
  const room = layer.params.trim === false ? 3 * bw : 0;
  const { x, y } = kernelDensity(values, {
    bandwidth: bw,
    kernel: kernelOf(layer),
    count: 512,
    from: least(values) - room,
    to: greatest(values) + room,
  });
  const most = greatest(y);
  return x.map((place, i): Row => ({
    x: (least(xs) + greatest(xs)) / 2,
    y: place,
    density: y[i]!,
    scaled: y[i]! / most,
    count: y[i]! * values.length,
    width,
    n: values.length,
  }));
}

/** Widths of violins on a panel: by area, by number or all the same. */
export function violinWidths(rows: Row[], { params }: LayerSpec): void {
  const densest = greatest(rows.map((r) => r.density!), 1e-300);
  const most = greatest(rows.map((r) => r.n!), 1);
  for (const r of rows) {
    r.violinwidth = params.scale === "width"
      ? r.scaled!
      : r.density! / densest * (params.scale === "count" ? r.n! / most : 1);
  }
}
