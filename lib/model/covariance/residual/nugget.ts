/**
 * A structure with white noise of its own beside it: R + νI. The search moves √ν, so that a nugget
 * of 0 is an ordinary stationary point.
 *
 * @module
 */
import type { ResidualStructure } from "../residual_covariance.ts";

/**
 * The structure with a nugget, its last parameter.
 *
 * @param noisy whether the structure is white noise itself where its coordinates are 0: no search can begin
 * there, where both are one
 */
export function withNugget(inner: ResidualStructure, noisy = false): ResidualStructure {
  const m = inner.parameters.length;
  const count = m + 1;
  const size = inner.visits.length;
  const unit = (): Float64Array => {
    const out = new Float64Array(size * size);
    for (let i = 0; i < size; i++) out[i * (size + 1)] = 1;
    return out;
  };
  const extended = (a: Float64Array, last: number): Float64Array => {
    const out = new Float64Array(count);
    out.set(a);
    out[m] = last;
    return out;
  };
  const own = (all: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: m }, (_, k) => all[k]!);
  return {
    name: inner.name,
    visits: inner.visits,
    parameters: [...inner.parameters, {
      of: { kind: "residual-shape" },
      quantity: "variance",
      name: "nugget",
      symbol: "\\sigma^2_{\\text{nugget}}",
      degree: 1,
      lowest: 0,
    }],
    dispersion: inner.dispersion,
    bends: inner.bends,
    vanishing: [...(inner.vanishing ?? []), [m]],
    starts: inner.starts.filter((s) => !noisy || s.some((x) => x !== 0))
      .flatMap((s) => [extended(s, 0.5), extended(s, 1.5)]),
    natural: (x) => extended(inner.natural(own(x)), x[m]! ** 2),
    search(psi) {
      const found = psi[m]! >= 0 ? inner.search(own(psi)) : null;
      return found && extended(found, Math.sqrt(psi[m]!));
    },
    jacobian(x) {
      const out = new Float64Array(count * count);
      const j = inner.jacobian(own(x));
      for (let i = 0; i < m; i++) out.set(j.subarray(i * m, (i + 1) * m), i * count);
      out[count * count - 1] = 2 * x[m]!;
      return out;
    },
    curvature(x, add) {
      inner.curvature(own(x), add);
      add(m, m, m, 2);
    },
    matrix(psi) {
      const out = inner.matrix(own(psi)).slice();
      for (let i = 0; i < size; i++) out[i * (size + 1)]! += psi[m]!;
      return out;
    },
    first: (psi, k) => k === m ? unit() : inner.first(own(psi), k),
    second: (psi, k, l) => inner.second(own(psi), k, l),
  };
}
