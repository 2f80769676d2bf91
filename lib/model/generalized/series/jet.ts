/**
 * Functions of truncated Taylor series: of each its derivatives at a number, up to the fourth.
 *
 * @module
 */
import { polygamma } from "../../../math/distribution/polygamma.ts";
import { logNormalUpper, normalDensity, normalUpper } from "../../../math/distribution/normal.ts";
import { logGamma } from "../../../math/distribution/special.ts";
import { type Jet, JetArithmetic } from "./arithmetic.ts";
import { risingSeries } from "./rising.ts";

export type { Jet } from "./arithmetic.ts";

/** Series of one order with the functions that densities are made of. */
export class JetAlgebra extends JetArithmetic {
  /** An algebra with an empty arena that anybody may use for a row: tables are made once. */
  static shared(order: 2 | 4, others: 0 | 1 | 2, most = 2): JetAlgebra {
    const key = `${order} ${others} ${most}`;
    const known = JetAlgebra.#known.get(key) ?? new JetAlgebra(order, others, most);
    JetAlgebra.#known.set(key, known);
    known.empty();
    return known;
  }

  static readonly #known = new Map<string, JetAlgebra>();

  exp(x: Jet): Jet {
    const s = this.series;
    s[0] = Math.exp(this.arena[x]!);
    for (let k = 1; k <= this.order; k++) s[k] = s[k - 1]! / k;
    return this.compose(x);
  }

  /** e^x − 1. */
  expm1(x: Jet): Jet {
    const at = this.exp(x);
    this.arena[at] = Math.expm1(this.arena[x]!);
    return at;
  }

  log(x: Jet): Jet {
    return this.#logarithm(x, Math.log(this.arena[x]!), this.arena[x]!);
  }

  /** log(1 + x). */
  log1p(x: Jet): Jet {
    return this.#logarithm(x, Math.log1p(this.arena[x]!), 1 + this.arena[x]!);
  }

  #logarithm(x: Jet, value: number, at: number): Jet {
    const s = this.series;
    s[0] = value;
    for (let k = 1, power = 1 / at; k <= this.order; k++, power *= -1 / at) s[k] = power / k;
    return this.compose(x);
  }

  /** 1/x. */
  inverse(x: Jet): Jet {
    const s = this.series;
    const r = 1 / this.arena[x]!;
    s[0] = r;
    for (let k = 1; k <= this.order; k++) s[k] = -s[k - 1]! * r;
    return this.compose(x);
  }

  /** 1/(1 + e^−x). */
  logistic(x: Jet): Jet {
    const s = this.series;
    const v = this.arena[x]!;
    const e = Math.exp(-Math.abs(v));
    const p = v >= 0 ? 1 / (1 + e) : e / (1 + e);
    const q = v >= 0 ? e / (1 + e) : 1 / (1 + e);
    const w = p * q;
    s[0] = p;
    s[1] = w;
    s[2] = w * (q - p) / 2;
    s[3] = w * (1 - 6 * w) / 6;
    s[4] = w * (q - p) * (1 - 12 * w) / 24;
    return this.compose(x);
  }

  /** log(1 + e^x). */
  softplus(x: Jet): Jet {
    const s = this.series;
    const known = this.#softplus;
    const v = this.arena[x]!;
    // rows of one predictor follow each other, and ask for the same
    if (known[5] !== v) {
      const e = Math.exp(-Math.abs(v));
      const p = v >= 0 ? 1 / (1 + e) : e / (1 + e);
      const q = v >= 0 ? e / (1 + e) : 1 / (1 + e);
      const w = p * q;
      known[0] = Math.max(v, 0) + Math.log1p(e);
      known[1] = p;
      known[2] = w / 2;
      known[3] = w * (q - p) / 6;
      known[4] = w * (1 - 6 * w) / 24;
      known[5] = v;
    }
    for (let k = 0; k <= this.order; k++) s[k] = known[k]!;
    return this.compose(x);
  }

  /** The last coefficients of `softplus`, and where they are of. */
  readonly #softplus = new Float64Array(6).fill(NaN);

  /** log(e^x + e^y). */
  logAdd(x: Jet, y: Jet): Jet {
    return this.arena[x]! >= this.arena[y]!
      ? this.add(x, this.softplus(this.add(y, x, -1)))
      : this.add(y, this.softplus(this.add(x, y, -1)));
  }

  /** log Γ(x). */
  logGamma(x: Jet): Jet {
    const s = this.series;
    const v = this.arena[x]!;
    s[0] = logGamma(v);
    this.#polygammas(x, v);
    return this.compose(x);
  }

  /** Coefficients of log Γ from the first on, as far as x is no constant. */
  #polygammas(x: Jet, at: number): void {
    const s = this.series;
    let factorial = 1;
    for (let k = 1; k <= this.order; k++) {
      factorial *= k;
      s[k] = this.#isConstant(x) ? 0 : polygamma(k - 1, at) / factorial;
    }
  }

  #isConstant(x: Jet): boolean {
    for (let k = 1; k < this.size; k++) if (this.arena[x + k] !== 0) return false;
    return true;
  }

  /** log Γ(x + n) − log Γ(x). */
  logRising(n: number, x: Jet): Jet {
    risingSeries(n, this.arena[x]!, this.order, this.#isConstant(x), this.series);
    return this.compose(x);
  }

  /** Φ(x). */
  normal(x: Jet): Jet {
    const s = this.series;
    const v = this.arena[x]!;
    const f = normalDensity(v);
    s[0] = normalUpper(-v);
    s[1] = f;
    s[2] = -v * f / 2;
    s[3] = (v * v - 1) * f / 6;
    s[4] = (3 * v - v ** 3) * f / 24;
    return this.compose(x);
  }

  /** log Φ(x). */
  logNormal(x: Jet): Jet {
    const s = this.series;
    const v = this.arena[x]!;
    const log = logNormalUpper(-v);
    const r = Math.exp(-0.5 * v * v - 0.918938533204672741780329736405617639861 - log);
    const second = -r * (v + r);
    const third = -second * (v + r) - r * (1 + second);
    s[0] = log;
    s[1] = r;
    s[2] = second / 2;
    s[3] = third / 6;
    s[4] = (-third * (v + r) - 2 * second * (1 + second) - r * third) / 24;
    return this.compose(x);
  }

  /** arctan x. */
  arctan(x: Jet): Jet {
    const s = this.series;
    const v = this.arena[x]!;
    const q = 1 / (1 + v * v);
    s[0] = Math.atan(v);
    s[1] = q;
    s[2] = -v * q * q;
    s[3] = (3 * v * v - 1) * q ** 3 / 3;
    s[4] = v * (1 - v * v) * q ** 4;
    return this.compose(x);
  }
}
