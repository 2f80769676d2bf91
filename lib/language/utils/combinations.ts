/**
 * All choices of some elements out of several: `combn`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { pick } from "../parts/picking.ts";
import { simplified } from "../values/combine.ts";
import { refuseLong } from "../values/size.ts";
import {
  integers,
  isFactor,
  isVector,
  listOf,
  share,
  type Value,
  type Vector,
  withAttribute,
} from "../values/value.ts";

function* choices(n: number, m: number): Generator<Int32Array> {
  const at = Int32Array.from({ length: m }, (_, i) => i);
  for (;;) {
    yield at.slice();
    let i = m - 1;
    while (i >= 0 && at[i] === n - m + i) i--;
    if (i < 0) return;
    at[i]!++;
    for (let j = i + 1; j < m; j++) at[j] = at[j - 1]! + 1;
  }
}

function combn(call: Call): Value {
  const given = call.value("x");
  if (!isVector(given)) return call.wrong("x", "a vector", given);
  const single = given.values.length === 1 && (given.type === "double" || given.type === "integer");
  const size = single && !isFactor(given) ? Math.trunc(call.number("x")) : NaN;
  const x: Vector = size >= 1
    ? integers(Int32Array.from({ length: size }, (_, i) => i + 1))
    : given;
  const n = x.values.length;
  const m = Math.trunc(call.number("m"));
  if (!(m >= 0 && m <= n)) return call.wrong("m", `a number from 0 to ${n}`, call.value("m"));
  let count = 1;
  for (let i = 1; i <= m; i++) count = count * (n - m + i) / i;
  refuseLong(count * Math.max(1, m), call.span);
  const f = call.has("FUN") && call.value("FUN").type !== "NULL" ? call.function("FUN") : null;
  const names = call.dots.map((d) => d.name);
  const results: Value[] = [];
  for (const at of choices(n, m)) {
    const chosen = pick(x, at);
    const part = x.type === "list" ? chosen : keepFactor(x, chosen);
    results.push(share(f ? call.apply(f, [part, ...call.rest], [null, ...names]) : part));
  }
  if (!call.flag("simplify", true)) return listOf(results);
  const out = simplified(results, null);
  // one choice, or choices of one, still stand in columns
  return !f && isVector(out) && !out.attributes?.has("dim")
    ? withAttribute(out, "dim", integers([m, results.length]))
    : out;
}

function keepFactor(x: Vector, part: Vector): Vector {
  return isFactor(x)
    ? { ...part, attributes: new Map([...x.attributes].filter(([n]) => n !== "names")) } as Vector
    : part;
}

export const COMBINATIONS: readonly Builtin[] = [
  word("combn", "x, m, FUN, simplify, ...", combn),
];
