/**
 * A df method that gives no figure where there is none: for a function whose variance cannot be
 * estimated, and where the formula gives df that are not above 0.
 *
 * @module
 */
import { quadraticForm } from "../../math/algebra/products.ts";
import type { Fit } from "../../model/fit.ts";
import { coreOf } from "../../model/mixed/core.ts";
import type { DdfMethod, DenominatorDf, DfForms, FTest } from "./ddf.ts";

/** The method with its guards. */
export function guarded(fit: Fit, method: DdfMethod): DenominatorDf {
  return new GuardedDdf(fit, method);
}

class GuardedDdf implements DenominatorDf {
  readonly ddf;
  readonly covariance;
  readonly #fit: Fit;
  readonly #method: DdfMethod;

  constructor(fit: Fit, method: DdfMethod) {
    this.#fit = fit;
    this.#method = method;
    this.ddf = method.ddf;
    this.covariance = method.covariance;
  }

  #testable(l: ArrayLike<number>): boolean {
    return this.#fit.isTestable(l);
  }

  standardError(l: ArrayLike<number>): number {
    return this.#testable(l)
      ? Math.sqrt(quadraticForm({ matrix: this.covariance, vector: l }))
      : NaN;
  }

  df(l: ArrayLike<number>): number {
    if (!this.#testable(l)) return NaN;
    const df = this.#method.df(l);
    // a linear model without residual df says so by 0
    return df > 0 || this.#fit.ddf.exact ? df : NaN;
  }

  forms(): DfForms | null {
    const { random, ddf } = this.#fit;
    if (random && coreOf(random).identifiability.directions.length > 0) return null;
    const forms = this.#method.forms?.();
    if (!forms) return null;
    return {
      matrices: forms.matrices,
      df: (values) => {
        const df = forms.df(values);
        return df > 0 || ddf.exact ? df : NaN;
      },
    };
  }

  dfOfCoefficient(k: number): number {
    const unit = Float64Array.from(this.#fit.beta, (_, i) => i === k ? 1 : 0);
    if (!this.#method.dfOfCoefficient || !this.#testable(unit)) return this.df(unit);
    const df = this.#method.dfOfCoefficient(k);
    return df > 0 ? df : NaN;
  }

  fTest(rows: readonly ArrayLike<number>[]): FTest {
    if (!rows.every((l) => this.#testable(l))) {
      return { statistic: NaN, numDf: rows.length, denDf: NaN, scale: 1 };
    }
    const test = this.#method.fTest(rows);
    if (test.denDf > 0 || this.#fit.ddf.exact) return test;
    return { ...test, denDf: NaN, impossibleDf: test.denDf };
  }
}
