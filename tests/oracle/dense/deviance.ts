/**
 * The ML deviance by dense algebra, and its least value over the standard deviations that are free.
 *
 * @module
 */
import { applied, inner, inverse, type Matrix, plus, product, transpose } from "./matrix.ts";

/** A model whose V is a sum of parts times squared standard deviations. */
export interface Deviant {
  x: Matrix;
  y: Float64Array;
  parts: Matrix[];
  /** Where y are means: what varies within them, by the last sd. */
  within?: { df: number; sumSq: number };
}

/** n log 2π + log|V| + r'V⁻¹r at the best fixed effects; up to a constant where y are means. */
export function deviance({ x, y, parts, within }: Deviant, sds: readonly number[]): number {
  const n = y.length;
  let v: Matrix = parts[0]!.map(() => new Float64Array(n));
  parts.forEach((part, i) => v = plus(v, part, sds[i]! ** 2));
  const { inverse: w, logDet } = inverse(v);
  const wx = product(w, x);
  const beta = applied(inverse(product(transpose(x), wx)).inverse, applied(transpose(wx), y));
  const rest = applied(x, beta).map((f, i) => y[i]! - f);
  const last = sds[sds.length - 1]!;
  const more = within ? within.df * Math.log(last ** 2) + within.sumSq / last ** 2 : 0;
  return n * Math.log(2 * Math.PI) + logDet + inner(rest, applied(w, rest)) + more;
}

/**
 * The least deviance, one sd held at its start if that is asked: each free sd in turn is moved to the
 * vertex of the parabola through three points, the points drawing together.
 */
export function lowestDeviance(model: Deviant, start: readonly number[], held: number | null): number {
  const sds = [...start];
  let best = deviance(model, sds);
  const steps = sds.map((s) => s / 10);
  for (let round = 0; round < 60; round++) {
    for (let i = 0; i < sds.length; i++) {
      if (i === held) continue;
      const h = steps[i]!;
      const at = (value: number) => deviance(model, sds.with(i, value));
      const [left, right] = [at(sds[i]! - h), at(sds[i]! + h)];
      const bend = left - 2 * best + right;
      const move = bend > 0
        ? Math.max(-2, Math.min(2, (left - right) / (2 * bend))) * h
        : left < right ? -h : h;
      const there = at(sds[i]! + move);
      if (there < best) {
        best = there;
        sds[i]! += move;
      }
      steps[i] = Math.max(Math.abs(move), h / 4, 1e-3);
    }
  }
  return best;
}
