/**
 * Truncated Taylor series in up to three variables: what a row's log likelihood is evaluated in, so
 * that its derivatives are exact to any order and each density is written once (Griewank & Walther
 * 2008, Evaluating Derivatives, chapter 13).
 *
 * Variables are the linear predictor η, and, where a model has them, two more (zero inflation ζ,
 * dispersion δ). A series has the total order 4 or less, and at most two orders in ζ and δ together
 * where random effects move η alone: no more is asked for then.
 *
 * A series is a number: where its coefficients begin in the arena, which is emptied for each row.
 * Nothing is allocated on the way.
 *
 * @module
 */
import { polygamma } from "../../../math/distribution/polygamma.ts";
import { logNormalUpper, normalDensity, normalUpper } from "../../../math/distribution/normal.ts";
import { logGamma } from "../../../math/distribution/special.ts";
import { risingSeries } from "./rising.ts";

/** A series of the arena. */
export type Jet = number;

/** Series that one row may take. */
const MOST = 320;

/** Orders of a coefficient in η and in the two other variables. */
export interface Monomial {
  readonly eta: number;
  readonly others: readonly [number, number];
}

/** Arithmetic of series of one order. */
export class JetAlgebra {
  readonly monomials: readonly Monomial[];
  /** Coefficients of a series. */
  readonly size: number;
  readonly arena: Float64Array;
  /** Products: for each, right and result; those of left coefficient k begin at productStart[k]. */
  readonly #products: Int16Array;
  readonly #productStart: Int16Array;
  /** By coefficient of first order, where the powers of its variable stand; −1 for none. */
  readonly #powers: readonly (Int16Array | null)[];
  readonly #series = new Float64Array(6);
  /** By coefficient, the one that is of one order more in η; −1 if none. */
  readonly #further: Int16Array;
  readonly #variables: readonly number[];
  #next = 0;

  /**
   * @param order total order, 2 or 4
   * @param others variables beside η
   * @param most orders in them together
   */
  constructor(readonly order: 2 | 4, readonly others: 0 | 1 | 2, most = 2) {
    const monomials: Monomial[] = [];
    for (let b = 0; b <= (others > 0 ? most : 0); b++) {
      for (let c = 0; c <= (others > 1 ? most - b : 0); c++) {
        for (let a = 0; a + b + c <= order; a++) monomials.push({ eta: a, others: [b, c] });
      }
    }
    this.monomials = monomials;
    this.size = monomials.length;
    const products: number[] = [];
    this.#productStart = new Int16Array(this.size + 1);
    monomials.forEach((m, i) => {
      monomials.forEach((o, j) => {
        const k = this.indexOf(m.eta + o.eta, m.others[0] + o.others[0], m.others[1] + o.others[1]);
        if (k >= 0) products.push(j, k);
      });
      this.#productStart[i + 1] = products.length;
    });
    this.#products = Int16Array.from(products);
    this.#powers = monomials.map(({ eta, others: [b, c] }) =>
      eta + b + c === 1
        ? Int16Array.from({ length: order + 1 }, (_, k) => this.indexOf(k * eta, k * b, k * c))
        : null
    );
    this.#further = Int16Array.from(
      monomials,
      ({ eta, others: [b, c] }) => this.indexOf(eta + 1, b, c),
    );
    this.#variables = [this.indexOf(1), this.indexOf(0, 1), this.indexOf(0, 0, 1)];
    this.arena = new Float64Array(MOST * this.size);
  }

  /** Which coefficient some orders have; −1 if none. */
  indexOf(eta: number, first = 0, second = 0): number {
    return this.monomials.findIndex((m) =>
      m.eta === eta && m.others[0] === first && m.others[1] === second
    );
  }

  /** Forgets all series. */
  empty(): void {
    this.#next = 0;
  }

  #new(): Jet {
    const at = this.#next;
    this.#next += this.size;
    if (this.#next > this.arena.length) throw new RangeError("a density takes too many steps");
    return at;
  }

  value(x: Jet): number {
    return this.arena[x]!;
  }

  /** Puts another value in the place of a series', whose derivatives stay. */
  setValue(x: Jet, value: number): void {
    this.arena[x] = value;
  }

  constant(value: number): Jet {
    const at = this.#new();
    const a = this.arena;
    a[at] = value;
    for (let k = 1; k < this.size; k++) a[at + k] = 0;
    return at;
  }

  /** The variable 0 (η), 1 or 2 at a value. */
  variable(which: 0 | 1 | 2, value: number): Jet {
    const at = this.constant(value);
    const index = this.#variables[which]!;
    if (index >= 0) this.arena[at + index] = 1;
    return at;
  }

  add(x: Jet, y: Jet, scale = 1): Jet {
    const at = this.#new();
    const a = this.arena;
    for (let k = 0; k < this.size; k++) a[at + k] = a[x + k]! + scale * a[y + k]!;
    return at;
  }

  /** scale · x + shift. */
  linear(x: Jet, scale: number, shift = 0): Jet {
    const at = this.#new();
    const a = this.arena;
    for (let k = 0; k < this.size; k++) a[at + k] = scale * a[x + k]!;
    a[at]! += shift;
    return at;
  }

  multiply(x: Jet, y: Jet): Jet {
    const at = this.#new();
    this.#multiplyInto(at, x, y);
    return at;
  }

  #multiplyInto(at: Jet, x: Jet, y: Jet): void {
    const p = this.#products;
    const a = this.arena;
    if (this.others === 0) {
      for (let k = this.order; k >= 0; k--) {
        let sum = 0;
        for (let j = 0; j <= k; j++) sum += a[x + j]! * a[y + k - j]!;
        a[at + k] = sum;
      }
      return;
    }
    const start = this.#productStart;
    for (let k = 0; k < this.size; k++) a[at + k] = 0;
    for (let k = 0; k < this.size; k++) {
      const own = a[x + k]!;
      if (own === 0) continue;
      for (let e = start[k]!; e < start[k + 1]!; e += 2) a[at + p[e + 1]!]! += own * a[y + p[e]!]!;
    }
  }

  /** ∂/∂η. */
  slope(x: Jet): Jet {
    const at = this.#new();
    const a = this.arena;
    for (let k = 0; k < this.size; k++) {
      const from = this.#further[k]!;
      a[at + k] = from < 0 ? 0 : (this.monomials[k]!.eta + 1) * a[x + from]!;
    }
    return at;
  }

  /** f(x) from the coefficients f⁽ᵏ⁾(x₀)/k! that `#series` holds. */
  #compose(x: Jet): Jet {
    const { size, order, arena: a } = this;
    const s = this.#series;
    const h = this.#new();
    let only = 0; // the coefficient that is not 0, or −1 for several
    for (let k = 1; k < size; k++) {
      a[h + k] = a[x + k]!;
      if (a[h + k] !== 0) only = only === 0 ? k : -1;
    }
    if (only === 0) {
      a[h] = s[0]!;
      return h;
    }
    const powers = only > 0 ? this.#powers[only] : null;
    if (powers) {
      const slope = a[h + only]!;
      a[h + only] = 0;
      for (let k = 0, power = 1; k <= order; k++, power *= slope) {
        if (powers[k]! >= 0) a[h + powers[k]!] = s[k]! * power;
      }
      return h;
    }
    if (this.others === 0) {
      this.#composeAlone(h);
      return h;
    }
    a[h] = 0;
    let sum = this.linear(h, s[order]!, s[order - 1]!);
    for (let k = order - 2; k >= 0; k--) {
      const next = this.#new();
      this.#multiplyInto(next, sum, h);
      a[next]! += s[k]!;
      sum = next;
    }
    return sum;
  }

  /** The same of one variable, in place, from the coefficients written out. */
  #composeAlone(h: Jet): void {
    const a = this.arena;
    const s = this.#series;
    const [h1, h2] = [a[h + 1]!, a[h + 2]!];
    const square = h1 * h1;
    a[h] = s[0]!;
    a[h + 1] = s[1]! * h1;
    a[h + 2] = s[1]! * h2 + s[2]! * square;
    if (this.order < 4) return;
    const [h3, h4] = [a[h + 3]!, a[h + 4]!];
    a[h + 3] = s[1]! * h3 + 2 * s[2]! * h1 * h2 + s[3]! * square * h1;
    a[h + 4] = s[1]! * h4 + s[2]! * (2 * h1 * h3 + h2 * h2) + 3 * s[3]! * square * h2 +
      s[4]! * square * square;
  }

  exp(x: Jet): Jet {
    const s = this.#series;
    s[0] = Math.exp(this.arena[x]!);
    for (let k = 1; k <= this.order; k++) s[k] = s[k - 1]! / k;
    return this.#compose(x);
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
    const s = this.#series;
    s[0] = value;
    for (let k = 1, power = 1 / at; k <= this.order; k++, power *= -1 / at) s[k] = power / k;
    return this.#compose(x);
  }

  /** 1/x. */
  inverse(x: Jet): Jet {
    const s = this.#series;
    const r = 1 / this.arena[x]!;
    s[0] = r;
    for (let k = 1; k <= this.order; k++) s[k] = -s[k - 1]! * r;
    return this.#compose(x);
  }

  /** 1/(1 + e^−x). */
  logistic(x: Jet): Jet {
    const s = this.#series;
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
    return this.#compose(x);
  }

  /** log(1 + e^x). */
  softplus(x: Jet): Jet {
    const s = this.#series;
    const v = this.arena[x]!;
    const e = Math.exp(-Math.abs(v));
    const p = v >= 0 ? 1 / (1 + e) : e / (1 + e);
    const q = v >= 0 ? e / (1 + e) : 1 / (1 + e);
    const w = p * q;
    s[0] = Math.max(v, 0) + Math.log1p(e);
    s[1] = p;
    s[2] = w / 2;
    s[3] = w * (q - p) / 6;
    s[4] = w * (1 - 6 * w) / 24;
    return this.#compose(x);
  }

  /** log(e^x + e^y). */
  logAdd(x: Jet, y: Jet): Jet {
    return this.arena[x]! >= this.arena[y]!
      ? this.add(x, this.softplus(this.add(y, x, -1)))
      : this.add(y, this.softplus(this.add(x, y, -1)));
  }

  /** log Γ(x). */
  logGamma(x: Jet): Jet {
    const s = this.#series;
    const v = this.arena[x]!;
    s[0] = logGamma(v);
    this.#polygammas(x, v);
    return this.#compose(x);
  }

  /** Coefficients of log Γ from the first on, as far as x is no constant. */
  #polygammas(x: Jet, at: number): void {
    const s = this.#series;
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
    risingSeries(n, this.arena[x]!, this.order, this.#isConstant(x), this.#series);
    return this.#compose(x);
  }

  /** Φ(x). */
  normal(x: Jet): Jet {
    const s = this.#series;
    const v = this.arena[x]!;
    const f = normalDensity(v);
    s[0] = normalUpper(-v);
    s[1] = f;
    s[2] = -v * f / 2;
    s[3] = (v * v - 1) * f / 6;
    s[4] = (3 * v - v ** 3) * f / 24;
    return this.#compose(x);
  }

  /** log Φ(x). */
  logNormal(x: Jet): Jet {
    const s = this.#series;
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
    return this.#compose(x);
  }

  /** arctan x. */
  arctan(x: Jet): Jet {
    const s = this.#series;
    const v = this.arena[x]!;
    const q = 1 / (1 + v * v);
    s[0] = Math.atan(v);
    s[1] = q;
    s[2] = -v * q * q;
    s[3] = (3 * v * v - 1) * q ** 3 / 3;
    s[4] = v * (1 - v * v) * q ** 4;
    return this.#compose(x);
  }
}
