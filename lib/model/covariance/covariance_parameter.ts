/**
 * A covariance parameter: what it is a parameter of, on which scale it is reported, and how it is
 * written.
 *
 * The scale is that of SAS (variances and covariances, correlations, ranges), for estimates and for
 * the second derivatives that Kenward and Roger's adjustment depends on. The search has coordinates
 * of its own, which the covariance matrices have (`covariance.ts`).
 *
 * @module
 */
import type { RandomLayout } from "./random_structure.ts";

/** What V is differentiated by. */
export type ParameterOf =
  /** An entry of G, the same for every level of a group. */
  | { kind: "random"; group: number; term: number; row: number; column: number }
  /** An entry of R, by the numbers of two visits. */
  | { kind: "residual-entry"; row: number; column: number }
  /** All of R beside its scale: a correlation, a range. */
  | { kind: "residual-shape" }
  /** σ². */
  | { kind: "dispersion" };

/** What kind of quantity it is. */
export type ParameterQuantity = "variance" | "covariance" | "correlation" | "range";

/** A parameter of V. */
export interface CovarianceParameter {
  readonly of: ParameterOf;
  readonly quantity: ParameterQuantity;
  /** SAS's name: `var(Block)`, `un[2,1]`, `rho`. */
  readonly name: string;
  /** In an equation, as LaTeX. */
  readonly symbol: string;
  /** The group of subjects that it belongs to, where groups have parameters of their own. */
  readonly group?: string;
  /**
   * 1 if V is proportional to all such parameters together, 0 if it has no unit: what Euler's
   * relation counts.
   */
  readonly degree: 0 | 1;
  /** Its boundary; −∞ if only the matrix as a whole sets one. */
  readonly lowest: number;
  /** Where a search gives up, for a parameter that may grow without bound. */
  readonly highest?: number;
}

/** `(Intercept)` alone needs no name beside its group. */
const INTERCEPT = "(Intercept)";

const text = (words: string): string => `\\text{${words}}`;

/** The entries of G, in the order of γ. */
export function randomParameters(
  layout: RandomLayout,
  labels: readonly string[],
): CovarianceParameter[] {
  return layout.parameters.map(({ group, term, row, column }) => {
    const { columns } = layout.terms[term]!;
    const first = layout.groups[group]!.terms.find((t) => t.term === term)!.offset;
    const [a, b] = [columns[row - first]!.name, columns[column - first]!.name];
    const label = labels[term]!;
    const variance = row === column;
    const inner = variance ? (a === INTERCEPT ? "" : a) : `${a},${b}`;
    const place = inner === "" ? label : `${inner}|${label}`;
    return {
      of: { kind: "random", group, term, row, column },
      quantity: variance ? "variance" : "covariance",
      name: `${variance ? "var" : "cov"}(${place})`,
      symbol: variance ? `\\sigma^2_{${text(place)}}` : `\\sigma_{${text(place)}}`,
      degree: 1,
      lowest: variance ? 0 : -Infinity,
    };
  });
}

/** σ² where R = σ²W⁻¹. */
export const DISPERSION: CovarianceParameter = {
  of: { kind: "dispersion" },
  quantity: "variance",
  name: "sigma2",
  symbol: "\\sigma^2",
  degree: 1,
  lowest: 0,
};
