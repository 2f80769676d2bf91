/**
 * Pillars side by side: which of them fit, how wide each is, and the lines that they make.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { widthOf } from "../print/cells.ts";
import { linesOf, type Pillar } from "./pillars.ts";

/** Room for pillars: so many columns of text in each tier. */
export interface Room {
  readonly tiers: number;
  readonly width: number;
}

/** The pillars that are shown. */
export interface Colonnade {
  readonly lines: readonly string[];
  /** How many of the pillars are shown. */
  readonly shown: number;
  /** Shown pillars whose names are cut. */
  readonly abbreviated: readonly Pillar[];
}

/** Where the next pillar of a width goes; null if there is no tier left for it. */
interface Spot {
  readonly tier: number;
  readonly used: number;
}

function placed(at: Spot, width: number, room: Room): Spot | null {
  if (at.used + 1 + width <= room.width) return { tier: at.tier, used: at.used + 1 + width };
  if (at.tier + 1 >= room.tiers || 1 + width > room.width) return null;
  return { tier: at.tier + 1, used: 1 + width };
}

function allFit(at: Spot, widths: readonly number[], room: Room): boolean {
  let spot: Spot | null = at;
  for (const width of widths) {
    spot = placed(spot, width, room);
    if (spot === null) return false;
  }
  return true;
}

/** Widths of as many pillars as fit: from left to right each gets what the later ones leave. */
function widthsOf(pillars: readonly Pillar[], room: Room): number[] {
  let fit = 0;
  let end: Spot | null = { tier: 0, used: 0 };
  for (const p of pillars) {
    end = placed(end, Math.min(p.narrowest, room.width - 1), room);
    if (end === null) break;
    fit++;
  }
  const least = pillars.slice(0, fit).map((p) => Math.min(p.narrowest, room.width - 1));
  const widths: number[] = [];
  let at: Spot = { tier: 0, used: 0 };
  for (let k = 0; k < fit; k++) {
    const rest = least.slice(k + 1);
    let width = Math.min(pillars[k]!.widest, room.width - 1);
    for (; width > least[k]!; width--) {
      const next = placed(at, width, room);
      if (next && allFit(next, rest, room)) break;
    }
    // A pillar whose cells have a shorter form may need less than it could have.
    const p = pillars[k]!;
    if (width < p.widest && /^<(named )?list>$/.test(p.type)) {
      const needed = p.cells(width).reduce((m, c) => Math.max(m, widthOf(c)), 0);
      width = Math.max(
        least[k]!,
        Math.min(width, Math.max(needed, widthOf(p.title), widthOf(p.type))),
      );
    }
    widths.push(width);
    at = placed(at, width, room)!;
  }
  return widths;
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A number as it stands raised at an abbreviated name. */
export function raised(n: number): string {
  return [...String(n)].map((d) => RAISED[Number(d)]).join("");
}

/** The lines of pillars, led by the numbers of the rows; a star says that those are names. */
export function colonnade(
  pillars: readonly Pillar[],
  rows: number,
  room: Room,
  named = false,
): Colonnade {
  const label = String(rows).length;
  const inner = { tiers: room.tiers, width: room.width - label };
  const widths = rows === 0 ? [] : widthsOf(pillars, inner);
  const abbreviated: Pillar[] = [];
  const lines: string[] = [];
  let current: string[] = [];
  let at: Spot = { tier: 0, used: 0 };
  const heads = ["", named ? "*" : "", ...Array.from({ length: rows }, (_, i) => String(i + 1))];
  const begin = (): string[] => heads.map((h) => h.padStart(label));
  if (widths.length > 0) current = begin();
  widths.forEach((width, k) => {
    const p = pillars[k]!;
    let mark: string | null = null;
    if (widthOf(p.title) > width) {
      abbreviated.push(p);
      mark = raised(abbreviated.length);
    }
    const next = placed(at, width, inner)!;
    if (next.tier !== at.tier) {
      addAll(lines, current);
      current = begin();
    }
    at = next;
    linesOf(p, width, mark).forEach((line, i) => current[i] += ` ${line}`);
  });
  return { lines: [...lines, ...current], shown: widths.length, abbreviated };
}
