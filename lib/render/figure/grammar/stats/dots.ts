/**
 * Dots in bins that begin where values are (Wilkinson 1999).
 *
 * @module
 */
import { greatest, least } from "../../../../lists.ts";
import type { Row, StatContext } from "../spec.ts";

/** Where the k-th of n dots stands, in dots from the line that they are stacked on. */
const STACKED: Readonly<Record<string, (k: number, n: number) => number>> = {
  up: (k) => k - 0.5,
  down: (k) => 0.5 - k,
  center: (k, n) => k - 1 - (n - 1) / 2,
  centerwhole: (k, n) => k - 1 - Math.floor((n - 1) / 2),
};

/** Part of the width of a stack on either side of its line. */
const SIDES: Readonly<Record<string, readonly [number, number]>> = {
  up: [0, 1],
  down: [-1, 0],
  center: [-0.5, 0.5],
  centerwhole: [-0.5, 0.5],
};

export function dots(rows: Row[], { layer, range, other, resolution }: StatContext): Row[] {
  const { params } = layer;
  const standing = params.binaxis === "y";
  const values = rows.map((r) => (standing ? r.y : r.x)!)
    .filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
  const [low, high] = standing ? other : range;
  const bins = typeof params.bins === "number" ? params.bins : 30;
  const width = typeof params.binwidth === "number" ? params.binwidth : (high - low) / bins;
  const direction = typeof params.stackdir === "string" ? params.stackdir : "up";
  const place = STACKED[direction]!, [before, behind] = SIDES[direction]!;
  const found: { members: number[] }[] = [];
  let end = -Infinity;
  for (const v of values) {
    if (v >= end) {
      end = v + width;
      found.push({ members: [] });
    }
    found.at(-1)!.members.push(v);
  }
  const wide = typeof params.width === "number" ? params.width : 0.9 * resolution;
  const line = rows[0]?.x ?? 0;
  const middles = found.map(({ members }) => (members[0]! + members.at(-1)!) / 2);
  const [lowest, highest] = [least(middles) - width / 2, greatest(middles) + width / 2];
  return found.flatMap(({ members }, b): Row[] => {
    const middle = middles[b]!, n = members.length;
    const about = standing
      ? {
        x: line,
        y: middle,
        width: wide,
        xmin: line + before * wide,
        xmax: line + behind * wide,
        ymin: lowest,
        ymax: highest,
      }
      : {
        x: middle,
        y: 0,
        xmin: middle - width / 2,
        xmax: middle + width / 2,
        ymin: before,
        ymax: behind,
      };
    return members.map((_, i): Row => ({
      ...about,
      binwidth: width,
      count: n,
      countidx: i + 1,
      stackpos: place(i + 1, n),
    }));
  });
}
