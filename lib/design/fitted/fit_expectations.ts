/**
 * Expected mean squares of unbalanced data: E(MS) = Σ σ²_G tr(P Z_G Z_G') / ν, where P projects on
 * what the columns of a source add to those before them.
 *
 * Source: Hartley (1967, Biometrics 23, 105–114), expectations by synthesis.
 *
 * @module
 */
import { extendBasis } from "../../math/algebra/orthonormal.ts";
import { dot } from "../../math/algebra/products.ts";
import type { Block } from "./rank_by_block.ts";
import type { ExpectedMeanSquares } from "../structure/structure.ts";

/** A random term: its component and its columns. */
export interface RandomColumns {
  label: string;
  block: Block;
}

/** A fixed term: its columns, and what it is adjusted for. */
export interface FixedColumns {
  label: string;
  own: Block;
  others: readonly Block[];
}

/** Multiplications beyond which expectations are left out. */
const MOST_WORK = 4e8;

/** A column is new if this share of its length is left after those before it. */
const TOLERANCE = 1e-7;

/** A share of a component below this is rounding. */
const NOTHING = 1e-8;

/** Orthonormal vectors, one block of columns after another. */
class Basis {
  readonly #vectors: Float64Array[] = [];
  readonly #rows: number;
  readonly #scale: Float64Array | null;

  /** @param scale roots of the weights of the rows */
  constructor(rows: number, scale: Float64Array | null) {
    this.#rows = rows;
    this.#scale = scale;
  }

  /** What the columns of a block add. */
  add(block: Block): Float64Array[] {
    const columns = Array.from({ length: block.columns }, () => new Float64Array(this.#rows));
    for (let i = 0; i < this.#rows; i++) {
      const scale = this.#scale?.[i] ?? 1;
      block.row(i, (k, value) => columns[k]![i]! += scale * value);
    }
    const from = this.#vectors.length;
    for (const column of columns) extendBasis(this.#vectors, column, TOLERANCE);
    return this.#vectors.slice(from);
  }
}

/** Coefficients of the components in the mean square of a space. */
function expectationOf(
  space: readonly Float64Array[],
  random: readonly RandomColumns[],
  scale: Float64Array | null,
): Record<string, number> {
  const out: Record<string, number> = { residual: 1 };
  if (space.length === 0) return out;
  for (const { label, block } of random) {
    let squares = 0;
    for (const v of space) {
      const image = new Float64Array(block.columns);
      v.forEach((x, i) => block.row(i, (k, value) => image[k]! += (scale?.[i] ?? 1) * value * x));
      squares += dot(image, image);
    }
    if (squares / space.length > NOTHING) out[label] = squares / space.length;
  }
  return out;
}

/**
 * Expected mean squares of the random terms, each after the fixed ones and those before it, and of
 * the fixed terms; null where the data are too large.
 *
 * @param random from coarse to fine
 */
export function expectedMeanSquares(
  all: Block,
  fixed: readonly FixedColumns[],
  random: readonly RandomColumns[],
  rows: number,
  weights: ArrayLike<number> | null,
): ExpectedMeanSquares | null {
  const columns = random.reduce((n, r) => n + r.block.columns, all.columns);
  if (columns * columns * rows * (1 + fixed.length) > MOST_WORK) return null;
  const scale = weights && Float64Array.from(weights, (w) => Math.sqrt(w));
  const basis = new Basis(rows, scale);
  basis.add(all);
  const strata = random.map((r) => expectationOf(basis.add(r.block), random, scale));
  strata.push({ residual: 1 });
  const terms = new Map<string, Record<string, number>>();
  for (const { label, own, others } of fixed) {
    const beside = new Basis(rows, scale);
    others.forEach((block) => beside.add(block));
    const space = beside.add(own);
    if (space.length > 0) terms.set(label, expectationOf(space, random, scale));
  }
  return { strata, fixed: terms };
}
