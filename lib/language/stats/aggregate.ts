/**
 * `aggregate`: a value of each variable for each group.
 *
 * @module
 */
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { combine } from "../values/combine.ts";
import { memberRows } from "../values/rows.ts";
import { bare } from "../frames/columns.ts";
import {
  characters,
  frameOf,
  type FunctionValue,
  integers,
  isFrame,
  isVector,
  type LanguageValue,
  lengthOf,
  listOf,
  NA_INTEGER,
  namesOf,
  NULL,
  share,
  type Value,
  withAttributes,
} from "../values/value.ts";
import { cellsOf, completeRows } from "./cells.ts";
import { chosenRows, isFormula, sidesOfFormula, type Variable } from "./formula_sides.ts";

/** Results of the groups as a column: values, rows of a matrix, or a list. */
function column(results: readonly Value[], simplify: boolean): Value {
  const lengths = new Set(results.map((r) => isVector(r) ? lengthOf(r) : -1));
  const [n] = [...lengths] as [number];
  if (!simplify || lengths.size !== 1 || n < 1) return listOf(results.map(share));
  const parts = results.map((value) => ({
    name: null,
    value: isVector(value) ? withoutNames(value) : value,
  }));
  const made = combine(parts, false);
  if (!isVector(made) || n === 1) return made;
  const m = results.length;
  const turned = memberRows(
    bare(made),
    Array.from({ length: m * n }, (_, c) => c % m * n + Math.floor(c / m)),
  );
  const names = namesOf(results[0]!);
  const attributes = new Map<string, Value>([["dim", integers([m, n])]]);
  if (names) attributes.set("dimnames", listOf([NULL, characters([...names])]));
  return withAttributes(turned, attributes);
}

function withoutNames(x: Value): Value {
  return isVector(x) ? bare(x) : x;
}

function aggregated(
  call: Call,
  groups: readonly Variable[],
  variables: readonly Variable[],
  rows: readonly number[],
  f: FunctionValue,
): Value {
  const cells = cellsOf(call, groups.map((g) => g.value), rows);
  if (cells.length === 0) return call.fail("wrong-argument", "aggregate() has no rows to work on");
  const firsts = cells.map((c) => c[0]!);
  const more = call.dots.map((d) => ({ name: d.name, value: call.valueOf(d) }));
  const simplify = call.flag("simplify", true);
  const made = variables.map(({ name, value }): [string, Value] => [
    name,
    column(
      cells.map((at) =>
        share(
          call.apply(f, [memberRows(value, at), ...more.map((m) => m.value)], [
            null,
            ...more.map((m) => m.name),
          ]),
        )
      ),
      simplify,
    ),
  ]);
  const keys = groups.map(({ name, value }): [string, Value] => [
    name,
    memberRows(isVector(value) ? bare(value) : value, firsts),
  ]);
  const whole = frameOf([...keys, ...made], cells.length);
  return call.flag("drop", true) ? whole : everyCell(call, whole, groups.length);
}

/** The table with a row for every combination of its groups, NA where the data have none. */
function everyCell(call: Call, table: Value, k: number): Value {
  const at = call.interpreter;
  if (table.type !== "list") return table;
  const own = table.values.slice(0, k).map((column) => {
    const values = at.call("sort", [at.call("unique", [column], call.span)], call.span);
    const codes = at.call("match", [column, values], call.span);
    return { values, codes: Array.from((codes as { values: ArrayLike<number> }).values) };
  });
  const sizes = own.map((o) => lengthOf(o.values));
  const total = sizes.reduce((a, b) => a * b, 1);
  const place = new Map<number, number>();
  for (let i = 0; i < (own[0]?.codes.length ?? 0); i++) {
    let cell = 0;
    for (let g = k - 1; g >= 0; g--) cell = cell * sizes[g]! + own[g]!.codes[i]! - 1;
    place.set(cell, i + 1);
  }
  const rows = integers(
    Int32Array.from({ length: total }, (_, cell) => place.get(cell) ?? NA_INTEGER),
  );
  let step = 1;
  const columns = table.values.map((column, j): [string, Value] => {
    const name = namesOf(table)?.[j] ?? "";
    if (j >= k) return [name, at.call("[", [column, rows], call.span)];
    const before = step;
    step *= sizes[j]!;
    const codes = integers(
      Int32Array.from({ length: total }, (_, c) => Math.floor(c / before) % sizes[j]! + 1),
    );
    return [name, at.call("[", [own[j]!.values, codes], call.span)];
  });
  return frameOf(columns, total);
}

/** Rows with missing values are left out, unless `na.action = na.pass`. */
function keepsMissing(call: Call): boolean {
  const action = call.optional("na.action");
  if (action === null) return false;
  if (action.type === "NULL") return true;
  const name = action.type === "builtin"
    ? action.name
    : action.type === "character"
    ? action.values[0]
    : "";
  if (name === "na.pass") return true;
  if (name === "na.fail") {
    return call.fail(
      "wrong-argument",
      "na.action is na.omit or na.pass here",
      "na.fail(data) looks first",
    );
  }
  if (name === "na.omit") return false;
  return call.fail(
    "wrong-argument",
    "na.action is na.omit or na.pass here",
    "na.action = na.pass keeps missing values for FUN",
  );
}

function ofFormula(
  call: Call,
  formula: LanguageValue,
  data: Value | null,
  f: FunctionValue,
): Value {
  const { left, right } = sidesOfFormula(call, formula, data);
  if (left.length === 0) {
    return call.fail(
      "wrong-argument",
      "The formula of aggregate() has two sides",
      "aggregate(y ~ group, data, mean)",
    );
  }
  const all = [...left, ...right].map((v) => v.value);
  const n = lengthOf(all[0]!);
  for (const { name, value } of [...left, ...right]) {
    if (lengthOf(value) !== n) {
      return call.fail("wrong-length", `${name} has ${lengthOf(value)} values, and others ${n}`);
    }
  }
  const chosen = chosenRows(call, formula, data, n) ?? Array.from({ length: n }, (_, i) => i);
  const complete = keepsMissing(call) ? null : new Set(completeRows(all));
  const rows = complete ? chosen.filter((i) => complete.has(i)) : chosen;
  return aggregated(call, right, left, rows, f);
}

function aggregate(call: Call): Value {
  const given = call.has("x") ? call.value("x") : call.value("formula");
  const x = given.type === "list" && !isFrame(given)
    ? call.interpreter.call("as.data.frame", [given], call.span)
    : given;
  const by = call.optional("by");
  call.interpreter.invisible = false;
  if (call.has("subset") && !isFormula(x) && !(by && isFormula(by))) {
    return call.fail(
      "wrong-argument",
      "subset = belongs to a formula",
      "aggregate(y ~ g, data, mean)",
    );
  }
  if (isFormula(x)) {
    const data = call.optional("data") ?? call.optional("by");
    return ofFormula(call, x, data, call.function("FUN"));
  }
  if (by && isFormula(by)) return ofFormula(call, by, x, call.function("FUN"));
  return byGroups(call, x, by);
}

/** `aggregate(x, by = list(…), FUN)`: each column of `x` for each group. */
function byGroups(call: Call, x: Value, by: Value | null): Value {
  if (by?.type !== "list") {
    return call.fail(
      "wrong-argument",
      "by is a list of groups",
      "aggregate(x, by = list(group = data$group), FUN = mean), or aggregate(y ~ group, data, mean)",
    );
  }
  const heads = namesOf(by);
  const groups = by.values.map((value, k): Variable => ({
    name: heads?.[k] || `Group.${k + 1}`,
    value,
  }));
  const own = namesOf(x);
  const variables = isFrame(x)
    ? x.values.map((value, k): Variable => ({ name: own?.[k] ?? "", value }))
    : [{ name: "x", value: x }];
  const n = lengthOf(variables[0]?.value ?? NULL);
  for (const g of groups) {
    if (lengthOf(g.value) !== n) {
      return call.fail(
        "wrong-length",
        `There are ${n} rows, and ${lengthOf(g.value)} values of ${g.name}`,
      );
    }
  }
  return aggregated(
    call,
    groups,
    variables,
    Array.from({ length: n }, (_, i) => i),
    call.function("FUN"),
  );
}

export const AGGREGATE: readonly Builtin[] = [
  special(
    "aggregate",
    "x, by, FUN, ..., data, formula, simplify, drop, na.action, subset",
    aggregate,
  ),
  word("na.pass", "object, ...", (call) => call.value("object")),
];
