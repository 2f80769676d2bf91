/**
 * `un`: any covariance matrix of the visits of a subject (SAS's TYPE=UN, nlme's `corSymm` with
 * `varIdent`). V is linear in its entries; the search moves the entries of a Cholesky factor, the
 * logarithms of those on its diagonal, so that every point is a positive definite matrix.
 *
 * @module
 */
import { choleskySmall } from "../../../math/algebra/triangular.ts";
import type { ResidualStructure } from "../residual_covariance.ts";
import { entryOf, visitCovariance, visitVariance } from "./visit_parameter.ts";

/** Entry (i, j), i ≥ j, among those below the first: row by row. */
const placeOf = (i: number, j: number): number => i * (i + 1) / 2 + j - 1;

/** An unstructured matrix over `visits`, the variance of the first being σ². */
export function unstructured(visits: readonly string[]): ResidualStructure {
  const count = visits.length;
  const entries: [number, number][] = [];
  for (let i = 1; i < count; i++) for (let j = 0; j <= i; j++) entries.push([i, j]);
  const m = entries.length;

  /** L, whose first entry is 1. */
  const factorOf = (search: ArrayLike<number>): Float64Array => {
    const l = new Float64Array(count * count);
    l[0] = 1;
    entries.forEach(([i, j], k) => l[i * count + j] = i === j ? Math.exp(search[k]!) : search[k]!);
    return l;
  };

  const matrix = (natural: ArrayLike<number>): Float64Array => {
    const out = new Float64Array(count * count);
    out[0] = 1;
    entries.forEach(([i, j], k) => out[i * count + j] = out[j * count + i] = natural[k]!);
    return out;
  };

  return {
    name: "un",
    visits,
    parameters: entries.map(([i, j]) =>
      i === j ? visitVariance("un", i, visits[i]!) : visitCovariance(i, j, visits)
    ),
    dispersion: visitVariance("un", 0, visits[0]!),
    bends: [],
    starts: [new Float64Array(m)],
    natural(search) {
      const l = factorOf(search);
      return Float64Array.from(entries, ([i, j]) => {
        let sum = 0;
        for (let k = 0; k <= j; k++) sum += l[i * count + k]! * l[j * count + k]!;
        return sum;
      });
    },
    search(natural) {
      const l = choleskySmall(matrix(natural), count, 1e-12);
      if (!l) return null;
      return Float64Array.from(
        entries,
        ([i, j]) => i === j ? Math.log(l[i * count + i]!) : l[i * count + j]!,
      );
    },
    jacobian(search) {
      const l = factorOf(search);
      const out = new Float64Array(m * m);
      entries.forEach(([a, b], k) => { // ∂(LL')ᵢⱼ/∂L_ab = [i = a] L_jb + [j = a] L_ib
        const unit = a === b ? l[a * count + a]! : 1;
        for (let i = 0; i < count; i++) {
          if (i < b || (i === 0 && a === 0)) continue;
          const at = placeOf(Math.max(i, a), Math.min(i, a)) * m + k;
          out[at] = (i === a ? 2 : 1) * unit * l[i * count + b]!;
        }
      });
      return out;
    },
    curvature(search, add) {
      const l = factorOf(search);
      entries.forEach(([a, b], k) => {
        const unit = a === b ? l[a * count + a]! : 1;
        entries.forEach(([c, d], e) => { // ∂²(LL')ᵢⱼ/∂L_ab∂L_cb = 1 at (a, c)
          if (b !== d) return;
          const other = c === d ? l[c * count + c]! : 1;
          add(placeOf(Math.max(a, c), Math.min(a, c)), k, e, (a === c ? 2 : 1) * unit * other);
        });
        if (a !== b) return; // the logarithm bends by itself
        for (let i = b; i < count; i++) {
          add(
            placeOf(Math.max(i, a), Math.min(i, a)),
            k,
            k,
            (i === a ? 2 : 1) * unit * l[i * count + b]!,
          );
        }
      });
    },
    matrix,
    first: (_, k) => entryOf(count, entries[k]![0], entries[k]![1]),
    second: () => new Float64Array(count * count),
  };
}
