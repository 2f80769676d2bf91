/**
 * From covariance parameters in the units of the data to a point of the engine, and back.
 *
 * @module
 */
import type { Covariance } from "./covariance.ts";
import type { RandomLayout } from "./random_structure.ts";

/** A problem as far as its units go. */
interface Scaled {
  readonly layout: RandomLayout;
  readonly covariance: Covariance;
  readonly scales: readonly (readonly number[])[];
}

/** By parameter of θ: (user's θ) = (engine's θ) × scale. */
export function thetaScalesOf({ layout, covariance, scales }: Scaled): Float64Array {
  const first = firstColumns(layout);
  const out = new Float64Array(covariance.count).fill(1);
  layout.parameters.forEach((p, k) => out[k] = 1 / scales[p.term]![p.row - first[p.term]!]!);
  return out;
}

/** First column of each term within its group. */
function firstColumns(layout: RandomLayout): number[] {
  const first = layout.terms.map(() => 0);
  for (const g of layout.groups) for (const t of g.terms) first[t.term] = t.offset;
  return first;
}

/**
 * By parameter of the covariance, σ² last: what its value relative to σ² is multiplied by to be in
 * the units of the data, beside σ² itself.
 */
export function parameterUnits(
  { parameters, layout }: Pick<Covariance, "parameters" | "layout">,
  thetaScales: ArrayLike<number>,
): number[] {
  const place = (term: number, row: number): number =>
    layout.parameters.findIndex((p) => p.term === term && p.row === row && p.column === row);
  return parameters.map(({ of }) =>
    // an entry of G is the product of two rows of Λ, each in the unit of its column
    of.kind === "random"
      ? thetaScales[place(of.term, of.row)]! * thetaScales[place(of.term, of.column)]!
      : 1
  );
}

/**
 * The engine's point of covariance parameters in the units of the data, σ² last.
 *
 * @returns null if they make no covariance matrix
 */
export function pointOf(
  problem: Scaled,
  values: ArrayLike<number>,
): { theta: Float64Array; sigmaSquared: number } | null {
  const { covariance } = problem;
  const { count } = covariance;
  const units = parameterUnits(covariance, thetaScalesOf(problem));
  const sigmaSquared = values[count]!;
  if (!(sigmaSquared > 0)) return null;
  const natural = Float64Array.from(
    { length: count },
    (_, k) => values[k]! / units[k]! / (covariance.degrees[k] === 1 ? sigmaSquared : 1),
  );
  const theta = covariance.search(natural);
  return theta?.every(Number.isFinite) ? { theta, sigmaSquared } : null;
}
