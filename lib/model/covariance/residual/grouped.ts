/**
 * A structure with parameters of its own for each group of subjects (SAS's GROUP=): R over the places
 * of all groups, one after another.
 *
 * The variance d that a group's matrix C is relative to becomes a parameter like the others. C being
 * homogeneous of degree one in all of them, derivatives in d follow from the others' by Euler's
 * relation.
 *
 * @module
 */
import type { CovarianceParameter } from "../covariance_parameter.ts";
import type { ResidualStructure } from "../residual_covariance.ts";

/** A parameter as one of a group. */
export function ofGroup(
  p: CovarianceParameter,
  group: string,
  first: number,
): CovarianceParameter {
  const of = p.of.kind === "residual-entry"
    ? { ...p.of, row: p.of.row + first, column: p.of.column + first }
    : p.of;
  return {
    ...p,
    of,
    name: `${p.name}{${group}}`,
    symbol: `{${p.symbol}}_{\\text{${group}}}`,
    group,
  };
}

/**
 * @param make the structure over the places of one group
 * @param groups labels of the groups
 */
export function grouped(
  make: () => ResidualStructure,
  groups: readonly string[],
): ResidualStructure {
  const one = make();
  const inner = one.visits.length;
  const size = inner * groups.length;
  const own = one.parameters.length;
  const degree = one.parameters.map((p) => p.degree);
  /** Places of the parameters of a group: its d, unless it is σ², then the others. */
  const begin = (g: number): number => g === 0 ? 0 : own + (g - 1) * (own + 1) + 1;
  const count = own + (groups.length - 1) * (own + 1);
  const all = groups.map((_, g) => g);
  /** Of a parameter: its group, and its place there; −1 for d. */
  const place = (k: number): [group: number, at: number] => {
    if (k < own) return [0, k];
    const g = Math.floor((k - own) / (own + 1)) + 1;
    return [g, k - begin(g)];
  };
  const scaleOf = (psi: ArrayLike<number>, g: number): number => g === 0 ? 1 : psi[begin(g) - 1]!;
  /** Parameters of a group relative to its d. */
  const relative = (psi: ArrayLike<number>, g: number): Float64Array => {
    const d = scaleOf(psi, g);
    return Float64Array.from(degree, (n, k) => psi[begin(g) + k]! / (n === 1 ? d : 1));
  };
  const searchOf = (x: ArrayLike<number>, g: number): Float64Array =>
    Float64Array.from({ length: own }, (_, k) => x[begin(g) + k]!);
  const placed = (target: Float64Array, g: number, m: Float64Array, factor: number): void => {
    const first = g * inner;
    for (let i = 0; i < inner; i++) {
      for (let j = 0; j < inner; j++) {
        target[(first + i) * size + first + j] = factor * m[i * inner + j]!;
      }
    }
  };
  const bends = all.flatMap((g) => {
    const pairs = one.bends.map(([k, l]): [number, number] => [begin(g) + k, begin(g) + l]);
    if (g === 0 || pairs.length === 0) return pairs;
    const d = begin(g) - 1;
    return [...pairs, ...one.parameters.map((_, k): [number, number] => [d, begin(g) + k]), [d, d]];
  }) as [number, number][];
  const bent = new Set(one.bends.map(([k, l]) => `${Math.min(k, l)},${Math.max(k, l)}`));
  /** ∂²R/∂φₖ∂φₗ within a group, by parameters of degree `degree`. */
  const innerSecond = (phi: Float64Array, d: number, k: number, l: number): Float64Array | null => {
    if (!bent.has(`${Math.min(k, l)},${Math.max(k, l)}`)) return null;
    const factor = d ** (1 - degree[k]! - degree[l]!);
    return one.second(phi, k, l).map((v) => v * factor);
  };
  const innerFirst = (phi: Float64Array, d: number, k: number): Float64Array =>
    degree[k] === 1 ? one.first(phi, k) : one.first(phi, k).map((v) => v * d);
  /** ∂R/∂d, or of a derivative of R that is homogeneous of degree n: (n f − Σ φₗ fₗ)/d. */
  const along = (
    n: number,
    f: Float64Array | null,
    psi: ArrayLike<number>,
    g: number,
    part: (l: number) => Float64Array | null,
  ): Float64Array => {
    const d = scaleOf(psi, g);
    const out = f ? f.map((v) => n * v / d) : new Float64Array(inner * inner);
    for (let l = 0; l < own; l++) {
      if (degree[l] !== 1) continue;
      const own = part(l);
      const w = psi[begin(g) + l]! / d;
      if (own) { for (let at = 0; at < out.length; at++) out[at]! -= w * own[at]!; }
    }
    return out;
  };
  const firstInD = (psi: ArrayLike<number>, g: number): Float64Array => {
    const phi = relative(psi, g);
    const d = scaleOf(psi, g);
    const r = one.matrix(phi).map((v) => v * d);
    return along(1, r, psi, g, (l) => innerFirst(phi, d, l));
  };
  const mixed = (psi: ArrayLike<number>, g: number, k: number): Float64Array => {
    const phi = relative(psi, g);
    const d = scaleOf(psi, g);
    return along(1 - degree[k]!, innerFirst(phi, d, k), psi, g, (l) => innerSecond(phi, d, k, l));
  };
  return {
    name: one.name,
    visits: groups.flatMap((g) => one.visits.map((v) => v === "" ? g : `${v}{${g}}`)),
    parameters: all.flatMap((g) => [
      ...(g === 0 ? [] : [ofGroup(one.dispersion, groups[g]!, g * inner)]),
      ...one.parameters.map((p) => ofGroup(p, groups[g]!, g * inner)),
    ]),
    dispersion: ofGroup(one.dispersion, groups[0]!, 0),
    bends,
    vanishing: all.flatMap((g) => (one.vanishing ?? []).map((c) => c.map((k) => begin(g) + k))),
    starts: one.starts.map((s) => {
      const out = new Float64Array(count);
      for (const g of all) out.set(s, begin(g));
      return out;
    }),
    natural(x) {
      const out = new Float64Array(count);
      for (const g of all) {
        const d = g === 0 ? 1 : Math.exp(x[begin(g) - 1]!);
        if (g > 0) out[begin(g) - 1] = d;
        one.natural(searchOf(x, g)).forEach((v, k) => {
          out[begin(g) + k] = degree[k] === 1 ? v * d : v;
        });
      }
      return out;
    },
    search(psi) {
      const out = new Float64Array(count);
      for (const g of all) {
        const d = scaleOf(psi, g);
        const x = d > 0 ? one.search(relative(psi, g)) : null;
        if (!x) return null;
        if (g > 0) out[begin(g) - 1] = Math.log(d);
        out.set(x, begin(g));
      }
      return out;
    },
    jacobian(x) {
      const out = new Float64Array(count * count);
      const psi = this.natural(x);
      for (const g of all) {
        const [b, d] = [begin(g), scaleOf(psi, g)];
        const j = one.jacobian(searchOf(x, g));
        for (let k = 0; k < own; k++) {
          const f = degree[k] === 1 ? d : 1;
          for (let l = 0; l < own; l++) out[(b + k) * count + b + l] = f * j[k * own + l]!;
          if (g > 0 && degree[k] === 1) out[(b + k) * count + b - 1] = psi[b + k]!;
        }
        if (g > 0) out[(b - 1) * (count + 1)] = d;
      }
      return out;
    },
    curvature(x, add) {
      const psi = this.natural(x);
      for (const g of all) {
        const [b, d] = [begin(g), scaleOf(psi, g)];
        one.curvature(
          searchOf(x, g),
          (i, k, l, v) => add(b + i, b + k, b + l, degree[i] === 1 ? d * v : v),
        );
        if (g === 0) continue;
        add(b - 1, b - 1, b - 1, d);
        const j = one.jacobian(searchOf(x, g));
        for (let k = 0; k < own; k++) {
          if (degree[k] !== 1) continue;
          add(b + k, b - 1, b - 1, psi[b + k]!);
          for (let l = 0; l < own; l++) {
            const v = d * j[k * own + l]!;
            if (v === 0) continue;
            add(b + k, b - 1, b + l, v);
            add(b + k, b + l, b - 1, v);
          }
        }
      }
    },
    matrix(psi) {
      const out = new Float64Array(size * size);
      for (const g of all) placed(out, g, one.matrix(relative(psi, g)), scaleOf(psi, g));
      return out;
    },
    first(psi, k) {
      const out = new Float64Array(size * size);
      const [g, at] = place(k);
      const m = at < 0 ? firstInD(psi, g) : innerFirst(relative(psi, g), scaleOf(psi, g), at);
      placed(out, g, m, 1);
      return out;
    },
    second(psi, k, l) {
      const out = new Float64Array(size * size);
      const [g, a] = place(k);
      const [h, b] = place(l);
      if (g !== h) return out;
      let m: Float64Array | null;
      if (a < 0 && b < 0) m = along(0, null, psi, g, (i) => mixed(psi, g, i));
      else if (a < 0 || b < 0) m = mixed(psi, g, a < 0 ? b : a);
      else m = innerSecond(relative(psi, g), scaleOf(psi, g), a, b);
      if (m) placed(out, g, m, 1);
      return out;
    },
  };
}
