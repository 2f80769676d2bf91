/**
 * The verb that counts: `table`.
 *
 * @module
 */
import { addAll } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../../limits.ts";
import type { FactorColumn } from "../../../data/column.ts";
import { asFactor } from "../../../data/factor.ts";
import type { Call } from "../../evaluation/call.ts";
import { asFrame } from "../../values/frame.ts";
import { describe, integer, isVector, type Value } from "../../values/value.ts";
import { lengthOf, toColumn } from "../../values/vector.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

function countTable(call: Call): Value {
  const factors: FactorColumn[] = [];
  for (const arg of call.rest) {
    const value = call.evaluate(arg);
    const name = arg.name ?? (arg.expr?.kind === "name" ? arg.expr.name : "");
    if (isVector(value)) factors.push(asFactor(toColumn(name, value, lengthOf(value))));
    else {
      const whole = asFrame(value);
      if (!whole) {
        return fail("wrong-argument", `table() takes factors, not ${describe(value)}`, {
          span: arg.span,
        });
      }
      addAll(factors, whole.table.columns.map((c) => asFactor(c)));
    }
  }
  const [rows, columns] = factors;
  if (!rows || factors.length > 2) {
    fail("wrong-argument", `table() counts by one factor or two, not ${factors.length}`, {
      span: call.span,
      hint: "aggregate(y ~ a + b + c, data, FUN = length) counts by more",
    });
  }
  if (!columns) {
    const counts = new Float64Array(rows.levels.length);
    for (const code of rows.codes) if (code >= 0) counts[code]!++;
    return { ...integer(counts, rows.levels), counted: rows.name };
  }
  if (rows.codes.length !== columns.codes.length) {
    fail("bad-length", "The factors of table() differ in length", {
      span: call.span,
      hint: "Give columns of one table",
    });
  }
  keepWithin(LIMITS.values, rows.levels.length * columns.levels.length, "Cells of this table", {
    span: call.span,
    hint: "table(paste(a, b)) counts only what occurs together",
  });
  const values = rows.levels.map(() => new Float64Array(columns.levels.length));
  rows.codes.forEach((r, i) => {
    const c = columns.codes[i]!;
    if (r >= 0 && c >= 0) values[r]![c]!++;
  });
  return {
    kind: "matrix",
    rowNames: rows.levels,
    columnNames: columns.levels,
    values,
    counted: [rows.name, columns.name],
  };
}

/** Counts by one factor or two. */
export const TABLE: Verb = verb(
  "table",
  '..., exclude!, useNA!"no", dnn!, deparse.level!1',
  "counts by one factor or two",
  countTable,
);
