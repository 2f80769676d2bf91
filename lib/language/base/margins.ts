/**
 * Sums and means of rows and columns, and columns centred and scaled.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asDouble, asLogical, describe } from "../values/coerce.ts";
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
  type ListVector,
  NULL,
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
          `${call.word.name}() takes numbers, and a column holds ${describe(bad)}`,
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
    const drop = call.flag("na.rm", false);
    const { values } = asDouble(x);
    const [m, n] = [dim[0]!, dim[1]!];
    const out = Float64Array.from({ length: rows ? m : n }, (_, k) => {
      const own = Array.from(
        { length: rows ? n : m },
        (_, i) => rows ? values[k + i * m]! : values[k * m + i]!,
      )
        .filter((v) => !drop || v === v);
      const total = preciseSum(own);
      return means ? total / own.length : total;
    });
    const names = heads && heads.type !== "NULL"
      ? asCharacter(heads).values
      : dimNamesOf(x)?.[rows ? 0 : 1] ?? null;
    return names ? withNames(doubles(out), names) : doubles(out);
  };
}

export const MARGINS: readonly Builtin[] = [
  word("rowSums", "x, na.rm, dims!1", margins(true, false)),
  word("colSums", "x, na.rm, dims!1", margins(false, false)),
  word("rowMeans", "x, na.rm, dims!1", margins(true, true)),
  word("colMeans", "x, na.rm, dims!1", margins(false, true)),
  word("scale", "x, center, scale", (call) => {
    const { columns, names } = columnsOf(call, call.value("x"));
    const truth = (name: string): boolean =>
      !call.has(name) || asLogical(call.value(name)).values[0] === 1;
    const [center, scale] = [truth("center"), truth("scale")];
    const centers = columns.map((c) =>
      center ? preciseSum(c.filter((v) => v === v)) / c.filter((v) => v === v).length : 0
    );
    const scales = columns.map((c, j) => {
      const own = c.filter((v) => v === v);
      return scale
        ? Math.sqrt(preciseSum(own.map((v) => (v - centers[j]!) ** 2)) / (own.length - 1))
        : 1;
    });
    const n = columns[0]?.length ?? 0;
    const out = new Float64Array(n * columns.length);
    columns.forEach((c, j) => c.forEach((v, i) => out[j * n + i] = (v - centers[j]!) / scales[j]!));
    const attributes: Attributes = new Map<string, Value>([[
      "dim",
      integers([n, columns.length]),
    ]]);
    if (names) {
      attributes.set("dimnames", {
        type: "list",
        values: [NULL, characters(names)],
        attributes: null,
        exclusive: false,
        held: false,
      });
    }
    const own = (values: number[]): Value =>
      names
        ? withNames(doubles(Float64Array.from(values)), names)
        : doubles(Float64Array.from(values));
    if (center) attributes.set("scaled:center", own(centers));
    if (scale) attributes.set("scaled:scale", own(scales));
    return doubles(out, attributes);
  }),
];
