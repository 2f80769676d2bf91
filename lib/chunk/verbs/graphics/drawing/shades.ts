/**
 * Tones of what is told apart by its place first.
 *
 * @module
 */
import type { Ink } from "../../../../render/figure/grammar/types.ts";

/** Greys from dark to light. */
export function shades(n: number): Ink[] {
  return Array.from({ length: n }, (_, j) => ({
    className: "s6",
    share: 0.75 - 0.6 * (n === 1 ? 0 : j / (n - 1)),
  }));
}
