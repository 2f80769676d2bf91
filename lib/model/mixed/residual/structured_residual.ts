/**
 * R block-diagonal by subject, each block a part of one matrix over the visits.
 *
 * A is linear in the entries of R⁻¹ (`visit_sums.ts`), so that the derivatives of A are those of R⁻¹:
 *
 *     (R⁻¹)ₖ  = −R⁻¹RₖR⁻¹,
 *     (R⁻¹)ₖₗ = R⁻¹RₖR⁻¹RₗR⁻¹ + R⁻¹RₗR⁻¹RₖR⁻¹ − R⁻¹RₖₗR⁻¹,
 *
 * by sets of visits. After one pass over the rows nothing depends on their number.
 *
 * @module
 */
import { choleskyUpper, inverseFromUpper } from "../../../math/algebra/dense_kernels.ts";
import { choleskySmall, inverseFromCholesky } from "../../../math/algebra/triangular.ts";
import type {
  ResidualCovariance,
  ResidualCross,
  ResidualStructure,
} from "../../covariance/residual_covariance.ts";
import { type Order, pairIndex } from "../../elimination/state.ts";
import type { Cells } from "../../formula/cells.ts";
import type { MixedRows } from "../../elimination/cross.ts";
import { addRows, type RowsOfVisits } from "./subject_rows.ts";
import type { VisitRows } from "./visit_rows.ts";
import { type VisitSums, visitSums } from "./visit_sums.ts";

interface Buffers {
  a: Float64Array;
  first: Float64Array[];
  second: Float64Array[];
  logDet: number;
  logDet1: Float64Array;
  logDet2: Float64Array;
  along: boolean;
}

/** A derivative of R on some visits, times R⁻¹. */
interface Image {
  /** Rows of Rₖ that are not 0. */
  rows: number[];
  /** Those rows of RₖR⁻¹. */
  values: Float64Array[];
}

/** Residuals of one structure. */
export class StructuredResidual implements ResidualCovariance {
  readonly cells: Cells;
  readonly rows: MixedRows;
  readonly #sums: readonly (VisitSums | RowsOfVisits)[];
  readonly #buffers: Buffers;

  constructor(readonly structure: ResidualStructure, private readonly data: VisitRows) {
    const n = data.rows.n;
    this.rows = data.rows;
    this.cells = { count: n, of: null, first: Int32Array.from({ length: n }, (_, i) => i) };
    this.#sums = visitSums(data);
    const { length } = data.pattern;
    const m = structure.parameters.length;
    this.#buffers = {
      a: new Float64Array(length),
      first: [],
      second: [],
      logDet: 0,
      logDet1: new Float64Array(m + structure.bends.length),
      logDet2: new Float64Array(m * (m + 1) / 2),
      along: true,
    };
  }

  withResponse(y: Float64Array): StructuredResidual {
    return new StructuredResidual(this.structure, { ...this.data, rows: { ...this.rows, y } });
  }

  cross(natural: ArrayLike<number>, order: Order, along = true): ResidualCross {
    const out = this.#cleared(order);
    out.along = along;
    const { structure } = this;
    const size = structure.visits.length;
    const whole = structure.matrix(natural);
    const derivatives = order === 0
      ? []
      : structure.parameters.map((_, k) => structure.first(natural, k));
    const bends = order === 0 || (order === 1 && !along)
      ? []
      : structure.bends.map(([k, l]) => structure.second(natural, k, l));
    for (const sums of this.#sums) {
      const m = sums.visits.length;
      const found = inverseOf(part(whole, size, sums.visits), m);
      if (!found) { // no covariance matrix
        out.a.fill(NaN);
        out.logDet = NaN;
        return out;
      }
      const { inverse } = found;
      out.logDet += ("count" in sums ? sums.count : sums.subjects.length) * found.logDet;
      if ("subjects" in sums) {
        const first = [...derivatives, ...bends].map((d) => part(d, size, sums.visits));
        const on = { inverse, first, bends: structure.bends };
        addRows(out, sums, on, order, structure.parameters.length);
        continue;
      }
      addSums(out.a, sums, inverse);
      if (order === 0) continue;
      const images = [...derivatives, ...bends].map((d) => imageOf(d, size, sums.visits, inverse));
      images.slice(0, along ? undefined : derivatives.length).forEach((image, k) => {
        addSums(out.first[k]!, sums, sandwich(inverse, m, image));
        out.logDet1[k]! += sums.count * traceOf(image);
      });
      if (order === 2) this.#second(out, sums, inverse, images);
    }
    return out;
  }

  #second(out: Buffers, sums: VisitSums, inverse: Float64Array, images: readonly Image[]): void {
    const m = sums.visits.length;
    const count = this.structure.parameters.length;
    for (let l = 0; l < count; l++) {
      for (let k = 0; k <= l; k++) {
        const [a, b] = [images[k]!, images[l]!];
        if (a.rows.length === 0 || b.rows.length === 0) continue;
        const at = pairIndex(k, l);
        addSums(out.second[at]!, sums, doubleSandwich(inverse, m, a, b));
        out.logDet2[at]! -= sums.count * traceOfProduct(a, b);
      }
    }
    this.structure.bends.forEach(([k, l], e) => {
      const at = pairIndex(k, l);
      addSums(out.second[at]!, sums, sandwich(inverse, m, images[count + e]!));
      out.logDet2[at]! += sums.count * traceOf(images[count + e]!);
    });
  }

  /** The buffers, emptied; those of derivatives are made when they are first asked for. */
  #cleared(order: Order): Buffers {
    const out = this.#buffers;
    const fresh = (count: number): Float64Array[] =>
      Array.from({ length: count }, () => new Float64Array(out.a.length));
    if (order >= 1 && out.first.length === 0) out.first = fresh(out.logDet1.length);
    if (order === 2 && out.second.length === 0) out.second = fresh(out.logDet2.length);
    out.a.fill(0);
    out.logDet = 0;
    if (order >= 1) {
      for (const d of out.first) d.fill(0);
      out.logDet1.fill(0);
    }
    if (order === 2) {
      for (const d of out.second) d.fill(0);
      out.logDet2.fill(0);
    }
    return out;
  }
}

/** Visits from which the dense kernels are faster than plain loops. */
const WIDE = 48;

/** R⁻¹ and log|R|; null if R is not positive definite. */
function inverseOf(r: Float64Array, m: number): { inverse: Float64Array; logDet: number } | null {
  if (m >= WIDE) {
    const logDet = choleskyUpper(r, m);
    return Number.isFinite(logDet) ? { inverse: inverseFromUpper(r, m), logDet } : null;
  }
  const l = choleskySmall(r, m);
  if (!l) return null;
  let logDet = 0;
  for (let i = 0; i < m; i++) logDet += 2 * Math.log(l[i * m + i]!);
  return { inverse: inverseFromCholesky(l, m), logDet };
}

/** The rows and columns of some visits. */
function part(a: Float64Array, size: number, visits: Int32Array): Float64Array {
  const m = visits.length;
  const out = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) out[i * m + j] = a[visits[i]! * size + visits[j]!]!;
  }
  return out;
}

/** target += Σ_{s ≤ t} q_st M_st. */
function addSums(target: Float64Array, { visits, sums }: VisitSums, q: Float64Array): void {
  const m = visits.length;
  for (let t = 0; t < m; t++) {
    for (let s = 0; s <= t; s++) {
      const weight = q[s * m + t]!;
      if (weight === 0) continue;
      const own = sums[pairIndex(s, t)]!;
      for (let i = 0; i < own.length; i++) target[i]! += weight * own[i]!;
    }
  }
}

function imageOf(d: Float64Array, size: number, visits: Int32Array, inverse: Float64Array): Image {
  const m = visits.length;
  const out: Image = { rows: [], values: [] };
  for (let i = 0; i < m; i++) {
    const row = new Float64Array(m);
    let any = false;
    for (let j = 0; j < m; j++) {
      const f = d[visits[i]! * size + visits[j]!]!;
      if (f === 0) continue;
      any = true;
      for (let k = 0; k < m; k++) row[k]! += f * inverse[j * m + k]!;
    }
    if (!any) continue;
    out.rows.push(i);
    out.values.push(row);
  }
  return out;
}

/** tr(RₖR⁻¹). */
function traceOf({ rows, values }: Image): number {
  return rows.reduce((sum, i, a) => sum + values[a]![i]!, 0);
}

/** tr(RₖR⁻¹RₗR⁻¹). */
function traceOfProduct(a: Image, b: Image): number {
  let sum = 0;
  a.rows.forEach((i, r) => {
    b.rows.forEach((j, s) => sum += a.values[r]![j]! * b.values[s]![i]!);
  });
  return sum;
}

/** −R⁻¹RₖR⁻¹. */
function sandwich(inverse: Float64Array, m: number, { rows, values }: Image): Float64Array {
  const out = new Float64Array(m * m);
  rows.forEach((i, r) => {
    for (let s = 0; s < m; s++) {
      const f = inverse[s * m + i]!;
      for (let t = 0; t < m; t++) out[s * m + t]! -= f * values[r]![t]!;
    }
  });
  return out;
}

/** R⁻¹RₖR⁻¹RₗR⁻¹ and its transpose. */
function doubleSandwich(inverse: Float64Array, m: number, a: Image, b: Image): Float64Array {
  const half = new Float64Array(m * m);
  const row = new Float64Array(m);
  a.rows.forEach((i, r) => {
    row.fill(0);
    b.rows.forEach((j, s) => {
      const f = inverse[i * m + j]!;
      for (let t = 0; t < m; t++) row[t]! += f * b.values[s]![t]!;
    });
    for (let s = 0; s < m; s++) {
      const f = a.values[r]![s]!;
      for (let t = 0; t < m; t++) half[s * m + t]! += f * row[t]!;
    }
  });
  const out = new Float64Array(m * m);
  for (let s = 0; s < m; s++) {
    for (let t = 0; t < m; t++) out[s * m + t] = half[s * m + t]! + half[t * m + s]!;
  }
  return out;
}
