/**
 * Data whose groups nlme knows: `groupedData`.
 *
 * @module
 */
import { fail, spanOf } from "../../../diagnostic.ts";
import { asFactor } from "../../../data/factor.ts";
import type { FactorColumn } from "../../../data/column.ts";
import { Table } from "../../../data/table.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { CallExpr, Expr } from "../../../syntax/expr.ts";
import { calleeName, operands } from "../../../model/formula/formula.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { FrameValue } from "../../values/value.ts";

const verb = verbOf("nlme");

/** Response and factor of `y ~ x | g`. */
function partsOf(call: Call): { expr: CallExpr; response: Expr; groups: Expr } {
  const { expr } = call.formula("formula");
  const [response, right] = operands(expr);
  if (!response || !right || calleeName(right) !== "|") {
    fail("wrong-argument", `${deparse(expr)} does not say how the rows are grouped`, {
      span: call.spanOf("formula"),
      hint: "Write groupedData(y ~ x | Block, d)",
    });
  }
  return { expr, response, groups: operands(right as CallExpr)[1]! };
}

/** The levels of a factor by the largest response that each has, the least first. */
function orderedBy(column: FactorColumn, response: ArrayLike<number>): FactorColumn {
  const most = new Float64Array(column.levels.length).fill(-Infinity);
  column.codes.forEach((c, i) => {
    if (c >= 0 && response[i]! > most[c]!) most[c] = response[i]!;
  });
  const order = column.levels.map((_, k) => k).filter((k) => most[k]! > -Infinity)
    .sort((a, b) => most[a]! - most[b]! || a - b);
  const place = new Map(order.map((k, i) => [k, i]));
  return {
    ...column,
    levels: order.map((k) => column.levels[k]!),
    codes: column.codes.map((c) => place.get(c) ?? -1),
    ordered: true,
  };
}

/** Data with its groups, whose factor has its levels in the order of the response, as nlme has them. */
export const GROUPED_DATA: Verb = verb(
  "groupedData",
  "formula, data, order.groups?, FUN!, outer~, inner~, labels~, units~",
  "data whose groups lme() and gls() know",
  (call): FrameValue => {
    const { expr, response, groups } = partsOf(call);
    const value = call.value("data");
    const table = call.table("data");
    const metadata = { ...table.metadata, grouping: deparse(expr) };
    const y = response.kind === "name" ? table.column(response.name) : undefined;
    for (const factor of groups.kind === "name" ? [groups] : operands(groups as CallExpr)) {
      if (factor.kind === "name" && table.column(factor.name)) continue;
      fail("unknown-column", `The data have no column ${deparse(factor)}`, {
        span: spanOf(factor),
        hint: `They have ${table.names.join(", ")}`,
      });
    }
    const own = groups.kind === "name" ? table.column(groups.name) : undefined;
    const orders = call.flag("order.groups", true) && own && y?.kind === "numeric" &&
      !(own.kind === "factor" && own.ordered);
    const columns = orders
      ? table.columns.map((c) => c === own ? orderedBy(asFactor(own), y.values) : c)
      : table.columns;
    return {
      ...value as FrameValue,
      table: new Table(columns, { nrow: table.nrow, metadata, notes: table.notes }),
    };
  },
);
