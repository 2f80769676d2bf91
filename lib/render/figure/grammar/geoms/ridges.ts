/**
 * Ridges: lines over the places of their groups, with the area below them, the nearest in front.
 *
 * @module
 */
import type { LayerMark, Look, Place } from "../types.ts";
import { alike, bare, type Draw, known, lined, outlined, type Seen } from "./marks.ts";

/** Pieces of a line at most, where its fill changes along it. */
const PIECES = 64;

/** Neighbours of one fill together; many fills are as many pieces as are seen. */
function pieces(own: readonly Seen[]): Seen[][] {
  const runs: Seen[][] = [];
  for (const s of own) {
    const last = runs.at(-1);
    if (last && JSON.stringify(last[0]!.look.fill) === JSON.stringify(s.look.fill)) last.push(s);
    else {
      last?.push(s);
      runs.push([s]);
    }
  }
  if (runs.length <= PIECES) return runs.filter((r) => r.length > 1);
  const size = Math.ceil(own.length / PIECES);
  return Array.from({ length: Math.ceil(own.length / size) }, (_, k) => {
    const part = own.slice(k * size, (k + 1) * size + 1), middle = part[part.length >> 1]!;
    return [{ ...part[0]!, look: middle.look }, ...part.slice(1)];
  }).filter((r) => r.length > 1);
}

/** Where a line is known, without what lies below it. */
function stretches(own: readonly Seen[]): Seen[][] {
  const out: Seen[][] = [[]];
  for (const s of own) {
    if (known(s.row.x, s.row.ymax)) out.at(-1)!.push(s);
    else if (out.at(-1)!.length > 0) out.push([]);
  }
  return out.filter((r) => r.length > 1);
}

const top = (s: Seen): Place => [s.row.x!, s.row.ymax!];
const foot = (s: Seen): Place => [s.row.x!, s.row.ymin!];

/** A look of which neighbours leave no seam. */
const seamless = (look: Look): Look => ({ ...look, stroke: look.fill, width: 0.6 });

/** A ridge: its area in pieces, its line, and lines at its quantiles. */
function ridge(own: readonly Seen[]): LayerMark[] {
  const sorted = own.filter((s) => s.row.vline === undefined)
    .sort((a, b) => a.row.x! - b.row.x!);
  const quantiles = own.filter((s) => s.row.vline === 1 && known(s.row.ymax));
  return [
    ...stretches(sorted).flatMap((there): LayerMark[] => [
      ...pieces(there).map((part): LayerMark => ({
        mark: "areas",
        areas: [[...part.map(top), ...part.map(foot).reverse()]],
        look: part.length === there.length ? bare(part[0]!.look) : seamless(part[0]!.look),
      })),
      { mark: "lines", lines: [there.map(top)], look: outlined(there[0]!.look) },
    ]),
    ...(quantiles.length > 0
      ? [{
        mark: "lines" as const,
        lines: quantiles.map((s) => [foot(s), top(s)]),
        look: lined(quantiles[0]!.look),
      }]
      : []),
  ];
}

/** Ridges from the farthest to the nearest. */
export const ridges: Draw = (seen) =>
  alike(seen, (s) => `${s.row.y} ${s.row.group}`)
    .sort((a, b) => b[0]!.row.y! - a[0]!.row.y!)
    .flatMap(ridge);
