/**
 * The model frame: every variable of a formula evaluated, and the rows that have them all.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { fail, placeOf } from "../../diagnostic.ts";
import type { Note } from "../../note.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { FactorColumn } from "../../data/column.ts";
import { asFactor, dropLevels } from "../../data/factor.ts";
import type { Table } from "../../data/table.ts";
import { deparse } from "../../syntax/deparse.ts";
import { parseExpression } from "../../syntax/parse.ts";
import { Evaluator, type TrainingState } from "./evaluate.ts";
import type { Formula, RandomTerm } from "./formula.ts";
import type { ResidualClause } from "./residual_clause.ts";
import { placedRows, sequenceFactor } from "./places.ts";
import { checkVisits, type ResidualPart, visitNotes } from "./visits.ts";
import { groupingFactor } from "./grouping.ts";
import {
  binaryValues,
  pairedParts,
  proportions,
  refuseNoNumbers,
  refusePair,
  trialsOf,
} from "./proportion.ts";
import { separateTerms } from "./separate_terms.ts";
import { expandTerms, namesIn, type TermList } from "./terms.ts";
import {
  type Collected,
  type FrameVariable,
  frameVariable,
  groupColumn,
  refuseInfinite,
} from "./frame_variable.ts";
import { missingNote, weightlessNote } from "./left_out_rows.ts";
import { refuseExtremeScale } from "./scale.ts";
import { isCategorical, markMissing, numbersOf, type PreciseColumn, valueRows } from "./value.ts";

/** Terms with their variables. */
export interface FramePart {
  readonly terms: TermList;
  readonly variables: readonly FrameVariable[];
}

/** A random term: what varies, and among which groups. */
export interface RandomPart extends FramePart {
  readonly term: RandomTerm;
  /** Levels in use only, in R's order. */
  readonly group: FactorColumn;
  readonly groupSources: string[];
}

/** A formula on data: values over the rows that are used. */
export interface ModelFrame {
  readonly formula: Formula;
  /** The rows used, with the columns that the formula names; text as factors, levels in use. */
  readonly data: Table;
  /** Where each row used stands in the data that were given; null if all are used. */
  readonly rows: Int32Array | null;
  readonly n: number;
  /** Of successes beside failures the proportion. */
  readonly response: PreciseColumn | null;
  /** Successes and failures together; null unless the response is given as the two. */
  readonly trials: Float64Array | null;
  readonly weights: Float64Array | null;
  /** Rows that only their weight of 0 leaves out; null if there are none. */
  readonly weightless: { rows: Int32Array; data: Table; response: Float64Array | null } | null;
  readonly fixed: FramePart;
  readonly random: readonly RandomPart[];
  /** Null where the residuals have no structure. */
  readonly residual: ResidualPart | null;
  readonly offset: Float64Array | null;
  readonly offsets: readonly Expr[];
  readonly offsetSources: readonly string[];
  readonly state: TrainingState;
  readonly notes: Note[];
}

/** Options of a model frame. */
export interface FrameOptions {
  /** A column of the data, or an expression of columns. */
  weights?: string | undefined;
  /** The structure of the residuals. */
  residual?: ResidualClause | undefined;
  /** Whether the response is a proportion: `cbind()`, a factor of two levels, or numbers. */
  proportions?: boolean | undefined;
  /** Formulas of the model's other parts: a row is used where it has their variables too. */
  beside?: readonly Formula[] | undefined;
}

/**
 * Evaluates a formula on data and leaves out rows with missing values or with weight 0, with a note.
 *
 * @throws DiagnosticError for a caller's errors: `unknown-column`, `no-rows`, `one-level`,
 * `response-not-numeric`, `infinite-value`, `negative-weight`
 */
export function modelFrame(formula: Formula, data: Table, options: FrameOptions = {}): ModelFrame {
  const collector = new Collector(formula, data, options);
  const rows = collector.rowsUsed();
  return collector.frame(rows);
}

class Collector {
  private readonly formula: Formula;
  private readonly data: Table;
  private readonly state: TrainingState = new Map();
  private readonly evaluator: Evaluator;
  private readonly response: Collected | null;
  private readonly pair: readonly [Collected, Collected] | null;
  private readonly proportions: boolean;
  private readonly weights: Collected | null;
  private readonly beside: Collected[];
  private readonly fixed: { terms: TermList; variables: Collected[] };
  private readonly offsets: Collected[];
  private readonly random: {
    term: RandomTerm;
    terms: TermList;
    variables: Collected[];
    groups: Collected[];
  }[];
  private readonly residual:
    | {
      clause: ResidualClause;
      visits: Collected[];
      groups: Collected[];
      by: Collected[];
      variances: Collected[];
    }
    | null;
  private readonly notes: Note[] = [];
  private weightless: Int32Array = new Int32Array(0);

  constructor(formula: Formula, data: Table, options: FrameOptions) {
    this.formula = formula;
    this.data = data;
    this.evaluator = new Evaluator(data, this.state, true);
    const context = { response: formula.response, columns: data.names };
    const terms = expandTerms(formula.fixed, context);
    this.proportions = options.proportions ?? false;
    if (options.proportions === false) refusePair(formula.response);
    const parts = this.proportions ? pairedParts(formula.response) : null;
    this.pair = parts && [this.collect(parts[0]), this.collect(parts[1])];
    this.response = formula.response && !parts ? this.collect(formula.response) : null;
    this.fixed = { terms, variables: terms.variables.map((v) => this.collect(v.expr, v.label)) };
    this.offsets = terms.offsets.map((e) => this.collect(e));
    this.weights = options.weights === undefined
      ? null
      : this.collect(parseExpression(options.weights));
    this.random = formula.random.flatMap(separateTerms).map((term) => {
      const left = expandTerms(term.left, context);
      return {
        term,
        terms: left,
        variables: left.variables.map((v) => this.collect(v.expr, v.label)),
        groups: term.group.factors.map((e) => this.collect(e)),
      };
    });
    const { residual: clause } = options;
    this.residual = clause
      ? {
        clause,
        visits: clause.visits.map((e) => this.collect(e)),
        groups: (clause.subject?.factors ?? []).map((e) => this.collect(e)),
        by: clause.by ? [this.collect(clause.by)] : [],
        variances: clause.variances ? [this.collect(clause.variances)] : [],
      }
      : null;
    this.beside = (options.beside ?? []).flatMap((f) => this.variablesOf(f));
    addAll(this.notes, this.evaluator.notes);
  }

  /** What a row needs to stand in another part of the model. */
  private variablesOf({ fixed, random }: Formula): Collected[] {
    const context = { response: null, columns: this.data.names };
    const lists = [fixed, ...random.map((r) => r.left)].map((e) => expandTerms(e, context));
    return [
      ...lists.flatMap((l) => l.variables.map((v) => this.collect(v.expr, v.label))),
      ...lists.flatMap((l) => l.offsets.map((e) => this.collect(e))),
      ...random.flatMap((r) => r.group.factors.map((e) => this.collect(e))),
    ];
  }

  private collect(expr: Expr, label = deparse(expr)): Collected {
    return { expr, label, value: this.evaluator.evaluate(expr) };
  }

  private all(): Collected[] {
    return [
      ...(this.response ? [this.response] : []),
      ...(this.pair ?? []),
      ...this.fixed.variables,
      ...this.offsets,
      ...(this.weights ? [this.weights] : []),
      ...this.random.flatMap((r) => [...r.variables, ...r.groups]),
      ...(this.residual
        ? [
          ...this.residual.visits,
          ...this.residual.groups,
          ...this.residual.by,
          ...this.residual.variances,
        ]
        : []),
    ];
  }

  /** Rows without missing values and with positive weight; null for all. */
  rowsUsed(): Int32Array | null {
    const n = this.data.nrow;
    if (n === 0) {
      fail("no-rows", "The data have no rows", {
        hint: "Look at the file, and at what was filtered out",
      });
    }
    const out = new Uint8Array(n);
    const by: Record<string, number> = {};
    for (const { label, value } of [...this.all(), ...this.beside]) {
      const missing = new Uint8Array(n);
      markMissing(value, missing);
      let count = 0;
      for (let i = 0; i < n; i++) if (missing[i] === 1) out[i] = 1, count++;
      if (count > 0) by[label] = count;
    }
    const missing = out.reduce((a, b) => a + b, 0);
    if (missing > 0) this.notes.push(missingNote(missing, n, by, out.indexOf(1)));
    const unweighted = this.markWeightless(out);
    if (missing + unweighted === 0) return null;
    if (missing + unweighted === n) {
      fail("no-rows", "No row of the data has a value for every variable of the model", {
        hint: Object.entries(by).map(([label, k]) => `${label} is missing in ${k} of ${n} rows`)
          .join("; "),
      });
    }
    const rows = new Int32Array(n - missing - unweighted);
    for (let i = 0, k = 0; i < n; i++) if (out[i] === 0) rows[k++] = i;
    return rows;
  }

  private markWeightless(out: Uint8Array): number {
    const zeros: number[] = [];
    const mark = (w: Float64Array): void => {
      for (let i = 0; i < w.length; i++) if (w[i] === 0 && out[i] === 0) out[i] = 1, zeros.push(i);
    };
    if (this.weights) {
      const { value, label, expr } = this.weights;
      const w = numbersOf(value, this.data.nrow, "weights", expr).values;
      const wrong = w.findIndex((v) => v < 0 || v === Infinity);
      if (wrong >= 0) {
        fail("negative-weight", `The weight ${label} is ${w[wrong]} in row ${wrong + 1}`, {
          hint: "Weights are zero or positive numbers",
        });
      }
      mark(w);
    }
    if (this.pair) mark(trialsOf(this.pair, null, this.data.nrow));
    zeros.sort((a, b) => a - b);
    this.weightless = Int32Array.from(zeros);
    const zero = zeros.length;
    if (zero > 0) this.notes.push(weightlessNote(zero, zeros[0]!));
    return zero;
  }

  frame(rows: Int32Array | null): ModelFrame {
    const n = rows ? rows.length : this.data.nrow;
    const offset = this.offsets.length > 0 ? this.summedOffsets(rows, n) : null;
    return {
      formula: this.formula,
      data: this.usedData(rows),
      rows,
      n,
      response: this.usedResponse(rows, n),
      trials: this.pair && trialsOf(this.pair, rows, n),
      weights: this.weights
        ? numbersOf(valueRows(this.weights.value, rows), n, "weights", this.weights.expr).values
        : null,
      weightless: this.weightlessPart(),
      fixed: this.part(this.fixed, rows, n),
      random: this.random.map((r) => ({
        ...this.part(r, rows, n),
        term: r.term,
        group: groupingFactor(r.groups.map((g) => groupColumn(g, rows)), r.term.group.name),
        groupSources: this.sources(r.groups.map((g) => g.expr)),
      })),
      residual: this.residualPart(rows),
      offset,
      offsets: this.offsets.map((o) => o.expr),
      offsetSources: this.sources(this.offsets.map((o) => o.expr)),
      state: this.state,
      notes: this.notes,
    };
  }

  private residualPart(rows: Int32Array | null): ResidualPart | null {
    if (!this.residual) return null;
    const { clause, visits, groups, by, variances } = this.residual;
    const { subject: named, kind, options } = clause;
    const subject = named && groupingFactor(groups.map((g) => groupColumn(g, rows)), named.name);
    const placed = kind.places
      ? placedRows(visits, rows, {
        kind: kind.places,
        apart: options.nugget,
        subject: subject?.codes ?? null,
      })
      : null;
    const part: ResidualPart = {
      clause,
      visit: placed?.visit ??
        (clause.inSequence
          ? sequenceFactor(subject, this.rowCount(rows))
          : this.visitFactor(visits, rows)),
      places: placed?.places ?? { axes: [], coordinates: [] },
      subject,
      by: by[0] ? groupingFactor([groupColumn(by[0], rows)], by[0].label) : null,
      variances: variances[0]
        ? groupingFactor([groupColumn(variances[0], rows)], variances[0].label)
        : null,
    };
    checkVisits(part, rows);
    addAll(this.notes, visitNotes(part));
    return part;
  }

  /** One visit for all rows where none is named. */
  private visitFactor([visit]: readonly Collected[], rows: Int32Array | null): FactorColumn {
    if (visit) return groupingFactor([groupColumn(visit, rows)], visit.label);
    const codes = new Int32Array(this.rowCount(rows));
    return { kind: "factor", name: "", codes, levels: [""], ordered: false };
  }

  private rowCount(rows: Int32Array | null): number {
    return rows ? rows.length : this.data.nrow;
  }

  private weightlessPart(): ModelFrame["weightless"] {
    const rows = this.weightless;
    if (rows.length === 0) return null;
    const response = this.usedResponse(rows, rows.length);
    return { rows, data: this.usedData(rows), response: response?.values ?? null };
  }

  private sources(exprs: readonly Expr[]): string[] {
    const names = new Set(exprs.flatMap(namesIn));
    return [...names].filter((name) => this.data.column(name) !== undefined);
  }

  private part(
    part: { terms: TermList; variables: Collected[] },
    rows: Int32Array | null,
    n: number,
  ): FramePart {
    const variables = part.variables.map((v) => frameVariable(v, rows, n, this.sources([v.expr])));
    return { terms: part.terms, variables };
  }

  private usedResponse(rows: Int32Array | null, n: number): PreciseColumn | null {
    if (this.pair) return proportions(this.pair, rows, n);
    if (!this.response) return null;
    const { value, label, expr } = this.response;
    const used = valueRows(value, rows);
    if (isCategorical(value) && value.kind !== "logical" || value.kind === "matrix") {
      const binary = this.proportions ? binaryValues(used, this.response) : null;
      return binary ?? refuseNoNumbers(this.response);
    }
    const y = numbersOf(used, n, "the response", expr);
    refuseInfinite(y.values, label, expr, rows);
    const powers = this.random.length > 0 ? "fourth powers" : "squares";
    refuseExtremeScale(label, y.values, placeOf(expr), powers);
    return y;
  }

  private summedOffsets(rows: Int32Array | null, n: number): Float64Array {
    const sum = new Float64Array(n);
    for (const { value, expr, label } of this.offsets) {
      const values = numbersOf(valueRows(value, rows), n, "offset", expr).values;
      refuseInfinite(values, label, expr, rows);
      refuseExtremeScale(label, values, placeOf(expr));
      for (let i = 0; i < n; i++) sum[i]! += values[i]!;
    }
    return sum;
  }

  private usedData(rows: Int32Array | null): Table {
    const names = this.sources(this.all().map((c) => c.expr));
    const picked = this.data.select(names);
    let table = rows ? picked.filter(rows) : picked;
    for (const column of table.columns) {
      const made = column.kind === "text"
        ? asFactor(column)
        : column.kind === "factor"
        ? dropLevels(column)
        : column;
      if (made !== column) table = table.with(made);
    }
    return table;
  }
}
