/**
 * Grouping factors whose averages commute: in a balanced trial V is then a sum of few projections, and
 * nothing has to be eliminated.
 *
 * With Aᵢ the matrix that replaces each row by the mean of its class of factor i, all classes of the same size
 * nᵢ, ZᵢZᵢ' = nᵢAᵢ. Where in each class of the finest factor t that is coarser than i and j the levels of both meet
 * equally often, AᵢAⱼ = Aₜ. If that is so of all pairs, and t is taken in wherever it is no factor yet, the
 * stratum of each factor, what its classes tell beyond all coarser ones, is the projection
 * Sᵢ = Aᵢ − Σ Sₜ over the coarser t, and V = Σ ξₛSₛ with ξₛ = 1 + Σ γᵢnᵢ over the factors i as fine as s
 * (T. P. Speed and R. A. Bailey 1982, in: Algebraic Structures and Applications, 55–74).
 *
 * @module
 */
import type { MixedGroup } from "../covariance/random_structure.ts";

/** Rows in classes, numbered by first appearance. */
interface Classification {
  codes: Int32Array;
  classes: number;
}

/** A factor with its stratum. */
export interface Stratum {
  /** The group of random effects that it is of; −1 for one that they imply. */
  group: number;
  /** A group as fine as it, and for each of that group's levels the class; null where it is that group. */
  from: number;
  classOf: Int32Array | null;
  classes: number;
  /** Indices of the strata that are coarser. */
  coarser: number[];
}

/**
 * The strata of some groups, coarser ones first; null where classes differ in size, averages do not commute, or a
 * group has more than an intercept.
 */
export function strataOf(groups: readonly MixedGroup[]): Stratum[] | null {
  if (groups.length === 0) return null;
  if (groups.some((g) => g.width > 1 || g.values[0])) return null;
  const found: (Classification & { group: number })[] = [];
  for (const [group, { codes, levels }] of groups.entries()) {
    const own = renumbered(codes, levels.length);
    if (!equalSizes(own)) return null;
    // of two groups with the same classes nobody can tell the variances apart
    if (found.some((other) => sameClasses(other, own))) return null;
    found.push({ ...own, group });
  }
  for (let i = 1; i < found.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [found[i]!, found[j]!];
      if (isCoarser(a, b) || isCoarser(b, a)) continue;
      const joined = join(a, b);
      if (!joined) return null;
      if (!found.some((other) => sameClasses(other, joined))) found.push({ ...joined, group: -1 });
    }
    if (found.length > MOST) return null;
  }
  const order = [...found.keys()].sort((a, b) => found[a]!.classes - found[b]!.classes);
  const sorted = order.map((i) => found[i]!);
  return sorted.map(({ codes, classes, group }, i): Stratum => {
    const from = group >= 0 ? group : groups.findIndex((g) =>
      isCoarser({ codes, classes }, {
        codes: g.codes,
        classes: g.levels.length,
      })
    );
    return {
      group,
      from,
      classOf: group >= 0 ? null : classesOf(codes, groups[from]!),
      classes,
      coarser: sorted.flatMap((other, t) =>
        t < i && isCoarser(other, { codes, classes }) ? [t] : []
      ),
    };
  });
}

/** Factors that are considered. */
const MOST = 40;

function renumbered(codes: Int32Array, levels: number): Classification {
  const number = new Int32Array(levels).fill(-1);
  let classes = 0;
  const out = codes.map((code) => {
    if (number[code]! < 0) number[code] = classes++;
    return number[code]!;
  });
  return { codes: out, classes };
}

function equalSizes({ codes, classes }: Classification): boolean {
  const sizes = new Int32Array(classes);
  for (const code of codes) sizes[code]!++;
  return sizes.every((size) => size === sizes[0]);
}

function sameClasses(a: Classification, b: Classification): boolean {
  return a.classes === b.classes && a.codes.every((code, i) => code === b.codes[i]);
}

/** Whether each class of `fine` lies in one of `coarse`. */
function isCoarser(coarse: Classification, fine: Classification): boolean {
  const of = new Int32Array(fine.classes).fill(-1);
  return fine.codes.every((code, i) => {
    if (of[code]! < 0) of[code] = coarse.codes[i]!;
    return of[code] === coarse.codes[i];
  });
}

/** The class of each level of a group. */
function classesOf(codes: Int32Array, { codes: fine, levels }: MixedGroup): Int32Array {
  const out = new Int32Array(levels.length);
  for (let i = 0; i < codes.length; i++) out[fine[i]!] = codes[i]!;
  return out;
}

/**
 * The finest classification that is coarser than two; null where the two do not meet equally often in each of
 * its classes, or these differ in size.
 */
function join(a: Classification, b: Classification): Classification | null {
  const parent = Int32Array.from({ length: a.classes + b.classes }, (_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  for (let i = 0; i < a.codes.length; i++) {
    const [x, y] = [root(a.codes[i]!), root(a.classes + b.codes[i]!)];
    if (x !== y) parent[Math.max(x, y)] = Math.min(x, y);
  }
  const all = renumbered(a.codes.map((code) => root(code)), parent.length);
  if (!equalSizes(all)) return null;
  // each meeting is as frequent as the sizes ask
  const levels = (c: Classification): Int32Array => {
    const seen = new Uint8Array(c.classes);
    const count = new Int32Array(all.classes);
    c.codes.forEach((code, i) => {
      if (seen[code] === 0) count[all.codes[i]!]!++;
      seen[code] = 1;
    });
    return count;
  };
  const [left, right] = [levels(a), levels(b)];
  const rows = a.codes.length / all.classes;
  const meetings = new MeetingCounts(a, b);
  for (const [pair, count] of meetings.counted()) {
    const t = all.codes[pair]!;
    if (count * left[t]! * right[t]! !== rows) return null;
  }
  return all;
}

/** How often levels of two classifications meet. */
class MeetingCounts {
  private readonly first: number[] = [];
  private readonly count: number[] = [];

  constructor(a: Classification, b: Classification) {
    let size = 1024;
    while (size < 2 * a.codes.length) size *= 2;
    const place = new Int32Array(size).fill(-1);
    for (let i = 0; i < a.codes.length; i++) {
      const [x, y] = [a.codes[i]!, b.codes[i]!];
      let at = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)) >>> 0 & (size - 1);
      for (;; at = at + 1 & (size - 1)) {
        const own = place[at]!;
        if (own < 0) {
          place[at] = this.first.push(i) - 1;
          this.count.push(1);
          break;
        }
        const row = this.first[own]!;
        if (a.codes[row] === x && b.codes[row] === y) {
          this.count[own]!++;
          break;
        }
      }
    }
  }

  /** A row of each meeting, and how many there are. */
  *counted(): Generator<[row: number, count: number]> {
    for (let i = 0; i < this.first.length; i++) yield [this.first[i]!, this.count[i]!];
  }
}
