/**
 * Counts by a formula (`xtabs`) and flat tables (`ftable`).
 *
 * @module
 */
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { asArray, placeIn, type Side, sidesOf, stepsOf } from "../counts/arrays.ts";
import { counted, tallied, weightsOf } from "../counts/table.ts";
import { asDouble } from "../values/coerce.ts";
import { refuseLong } from "../values/size.ts";
import { usedLevels } from "../values/factor.ts";
import {
  characters,
  dimOf,
  doubles,
  frameOf,
  inherits,
  integers,
  isFactor,
  isFrame,
  isVector,
  type LanguageValue,
  lengthOf,
  listOf,
  logicals,
  NULL,
  type Value,
  type Vector,
  withNames,
} from "../values/value.ts";
import { pick } from "../parts/picking.ts";
import { memberRows } from "../values/rows.ts";
import { completeRows } from "./cells.ts";
import { chosenRows, isFormula, sidesOfFormula } from "./formula_sides.ts";

function xtabs(call: Call): Value {
  const formula = call.value("formula");
  if (!isFormula(formula)) {
    return call.wrong("formula", "a formula", formula, "xtabs(~ a + b, data)");
  }
  const data = call.optional("data");
  const { left, right } = sidesOfFormula(call, formula, data);
  if (left.length > 1) {
    return call.fail("wrong-argument", "xtabs() sums one variable here", "xtabs(n ~ a + b, data)");
  }
  const missing = call.flag("addNA", false);
  const all = [...left, ...right].map((v) => v.value);
  const chosen = chosenRows(call, formula, data, lengthOf(all[0] ?? NULL));
  const kept = missing
    ? completeRows(left.map((v) => v.value)).length > 0 || left.length === 0
      ? Array.from({ length: lengthOf(all[0]!) }, (_, i) => i)
      : []
    : completeRows(all);
  const complete = new Set(kept);
  const rows = chosen ? chosen.filter((i) => complete.has(i)) : kept;
  const drop = call.flag("drop.unused.levels", false);
  const sides = right.map(({ name, value }) => {
    const own = memberRows(value, rows);
    return counted(
      drop && isFactor(own) ? usedLevels(own) : own,
      name,
      missing ? "ifany" : "no",
      new Set(),
      call,
    );
  });
  refuseLong(sides.reduce((size, s) => size * s.labels.length, 1), call.span);
  const weights = left[0] ? weightsOf(memberRows(left[0].value, rows), call) : null;
  const { cells, sizes } = tallied(sides, rows.length, weights?.values ?? null);
  const whole = weights?.whole ?? true;
  const values: Vector = whole ? integers(Int32Array.from(cells)) : doubles(cells);
  return asArray(values, sides, sizes, true, ["xtabs", "table"]);
}

/** Which sides stand down: those named, or all but those that stand across. */
function sidesNamed(call: Call, name: string, sides: readonly Side[]): number[] | null {
  const value = call.optional(name);
  if (value === null || value.type === "NULL") return null;
  if (value.type === "character") {
    return value.values.map((v) => {
      const k = sides.findIndex((s) => s.title === v);
      return k >= 0 ? k : call.fail(
        "wrong-argument",
        `There is no side "${v}"`,
        `There are ${sides.map((s) => s.title).join(", ")}`,
      );
    });
  }
  return Array.from(
    asDouble(value).values,
    (v) =>
      v >= 1 && v <= sides.length
        ? v - 1
        : call.wrong(name, `numbers from 1 to ${sides.length}`, value),
  );
}

/** `ftable(across ~ down, data)`, of a data frame or of a table of counts. */
function ofFormula(call: Call, formula: LanguageValue): Value {
  const at = call.dots.findIndex((d) => d.name === "data" || d.name === null && d !== call.dots[0]);
  const data = at >= 0 ? call.rest[at]! : null;
  const counts = data && !isFrame(data) && dimOf(data) ? sidesOf(data).sides : null;
  const of = counts ? frameOf(counts.map((s) => [s.title, characters([s.title])]), 1) : data;
  const { left, right } = sidesOfFormula(call, formula, of);
  if (left.length === 0 || right.length === 0) {
    return call.fail(
      "wrong-argument",
      "The formula of ftable() has two sides",
      "ftable(table(data$g)), or ftable(across ~ down, data)",
    );
  }
  const used = [...right, ...left];
  const table = data && counts
    ? call.interpreter.call(
      "apply",
      [
        data,
        integers(used.map((v) => counts.findIndex((s) => s.title === v.name) + 1)),
        call.interpreter.functionNamed("sum", call.scope, call.span),
      ],
      call.span,
    )
    : call.interpreter.call("table", used.map((v) => v.value), call.span, used.map((v) => v.name));
  return call.interpreter.call(
    "ftable",
    [table, characters(right.map((v) => v.name)), characters(left.map((v) => v.name))],
    call.span,
    [null, "row.vars", "col.vars"],
  );
}

function ftable(call: Call): Value {
  const [first] = call.rest;
  if (first && isFormula(first)) return ofFormula(call, first);
  const single = call.dots.length === 1 && first && isVector(first) &&
    (dimOf(first)?.length ?? 0) > 0;
  const source = single ? first : call.interpreter.call(
    "table",
    call.rest,
    call.span,
    call.dots.map((d) => d.name),
  );
  const { sides, sizes } = sidesOf(source);
  const x = source as Vector;
  const every = sizes.map((_, k) => k);
  const down = sidesNamed(call, "row.vars", sides);
  const across = sidesNamed(call, "col.vars", sides) ??
    (down ? every.filter((k) => !down.includes(k)) : [sizes.length - 1]);
  const rows = down ?? every.filter((k) => !across.includes(k));
  const steps = stepsOf(sizes);
  const cellsOf = (which: readonly number[]): number[] => {
    // The last side is the fastest.
    const turned = [...which].reverse();
    const own = turned.map((k) => sizes[k]!);
    const n = own.reduce((a, b) => a * b, 1);
    return Array.from(
      { length: n },
      (_, c) => placeIn(c, own).reduce((sum, at, i) => sum + at * steps[turned[i]!]!, 0),
    );
  };
  const [rowCells, columnCells] = [cellsOf(rows), cellsOf(across)];
  const out = pick(x, Int32Array.from(columnCells.flatMap((c) => rowCells.map((r) => r + c))));
  const vars = (which: readonly number[]): Value => {
    const list = listOf(which.map((k) => characters([...sides[k]!.labels ?? []])));
    return withNames(list, which.map((k) => sides[k]!.title));
  };
  out.attributes = new Map<string, Value>([
    ["dim", integers([rowCells.length, columnCells.length])],
    ["row.vars", vars(rows)],
    ["col.vars", vars(across)],
    ["class", characters(["ftable"])],
  ]);
  return out;
}

export const XTABS: readonly Builtin[] = [
  special(
    "xtabs",
    "formula, data, subset, sparse!FALSE, na.action!, addNA, exclude!, drop.unused.levels",
    xtabs,
  ),
  word("ftable", "..., exclude!, row.vars, col.vars", ftable),
  word("is.table", "x", (call) => logicals([inherits(call.value("x"), "table") ? 1 : 0])),
];
