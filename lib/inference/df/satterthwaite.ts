/**
 * Satterthwaite's degrees of freedom for mixed models, on exact derivatives.
 *
 * For one linear function with variance f(θ, σ) = l'Φl, ν = 2f²/(g'Ag) with g its gradient and A the
 * asymptotic covariance of (θ, σ) (F. E. Satterthwaite 1946, Biometrics Bull. 2, 110–114; S. R.
 * Giesbrecht and J. C. Burns 1985, Biometrics 41, 477–486). Several functions at once are combined
 * through the eigenvectors of LΦL' (A. H.-T. Fai and P. L. Cornelius 1996, J. Stat. Comput. Simul.
 * 54, 363–378), as in SAS and lmerTest.
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import type { LinearMixedModel } from "../../model/fit.ts";
import { covarianceOf, waldStatistic } from "../../math/algebra/linear_functions.ts";
import { dot, quadraticForm, timesVector } from "../../math/algebra/products.ts";
import { symmetricEigen } from "../../math/algebra/spectral.ts";
import { product } from "../../math/algebra/dense_kernels.ts";
import type { DdfMethod, DfForms, FTest } from "./ddf.ts";
import { observedCovariance } from "../../model/mixed/variance_parameters.ts";
import { coreOf } from "../../model/mixed/core.ts";

/** Satterthwaite inference for one fit (REML or ML); `denominatorDf` keeps it. */
export function satterthwaite(fit: LinearMixedModel): DdfMethod {
  return new Satterthwaite(fit);
}

class Satterthwaite implements DdfMethod {
  readonly ddf = "satterthwaite";
  readonly covariance: Float64Array;
  private readonly a: Float64Array;

  constructor(private readonly fit: LinearMixedModel) {
    this.covariance = fit.covariance;
    this.a = observedCovariance(coreOf(fit).information);
  }

  df(l: ArrayLike<number>): number {
    const x = coreOf(this.fit).information;
    const { covariance: phi, first } = x;
    const own = coreOf(this.fit).toBasis(l);
    const v = timesVector(phi, own);
    const variance = dot(v, own);
    return this.#single(variance, (i) => quadraticForm({ matrix: first[i]!, vector: v }));
  }

  #single(variance: number, form: (i: number) => number): number {
    const { count, jacobian } = coreOf(this.fit).information;
    const m = count - 1;
    const gradient = new Float64Array(count);
    for (let i = 0; i < m; i++) {
      const direction = form(i); // −∂f/∂γᵢ
      for (let k = 0; k < m; k++) gradient[k]! -= jacobian[i * m + k]! * direction;
    }
    gradient[m] = 2 * variance;
    const below = quadraticForm({ matrix: this.a, vector: gradient });
    return below > 0 ? 2 * variance * variance / below : Infinity;
  }

  forms(): DfForms {
    const core = coreOf(this.fit);
    const { covariance: phi, first } = core.information;
    const p = this.fit.rank;
    const matrices = [
      phi,
      ...first.map((m) => product(product(phi, m, p, p, p), phi, p, p, p)),
    ].map((m) => core.covarianceFromBasis(m));
    return { matrices, df: (values) => this.#single(values[0]!, (i) => values[i + 1]!) };
  }

  fTest(rows: readonly ArrayLike<number>[]): FTest {
    const q = rows.length;
    const p = this.fit.rank;
    const statistic = waldStatistic({
      rows,
      estimates: this.fit.beta,
      covariance: this.covariance,
    }) / q;
    if (q === 1) return { statistic, numDf: 1, denDf: this.df(rows[0]!), scale: 1 };
    const { vectors } = symmetricEigen(covarianceOf(rows, this.covariance), q);
    const each = Array.from({ length: q }, (_, e) => {
      const l = new Float64Array(p);
      for (let i = 0; i < q; i++) {
        for (let k = 0; k < p; k++) l[k]! += vectors[i * q + e]! * rows[i]![k]!;
      }
      return this.df(l);
    });
    return { statistic, numDf: q, denDf: combined(each), scale: 1 };
  }
}

/** lmerTest's rule for the df of independent t statistics taken together. */
function combined(df: readonly number[]): number {
  const q = df.length;
  const mean = df.reduce((a, b) => a + b, 0) / q;
  if (greatest(df) - least(df) < 1e-8 || df.every((v) => v === Infinity)) return mean;
  if (df.some((v) => v <= 2)) return 2;
  const e = df.reduce((sum, v) => sum + (v === Infinity ? 1 : v / (v - 2)), 0);
  return 2 * e / (e - q);
}
