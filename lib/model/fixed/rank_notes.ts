/**
 * Why columns were dropped from a model matrix, in words.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import { type QR, RANK_TOLERANCE, solveR } from "../../math/algebra/qr.ts";
import type { ColumnPlan, TermColumns } from "./columns.ts";
import type { FixedDesign } from "./fixed_design.ts";

/** A design whose dependent columns are known. */
interface RankedDesign extends FixedDesign {
  readonly plan: ColumnPlan;
  readonly decomposition: QR;
}

/** Why a term lost columns. */
export type RankReason =
  | "too-few-rows"
  | "constant"
  | "constant-within"
  | "same-classes"
  | "nested"
  | "empty-cells"
  | "confounded"
  | "combination";

/** What a note on dropped columns carries. */
export interface RankNoteData {
  term: string;
  columns: string[];
  reason: RankReason;
  /** Terms whose columns make up the dropped ones. */
  by: string[];
}

/** One note for each term that lost columns, and one for columns that were kept though nearly dependent. */
export function rankNotes(design: RankedDesign): Note[] {
  const { dropped, assign, plan, names } = design;
  const notes: Note[] = [];
  const relations = dependence(design.decomposition);
  const lostOf = Map.groupBy(dropped, (j) => assign[j]! - 1);
  plan.terms.forEach((term, t) => {
    const columns = lostOf.get(t);
    if (!columns) return;
    const involved = new Set(
      columns.flatMap((j) => relations.get(j) ?? []).map((j) => assign[j]! - 1),
    );
    const others = [...involved].filter((k) => k !== t && k >= 0).sort((a, b) => a - b);
    const by = withoutMargins(term, others.map((k) => plan.terms[k]!));
    const why = explain(design, term, columns, by);
    const lost = columns.map((j) => names[j]!);
    const data: RankNoteData = {
      term: term.label,
      columns: lost,
      reason: why.reason,
      by: by.map((b) => b.label),
    };
    const verb = lost.length === 1 ? "is" : "are";
    notes.push({
      code: "rank-deficient",
      text: `${listed(lost)} ${verb} not estimable and ${verb} left out: ${why.words}`,
      data,
    });
  });
  return [...notes, ...nearNotes(design)];
}

/**
 * Which terms a term is confounded with: its margins are there because of the coding, not because of
 * the data, unless there is nothing else.
 */
function withoutMargins(term: TermColumns, involved: TermColumns[]): TermColumns[] {
  const own = new Set(term.parts.map((p) => p.variable));
  const others = involved.filter((t) => !t.parts.every((p) => own.has(p.variable)));
  return others.length > 0 ? others : involved;
}

/** The kept columns that each dropped column is made of. */
function dependence(d: QR): Map<number, number[]> {
  const made = new Map<number, number[]>();
  for (let k = d.rank; k < d.columns; k++) {
    const weights = d.factor.slice(k * d.rows, k * d.rows + d.rank);
    solveR(d, weights);
    const parts = Array.from(d.pivot.subarray(0, d.rank)).filter((_, i) =>
      Math.abs(weights[i]!) > 1e-7
    );
    made.set(d.pivot[k]!, parts);
  }
  return made;
}

function listed(items: readonly string[], most = 4): string {
  if (items.length === 1) return items[0]!;
  if (items.length > most) {
    return `${items.slice(0, most).join(", ")} and ${items.length - most} more`;
  }
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

interface Reason {
  reason: RankReason;
  words: string;
}

function explain(
  design: RankedDesign,
  term: TermColumns,
  columns: readonly number[],
  by: readonly TermColumns[],
): Reason {
  const view = new CellView(design);
  const factors = term.parts.filter((p) => p.coding).map((p) => p.variable);
  const numbers = term.parts.filter((p) => !p.coding).map((p) => p.variable);
  const others = new Set(by.flatMap((t) => t.parts.filter((p) => p.coding).map((p) => p.variable)));
  if (numbers.length === 0 && factors.length === 1) {
    const single = explainFactor(view, factors[0]!, [...others].filter((v) => v !== factors[0]));
    if (single) return single;
  }
  if (numbers.length === 0 && factors.length > 1) {
    const crossed = explainCrossing(view, factors);
    if (crossed) return crossed;
  }
  if (numbers.length > 0) {
    const covariate = explainCovariate(view, columns, factors, [...others]);
    if (covariate) return covariate;
  }
  if (view.count < design.names.length && view.count === design.kept.length) {
    return {
      reason: "too-few-rows",
      words: `the data have ${view.count} different rows for ${design.names.length} columns`,
    };
  }
  if (by.length === 0) return { reason: "combination", words: "they follow from one another" };
  const pronoun = columns.length === 1 ? "it is" : "they are";
  const labels = listed(by.map((t) => t.label));
  return numbers.length === 0
    ? {
      reason: "confounded",
      words:
        `${term.label} is confounded with ${labels}; ${pronoun} a combination of those columns`,
    }
    : { reason: "combination", words: `${pronoun} a linear combination of ${labels}` };
}

/** A factor against other factors of the model. */
function explainFactor(view: CellView, factor: number, others: readonly number[]): Reason | null {
  const own = view.classes([factor]);
  const name = view.label(factor);
  for (const other of others) {
    const theirs = view.classes([other]);
    const finer = determines(own, theirs);
    const coarser = determines(theirs, own);
    const label = view.label(other);
    if (finer && coarser) {
      return {
        reason: "same-classes",
        words: `${name} and ${label} divide the rows in the same way`,
      };
    }
    if (coarser) {
      return {
        reason: "constant-within",
        words: `${name} is constant within each level of ${label}`,
      };
    }
    if (finer) {
      return {
        reason: "nested",
        words:
          `${name} is nested in ${label}: each of its levels occurs with one level of ${label}`,
      };
    }
  }
  return null;
}

/** An interaction of factors: nested factors, or combinations without rows. */
function explainCrossing(view: CellView, factors: readonly number[]): Reason | null {
  for (const inner of factors) {
    const outer = factors.filter((v) => v !== inner);
    if (determines(view.classes([inner]), view.classes(outer))) {
      const name = view.label(inner);
      const within = outer.map((v) => view.label(v)).join(":");
      return {
        reason: "nested",
        words:
          `${name} is nested in ${within}: each of its levels occurs with one level of ${within}`,
      };
    }
  }
  const empty = view.emptyCombinations(factors);
  if (empty.total === 0) return null;
  const more = empty.total > empty.shown.length
    ? ` (and ${empty.total - empty.shown.length} more)`
    : "";
  return { reason: "empty-cells", words: `no row has ${empty.shown.join(", nor ")}${more}` };
}

/** A covariate: constant, constant within groups, or too few values in some level. */
function explainCovariate(
  view: CellView,
  columns: readonly number[],
  factors: readonly number[],
  others: readonly number[],
): Reason | null {
  const values = columns.map((j) => view.column(j));
  if (factors.length === 0 && values.every((v) => v.every((x) => x === v[0]))) {
    return { reason: "constant", words: "it has the same value in every row" };
  }
  const groups = [...new Set([...factors, ...others])];
  if (groups.length === 0) return null;
  const classes = view.classes(groups);
  const constant = values.every((v) => {
    const seen = new Map<number, number>();
    return v.every((x, i) => {
      const known = seen.get(classes[i]!);
      if (known === undefined) seen.set(classes[i]!, x);
      return known === undefined || Math.abs(known - x) <= 1e-9 * Math.abs(x);
    });
  });
  if (!constant) return null;
  const within = groups.map((v) => view.label(v)).join(":");
  return {
    reason: "constant-within",
    words: `${columns.length === 1 ? "it is" : "they are"} constant within each level of ${within}`,
  };
}

/** Whether rows that agree in `fine` agree in `coarse`. */
function determines(fine: Int32Array, coarse: Int32Array): boolean {
  const seen = new Map<number, number>();
  return fine.every((f, i) => {
    const known = seen.get(f);
    if (known === undefined) seen.set(f, coarse[i]!);
    return known === undefined || known === coarse[i];
  });
}

/** The distinct model rows of a design, looked at factor by factor. */
class CellView {
  readonly count: number;
  private readonly design: RankedDesign;

  constructor(design: RankedDesign) {
    this.design = design;
    this.count = design.cells.count;
  }

  label(variable: number): string {
    return this.design.variables[variable]!.label;
  }

  column(j: number): Float64Array {
    return this.design.cellMatrix.subarray(j * this.count, (j + 1) * this.count);
  }

  private codes(variable: number): Int32Array {
    const { codes } = this.design.variables[variable]!;
    return this.design.cells.first.map((i) => codes[i]!);
  }

  /** Class of each cell by the combination of some factors. */
  classes(variables: readonly number[]): Int32Array {
    const numbers = new Map<string, number>();
    const columns = variables.map((v) => this.codes(v));
    return Int32Array.from({ length: this.count }, (_, i) => {
      const key = columns.map((c) => c[i]).join(" ");
      if (!numbers.has(key)) numbers.set(key, numbers.size);
      return numbers.get(key)!;
    });
  }

  /** Combinations of levels without rows: how many, and the first three in words. */
  emptyCombinations(variables: readonly number[]): { total: number; shown: string[] } {
    const levels = variables.map((v) => this.design.variables[v]!.levels);
    const total = levels.reduce((product, l) => product * l.length, 1);
    const columns = variables.map((v) => this.codes(v));
    const seen = new Set<number>();
    for (let i = 0; i < this.count; i++) {
      seen.add(columns.reduce((key, c, k) => key * levels[k]!.length + c[i]!, 0));
    }
    const shown: string[] = [];
    for (let key = 0; key < total && shown.length < 3; key++) {
      if (!seen.has(key)) shown.push(this.combination(variables, key));
    }
    return { total: total - seen.size, shown };
  }

  private combination(variables: readonly number[], key: number): string {
    let rest = key;
    const words = [...variables].reverse().map((v) => {
      const { levels, label } = this.design.variables[v]!;
      const level = levels[rest % levels.length]!;
      rest = Math.floor(rest / levels.length);
      return `${label} ${level}`;
    });
    return words.reverse().join(" with ");
  }
}

/** Columns that R's tolerance would drop and that are kept. */
function nearNotes(design: RankedDesign): Note[] {
  const { reduction, pivot, rank } = design.decomposition;
  const near = Array.from(pivot.subarray(0, rank)).filter((_, k) => reduction[k]! < RANK_TOLERANCE);
  if (near.length === 0) return [];
  const names = near.map((j) => design.names[j]!);
  return [{
    code: "near-collinear",
    text:
      `${listed(names)} ${names.length === 1 ? "is" : "are"} nearly a combination of the columns ` +
      `before; R's lm drops such columns (tolerance 1e-7), here ${
        names.length === 1 ? "it is" : "they are"
      } kept`,
    data: { columns: names },
  }];
}
