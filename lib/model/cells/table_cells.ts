/**
 * The cells of a table: its rows counted, and the moments of its numbers, by the levels of factors.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { CellMoments, NumberMoments, ProductMoments } from "../../data/cells/cell_moments.ts";
import { restoredRows } from "../../data/cells/restored_rows.ts";
import type { Column, NumericColumn } from "../../data/column.ts";
import { asFactor } from "../../data/factor.ts";
import { takeRows } from "../../data/rows.ts";
import { type Table, unknownColumn } from "../../data/table.ts";
import { decimalRemainders } from "../../math/algebra/decimal.ts";
import { type Codes, crossCodes } from "../formula/cells.ts";

/** What the cells of a table are made of. */
export interface CellsOptions {
  /** Factors that cells are by. */
  by: readonly string[];
  /** A column of numbers that models are to be fitted to, or several. */
  response: string | readonly string[];
  /** Columns of numbers that may stand in a model beside factors. */
  covariates?: readonly string[] | undefined;
  /** Prior weights of the rows. */
  weights?: string | undefined;
  /** Rows that a cell must have at least. */
  min?: number | undefined;
}

/**
 * A table of the cells of another, which models are fitted to as to its rows: every normal model with
 * independent errors whose factors are those of the cells. Its columns of numbers hold no value of
 * any row; what would show one is refused.
 *
 * @throws {DiagnosticError} `unknown-column`, `not-numeric`, `small-cells`, `two-values`, `no-rows`
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { cells, lm, tableFrom } from "@heddle/heddle";
 *
 * const rows = tableFrom({ y: [1, 2, 4, 5, 7], Trt: ["A", "A", "B", "B", "B"] });
 * const held = cells(rows, { by: ["Trt"], response: "y", min: 2 });
 * assertAlmostEquals(lm("y ~ Trt", held).sigma, lm("y ~ Trt", rows).sigma);
 * ```
 */
export function cells(table: Table, options: CellsOptions): Table {
  return restoredRows(tableCells(table, options), { file: null });
}

/**
 * The cells of a table.
 *
 * @throws {DiagnosticError} as `cells`
 */
export function tableCells(table: Table, options: CellsOptions): CellMoments {
  const { by, covariates = [], weights, min = 1 } = options;
  const responses = typeof options.response === "string" ? [options.response] : options.response;
  const names = [...responses, ...covariates];
  const twice = [...by, ...names].find((name, i, all) => all.indexOf(name) !== i);
  if (twice !== undefined) {
    fail("bad-option", `${twice} is named twice`, {
      hint: "A column is a factor, a response or a covariate",
    });
  }
  const used = weighted(table, weights);
  if (used.nrow === 0) fail("no-rows", "The data have no rows", { hint: "Look at the file" });
  const numbers = names.map((name) => numbersNamed(used, name));
  for (const x of numbers.slice(responses.length)) refuseTwoValues(x);
  const factors = by.map((name) => used.require(name));
  const together = covariates.length > 0 || weights !== undefined;
  const { codes, size } = partition(factors, together ? numbers : [], used.nrow);
  const first = new Int32Array(size).fill(-1);
  const n = new Float64Array(size);
  for (let i = used.nrow - 1; i >= 0; i--) {
    first[codes[i]!] = i;
    n[codes[i]!]!++;
  }
  const w = weights === undefined ? null : numbersNamed(used, weights).values;
  const parts = numbers.map((y) => new Deviations(y, codes, size, w));
  const made: CellMoments = {
    by: factors.map((column) => takeRows(column, first)),
    n,
    numbers: parts.map((part, j) => part.moments(w !== null && j >= responses.length)),
    products: productsOf(parts, responses.length),
    weights: w && weightSums(weights!, w, codes, size),
  };
  refuseSmall(made, min);
  return made;
}

/** Rows that weigh something. */
function weighted(table: Table, weights: string | undefined): Table {
  if (weights === undefined) return table;
  const { values } = numbersNamed(table, weights);
  const wrong = values.findIndex((v) => v < 0 || v === Infinity);
  if (wrong >= 0) {
    fail("negative-weight", `The weight ${weights} is ${values[wrong]} in row ${wrong + 1}`, {
      hint: "Weights are zero or positive numbers",
    });
  }
  return values.every((v) => v > 0)
    ? table
    : table.filter(Uint8Array.from(values, (v) => +(v > 0)));
}

function numbersNamed(table: Table, name: string): NumericColumn {
  const column = table.column(name) ?? unknownColumn(name, table.names);
  if (column.kind === "numeric") {
    const wrong = column.values.findIndex((v) => v - v !== 0 && !Number.isNaN(v));
    if (wrong >= 0) {
      fail("infinite-value", `${name} is infinite in row ${wrong + 1}`, { hint: "Leave it out" });
    }
    return column;
  }
  return fail("not-numeric", `${name} is no column of numbers`, {
    hint: "A response and a covariate are; a factor is named by --by",
  });
}

/** Means over a covariate of two values are means over a factor: cells could not tell. */
function refuseTwoValues({ name, values }: NumericColumn): void {
  const seen = new Set<number>();
  for (const v of values) {
    if (!Number.isNaN(v)) seen.add(v);
    if (seen.size > 2) return;
  }
  fail("two-values", `The covariate ${name} has ${seen.size} different values`, {
    hint: `Name it among the factors: --by …,${name}`,
  });
}

/** Rows by their levels, and by which of the numbers are missing. */
function partition(
  factors: readonly Column[],
  numbers: readonly NumericColumn[],
  n: number,
): Codes {
  let out: Codes = { codes: new Int32Array(n), size: 1 };
  const cross = (codes: Int32Array, size: number): void => {
    out = crossCodes(out.codes, out.size, codes, size, n);
  };
  for (const column of factors) {
    const { codes, levels } = asFactor(column);
    cross(codes.map((c) => c < 0 ? levels.length : c), levels.length + 1);
  }
  for (const { values } of numbers) {
    if (values.some(Number.isNaN)) cross(Int32Array.from(values, (v) => +Number.isNaN(v)), 2);
  }
  return out;
}

/** The deviations of one column from its means. */
class Deviations {
  readonly name: string;
  readonly #origin: number;
  readonly #n: Float64Array;
  readonly #mean: Float64Array;
  /** Of each row; NaN where it is missing. */
  readonly values: Float64Array;

  constructor(
    column: NumericColumn,
    private readonly codes: Int32Array,
    private readonly size: number,
    private readonly weights: Float64Array | null,
  ) {
    this.name = column.name;
    this.#origin = originOf(column.values);
    const low = column.held?.low ?? decimalRemainders(column.values);
    // about the origin: exact, or nearly so, and what rounding took is put back
    const y = column.values.map((v, i) => (v - this.#origin) + low[i]!);
    const first = new Float64Array(size).fill(NaN);
    const n = this.#n = new Float64Array(size);
    for (let i = y.length - 1; i >= 0; i--) {
      if (Number.isNaN(y[i]!)) continue;
      first[codes[i]!] = y[i]!;
      n[codes[i]!]!++;
    }
    const w = weights;
    const total = sums(codes, size, y, (i) => w ? w[i]! : 1);
    const shift = sums(codes, size, y, (i) => (w ? w[i]! : 1) * (y[i]! - first[codes[i]!]!));
    this.#mean = first.map((v, c) => v + shift[c]! / total[c]!);
    // the mean itself is rounded: what is left of it is in the deviations, and taken from their squares
    const about = y.map((v, i) => v - this.#mean[codes[i]!]!);
    const left = sums(codes, size, y, (i) => (w ? w[i]! : 1) * about[i]!);
    this.values = about.map((v, i) => v - left[codes[i]!]! / total[codes[i]!]!);
  }

  /** @param averaged with means that are not weighted */
  moments(averaged: boolean): NumberMoments {
    return {
      ...(averaged ? { average: this.#average() } : {}),
      name: this.name,
      origin: this.#origin,
      n: this.#n,
      mean: this.#mean,
      ss: this.product(this),
    };
  }

  #average(): Float64Array {
    const rest = sums(this.codes, this.size, this.values, (i) => this.values[i]!);
    return this.#mean.map((m, c) => m + rest[c]! / this.#n[c]!);
  }

  /** Σ w d e by cell; NaN where no row has both. */
  product(other: Deviations): Float64Array {
    const { codes, size, values, weights: w } = this;
    const both = values.map((v, i) => v * other.values[i]!);
    const sum = sums(codes, size, both, (i) => (w ? w[i]! : 1) * both[i]!);
    const rows = sums(codes, size, both, () => 1);
    return sum.map((v, c) => rows[c] === 0 ? NaN : v);
  }
}

/** Sums by cell over the rows where `of` is a number, compensated (Kahan 1965). */
function sums(
  codes: Int32Array,
  size: number,
  of: Float64Array,
  term: (i: number) => number,
): Float64Array {
  const sum = new Float64Array(size);
  const carry = new Float64Array(size);
  for (let i = 0; i < of.length; i++) {
    if (Number.isNaN(of[i]!)) continue;
    const c = codes[i]!;
    const own = term(i) - carry[c]!;
    const next = sum[c]! + own;
    carry[c] = (next - sum[c]!) - own;
    sum[c] = next;
  }
  return sum;
}

/** A round constant near numbers that are far from 0 for how they vary, exactly a double; else 0. */
function originOf(values: Float64Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  const range = high - low;
  if (!(range > 0) || Math.max(Math.abs(low), Math.abs(high)) <= 1000 * range) return 0;
  const unit = Math.floor(Math.log10(range));
  const middle = low + range / 2;
  return unit >= 0
    ? Math.round(middle / 10 ** unit) * 10 ** unit
    : Math.round(middle * 10 ** -unit) / 10 ** -unit;
}

/** Each response with each covariate, each pair of covariates. */
function productsOf(parts: readonly Deviations[], responses: number): ProductMoments[] {
  const out: ProductMoments[] = [];
  parts.forEach((y, i) => {
    for (const x of parts.slice(Math.max(responses, i + 1))) {
      out.push({ x: x.name, y: y.name, cp: x.product(y) });
    }
  });
  return out;
}

function weightSums(
  name: string,
  w: Float64Array,
  codes: Int32Array,
  size: number,
): CellMoments["weights"] {
  return {
    name,
    sum: sums(codes, size, w, (i) => w[i]!),
    log: sums(codes, size, w, (i) => Math.log(w[i]!)),
  };
}

/** Refuses cells with fewer rows than are asked for, and names them. */
function refuseSmall({ by, n, numbers }: CellMoments, min: number): void {
  const small: string[] = [];
  n.forEach((rows, c) => {
    const least = numbers.reduce((m, y) => y.n[c]! > 0 ? Math.min(m, y.n[c]!) : m, rows);
    if (least >= min) return;
    const levels = by.map((column) => {
      const { codes, levels } = asFactor(takeRows(column, Int32Array.of(c)));
      return `${column.name} = ${levels[codes[0]!] ?? "missing"}`;
    });
    small.push(`${levels.join(", ") || "all rows"} (${least})`);
  });
  if (small.length === 0) return;
  const shown = small.slice(0, 5).join("; ") + (small.length > 5 ? "; …" : "");
  fail(
    "small-cells",
    `${small.length === 1 ? "A cell has" : `${small.length} cells have`} fewer than ${min} rows: ` +
      shown,
    {
      hint: "Leave a factor out of --by, put levels together in the data, or ask for a lower --min",
    },
  );
}
