/**
 * What reaches beyond a panel is cut at its edge: lines piece by piece (Liang and Barsky 1984), areas side
 * by side (Sutherland and Hodgman 1974).
 *
 * @module
 */
import type { LayerMark, Place } from "../grammar/types.ts";

interface Box {
  low: Place;
  high: Place;
}

function inside([x, y]: Place, { low, high }: Box): boolean {
  return x >= low[0] && x <= high[0] && y >= low[1] && y <= high[1];
}

/** The part of a piece of a line within the box. */
function piece(a: Place, b: Place, { low, high }: Box): [Place, Place] | null {
  let from = 0, to = 1;
  const d: Place = [b[0] - a[0], b[1] - a[1]];
  for (const k of [0, 1] as const) {
    for (const [p, q] of [[-d[k], a[k] - low[k]], [d[k], high[k] - a[k]]] as const) {
      if (p === 0) {
        if (q < 0) return null;
      } else if (p < 0) from = Math.max(from, q / p);
      else to = Math.min(to, q / p);
    }
  }
  if (from > to) return null;
  const at = (t: number): Place => [a[0] + t * d[0], a[1] + t * d[1]];
  return [from === 0 ? a : at(from), to === 1 ? b : at(to)];
}

function cutLine(line: readonly Place[], box: Box): Place[][] {
  const out: Place[][] = [];
  for (let i = 1; i < line.length; i++) {
    const part = piece(line[i - 1]!, line[i]!, box);
    if (!part) continue;
    const last = out.at(-1), end = last?.at(-1);
    if (end && end[0] === part[0][0] && end[1] === part[0][1]) last!.push(part[1]);
    else out.push(part);
  }
  return out;
}

function cutArea(ring: readonly Place[], { low, high }: Box): Place[] {
  let points = [...ring];
  for (const k of [0, 1] as const) {
    for (const [limit, sign] of [[low[k], 1], [high[k], -1]] as const) {
      const keeps = (p: Place): boolean => sign * (p[k] - limit) >= 0;
      points = points.flatMap((p, i): Place[] => {
        const before = points.at(i - 1)!;
        if (keeps(p) === keeps(before)) return keeps(p) ? [p] : [];
        const t = (limit - before[k]) / (p[k] - before[k]);
        const edge: Place = [
          before[0] + t * (p[0] - before[0]),
          before[1] + t * (p[1] - before[1]),
        ];
        return keeps(p) ? [edge, p] : [edge];
      });
    }
  }
  return points;
}

/** The ends of a panel's axes, the lower first. */
export interface Ends {
  x: { domain: readonly [number, number] };
  y: { domain: readonly [number, number] };
}

/** A mark within its panel. */
export function cutMark(mark: LayerMark, { x, y }: Ends): LayerMark {
  const room = (d: readonly [number, number]): number => 1e-9 * (d[1] - d[0]);
  const box: Box = {
    low: [x.domain[0] - room(x.domain), y.domain[0] - room(y.domain)],
    high: [x.domain[1] + room(x.domain), y.domain[1] + room(y.domain)],
  };
  switch (mark.mark) {
    case "points":
      return { ...mark, at: mark.at.filter((p) => inside(p, box)) };
    case "texts": {
      const kept = mark.at.map((p) => inside(p, box));
      return {
        ...mark,
        at: mark.at.filter((_, i) => kept[i]),
        texts: mark.texts.filter((_, i) => kept[i]),
      };
    }
    case "dots":
      return mark;
    case "lines":
      return mark.lines.flat().every((p) => inside(p, box))
        ? mark
        : { ...mark, lines: mark.lines.flatMap((l) => cutLine(l, box)) };
    case "areas":
      return mark.areas.flat().every((p) => inside(p, box))
        ? mark
        : { ...mark, areas: mark.areas.map((a) => cutArea(a, box)).filter((a) => a.length > 2) };
  }
}
