/**
 * Integrals of an author's function: `integrate`, and how R prints them.
 *
 * @module
 */
import { type Integral, integral } from "../../../math/quadrature/adaptive.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { callOf } from "../../base/functions/conditions.ts";
import { asDouble } from "../../values/coerce.ts";
import {
  characters,
  double,
  doubles,
  integer,
  isVector,
  namedList,
  text,
  type Value,
  withAttribute,
} from "../../values/value.ts";

function integrate(call: Call): Value {
  const f = call.function("f");
  const names = call.dots.map((d) => d.name);
  const rest = call.rest;
  const [from, to] = [call.number("lower"), call.number("upper")];
  if (from !== from || to !== to) {
    return call.fail(
      "missing-values",
      "An end of the integral is missing",
      "Inf and -Inf are ends, too",
    );
  }
  const relative = call.number("rel.tol", Math.pow(Number.EPSILON, 0.25));
  const absolute = call.number("abs.tol", relative);
  const subdivisions = call.number("subdivisions", 100);
  if (!(subdivisions >= 1) || (absolute <= 0 && relative < Math.max(50 * Number.EPSILON, 5e-29))) {
    return call.fail(
      "wrong-argument",
      "integrate() needs one subdivision or more, and a tolerance above 0",
      "Leave rel.tol, abs.tol and subdivisions out",
    );
  }
  const values = (x: Float64Array): ArrayLike<number> => {
    const given = call.apply(f, [doubles(x), ...rest], [null, ...names]);
    if (!isVector(given) || given.type === "character" || given.type === "list") {
      return call.fail("wrong-argument", "The function of integrate() gives numbers");
    }
    if (given.values.length !== x.length) {
      return call.fail(
        "wrong-length",
        `The function gives ${given.values.length} numbers for ${x.length}`,
        "Vectorize(f) makes a function of one number one of many",
      );
    }
    const v = asDouble(given).values;
    for (let i = 0; i < v.length; i++) {
      if (!Number.isFinite(v[i]!)) {
        return call.fail(
          "missing-values",
          `The function has no finite value at ${x[i]}`,
          "Begin or end the integral beside it",
        );
      }
    }
    return v;
  };
  const found: Integral = integral(values, from, to, { absolute, relative, subdivisions });
  if (found.outcome !== "OK" && call.flag("stop.on.error", true)) {
    return call.fail(
      "no-integral",
      `integrate(): ${found.outcome}`,
      "Divide the interval where the function is steep or not finite; stop.on.error = FALSE shows what was reached",
    );
  }
  return withAttribute(
    namedList([
      ["value", double(found.value)],
      ["abs.error", double(found.error)],
      ["subdivisions", integer(found.subdivisions)],
      ["message", text(found.outcome)],
      ["call", callOf(call)],
    ]),
    "class",
    characters(["integrate"]),
  );
}

export const INTEGRALS: readonly Builtin[] = [
  word(
    "integrate",
    "f, lower, upper, ..., subdivisions, rel.tol, abs.tol, stop.on.error, keep.xy!FALSE, aux!NULL",
    integrate,
  ),
];
