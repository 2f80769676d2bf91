/**
 * R block-diagonal by subject, each block a part of one matrix over the visits, between the roots of the
 * rows' weights where there are such.
 *
 * A is linear in the entries of R⁻¹ (`visit_sums.ts`), so that the derivatives of A are those of R⁻¹
 * (`visit_inverse.ts`): A and all of its derivatives are one product, of the weights of pairs of visits
 * and the sums over subjects. After one pass over the rows nothing depends on their number.
 *
 * @module
 */
import type {
  ResidualCovariance,
  ResidualCross,
  ResidualStructure,
} from "../../covariance/residual_covariance.ts";
import { addProduct } from "../../../math/algebra/dense_kernels.ts";
import { greatest } from "../../../lists.ts";
import { type Order, pairIndex } from "../../elimination/state.ts";
import type { Cells } from "../../formula/cells.ts";
import type { MixedRows } from "../../elimination/cross.ts";
import { addRows, FEW } from "./subject_rows.ts";
import { inverseOf, part, VisitDerivatives, writePairs } from "./visit_inverse.ts";
import { type VisitRows, weighedRows } from "./visit_rows.ts";
import { type SummedVisits, visitSums } from "./visit_sums.ts";

interface Buffers {
  /** A, its first derivatives, its second ones, those along the bends: a row each. */
  all: Float64Array;
  a: Float64Array;
  first: Float64Array[];
  second: Float64Array[];
  logDet: number;
  logDet1: Float64Array;
  logDet2: Float64Array;
  along: boolean;
}

/** Residuals of one structure. */
export class StructuredResidual implements ResidualCovariance {
  readonly cells: Cells;
  readonly rows: MixedRows;
  readonly #visits: SummedVisits;
  readonly #derivatives: VisitDerivatives;
  readonly #logWeights: number;
  /** By row of the buffers, the weights of all pairs of visits. */
  #weights: Float64Array;
  #buffers: Buffers | null = null;

  constructor(readonly structure: ResidualStructure, private readonly data: VisitRows) {
    const n = data.rows.n;
    this.rows = data.rows;
    this.cells = { count: n, of: null, first: Int32Array.from({ length: n }, (_, i) => i) };
    const weighed = weighedRows(data);
    this.#logWeights = weighed.logWeights;
    const { sets } = this.#visits = visitSums(weighed.data);
    this.#derivatives = new VisitDerivatives(
      structure.parameters.length + structure.bends.length,
      greatest(sets.map((s) => s.visits.length), 0),
    );
    this.#weights = new Float64Array(this.#visits.pairs);
  }

  withResponse(y: Float64Array): StructuredResidual {
    return new StructuredResidual(this.structure, { ...this.data, rows: { ...this.rows, y } });
  }

  cross(natural: ArrayLike<number>, order: Order, along = true): ResidualCross {
    const out = this.#cleared(order);
    out.along = along;
    out.logDet = -this.#logWeights;
    const { structure } = this;
    const size = structure.visits.length;
    const whole = structure.matrix(natural);
    const derivatives = order === 0
      ? []
      : structure.parameters.map((_, k) => structure.first(natural, k));
    const bends = order === 0 || (order === 1 && !along)
      ? []
      : structure.bends.map(([k, l]) => structure.second(natural, k, l));
    const directions = [...derivatives, ...bends];
    for (const set of this.#visits.sets) {
      const found = inverseOf(part(whole, size, set.visits), set.visits.length);
      if (!found) return impossible(out);
      const { inverse, logDet } = found;
      out.logDet += set.count * logDet;
      writePairs(inverse, set.visits.length, this.#weights, set.first);
      if (order === 0) continue;
      this.#derivatives.load(directions, size, set.visits, inverse);
      this.#weigh(out, set, order);
    }
    this.#sum(out, order);
    for (const set of this.#visits.rows) {
      const found = inverseOf(part(whole, size, set.visits), set.visits.length);
      if (!found) return impossible(out);
      const { inverse, logDet } = found;
      out.logDet += set.subjects.length * logDet;
      const first = directions.map((d) => part(d, size, set.visits));
      const on = { inverse, first, bends: structure.bends };
      addRows(out, set, on, order, structure.parameters.length);
    }
    return out;
  }

  /** The weights of derivatives at one set of visits, and those of log|R|. */
  #weigh(
    out: Buffers,
    { first, count }: SummedVisits["sets"][number],
    order: Order,
  ): void {
    const { pairs } = this.#visits;
    const { bends, parameters } = this.structure;
    const [weights, derivatives, m] = [this.#weights, this.#derivatives, parameters.length];
    const row = (r: number): number => r * pairs + first;
    for (let k = 0; k < m; k++) {
      out.logDet1[k]! += count * derivatives.first(k, weights, row(1 + k));
    }
    const along = 1 + m + m * (m + 1) / 2;
    for (let e = 0; e < bends.length && (out.along || order === 2); e++) {
      const trace = derivatives.first(m + e, weights, row(along + e));
      if (out.along) out.logDet1[m + e]! += count * trace;
      if (order === 2) out.logDet2[pairIndex(...bends[e]!)]! += count * trace;
    }
    if (order < 2) return;
    for (let l = 0; l < m; l++) {
      for (let k = 0; k <= l; k++) {
        const at = pairIndex(k, l);
        out.logDet2[at]! += count * derivatives.second(k, l, weights, row(1 + m + at));
      }
    }
    const pairCount = this.#pairsOf(first);
    bends.forEach((pair, e) => {
      const [to, from] = [row(1 + m + pairIndex(...pair)), row(along + e)];
      for (let i = 0; i < pairCount; i++) weights[to + i]! += weights[from + i]!;
    });
  }

  /** How many pairs the set that begins at a place has. */
  #pairsOf(first: number): number {
    const { sets, pairs } = this.#visits;
    const next = sets.findIndex((s) => s.first === first) + 1;
    return (sets[next]?.first ?? pairs) - first;
  }

  /** A and its derivatives from the weights. */
  #sum(out: Buffers, order: Order): void {
    const { pairs, sums } = this.#visits;
    if (pairs === 0) return;
    const length = out.a.length;
    const m = this.structure.parameters.length;
    const bends = out.along && order > 0 ? this.structure.bends.length : 0;
    const along = 1 + m + m * (m + 1) / 2;
    const rows = order === 0 ? 1 : order === 1 ? 1 + m : along + bends;
    const add = (from: number, count: number): void => {
      if (count === 0) return;
      addProduct(
        out.all.subarray(from * length, (from + count) * length),
        this.#weights.subarray(from * pairs, (from + count) * pairs),
        sums,
        count,
        length,
        pairs,
        1,
        FEW,
      );
    };
    add(0, rows);
    if (order === 1) add(along, bends);
  }

  /** The buffers, emptied; those of derivatives are made when they are first asked for. */
  #cleared(order: Order): Buffers {
    const { parameters: { length: m }, bends } = this.structure;
    const { length } = this.data.pattern;
    const along = 1 + m + m * (m + 1) / 2;
    const rows = order === 0 ? 1 : along + bends.length;
    let out = this.#buffers;
    if (!out || out.all.length < rows * length) {
      this.#weights = new Float64Array(rows * this.#visits.pairs);
      const all = new Float64Array(rows * length);
      const views = Array.from(
        { length: rows },
        (_, r) => all.subarray(r * length, (r + 1) * length),
      );
      out = this.#buffers = {
        all,
        a: views[0]!,
        first: [...views.slice(1, 1 + m), ...views.slice(along)],
        second: views.slice(1 + m, along),
        logDet: 0,
        logDet1: new Float64Array(m + bends.length),
        logDet2: new Float64Array(m * (m + 1) / 2),
        along: true,
      };
    }
    out.all.fill(0, 0, rows * length);
    out.logDet = 0;
    out.logDet1.fill(0);
    out.logDet2.fill(0);
    return out;
  }
}

/** What is no covariance matrix has no value. */
function impossible(out: Buffers): ResidualCross {
  out.a.fill(NaN);
  out.logDet = NaN;
  return out;
}
