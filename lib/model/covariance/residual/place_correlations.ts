/**
 * Correlations by distance: of places in a field, or of points in time.
 *
 * ρ = f(u), u² = Σₐ δₐ²/rₐ² with a range for all axes or one for each. The names and the scale of the
 * ranges are SAS's (SP(EXP), SP(GAU), SP(SPH), SP(POW), SP(MATERN)), nlme's are the same but for
 * that of `pow`.
 *
 * @module
 */
import { greatest, least as leastOf } from "../../../lists.ts";
import type { Grid } from "../residual_covariance.ts";
import {
  between,
  CORRELATION,
  type Correlation,
  type CorrelationParameter,
  separately,
  symmetric,
  upTo,
} from "./correlation.ts";

/** Where the rows of a subject lie. */
export interface Places {
  /** What the axes are called. */
  readonly axes: readonly string[];
  /** By axis, the coordinate of each place. */
  readonly coordinates: readonly Float64Array[];
}

/** f(u) with its first and second derivative. */
type Decay = (u: number) => readonly [value: number, first: number, second: number];

/** By word. */
export const DECAYS: Readonly<Record<string, Decay>> = {
  exp(u) {
    const f = Math.exp(-u);
    return [f, -f, f];
  },
  gau(u) {
    const f = Math.exp(-u * u);
    return [f, -2 * u * f, (4 * u * u - 2) * f];
  },
  sph: (u) => u < 1 ? [1 - 1.5 * u + 0.5 * u ** 3, 1.5 * (u * u - 1), 3 * u] : [0, 0, 0],
  lin: (u) => u < 1 ? [1 - u, -1, 0] : [0, 0, 0],
  ratio(u) {
    const f = 1 / (1 + u * u);
    return [f, -2 * u * f * f, (6 * u * u - 2) * f ** 3];
  },
};

/** Matérn's of smoothness ν as functions of d/range; ½ is `exp`. */
export const MATERN: ReadonlyMap<number, Decay> = new Map<number, Decay>([
  [0.5, DECAYS.exp!],
  [1.5, (u) => {
    const e = Math.exp(-u);
    return [(1 + u) * e, -u * e, (u - 1) * e];
  }],
  [2.5, (u) => {
    const e = Math.exp(-u) / 3;
    return [(3 + 3 * u + u * u) * e, -u * (1 + u) * e, (u * u - u - 1) * e];
  }],
]);

/** Squares of the differences along each axis, by pair of places; summed for one range. */
function squares({ coordinates }: Places, together: boolean): Float64Array[] {
  const each = coordinates.map((x) => symmetric(x.length, 0, (i, j) => (x[i]! - x[j]!) ** 2));
  if (!together) return each;
  return [each.slice(1).reduce((sum, s) => sum.map((v, at) => v + s[at]!), each[0]!)];
}

/** Distances that a range may have to begin with: the nearest, a middle one, and the farthest. */
function startRanges(square: Float64Array): number[] {
  const size = Math.sqrt(square.length);
  const pairs = new Float64Array(size * (size - 1) / 2);
  for (let i = 1, at = 0; i < size; i++) {
    for (let j = 0; j < i; j++, at++) pairs[at] = square[i * size + j]!;
  }
  const above = pairs.filter((s) => s > 0).sort();
  const at = (share: number): number =>
    Math.sqrt(above[Math.min(above.length - 1, Math.floor(share * above.length))] ?? 1);
  return [at(0.3), 0.5 * at(0), at(0.9)];
}

/**
 * Over more than one axis a straight line is a covariance only where its range is beyond the farthest
 * pair, or for some ranges below: the search begins where it is one, on each side.
 */
function startLines(square: Float64Array): number[] {
  const farthest = Math.sqrt(greatest(square));
  return [1.2 * farthest, 3 * farthest, ...startRanges(square)];
}

/** A correlation that ends at its range has a likelihood with a bend at every distance, and many maxima. */
function startSpheres(square: Float64Array): number[] {
  const [middle, nearest, far] = startRanges(square) as [number, number, number];
  const between = [0.25, 0.5, 0.75].map((part) => middle ** (1 - part) * far ** part);
  return [middle, nearest, far, Math.sqrt(middle * nearest), ...between];
}

const startsOf = (decay: Decay): typeof startRanges =>
  decay === DECAYS.lin ? startLines : decay === DECAYS.sph ? startSpheres : startRanges;

/** A range beyond so many times the farthest distance is one without end. */
const ENDLESS = 100;

const rangeParameter = (name: string, symbol: string, highest: number): CorrelationParameter => ({
  name,
  symbol,
  quantity: "range",
  lowest: 0,
  highest,
});

/** Correlations that fall with the distance, by one range or one an axis. */
export function decaying(places: Places, decay: Decay, anisotropic: boolean): Correlation {
  return anisotropic ? byAxes(places, decay) : byDistance(places, decay);
}

/** ρ = f(d/r). */
function byDistance(places: Places, decay: Decay): Correlation {
  const size = places.coordinates[0]!.length;
  const square = squares(places, true)[0]!;
  const distances = square.map(Math.sqrt);
  // the first values of a search are values alone
  let known: { r: number; value: Float64Array } | null = null;
  const valueAt = (r: number): Float64Array => {
    if (known?.r !== r) {
      known = {
        r,
        value: symmetric(size, 1, (i, j) => decay(distances[i * size + j]! / r)[0]),
      };
    }
    return known.value;
  };
  let slopes: { r: number; first: Float64Array; second: Float64Array } | null = null;
  /** Both derivatives: they need the same powers. */
  const slopesAt = (r: number) => {
    if (slopes?.r === r) return slopes;
    const [first, second] = [new Float64Array(size * size), new Float64Array(size * size)];
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [i * size + j, j * size + i];
        const u = distances[a]! / r;
        const [, f1, f2] = decay(u);
        first[a] = first[b] = -f1 * u / r;
        second[a] = second[b] = (f2 * u + 2 * f1) * u / (r * r);
      }
    }
    return slopes = { r, first, second };
  };
  const end = ENDLESS * greatest(distances);
  return {
    ...separately([upTo(end)]),
    size,
    parameters: [rangeParameter("range", "r", end)],
    linear: false,
    starts: startsOf(decay)(square).map((r) => [r]),
    value: ({ 0: r }) => valueAt(r!),
    first: ({ 0: r }) => slopesAt(r!).first,
    second: ({ 0: r }) => slopesAt(r!).second,
  };
}

/** ρ = f(u), u² = Σₐ δₐ²/rₐ². */
function byAxes(places: Places, decay: Decay): Correlation {
  const size = places.coordinates[0]!.length;
  const own = squares(places, false);
  const count = own.length;
  const starts = own.map(startRanges);
  const distance = (r: ArrayLike<number>, at: number): number => {
    let sum = 0;
    for (let a = 0; a < count; a++) sum += own[a]![at]! / r[a]! ** 2;
    return Math.sqrt(sum);
  };
  /** ∂u/∂rₐ. */
  const slope = (r: ArrayLike<number>, at: number, u: number, a: number): number =>
    u === 0 ? 0 : -own[a]![at]! / (r[a]! ** 3 * u);
  const bend = (r: ArrayLike<number>, at: number, u: number, a: number, b: number): number => {
    if (u === 0) return 0;
    const product = slope(r, at, u, a) * slope(r, at, u, b);
    return (a === b ? 3 * own[a]![at]! / (r[a]! ** 4 * u) : 0) - product / u;
  };
  const ends = own.map((s) => ENDLESS * Math.sqrt(greatest(s)));
  return {
    ...separately(ends.map(upTo)),
    size,
    parameters: places.axes.map((axis, a) =>
      rangeParameter(`range[${axis}]`, `r_{\\text{${axis}}}`, ends[a]!)
    ),
    linear: false,
    starts: [0, 1, 2].map((i) => starts.map((s) => s[i]!)),
    value: (r) => symmetric(size, 1, (i, j) => decay(distance(r, i * size + j))[0]),
    first: (r, a) =>
      symmetric(size, 0, (i, j) => {
        const at = i * size + j;
        const u = distance(r, at);
        return decay(u)[1] * slope(r, at, u, a);
      }),
    second: (r, a, b) =>
      symmetric(size, 0, (i, j) => {
        const at = i * size + j;
        const u = distance(r, at);
        const [, f1, f2] = decay(u);
        return f2 * slope(r, at, u, a) * slope(r, at, u, b) + f1 * bend(r, at, u, a, b);
      }),
  };
}

/** ρ^d: `exp` in another parameter. */
export function powered(places: Places): Correlation {
  const size = places.coordinates[0]!.length;
  const distances = squares(places, true)[0]!.map(Math.sqrt);
  const ranges = startRanges(distances.map((d) => d * d));
  const d = (i: number, j: number): number => distances[i * size + j]!;
  return {
    ...separately([between(0)]),
    size,
    parameters: [{ name: "rho", symbol: "\\rho", quantity: "correlation", lowest: 0 }],
    linear: false,
    starts: ranges.map((r) => [Math.exp(-1 / r)]),
    value: ({ 0: r }) => symmetric(size, 1, (i, j) => r! ** d(i, j)),
    first: ({ 0: r }) => symmetric(size, 0, (i, j) => d(i, j) * r! ** (d(i, j) - 1)),
    second: ({ 0: r }) =>
      symmetric(size, 0, (i, j) => d(i, j) * (d(i, j) - 1) * r! ** (d(i, j) - 2)),
  };
}

/** The grid that places fill, row by row and without gaps; null if they do not. */
export function wholeGrid({ coordinates }: Places): Grid | null {
  if (coordinates.length !== 2) return null;
  const [least, most] = [coordinates.map(leastOf), coordinates.map((x) => greatest(x))];
  const sizes = least.map((low, a) => most[a]! - low + 1);
  const [rows, columns] = [sizes[0]!, sizes[1]!];
  const size = coordinates[0]!.length;
  if (rows < 2 || columns < 2 || rows * columns !== size) return null;
  // places are different points of whole numbers, so that as many as the grid has fill it
  const place = Int32Array.from(
    { length: size },
    (_, i) => (coordinates[0]![i]! - least[0]!) * columns + coordinates[1]![i]! - least[1]!,
  );
  return { sizes: [rows, columns], place };
}

/** ρ₁^|Δ₁| ρ₂^|Δ₂|: first-order autoregression along the rows and along the columns of a field. */
export function autoregressiveField({ axes, coordinates }: Places): Correlation {
  const size = coordinates[0]!.length;
  const lag = (a: number, i: number, j: number): number =>
    Math.round(Math.abs(coordinates[a]![i]! - coordinates[a]![j]!));
  const factor = (r: number, k: number, order: number): number => {
    if (order === 0) return r ** k;
    if (order === 1) return k < 1 ? 0 : k * r ** (k - 1);
    return k < 2 ? 0 : k * (k - 1) * r ** (k - 2);
  };
  const product = (r: ArrayLike<number>, orders: readonly number[], diagonal: number) =>
    symmetric(
      size,
      diagonal,
      (i, j) => orders.reduce((out, o, a) => out * factor(r[a]!, lag(a, i, j), o), 1),
    );
  const unit = (...of: readonly number[]): number[] =>
    axes.map((_, a) => of.filter((k) => k === a).length);
  return {
    ...separately(axes.map(() => CORRELATION)),
    size,
    parameters: axes.map((axis) => ({
      name: `rho[${axis}]`,
      symbol: `\\rho_{\\text{${axis}}}`,
      quantity: "correlation",
      lowest: -1,
    })),
    linear: false,
    starts: [[0.3, 0.3], [0, 0], [0.8, 0.8], [0.8, 0], [0, 0.8]],
    value: (r) => product(r, unit(), 1),
    first: (r, k) => product(r, unit(k), 0),
    second: (r, k, l) => product(r, unit(k, l), 0),
  };
}
