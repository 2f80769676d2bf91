/**
 * Widths of bars, tiles and boxes before they are moved.
 *
 * @module
 */
import { ridgeHeights } from "./stats/ridges.ts";
import type { LayerSpec, Row } from "./spec.ts";

/** Smallest distance of values; `zero` counts as one of them where it is asked for. */
export function resolutionOf(values: readonly number[], zero: boolean): number {
  const known = values.filter(Number.isFinite);
  const first = known[0];
  if (first === undefined || known.every((v) => v === first)) return 1;
  if (zero) known.push(0);
  const sorted = Float64Array.from(known).sort();
  let gap = Infinity;
  for (let i = 1; i < sorted.length; i++) {
    const step = sorted[i]! - sorted[i - 1]!;
    if (step > 0 && step < gap) gap = step;
  }
  return gap;
}

/** Whether values of an axis lie at whole numbers by their kind. */
export interface Whole {
  x: boolean;
  y: boolean;
}

/** A layer's rows with the corners of what it draws. */
export function widened(layer: LayerSpec, rows: Row[], whole: Whole): Row[] {
  const given = typeof layer.params.width === "number" ? layer.params.width : null;
  const high = typeof layer.params.height === "number" ? layer.params.height : null;
  const along = (name: "x" | "y"): number =>
    whole[name] ? 1 : resolutionOf(rows.map((r) => r[name]!), false);
  const sided = (r: Row, width: number): Row => ({
    ...r,
    width,
    xmin: r.x! - width / 2,
    xmax: r.x! + width / 2,
  });
  switch (layer.geom) {
    case "bar": {
      const usual = given ?? 0.9 * along("x");
      return rows.map((r): Row => {
        const width = r.width ?? usual;
        const just = typeof layer.params.just === "number" ? layer.params.just : 0.5;
        const xmin = r.xmin ?? r.x! - width * just, xmax = r.xmax ?? r.x! + width * (1 - just);
        return {
          ...r,
          width: xmax - xmin,
          xmin,
          xmax,
          ymin: Math.min(0, r.y!),
          ymax: Math.max(0, r.y!),
        };
      });
    }
    case "tile": {
      const w = given ?? along("x"), h = high ?? along("y");
      return rows.map((r): Row => {
        const tall = r.height ?? h;
        return { ...sided(r, r.width ?? w), ymin: r.y! - tall / 2, ymax: r.y! + tall / 2 };
      });
    }
    case "errorbar":
    case "crossbar": {
      const usual = given ?? 0.9 * along("x");
      return rows.map((r) => sided(r, r.width ?? usual));
    }
    case "boxplot": {
      const most = Math.max(1e-300, rows.reduce((m, r) => Math.max(m, r.relvarwidth ?? 0), 0));
      const usual = given ?? 0.9 * along("x");
      return rows.map((r) => {
        const width = r.width ?? usual;
        const share = layer.params.varwidth === true && r.relvarwidth !== undefined
          ? r.relvarwidth / most
          : 1;
        return sided(r, width * share);
      });
    }
    case "violin": {
      const usual = given ?? 0.9 * along("x");
      return rows.map((r) => sided(r, r.width ?? usual));
    }
    case "segment":
      return rows.map((r): Row =>
        r.radius === undefined || r.angle === undefined ? r : {
          ...r,
          xend: r.x! + Math.cos(r.angle) * r.radius,
          yend: r.y! + Math.sin(r.angle) * r.radius,
        }
      );
    case "ridges":
      return ridgeHeights(rows, layer);
    case "ribbon":
      return rows.map((r): Row => ({ ...r, y: r.ymin ?? r.y! }));
    case "area":
    case "density":
      return rows.map((r): Row => ({ ...r, ymin: 0, ymax: r.y! }));
    default:
      return rows;
  }
}
