/**
 * Straight lines between points: `approx` and `approxfun`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble } from "../values/coerce.ts";
import { refuseLong } from "../values/size.ts";
import { doubles, namedList, namesOf, type Value } from "../values/value.ts";

interface Points {
  readonly x: number[];
  readonly y: number[];
}

/** The points in the order of x, those of one x drawn together into their mean. */
export function points(call: Call): Points {
  const given = call.value("x");
  let [xs, ys]: [number[], number[]] = [[], []];
  if (!call.has("y") || call.value("y").type === "NULL") {
    if (given.type === "list") {
      const names = namesOf(given) ?? [];
      const part = (n: string): number[] =>
        Array.from(
          asDouble(given.values[names.indexOf(n)] ?? call.wrong("x", "x and y", given)).values,
        );
      [xs, ys] = [part("x"), part("y")];
    } else {
      ys = Array.from(call.doubles("x"));
      xs = ys.map((_, i) => i + 1);
    }
  } else [xs, ys] = [Array.from(call.doubles("x")), Array.from(call.doubles("y"))];
  if (xs.length !== ys.length) {
    return call.fail("wrong-length", `x has ${xs.length} elements, and y ${ys.length}`);
  }
  const order = xs.map((_, i) => i).filter((i) => xs[i] === xs[i] && ys[i] === ys[i])
    .sort((i, j) => xs[i]! - xs[j]!);
  const out: Points = { x: [], y: [] };
  for (let k = 0; k < order.length;) {
    let end = k;
    let sum = 0;
    while (end < order.length && xs[order[end]!] === xs[order[k]!]) sum += ys[order[end++]!]!;
    out.x.push(xs[order[k]!]!);
    out.y.push(sum / (end - k));
    if (end - k > 1) {
      call.warn(`${call.word.name}() has several y at one x: their mean is taken`, "ties");
    }
    k = end;
  }
  return out;
}

function approx(call: Call): Value {
  const { x, y } = points(call);
  const method = call.choice("method", ["linear", "constant"]);
  if (x.length < (method === "linear" ? 2 : 1)) {
    return call.fail("too-few", `${call.word.name}() needs two points that are there`);
  }
  const rule = call.has("rule") ? call.doubles("rule") : [1];
  const left = call.has("yleft") ? call.number("yleft") : rule[0] === 2 ? y[0]! : NaN;
  const right = call.has("yright")
    ? call.number("yright")
    : rule[rule.length - 1] === 2
    ? y.at(-1)!
    : NaN;
  const f = call.has("f") ? call.number("f") : 0;
  const n = call.has("n") ? call.number("n") : 50;
  refuseLong(n, call.span);
  const at = call.has("xout") ? Array.from(call.doubles("xout")) : Array.from(
    { length: n },
    (_, i) => i === n - 1 ? x.at(-1)! : x[0]! + i * ((x.at(-1)! - x[0]!) / (n - 1)),
  );
  const value = (v: number): number => {
    if (v !== v) return NaN;
    if (v < x[0]!) return left;
    if (v > x.at(-1)!) return right;
    let [i, j] = [0, x.length - 1];
    while (i < j - 1) {
      const middle = (i + j) >> 1;
      if (v < x[middle]!) j = middle;
      else i = middle;
    }
    if (v === x[j]) return y[j]!;
    if (v === x[i]) return y[i]!;
    if (method === "linear") return y[i]! + (y[j]! - y[i]!) * ((v - x[i]!) / (x[j]! - x[i]!));
    return (f !== 1 ? y[i]! * (1 - f) : 0) + (f !== 0 ? y[j]! * f : 0);
  };
  return namedList([
    ["x", doubles(Float64Array.from(at))],
    ["y", doubles(Float64Array.from(at, value))],
  ]);
}

/** A function that looks up the line. */
function approxfun(call: Call): Value {
  const { x, y } = points(call);
  const given = call.word.parameters.map((p) => p.name).filter((n) =>
    n !== "x" && n !== "y" && call.has(n)
  );
  const known: Value[] = [
    doubles(Float64Array.from(x)),
    doubles(Float64Array.from(y)),
    ...given.map((n) => call.value(n)),
  ];
  const names = ["x", "y", ...given];
  return word("approxfun", "v", (inner) => {
    const found = inner.interpreter.call(
      "approx",
      [...known, inner.value("v")],
      inner.span,
      [...names, "xout"],
    );
    return (found as { values: Value[] }).values[1]!;
  });
}

export const INTERPOLATION: readonly Builtin[] = [
  word("approx", "x, y, xout, method, n, yleft, yright, rule, f, ties!mean, na.rm!TRUE", approx),
  word("approxfun", "x, y, method, yleft, yright, rule, f, ties!mean, na.rm!TRUE", approxfun),
];
