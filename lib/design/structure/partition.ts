/**
 * Partitions of the observations, as a factor makes them, and how two of them stand to each other.
 *
 * @module
 */

/** A partition: the class of each observation, and how many classes there are. */
export interface Partition {
  codes: Int32Array;
  classes: number;
}

/** Codes renumbered 0, 1, 2 … in order of appearance. */
export function partitionOf(codes: ArrayLike<number>): Partition {
  const place = new Map<number, number>();
  const out = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    let c = place.get(codes[i]!);
    if (c === undefined) place.set(codes[i]!, c = place.size);
    out[i] = c;
  }
  return { codes: out, classes: place.size };
}

/** All observations in one class. */
function trivial(n: number): Partition {
  return { codes: new Int32Array(n), classes: n === 0 ? 0 : 1 };
}

/** Each observation its own class. */
export function discrete(n: number): Partition {
  return { codes: Int32Array.from({ length: n }, (_, i) => i), classes: n };
}

/** The classification by both: the infimum. */
export function crossed(a: Partition, b: Partition): Partition {
  const n = a.codes.length;
  if (a.classes * b.classes > 4 * n + 4096) {
    const keys = new Float64Array(n);
    for (let i = 0; i < n; i++) keys[i] = a.codes[i]! * b.classes + b.codes[i]!;
    return partitionOf(keys);
  }
  const place = new Int32Array(a.classes * b.classes).fill(-1);
  const codes = new Int32Array(n);
  let classes = 0;
  for (let i = 0; i < n; i++) {
    const key = a.codes[i]! * b.classes + b.codes[i]!;
    if (place[key]! < 0) place[key] = classes++;
    codes[i] = place[key]!;
  }
  return { codes, classes };
}

/** The classification by several factors. */
export function crossedAll(parts: readonly Partition[], n: number): Partition {
  return parts.reduce(crossed, trivial(n));
}

/** Whether each class of `fine` lies in one class of `coarse`. */
export function isFiner(fine: Partition, coarse: Partition): boolean {
  return crossed(fine, coarse).classes === fine.classes;
}

/** The finest partition coarser than both: classes of one that share observations are joined. */
export function joined(a: Partition, b: Partition): Partition {
  const parent = Int32Array.from({ length: a.classes + b.classes }, (_, i) => i);
  const root = (i: number): number => {
    let r = i;
    while (parent[r] !== r) r = parent[r]!;
    for (let j = i; j !== r;) [parent[j], j] = [r, parent[j]!];
    return r;
  };
  for (let i = 0; i < a.codes.length; i++) {
    parent[root(a.codes[i]!)] = root(a.classes + b.codes[i]!);
  }
  return partitionOf(Int32Array.from(a.codes, (c) => root(c)));
}

/** Number of observations in each class. */
export function sizes(p: Partition): Int32Array {
  const out = new Int32Array(p.classes);
  for (const c of p.codes) out[c]!++;
  return out;
}

/** Whether all classes have the same number of observations. */
export function isUniform(p: Partition): boolean {
  const s = sizes(p);
  return s.every((size) => size === s[0]);
}

/**
 * Whether two partitions are orthogonal within the classes of their supremum: each pair of classes
 * meets in n_a n_b / n observations of the n in their common class (Tjur 1984).
 */
export function isOrthogonal(a: Partition, b: Partition): boolean {
  const both = crossed(a, b);
  const common = joined(a, b);
  const [na, nb, nc, nab] = [sizes(a), sizes(b), sizes(common), sizes(both)];
  const pairs = new Set<number>();
  const met = new Int32Array(common.classes);
  for (let i = 0; i < both.codes.length; i++) {
    const pair = both.codes[i]!;
    if (pairs.has(pair)) continue;
    pairs.add(pair);
    const c = common.codes[i]!;
    if (nab[pair]! * nc[c]! !== na[a.codes[i]!]! * nb[b.codes[i]!]!) return false;
    met[c]! += nab[pair]!;
  }
  return met.every((n, c) => n === nc[c]);
}
