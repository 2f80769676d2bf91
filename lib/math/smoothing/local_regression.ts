/**
 * Local regression on one variable (Cleveland, Devlin and Grosse 1988; "loess"): at each vertex of a tree of
 * cells a polynomial is fitted to the nearest values with tricube weights, and between vertices the curve is
 * the cubic with their values and slopes. The scale of the residuals has the interpolated degrees of
 * freedom of Cleveland and Grosse (1991), Statistics and Computing 1, 47–62.
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import { narrowPseudoInverse } from "./narrow_pseudo_inverse.ts";

/** What a local regression is told. */
export interface LocalOptions {
  /** Part of the values that each fit takes; above 1 the neighbourhood widens. */
  span: number;
  /** Degree of the polynomial. */
  degree: 0 | 1 | 2;
  /** Weight of each value. */
  weights?: readonly number[];
}

/** A fitted curve. */
export interface LocalCurve {
  /** Value and standard error at a place; NaN beyond the values of x. */
  at(place: number): { value: number; se: number };
  /** Degrees of freedom of the t distribution for intervals. */
  df: number;
  /** Standard deviation of the residuals. */
  sigma: number;
  /** Sums of the first and second powers of the eigenvalues of the residual operator, interpolated. */
  moments: readonly [one: number, two: number];
  /** Trace of the operator that gives the fitted values. */
  trace: number;
}

/** A vertex: its place, and value and slope as sums over the values of y. */
interface Vertex {
  at: number;
  value: Float64Array;
  slope: Float64Array;
}

/** Part of the values that a cell holds at most, as part of the span. */
const CELL = 0.2;

/** Places at which cells meet: cells are halved by number until they hold few values. */
function cuts(sorted: readonly number[], most: number): number[] {
  const low = sorted[0]!, high = sorted.at(-1)!;
  const margin = 0.005 *
    Math.max(high - low, 1e-10 * Math.max(Math.abs(low), Math.abs(high)) + 1e-30);
  const found = [low - margin, high + margin];
  const halve = (from: number, to: number, a: number, b: number): void => {
    if (to - from + 1 <= most || from === to) return;
    // values that are the same stay together: the cut moves to the nearest place where they differ
    const middle = (from + to) >> 1;
    let m = middle;
    for (let shift = 0; middle + shift < to && middle + shift >= from;) {
      if (sorted[middle + shift] !== sorted[middle + shift + 1]) {
        m = middle + shift;
        break;
      }
      shift = -shift;
      if (shift >= 0) shift++;
    }
    const cut = sorted[m]!;
    if (cut === a || cut === b) return;
    found.push(cut);
    halve(from, m, a, cut);
    halve(m + 1, to, cut, b);
  };
  halve(0, sorted.length - 1, found[0]!, found[1]!);
  return found.sort((a, b) => a - b);
}

/** The fit at a vertex. */
function vertex(
  x: readonly number[],
  at: number,
  nearest: number,
  { span, degree, weights }: LocalOptions,
): Vertex {
  const distances = x.map((v) => Math.abs(v - at));
  const reach = [...distances].sort((a, b) => a - b)[nearest - 1]! * Math.max(1, span);
  const root = distances.map((d, i) => {
    if (d >= reach) return 0;
    const tricube = d < 0.001 * reach ? 1 : (1 - (d / reach) ** 3) ** 3;
    return Math.sqrt(tricube * (weights?.[i] ?? 1));
  });
  const columns = Array.from(
    { length: degree + 1 },
    (_, k) => Float64Array.from(x, (v, i) => root[i]! * (v - at) ** k),
  );
  const { rows } = narrowPseudoInverse(columns);
  const [value, slope] = rows.map((r) => r.map((v, i) => v * root[i]!));
  return { at, value: value!, slope: slope ?? new Float64Array(x.length) };
}

/** Vertices of the exponent in the approximation of degrees of freedom: place, value, slope. */
const EXPONENT: readonly [number, number, number][] = [
  [-0.002, -0.077383997829, 4.3080101191],
  [0.1204, 0.095807, -0.7978],
  [0.2017, 0.026152, -0.7286],
  [0.2815, -0.031926, -0.4457],
  [0.3705, -0.053718, -0.3495],
  [0.4536, -0.06417, 0.032813],
  [0.5591, -0.058387, 0.1611],
  [0.7132, -0.020636, 0.335],
  [0.8751, 0.040172, -0.041032],
  [1.002, -0.008563543205, -0.7547199875],
];

/** Coefficients of the approximation by degree: of the first and of the second moment. */
const MOMENTS: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[0.297162, 0.380266, 0.5886043], [0.2848308, 0.2254512, 0.2914126]],
  [[0.1611761, 0.3091323, 0.4401023], [0.207567, 0.2822574, 0.2369957]],
];

function hermite(
  place: number,
  [a, va, sa]: readonly [number, number, number],
  [b, vb, sb]: readonly [number, number, number],
): number {
  const h = b - a, t = (place - a) / h, u = 1 - t;
  return u * u * (1 + 2 * t) * va + h * t * u * u * sa + t * t * (3 - 2 * t) * vb -
    h * t * t * u * sb;
}

/** Sums of the first and second powers of the residual operator's eigenvalues, by the trace. */
function moments(trace: number, n: number, degree: number): [number, number] {
  const k = degree + 1, corner = Math.sqrt(k / n);
  const z = Math.min(1, Math.max(0, (Math.sqrt(k / trace) - corner) / (1 - corner)));
  let i = 1;
  while (i < EXPONENT.length - 1 && z > EXPONENT[i]![0]) i++;
  const c4 = Math.exp(hermite(z, EXPONENT[i - 1]!, EXPONENT[i]!));
  const of = ([c1, c2, c3]: readonly number[]): number =>
    n - trace * Math.exp(c1! * z ** c2! * (1 - z) ** c3! * c4);
  const [first, second] = MOMENTS[Math.max(0, degree - 1)]!;
  return [of(first), of(second)];
}

/** Fits a local regression; null where there are too few values. */
export function localRegression(
  x: readonly number[],
  y: readonly number[],
  options: LocalOptions,
): LocalCurve | null {
  const n = x.length;
  const nearest = Math.min(n, Math.floor(n * options.span + 1e-5));
  if (nearest < options.degree + 1) return null;
  const sorted = [...x].sort((a, b) => a - b);
  const vertices = cuts(sorted, Math.floor(n * options.span * CELL))
    .map((at) => vertex(x, at, nearest, options));
  const [low, high] = [least(x), greatest(x)];
  const operator = (place: number): (i: number) => number => {
    let k = 1;
    while (k < vertices.length - 1 && place > vertices[k]!.at) k++;
    const a = vertices[k - 1]!, b = vertices[k]!;
    return (i) =>
      hermite(place, [a.at, a.value[i]!, a.slope[i]!], [b.at, b.value[i]!, b.slope[i]!]);
  };
  let trace = 0, rss = 0;
  for (let j = 0; j < n; j++) {
    const row = operator(x[j]!);
    trace += row(j);
    let value = 0;
    for (let i = 0; i < n; i++) value += row(i) * y[i]!;
    rss += (options.weights?.[j] ?? 1) * (y[j]! - value) ** 2;
  }
  const [one, two] = moments(trace, n, options.degree);
  const sigma = Math.sqrt(rss / one);
  return {
    df: one * one / two,
    sigma,
    moments: [one, two],
    trace,
    at(place) {
      if (place < low || place > high) return { value: NaN, se: NaN };
      const row = operator(place);
      let value = 0, squares = 0;
      for (let i = 0; i < n; i++) {
        const r = row(i);
        value += r * y[i]!;
        squares += r * r / (options.weights?.[i] ?? 1);
      }
      return { value, se: sigma * Math.sqrt(squares) };
    },
  };
}
