/**
 * `describe` of dlookr: what is to be said of the numbers of each column, in groups or as a whole.
 *
 * @module
 */
import { type Column, columnsIn, slice, tableOf, tibbleOf, ungrouped } from "../dplyr/tables.ts";
import { type Grouping, groupingOf } from "../dplyr/grouping.ts";
import { type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { quantileOf } from "../stats/quantiles.ts";
import { groupNames } from "../tidyselect/context.ts";
import { selectColumns } from "../tidyselect/selection.ts";
import { asDouble } from "../values/coerce.ts";
import { characters, doubles, integers, isFactor, rowsOf, type Value } from "../values/value.ts";

const STATISTICS = ["mean", "sd", "se_mean", "IQR", "skewness", "kurtosis", "quantiles"] as const;
const SHARES = [0, 1, 5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 95, 99, 100];

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Moments and order statistics of numbers none of which is missing; NA where there are too few. */
class Sample {
  readonly mean: number;
  readonly #sorted: number[];
  readonly #powers: (k: number) => number;

  constructor(readonly values: readonly number[]) {
    this.mean = sum(values) / values.length;
    this.#sorted = [...values].sort((a, b) => a - b);
    this.#powers = (k) => sum(values.map((v) => (v - this.mean) ** k));
  }

  get sd(): number {
    const n = this.values.length;
    return n < 2 ? NaN : Math.sqrt(this.#powers(2) / (n - 1));
  }

  /** G1, as SAS has it. */
  get skewness(): number {
    const n = this.values.length;
    if (n < 3) return NaN;
    const g1 = Math.sqrt(n) * this.#powers(3) / this.#powers(2) ** 1.5;
    return g1 * Math.sqrt(n * (n - 1)) / (n - 2);
  }

  /** G2, the excess over that of a normal distribution, as SAS has it. */
  get kurtosis(): number {
    const n = this.values.length;
    if (n < 4) return NaN;
    const ratio = n * this.#powers(4) / this.#powers(2) ** 2;
    return ((n + 1) * (ratio - 3) + 6) * (n - 1) / ((n - 2) * (n - 3));
  }

  quantile(share: number): number {
    return this.values.length === 0 ? NaN : quantileOf(this.#sorted, share, 7);
  }
}

const MOMENTS: Readonly<Record<string, (s: Sample) => number>> = {
  mean: (s) => s.mean,
  sd: (s) => s.sd,
  se_mean: (s) => s.sd / Math.sqrt(s.values.length),
  IQR: (s) => s.quantile(0.75) - s.quantile(0.25),
  skewness: (s) => s.skewness,
  kurtosis: (s) => s.kurtosis,
};

/** `p05` of 5 %. */
function shareName(percent: number): string {
  const name = `p${percent}`;
  return name.length < 3 ? name.replace("p", "p0") : name;
}

interface Wanted {
  readonly moments: readonly string[];
  readonly shares: readonly number[];
}

function wantedOf(call: Call): Wanted {
  const chosen = call.has("statistics")
    ? call.texts("statistics").filter((t) => STATISTICS.some((s) => s === t)) as string[]
    : [...STATISTICS];
  const percents = call.has("quantiles")
    ? [...new Set(Array.from(call.doubles("quantiles"), (q) => q * 100))]
    : SHARES;
  const wrong = percents.find((p) => !(p >= 0 && p <= 100));
  if (wrong !== undefined) call.wrong("quantiles", "numbers from 0 to 1", call.value("quantiles"));
  return {
    moments: chosen.filter((s) => s !== "quantiles"),
    shares: chosen.includes("quantiles") ? percents.map((p) => Number(p.toPrecision(12))) : [],
  };
}

/** Columns of numbers that were named; all of them without a name. */
function numbersOf(call: Call): Column[] {
  const frame = tableOf(call);
  const plain = ungrouped(frame);
  const heads = columnsIn(plain);
  const { at } = call.dots.length > 0
    ? selectColumns(call, call.dots, plain)
    : { at: heads.map((_, i) => i) };
  const found = Array.from(at, (i) => heads[i]!).filter(([, v]) =>
    (v.type === "double" || v.type === "integer") && !isFactor(v) && !v.attributes?.has("class")
  );
  return found.length > 0 ? found : call.fail(
    "wrong-argument",
    "describe() finds no column of numbers",
    "Name one that holds numbers",
  );
}

function describe(call: Call): Value {
  const frame = tableOf(call);
  const columns = numbersOf(call);
  const wanted = wantedOf(call);
  const grouping: Grouping | null = groupNames(frame).length > 0
    ? groupingOf(frame, call.span)
    : null;
  const all = Int32Array.from({ length: rowsOf(frame) }, (_, i) => i);
  const rows = grouping ? grouping.rows : [all];
  // by the names of the variables, and within them by group
  const sorted = [...columns].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
  const order = grouping ? sorted : columns;
  const samples = order.flatMap(([, column]) => {
    const { values } = asDouble(column);
    return rows.map((own) => {
      const here = Array.from(own, (i) => values[i]!);
      const present = here.filter((v) => !Number.isNaN(v));
      return { sample: new Sample(present), missing: here.length - present.length };
    });
  });
  const groups = Int32Array.from(samples, (_, i) => i % rows.length);
  const of = (f: (s: Sample) => number): Value => doubles(samples.map(({ sample }) => f(sample)));
  return tibbleOf([
    ["described_variables", characters(order.flatMap(([name]) => rows.map(() => name)))],
    ...(grouping?.vars ?? []).map((v, k): Column => [v, slice(grouping!.keys[k]!, groups)]),
    ["n", integers(Int32Array.from(samples, (s) => s.sample.values.length))],
    ["na", integers(Int32Array.from(samples, (s) => s.missing))],
    ...wanted.moments.map((name): Column => [name, of(MOMENTS[name]!)]),
    ...wanted.shares.map((p): Column => [shareName(p), of((s) => s.quantile(p / 100))]),
  ], samples.length);
}

/** Words of dlookr. */
export const DLOOKR: readonly Builtin[] = [
  special("describe", ".data, ..., statistics, quantiles, all.combinations!FALSE", describe),
];
