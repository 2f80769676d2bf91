/**
 * Kenward and Roger's adjusted covariance and degrees of freedom.
 *
 * M. G. Kenward and J. H. Roger (1997), Small sample inference for fixed effects from restricted
 * maximum likelihood, Biometrics 53, 983–997; in the form of U. Halekoh and S. Højsgaard (2014),
 * J. Stat. Softw. 59(9), whose parameters are the elements of each random term's covariance matrix
 * and σ². V is linear in these; where the residuals have a structure in which it is not, Rᵢⱼ =
 * X'V⁻¹VᵢⱼV⁻¹X takes part, in SAS's parameters.
 *
 * Pᵢ = −X'V⁻¹VᵢV⁻¹X, Qᵢⱼ = X'V⁻¹VᵢV⁻¹VⱼV⁻¹X and Rᵢⱼ come with the fit; nothing of order n is formed.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { tellCount } from "../../progress.ts";
import {
  choleskyUpper,
  inverseFromUpper,
  multiply,
  product,
} from "../../math/algebra/dense_kernels.ts";
import { waldStatistic } from "../../math/algebra/linear_functions.ts";
import {
  dot,
  quadraticForm,
  timesVector,
  traceOfProduct,
  transposed,
} from "../../math/algebra/products.ts";
import { choleskySmall, inverseFromCholesky } from "../../math/algebra/triangular.ts";
import type { LinearMixedModel } from "../../model/fit.ts";
import type { DdfMethod, DfForms, FTest } from "./ddf.ts";
import { varianceCovariance } from "../../model/mixed/variance_parameters.ts";
import { varianceBias } from "../../model/mixed/residual/variance_bias.ts";
import { coreOf } from "../../model/mixed/core.ts";

/** Options of `kenwardRoger`. */
export interface KenwardRogerOptions {
  /**
   * Covariance of the variance parameters from the expected information (as pbkrtest; default) or
   * from the observed information (as SAS).
   */
  information?: "expected" | "observed";
  /** Without the second derivatives of V (SAS's KR(LINEAR)). */
  linear?: boolean;
  /** With the bias of the variance parameters, as Kenward and Roger (2009): see `variance_bias.ts`. */
  unbiased?: boolean;
}

/**
 * Kenward–Roger inference for one fit; `denominatorDf` keeps it.
 *
 * Components estimated at 0 take part with the expected information, as in pbkrtest; with the
 * observed information they do not.
 *
 * @throws DiagnosticError `kenward-roger-needs-reml` if the fit is not by REML
 */
export function kenwardRoger(
  fit: LinearMixedModel,
  options: KenwardRogerOptions = {},
): DdfMethod {
  if (!fit.reml) {
    fail("kenward-roger-needs-reml", "Kenward-Roger needs a fit by REML, and this one is by ML", {
      hint: "Fit with REML, or take another df method",
    });
  }
  const core = coreOf(fit);
  const w = varianceCovariance(
    core.information,
    options.information ?? "expected",
    core.identifiability,
  );
  return new KenwardRoger({
    ...core.information,
    linear: options.linear ?? false,
    ...(options.unbiased ? { bias: varianceBias(core, w) } : {}),
    beta: fit.beta,
    w,
    toBasis: (l) => core.toBasis(l),
    covarianceFromBasis: (c) => core.covarianceFromBasis(c),
  });
}

/** What the method is made of; matrices p × p, in a basis of the estimable coefficients. */
export interface KenwardRogerParts {
  readonly p: number;
  /** Number of variance parameters. */
  readonly count: number;
  readonly sigmaSquared: number;
  readonly beta: Float64Array;
  /** Φ in units of σ². */
  readonly covariance: Float64Array;
  /** Pᵢ. */
  readonly first: readonly Float64Array[];
  /** Qᵢⱼ + Qⱼᵢ − Rᵢⱼ, by pairs i ≤ j, and Rᵢⱼ where V is not linear. */
  readonly second: readonly Float64Array[];
  readonly bent?: readonly (Float64Array | null)[] | null;
  /** Whether the Rᵢⱼ are left out. */
  readonly linear?: boolean;
  /** Their bias, where it is to be taken into account; null where there is none. */
  readonly bias?: Float64Array | null;
  /** Covariances of the variance parameters. */
  readonly w: Float64Array;
  toBasis(l: ArrayLike<number>): Float64Array;
  covarianceFromBasis(c: Float64Array): Float64Array;
}

/** The method for some parts. */
export class KenwardRoger implements DdfMethod {
  readonly ddf: "kenward-roger" | "kenward-roger-linear" | "kenward-roger-2";
  readonly covariance: Float64Array;
  private readonly w: Float64Array;

  constructor(private readonly parts: KenwardRogerParts) {
    this.w = parts.w;
    this.ddf = parts.linear
      ? "kenward-roger-linear"
      : parts.bias === undefined
      ? "kenward-roger"
      : "kenward-roger-2";
    const adjusted = parts.covarianceFromBasis(this.adjusted());
    this.covariance = adjusted.map((v) => v * parts.sigmaSquared);
  }

  /** Φ + 2Φ {Σ Wᵢⱼ (Qᵢⱼ − PᵢΦPⱼ − Rᵢⱼ/4) + Σ bᵢPᵢ/2} Φ in units of σ²; without Rᵢⱼ if `linear`. */
  private adjusted(): Float64Array {
    const { p, count, covariance: phi, first, second, bent, linear, bias: away } = this.parts;
    const { w } = this;
    const inner = new Float64Array(p * p);
    for (let j = 0, at = 0; j < count; j++) {
      for (let i = 0; i <= j; i++, at++) {
        const weight = i === j ? 0.5 * w[i * count + i]! : w[i * count + j]!;
        const q = second[at]!; // Qᵢⱼ + Qⱼᵢ − Rᵢⱼ
        for (let k = 0; k < p * p; k++) inner[k]! += weight * q[k]!;
        const r = bent?.[at];
        const part = linear ? weight : 0.5 * weight;
        if (r) { for (let k = 0; k < p * p; k++) inner[k]! += part * r[k]!; }
      }
    }
    if (away) {
      for (let i = 0; i < count; i++) {
        const weight = away[i]! / 2;
        for (let k = 0; k < p * p; k++) inner[k]! += weight * first[i]![k]!;
      }
    }
    const sum = new Float64Array(p * p);
    for (let i = 0; i < count; i++) {
      tellCount(i, count, "variance parameters in Kenward and Roger's covariance");
      sum.fill(0);
      for (let j = 0; j < count; j++) {
        const weight = w[i * count + j]!;
        const pj = first[j]!;
        for (let k = 0; k < p * p; k++) sum[k]! += weight * pj[k]!;
      }
      const product = multiply(multiply(first[i]!, phi, p), sum, p);
      for (let k = 0; k < p * p; k++) inner[k]! -= product[k]!;
    }
    const bias = multiply(multiply(phi, inner, p), phi, p);
    const out = phi.slice();
    for (let r = 0; r < p; r++) {
      for (let c = 0; c < p; c++) out[r * p + c]! += bias[r * p + c]! + bias[c * p + r]!;
    }
    return out;
  }

  /** For one function the moments match at 2/A, A = Σ Wᵢⱼ tᵢtⱼ with tᵢ = l'ΦPᵢΦl / l'Φl. */
  df(l: ArrayLike<number>): number {
    const { covariance: phi, first } = this.parts;
    const own = this.parts.toBasis(l);
    const v = timesVector(phi, own);
    const variance = dot(own, v);
    return this.#single(variance, (i) => quadraticForm({ matrix: first[i]!, vector: v }));
  }

  #single(variance: number, form: (i: number) => number): number {
    const { count } = this.parts;
    const t = new Float64Array(count);
    for (let i = 0; i < count; i++) t[i] = form(i) / variance;
    let a = 0;
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) a += this.w[i * count + j]! * t[i]! * t[j]!;
    }
    return a > 0 ? 2 / a : Infinity;
  }

  #forms: DfForms | null = null;

  forms(): DfForms {
    const { p, covariance: phi, first } = this.parts;
    return this.#forms ??= {
      matrices: [phi, ...first.map((m) => multiply(multiply(phi, m, p), phi, p))]
        .map((m, i) => {
          tellCount(i, first.length + 1, "matrices of Kenward and Roger's df");
          return this.parts.covarianceFromBasis(m);
        }),
      df: (values) => this.#single(values[0]!, (i) => values[i + 1]!),
    };
  }

  /** LΦL' and LΦPᵢΦL'. */
  #formsInBasis(rows: readonly ArrayLike<number>[]): Float64Array[] {
    const { p, covariance: phi, first } = this.parts;
    const q = rows.length;
    const own = new Float64Array(q * p);
    rows.forEach((l, i) => own.set(this.parts.toBasis(l), i * p));
    const y = product(own, phi, q, p, p); // LΦ
    const across = transposed(y, q, p);
    return [
      product(own, across, q, q, p),
      ...first.map((pi) => product(product(y, pi, q, p, p), across, q, q, p)),
    ];
  }

  /** The same of many rows, from what single functions take as well: rows are mostly zeros there. */
  #formsOf(rows: readonly ArrayLike<number>[]): Float64Array[] {
    const q = rows.length;
    const { p } = this.parts;
    const l = new Float64Array(q * p);
    rows.forEach((row, i) => l.set(row, i * p));
    return this.forms().matrices.map((m) =>
      product(l, transposed(product(l, m, q, p, p), q, p), q, q, p)
    );
  }

  fTest(rows: readonly ArrayLike<number>[]): FTest {
    const q = rows.length;
    const { parts, w } = this;
    const { count } = parts;
    const [middle, ...inner] = q >= MANY ? this.#formsOf(rows) : this.#formsInBasis(rows);
    const inverse = inverseOf(middle!.slice(), q);
    if (!inverse) return { statistic: NaN, numDf: q, denDf: NaN, scale: 1 };
    // uᵢ is similar to (LΦL')⁻¹ LΦPᵢΦL'
    const u = inner.map((m) => multiply(inverse, m, q));
    const trace = u.map((m) => {
      let sum = 0;
      for (let i = 0; i < q; i++) sum += m[i * q + i]!;
      return sum;
    });
    let a1 = 0;
    let a2 = 0;
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        a1 += w[i * count + j]! * trace[i]! * trace[j]!;
        a2 += w[i * count + j]! * traceOfProduct(u[i]!, u[j]!, q);
      }
    }
    const { denDf, scale } = momentMatch(q, a1, a2);
    const wald = waldStatistic({
      rows,
      estimates: parts.beta,
      covariance: this.covariance,
    });
    return { statistic: scale * wald / q, numDf: q, denDf, scale };
  }
}

/** From this order on the dense kernels are faster than plain loops. */
const MANY = 64;

/** κ and 1 agree to so many digits where the statistic is exactly an F or a Hotelling T². */
const EXACT = 1e-9;

/**
 * Degrees of freedom and scale of the F distribution that has the first two moments of the Wald
 * statistic (Kenward & Roger 1997, p. 987).
 *
 * With u = A₂/q and κ = c₂h, h = (A₁/A₂ + 6)/2, their E* is 1/(1 − u) and V* has (1 − κu)² below. In
 * the two cases that they made the formulas exact for, an F of a balanced stratum and a Hotelling
 * T², κ = 1, and both go to 0 together at two df. There the formulas come to
 * m = 2 + A(1 − u)/u and λ = mu/A with A = (q + 2)/(c₁h + c₃h), which are 0/0 nowhere. Elsewhere near
 * two df the scale is taken as 1, as in pbkrtest.
 */
function momentMatch(q: number, a1: number, a2: number): { denDf: number; scale: number } {
  if (!(a2 > 0)) return { denDf: Infinity, scale: 1 };
  // for one function the formulas below come to this
  if (q === 1) return { denDf: 2 / a2, scale: 1 };
  const g = ((q + 1) * a1 - (q + 4) * a2) / ((q + 2) * a2);
  const below = 3 * q + 2 * (1 - g);
  const h = (a1 / a2 + 6) / 2;
  const alpha = g / below * h;
  const kappa = (q - g) / below * h;
  const beta = (q + 2 - g) / below * h;
  const u = a2 / q;
  if (Math.abs(kappa - 1) < EXACT) {
    const a = (q + 2) / (alpha + beta);
    const denDf = 2 + a * (1 - u) / u;
    return { denDf, scale: denDf * u / a };
  }
  // ρ = V*/(2E*²)
  const ratio = (1 - u) / (1 - kappa * u);
  const rho = (1 + alpha * u) * ratio * ratio / (1 - beta * u) / q;
  const denDf = 4 + (q + 2) / (q * rho - 1);
  const scale = Math.abs(denDf - 2) < 1e-2 ? 1 : denDf * (1 - u) / (denDf - 2);
  return { denDf, scale };
}

/** A⁻¹ by whichever way is faster for the size; null if A is not positive definite. */
function inverseOf(a: Float64Array, n: number): Float64Array | null {
  if (n >= MANY) return Number.isNaN(choleskyUpper(a, n)) ? null : inverseFromUpper(a, n);
  const factor = choleskySmall(a, n);
  return factor && inverseFromCholesky(factor, n);
}
