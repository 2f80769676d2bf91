/**
 * The fixed-effects design of a model frame.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { grouped, keepWithin, LIMITS } from "../../limits.ts";
import type { Note } from "../../note.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { Table } from "../../data/table.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { decimalRemainder } from "../../math/algebra/decimal.ts";
import { type QR, qr, RANK_TOLERANCE } from "../../math/algebra/qr.ts";
import { PRECISE_ROWS } from "../formula/arithmetic.ts";
import { type CellKey, type Cells, cellsOf } from "../formula/cells.ts";
import { type Coding, codings as knownCodings, isWhole } from "./codings.ts";
import {
  codingsOf,
  type ColumnPlan,
  fillColumns,
  fillLows,
  planColumns,
  type VariableData,
} from "./columns.ts";
import { Evaluator, type TrainingState } from "../formula/evaluate.ts";
import type { FixedDesign, FixedTerm, FixedVariable } from "./fixed_design.ts";
import type { FramePart, ModelFrame } from "../formula/frame.ts";
import type { FrameVariable } from "../formula/frame_variable.ts";
import { newValues } from "./new_data.ts";
import { nullBasisOf } from "./null_space.ts";
import { rankNotes } from "./rank_notes.ts";
import { refuseExtremeScale } from "../formula/scale.ts";

/** What a design is made of. */
export interface DesignParts {
  part: FramePart;
  n: number;
  state: TrainingState;
  /** Codings by variable; others have R's default. */
  codings: Record<string, Coding>;
  /** Variables whose columns are named by the numbers of levels. */
  numbered?: ReadonlySet<string> | undefined;
  offset: Float64Array | null;
  offsets: readonly Expr[];
  offsetSources: readonly string[];
  /** Prior weights, all positive: they count in the decision which columns are dependent. */
  weights: Float64Array | null;
  /**
   * R's tolerance for dependent columns is 1e-7 everywhere. `lm` can do better where a term has
   * numeric variables only, for it refines its solution; there columns go at this tolerance.
   */
  numericTolerance: number;
}

/** The design of the fixed effects of a frame. Codings for names it lacks are passed over. */
export function fixedDesign(
  frame: ModelFrame,
  codings: Record<string, Coding> = {},
  numericTolerance = RANK_TOLERANCE,
  numbered?: ReadonlySet<string>,
): FixedEffects {
  const { n, state, offset, offsets, offsetSources, weights } = frame;
  return new FixedEffects({
    part: frame.fixed,
    n,
    state,
    codings,
    numbered,
    offset,
    offsets,
    offsetSources,
    weights,
    numericTolerance,
  });
}

/** A design without offset or weights: the left side of a random term. */
export function plainDesign(
  part: FramePart,
  frame: ModelFrame,
  codings: Record<string, Coding> = {},
  numbered?: ReadonlySet<string>,
): FixedEffects {
  return new FixedEffects({
    part,
    n: frame.n,
    state: frame.state,
    codings,
    numbered,
    offset: null,
    offsets: [],
    offsetSources: [],
    weights: null,
    numericTolerance: RANK_TOLERANCE,
  });
}

/** What tells the rows of some variables apart, for `cellsOf`. */
export function keysOf(variables: readonly FrameVariable[]): CellKey[] {
  return variables.flatMap((v): CellKey[] =>
    v.factor
      ? [{ codes: v.factor.codes, size: v.factor.levels.length }]
      : v.columns.map((c) => ({ values: c.values }))
  );
}

/** Fixed effects, ready for fitting and for predicting. */
export class FixedEffects implements FixedDesign {
  readonly parts: DesignParts;
  readonly plan: ColumnPlan;
  readonly intercept: boolean;
  readonly terms: readonly FixedTerm[];
  readonly variables: readonly FixedVariable[];
  readonly names: readonly string[];
  readonly assign: Int32Array;
  readonly n: number;
  readonly offset: Float64Array | null;
  readonly offsetSources: readonly string[];
  #matrix: Float64Array | null = null;
  #cells: Cells | null = null;
  #cellMatrix: Float64Array | null = null;
  #decomposition: QR | null = null;
  #nullBasis: Float64Array[] | null = null;
  #columnScale: Float64Array | null = null;
  #notes: Note[] | null = null;

  constructor(parts: DesignParts) {
    const { part, codings } = parts;
    checkCodings(codings);
    const applied = codingsOf(part.variables, codings);
    this.parts = parts;
    this.plan = planColumns(part.terms, part.variables, applied, parts.numbered);
    this.intercept = this.plan.intercept;
    this.names = this.plan.names;
    this.assign = this.plan.assign;
    this.n = parts.n;
    this.offset = parts.offset;
    this.offsetSources = parts.offsetSources;
    this.terms = this.plan.terms.map((t) => ({
      label: t.label,
      variables: t.parts.map((p) => part.variables[p.variable]!.label),
      columns: Array.from({ length: t.width }, (_, k) => t.start + k),
    }));
    this.variables = part.variables.map((v, i) => publicVariable(v, applied[i]!));
  }

  get matrix(): Float64Array {
    return this.#matrix ??= this.cells.of === null
      ? this.cellMatrix
      : fillColumns(this.plan, this.data(), null, this.n);
  }

  get cells(): Cells {
    return this.#cells ??= cellsOf(keysOf(this.parts.part.variables), this.n);
  }

  get cellMatrix(): Float64Array {
    if (!this.#cellMatrix) {
      this.refuseHuge();
      this.#cellMatrix = this.rowsAt(this.cells.first);
    }
    return this.#cellMatrix;
  }

  /**
   * What rounding to doubles took from `cellMatrix`: numbers are the decimals they were written as,
   * their powers and products exact to twice the precision. Null for very many cells.
   */
  get cellLow(): Float64Array | null {
    const { first, count } = this.cells;
    if (count > PRECISE_ROWS) return null;
    const data = this.parts.part.variables.map((v): VariableData => ({
      codes: v.factor ? v.factor.codes : null,
      columns: v.columns.map((c) => c.values),
      lows: v.columns.map((c) => c.low ?? remaindersAt(c.values, first)),
    }));
    return fillLows(this.plan, data, first);
  }

  get kept(): Int32Array {
    const { pivot, rank } = this.decomposition;
    return pivot.slice(0, rank).sort();
  }

  get dropped(): Int32Array {
    const { pivot, rank } = this.decomposition;
    return pivot.slice(rank).sort();
  }

  /** QR of the model rows of the cells, each times the root of the cell's weight. */
  get decomposition(): QR {
    return this.#decomposition ??= this.decompose();
  }

  get nullBasis(): readonly Float64Array[] {
    return this.#nullBasis ??= nullBasisOf(this.decomposition, this.columnScale);
  }

  get columnScale(): Float64Array {
    return this.#columnScale ??= Float64Array.from(this.names, (_, j) => {
      const { count } = this.cells;
      let sum = 0;
      for (let c = 0; c < count; c++) sum += this.cellMatrix[j * count + c]! ** 2;
      return sum > 0 ? Math.sqrt(sum / count) : 1;
    });
  }

  get notes(): readonly Note[] {
    return this.#notes ??= [...this.codingNotes(), ...rankNotes(this)];
  }

  rowsAt(rows: Int32Array): Float64Array {
    return fillColumns(this.plan, this.data(), rows, this.n);
  }

  rowsFor(table: Table): Float64Array[] {
    const m = table.nrow;
    const evaluator = new Evaluator(table, this.parts.state, false);
    const data = this.parts.part.variables.map((v) => newValues(v, evaluator));
    const filled = fillColumns(this.plan, data, null, m);
    const p = this.names.length;
    return Array.from({ length: m }, (_, i) => {
      const row = new Float64Array(p);
      for (let j = 0; j < p; j++) row[j] = filled[j * m + i]!;
      return row;
    });
  }

  offsetFor(table: Table): Float64Array {
    const sum = new Float64Array(table.nrow);
    const evaluator = new Evaluator(table, this.parts.state, false);
    for (const expr of this.parts.offsets) {
      const { values } = evaluator.numbers(expr, "offset");
      for (let i = 0; i < sum.length; i++) sum[i]! += values[i]!;
    }
    return sum;
  }

  recode(codings: Record<string, Coding>): FixedEffects {
    // columns that are fewer than levels leave means alone that no other coding would
    const free = Object.entries(codings).filter(([name]) => {
      const known = this.variables.find((v) => v.label === name);
      return !known?.coding || isWhole(known.coding, known.levels.length);
    });
    const same = new FixedEffects({
      ...this.parts,
      codings: { ...this.parts.codings, ...Object.fromEntries(free) },
    });
    same.#cells = this.cells; // the codings do not tell rows apart
    return same;
  }

  /** A label with a level for every row would make a matrix that no machine holds. */
  private refuseHuge(): void {
    const { count } = this.cells;
    const p = this.names.length;
    const [widest] = this.variables.filter((v) => v.kind === "factor")
      .toSorted((a, b) => b.levels.length - a.levels.length);
    const rest = widest
      ? {
        hint: `${widest.label} has ${widest.levels.length} levels: is it a column of numbers ` +
          `read as text, or a group for a random term, (1 | ${widest.label})?`,
      }
      : { hint: "Leave out what the question does not need" };
    const what = `The model has ${grouped(p)} columns for ${grouped(count)} different rows`;
    keepWithin(LIMITS.cells, count * p, `${what}. Elements of its matrix`, rest);
    keepWithin(LIMITS.work, count * p * Math.min(count, p), `${what}. Steps to decompose it`, rest);
  }

  private data(): VariableData[] {
    return this.parts.part.variables.map((v) => ({
      codes: v.factor ? v.factor.codes : null,
      columns: v.columns.map((c) => c.values),
    }));
  }

  private decompose(): QR {
    const { count, of } = this.cells;
    const { weights } = this.parts;
    const p = this.names.length;
    const root = new Float64Array(count);
    for (let i = 0; i < this.n; i++) root[of ? of[i]! : i]! += weights ? weights[i]! : 1;
    for (let c = 0; c < count; c++) root[c] = Math.sqrt(root[c]!);
    const scaled = this.cellMatrix.slice();
    for (let j = 0; j < p; j++) {
      refuseExtremeScale(this.names[j]!, scaled.subarray(j * count, (j + 1) * count));
    }
    for (let j = 0; j < p; j++) {
      for (let c = 0; c < count; c++) scaled[j * count + c]! *= root[c]!;
    }
    return qr(scaled, count, p, this.tolerances());
  }

  private tolerances(): Float64Array {
    const numeric = this.plan.terms.map((t) => t.parts.every((part) => part.coding === null));
    return Float64Array.from(
      this.assign,
      (t) => t > 0 && numeric[t - 1] ? this.parts.numericTolerance : RANK_TOLERANCE,
    );
  }

  private codingNotes(): Note[] {
    const factors = new Map(
      this.variables.flatMap((v) => v.kind === "factor" ? [[v.label, v] as const] : []),
    );
    return Object.entries(this.parts.codings).flatMap(([name, coding]): Note[] => {
      const factor = factors.get(name);
      if (factor && (typeof coding === "string" || factor.coding === coding)) return [];
      const why = factor
        ? "rows with some of its levels are not there"
        : "the formula has no such factor";
      return [{
        code: factor ? "coding-dropped" : "coding-passed-over",
        text: `The coding for ${name} is passed over: ${why}`,
        data: { name },
      }];
    });
  }
}

/** Decimal remainders of some rows, in their places; null if all are zero. */
function remaindersAt(values: Float64Array, rows: Int32Array): Float64Array | null {
  let lows: Float64Array | null = null;
  for (const i of rows) {
    const rest = decimalRemainder(values[i]!);
    if (rest !== 0) (lows ??= new Float64Array(values.length))[i] = rest;
  }
  return lows;
}

function checkCodings(codings: Record<string, Coding>): void {
  for (const [name, coding] of Object.entries(codings)) {
    if (typeof coding !== "string" || knownCodings.includes(coding)) continue;
    fail("unknown-coding", `${coding} is not a coding (given for ${name})`, {
      hint: suggestion(String(coding), knownCodings, "The codings are"),
    });
  }
}

function publicVariable(v: FrameVariable, coding: Coding | null): FixedVariable {
  return {
    label: v.label,
    kind: v.factor ? "factor" : "numeric",
    sources: v.sources,
    levels: v.factor?.levels ?? [],
    ordered: v.factor?.ordered ?? false,
    coding,
    codes: v.factor?.codes ?? new Int32Array(0),
    values: v.columns.map((c) => c.values),
  };
}
