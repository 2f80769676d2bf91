/**
 * `by` and `ave`: a function of the rows, or of the values, of each group.
 *
 * @module
 */
import { deparse } from "../../syntax/deparse.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { combine } from "../values/combine.ts";
import { memberRows } from "../values/rows.ts";
import {
  characters,
  integers,
  isFrame,
  isFunction,
  isVector,
  lengthOf,
  listOf,
  namesOf,
  rowsOf,
  type Value,
  withAttribute,
  withNames,
} from "../values/value.ts";
import { cellsOf } from "./cells.ts";

function by(call: Call): Value {
  const data = call.value("data");
  const index = call.value("INDICES");
  const f = call.function("FUN");
  const quoted = call.quoted("INDICES");
  const groups = index.type === "list"
    ? index
    : withNames(listOf([index]), [quoted ? deparse(quoted) : "INDICES"]);
  const n = isFrame(data) ? rowsOf(data) : lengthOf(data);
  const names = call.dots.map((d) => d.name);
  const rows = integers(Int32Array.from({ length: n }, (_, i) => i + 1));
  const ofRows = word("FUN", "rows", (inner) => {
    const at = Array.from(inner.doubles("rows"), (i) => i - 1);
    return call.apply(f, [memberRows(data, at), ...call.rest], [null, ...names]);
  });
  const made = call.interpreter.call("tapply", [rows, groups, ofRows], call.span);
  return withAttribute(made, "class", characters(["by"]));
}

function ave(call: Call): Value {
  const x = call.vector("x");
  const f = call.has("FUN")
    ? call.function("FUN")
    : call.interpreter.functionNamed("mean", call.scope, call.span);
  if (call.rest.some(isFunction)) {
    return call.fail(
      "wrong-argument",
      "ave() takes groups here",
      "The function has a name: FUN = mean",
    );
  }
  const n = x.values.length;
  const rows = Array.from({ length: n }, (_, i) => i);
  const cells = call.dots.length === 0 ? [rows] : cellsOf(call, call.rest, rows);
  const taken = Int32Array.from({ length: n }, (_, i) => i);
  const parts: Value[] = [x];
  let at = n;
  for (const own of cells) {
    const made = call.apply(f, [memberRows(x, own)]);
    if (!isVector(made) || made.values.length === 0) {
      return call.fail("wrong-length", "FUN of ave() gives a value, or one for each element");
    }
    own.forEach((i, k) => taken[i] = at + k % made.values.length);
    parts.push(made);
    at += made.values.length;
  }
  const all = combine(parts.map((value) => ({ name: null, value })), false);
  const out = memberRows(all, Array.from(taken));
  const names = namesOf(x);
  return names && isVector(out) ? withNames(out, names) : out;
}

export const BY: readonly Builtin[] = [
  word("by", "data, INDICES, FUN, ..., simplify!TRUE", by),
  word("ave", "x, ..., FUN", ave),
];
