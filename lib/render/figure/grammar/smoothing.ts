/**
 * Lines through clouds of points with their bands: least squares of a polynomial in x.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { qt } from "../../../math/distribution/f_distribution.ts";
import type { Row, StatContext } from "./spec.ts";

/** A polynomial by least squares in orthogonal polynomials of x: values and their standard errors. */
export function polynomialFit(x: readonly number[], y: readonly number[], degree: number) {
  const n = x.length;
  const basis = orthogonal(x, degree);
  const coefficients = basis.columns.map((c, k) =>
    c.reduce((s, v, i) => s + v * y[i]!, 0) / basis.norms[k]!
  );
  let rss = 0;
  for (let i = 0; i < n; i++) {
    rss += (y[i]! - basis.columns.reduce((s, c, k) => s + c[i]! * coefficients[k]!, 0)) ** 2;
  }
  const df = n - basis.columns.length;
  const sigma = Math.sqrt(rss / df);
  return {
    df,
    at(place: number): { value: number; se: number } {
      const values = basis.at(place);
      const value = values.reduce((s, v, k) => s + v * coefficients[k]!, 0);
      const leverage = values.reduce((s, v, k) => s + v * v / basis.norms[k]!, 0);
      return { value, se: sigma * Math.sqrt(leverage) };
    },
  };
}

/** Polynomials that are orthogonal over x, by their recurrence (Forsythe 1957). */
function orthogonal(x: readonly number[], degree: number) {
  const columns: number[][] = [x.map(() => 1)];
  const norms = [x.length];
  const alphas: number[] = [];
  for (let k = 0; k < degree; k++) {
    const last = columns[k]!, before = columns[k - 1];
    const alpha = last.reduce((s, v, i) => s + v * v * x[i]!, 0) / norms[k]!;
    const beta = before ? norms[k]! / norms[k - 1]! : 0;
    alphas.push(alpha);
    const next = last.map((v, i) => (x[i]! - alpha) * v - beta * (before?.[i] ?? 0));
    columns.push(next);
    norms.push(next.reduce((s, v) => s + v * v, 0));
  }
  const at = (place: number): number[] => {
    const out = [1];
    for (let k = 0; k < degree; k++) {
      const beta = k > 0 ? norms[k]! / norms[k - 1]! : 0;
      out.push((place - alphas[k]!) * out[k]! - beta * (out[k - 1] ?? 0));
    }
    return out;
  };
  return { columns, norms, at };
}

/** A line with its band at places along x. */
export function smoothRows(rows: Row[], { layer, range }: StatContext): Row[] {
  const x = rows.map((r) => r.x!), y = rows.map((r) => r.y!);
  const distinct = [...new Set(x)].sort((a, b) => a - b);
  const degree = typeof layer.params.degree === "number" ? layer.params.degree : 1;
  if (distinct.length <= degree) return [];
  const [low, high] = layer.params.fullrange === true ? range : [least(x), greatest(x)];
  const count = typeof layer.params.n === "number" ? layer.params.n : 80;
  const whole = layer.mapped.get("x");
  const places = whole?.kind === "numbers" && whole.whole
    ? distinct
    : Array.from({ length: count }, (_, i) => low + (high - low) * i / (count - 1));
  const fit = polynomialFit(x, y, degree);
  const banded = layer.params.se !== false && fit.df > 0;
  const level = typeof layer.params.level === "number" ? layer.params.level : 0.95;
  const quantile = banded ? qt(1 - (1 - level) / 2, fit.df) : 0;
  return places.map((place): Row => {
    const { value, se } = fit.at(place);
    return banded
      ? { x: place, y: value, ymin: value - quantile * se, ymax: value + quantile * se, se }
      : { x: place, y: value };
  });
}
