/**
 * Rows with their looks, and the marks that many geometries are made of.
 *
 * @module
 */
import type { Glyph } from "../../shapes.ts";
import type { LayerSpec, Row } from "../spec.ts";
import type { LayerMark, Look, Place } from "../types.ts";

/** A row with what it looks like. */
export interface Seen {
  row: Row;
  look: Look;
  glyph: Glyph;
  radius: number;
  text: string;
}

/** Ends of the axes of a panel, which lines across it reach. */
export interface Ends {
  x: [number, number];
  y: [number, number];
}

/** How a geometry is drawn. */
export type Draw = (seen: readonly Seen[], layer: LayerSpec, ends: Ends) => LayerMark[];

/** Brings together what has one look. */
export function alike<T>(items: readonly T[], keyOf: (t: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item), own = found.get(key);
    if (own) own.push(item);
    else found.set(key, [item]);
  }
  return [...found.values()];
}

/** What tells looks apart. */
export const lookKey = (s: Seen): string => JSON.stringify([s.look, s.glyph, s.radius]);

/** A look without its border, for areas under lines. */
export const bare = (look: Look): Look => ({ ...look, stroke: null });
/** A look for lines. */
export const lined = (look: Look, width = look.width): Look => ({ ...look, fill: null, width });
/** A look for lines about areas, which are never faint. */
export const outlined = (look: Look, width = look.width): Look => ({
  ...lined(look, width),
  opacity: 1,
});

/** Rows of each group. */
export function groups(seen: readonly Seen[]): Seen[][] {
  return alike(seen, (s) => `${s.row.group} ${s.row.piece ?? ""}`);
}

/** Whether places are there. */
export const known = (...v: (number | undefined)[]): boolean =>
  v.every((x) => x !== undefined && !Number.isNaN(x));

/** Points, those of one look together. */
export function points(seen: readonly Seen[]): LayerMark[] {
  const there = seen.filter((s) => known(s.row.x, s.row.y));
  return alike(there, lookKey).map((own) => ({
    mark: "points",
    at: own.map((s): Place => [s.row.x!, s.row.y!]),
    glyph: own[0]!.glyph,
    radius: own[0]!.radius,
    look: own[0]!.look,
  }));
}

/** One line for each piece, pieces of one look together. */
export function segmented(
  seen: readonly Seen[],
  pieces: (s: Seen) => Place[][],
  look: (look: Look) => Look = lined,
): LayerMark[] {
  return alike(seen, lookKey).flatMap((own): LayerMark[] => {
    const lines = own.flatMap(pieces).filter((l) => l.every((p) => known(...p)));
    return lines.length === 0 ? [] : [{ mark: "lines", lines, look: look(own[0]!.look) }];
  });
}

/** Areas, those of one look together. */
export function areas(seen: readonly Seen[], ring: (s: Seen) => Place[]): LayerMark[] {
  return alike(seen, lookKey).flatMap((own): LayerMark[] => {
    const rings = own.map(ring).filter((r) => r.every((p) => known(...p)));
    return rings.length === 0 ? [] : [{ mark: "areas", areas: rings, look: own[0]!.look }];
  });
}

/** Corners of a rectangle: from a to b and from c to d. */
export const corners = (
  a: number,
  b: number,
  c: number,
  d: number,
): Place[] => [[a, c], [b, c], [b, d], [a, d]];
