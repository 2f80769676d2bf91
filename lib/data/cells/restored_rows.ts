/**
 * Rows that have the moments of cells.
 *
 * Of n rows with weights w and roots u = √w the deviations from the weighted mean, times u, lie in the
 * n − 1 dimensions orthogonal to u. There h₁, h₂, … are orthonormal (Helmert's contrasts, Lancaster 1965,
 * American Mathematical Monthly 72, 4–12, with weights), and C = LL' are the products of deviations of
 * the columns: rows with the deviations Σₜ Lⱼₜ hₜ / u have exactly the products C. All rows but the first
 * few stand at the mean. Two weights, a once and b in all other rows, have any sum and any sum of
 * logarithms that weights can have.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import { addDoubled, low as rest, twoSum } from "../../math/algebra/double_double.ts";
import type { Column, HeldSource, NumericColumn } from "../column.ts";
import { takeRows } from "../rows.ts";
import { Table } from "../table.ts";
import type { CellMoments, NumberMoments } from "./cell_moments.ts";

/** Products that agree with variances to so much are taken for rounding. */
const ROUNDING = 1e-9;

/** A pivot below this share of its variance is 0. */
const NO_PIVOT = 1e-13;

/** How the rows of a table are called. */
export interface RestoredOptions {
  /** What the file is called; null for none. */
  file: string | null;
  /** Names of the factors, of the columns of numbers, and of the weights, in the table. */
  named?(name: string): string;
  /** The place of a cell in the file, for faults. */
  lineOf?(cell: number): number;
}

/**
 * A table with as many rows as the cells have together. Its columns of numbers are `held`: their
 * moments by cell are those that are given, and nothing else about them means anything.
 *
 * @throws {DiagnosticError} `bad-cells` for moments that no rows have; `too-large`
 */
export function restoredRows(cells: CellMoments, options: RestoredOptions): Table {
  const { n } = cells;
  const total = n.reduce((sum, k) => sum + k, 0);
  keepWithin(LIMITS.fileRows, total, "The rows that the cells have together", {
    hint: "Put fewer rows into a table, or fewer levels",
  });
  return new Restoring(cells, options, total).table();
}

class Restoring {
  /** The cell of each row. */
  readonly #of: Int32Array;
  /** Columns that have products with all others: they are restored together. */
  readonly #joint: readonly number[];
  readonly #products = new Map<string, Float64Array>();
  readonly #values: Float64Array[];
  readonly #low: Float64Array[];
  readonly #weights: Float64Array | null;

  constructor(
    private readonly cells: CellMoments,
    private readonly options: RestoredOptions,
    private readonly total: number,
  ) {
    const { n, numbers, products, weights } = cells;
    this.#of = new Int32Array(total);
    for (let c = 0, row = 0; c < n.length; c++) {
      this.#of.fill(c, row, row += n[c]!);
    }
    for (const { x, y, cp } of products) {
      this.#products.set(`${x}\n${y}`, cp);
      this.#products.set(`${y}\n${x}`, cp);
    }
    const apart = this.#apart();
    this.#joint = numbers.map((_, j) => j).filter((j) =>
      !apart && numbers.length > 1 &&
      numbers.every((other) => other === numbers[j] || this.#product(other, numbers[j]!))
    );
    this.#values = numbers.map(() => new Float64Array(total).fill(NaN));
    this.#low = numbers.map(() => new Float64Array(total));
    this.#weights = weights ? new Float64Array(total) : null;
  }

  #product(x: NumberMoments, y: NumberMoments): Float64Array | undefined {
    return this.#products.get(`${x.name}\n${y.name}`);
  }

  /** Whether columns are missing in different rows of a cell, so that no two have rows in common. */
  #apart(): boolean {
    const { n, numbers } = this.cells;
    return numbers.some((y) => y.n.some((k, c) => k !== 0 && k !== n[c]));
  }

  table(): Table {
    const { n, by, numbers, weights } = this.cells;
    for (let c = 0, row = 0; c < n.length; row += n[c]!, c++) this.#restore(c, row);
    const named = this.options.named ?? ((name) => name);
    const source = this.#source(named);
    const columns: Column[] = by.map((column) => ({
      ...takeRows(column, this.#of),
      name: named(column.name),
    }));
    const held = (
      { name, counts, average }: { name: string; counts: Float64Array; average: Float64Array },
      values: Float64Array,
      low: Float64Array,
    ): NumericColumn => ({
      kind: "numeric",
      name: named(name),
      values,
      held: {
        name: named(name),
        cell: this.#of.map((c, i) => Number.isNaN(values[i]!) ? -1 : c),
        counts,
        low,
        average,
        source,
      },
    });
    numbers.forEach((y, j) => {
      const plain = weights ? y.average ?? new Float64Array(n.length).fill(NaN) : y.mean;
      const average = plain.map((m) => y.origin + m);
      const facts = { name: y.name, counts: y.n, average };
      columns.push(held(facts, this.#values[j]!, this.#low[j]!));
    });
    if (weights) {
      const average = weights.sum.map((sum, c) => sum / n[c]!);
      const facts = { name: weights.name, counts: n, average };
      columns.push(held(facts, this.#weights!, new Float64Array(this.total)));
    }
    return new Table(columns, { nrow: this.total }).filter(inTurn(n, this.total));
  }

  #source(named: (name: string) => string): HeldSource {
    const { by, numbers, weights } = this.cells;
    const pairs = new Set<string>();
    for (const j of this.#joint) {
      for (const y of numbers) {
        const [a, b] = [named(numbers[j]!.name), named(y.name)];
        pairs.add(`${a}\n${b}`).add(`${b}\n${a}`);
      }
    }
    return {
      file: this.options.file,
      by: by.map(({ name }) => named(name)),
      numbers: numbers.map(({ name }) => named(name)),
      weights: weights && named(weights.name),
      paired: (a, b) => pairs.has(`${a}\n${b}`),
    };
  }

  #wrong(c: number, what: string): never {
    const line = this.options.lineOf?.(c);
    return fail("bad-cells", `No rows have the sums of ${this.#called(c)}: ${what}`, {
      hint: "Write the cells again with heddle cells; nothing in such a file is to be changed",
      ...(line === undefined ? {} : { line }),
    });
  }

  #called(c: number): string {
    return this.options.lineOf ? `the cell in line ${this.options.lineOf(c)}` : `cell ${c + 1}`;
  }

  /** The rows of one cell. */
  #restore(c: number, row: number): void {
    const { n, numbers } = this.cells;
    const rows = n[c]!;
    const u = this.#weigh(c, row);
    const made: Float64Array[] = [];
    const pivots: number[] = [];
    let used = 0;
    for (const j of this.#joint) {
      const y = numbers[j]!;
      if (y.n[c] === 0) continue;
      const l = this.#against(y, made, pivots, c);
      const left = y.ss[c]! - squares(l);
      const spare = left > NO_PIVOT * y.ss[c]!;
      if (spare && used < rows - 1) {
        const own = new Float64Array(++used);
        own.set(l);
        own[used - 1] = Math.sqrt(left);
        made.push(own);
        pivots.push(j);
        this.#place(j, c, row, own, u);
      } else {
        if (spare) this.#surplus(c, y, left);
        this.#place(j, c, row, l, u);
      }
    }
    const joint = new Set(this.#joint);
    numbers.forEach((y, j) => {
      const k = y.n[c]!;
      if (joint.has(j) || k === 0) return;
      this.#check(c, y);
      const l = k === rows ? this.#against(y, made, pivots, c) : new Float64Array(0);
      const left = y.ss[c]! - squares(l);
      const spare = left > NO_PIVOT * y.ss[c]!;
      if (spare && used >= k - 1) this.#surplus(c, y, left);
      const own = new Float64Array(used + 1);
      own.set(l);
      if (spare && used < k - 1) own[used] = Math.sqrt(left);
      this.#place(j, c, row, own, u);
    });
  }

  #check(c: number, y: NumberMoments): void {
    const k = y.n[c]!;
    if (!Number.isInteger(k) || k < 0 || k > this.cells.n[c]!) {
      this.#wrong(c, `${y.name} has values in ${k} of ${this.cells.n[c]} rows`);
    }
    if (!Number.isFinite(y.mean[c]!)) this.#wrong(c, `${y.name} has no mean`);
    if (!(y.ss[c]! >= 0) || y.ss[c] === Infinity) {
      this.#wrong(c, `the sum of squares of ${y.name} is ${y.ss[c]}`);
    }
  }

  /** Squares that no dimension is left for: rounding, or a fault of the file. */
  #surplus(c: number, y: NumberMoments, left: number): void {
    if (left <= ROUNDING * y.ss[c]!) return;
    this.#wrong(c, `${y.name} varies more than its ${y.n[c]} rows can`);
  }

  /** The coordinates of a column along those that stand already. */
  #against(
    y: NumberMoments,
    made: readonly Float64Array[],
    pivots: readonly number[],
    c: number,
  ): Float64Array {
    this.#check(c, y);
    const l = new Float64Array(made.length);
    for (let t = 0; t < made.length; t++) {
      const cp = this.#product(this.cells.numbers[pivots[t]!]!, y)?.[c];
      if (cp === undefined) return new Float64Array(0);
      if (!Number.isFinite(cp)) this.#wrong(c, `a product of ${y.name} is missing`);
      let sum = cp;
      for (let s = 0; s < t; s++) sum -= made[t]![s]! * l[s]!;
      l[t] = sum / made[t]![t]!;
    }
    if (squares(l) > (1 + ROUNDING) * y.ss[c]!) {
      this.#wrong(c, `the products of ${y.name} are larger than its squares allow`);
    }
    return l;
  }

  /** Writes the values of a column: the mean, and deviations in the first rows. */
  #place(j: number, c: number, row: number, l: Float64Array, u: Float64Array): void {
    const { origin, mean, n } = this.cells.numbers[j]!;
    const [values, lows] = [this.#values[j]!, this.#low[j]!];
    const middle = twoSum(origin, mean[c]!);
    const middleLow = rest.value;
    const rows = n[c]!;
    values.fill(middle, row, row + rows);
    lows.fill(middleLow, row, row + rows);
    let sum = u[0]! ** 2;
    const deviations = new Float64Array(Math.min(rows, l.length + 1));
    for (let t = 0; t + 1 < deviations.length; t++) {
      // hₜ over u: equal in the rows before, the balance in the next
      const next = sum + u[t + 1]! ** 2;
      const before = l[t]! * u[t + 1]! / Math.sqrt(sum * next);
      for (let i = 0; i <= t; i++) deviations[i]! += before;
      deviations[t + 1]! -= l[t]! * Math.sqrt(sum / next) / u[t + 1]!;
      sum = next;
    }
    deviations.forEach((d, i) => {
      if (d === 0) return;
      values[row + i] = addDoubled(middle, middleLow, d, 0);
      lows[row + i] = rest.value;
    });
  }

  /** The weights of a cell; the roots of those of its first rows, 1 without weights. */
  #weigh(c: number, row: number): Float64Array {
    const { n, weights, numbers } = this.cells;
    const rows = n[c]!;
    if (!Number.isInteger(rows) || rows < 1) this.#wrong(c, `it has ${rows} rows`);
    const first = new Float64Array(Math.min(rows, numbers.length + 2)).fill(1);
    if (!weights) return first;
    const [sum, log] = [weights.sum[c]!, weights.log[c]!];
    if (!(sum > 0) || !Number.isFinite(sum) || !Number.isFinite(log)) {
      this.#wrong(c, `its weights have the sum ${sum}`);
    }
    const equal = sum / rows;
    const excess = log - rows * Math.log(equal);
    if (excess > ROUNDING * Math.max(1, rows, Math.abs(log))) {
      this.#wrong(c, "the logarithms of its weights are larger than their sum allows");
    }
    const own = rows === 1 ? sum : equal * lone(excess, rows);
    const others = rows === 1 ? sum : (sum - own) / (rows - 1);
    this.#weights!.fill(others, row, row + rows);
    this.#weights![row] = own;
    first.fill(Math.sqrt(others));
    first[0] = Math.sqrt(own);
    return first;
  }
}

/**
 * The first row of each cell, then the second of each, and so on: rows that are taken by their places
 * are then parts of cells, and are noticed.
 */
function inTurn(n: Float64Array, total: number): Int32Array {
  const first = new Int32Array(n.length);
  for (let c = 1; c < n.length; c++) first[c] = first[c - 1]! + n[c - 1]!;
  const out = new Int32Array(total);
  let left = Array.from(n, (_, c) => c);
  for (let k = 0, i = 0; left.length > 0; k++) {
    left = left.filter((c) => n[c]! > k);
    for (const c of left) out[i++] = first[c]! + k;
  }
  return out;
}

/**
 * The weight t of one row of n, in units of the mean weight, for which Σ log w lies `excess` (≤ 0) below
 * that of equal weights: log t + (n − 1) log((n − t) / (n − 1)) = excess, by halving and Newton's steps.
 */
function lone(excess: number, n: number): number {
  if (excess >= 0) return 1;
  const value = (t: number): number => Math.log(t) + (n - 1) * Math.log1p((1 - t) / (n - 1));
  let [low, high] = [Math.exp(excess - 1) / Math.E, 1];
  while (value(low) > excess) low /= 2;
  for (let step = 0; step < 200 && high - low > Number.EPSILON * low; step++) {
    const middle = (low + high) / 2;
    if (value(middle) > excess) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

function squares(l: Float64Array): number {
  let sum = 0;
  for (const v of l) sum += v * v;
  return sum;
}
