/**
 * Which variance parameters the data can tell apart.
 *
 * With K a basis of the null space of X', the restricted likelihood sees V = I + Σ γₖGₖ (σ² = 1)
 * through K'VK alone. A direction c of the parameters along which K'VK does not move,
 * Σ cₖ K'GₖK = 0, is flat: no data say anything of it. The expected information tr(P Gᵢ P Gⱼ),
 * P = K(K'VK)⁻¹K', is a Gram matrix of the K'GₖK, so that its null space is the space of flat
 * directions whatever θ is (D. A. Harville 1977, J. Am. Stat. Assoc. 72, 320–338, section 5.2, for
 * the matrix). Where a direction has one entry alone, the columns of that random term lie in the
 * span of the fixed ones; where it has several, only combinations of these can be estimated. The
 * full likelihood adds log|V| and no data: a parameter that the residuals say nothing of is then
 * estimated as 0 whatever they are, which is no estimate either.
 *
 * @module
 */
import { symmetricEigen } from "../../math/algebra/spectral.ts";
import { choleskySmall } from "../../math/algebra/triangular.ts";
import type { MixedCriterion } from "../mixed/criterion.ts";
import { pairIndex } from "../elimination/state.ts";
import type { RandomParameter } from "./random_structure.ts";

/** What the data do not tell of the variance parameters γ₁ … γ_m, σ². */
export interface Identifiability {
  /** An orthonormal basis of the flat directions, each of length m + 1, in scaled units. */
  directions: readonly Float64Array[];
  /** By parameter: its unit, the norm of its matrix Gₖ relative to V. */
  scales: Float64Array;
  /** By parameter: 1 if it has part in a flat direction, so that it has no estimate. */
  lost: Uint8Array;
  /** Parameters in θ that a search holds at 0, which changes no likelihood. */
  held: readonly number[];
}

/** An eigenvalue of the information below this share is 0 but for rounding. */
const FLAT = 1e-10;
/** A parameter has part in a direction from this share on. */
const PART = 1e-4;

/**
 * Reads the flat directions off a criterion that stands at a point evaluated to second order with
 * every variance above 0.
 *
 * @param expected tr(P Gᵢ P Gⱼ), (m + 1)², the residual last
 */
export function identifiability(
  criterion: MixedCriterion,
  expected: Float64Array,
): Identifiability {
  const { derivatives: d, coordinates: { layout, count: m }, facts: { n } } = criterion;
  const size = m + 1;
  // tr(V⁻¹ Gₖ V⁻¹ Gₖ) is what the information would be if nothing were fixed
  const scales = Float64Array.from(
    { length: size },
    (_, k) => k === m ? Math.sqrt(n) : Math.sqrt(Math.max(0, -d.logV2[pairIndex(k, k)]!)) || 1,
  );
  const relative = expected.map((e, at) =>
    e / (scales[Math.floor(at / size)]! * scales[at % size]!)
  );
  if (isFarFromFlat(relative, size)) return known([], scales, layout.parameters);
  const { values, vectors } = symmetricEigen(relative, size);
  const directions: Float64Array[] = [];
  for (let e = 0; e < size; e++) {
    if (values[e]! > FLAT) continue;
    directions.push(Float64Array.from({ length: size }, (_, i) => vectors[i * size + e]!));
  }
  return known(directions, scales, layout.parameters);
}

/** Whether the determinant alone, at most λ₁(tr/(n − 1))ⁿ⁻¹, keeps the least eigenvalue above `FLAT`. */
function isFarFromFlat(a: Float64Array, n: number): boolean {
  const factor = choleskySmall(a, n);
  if (!factor) return false;
  let determinant = 1;
  let trace = 0;
  for (let k = 0; k < n; k++) {
    determinant *= factor[k * n + k]! ** 2;
    trace += a[k * n + k]!;
  }
  return determinant > 2 * FLAT * (trace / Math.max(1, n - 1)) ** (n - 1);
}

/**
 * As `identifiability` where second derivatives are dear: variances whose random effects lie in the
 * span of the fixed ones have tr(P Gₖ) = 0.
 */
export function confounded(criterion: MixedCriterion): Identifiability {
  const { derivatives: d, elimination: { layout } } = criterion;
  const m = layout.parameters.length;
  const scales = new Float64Array(m + 1).fill(1);
  const directions = layout.parameters.flatMap(({ row, column }, k) => {
    const none = row === column && d.logV1[k]! + d.logC1[k]! <= FLAT * Math.abs(d.logV1[k]!);
    return none ? [Float64Array.from({ length: m + 1 }, (_, i) => i === k ? 1 : 0)] : [];
  });
  return known(directions, scales, layout.parameters);
}

/** Where the data tell every variance of so many parameters. */
export function nothingLost(parameters: number): Identifiability {
  return known([], new Float64Array(parameters + 1).fill(1), []);
}

function known(
  directions: readonly Float64Array[],
  scales: Float64Array,
  parameters: readonly RandomParameter[],
): Identifiability {
  const lost = Uint8Array.from(
    scales,
    (_, k) => directions.some((c) => Math.abs(c[k]!) > PART) ? 1 : 0,
  );
  return { directions, scales, lost, held: heldOf(directions, parameters) };
}

/**
 * Parameters that may be 0 without loss: one for each flat direction, such that moving along the
 * direction until it is 0 makes no other variance smaller. A direction where this cannot be is left
 * to the search, which stands still on it.
 */
function heldOf(
  directions: readonly Float64Array[],
  parameters: readonly RandomParameter[],
): number[] {
  const held = new Set<number>();
  for (const c of reduced(directions)) {
    const part = [...c.keys()].filter((k) => Math.abs(c[k]!) > PART);
    // a later term gives way to an earlier one
    const free = part.findLast((k) =>
      k < parameters.length && !held.has(k) && part.every((i) => i === k || c[i]! * c[k]! < 0)
    );
    if (free !== undefined) held.add(free);
  }
  return closedInTerms(held, parameters);
}

/**
 * Of each covariance matrix what can be 0 in its factor as well: whole rows with their columns, and
 * all covariances together. A row of whose covariances the data tell something stays: its variance
 * cannot be 0 without them.
 */
function closedInTerms(held: Set<number>, parameters: readonly RandomParameter[]): number[] {
  const all = [...parameters.keys()];
  return [...new Set(parameters.map((p) => p.term))].flatMap((term) => {
    const own = all.filter((k) => parameters[k]!.term === term);
    const isVariance = (k: number): boolean => parameters[k]!.row === parameters[k]!.column;
    const told = own.filter((k) => !isVariance(k) && !held.has(k)).map((k) => parameters[k]!);
    const gone = new Set(
      own.filter((k) => held.has(k) && isVariance(k)).map((k) => parameters[k]!.row)
        .filter((row) => told.every((c) => c.row !== row && c.column !== row)),
    );
    const inGone = (k: number): boolean =>
      gone.has(parameters[k]!.row) || gone.has(parameters[k]!.column);
    const covariances = own.filter((k) => !isVariance(k));
    const diagonal = covariances.every((k) => held.has(k) || inGone(k));
    return own.filter((k) => inGone(k) || (diagonal && !isVariance(k)));
  });
}

const found = new WeakMap<object, Identifiability>();

/**
 * What is known of a design's parameters; all responses of a design share it, and so the pattern of
 * its elimination is the key.
 */
export const identifiabilities = {
  of: (design: object): Identifiability | undefined => found.get(design),
  keep: (design: object, value: Identifiability): Identifiability => {
    found.set(design, value);
    return value;
  },
};

/** The same space with as many zeros as elimination makes: its reduced echelon form. */
function reduced(directions: readonly Float64Array[]): Float64Array[] {
  const rows = directions.map((c) => c.slice());
  const size = rows[0]?.length ?? 0;
  let done = 0;
  for (let column = 0; column < size && done < rows.length; column++) {
    let best = done;
    for (let i = done; i < rows.length; i++) {
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[best]![column]!)) best = i;
    }
    const pivot = rows[best]![column]!;
    if (Math.abs(pivot) <= PART) continue;
    [rows[done], rows[best]] = [rows[best]!, rows[done]!];
    const own = rows[done]!.map((x) => x / pivot);
    rows[done] = own;
    for (let i = 0; i < rows.length; i++) {
      const f = rows[i]![column]!;
      if (i === done || f === 0) continue;
      for (let k = 0; k < size; k++) rows[i]![k]! -= f * own[k]!;
    }
    done++;
  }
  return rows;
}
