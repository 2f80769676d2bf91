/**
 * The elimination of few levels with doubled digits, for the end of a search.
 *
 * A level of n rows whose effect has the variance γ leaves n/(1 + nγ) of the n in A: where nγ is a
 * million, six digits are lost by the subtraction, and gradient and standard errors have ten. Here
 * A = Σ Dᶜ[H T]'[H T] of classes of rows (`class_means.ts`), what varies within classes left out, is
 * eliminated with 32 digits, which gives
 *
 *     M = Z'V⁻¹Z,   N = Z'V⁻¹[X y],   S = [X y]'V⁻¹[X y],
 *
 * and with T the derivative of G in one of its entries ∂S = −N'TN, ∂log|V| = tr(MT),
 * ∂²S = N'TMT̃N + N'T̃MTN, ∂²log|V| = −tr(MTMT̃). Squares of order q are formed.
 *
 * @module
 */
import { low, twoProduct } from "../../../math/algebra/double_double.ts";
import type { RandomParameter } from "../../covariance/random_structure.ts";
import { Elimination } from "../elimination.ts";
import type { EliminationPattern } from "../pattern.ts";
import { type Order, pairIndex } from "../state.ts";
import { withoutNodes } from "../strata_elimination.ts";
import { type ClassMeans, classMeans, type LessFitted } from "./class_means.ts";
import { DoubledMatrix } from "./doubled_matrix.ts";

/** Columns of Z beyond which squares of their number are not eliminated so. */
const MOST = 128;

/** Rows of a level times the variance of its effects from which doubled digits are wanted. */
const FELT = 10_000;

/**
 * An elimination with doubled digits, where rounding would be felt at the λ of each group and columns of Z
 * are few; else null.
 *
 * @param whole the elimination of the levels themselves, whose layout A has
 * @param rows what A was made of
 */
export function doubledElimination(
  whole: Elimination,
  lambda: readonly Float64Array[],
  rows: LessFitted,
): Elimination | null {
  const { pattern, layout: { groups }, cross } = whole;
  if (pattern.q > MOST || pattern.q === 0) return null;
  if (largestShare(pattern, cross, lambda) < FELT) return null;
  let between = 0;
  for (let r = 0; r < rows.n; r++) {
    between += (rows.weights ? rows.weights[r]! : 1) * rows.y[r]! ** 2;
  }
  const means = classMeans(groups, rows, Math.max(0, cross[pattern.length - 1]! - between));
  return means && new DoubledElimination(whole, means);
}

/** The largest of aᵢᵢγᵢᵢ over the columns of Z. */
function largestShare(
  pattern: EliminationPattern,
  a: Float64Array,
  lambda: readonly Float64Array[],
): number {
  const gamma = lambda.map((l) => {
    const c = Math.sqrt(l.length);
    return Float64Array.from(
      { length: c },
      (_, i) => l.subarray(i * c, (i + 1) * c).reduce((sum, v) => sum + v * v, 0),
    );
  });
  let most = 0;
  for (let v = 0; v < pattern.nodes; v++) {
    const own = gamma[pattern.group[v]!]!;
    const first = pattern.columnOf(v, v);
    for (let i = 0; i < own.length; i++) {
      most = Math.max(most, a[pattern.rowOf(v, i) + first + i]! * own[i]!);
    }
  }
  return most;
}

/** An elimination that holds A in one square of doubled numbers. */
class DoubledElimination extends Elimination {
  readonly #groups: number[][];
  /** [Z X y]'[Z X y] of the means, upper triangle. */
  readonly #a: DoubledMatrix;
  /** Λ'A over [Z X y], then I + Λ'A_zzΛ beside it. */
  readonly #panel: DoubledMatrix;
  readonly #scaled: DoubledMatrix;
  readonly #q: number;
  readonly #width: number;
  readonly #within: Float64Array;

  constructor(whole: Elimination, means: ClassMeans) {
    const { pattern, layout, cross } = whole;
    super(withoutNodes(pattern), layout, cross);
    const q = this.#q = pattern.q;
    const width = this.#width = q + pattern.fixedWidth;
    this.#groups = layout.groups.map((_, g) =>
      Array.from(pattern.positions[g]!, (v) => pattern.firstColumn[v]!)
    );
    this.#a = new DoubledMatrix(width, width);
    this.#panel = new DoubledMatrix(q, width);
    this.#scaled = new DoubledMatrix(q, q);
    this.#within = means.within;
    this.#sum(means);
  }

  /** A of the means. */
  #sum({ count, first, weight, mean, low: rest }: ClassMeans): void {
    const { groups } = this.layout;
    const q = this.#q;
    const width = this.#width;
    const w = width - q;
    const places: number[] = [];
    const [values, lows]: [number[], number[]] = [[], []];
    for (let c = 0; c < count; c++) {
      places.length = values.length = lows.length = 0;
      const row = first[c]!;
      groups.forEach((g, index) => {
        const begin = this.#groups[index]![g.codes[row]!]!;
        g.values.forEach((z, j) => {
          places.push(begin + j);
          values.push(z ? z[row]! : 1);
          lows.push(0);
        });
      });
      for (let j = 0; j < w; j++) {
        places.push(q + j);
        values.push(mean[c * w + j]!);
        lows.push(rest[c * w + j]!);
      }
      for (let i = 0; i < places.length; i++) {
        if (values[i] === 0) continue;
        const scaled = twoProduct(weight[c]!, values[i]!);
        const scaledLow = low.value + weight[c]! * lows[i]!;
        for (let j = 0; j < places.length; j++) {
          if (places[j]! < places[i]!) continue;
          const at = places[i]! * width + places[j]!;
          this.#a.addProduct(at, scaled, scaledLow, values[j]!, lows[j]!);
        }
      }
    }
    for (let i = 0; i < q; i++) { // both triangles of A_zz, which is multiplied by Λ from both sides
      for (let j = 0; j < i; j++) {
        const [to, from] = [i * width + j, j * width + i];
        this.#a.high[to] = this.#a.high[from]!;
        this.#a.low[to] = this.#a.low[from]!;
      }
    }
  }

  override eliminate(lambda: Float64Array[], order: Order): void {
    this.lambda = lambda;
    this.prepare(order);
    this.logDet1.fill(0);
    this.logDet2.fill(0);
    this.#scale(lambda);
    const left = this.#pivots();
    const { store } = this;
    const q = this.#q;
    const width = this.#width;
    const w = width - q;
    for (let i = 0; i < w; i++) {
      for (let j = i; j < w; j++) {
        const at = (q + i) * width + q + j;
        left.add(at, this.#within[i * w + j]!, 0);
        store[i * w + j] = left.high[at]!;
      }
    }
    if (order >= 1) this.#differentiate(left, order);
  }

  /** Λ'A, and I + Λ'A_zzΛ. */
  #scale(lambda: readonly Float64Array[]): void {
    const panel = this.#panel;
    const scaled = this.#scaled;
    const q = this.#q;
    const width = this.#width;
    panel.clear();
    scaled.clear();
    const blocks = this.#groups.flatMap((starts, g) => starts.map((first) => ({ first, g })));
    for (const { first, g } of blocks) {
      const l = lambda[g]!;
      const c = Math.sqrt(l.length);
      for (let a = 0; a < c; a++) {
        for (let b = a; b < c; b++) {
          const own = l[b * c + a]!;
          if (own !== 0) {
            panel.addRow((first + a) * width, this.#a, (first + b) * width, width, own);
          }
        }
      }
    }
    for (let i = 0; i < q; i++) {
      for (const { first, g } of blocks) {
        const l = lambda[g]!;
        const c = Math.sqrt(l.length);
        for (let a = 0; a < c; a++) {
          for (let b = a; b < c; b++) {
            const own = l[b * c + a]!;
            const at = i * width + first + b;
            if (own !== 0) scaled.addRow(i * q + first + a, panel, at, 1, own);
          }
        }
      }
      scaled.add(i * q + i, 1, 0);
    }
  }

  /** A less what its pivots take: M and N over S. */
  #pivots(): DoubledMatrix {
    const panel = this.#panel;
    const scaled = this.#scaled;
    const q = this.#q;
    const width = this.#width;
    const left = new DoubledMatrix(width, width);
    left.set(this.#a);
    this.logDet = 0;
    for (let i = 0; i < q; i++) {
      const pivot = i * q + i;
      this.logDet += Math.log(scaled.high[pivot]!);
      for (let j = i + 1; j < q; j++) {
        if (scaled.high[i * q + j] === 0) continue;
        const part = scaled.ratio(i * q + j, scaled, pivot);
        const rest = low.value;
        scaled.subtractRow(j * q + j, scaled, i * q + j, q - j, part, rest);
        panel.subtractRow(j * width, panel, i * width, width, part, rest);
      }
    }
    const row = new DoubledMatrix(1, width);
    for (let i = 0; i < q; i++) {
      row.clear();
      for (let j = 0; j < width; j++) {
        if (panel.high[i * width + j] === 0) continue;
        row.high[j] = panel.ratio(i * width + j, scaled, i * q + i);
        row.low[j] = low.value;
      }
      for (let j = 0; j < width; j++) {
        const part = row.high[j]!;
        if (part === 0) continue;
        left.subtractRow(j * width + j, panel, i * width + j, width - j, part, row.low[j]!);
      }
    }
    for (let i = 0; i < q; i++) {
      for (let j = 0; j < i; j++) {
        left.high[i * width + j] = left.high[j * width + i]!;
        left.low[i * width + j] = left.low[j * width + i]!;
      }
    }
    return left;
  }

  /** Derivatives from M and N. */
  #differentiate(left: DoubledMatrix, order: Order): void {
    const q = this.#q;
    const width = this.#width;
    const w = width - q;
    const { high, low: rest } = left;
    const places = this.layout.parameters.map((p) => this.#entries(p));
    const sum = new DoubledMatrix(w, w);
    places.forEach((own, k) => {
      sum.clear();
      for (const [i, j] of own) {
        this.logDet1[k]! += high[i * width + j]!;
        for (let a = 0; a < w; a++) {
          const at = i * width + q + a;
          const from = j * width + q + a;
          sum.subtractRow(a * w + a, left, from, w - a, high[at]!, rest[at]!);
        }
      }
      this.first[k]!.data.set(sum.high);
    });
    if (order < 2) return;
    const image = new DoubledMatrix(q, w);
    places.forEach((other, l) => {
      image.clear(); // −M T N
      for (let i = 0; i < q; i++) {
        for (const [u, v] of other) {
          const at = i * width + u;
          image.subtractRow(i * w, left, v * width + q, w, high[at]!, rest[at]!);
        }
      }
      for (let k = 0; k <= l; k++) {
        sum.clear();
        let trace = 0;
        for (const [i, j] of places[k]!) {
          for (const [u, v] of other) trace += high[j * width + u]! * high[v * width + i]!;
          for (let a = 0; a < w; a++) {
            const at = i * width + q + a;
            sum.subtractRow(a * w, image, j * w, w, high[at]!, rest[at]!);
          }
        }
        const pair = pairIndex(k, l);
        this.logDet2[pair] = -trace;
        const { data } = this.second[pair]!;
        for (let a = 0; a < w; a++) {
          for (let b = a; b < w; b++) data[a * w + b] = sum.high[a * w + b]! + sum.high[b * w + a]!;
        }
      }
    });
  }

  /** Where the derivative of G in a parameter is 1. */
  #entries({ group, row, column }: RandomParameter): [number, number][] {
    return this.#groups[group]!.flatMap((first): [number, number][] => {
      const own: [number, number] = [first + row, first + column];
      return row === column ? [own] : [own, [own[1], own[0]]];
    });
  }
}
