/**
 * Trees of clusters that are joined two by two, the nearest first: the distances of a new cluster from the
 * others follow from those of its parts (Lance & Williams 1967, Computer J. 9, 373–380).
 *
 * @module
 */

/** How far a cluster of two parts is from another. */
export type Linkage =
  | "single"
  | "complete"
  | "average"
  | "mcquitty"
  | "centroid"
  | "median"
  | "ward.D"
  | "ward.D2";

/** A tree of n − 1 joins. */
export interface Tree {
  /** Of each join its two parts: −i is the object i, k the cluster of the k-th join. */
  readonly merge: [number, number][];
  readonly height: number[];
  /** Objects, from 1, so that no branches cross. */
  readonly order: number[];
}

function joined(
  linkage: Linkage,
  [a, b, ab]: readonly [number, number, number],
  [p, q, r]: readonly [number, number, number],
): number {
  switch (linkage) {
    case "single":
      return Math.min(a, b);
    case "complete":
      return Math.max(a, b);
    case "average":
      return (p * a + q * b) / (p + q);
    case "mcquitty":
      return (a + b) / 2;
    case "median":
      return ((a + b) - ab / 2) / 2;
    case "centroid":
      return (p * a + q * b - p * q * ab / (p + q)) / (p + q);
    default:
      return ((p + r) * a + (q + r) * b - r * ab) / (p + q + r);
  }
}

/**
 * The tree of n objects with distances between them, `between[i * n + j]`; ties are broken by the order
 * of the objects.
 *
 * @example
 * ```ts
 * import { agglomerated } from "./agglomeration.ts";
 * agglomerated([0, 1, 5, 1, 0, 4, 5, 4, 0], 3, "single").height; // [1, 4]
 * ```
 */
export function agglomerated(between: ArrayLike<number>, n: number, linkage: Linkage): Tree {
  const squared = linkage === "ward.D2";
  const d = Float64Array.from(between, (v) => squared ? v * v : v);
  const live = new Uint8Array(n).fill(1);
  const size = new Float64Array(n).fill(1);
  const nearest = new Int32Array(n);
  const least = new Float64Array(n);
  const look = (i: number): void => {
    least[i] = Infinity;
    for (let j = i + 1; j < n; j++) {
      if (live[j] && d[i * n + j]! < least[i]!) {
        least[i] = d[i * n + j]!;
        nearest[i] = j;
      }
    }
  };
  for (let i = 0; i < n - 1; i++) look(i);
  const pairs: [number, number][] = [];
  const height: number[] = [];
  for (let step = 1; step < n; step++) {
    let i = -1;
    for (let k = 0; k < n - 1; k++) if (live[k] && (i < 0 || least[k]! < least[i]!)) i = k;
    const j = nearest[i]!;
    const ab = least[i]!;
    pairs.push([i, j]);
    height.push(squared ? Math.sqrt(ab) : ab);
    live[j] = 0;
    for (let k = 0; k < n; k++) {
      if (!live[k] || k === i) continue;
      const value = joined(
        linkage,
        [d[i * n + k]!, d[j * n + k]!, ab],
        [size[i]!, size[j]!, size[k]!],
      );
      d[i * n + k] = value;
      d[k * n + i] = value;
      if (k < i && value < least[k]!) {
        least[k] = value;
        nearest[k] = i;
      }
    }
    size[i]! += size[j]!;
    for (let k = 0; k < n - 1; k++) {
      if (live[k] && (k === i || nearest[k] === i || nearest[k] === j)) look(k);
    }
  }
  return { ...numbered(pairs, n), height };
}

/** Joins by the numbers of clusters, objects before clusters and the earlier cluster first. */
function numbered(
  pairs: readonly [number, number][],
  n: number,
): { merge: [number, number][]; order: number[] } {
  const cluster = new Int32Array(n).map((_, i) => -(i + 1));
  const merge = pairs.map(([i, j], step): [number, number] => {
    const [a, b] = [cluster[i]!, cluster[j]!];
    cluster[i] = step + 1;
    if (a < 0 && b < 0) return a > b ? [a, b] : [b, a];
    return a < b ? [a, b] : [b, a];
  });
  const members = (k: number): number[] => {
    const out: number[] = [];
    const left = [k];
    while (left.length > 0) {
      const next = left.pop()!;
      if (next < 0) out.push(-next);
      else left.push(merge[next - 1]![1], merge[next - 1]![0]);
    }
    return out;
  };
  return { merge, order: n === 1 ? [1] : members(n - 1) };
}

/** The cluster of each object where a tree is cut into k, in the order in which objects meet them. */
export function cutInto(merge: readonly (readonly [number, number])[], k: number): number[] {
  const n = merge.length + 1;
  const parent = Array.from({ length: 2 * n }, (_, i) => i);
  const root = (i: number): number => {
    let r = i;
    while (parent[r] !== r) r = parent[r]!;
    return r;
  };
  const node = (m: number): number => m < 0 ? -m - 1 : n + m - 1;
  for (let step = 0; step < n - k; step++) {
    for (const m of merge[step]!) parent[root(node(m))] = n + step;
  }
  const met = new Map<number, number>();
  return Array.from({ length: n }, (_, i) => {
    const r = root(i);
    const known = met.get(r) ?? met.size + 1;
    met.set(r, known);
    return known;
  });
}
