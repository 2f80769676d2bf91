/**
 * Counts of groups: `table xtabs tabulate` and a table of counts as a data frame.
 *
 * @module
 */
import { deparse } from "../../syntax/deparse.ts";
import { nearest } from "../../syntax/nearest.ts";
import { type Argument, type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { groupsOf } from "../base/grouping.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { refuseLong } from "../values/size.ts";
import {
  doubles,
  integers,
  type IntegerVector,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  levelsOf,
  NA_INTEGER,
  namesOf,
  type Numbers,
  type Value,
} from "../values/value.ts";
import { asArray, stepsOf } from "./arrays.ts";

type Label = string | null;

/** What is counted along one side. */
export interface Counted {
  readonly title: string;
  /** From 0; −1 is not counted. */
  readonly codes: Numbers;
  readonly labels: readonly Label[];
}

/** Missing values: not counted, counted where there are any, or always. */
export type MissingCounted = "no" | "ifany" | "always";

/** The groups of a vector, missing values among them if they are to be counted. */
export function counted(
  x: Value,
  title: string,
  missing: MissingCounted,
  without: ReadonlySet<Label>,
  call: Call,
  /** What is left out was said; else it is what is missing, and NaN. */
  asked = true,
): Counted {
  if (!isVector(x) || x.type === "list") {
    return call.fail(
      "wrong-argument",
      `${call.word.name}() counts vectors and factors`,
      'Choose columns: table(data$a, data$b), or table(data[c("a", "b")])',
    );
  }
  const groups = groupsOf(x, call);
  let labels: Label[] = isFactor(x) ? [...levelsOf(x)] : groups.levels;
  let { codes } = groups;
  const out = labels.map((l) =>
    without.has(l) && !(isFactor(x) && (l === null || !asked && l === "NaN"))
  );
  if (out.includes(true)) {
    const at = labels.map(() => -1);
    labels.filter((_, k) => !out[k]).forEach((_l, i) => at[keptAt(out, i)] = i);
    const old = codes;
    codes = Int32Array.from(old, (c) => c < 0 ? -1 : at[c]!);
    labels = labels.filter((_, k) => !out[k]);
  }
  const any = isMissingAny(x, labels);
  if (!labels.includes(null) && (missing === "always" || missing === "ifany" && any)) {
    const k = labels.length;
    labels = [...labels, null];
    const gone = groups.codes;
    codes = Int32Array.from(codes, (c, i) => gone[i]! < 0 ? k : c);
  }
  return { title, codes, labels };
}

function keptAt(out: readonly boolean[], i: number): number {
  let seen = -1;
  return out.findIndex((o) => !o && ++seen === i);
}

function isMissingAny(x: Value, _labels: readonly Label[]): boolean {
  return isFactor(x) ? x.values.includes(NA_INTEGER) : asCharacter(x).values.includes(null) ||
    x.type === "double" && x.values.some((v) => v !== v);
}

/** Cells of counts, or of sums of weights. */
export function tallied(
  sides: readonly Counted[],
  n: number,
  weights: Numbers | null,
): { cells: Float64Array; sizes: number[] } {
  const sizes = sides.map((s) => s.labels.length);
  const steps = stepsOf(sizes);
  const cells = new Float64Array(sizes.reduce((a, b) => a * b, 1));
  for (let i = 0; i < n; i++) {
    let cell = 0;
    for (let k = 0; k < sides.length && cell >= 0; k++) {
      const code = sides[k]!.codes[i]!;
      cell = code < 0 ? -1 : cell + code * steps[k]!;
    }
    if (cell >= 0) cells[cell]! += weights ? weights[i]! : 1;
  }
  return { cells, sizes };
}

function titleOf(d: Argument, level: number): string {
  if (d.name) return d.name;
  if (!d.expr || level === 0) return "";
  return d.expr.kind === "name" || level === 2 ? deparse(d.expr) : "";
}

/** The vectors of a call of `table`, with their names. */
function given(call: Call): { values: Value[]; titles: string[] } {
  const level = call.number("deparse.level", 1);
  const [first] = call.dots;
  const only = first && call.dots.length === 1 ? call.valueOf(first) : null;
  if (only?.type === "list") {
    const names = namesOf(only);
    return { values: only.values, titles: only.values.map((_, k) => names?.[k] ?? "") };
  }
  return { values: call.rest, titles: call.dots.map((d) => titleOf(d, level)) };
}

function table(call: Call): Value {
  const { values, titles } = given(call);
  if (values.length === 0) {
    return call.fail("missing-argument", "table() needs something to count", "table(data$a)");
  }
  const names = call.has("dnn") ? call.texts("dnn") : titles;
  const exclude = call.optional("exclude");
  const useNA: MissingCounted = call.has("useNA")
    ? call.choice("useNA", ["no", "ifany", "always"])
    : exclude && (exclude.type === "NULL" || !asCharacter(exclude).values.includes(null))
    ? "ifany"
    : "no";
  const without = new Set<Label>(
    exclude
      ? exclude.type !== "NULL" ? asCharacter(exclude).values : []
      : useNA === "no"
      ? [null, "NaN"]
      : [],
  );
  const n = lengthOf(values[0]!);
  for (const v of values) {
    if (lengthOf(v) !== n) {
      const odd = call.dots.find((d) => d.name && call.valueOf(d) === v)?.name;
      const near = odd && nearest(odd, call.word.parameters.map((p) => p.name));
      return call.fail(
        "wrong-length",
        "table() counts vectors of one length",
        near ? `Did you mean "${near}"?` : "Columns of one data frame are: table(data$a, data$b)",
      );
    }
  }
  const sides = values.map((v, k) =>
    counted(v, names[k] ?? "", useNA, without, call, exclude !== null)
  );
  refuseLong(
    sides.reduce((size, s) => size * s.labels.length, 1),
    call.span,
    "Cells of this table",
  );
  const { cells, sizes } = tallied(sides, n, null);
  return asArray(integers(Int32Array.from(cells)), sides, sizes, true, ["table"]);
}

function tabulate(call: Call): Value {
  const bin = call.value("bin");
  const codes = isFactor(bin) ? bin.values : call.doubles("bin");
  const most = Array.from(codes).reduce((m, v) => v > m ? v : m, 1);
  const n = call.number("nbins", isFactor(bin) ? levelsOf(bin).length : most);
  refuseLong(n, call.span);
  const out = new Int32Array(n);
  for (const v of codes) {
    const k = Math.trunc(v);
    if (k >= 1 && k <= n) out[k - 1]!++;
  }
  return integers(out);
}

/** Counts, or sums of weights, of a table's groups as whole numbers where they are. */
export function tallyValues(
  cells: Float64Array,
  whole: boolean,
): IntegerVector | ReturnType<typeof doubles> {
  return whole ? integers(Int32Array.from(cells)) : doubles(cells);
}

/** Numbers that are summed for each cell, and whether they are whole ones. */
export function weightsOf(x: Value, call: Call): { values: Numbers; whole: boolean } {
  if (!isVector(x) || x.type === "character" || isFactor(x) || isFrame(x)) {
    return call.fail("wrong-argument", `${call.word.name}() sums numbers`);
  }
  return { values: asDouble(x).values, whole: x.type !== "double" };
}

export const COUNTS: readonly Builtin[] = [
  word("table", "..., exclude, useNA, dnn, deparse.level", table),
  word("tabulate", "bin, nbins", tabulate),
];
