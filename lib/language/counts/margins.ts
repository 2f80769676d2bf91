/**
 * Margins of tables: `prop.table marginSums addmargins`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import {
  dimOf,
  double,
  doubles,
  givenClass,
  integers,
  isFrame,
  isVector,
  type Value,
  type Vector,
} from "../values/value.ts";
import { asArray, placeIn, type Side, sidesOf, stepsOf } from "./arrays.ts";

function arrayArgument(call: Call, name: string): Vector {
  let x = call.value(name);
  if (isFrame(x)) x = call.interpreter.call("as.matrix", [x], call.span);
  if (!isVector(x) || x.type === "character" || x.type === "list") {
    return call.wrong(name, "a table of numbers", x);
  }
  return x;
}

/** Sides that a margin names, from 0. */
function marginOf(call: Call, x: Vector): number[] | null {
  const value = call.optional("margin");
  if (value === null || value.type === "NULL") return null;
  const { sides, sizes } = sidesOf(x);
  if (sizes.length === 0) return call.wrong("x", "a table or a matrix", x);
  if (value.type === "character") {
    return asCharacter(value).values.map((name) => {
      const k = sides.findIndex((s) => s.title === name);
      return k >= 0 ? k : call.fail(
        "wrong-argument",
        `The table has no side "${name}"`,
        suggestion(name ?? "", sides.map((s) => s.title)) ?? "Sides are 1 (rows), 2 (columns), …",
      );
    });
  }
  return Array.from(asDouble(value).values, (v) =>
    v >= 1 && v <= sizes.length ? v - 1 : call.fail(
      "wrong-argument",
      `The table has ${sizes.length} sides, and margin is ${v}`,
      "1 is rows, 2 columns",
    ));
}

/** For each cell, the cell of the margin to which it belongs. */
function belonging(sizes: readonly number[], margin: readonly number[]): Int32Array {
  const own = stepsOf(margin.map((k) => sizes[k]!));
  const total = sizes.reduce((a, b) => a * b, 1);
  return Int32Array.from({ length: total }, (_, cell) => {
    const at = placeIn(cell, sizes);
    return margin.reduce((sum, k, i) => sum + at[k]! * own[i]!, 0);
  });
}

function sumsAlong(x: Vector, margin: readonly number[]): { sums: Float64Array; to: Int32Array } {
  const sizes = Array.from(dimOf(x)!);
  const to = belonging(sizes, margin);
  const sums = new Float64Array(margin.reduce((n, k) => n * sizes[k]!, 1));
  asDouble(x).values.forEach((v, i) => sums[to[i]!]! += v);
  return { sums, to };
}

function proportions(call: Call): Value {
  const x = arrayArgument(call, "x");
  const margin = marginOf(call, x);
  const { values, nan } = asDouble(x);
  const made = (f: (v: number, i: number) => number): Value => {
    const out = Float64Array.from(values, f);
    const marks = Uint8Array.from(
      out,
      (v, i) => v !== v && (values[i] === values[i] || nan?.[i]) ? 1 : 0,
    );
    return doubles(out, x.attributes && new Map(x.attributes), marks.includes(1) ? marks : null);
  };
  if (margin === null) {
    const sum = Array.from(values).reduce((a, b) => a + b, 0);
    return made((v) => v / sum);
  }
  const { sums, to } = sumsAlong(x, margin);
  return made((v, i) => v / sums[to[i]!]!);
}

function marginSums(call: Call): Value {
  const x = arrayArgument(call, "x");
  const margin = marginOf(call, x);
  const whole = x.type !== "double";
  if (margin === null) {
    const sum = Array.from(asDouble(x).values).reduce((a, b) => a + b, 0);
    return whole ? integers([sum]) : double(sum);
  }
  const { sums } = sumsAlong(x, margin);
  const { sides, sizes, titled } = sidesOf(x);
  const out: Vector = whole ? integers(Int32Array.from(sums)) : doubles(sums);
  return asArray(
    out,
    margin.map((k) => sides[k]!),
    margin.map((k) => sizes[k]!),
    titled,
    givenClass(x).filter((c) => c !== "xtabs"),
  );
}

/** One more place along a side: a function of all others there. */
function addOne(call: Call, x: Vector, side: number, name: string): Vector {
  const { sides, sizes, titled } = sidesOf(x);
  const f = call.has("FUN")
    ? call.function("FUN")
    : call.interpreter.functionNamed("sum", call.scope, call.span);
  const steps = stepsOf(sizes);
  const more = sizes.map((s, k) => k === side ? s + 1 : s);
  const total = more.reduce((a, b) => a * b, 1);
  const { values } = asDouble(x);
  const out = new Float64Array(total);
  for (let cell = 0; cell < total; cell++) {
    const at = placeIn(cell, more);
    const base = at.reduce((sum, a, k) => k === side ? sum : sum + a * steps[k]!, 0);
    if (at[side]! < sizes[side]!) out[cell] = values[base + at[side]! * steps[side]!]!;
    else {
      const part = Float64Array.from(
        { length: sizes[side]! },
        (_, i) => values[base + i * steps[side]!]!,
      );
      const source = x.type === "double" ? doubles(part) : integers(Int32Array.from(part));
      const made = call.apply(f, [source]);
      if (!isVector(made) || made.values.length !== 1) {
        return call.fail(
          "wrong-length",
          "FUN of addmargins() gives one number",
          "sum, mean, max …",
        );
      }
      out[cell] = asDouble(made).values[0]!;
    }
  }
  const next: Side[] = sides.map((s, k) =>
    k === side
      ? {
        title: s.title,
        labels: [...s.labels ?? Array.from({ length: sizes[k]! }, () => ""), name],
      }
      : s
  );
  const whole = x.type !== "double" && out.every((v) => Number.isInteger(v));
  const numbers: Vector = whole && !call.has("FUN") ? integers(Int32Array.from(out)) : doubles(out);
  return asArray(numbers, next, more, titled, ["table"]);
}

function addMargins(call: Call): Value {
  let x = arrayArgument(call, "A");
  const sizes = Array.from(dimOf(x) ?? []);
  if (sizes.length === 0) return call.wrong("A", "a table", x, "table(a, b) counts");
  const margin = marginOf(call, x) ?? sizes.map((_, k) => k);
  const expr = call.quoted("FUN");
  const name = !call.has("FUN") ? "Sum" : expr?.kind === "name" ? expr.name : "FUN";
  for (const side of margin) x = addOne(call, x, side, name);
  return x;
}

export const TABLE_MARGINS: readonly Builtin[] = [
  word("prop.table", "x, margin", proportions),
  word("proportions", "x, margin", proportions),
  word("margin.table", "x, margin", marginSums),
  word("marginSums", "x, margin", marginSums),
  word("addmargins", "A, margin, FUN, quiet?", addMargins),
];
