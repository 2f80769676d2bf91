/**
 * Whole fields whose residuals are autoregressive along their rows and along their columns:
 * R = C₁(ρ₁) ⊗ C₂(ρ₂), at the cost of one pass over the plots.
 *
 * The inverse of a first-order autoregression is tridiagonal (Siddiqui 1958, Ann. Math. Statist. 29,
 * 585–588): with d = 1 − ρ², C⁻¹ = (I + ρ²E − ρT)/d, E the identity without its ends and T the
 * neighbours. So R⁻¹ is a sum of nine fixed matrices, A = Σ fₐ(ρ₁) f_b(ρ₂) W'(Bₐ ⊗ B_b)W, and the products
 * are summed once, before the search. Along second derivatives of R, which only inference asks for,
 *
 *     C⁻¹C″C⁻¹ = 2 (C⁻¹)′ C (C⁻¹)′ − (C⁻¹)″
 *
 * takes passes over the plots again.
 *
 * @module
 */
import { addProduct, product } from "../../../math/algebra/dense_kernels.ts";
import type {
  Grid,
  ResidualCovariance,
  ResidualCross,
  ResidualStructure,
} from "../../covariance/residual_covariance.ts";
import type { MixedRows } from "../../elimination/cross.ts";
import { type Order, pairIndex } from "../../elimination/state.ts";
import type { Cells } from "../../formula/cells.ts";
import { scatter, type SubjectRows, subjectRows, transposed } from "./subject_rows.ts";
import type { VisitRows } from "./visit_rows.ts";

/** The fixed matrices of an axis. */
const PARTS = 3;
const MATRICES = PARTS * PARTS;

/** Weights of I, E and T in C⁻¹, and their derivatives. */
function inverseWeights(rho: number): readonly (readonly number[])[] {
  const s = rho * rho;
  const d = 1 - s;
  const [first, second] = [2 * rho / d ** 2, (2 + 6 * s) / d ** 3];
  return [
    [1 / d, s / d, -rho / d],
    [first, first, -(1 + s) / d ** 2],
    [second, second, -rho * (6 + 2 * s) / d ** 3],
  ];
}

/** Σ wₖBₖ times each column, along one axis of a field. */
function banded(
  x: Float64Array,
  c: number,
  { sizes: [rows, columns] }: Grid,
  axis: 0 | 1,
  [identity, inner, neighbours]: readonly number[],
): Float64Array {
  const out = new Float64Array(x.length);
  const length = axis === 0 ? rows : columns;
  const step = (axis === 0 ? columns : 1) * c;
  const across = axis === 0 ? columns : rows;
  const jump = (axis === 0 ? 1 : columns) * c;
  for (let a = 0; a < across; a++) {
    for (let i = 0; i < length; i++) {
      const at = a * jump + i * step;
      const own = i > 0 && i < length - 1 ? identity! + inner! : identity!;
      for (let k = 0; k < c; k++) out[at + k] = own * x[at + k]!;
      if (i > 0) {
        for (let k = 0; k < c; k++) out[at + k]! += neighbours! * x[at - step + k]!;
      }
      if (i < length - 1) {
        for (let k = 0; k < c; k++) out[at + k]! += neighbours! * x[at + step + k]!;
      }
    }
  }
  return out;
}

/** C times each column, along one axis: what comes from before, and what comes from behind. */
function correlatedAlong(
  x: Float64Array,
  c: number,
  { sizes: [rows, columns] }: Grid,
  axis: 0 | 1,
  rho: number,
): Float64Array {
  const out = x.slice();
  const length = axis === 0 ? rows : columns;
  const step = (axis === 0 ? columns : 1) * c;
  const across = axis === 0 ? columns : rows;
  const jump = (axis === 0 ? 1 : columns) * c;
  const carried = new Float64Array(c);
  for (let a = 0; a < across; a++) {
    for (const forward of [true, false]) {
      carried.fill(0);
      for (let i = 0; i < length; i++) {
        const at = a * jump + (forward ? i : length - 1 - i) * step;
        for (let k = 0; k < c; k++) {
          out[at + k]! += rho * carried[k]!;
          carried[k] = x[at + k]! + rho * carried[k]!;
        }
      }
    }
  }
  return out;
}

interface Buffers {
  all: Float64Array;
  a: Float64Array;
  first: Float64Array[];
  second: Float64Array[];
  logDet: number;
  logDet1: Float64Array;
  logDet2: Float64Array;
  along: boolean;
}

/** Rows of the buffers: A, by ρ₁ and ρ₂, their pairs, along the bends (1, 1), (1, 2), (2, 2). */
const ROWS = 9;
const ALONG = 6;

/** Residuals of whole fields. */
export class FieldResidual implements ResidualCovariance {
  readonly cells: Cells;
  readonly rows: MixedRows;
  readonly #grid: Grid;
  /** By field, its rows in the order of the grid. */
  readonly #fields: readonly SubjectRows[];
  /** W'(Bₐ ⊗ B_b)W, a row each, laid out as the store. */
  readonly #sums: Float64Array;
  readonly #buffers: Buffers;

  /** @param structure one with a `grid` */
  constructor(readonly structure: ResidualStructure, private readonly data: VisitRows) {
    const { rows, pattern: { length } } = data;
    this.rows = rows;
    this.cells = {
      count: rows.n,
      of: null,
      first: Int32Array.from({ length: rows.n }, (_, i) => i),
    };
    const grid = this.#grid = structure.grid!;
    this.#fields = rowsInOrder(data, grid).map((own) => subjectRows(data, own));
    this.#sums = new Float64Array(MATRICES * length);
    for (const field of this.#fields) {
      const [m, c] = [grid.place.length, field.c];
      const wt = transposed(field.w, m, c);
      for (let a = 0; a < PARTS; a++) {
        const u = banded(field.w, c, grid, 0, unit(a));
        for (let b = 0; b < PARTS; b++) {
          const v = banded(u, c, grid, 1, unit(b));
          const at = (a * PARTS + b) * length;
          scatter(this.#sums.subarray(at, at + length), field, product(wt, v, c, c, m), 0.5);
        }
      }
    }
    const all = new Float64Array(ROWS * length);
    const views = Array.from(
      { length: ROWS },
      (_, r) => all.subarray(r * length, (r + 1) * length),
    );
    this.#buffers = {
      all,
      a: views[0]!,
      first: [views[1]!, views[2]!, ...views.slice(ALONG)],
      second: views.slice(3, ALONG),
      logDet: 0,
      logDet1: new Float64Array(5),
      logDet2: new Float64Array(3),
      along: true,
    };
  }

  withResponse(y: Float64Array): FieldResidual {
    return new FieldResidual(this.structure, { ...this.data, rows: { ...this.rows, y } });
  }

  cross(natural: ArrayLike<number>, order: Order, along = true): ResidualCross {
    const out = this.#buffers;
    const rho = [natural[0]!, natural[1]!];
    const [f, g] = [inverseWeights(rho[0]!), inverseWeights(rho[1]!)];
    const { length } = this.data.pattern;
    const weights = new Float64Array(ROWS * MATRICES);
    const put = (row: number, i: number, j: number, factor = 1): void => {
      for (let a = 0; a < PARTS; a++) {
        for (let b = 0; b < PARTS; b++) {
          weights[row * MATRICES + a * PARTS + b] = factor * f[i]![a]! * g[j]![b]!;
        }
      }
    };
    put(0, 0, 0);
    put(1, 1, 0);
    put(2, 0, 1);
    put(3, 2, 0);
    put(4, 1, 1);
    put(5, 0, 2);
    put(ALONG, 2, 0);
    put(ALONG + 1, 1, 1, -1);
    put(ALONG + 2, 0, 2);
    const rows = order === 0 ? 1 : along ? ROWS : order === 1 ? 3 : ALONG;
    out.all.fill(0, 0, rows * length);
    addProduct(out.all, weights, this.#sums, rows, length, MATRICES, 1);
    out.along = along;
    this.#logDet(out, rho);
    if (order > 0 && along) {
      this.#bend(out.first[2]!, 0, rho, f, g);
      this.#bend(out.first[4]!, 1, rho, f, g);
    }
    return out;
  }

  /** log|R| = Σ nₐ log(1 − ρₐ²), nₐ the pairs of neighbours along an axis. */
  #logDet(out: Buffers, rho: readonly number[]): void {
    const [rows, columns] = this.#grid.sizes;
    const fields = this.#fields.length;
    const pairs = [(rows - 1) * columns, rows * (columns - 1)].map((n) => n * fields);
    const slope = rho.map((r) => -2 * r / (1 - r * r));
    out.logDet = 0;
    out.logDet1.fill(0);
    out.logDet2.fill(0);
    rho.forEach((r, axis) => {
      const d = 1 - r * r;
      out.logDet += pairs[axis]! * Math.log(d);
      out.logDet1[axis] = pairs[axis]! * slope[axis]!;
      out.logDet2[pairIndex(axis, axis)] = pairs[axis]! * -2 * (1 + r * r) / d ** 2;
    });
    // tr(C⁻¹C″) = 0, for C″ vanishes where C⁻¹ does not
    out.logDet1[3] = fields * (rows - 1) * (columns - 1) * slope[0]! * slope[1]!;
  }

  /** −2 W'((C⁻¹)′C(C⁻¹)′ along one axis ⊗ C⁻¹ along the other)W. */
  #bend(
    target: Float64Array,
    axis: 0 | 1,
    rho: readonly number[],
    f: readonly (readonly number[])[],
    g: readonly (readonly number[])[],
  ): void {
    const grid = this.#grid;
    const m = grid.place.length;
    const [own, other] = axis === 0 ? [f, g] : [g, f];
    for (const field of this.#fields) {
      const { w, c } = field;
      const u = banded(w, c, grid, axis, own[1]!);
      const v = banded(
        correlatedAlong(u, c, grid, axis, rho[axis]!),
        c,
        grid,
        axis === 0 ? 1 : 0,
        other[0]!,
      );
      scatter(target, field, product(transposed(u, m, c), v, c, c, m), -1);
    }
  }
}

const unit = (k: number): number[] => Array.from({ length: PARTS }, (_, i) => i === k ? 1 : 0);

/** The rows of each field in the order of the grid. */
function rowsInOrder({ subject, visit, subjects }: VisitRows, { place }: Grid): Int32Array[] {
  const out = Array.from({ length: subjects }, () => new Int32Array(place.length));
  subject.forEach((s, r) => out[s]![place[visit[r]!]!] = r);
  return out;
}

/** Whether every subject is a whole field. */
export function wholeFields({ subject, visit, subjects }: VisitRows, { place }: Grid): boolean {
  if (subject.length !== subjects * place.length) return false;
  const seen = new Uint8Array(subject.length);
  subject.forEach((s, r) => seen[s * place.length + visit[r]!] = 1);
  return seen.every((v) => v === 1);
}
