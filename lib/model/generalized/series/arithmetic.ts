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
/** A series of the arena. */
export type Jet = number;

/** Series that one row may take. */
const MOST = 320;

/** The shape of coefficients that no sum of variables has. */
const BENT = 8;
/** By the bits of the variables the one that there is, or −1. */
const AXIS_OF = [-1, 0, 1, -1, 2, -1, -1, -1];
const FACTORIAL = [1, 1, 2, 6, 24];

/** Orders of a coefficient in η and in the two other variables. */
export interface Monomial {
  readonly eta: number;
  readonly others: readonly [number, number];
}

/** Arithmetic of series of one order, and functions of them from their coefficients. */
export class JetArithmetic {
  readonly monomials: readonly Monomial[];
  /** Coefficients of a series. */
  readonly size: number;
  readonly arena: Float64Array;
  /** Products: for each, right and result; those of left coefficient k begin at productStart[k]. */
  readonly #products: Int16Array;
  readonly #productStart: Int16Array;
  /** By variable, where its powers stand. */
  readonly #axes: readonly Int16Array[];
  /** By coefficient: the variables that it is of, a bit each, and `BENT` from the second order on. */
  readonly #shapes: Uint8Array;
  /** By coefficient its orders in the three variables, and their multinomial coefficient. */
  readonly #orders: Uint8Array;
  readonly #ways: Float64Array;
  /** Powers of slopes, five for each variable. */
  readonly #slopes = new Float64Array(15).fill(1);
  protected readonly series = new Float64Array(6);
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
    const places = (of: (k: number) => number): Int16Array =>
      Int16Array.from({ length: order + 1 }, (_, k) => of(k)).filter((at) => at >= 0);
    this.#axes = [
      places((k) => this.indexOf(k)),
      places((k) => this.indexOf(0, k)),
      places((k) => this.indexOf(0, 0, k)),
    ];
    this.#shapes = Uint8Array.from(
      monomials,
      ({ eta, others: [b, c] }) =>
        (eta > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (eta + b + c > 1 ? BENT : 0),
    );
    this.#orders = Uint8Array.from(monomials.flatMap((m) => [m.eta, ...m.others]));
    this.#ways = Float64Array.from(
      monomials,
      ({ eta, others: [b, c] }) =>
        FACTORIAL[eta + b + c]! / (FACTORIAL[eta]! * FACTORIAL[b]! * FACTORIAL[c]!),
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

  /** f(x) from the coefficients f⁽ᵏ⁾(x₀)/k! that `series` holds. */
  protected compose(x: Jet): Jet {
    const a = this.arena;
    const s = this.series;
    const h = this.#new();
    if (this.others === 0) {
      this.#composeAlone(x, h);
      return h;
    }
    const shapes = this.#shapes;
    let shape = 0;
    for (let k = 1; k < this.size; k++) if (a[x + k] !== 0) shape |= shapes[k]!;
    a[h] = s[0]!;
    const axis = AXIS_OF[shape & ~BENT]!;
    if (shape === 0) { for (let k = 1; k < this.size; k++) a[h + k] = 0; }
    else if (axis >= 0) this.#composeOne(x, h, this.#axes[axis]!);
    else if ((shape & BENT) === 0) this.#composeLinear(x, h);
    else return this.#composeWhole(x, h);
    return h;
  }

  /** The same of η, from the coefficients written out. */
  #composeAlone(x: Jet, h: Jet): void {
    const a = this.arena;
    const s = this.series;
    const h1 = a[x + 1]!;
    const h2 = a[x + 2]!;
    const h3 = this.order < 4 ? 0 : a[x + 3]!;
    const h4 = this.order < 4 ? 0 : a[x + 4]!;
    a[h] = s[0]!;
    if (h1 === 0 && h2 === 0 && h3 === 0 && h4 === 0) {
      // a constant, whose series may have coefficients that are no numbers
      for (let k = 1; k <= this.order; k++) a[h + k] = 0;
      return;
    }
    const square = h1 * h1;
    a[h + 1] = s[1]! * h1;
    a[h + 2] = s[1]! * h2 + s[2]! * square;
    if (this.order < 4) return;
    a[h + 3] = s[1]! * h3 + 2 * s[2]! * h1 * h2 + s[3]! * square * h1;
    a[h + 4] = s[1]! * h4 + s[2]! * (2 * h1 * h3 + h2 * h2) + 3 * s[3]! * square * h2 +
      s[4]! * square * square;
  }

  /** The same of a sum of variables, each times a number: powers of a sum have known coefficients. */
  #composeLinear(x: Jet, h: Jet): void {
    const a = this.arena;
    const s = this.series;
    const powers = this.#slopes;
    const variables = this.#variables;
    for (let v = 0; v <= this.others; v++) {
      const slope = a[x + variables[v]!]!;
      powers[5 * v] = 1;
      for (let k = 1; k <= this.order; k++) powers[5 * v + k] = powers[5 * v + k - 1]! * slope;
    }
    const orders = this.#orders;
    const ways = this.#ways;
    for (let k = 1, e = 3; k < this.size; k++, e += 3) {
      const [i, j, l] = [orders[e]!, orders[e + 1]!, orders[e + 2]!];
      const product = powers[i]! * powers[5 + j]! * powers[10 + l]!;
      a[h + k] = product === 0 ? 0 : ways[k]! * s[i + j + l]! * product;
    }
  }

  /** The same of one variable among several, whose powers stand at some places. */
  #composeOne(x: Jet, h: Jet, places: Int16Array): void {
    const a = this.arena;
    const s = this.series;
    for (let k = 1; k < this.size; k++) a[h + k] = 0;
    const [h1, h2] = [a[x + places[1]!]!, a[x + places[2]!]!];
    const square = h1 * h1;
    a[h + places[1]!] = s[1]! * h1;
    a[h + places[2]!] = s[1]! * h2 + s[2]! * square;
    if (places.length < 4) return;
    const h3 = a[x + places[3]!]!;
    a[h + places[3]!] = s[1]! * h3 + 2 * s[2]! * h1 * h2 + s[3]! * square * h1;
    if (places.length < 5) return;
    a[h + places[4]!] = s[1]! * a[x + places[4]!]! + s[2]! * (2 * h1 * h3 + h2 * h2) +
      3 * s[3]! * square * h2 + s[4]! * square * square;
  }

  /** The same of anything, by Horner's rule. */
  #composeWhole(x: Jet, h: Jet): Jet {
    const a = this.arena;
    const s = this.series;
    for (let k = 1; k < this.size; k++) a[h + k] = a[x + k]!;
    a[h] = 0;
    let sum = this.linear(h, s[this.order]!, s[this.order - 1]!);
    for (let k = this.order - 2; k >= 0; k--) {
      const next = this.#new();
      this.#multiplyInto(next, sum, h);
      a[next]! += s[k]!;
      sum = next;
    }
    return sum;
  }
}
