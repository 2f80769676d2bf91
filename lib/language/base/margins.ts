/**
 * Sums and means of rows and columns, and columns centred and scaled.
 *
 * @module
 */
import { numbersHint, whyNoNumbers } from "./no_numbers.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asDouble, asLogical } from "../values/coerce.ts";
import {
  type Attributes,
  characters,
  dimNamesOf,
  dimOf,
  doubles,
  integers,
  isFactor,
  isFrame,
  isVector,
  listOf,
  type ListVector,
  NULL,
  type Numbers,
  rowNamesOf,
  rowsOf,
  type Value,
  withNames,
} from "../values/value.ts";
import { preciseSum } from "./numeric.ts";
import { columnsOf } from "../stats/covariance.ts";

/** Names of the rows of a table; NULL where they are counted. */
function rowLabels(x: ListVector): Value {
  const own = rowNamesOf(x);
  return own ? characters([...own]) : NULL;
}

/** Sums and means of rows or columns. */
function margins(rows: boolean, means: boolean): (call: Call) => Value {
  return (call) => {
    let x = call.value("x");
    const heads = isFrame(x) ? (rows ? rowLabels(x) : x.attributes.get("names")!) : null;
    if (isFrame(x)) {
      const bad = x.values.find((v) => v.type === "character" || isFactor(v) || v.type === "list");
      if (bad) {
        return call.fail(
          "wrong-argument",
          `${call.word.name}() takes numbers, and a column holds ${whyNoNumbers(bad)}`,
          numbersHint(bad) ?? undefined,
        );
      }
      const n = rowsOf(x);
      const all = new Float64Array(n * x.values.length);
      x.values.forEach((v, j) => all.set(asDouble(v).values, j * n));
      x = doubles(all, new Map([["dim", integers([n, x.values.length])]]));
    }
    const dim = dimOf(x);
    if (!dim || dim.length !== 2 || !isVector(x)) {
      return call.wrong("x", "a matrix or a data frame", x);
    }
    if (x.type === "character" || x.type === "list") return call.wrong("x", "numbers", x);
    const drop = call.flag("na.rm", false);
    const { values, nan } = asDouble(x);
    const [m, n] = [dim[0]!, dim[1]!];
    const length = rows ? m : n;
    const marks = new Uint8Array(length);
    const out = Float64Array.from({ length }, (_, k) => {
      const places = Array.from({ length: rows ? n : m }, (_, i) => rows ? k + i * m : k * m + i);
      const kept = places.filter((i) => !drop || values[i] === values[i]);
      const total = preciseSum(kept.map((i) => values[i]!));
      const made = means ? total / kept.length : total;
      // What came of numbers, or of NaN alone, is NaN.
      if (made !== made && kept.every((i) => values[i] === values[i] || nan?.[i])) marks[k] = 1;
      return made;
    });
    const names = heads && heads.type !== "NULL"
      ? asCharacter(heads).values
      : dimNamesOf(x)?.[rows ? 0 : 1] ?? null;
    const result = doubles(out, null, marks.includes(1) ? marks : null);
    return names ? withNames(result, names) : result;
  };
}

/** What is taken from each column, or by what it is divided: worked out, given, or nothing. */
function perColumn(call: Call, name: string, n: number): "own" | "none" | Numbers {
  const value = call.optional(name);
  if (value === null) return "own";
  if (value.type === "logical") return asLogical(value).values[0] === 1 ? "own" : "none";
  const given = call.doubles(name);
  if (given.length === n) return given;
  return call.fail(
    "wrong-length",
    `${name} has ${given.length} numbers, and there are ${n} columns`,
    `${name} is TRUE, FALSE, or a number for each column`,
  );
}

/** `scale`: columns about their means, in units of their spread. */
function scaled(call: Call): Value {
  const x = call.value("x");
  const { columns, names } = columnsOf(call, x);
  const [center, scale] = ["center", "scale"].map((name) => perColumn(call, name, columns.length));
  const there = columns.map((c) => c.filter((v) => v === v));
  const centers = there.map((own, j) =>
    center === "own" ? preciseSum(own) / own.length : center === "none" ? 0 : center![j]!
  );
  const scales = there.map((own, j) =>
    scale === "own"
      ? Math.sqrt(
        preciseSum(own.map((v) => (v - centers[j]!) ** 2)) / Math.max(1, own.length - 1),
      )
      : scale === "none"
      ? 1
      : scale![j]!
  );
  const n = columns[0]?.length ?? 0;
  const out = new Float64Array(n * columns.length);
  const marks = new Uint8Array(out.length);
  columns.forEach((c, j) =>
    c.forEach((v, i) => {
      const at = j * n + i;
      out[at] = (v - centers[j]!) / scales[j]!;
      if (v === v && out[at] !== out[at]) marks[at] = 1;
    })
  );
  const attributes: Attributes = new Map<string, Value>([["dim", integers([n, columns.length])]]);
  const rows = isFrame(x) ? rowLabels(x) : null;
  const own = rows && rows.type !== "NULL" ? asCharacter(rows).values : dimNamesOf(x)?.[0] ?? null;
  if (names || own) {
    attributes.set(
      "dimnames",
      listOf([own ? characters([...own]) : NULL, names ? characters(names) : NULL]),
    );
  }
  const named = (values: number[]): Value =>
    names ? withNames(doubles(values), names) : doubles(values);
  if (center !== "none") attributes.set("scaled:center", named(centers));
  if (scale !== "none") attributes.set("scaled:scale", named(scales));
  return doubles(out, attributes, marks.includes(1) ? marks : null);
}

export const MARGINS: readonly Builtin[] = [
  word("rowSums", "x, na.rm, dims!1", margins(true, false)),
  word("colSums", "x, na.rm, dims!1", margins(false, false)),
  word("rowMeans", "x, na.rm, dims!1", margins(true, true)),
  word("colMeans", "x, na.rm, dims!1", margins(false, true)),
  word("scale", "x, center, scale", scaled),
];
