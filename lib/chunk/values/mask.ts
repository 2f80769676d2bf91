/**
 * Expressions evaluated among the columns of a table, as in `lm(…, subset = Trt == "A")`.
 *
 * @module
 */
import type { Table } from "../../data/table.ts";
import { Scope as NameScope } from "../../language/values/types.ts";
import { columnValue } from "../bridge/to_language.ts";
import type { Names } from "./scope.ts";

/** A scope in which the columns of a table have names; everything else is as outside. */
export function tableScope(table: Table, outer: Names): Names {
  const names = new NameScope(outer.inner);
  for (const column of table.columns) names.set(column.name, columnValue(column));
  return outer.within(names);
}
