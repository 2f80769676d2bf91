/**
 * Ticks of R's axes: round numbers within the ends, or powers of ten with what lies between.
 *
 * @module
 */
import { pretty } from "../../../math/pretty.ts";
import { formatNumbers } from "../../number/number_format.ts";
import type { SheetScale } from "./types.ts";

/** Round numbers within the ends of an axis. */
export function linearTicks(low: number, high: number, n = 5): number[] {
  const [a, b] = [Math.min(low, high), Math.max(low, high)];
  const room = 1e-10 * (b - a);
  const steps = pretty(a, b, n, { fewest: 1, shrink: 0.25, bias: 0.8, bias5: 1.7 });
  return steps.filter((v) => v >= a - room && v <= b + room);
}

/** Ticks of a logarithmic axis whose ends are powers of ten. */
export function logTicks(low: number, high: number): number[] {
  const [a, b] = [Math.min(low, high), Math.max(low, high)];
  const decades = Math.floor(b + 1e-9) - Math.ceil(a - 1e-9);
  const within = decades > 3 ? [1] : decades === 3 ? [1, 5] : [1, 2, 5];
  const every = Math.max(1, Math.ceil(decades / 6));
  const out: number[] = [];
  for (let k = Math.floor(a); k <= Math.ceil(b); k++) {
    if (decades > 3 && (k - Math.ceil(a)) % every !== 0) continue;
    for (const m of within) {
      const v = m * 10 ** k;
      if (Math.log10(v) >= a - 1e-9 && Math.log10(v) <= b + 1e-9) {
        out.push(Number(v.toPrecision(3)));
      }
    }
  }
  if (out.length >= 2) return out;
  return linearTicks(10 ** a, 10 ** b).filter((v) => v > 0);
}

/** Ticks of a scale, in values. */
export function ticksOf(scale: SheetScale, n = 5): number[] {
  const [low, high] = scale.domain;
  return scale.log ? logTicks(low, high) : linearTicks(low, high, n);
}

/** Numbers as an axis writes them. */
export function tickTexts(at: readonly number[], log: boolean): string[] {
  const written = log
    ? at.map((v) => formatNumbers([v])[0]!.trim())
    : formatNumbers(at.map((v) => Number(v.toPrecision(12)))).map((t) => t.trim());
  return written.map((t) => t.replace(/^-/, "\u2212"));
}
