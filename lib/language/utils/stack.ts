/**
 * `stack` and `unstack`: columns below each other, and beside each other again.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { combine } from "../values/combine.ts";
import { factorOf } from "../values/factor.ts";
import { memberRows } from "../values/rows.ts";
import { bare } from "../frames/columns.ts";
import { distinct } from "../frames/naming.ts";
import { groupsOf } from "../base/grouping.ts";
import {
  characters,
  type CharacterVector,
  frameOf,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  listOf,
  namesOf,
  type Value,
  withNames,
} from "../values/value.ts";
import { isFormula, sidesOfFormula } from "../stats/formula_sides.ts";

function stack(call: Call): Value {
  const x = call.value("x");
  if (x.type !== "list" || !namesOf(x)) {
    return call.wrong("x", "a list with names or a data frame", x, "stack(list(a = 1:2, b = 3:4))");
  }
  const names = distinct(namesOf(x)!.map((n) => n ?? ""));
  const kept = x.values.map((v, k) => ({ name: names[k]!, value: v })).filter(({ value }) =>
    isVector(value) && value.type !== "list" && !isFactor(value)
  );
  const all = combine(kept.map(({ value }) => ({ name: null, value })), false);
  const levels = kept.map((k) => k.name);
  const codes = kept.flatMap(({ value }, k) => new Array<number>(lengthOf(value)).fill(k + 1));
  return frameOf(
    [["values", isVector(all) ? bare(all) : all], ["ind", factorOf(codes, levels, false)]],
    codes.length,
  );
}

function unstack(call: Call): Value {
  const x = call.value("x");
  if (!isFrame(x)) return call.wrong("x", "a data frame", x, "unstack(data, y ~ group)");
  const formula = call.optional("form");
  let [value, group] = [x.values[0]!, x.values[1]!];
  if (formula && isFormula(formula)) {
    const { left, right } = sidesOfFormula(call, formula, x);
    [value, group] = [left[0]!.value, right[0]!.value];
  }
  const groups = groupsOf(group, call);
  const parts = groups.levels.map((_, k) =>
    memberRows(value, Array.from(groups.codes.keys()).filter((i) => groups.codes[i] === k))
  );
  const n = lengthOf(parts[0]!);
  if (parts.length > 1 && parts.every((p) => lengthOf(p) === n)) {
    const heads = call.interpreter.call("make.names", [characters(groups.levels)], call.span);
    const names = (heads as CharacterVector).values;
    return frameOf(groups.levels.map((l, k) => [names[k] ?? l, parts[k]!]), n);
  }
  return withNames(listOf(parts), groups.levels);
}

export const STACKING: readonly Builtin[] = [
  word("stack", "x, drop!FALSE, select!", stack),
  word("unstack", "x, form", unstack),
];
