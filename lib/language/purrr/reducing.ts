/**
 * Elements joined into one value, and elements chosen by a condition: `reduce accumulate keep discard
 * detect every` and their kin.
 *
 * @module
 */
import { same } from "../base/equality.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import {
  integer,
  integers,
  isFrame,
  isVector,
  lengthOf,
  listOf,
  logical,
  logicals,
  NULL,
  share,
  type Value,
  withNames,
} from "../values/value.ts";
import { elementsIn, mapper } from "./mapper.ts";
import { stackedParts } from "../tibble/combining.ts";

/** The values on the way from the first to the last, each with the next one joined to it. */
function joined(call: Call): Value[] {
  const { values } = elementsIn(call, ".x");
  const f = mapper(call, ".f");
  const back = call.choice(".dir", ["forward", "backward"]) === "backward";
  const rest = call.rest;
  const names = call.dots.map((d) => d.name);
  const queue = back ? [...values].reverse() : [...values];
  const first = call.has(".init") ? call.value(".init") : queue.shift();
  if (first === undefined) return [];
  const out = [first];
  for (const v of queue) {
    const before = out.at(-1)!;
    const pair = back ? [v, before] : [before, v];
    out.push(share(call.apply(f, [...pair, ...rest], [null, null, ...names])));
  }
  return out;
}

function reduce(call: Call): Value {
  return joined(call).at(-1) ??
    call.fail(
      "wrong-argument",
      "There is nothing to reduce",
      "Give .init, which is the result then",
    );
}

/** A list of single values of one kind as a vector; anything else as it is. */
export function simplest(call: Call, values: readonly Value[]): Value {
  const single = values.length > 0 &&
    values.every((v) => isVector(v) && !isFrame(v) && v.type !== "list" && v.values.length === 1);
  if (!single) return listOf(values.map(share));
  const numbers = values.every((v) => v.type !== "character");
  const texts = values.every((v) => v.type === "character");
  return numbers || texts ? stackedParts(values, "", call.span) : listOf(values.map(share));
}

function accumulate(call: Call): Value {
  const steps = joined(call);
  const back = call.choice(".dir", ["forward", "backward"]) === "backward";
  const { names } = elementsIn(call, ".x");
  const ordered = back ? steps.reverse() : steps;
  const out = call.flag(".simplify", true) ? simplest(call, ordered) : listOf(ordered);
  return names && names.length === steps.length && isVector(out) ? withNames(out, names) : out;
}

/** Whether a condition holds for each element; a missing one does not. */
function holding(call: Call, name = ".p"): boolean[] {
  const { values, names } = elementsIn(call, ".x");
  const p = call.value(name);
  if (p.type === "logical") {
    return values.map((_, i) => p.values[p.values.length === 1 ? 0 : i] === 1);
  }
  if (p.type === "character" && names) return names.map((n) => p.values.includes(n));
  const f = mapper(call, name);
  const rest = call.rest;
  const own = call.dots.map((d) => d.name);
  return values.map((v, i) => {
    const truth = call.apply(f, [v, ...rest], [null, ...own]);
    if (truth.type !== "logical" || truth.values.length !== 1) {
      call.wrong(name, `a condition of one TRUE or FALSE (for element ${i + 1})`, truth);
    }
    return truth.values[0] === 1;
  });
}

function kept(call: Call, wanted: (truth: boolean) => boolean): Value {
  const x = call.value(".x");
  if (x.type === "NULL") return NULL;
  const truths = holding(call).map(wanted);
  return call.interpreter.call(
    "[",
    [x, logicals(Int32Array.from(truths, (t) => t ? 1 : 0))],
    call.span,
  );
}

/** The first element (the last, backward) for which a condition holds; −1 without one. */
function found(call: Call): number {
  const truths = holding(call, ".f");
  return call.choice(".dir", ["forward", "backward"]) === "backward"
    ? truths.lastIndexOf(true)
    : truths.indexOf(true);
}

function ends(call: Call, head: boolean): Value {
  const truths = holding(call);
  const x = call.value(".x");
  const stop = head ? truths.indexOf(false) : truths.lastIndexOf(false);
  const n = truths.length;
  const [from, to] = head ? [0, stop < 0 ? n : stop] : [stop + 1, n];
  const at = Int32Array.from({ length: to - from }, (_, i) => from + i + 1);
  return call.interpreter.call("[", [x, integers(at)], call.span);
}

export const REDUCING: readonly Builtin[] = [
  word("reduce", ".x, .f, ..., .init, .dir", reduce),
  word("accumulate", ".x, .f, ..., .init, .dir, .simplify, .ptype!NULL", accumulate),
  word("keep", ".x, .p, ...", (call) => kept(call, (t) => t)),
  word("discard", ".x, .p, ...", (call) => kept(call, (t) => !t)),
  word("keep_at", ".x, .p", (call) => kept(call, (t) => t)),
  word("discard_at", ".x, .p", (call) => kept(call, (t) => !t)),
  word("compact", ".x", (call) => {
    const x = call.value(".x");
    const { values } = elementsIn(call, ".x");
    const full = Int32Array.from(values, (v) => lengthOf(v) > 0 ? 1 : 0);
    return x.type === "NULL" ? NULL : call.interpreter.call("[", [x, logicals(full)], call.span);
  }),
  word("detect", ".x, .f, ..., .dir, .default", (call) => {
    const k = found(call);
    return k < 0 ? call.optional(".default") ?? NULL : elementsIn(call, ".x").values[k]!;
  }),
  word("detect_index", ".x, .f, ..., .dir", (call) => integer(found(call) + 1)),
  word("head_while", ".x, .p, ...", (call) => ends(call, true)),
  word("tail_while", ".x, .p, ...", (call) => ends(call, false)),
  word("every", ".x, .p, ...", (call) => logical(holding(call).every((t) => t))),
  word("some", ".x, .p, ...", (call) => logical(holding(call).some((t) => t))),
  word("none", ".x, .p, ...", (call) => logical(!holding(call).some((t) => t))),
  word("has_element", ".x, .y", (call) => {
    const y = call.value(".y");
    return logical(elementsIn(call, ".x").values.some((v) => same(v, y)));
  }),
];
