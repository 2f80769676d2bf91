/**
 * Denominator degrees of freedom by name, and which of them a fit offers.
 *
 * @module
 */

/**
 * A method for denominator degrees of freedom. `kenward-roger-linear` leaves the second derivatives of
 * V out, which makes a difference only where V is not linear in its parameters (SAS's KR(LINEAR));
 * `kenward-roger-2` takes the bias of the estimates of such parameters into account (their paper of
 * 2009).
 * `inner-outer` is the rule of nlme; `given` df are the author's own, and no method.
 */
export type Ddf =
  | "kenward-roger"
  | "kenward-roger-linear"
  | "kenward-roger-2"
  | "satterthwaite"
  | "containment"
  | "inner-outer"
  | "between-within"
  | "residual"
  | "asymptotic"
  | "given";

/** The df methods, by name. */
export const DDF_METHODS: readonly Ddf[] = [
  "kenward-roger",
  "kenward-roger-linear",
  "kenward-roger-2",
  "satterthwaite",
  "containment",
  "inner-outer",
  "between-within",
  "residual",
  "asymptotic",
];

/** The df methods of a fit. */
export interface DdfOffer {
  /** Those that make a difference. */
  readonly methods: readonly Ddf[];
  /** Of tests of terms and of means. */
  readonly default: Ddf;
  /** Of means and joint tests of them, where those are other than of terms. */
  readonly ofMeans?: Ddf;
  /** Of the table of coefficients, as R's `summary` of such a fit. */
  readonly ofCoefficients: Ddf;
  /** Of Wald intervals, as R's `confint` of such a fit. */
  readonly ofIntervals: Ddf;
  /** Residual df are exact: every other method that has df comes to them. */
  readonly exact: boolean;
  /** Whose covariance of the variance parameters Kenward and Roger's method has; expected if left out. */
  readonly information?: "expected" | "observed";
  /** There is a choice, which tables of means have to state. */
  readonly stated: boolean;
}
