/**
 * Which linear functions of the fixed effects can be tested.
 *
 * The variance of l'β̂ is l'Φl, Φ = (X'V⁻¹X)⁻¹. Where the data leave a direction c of the variance
 * parameters free (`identifiability.ts`), V and V + tC, C = Σ cₖGₖ, are the same to them, and
 *
 *     Φ(t) = Φ + t ΦXᵛCXᵛ'Φ + …,  dΦ = −Φ C_c Φ,  d²Φ = 2Φ C_c Φ C_c Φ − Φ C_cc Φ
 *
 * with C_c, C_cc the derivatives of X'V⁻¹X along c. Since K'CK = 0 it is quadratic in t. A function
 * whose variance moves has none that could be estimated, and no test; the others keep theirs.
 *
 * @module
 */
import { dot, quadraticForm, timesVector } from "../../math/algebra/products.ts";
import type { Identifiability } from "../covariance/identifiability.ts";
import { pairIndex } from "../elimination/state.ts";

/** A change of the variance below this share of it is 0 but for rounding. */
const STILL = 1e-7;

/** What a fit knows of the covariance of its fixed effects, in the engine's basis. */
interface FixedCovariance {
  readonly rank: number;
  readonly identifiability: Identifiability;
  /** Φ = (X'V⁻¹X)⁻¹ and the derivatives of its inverse, by parameter and by pair. */
  readonly information: {
    count: number;
    covariance: Float64Array;
    first: Float64Array[];
    second: Float64Array[];
  };
  toBasis(l: ArrayLike<number>): Float64Array;
}

/** Derivatives of X'V⁻¹X along the flat directions of a fit; made once. */
export class Testable {
  readonly #core: FixedCovariance;
  /** C_c and C_cc by direction and pair of directions. */
  #along: { first: Float64Array; second: Float64Array }[] | null = null;

  constructor(core: FixedCovariance) {
    this.#core = core;
  }

  /** Whether the variance of l'β̂ can be estimated; l over the estimable coefficients. */
  has(l: ArrayLike<number>): boolean {
    const { identifiability } = this.#core;
    if (identifiability.directions.length === 0) return true;
    const { covariance } = this.#core.information;
    const own = this.#core.toBasis(l);
    const v = timesVector(covariance, own);
    const variance = dot(own, v);
    return (this.#along ??= this.#derivatives()).every(({ first, second }) => {
      const image = timesVector(first, v);
      const slope = quadraticForm({ matrix: first, vector: v });
      const curve = 2 * quadraticForm({ matrix: covariance, vector: image }) -
        quadraticForm({ matrix: second, vector: v });
      return Math.abs(slope) <= STILL * variance && Math.abs(curve) <= STILL * variance;
    });
  }

  #derivatives(): { first: Float64Array; second: Float64Array }[] {
    const { identifiability: { directions, scales }, information, rank: p } = this.#core;
    const { count, first, second } = information;
    // sums of two directions as well: a quadratic form on their span is known from these
    const all = directions.flatMap((a, i) => [
      a,
      ...directions.slice(i + 1).map((b) => a.map((x, k) => x + b[k]!)),
    ]);
    return all.map((direction) => {
      const c = direction.map((x, k) => x / scales[k]!);
      const along = new Float64Array(p * p);
      const twice = new Float64Array(p * p);
      for (let j = 0; j < count; j++) {
        if (c[j] === 0) continue;
        add(along, first[j]!, c[j]!);
        for (let i = 0; i <= j; i++) {
          add(twice, second[pairIndex(i, j)]!, (i === j ? 1 : 2) * c[i]! * c[j]!);
        }
      }
      return { first: along, second: twice };
    });
  }
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += times * what[i]!;
}
