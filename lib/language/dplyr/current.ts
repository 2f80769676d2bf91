/**
 * What expressions within a verb ask of their group: `n cur_group cur_group_id cur_group_rows cur_data
 * cur_column`.
 *
 * @module
 */
import { type Builtin, special, word } from "../evaluation/builtin.ts";
import { integer, integers, text } from "../values/value.ts";
import { maskOf } from "./mask.ts";
import { slice, tibbleOf } from "./tables.ts";

export const CURRENT: readonly Builtin[] = [
  special("n", "", (call) => {
    const mask = maskOf(call);
    return integer(mask.size(mask.group));
  }),
  word("cur_group_id", "", (call) => integer(maskOf(call).group + 1)),
  word("cur_group_rows", "", (call) => {
    const mask = maskOf(call);
    const rows = mask.rows(mask.group) ?? Int32Array.from({ length: mask.n }, (_, i) => i);
    return integers(rows.map((i) => i + 1));
  }),
  word("cur_group", "", (call) => {
    const mask = maskOf(call);
    const { vars, keys } = mask.grouping ?? { vars: [], keys: [] };
    return tibbleOf(vars.map((v, k) => [v, slice(keys[k]!, Int32Array.of(mask.group))]), 1);
  }),
  word("cur_data", "", (call) => {
    const mask = maskOf(call);
    return mask.chunk(mask.group, false);
  }),
  word("cur_data_all", "", (call) => {
    const mask = maskOf(call);
    return mask.chunk(mask.group, true);
  }),
  word("cur_column", "", (call) => {
    const { column } = maskOf(call);
    return column === null
      ? call.fail(
        "wrong-argument",
        "cur_column() is the column of across(), and none is worked on",
        "For example across(where(is.numeric), ~ paste(cur_column(), mean(.x)))",
      )
      : text(column);
  }),
];
