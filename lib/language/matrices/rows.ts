/**
 * Words that look along the rows of a matrix: sums of rows by group, the largest element of each row.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { groupsOf } from "../base/grouping.ts";
import { integers, type Value } from "../values/value.ts";
import { chanceOf } from "../stats/seed.ts";
import { matrixAttributes, matrixOf, numberMatrix } from "./matrix.ts";

/** Sums of the rows of each group. */
function rowsum(call: Call): Value {
  const given = call.value("x");
  const x = numberMatrix(call, given, "x");
  const { codes, levels } = groupsOf(call.value("group"), call);
  if (codes.length !== x.rows) {
    return call.fail("wrong-length", `There are ${x.rows} rows, and ${codes.length} groups`);
  }
  const order = call.flag("reorder", true)
    ? levels.map((_, k) => k)
    : [...new Set(Array.from(codes))].filter((k) => k >= 0);
  const place = new Map(order.map((code, k) => [code, k]));
  const drop = call.flag("na.rm", false);
  const out = new Float64Array(order.length * x.columns);
  for (let j = 0; j < x.columns; j++) {
    for (let i = 0; i < x.rows; i++) {
      const to = place.get(codes[i]!);
      const v = x.values[j * x.rows + i]!;
      if (to !== undefined && !(drop && v !== v)) out[j * order.length + to]! += v;
    }
  }
  const names = order.map((k) => levels[k]!);
  return given.type === "integer" && out.every((v) => Math.abs(v) < 2147483648)
    ? integers(
      Int32Array.from(out),
      matrixAttributes(order.length, x.columns, names, x.columnNames),
    )
    : matrixOf(out, order.length, x.columns, names, x.columnNames);
}

/** Numbers count as equal within this part of the largest of a row, as R has it where ties are random. */
const TIE = 1e-5;

function largest(call: Call): Value {
  const m = numberMatrix(call, call.value("m"), "m");
  const ties = call.choice("ties.method", ["random", "first", "last"]);
  const out = new Int32Array(m.rows);
  for (let i = 0; i < m.rows; i++) {
    const row = Array.from({ length: m.columns }, (_, j) => m.values[j * m.rows + i]!);
    out[i] = row.some((v) => v !== v) || row.length === 0
      ? -2147483648
      : 1 + (ties === "random"
        ? anyLargest(call, row)
        : ties === "first"
        ? row.indexOf(greatest(row, -Infinity))
        : row.lastIndexOf(greatest(row, -Infinity)));
  }
  return integers(out);
}

/** One of the largest, each as likely as another. */
function anyLargest(call: Call, row: readonly number[]): number {
  const near = TIE * greatest(row.map((v) => Number.isFinite(v) ? Math.abs(v) : 0), 0);
  let best = 0;
  let tied = 1;
  for (let j = 1; j < row.length; j++) {
    if (row[j]! > row[best]! + near) {
      best = j;
      tied = 1;
    } else if (row[j]! >= row[best]! - near) {
      tied++;
      if (tied * chanceOf(call).uniform() < 1) best = j;
    }
  }
  return best;
}

export const ROWS: readonly Builtin[] = [
  word("rowsum", "x, group, reorder, na.rm", rowsum),
  word("max.col", "m, ties.method", largest),
];
