/**
 * The least value of a function of several variables without derivatives: Nelder & Mead (1965), "A
 * simplex method for function minimization", Computer J. 7, 308–313, in the form of Nash (1990), Compact
 * Numerical Methods for Computers, algorithm 19.
 *
 * @module
 */

import { greatest } from "../../lists.ts";

/** How a search went. */
export interface Search {
  readonly x: number[];
  readonly value: number;
  /** How often the function was called, and its gradient. */
  readonly calls: number;
  readonly gradients: number | null;
  /** 0, or why it stopped before the end: 1 too many calls, 10 a simplex that shrinks no more. */
  readonly fault: number;
}

/** What a search may do, and when it is at its end. */
export interface SearchOptions {
  readonly relative: number;
  readonly absolute: number;
  readonly most: number;
}

export type Objective = (x: readonly number[]) => number;

/** A value that stands for one that is no number. */
const BIG = 1e35;
const [REFLECTION, CONTRACTION, EXPANSION] = [1, 0.5, 2];

interface Corner {
  x: number[];
  value: number;
}

export function simplexMinimum(
  start: readonly number[],
  f: Objective,
  { relative, absolute, most }: SearchOptions,
): Search {
  const n = start.length;
  let calls = 0;
  const at = (x: number[]): Corner => {
    calls++;
    const value = f(x);
    return { x, value: Number.isFinite(value) ? value : BIG };
  };
  const first = at([...start]);
  const tolerance = relative * (Math.abs(first.value) + relative);
  const { corners, size } = firstSimplex(start, first);
  let old = size;
  let low = 0;
  let fault = 0;
  let fresh = true;
  for (;;) {
    if (fresh) {
      corners.forEach((c, j) => {
        if (j !== low) corners[j] = at(c.x);
      });
      fresh = false;
    }
    let high = low;
    corners.forEach((c, j) => {
      if (j === low) return;
      if (c.value < corners[low]!.value) low = j;
      if (c.value > corners[high]!.value) high = j;
    });
    const best = corners[low]!;
    const worst = corners[high]!;
    if (worst.value <= best.value + tolerance || best.value <= absolute) break;
    if (calls > most) {
      fault = 1;
      break;
    }
    const centre = worst.x.map((w, i) => corners.reduce((s, c) => s + c.x[i]!, -w) / n);
    const reflected = at(
      centre.map((c, i) => (1 + REFLECTION) * c - REFLECTION * worst.x[i]!),
    );
    if (reflected.value < best.value) {
      const further = at(
        reflected.x.map((b, i) => EXPANSION * b + (1 - EXPANSION) * centre[i]!),
      );
      corners[high] = further.value < reflected.value ? further : reflected;
      continue;
    }
    if (reflected.value < worst.value) corners[high] = reflected;
    const from = corners[high]!;
    const drawn = at(centre.map((c, i) => (1 - CONTRACTION) * from.x[i]! + CONTRACTION * c));
    if (drawn.value < from.value) corners[high] = drawn;
    else if (reflected.value >= worst.value) {
      const now = shrink(corners, low);
      if (now >= old) {
        fault = 10;
        break;
      }
      old = now;
      fresh = true;
    }
  }
  return { ...corners[low]!, calls, gradients: null, fault };
}

function firstSimplex(
  start: readonly number[],
  first: Corner,
): { corners: Corner[]; size: number } {
  let step = 0.1 * greatest(start.map(Math.abs), 0);
  if (step === 0) step = 0.1;
  let size = 0;
  const corners = [first];
  start.forEach((s, j) => {
    const x = [...start];
    let trial = step;
    while (x[j] === s) {
      x[j] = s + trial;
      trial *= 10;
    }
    size += trial;
    corners.push({ x, value: first.value });
  });
  return { corners, size };
}

/** Draws all corners halfway to the best; gives how far they are from it. */
function shrink(corners: Corner[], low: number): number {
  const best = corners[low]!.x;
  let size = 0;
  corners.forEach(({ x }, j) => {
    if (j === low) return;
    x.forEach((v, i) => {
      x[i] = CONTRACTION * (v - best[i]!) + best[i]!;
      size += Math.abs(x[i]! - best[i]!);
    });
  });
  return size;
}
