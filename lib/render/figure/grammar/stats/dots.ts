/**
 * Dots in bins that begin where values are (Wilkinson 1999).
 *
 * @module
 */
import type { Row, StatContext } from "../spec.ts";

export function dots(rows: Row[], { layer, range }: StatContext): Row[] {
  const values = rows.map((r) => r.x!).sort((a, b) => a - b);
  const bins = typeof layer.params.bins === "number" ? layer.params.bins : 30;
  const width = typeof layer.params.binwidth === "number"
    ? layer.params.binwidth
    : (range[1] - range[0]) / bins;
  const found: { members: number[] }[] = [];
  let end = -Infinity;
  for (const v of values) {
    if (v >= end) {
      end = v + width - 1e-8;
      found.push({ members: [] });
    }
    found.at(-1)!.members.push(v);
  }
  return found.flatMap(({ members }): Row[] => {
    const x = (members[0]! + members.at(-1)!) / 2, n = members.length;
    return members.map((_, i): Row => ({
      x,
      y: 0,
      xmin: x - width / 2,
      xmax: x + width / 2,
      ymin: 0,
      ymax: 1,
      binwidth: width,
      count: n,
      countidx: i + 1,
      stackpos: i + 0.5,
    }));
  });
}
