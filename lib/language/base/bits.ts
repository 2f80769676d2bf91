/**
 * Whole numbers as bits: `bitwAnd bitwOr bitwXor bitwNot bitwShiftL bitwShiftR`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { integers, NA_INTEGER, type Numbers, type Value } from "../values/value.ts";

function whole(call: Call, name: string): Numbers {
  const value = call.value(name);
  const numbers = call.doubles(name);
  for (const v of numbers) {
    if (v === v && !(Number.isInteger(v) && Math.abs(v) < 2 ** 32)) {
      call.wrong(name, "whole numbers", value);
    }
  }
  return numbers;
}

function pairs(f: (a: number, b: number) => number): (call: Call) => Value {
  return (call) => {
    const [a, b] = [whole(call, "a"), whole(call, "b")];
    const n = a.length === 0 || b.length === 0 ? 0 : Math.max(a.length, b.length);
    return integers(Int32Array.from({ length: n }, (_, i) => {
      const [x, y] = [a[i % a.length]!, b[i % b.length]!];
      return x !== x || y !== y ? NA_INTEGER : f(x, y);
    }));
  };
}

/** The bits moved by so many places. */
function shifted(f: (a: number, n: number) => number): (call: Call) => Value {
  return (call) => {
    const [a, n] = [whole(call, "a"), whole(call, "n")];
    const size = a.length === 0 || n.length === 0 ? 0 : Math.max(a.length, n.length);
    return integers(Int32Array.from({ length: size }, (_, i) => {
      const [x, by] = [a[i % a.length]!, n[i % n.length]!];
      return x !== x || by !== by || by < 0 || by > 31 ? NA_INTEGER : f(x, by);
    }));
  };
}

export const BITS: readonly Builtin[] = [
  word("bitwAnd", "a, b", pairs((x, y) => x & y)),
  word("bitwOr", "a, b", pairs((x, y) => x | y)),
  word("bitwXor", "a, b", pairs((x, y) => x ^ y)),
  word(
    "bitwNot",
    "a",
    (call) => integers(Int32Array.from(whole(call, "a"), (v) => v !== v ? NA_INTEGER : ~v)),
  ),
  word("bitwShiftL", "a, n", shifted((x, n) => x << n)),
  word("bitwShiftR", "a, n", shifted((x, n) => x >>> n)),
];
