/**
 * The largest of t statistics that span three dimensions, exactly.
 *
 * Directions u on the sphere belong to the statistic (with its sign) that is largest there. Around a
 * statistic's own direction, at polar angle θ and azimuth φ, it is largest up to Θ(φ), and
 *
 * ∫₀^Θ P(R cos θ > c S) sin θ dθ = 2 P(T > c) − 2 cos Θ P(T > c / cos Θ),  T Student's t on ν df,
 *
 * because R/S is Hotelling's statistic of three dimensions, whose tail at b is 2 P(T > b) + 2 b f(b)
 * with f the density of T. What remains is an integral over φ, smooth between the corners of the
 * cell, by Gauss–Legendre quadrature. The cell is the polar dual of a convex polygon.
 *
 * @module
 */
import { pt } from "../distribution/f_distribution.ts";
import { gaussLegendre } from "../gauss_legendre.ts";
import { TailInterpolant } from "./tail_interpolant.ts";

/** P(max > c) = faces · P(T > c) − Σ weight · cos · P(T > c/cos): all that a law needs. */
export interface SolidRule {
  faces: number;
  cosines: Float64Array;
  weights: Float64Array;
}

interface Point {
  x: number;
  y: number;
}

/** Length in x, tan β = sinh x, that one set of nodes covers. */
const PANEL = 1;
const NODES = 16;
/** |x| beyond which what is left of an edge that runs to infinity no longer counts. */
const FURTHEST = 38;

/** The rule for statistics with unit rows aⱼ of length 3; rows of equal direction count once. */
export function solidRule(rows: Float64Array, size: number, twoSided: boolean): SolidRule {
  const faces = distinctFaces(rows, size, twoSided);
  const cosines: number[] = [];
  const weights: number[] = [];
  // opposite faces have the same cells
  const needed = twoSided ? faces.length / 2 : faces.length;
  const share = (twoSided ? 2 : 1) / (2 * Math.PI);
  for (let f = 0; f < needed; f++) addCell(faces, f, share, cosines, weights);
  return {
    faces: faces.length,
    cosines: Float64Array.from(cosines),
    weights: Float64Array.from(weights),
  };
}

/** P(max > c), c > 0. */
export function solidUpper(rule: SolidRule, c: number, df: number): number {
  const { faces, cosines, weights } = rule;
  const tail = studentTail(df);
  const start = Math.log(c);
  let sum = faces * tail.at(start);
  for (let i = 0; i < cosines.length; i++) {
    const cosine = cosines[i]!;
    sum -= weights[i]! * cosine * tail.at(start - Math.log(cosine));
  }
  return Math.min(1, sum);
}

const tails = new Map<number, TailInterpolant>();

/** x ↦ P(T > eˣ), whose logarithm is smooth on pieces of the same length at all x; kept by df. */
function studentTail(df: number): TailInterpolant {
  let tail = tails.get(df);
  if (!tail) {
    if (tails.size > 50) tails.clear();
    tails.set(df, tail = new TailInterpolant((x) => pt(Math.exp(x), df, { upper: true })));
  }
  return tail;
}

/** Directions, each once; if two-sided, the second half are the opposites of the first. */
function distinctFaces(rows: Float64Array, size: number, twoSided: boolean): Float64Array[] {
  const faces: Float64Array[] = [];
  for (let j = 0; j < size; j++) {
    const face = rows.slice(3 * j, 3 * j + 3);
    const known = faces.some((other) => {
      const cosine = inner(face, other);
      return (twoSided ? Math.abs(cosine) : cosine) > 1 - 1e-12;
    });
    if (!known) faces.push(face);
  }
  return twoSided ? [...faces, ...faces.map((face) => face.map((v) => -v))] : faces;
}

function inner(a: Float64Array, b: Float64Array): number {
  return a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
}

function cross(a: Float64Array, b: Float64Array): Float64Array {
  return Float64Array.of(
    a[1]! * b[2]! - a[2]! * b[1]!,
    a[2]! * b[0]! - a[0]! * b[2]!,
    a[0]! * b[1]! - a[1]! * b[0]!,
  );
}

/**
 * Quadrature over the border of one cell. Face g bounds it where tan θ q·e(φ) = 1 with
 * q = p/(1 − f·g), p the part of g in the tangent plane of f: 1/tan Θ is the support function of the
 * hull of all q and 0.
 */
function addCell(
  faces: readonly Float64Array[],
  f: number,
  share: number,
  cosines: number[],
  weights: number[],
): void {
  const axis = faces[f]!;
  const first = perpendicular(axis);
  const second = cross(axis, first);
  const points: Point[] = [{ x: 0, y: 0 }];
  faces.forEach((face, g) => {
    if (g === f) return;
    const gap = 1 - inner(axis, face);
    points.push({ x: inner(face, first) / gap, y: inner(face, second) / gap });
  });
  const hull = convexHull(points);
  if (hull.length === 1) return;
  hull.forEach((q, i) => {
    if (q.x === 0 && q.y === 0) return;
    const own = Math.atan2(q.y, q.x);
    const from = fromAxis(normalAngle(hull[(i + hull.length - 1) % hull.length]!, q) - own);
    const to = fromAxis(normalAngle(q, hull[(i + 1) % hull.length]!) - own);
    addEdge(Math.hypot(q.x, q.y), edgePlace(from), edgePlace(to), share, cosines, weights);
  });
}

/**
 * One edge: along it 1/tan Θ = |q| cos β, β the azimuth from the edge's foot. With tan β = sinh x,
 * dβ = dx / cosh x and 1/tan Θ = |q| / cosh x, smooth over lengths of about 1 however near the edge.
 */
function addEdge(
  size: number,
  from: number,
  to: number,
  share: number,
  cosines: number[],
  weights: number[],
): void {
  const { nodes, weights: shares } = gaussLegendre(NODES);
  const pieces = Math.max(1, Math.ceil((to - from) / PANEL));
  const length = (to - from) / pieces;
  for (let piece = 0; piece < pieces; piece++) {
    for (let k = 0; k < NODES; k++) {
      const hyperbolic = Math.cosh(from + length * (piece + nodes[k]!));
      const support = size / hyperbolic;
      cosines.push(support / Math.hypot(1, support));
      weights.push(share * shares[k]! * length / hyperbolic);
    }
  }
}

/** An angle between −π and π. */
function fromAxis(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}

/** x with tan β = sinh x, for β between two right angles. */
function edgePlace(beta: number): number {
  if (Math.abs(beta) >= Math.PI / 2) return Math.sign(beta) * FURTHEST;
  return Math.max(-FURTHEST, Math.min(FURTHEST, Math.asinh(Math.tan(beta))));
}

/** Some unit vector at right angles to a. */
function perpendicular(a: Float64Array): Float64Array {
  const small = Math.abs(a[0]!) < 0.6 ? Float64Array.of(1, 0, 0) : Float64Array.of(0, 1, 0);
  const product = cross(a, small);
  const length = Math.hypot(product[0]!, product[1]!, product[2]!);
  return product.map((v) => v / length);
}

/** Angle of the outward normal of the edge from a to b, counter-clockwise hull. */
function normalAngle(a: Point, b: Point): number {
  return Math.atan2(a.x - b.x, b.y - a.y);
}

/** Andrew's monotone chain, counter-clockwise, corners only. */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const chain = (list: readonly Point[]): Point[] => {
    const result: Point[] = [];
    for (const p of list) {
      while (result.length >= 2 && turn(result.at(-2)!, result.at(-1)!, p) <= 1e-14) result.pop();
      const last = result.at(-1);
      if (!last || Math.abs(last.x - p.x) + Math.abs(last.y - p.y) > 1e-12) result.push(p);
    }
    return result;
  };
  const lower = chain(sorted);
  const upper = chain(sorted.reverse());
  if (lower.length <= 1) return lower;
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

/** Twice the area of the triangle o, a, b; positive if it turns left. */
function turn(o: Point, a: Point, b: Point): number {
  return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}
