/**
 * The largest of normal statistics that form a chain, exactly: the mass that has not yet exceeded w is
 * carried from one statistic to the next as a function of one variable, and what exceeds is added up
 * (all terms positive).
 *
 * Two kinds of correlation do: neighbours only (differences of consecutive independent means), and
 * Markov, ρᵢⱼ = ρᵢ,ᵢ₊₁ … ρⱼ₋₁,ⱼ (means before and after each point of change).
 *
 * @module
 */
import { gaussLegendre } from "../gauss_legendre.ts";
import { normalDensity, normalUpper } from "../distribution/normal.ts";
import { PiecewiseFunction } from "../piecewise_function.ts";

/** w ↦ P(max |Zᵢ| > w) or P(max Zᵢ > w). */
export type ChainTail = (w: number) => number;

/** Beyond it the normal density is below the last bit. */
const REACH = 9;
const TOLERANCE = 1e-9;

/** The tail of a chain in the order given; null where the correlation is no chain. */
export function chainTail(
  correlation: Float64Array,
  size: number,
  twoSided: boolean,
): ChainTail | null {
  const at = (i: number, j: number): number => correlation[i * size + j]!;
  const next = Float64Array.from({ length: size - 1 }, (_, i) => at(i, i + 1));
  let neighbours = true;
  let markov = true;
  for (let i = 0; i < size; i++) {
    let product = 1;
    for (let j = i + 1; j < size; j++) {
      product *= next[j - 1]!;
      if (j > i + 1 && Math.abs(at(i, j)) > TOLERANCE) neighbours = false;
      if (Math.abs(at(i, j) - product) > TOLERANCE) markov = false;
    }
  }
  if (markov && next.every((r) => Math.abs(r) < 0.98)) {
    return (w) => markovTail(next, w, twoSided);
  }
  const links = neighbours ? linksOf(next) : null;
  return links && ((w) => neighbourTail(links, w, twoSided));
}

/** Zᵢ = aᵢ Xᵢ − bᵢ Xᵢ₊₁ with independent normal X, a > 0, a² + b² = 1. */
interface Links {
  a: Float64Array;
  b: Float64Array;
}

/**
 * The links for correlations of neighbours −bᵢ aᵢ₊₁. The first a is free within limits: half of the
 * largest a² that leaves every later one below 1 keeps all links soft.
 */
function linksOf(next: Float64Array): Links | null {
  const attempt = (square: number): Links | null => {
    const a = new Float64Array(next.length + 1);
    const b = new Float64Array(next.length + 1);
    for (let i = 0; i <= next.length; i++) {
      if (!(square < 0.97)) return null;
      a[i] = Math.sqrt(square);
      b[i] = Math.sqrt(1 - square);
      if (i === next.length) break;
      square = next[i]! ** 2 / (1 - square);
      if (next[i]! > 0) b[i] = -b[i]!;
    }
    return a.every((value) => value > 0.1) ? { a, b } : null;
  };
  // the largest first a², from the last backwards
  let most = 0.97;
  for (let i = next.length - 1; i >= 0; i--) most = Math.min(0.97, 1 - next[i]! ** 2 / most);
  return attempt(most / 2) ?? attempt(most * 0.75) ?? attempt(most * 0.9);
}

/** Statistics that only neighbours share: state Xᵢ, free on the whole line, so nothing has kinks. */
function neighbourTail({ a, b }: Links, w: number, twoSided: boolean): number {
  if (twoSided && w <= 0) return 1;
  // what is carried on bends over a length of about the smallest a
  const width = Math.max(0.2, Math.min(1, 1.5 * a.reduce((least, v) => Math.min(least, v), 1)));
  let mass = PiecewiseFunction.sample(normalDensity, -REACH, REACH, width);
  let exceeded = 0;
  for (let i = 0; i < a.length; i++) {
    const [ai, bi] = [a[i]!, b[i]!];
    const size = Math.abs(bi);
    exceeded += mass.integrateAgainst((x) => {
      const above = normalUpper((w - ai * x) / size);
      return twoSided ? above + normalUpper((w + ai * x) / size) : above;
    });
    if (i === a.length - 1) break;
    const below = mass.cumulative();
    mass = PiecewiseFunction.sample(
      (x) => {
        const upTo = below((bi * x + w) / ai);
        const inside = twoSided ? upTo - below((bi * x - w) / ai) : upTo;
        return normalDensity(x) * Math.max(inside, 0);
      },
      -REACH,
      REACH,
      width,
    );
  }
  return Math.min(1, exceeded);
}

/** A Markov chain of statistics: state Zᵢ inside the limits, moved on by its normal transition. */
function markovTail(next: Float64Array, w: number, twoSided: boolean): number {
  if (twoSided && w <= 0) return 1;
  const high = Math.min(w, REACH);
  const low = twoSided ? -high : -REACH;
  const first = normalUpper(w) * (twoSided ? 2 : 1);
  if (!(high > low)) return 1;
  const narrowest = Math.sqrt(1 - next.reduce((most, r) => Math.max(most, r * r), 0));
  const { nodes, weights } = gaussLegendre(
    Math.min(160, Math.ceil(24 + 3 * (high - low) / narrowest)),
  );
  const x = nodes.map((node) => low + (high - low) * node);
  let mass = x.map((z, i) => normalDensity(z) * weights[i]! * (high - low));
  let exceeded = first;
  next.forEach((r, step) => {
    const sd = Math.sqrt((1 - r) * (1 + r));
    for (let i = 0; i < x.length; i++) {
      const above = normalUpper((w - r * x[i]!) / sd);
      const below = twoSided ? normalUpper((w + r * x[i]!) / sd) : 0;
      exceeded += mass[i]! * (above + below);
    }
    if (step === next.length - 1) return;
    const moved = new Float64Array(x.length);
    for (let j = 0; j < x.length; j++) {
      let sum = 0;
      for (let i = 0; i < x.length; i++) sum += mass[i]! * normalDensity((x[j]! - r * x[i]!) / sd);
      moved[j] = sum / sd * weights[j]! * (high - low);
    }
    mass = moved;
  });
  return Math.min(1, exceeded);
}
