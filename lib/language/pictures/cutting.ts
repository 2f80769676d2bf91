/**
 * Numbers in classes: of one width, of equal parts of the range, of equal numbers of values.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { quantile7 } from "../../math/smoothing/kernel_density.ts";
import { doubles, logicals, type Value } from "../values/value.ts";

function cutAt(call: Call, breaks: readonly number[], right = true): Value {
  return call.interpreter.call(
    "cut",
    [
      call.value("x"),
      doubles(Float64Array.from(breaks)),
      logicals([1]),
      logicals([right ? 1 : 0]),
      ...(call.has("labels") ? [call.value("labels")] : []),
    ],
    call.span,
    [null, "breaks", "include.lowest", "right", ...(call.has("labels") ? ["labels"] : [])],
  );
}

function known(call: Call): number[] {
  const values = Array.from(call.doubles("x")).filter(Number.isFinite).sort((a, b) => a - b);
  if (values.length === 0) return call.fail("wrong-argument", `${call.word.name}() has no numbers`);
  return values;
}

function parts(call: Call): number {
  const n = call.number("n");
  if (!(n >= 1)) return call.fail("wrong-argument", "There is at least one class");
  return n;
}

function ofWidth(call: Call): Value {
  const values = known(call), width = call.number("width");
  if (!(width > 0)) return call.fail("wrong-argument", "Classes need a width above zero");
  const boundary = call.has("boundary") && call.value("boundary").type !== "NULL"
    ? call.number("boundary")
    : call.has("center") && call.value("center").type !== "NULL"
    ? call.number("center") - width / 2
    : width / 2;
  const closed = call.has("closed") ? call.choice("closed", ["right", "left"]) : "right";
  const low = values[0]!, high = values.at(-1)!;
  const first = boundary + Math.floor((low - boundary) / width) * width;
  const last = high + (1 - 1e-8) * width, breaks: number[] = [];
  for (let k = 0; first + k * width <= last; k++) breaks.push(first + k * width);
  if (breaks.length === 1) breaks.push(breaks[0]! + width);
  return cutAt(call, breaks, closed === "right");
}

function ofRange(call: Call): Value {
  const values = known(call), n = parts(call), low = values[0]!, high = values.at(-1)!;
  return cutAt(call, Array.from({ length: n + 1 }, (_, i) => low + (high - low) * i / n));
}

function ofNumber(call: Call): Value {
  const values = known(call), n = parts(call);
  const breaks = Array.from({ length: n + 1 }, (_, i) => quantile7(values, i / n));
  if (new Set(breaks).size < breaks.length) {
    return call.fail(
      "wrong-argument",
      `The values do not fall into ${n} classes of equal numbers`,
      "Fewer classes",
    );
  }
  return cutAt(call, breaks);
}

/** Words of classes. */
export const CUTTING: readonly Builtin[] = [
  word("cut_width", "x, width, center, boundary, closed, labels, ...", ofWidth),
  word("cut_interval", "x, n, labels, ...", ofRange),
  word("cut_number", "x, n, labels, ...", ofNumber),
];
