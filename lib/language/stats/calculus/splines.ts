/**
 * Curves through points: `spline splinefun`.
 *
 * @module
 */
import { type Ends, interpolatingSpline } from "../../../math/smoothing/interpolating_spline.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { refuseLong } from "../../values/size.ts";
import { doubles, namedList, type Value } from "../../values/value.ts";
import { points } from "../interpolation.ts";

function ends(call: Call): Ends {
  const method = call.choice("method", ["fmm", "natural", "periodic", "monoH.FC", "hyman"]);
  if (method === "fmm" || method === "natural") return method;
  return call.fail(
    "not-in-language",
    `${call.word.name}() with method "${method}" is not part of the block language`,
    'method = "natural" or "fmm", which R takes where none is given',
  );
}

function splineWord(call: Call): Value {
  const method = ends(call);
  const { x, y } = points(call);
  const f = interpolatingSpline(x, y, method);
  const n = call.has("n") ? call.number("n") : 3 * x.length;
  refuseLong(n, call.span);
  const from = call.has("xmin") ? call.number("xmin") : x[0]!;
  const to = call.has("xmax") ? call.number("xmax") : x.at(-1)!;
  const at = call.has("xout") ? Array.from(call.doubles("xout")) : Array.from(
    { length: n },
    (_, i) => i === n - 1 ? to : from + i * ((to - from) / (n - 1)),
  );
  return namedList([
    ["x", doubles(Float64Array.from(at))],
    ["y", doubles(Float64Array.from(at, (v) => f(v)))],
  ]);
}

function splinefun(call: Call): Value {
  const method = ends(call);
  const { x, y } = points(call);
  const f = interpolatingSpline(x, y, method);
  return word("splinefun", "x, deriv", (inner) => {
    const order = inner.has("deriv") ? inner.number("deriv") : 0;
    if (![0, 1, 2, 3].includes(order)) {
      return inner.wrong("deriv", "a whole number from 0 to 3", inner.value("deriv"));
    }
    return doubles(Float64Array.from(inner.doubles("x"), (v) => f(v, order)));
  });
}

export const SPLINES: readonly Builtin[] = [
  word("spline", "x, y, n, method, xmin, xmax, xout, ties!mean", splineWord),
  word("splinefun", "x, y, method, ties!mean", splinefun),
];
